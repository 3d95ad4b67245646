"""The six measures of a sentence, each 0 to 1; `models/summaries/sentence_weights.py` fits their weights.

Used by `summarizing`, for all sentences of a batch at once. Tried beside them without any gain, on shuffled
news and on news without its first sentence: PageRank over sentence likeness, cosine to the centroid, the
share of the article's ten leading stems, best overlap with the title, length, figures, quotation marks,
questions, new stems, the last place.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.stem_weights import StemWeights
from summarizer.summary.opening_words import ANNOUNCES, JOINS

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
# Sentences of an article whose places are kept for the next article with as many; nearly all have fewer.
_LONGEST_KEPT = 200


def measure_sentences(weights: StemWeights, openings: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Measure the sentences of a batch, each article on its own.

    ``place`` is ``exp(-i / (.35 n))`` and ``first`` is ``1 / (1 + i)``, ``i`` the place from 0 among ``n``
    sentences; ``title`` is the cosine to the title; ``common`` is the number of other sentences that hold its
    stems, summed and divided by the root of its stems, scaled to 0..1 within the article.

    openings  (n_sentences,)             the role of the first word of each
    returns   (n_measures, n_sentences)  in the order of ``MEASURES``
    """
    openings = openings[: weights.starts[-1]]
    return np.array(
        (
            *list_places((weights.starts[1:] - weights.starts[:-1]).tolist()),
            weights.titles,
            scale(weights.others, weights.starts),
            (openings & ANNOUNCES) > 0,
            (openings & JOINS) > 0,
        )
    )


def list_places(sizes: Sequence[int]) -> NDArray[np.float64]:
    """The measures ``place`` and ``first`` of the sentences of each article; (2, n_sentences)."""
    tables = [_keep_places(size) if size <= _LONGEST_KEPT else _list_places(size) for size in sizes]
    return tables[0] if len(tables) == 1 else np.concatenate([np.zeros((2, 0)), *tables], axis=1)


def _list_places(n_sentences: int) -> NDArray[np.float64]:
    places = np.arange(n_sentences)
    return np.array((np.exp(-places / (PLACE_DECAY * n_sentences)), 1.0 / (1.0 + places)))


_keep_places = lru_cache(_LONGEST_KEPT)(_list_places)


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
