// Files that are chosen or dropped, read as text or as the source of an HTML page.

/** Let a file be dropped on an element. */
export function acceptDrops(element, take) {
  element.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    element.classList.add("over");
  });
  element.addEventListener("dragleave", () => element.classList.remove("over"));
  element.addEventListener("drop", (event) => {
    element.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
}

/** The text of a file, and the name of its encoding. */
export async function readText(file) {
  const bytes = await file.arrayBuffer();
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    const decoder = makeDecoder(bytes);
    return { text: decoder.decode(bytes), encoding: decoder.encoding };
  }
}

/** For what is not UTF-8: the mark of UTF-16, what an HTML page says of itself, or Windows-1256. */
function makeDecoder(bytes) {
  const head = new TextDecoder("latin1").decode(bytes.slice(0, 4096));
  const marked = { "\u00ff\u00fe": "utf-16le", "\u00fe\u00ff": "utf-16be" }[head.slice(0, 2)];
  try {
    const declared = new TextDecoder(marked ?? /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? "windows-1256");
    // A page that says UTF-8 and is not.
    return declared.encoding === "utf-8" ? new TextDecoder("windows-1256") : declared;
  } catch {
    return new TextDecoder("windows-1256");
  }
}
