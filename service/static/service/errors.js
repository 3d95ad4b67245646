// Errors in the reader's language, shown where they happened; used by every view.
import { Refusal } from "./requests.js";
import { make } from "../interface/dom.js";
import { hasWords, translate } from "../interface/words.js";

/** Somebody who pastes the address of a page means the page, but the service opens no addresses. */
export const ADDRESS = /^\s*(https?:\/\/|www\.)\S+\s*$/i;

/** Show an error in `place`, or nothing for null. An AbortError is not shown: the reader caused it. */
export function showError(place, error) {
  place.hidden = true;
  if (!error || error.name === "AbortError") return;
  const name = error instanceof Refusal ? `error.${error.kind}` : error.message;
  const words = hasWords(name) ? translate(name) : translate("error.unknown");
  // The service's own message, in English, has more detail for a report.
  const detail = error instanceof Refusal || !hasWords(name) ? error.message : (error.detail ?? "");
  place.replaceChildren(make("strong", {}, words), ...(detail ? [" ", make("bdi", { lang: "en", dir: "ltr", class: "detail" }, detail)] : []));
  place.hidden = false;
}

/** An error of the page itself, by the name of its words; `detail` is what was found. */
export function refuse(name, detail = "") {
  return Object.assign(new Error(name), { detail });
}
