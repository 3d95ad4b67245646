// Text fields: long pastes, and sending by the keyboard; used by the views with a large field.

// The browser itself takes half a minute to paste a megabyte of paragraphs, because each line is an editing step.
// Here a long text is set at once; Ctrl-Z cannot undo it.
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

/** Ctrl+Enter, or Command+Enter, sends the form; Enter alone begins a line. */
export function submitByKey(field) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
}
