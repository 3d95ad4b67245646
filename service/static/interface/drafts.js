// Carrying: what was typed goes along when the language is changed; within this tab, and once only.
import { find } from "./dom.js";

const NAME = "khulasa-texts";
const FIELDS = ["read-text", "compare-a", "compare-b"];
// A form, and what is there when it has been answered.
const ANSWERED = { "read-form": "#found", "compare-form": ".verdict" };

export function startCarrying() {
  try {
    const { texts = {}, forms = [] } = JSON.parse(sessionStorage.getItem(NAME) ?? "{}");
    sessionStorage.removeItem(NAME);
    for (const [id, text] of Object.entries(texts)) find(id).value = text;
    for (const id of forms) find(id).requestSubmit();
  } catch {
    // A browser that keeps nothing carries nothing.
  }
  find("language").addEventListener("click", keep);
}

function keep() {
  const texts = Object.fromEntries(FIELDS.map((id) => [id, find(id).value]));
  const forms = Object.keys(ANSWERED).filter((id) => document.querySelector(ANSWERED[id]));
  try {
    sessionStorage.setItem(NAME, JSON.stringify({ texts, forms }));
  } catch (error) {
    if (error.name !== "QuotaExceededError" && error.name !== "SecurityError") throw error;
  }
}
