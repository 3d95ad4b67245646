// Sides: two texts beside each other, shared passages in the same colour; used to compare two texts or copies.
import { cutPassages } from "./passages.js";
import { make, makeButton } from "../interface/dom.js";
import { isolate, writeUntrusted } from "../interface/untrusted_text.js";
import { formatNumber, translate } from "../interface/words.js";

// The number of colours in style.css. They repeat after that; the number of a passage tells them apart.
const SHADES = 8;
// The most passages listed; all are coloured.
const LISTED = 12;

/** Both texts under their titles, and the list of shared passages, which leads to each on both sides. */
export function drawSides(result, [a, b], [titleA, titleB]) {
  const sides = [
    drawSide(titleA, cutPassages(a, result.passages.map((passage) => passage.a), result.numbers_a)),
    drawSide(titleB, cutPassages(b, result.passages.map((passage) => passage.b), result.numbers_b)),
  ];
  const pair = make("div", { class: "pair sides" }, ...sides);
  return [pair, drawList(result.passages, pair)];
}

function drawSide(title, pieces) {
  // A group, not a landmark: a cluster shows the same document beside each of its copies.
  return make("div", { class: "panel side-text", role: "group", "aria-label": title }, make("h3", {}, title),
    make("div", { class: "page-text prose", dir: "auto" }, ...pieces.flatMap(drawPiece)));
}

function drawPiece({ text, passage, number }) {
  if (number) return [isolate(text, "strong", { class: "number", title: translate("compare.legend.number") })];
  if (passage === undefined) return writeUntrusted(text);
  // The number tells passages apart for readers who do not see the colours.
  return [make("mark", { class: `shade-${passage % SHADES}`, "data-passage": passage + 1 }, ...writeUntrusted(text))];
}

function drawList(passages, pair) {
  if (!passages.length) return null;
  const rows = passages.slice(0, LISTED).map(({ n_words: words }, row) => {
    const first = pair.querySelector(`mark[data-passage="${row + 1}"]`);
    if (!first) return null; // Covered by a longer passage.
    const button = makeButton("", () => point(pair, row + 1), { class: `chip shade-${row % SHADES}` });
    button.append(make("bdi", {}, `${row + 1}`), " ", make("bdi", { class: "start", dir: "auto" }, ...writeUntrusted(first.textContent.slice(0, 48))), " ", make("small", {}, translate("compare.words", { n: formatNumber(words) })));
    return make("li", {}, button);
  });
  return make("section", { class: "passages" }, make("h3", {}, translate("compare.passages")), make("ol", {}, ...rows.filter(Boolean)));
}

/** Frame a passage on both sides and bring it into view. */
function point(pair, passage) {
  for (const mark of pair.querySelectorAll("mark")) mark.classList.toggle("pointed", Number(mark.dataset.passage) === passage);
  for (const mark of pair.querySelectorAll(".pointed")) mark.scrollIntoView({ block: "nearest" });
}
