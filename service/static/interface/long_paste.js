// Pasting: a browser's own way to insert a text takes half a minute for a megabyte of paragraphs, as it makes
// each line a step of editing. Long texts are set at once; Ctrl-Z then takes back nothing of them.
const LONG = 50_000;

export function acceptLongPastes(field) {
  field.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (text.length < LONG) return;
    event.preventDefault();
    field.setRangeText(text.replace(/\r\n?/g, "\n"), field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
