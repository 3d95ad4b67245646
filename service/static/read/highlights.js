// Lighting: which sentences are chosen at a length. The service ranks them once; a longer summary holds the
// shorter ones, so that the slider asks nobody and touches only the sentences that it passes.

/**
 * A function that lights the first `n` of each article and shows their entries in the summary.
 * ranked, entries: for each article its elements by rank.
 */
export function makeLighter(ranked, entries) {
  let lit = 0;
  return (n) => {
    for (let rank = Math.min(n, lit); rank < Math.max(n, lit); rank++) {
      for (const [article, sentences] of ranked.entries()) {
        sentences[rank]?.classList.toggle("chosen", rank < n);
        if (entries[article][rank]) entries[article][rank].hidden = rank >= n;
      }
    }
    lit = n;
  };
}
