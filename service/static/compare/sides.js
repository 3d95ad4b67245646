// Sides: two texts beside each other, what they share in the same colour; the compare view and the dump's use it.
import { colour } from "./passages.js";
import { make, makeButton } from "../interface/dom.js";
import { isolate, writeForeign } from "../interface/untrusted_text.js";
import { formatNumber, say } from "../interface/words.js";

// Colours in style.css; after them they begin again, and the number before each passage tells them apart.
const SHADES = 8;
// A list of more is no help; all passages are coloured all the same.
const LISTED = 12;

/** Both texts under their titles, and the list of what they share, which leads to it on both sides. */
export function drawSides(result, [a, b], [titleA, titleB]) {
  const sides = [
    drawSide(titleA, colour(a, result.passages.map((passage) => passage.a), result.numbers_a)),
    drawSide(titleB, colour(b, result.passages.map((passage) => passage.b), result.numbers_b)),
  ];
  const pair = make("div", { class: "pair sides" }, ...sides);
  return [pair, drawList(result.passages, pair)];
}

function drawSide(title, pieces) {
  // No landmark: a cluster shows the same document beside each of its copies.
  return make("div", { class: "panel side-text", role: "group", "aria-label": title }, make("h3", {}, title),
    make("div", { class: "page-text prose", dir: "auto" }, ...pieces.flatMap(drawPiece)));
}

function drawPiece({ text, passage, number }) {
  if (number) return [isolate(text, "strong", { class: "number", title: say("compare.legend.number") })];
  if (passage === undefined) return writeForeign(text);
  // Where two colours are alike to an eye, the number is not.
  return [make("mark", { class: `shade-${passage % SHADES}`, "data-passage": passage + 1 }, ...writeForeign(text))];
}

function drawList(passages, pair) {
  if (!passages.length) return null;
  const rows = passages.slice(0, LISTED).map(({ n_words: words }, row) => {
    const first = pair.querySelector(`mark[data-passage="${row + 1}"]`);
    if (!first) return null; // A longer passage covers it.
    const button = makeButton("", () => point(pair, row + 1), { class: `chip shade-${row % SHADES}` });
    button.append(make("bdi", {}, `${row + 1}`), " ", make("bdi", { class: "start", dir: "auto" }, ...writeForeign(first.textContent.slice(0, 48))), " ", make("small", {}, say("compare.words", { n: formatNumber(words) })));
    return make("li", {}, button);
  });
  return make("section", { class: "passages" }, make("h3", {}, say("compare.passages")), make("ol", {}, ...rows.filter(Boolean)));
}

/** Frame a passage on both sides and bring it into view. */
function point(pair, passage) {
  for (const mark of pair.querySelectorAll("mark")) mark.classList.toggle("pointed", Number(mark.dataset.passage) === passage);
  for (const mark of pair.querySelectorAll(".pointed")) mark.scrollIntoView({ block: "nearest" });
}
