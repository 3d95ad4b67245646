// Highlights: the sentences chosen at a length. The service ranks them once, and a longer summary contains the
// shorter ones: the slider sends no request and changes only the sentences between the two lengths.

/**
 * A function that highlights the first `n` sentences of each article and shows their entries in the summary.
 * ranked, entries: for each article its elements by rank.
 */
export function makeHighlighter(ranked, entries) {
  let shown = 0;
  return (n) => {
    for (let rank = Math.min(n, shown); rank < Math.max(n, shown); rank++) {
      for (const [article, sentences] of ranked.entries()) {
        sentences[rank]?.classList.toggle("chosen", rank < n);
        if (entries[article][rank]) entries[article][rank].hidden = rank >= n;
      }
    }
    shown = n;
  };
}
