// The page: its lines as elements, its sentences as elements that can be lit, pointed at and moved between.
import { make } from "../interface/dom.js";
import { findDirection, isolate, writeForeign } from "../interface/untrusted_text.js";
import { layOut } from "./layout.js";
import { indexText } from "../interface/spans.js";
import { formatNumber, say } from "../interface/words.js";

// From here on the browser lays out only what is near the screen, which costs a jumping scroll bar.
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
      if (reply.articles.length > 1) root.append(make("p", { class: "article-mark" }, say("read.article", { n: formatNumber(article + 1) })));
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
    element.append(...writeForeign(text.slice(end, piece.start)), drawPiece(text, piece, sentences, ranked));
    end = piece.end;
  }
  if (struck.length) element.append(" ", drawReason(struck[0]));
  else if (kind !== "body") element.append(" ", makeNote("part", say(`part.${kind}`)));
  return element;
}

function drawReason({ reason, repeats }) {
  const words = reason === "repeat" && repeats ? say("removed.repeat.line", { line: formatNumber(repeats) }) : say(`removed.${reason}`);
  return makeNote("reason", words);
}

/** Words of ours within a line of the page: in our direction, whatever the line's is. */
function makeNote(name, words) {
  return make("span", { class: name, dir: document.documentElement.dir }, words);
}

function drawPiece(text, piece, sentences, ranked) {
  if (piece.part === "removed") return isolate(text.slice(piece.start, piece.end), "s");
  if (piece.part !== "body") return isolate(text.slice(piece.start, piece.end));
  const element = make("span", { class: "body" });
  let end = piece.start;
  // The sentences are in order and so are the pieces: what lies behind is done with.
  while (sentences.length && sentences[0].start < piece.end) {
    const sentence = sentences.shift();
    element.append(...writeForeign(text.slice(end, sentence.start)), drawSentence(text, sentence, ranked));
    end = sentence.end;
  }
  element.append(...writeForeign(text.slice(end, piece.end)));
  return element;
}

function drawSentence(text, sentence, ranked) {
  const element = make("span", { class: "sentence", tabindex: "-1" }, ...writeForeign(text.slice(sentence.start, sentence.end)));
  element.sentence = sentence;
  ranked[sentence.article][sentence.rank - 1] = element;
  return element;
}
