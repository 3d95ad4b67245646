// Drafts: texts and answers are kept in this tab when the page is loaded again or the language changes.
import { find } from "./dom.js";

const NAME = "khulasa-texts";
const FIELDS = ["read-text", "compare-a", "compare-b"];
// Each form, and the element that is there once it has an answer.
const ANSWERED = { "read-form": "#found", "compare-form": ".verdict" };

export function startDrafts() {
  try {
    const { texts = {}, forms = [] } = JSON.parse(sessionStorage.getItem(NAME) ?? "{}");
    for (const [id, text] of Object.entries(texts)) find(id).value = text;
    for (const id of forms) find(id).requestSubmit();
  } catch {
    // Without storage there are no drafts.
  }
  // Also when the page is reloaded, or left and opened again by the back button.
  addEventListener("pagehide", keep);
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
