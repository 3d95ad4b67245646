// The key of a service that wants one: kept in this tab only, and in no address.
import { find } from "../interface/dom.js";

const NAME = "khulasa-key";
let asking = null;

export function readKey() {
  try {
    return sessionStorage.getItem(NAME) ?? "";
  } catch {
    return "";
  }
}

/** Ask for a key; whether one was given. Requests that come meanwhile share the question. */
export function askForKey() {
  asking ??= showDialog().finally(() => { asking = null; });
  return asking;
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
