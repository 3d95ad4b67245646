"""The six measures of a sentence, each 0 to 1. Their weights are fitted by `models/sentence_weights.py`.

Used by `summarizing`, for all sentences of a batch at once. Tried beside them without any gain, on shuffled
news and on news without its first sentence: PageRank over sentence likeness, cosine to the centroid, the
share of the article's ten leading stems, best overlap with the title, length, figures, quotation marks,
questions, new stems, the last place.
"""

import numpy as np
from numpy.typing import NDArray

from summarizer.summary.opening_words import ANNOUNCES, JOINS
from summarizer.summary.tf_idf import StemWeights

# Each measure and what a high value says of a sentence.
MEASURES = {
    "place": "stands near the start",
    "first": "is among the very first",
    "title": "has the words of the title",
    "common": "says what other sentences say too",
    "announces": "opens with a verb that tells news",
    "goes_on": "opens by going on from another sentence",
}
GOES_ON = list(MEASURES).index("goes_on")
# Swept .25 to 1 on the development articles: half-length summaries lose below it, one-sentence ones above it.
PLACE_DECAY = 0.35


def measure_sentences(weights: StemWeights, openings: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Measure the sentences of a batch, each article on its own.

    ``place`` is ``exp(-i / (.35 n))`` and ``first`` is ``1 / (1 + i)``, ``i`` the place from 0 among ``n``
    sentences; ``title`` is the cosine to the title; ``common`` is the number of other sentences that hold its
    stems, summed and divided by the root of its stems, scaled to 0..1 within the article.

    openings  (n_sentences,)             the role of the first word of each
    returns   (n_measures, n_sentences)  in the order of ``MEASURES``
    """
    sizes = weights.starts[1:] - weights.starts[:-1]
    openings = openings[: weights.starts[-1]]
    places = np.arange(weights.starts[-1]) - weights.starts[:-1].repeat(sizes)
    return np.array(
        (
            np.exp(-places / (PLACE_DECAY * sizes.repeat(sizes))),
            1.0 / (1.0 + places),
            _compare_title(weights),
            scale(_count_common(weights), weights.starts),
            (openings & ANNOUNCES) > 0,
            (openings & JOINS) > 0,
        )
    )


def _compare_title(weights: StemWeights) -> NDArray[np.float64]:
    """The cosine of each sentence to its title; only stems of the title that the article holds count."""
    sizes = weights.starts[1:] - weights.starts[:-1]
    title = weights.titled * weights.rarity
    lengths = np.sqrt(np.bincount(weights.owners, title * title, len(sizes)))
    lengths[lengths == 0] = 1.0
    dots = np.bincount(weights.rows, weights.weights * title[weights.columns], int(weights.starts[-1]))
    cosines: NDArray[np.float64] = dots / lengths.repeat(sizes)
    return cosines


def _count_common(weights: StemWeights) -> NDArray[np.float64]:
    """How many other sentences hold each sentence's stems, over the root of the number of its stems."""
    n_sentences = int(weights.starts[-1])
    others = np.bincount(weights.rows, weights.documents[weights.columns] - 1.0, n_sentences)
    n_stems = np.bincount(weights.rows, minlength=n_sentences)
    common: NDArray[np.float64] = others / np.sqrt(np.maximum(1, n_stems))
    return common


def scale(values: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Scale each article's values to 0..1; all 0 where they do not differ."""
    # Two equal values whose sums differ in the last bit must not become 0 and 1.
    values = values.round(9)
    if len(starts) == 2 and len(values):  # One article: half the time.
        whole: NDArray[np.float64] = (values - values.min()) / (values.max() - values.min() or 1.0)
        return whole
    sizes = starts[1:] - starts[:-1]
    filled = sizes > 0
    firsts, sizes = starts[:-1][filled], sizes[filled]
    if not len(firsts):
        return values
    low = np.minimum.reduceat(values, firsts)
    spread = np.maximum.reduceat(values, firsts) - low
    spread[spread == 0] = 1.0
    scaled: NDArray[np.float64] = (values - low.repeat(sizes)) / spread.repeat(sizes)
    return scaled
