// Highlights: the sentences chosen at a length. While the slider moves, the best-ranked ones are shown at once; at
// rest the service says which it chooses at this length, since some sentences are chosen only together.

/**
 * A function that highlights the sentences of a length and shows their entries in the summary: the first `n` of each
 * article, or those that start at the places given for each article.
 * ranked, entries: for each article its elements by rank.
 */
export function makeHighlighter(ranked, entries) {
  return (n, places = null) => {
    for (const [article, sentences] of ranked.entries()) {
      for (const [rank, element] of sentences.entries()) {
        const isChosen = places ? places[article].has(element?.sentence.start) : rank < n;
        element?.classList.toggle("chosen", isChosen);
        if (entries[article][rank]) entries[article][rank].hidden = !isChosen;
      }
    }
  };
}

/** For each article of a reply the places where its sentences start. */
export function listPlaces(reply) {
  return reply.articles.map(({ summary }) => new Set(summary.sentences.map(({ span }) => span.start)));
}
