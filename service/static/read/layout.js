// Layout: the lines of a page as it was given, each with its parts in the service's answer; used by page.js.
import { countBelow, indexLines, indexText } from "../interface/spans.js";

/**
 * The lines of a page in order. A line is a list of pieces `{start, end, part, article, reason, repeats}`:
 * places in the string; `part` is title, standfirst, caption, subheading, body, a fact such as byline, or "removed"
 * with a `reason` (a kind of the service's) and the line that it `repeats`; `article` counts from 0.
 */
export function layOut(text, reply) {
  const place = indexText(text);
  const line = indexLines(text);
  const pieces = [...collectPieces(reply)].map(({ span, repeats, ...piece }) => ({
    ...piece,
    start: place(span.start),
    end: place(span.end),
    repeats: repeats ? line(place(repeats.start)) : null,
  }));
  return groupLines(text, pieces.sort((a, b) => a.start - b.start || a.end - b.end));
}

/** The facts of an article that lines around its text state, and their names in the answer. */
const FACTS = ["byline", "published", "updated", "hijri", "outlet", "section"];

function* collectPieces(reply) {
  const facts = reply.articles.flatMap(collectFacts).sort((a, b) => a.start - b.start);
  const starts = facts.map(({ start }) => start);
  for (const [article, parts] of reply.articles.entries()) {
    for (const part of ["title", "standfirst"]) if (parts[part]) yield { span: parts[part].span, part, article };
    for (const caption of parts.captions) {
      yield { span: caption.span, part: "caption", article };
      for (const span of caption.repeats) yield { span, part: "removed", reason: "repeat", repeats: caption.span };
    }
    for (const { span } of parts.subheadings) yield { span, part: "subheading", article };
    for (const { span } of parts.body) yield { span, part: "body", article };
    for (const item of parts.related) {
      for (const passage of Object.values(item)) if (passage) yield { span: passage.span, part: "removed", reason: "related" };
    }
  }
  // A line that gives a fact is no rubbish: it is shown with the name of the fact, and not struck.
  for (const { span, kind, repeats } of reply.removed) {
    const fact = facts[countBelow(starts, span.start)];
    if (fact && fact.start < span.end && !repeats) yield { span, part: fact.part };
    else yield { span, part: "removed", reason: kind, repeats };
  }
}

function collectFacts(article) {
  const found = FACTS.map((part) => ({ part, passage: article[part]?.passage }));
  found.push(...article.tags.map(({ passage }) => ({ part: "tags", passage })));
  return found.filter(({ passage }) => passage).map(({ part, passage }) => ({ part, start: passage.span.start }));
}

/** Pieces with no line end between them form one line; of pieces that overlap, the first stays. */
function groupLines(text, pieces) {
  const lines = [];
  let end = -1;
  for (const piece of pieces) {
    if (piece.start < end) continue;
    if (end < 0 || text.slice(end, piece.start).includes("\n")) lines.push([]);
    lines.at(-1).push(piece);
    end = piece.end;
  }
  return lines;
}
