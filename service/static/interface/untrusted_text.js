// Foreign text: what somebody else wrote, shown so that it cannot steer the page around it.
import { make } from "./dom.js";
import { say } from "./words.js";

// Overrides turn letters around: "txt.exe" may read "exe.txt". Embeddings, isolates and marks only place text,
// and end with the element that holds it, so they are left alone: many honest pages have them.
const OVERRIDE = /[\u202D\u202E]/;
const NAMES = { "\u202D": "LRO", "\u202E": "RLO" };

/** The text as nodes: a character that overrides its direction is shown by name instead of obeyed. */
export function writeForeign(text) {
  if (!OVERRIDE.test(text)) return [document.createTextNode(text)];
  return text.split(/([\u202D\u202E])/).map((part) =>
    part in NAMES
      ? make("span", { class: "control", role: "img", "aria-label": say("control.override"), title: say("control.override") }, NAMES[part])
      : document.createTextNode(part));
}

/** The text in an element of its own direction. */
export function isolate(text, tag = "bdi", attributes = {}) {
  return make(tag, { dir: "auto", ...attributes }, ...writeForeign(text));
}

/** The direction of a text by its first letter. `dir="auto"` does not look into a <bdi>, where ours stands. */
export function findDirection(text) {
  const letter = /\p{L}/u.exec(text)?.[0] ?? "";
  return /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/.test(letter) ? "rtl" : "ltr";
}
