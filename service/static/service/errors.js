// Errors in the reader's language, shown where they happened; used by every view.
import { Refusal } from "./requests.js";
import { make } from "../interface/dom.js";
import { hasWords, translate } from "../interface/words.js";

/** Show an error in `place`, or nothing for null. An AbortError is not shown: the reader caused it. */
export function showError(place, error) {
  place.hidden = true;
  if (!error || error.name === "AbortError") return;
  const name = error instanceof Refusal ? `error.${error.kind}` : error.message;
  const words = hasWords(name) ? translate(name) : translate("error.unknown");
  // The service's own message, in English, has more detail for a report.
  const detail = error instanceof Refusal || !hasWords(name) ? error.message : "";
  place.replaceChildren(make("strong", {}, words), ...(detail ? [" ", make("bdi", { lang: "en", dir: "ltr", class: "detail" }, detail)] : []));
  place.hidden = false;
}

/** An error of the page itself, by the name of its words. */
export function refuse(name) {
  return new Error(name);
}
