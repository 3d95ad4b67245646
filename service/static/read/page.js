// The page as elements: its lines, and its sentences to highlight, point at and move between; used by view.js.
import { make } from "../interface/dom.js";
import { findDirection, isolate, writeUntrusted } from "../interface/untrusted_text.js";
import { layOut } from "./layout.js";
import { indexText } from "../interface/spans.js";
import { formatNumber, translate } from "../interface/words.js";

// Beyond this many lines the browser lays out only those near the screen; the scroll bar then jumps a little.
const LONG = 400;

/** The element of a page, and for each article its sentence elements by rank, the best first. */
export function drawPage(text, reply) {
  const sentences = placeSentences(text, reply);
  const ranked = reply.articles.map(() => []);
  const lines = layOut(text, reply);
  const root = make("div", { class: lines.length > LONG ? "page-text long" : "page-text" });
  const direction = findDirection(text);
  let current = -1;
  for (const line of lines) {
    const article = line.find((piece) => piece.article !== undefined)?.article ?? current;
    if (article > current) {
      current = article;
      if (reply.articles.length > 1) root.append(make("p", { class: "article-mark", tabindex: "-1" }, translate("read.article", { n: formatNumber(article + 1) })));
    }
    root.append(drawLine(text, line, sentences, ranked, direction));
  }
  return { root, ranked };
}

/** Every ranked sentence with its places in the string, in reading order. */
function placeSentences(text, reply) {
  const place = indexText(text);
  const all = reply.articles.flatMap(({ summary }, article) => summary.sentences.map((sentence) => ({
    ...sentence, article, start: place(sentence.span.start), end: place(sentence.span.end),
  })));
  return all.sort((a, b) => a.start - b.start);
}

function drawLine(text, line, sentences, ranked, direction) {
  const struck = line.filter((piece) => piece.part === "removed");
  const kind = struck.length === line.length ? "removed" : line.find((piece) => piece.part !== "removed").part;
  const element = make("p", { class: `line line-${kind}`, dir: kind === "removed" ? direction : findDirection(text.slice(line[0].start, line.at(-1).end)) });
  let end = line[0].start;
  for (const piece of line) {
    element.append(...writeUntrusted(text.slice(end, piece.start)), drawPiece(text, piece, sentences, ranked));
    end = piece.end;
  }
  if (struck.length) element.append(" ", drawReason(struck[0]));
  else if (kind !== "body") element.append(" ", makeNote("part", translate(`part.${kind}`)));
  return element;
}

function drawReason({ reason, repeats }) {
  const words = reason === "repeat" && repeats ? translate("removed.repeat.line", { line: formatNumber(repeats) }) : translate(`removed.${reason}`);
  return makeNote("reason", words);
}

/** Words of the interface within a line of the page, in the direction of the interface. */
function makeNote(name, words) {
  return make("span", { class: name, dir: document.documentElement.dir }, words);
}

function drawPiece(text, piece, sentences, ranked) {
  if (piece.part === "removed") return isolate(text.slice(piece.start, piece.end), "s");
  if (piece.part !== "body") return isolate(text.slice(piece.start, piece.end));
  const element = make("span", { class: "body" });
  let end = piece.start;
  // Sentences and pieces are both in order, so that each sentence is looked at once.
  while (sentences.length && sentences[0].start < piece.end) {
    const sentence = sentences.shift();
    element.append(...writeUntrusted(text.slice(end, sentence.start)), drawSentence(text, sentence, ranked));
    end = sentence.end;
  }
  element.append(...writeUntrusted(text.slice(end, piece.end)));
  return element;
}

function drawSentence(text, sentence, ranked) {
  const element = make("span", { class: "sentence", tabindex: "-1" }, ...writeUntrusted(text.slice(sentence.start, sentence.end)));
  element.sentence = sentence;
  ranked[sentence.article][sentence.rank - 1] = element;
  return element;
}
