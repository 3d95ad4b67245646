// Files that are chosen or dropped, read as text or as the source of an HTML page.
import { refuse } from "../service/errors.js";

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

/** The text of a file, and the name of its encoding. Throws an error for a file that is not text. */
export async function readText(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const head = new TextDecoder("latin1").decode(bytes.slice(0, 4096));
  const binary = BINARY.find(([start]) => head.startsWith(start));
  if (binary) throw refuse("error.binary", binary[1]);
  const decoder = chooseDecoder(bytes, head);
  const text = decoder.decode(bytes);
  // Of the control characters a text has only tabs and line ends.
  if (/[\0-\x08\x0E-\x1A\x1C-\x1F]/.test(text)) throw refuse("error.binary", file.name.split(".").pop());
  return { text, encoding: decoder.encoding === "utf-8" ? "UTF-8" : decoder.encoding };
}

// The first bytes of files that people choose by mistake, and what these files are.
const BINARY = [
  ["%PDF", "PDF"], ["PK\x03\x04", "ZIP, DOCX, XLSX"], ["\xD0\xCF\x11\xE0", "DOC, XLS"], ["\x89PNG", "PNG"], ["\xFF\xD8\xFF", "JPEG"],
  ["GIF8", "GIF"], ["RIFF", "WEBP, WAV"], ["{\\rtf", "RTF"], ["\x1F\x8B", "GZIP"], ["\x28\xB5\x2F\xFD", "ZSTD"], ["PAR1", "PARQUET"],
];

/** UTF-8, or else what the mark of UTF-16 says, where its zero bytes stand, what an HTML page says, or Windows-1256. */
function chooseDecoder(bytes, head) {
  try {
    const strict = new TextDecoder("utf-8", { fatal: true });
    strict.decode(bytes);
    if (!head.includes("\0")) return new TextDecoder("utf-8");
  } catch {
    // Not UTF-8.
  }
  const wide = { "\xFF\xFE": "utf-16le", "\xFE\xFF": "utf-16be" }[head.slice(0, 2)] ?? findWide(head);
  if (wide) return new TextDecoder(wide);
  try {
    const declared = new TextDecoder(/<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? "windows-1256");
    // A page that says UTF-8 and is not.
    return declared.encoding === "utf-8" ? new TextDecoder("windows-1256") : declared;
  } catch {
    return new TextDecoder("windows-1256");
  }
}

/** UTF-16 without its mark: each blank and line end has a zero byte on the same side, and no other zero bytes stand there. */
function findWide(head) {
  const zeros = [0, 0];
  for (const match of head.matchAll(/\0/g)) zeros[match.index % 2] += 1;
  if (zeros[1] && !zeros[0]) return "utf-16le";
  if (zeros[0] && !zeros[1]) return "utf-16be";
  return null;
}
