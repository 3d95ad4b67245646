// Export: to the clipboard or to a downloaded file.
import { announce, make } from "./dom.js";
import { translate } from "./words.js";

/** Copy a text, and confirm it on the button that was pressed. */
export async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text); // Browsers offer the clipboard only over HTTPS and on localhost.
  }
  announce(translate("summary.copied"));
  const before = button.textContent;
  button.textContent = translate("summary.copied");
  setTimeout(() => { button.textContent = before; }, 1500);
}

/** Download data as a file. */
export function download(name, data, type) {
  const address = URL.createObjectURL(data instanceof Blob ? data : new Blob([data], { type }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function copyBySelection(text) {
  const field = make("textarea", { class: "unseen", "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
