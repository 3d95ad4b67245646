// The API key of a service that needs one: kept in this tab only, and in no address.
import { find } from "../interface/dom.js";

const NAME = "khulasa-key";
let openDialog = null;

export function readKey() {
  try {
    return sessionStorage.getItem(NAME) ?? "";
  } catch {
    return "";
  }
}

/** Ask the reader for a key; true if one was given. Requests that wait at the same time share one dialog. */
export function askForKey() {
  openDialog ??= showDialog().finally(() => { openDialog = null; });
  return openDialog;
}

function showDialog() {
  const dialog = find("key-dialog");
  const field = find("key-value");
  field.value = "";
  dialog.showModal();
  find("key-cancel").onclick = () => dialog.close("");
  find("key-form").onsubmit = () => {
    sessionStorage.setItem(NAME, field.value.trim());
    dialog.returnValue = "given";
  };
  dialog.returnValue = "";
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "given"), { once: true });
  });
}
