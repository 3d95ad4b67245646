// Passages: a text cut into pieces that both texts share, numbers that differ, and the rest; used by sides.js.
import { indexText } from "../interface/spans.js";

const DIGIT = "\\p{Nd}";

/**
 * The pieces of one side's text in order: `{text, passage}` for what both share, `{text, number: true}` for a
 * number that the other side does not have, `{text}` for the rest. `passage` is the number of a passage, the
 * longest first; where two overlap, the longer one is kept.
 */
export function cutPassages(text, spans, numbers) {
  const place = indexText(text);
  const taken = [];
  for (const [passage, span] of spans.entries()) {
    const [start, end] = [place(span.start), place(span.end)];
    if (taken.every((other) => end <= other.start || other.end <= start)) taken.push({ start, end, passage });
  }
  taken.sort((a, b) => a.start - b.start);
  const pieces = [];
  let end = 0;
  for (const one of taken) {
    pieces.push(...findNumbers(text.slice(end, one.start), numbers), { text: text.slice(one.start, one.end), passage: one.passage });
    end = one.end;
  }
  pieces.push(...findNumbers(text.slice(end), numbers));
  return pieces.filter((piece) => piece.text);
}

/** A text cut at whole numbers: 40 is found neither in 240 nor in 2.40. */
function findNumbers(text, numbers) {
  if (!numbers.length) return [{ text }];
  const any = [...numbers].sort((a, b) => b.length - a.length).map((number) => number.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const pattern = new RegExp(`(?<!${DIGIT}[.,٫٬]?)(${any})(?![.,٫٬]?${DIGIT})`, "u");
  return text.split(pattern).map((part, row) => (row % 2 ? { text: part, number: true } : { text: part }));
}
