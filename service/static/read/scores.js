// Scores: a card with the score and measures of the sentence under the pointer or with the focus.
import { find, make } from "../interface/dom.js";
import { formatNumber, formatSigned, hasWords, translate } from "../interface/words.js";

/** Show the card for sentences inside `root`; arrow keys move between them, Escape hides the card. */
export function watchScores(root) {
  const card = make("div", { id: "score-card", class: "score-card", role: "tooltip", hidden: true });
  find("score-card")?.remove();
  find("main").append(card);
  const sentences = [...root.querySelectorAll(".sentence")];
  // One stop for the Tab key, however many sentences there are.
  sentences[0]?.setAttribute("tabindex", "0");
  const show = (event) => { const own = findSentence(event); if (own) fillCard(card, own); };
  const hide = () => { card.hidden = true; };
  // Moved by hand: when the page scrolls under a pointer at rest, the card would cover what is to be read.
  root.addEventListener("pointermove", (event) => { if (event.movementX || event.movementY) show(event); });
  root.addEventListener("focusin", show);
  root.addEventListener("pointerout", hide);
  root.addEventListener("focusout", hide);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    const own = findSentence(event);
    const step = { ArrowDown: 1, ArrowLeft: 1, ArrowUp: -1, ArrowRight: -1 }[event.key];
    if (own && step) {
      event.preventDefault();
      focusSentence(sentences, sentences[sentences.indexOf(own) + step]);
    }
  });
}

/** Focus a sentence and make it the one stop of the Tab key. */
export function focusSentence(sentences, target) {
  if (!target) return;
  for (const one of sentences) if (one.getAttribute("tabindex") === "0") one.setAttribute("tabindex", "-1");
  target.setAttribute("tabindex", "0");
  target.focus();
}

function findSentence(event) {
  return event.target.closest?.(".sentence");
}

function fillCard(card, element) {
  const { score, rank, measures } = element.sentence;
  const widest = Math.max(...measures.map(({ share }) => Math.abs(share)));
  card.replaceChildren(
    make("strong", {}, translate("score.title", { score: formatNumber(score, 2), rank: formatNumber(rank) })),
    make("ul", {}, ...measures.map((measure) => drawMeasure(measure, widest))),
  );
  element.setAttribute("aria-describedby", card.id);
  card.hidden = false;
  place(card, element.getClientRects()[0]);
}

function drawMeasure({ name, meaning, share }, widest) {
  const bar = make("span", { class: share < 0 ? "bar against" : "bar", "aria-hidden": "true" });
  bar.style.inlineSize = `${Math.round((Math.abs(share) / widest) * 100)}%`;
  const words = hasWords(`measure.${name}`) ? translate(`measure.${name}`) : meaning;
  return make("li", {}, make("span", {}, words), make("bdi", { dir: "ltr" }, formatSigned(share, 2)), bar);
}

/** Put the card above the first line of the sentence, or below where there is no room, within the window. */
function place(card, line) {
  const { width, height } = card.getBoundingClientRect();
  const left = Math.min(Math.max(8, line.left + line.width / 2 - width / 2), innerWidth - width - 8);
  // Above the sentence, so that the next lines stay readable.
  const top = line.top - height - 8 > 0 ? line.top - height - 8 : line.bottom + 8;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}
