// Untrusted text: shown so that its control characters cannot change the page around it.
import { make } from "./dom.js";
import { translate } from "./words.js";

// Overrides reverse letters: "txt.exe" may read "exe.txt". Embeddings, isolates and marks end with the element
// that holds them and are common in honest pages, so they are kept.
const OVERRIDE = /[\u202D\u202E]/;
const NAMES = { "\u202D": "LRO", "\u202E": "RLO" };

/** The text as nodes. A character that overrides the direction is shown by its name and has no effect. */
export function writeUntrusted(text) {
  if (!OVERRIDE.test(text)) return [document.createTextNode(text)];
  return text.split(/([\u202D\u202E])/).map((part) =>
    part in NAMES
      ? make("span", { class: "control", role: "img", "aria-label": translate("control.override"), title: translate("control.override") }, NAMES[part])
      : document.createTextNode(part));
}

/** The text in an element with its own direction. */
export function isolate(text, tag = "bdi", attributes = {}) {
  return make(tag, { dir: "auto", ...attributes }, ...writeUntrusted(text));
}

/** The direction of a text by its first letter. `dir="auto"` ignores text inside a <bdi>, which we use. */
export function findDirection(text) {
  const letter = /\p{L}/u.exec(text)?.[0] ?? "";
  return /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/.test(letter) ? "rtl" : "ltr";
}
