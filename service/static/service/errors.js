// Failing: a refusal in the reader's language, where it happened; nothing typed is touched.
import { Refusal } from "./requests.js";
import { make } from "../interface/dom.js";
import { knows, say } from "../interface/words.js";

/** Show in `place` what went wrong; with null, nothing did. An AbortError is the reader's own wish. */
export function showError(place, error) {
  place.hidden = true;
  if (!error || error.name === "AbortError") return;
  const name = error instanceof Refusal ? `error.${error.kind}` : error.message;
  const told = knows(name) ? say(name) : say("error.unknown");
  // The service's own words say more, in English: for whoever reports it.
  const detail = error instanceof Refusal || !knows(name) ? error.message : "";
  place.replaceChildren(make("strong", {}, told), ...(detail ? [" ", make("bdi", { lang: "en", dir: "ltr", class: "detail" }, detail)] : []));
  place.hidden = false;
}

/** An error of ours, by the name of its words. */
export function refuse(name) {
  return new Error(name);
}
