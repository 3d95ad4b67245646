// Spans: the service counts code points, JavaScript counts UTF-16 units. A character beyond U+FFFF (an emoji, an
// old script) is one code point and two units.

/** A function from a place in code points to the place in the string. */
export function indexText(text) {
  const astral = findAstral(text);
  return (place) => place + countBelow(astral, place);
}

/** The places, in code points, of the characters that take two units. */
function findAstral(text) {
  const places = [];
  // Each earlier character of two units shifts the index by one.
  for (const match of text.matchAll(/[\u{10000}-\u{10FFFF}]/gu)) places.push(match.index - places.length);
  return places;
}

/** How many of the ascending numbers are below a value. */
export function countBelow(numbers, value) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A function from a place in the string to its line, from 1. */
export function indexLines(text) {
  const ends = Array.from(text.matchAll(/\n/g), (match) => match.index);
  return (place) => countBelow(ends, place) + 1;
}
