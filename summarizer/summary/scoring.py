"""Scoring: rows, places and title become one number a sentence.

``news``     .7 exp(-i / (.35 n)) + .2 common + .2 title
``content``  cosine to the article's centroid (Radev et al. 2004, "Centroid-based summarization"), scaled to
             0..1 within the article, + .3 title

``i`` is the sentence's place from 0 and ``n`` the number of sentences; ``common`` is the number of other
sentences that hold its stems, summed and divided by the root of its stems, scaled to 0..1; ``title`` is the
share of the title's stems that it holds. `benchmarks/quality.py` prints what these weights reach beside the
first sentences.
"""

import numpy as np
from numpy.typing import NDArray

from summarizer.records import Mode
from summarizer.summary.weighing import Weights

PLACE_WEIGHT = 0.7
# Swept .25 to 1 on the development articles: below .35 half-length summaries lose, above it short ones.
PLACE_DECAY = 0.35
COMMON_WEIGHT = 0.2
NEWS_TITLE_WEIGHT = 0.2
CONTENT_TITLE_WEIGHT = 0.3


def score(weights: Weights, mode: Mode) -> NDArray[np.float64]:
    """Score the sentences of a batch, each article on its own.

    returns  (n_sentences,)  higher is better; comparable within an article only
    """
    title = _share_title(weights)
    if mode is Mode.CONTENT:
        return _scale(_compare_centroid(weights), weights.starts) + CONTENT_TITLE_WEIGHT * title
    common = _scale(_count_common(weights), weights.starts)
    return PLACE_WEIGHT * _decay(weights.starts) + COMMON_WEIGHT * common + NEWS_TITLE_WEIGHT * title


def _decay(starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """``exp(-i / (.35 n))`` for each sentence of each article."""
    sizes = np.diff(starts)
    places = np.arange(starts[-1]) - np.repeat(starts[:-1], sizes)
    decayed: NDArray[np.float64] = np.exp(-places / (PLACE_DECAY * np.repeat(sizes, sizes)))
    return decayed


def _count_common(weights: Weights) -> NDArray[np.float64]:
    """How many other sentences hold each sentence's stems, over the root of the number of its stems."""
    n_sentences = int(weights.starts[-1])
    others = np.bincount(weights.rows, weights.documents[weights.columns] - 1.0, n_sentences)
    n_stems = np.bincount(weights.rows, minlength=n_sentences)
    common: NDArray[np.float64] = others / np.sqrt(np.maximum(1, n_stems))
    return common


def _share_title(weights: Weights) -> NDArray[np.float64]:
    """What share of its title's stems each sentence holds; 0 where there is no title."""
    held = np.bincount(weights.rows, weights.titled[weights.columns], int(weights.starts[-1]))
    share: NDArray[np.float64] = held / np.repeat(
        np.maximum(1, weights.n_title_stems), np.diff(weights.starts)
    )
    return share


def _compare_centroid(weights: Weights) -> NDArray[np.float64]:
    """Dot product of each sentence with the sum of its article's sentences."""
    centroid = np.bincount(weights.columns, weights.weights, len(weights.documents))
    products = weights.weights * centroid[weights.columns]
    return np.bincount(weights.rows, products, int(weights.starts[-1])).astype(np.float64, copy=False)


def _scale(values: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Scale each article's values to 0..1; all 0 where they do not differ."""
    # Two equal values that sums of another order tell apart in the last bit must not become 0 and 1.
    values = np.round(values, 9)
    sizes = np.diff(starts)
    filled = sizes > 0
    low, high = np.zeros(len(sizes)), np.zeros(len(sizes))
    low[filled] = np.minimum.reduceat(values, starts[:-1][filled]) if filled.any() else 0.0
    high[filled] = np.maximum.reduceat(values, starts[:-1][filled]) if filled.any() else 0.0
    spread = np.where(high > low, high - low, 1.0)
    scaled: NDArray[np.float64] = (values - np.repeat(low, sizes)) / np.repeat(spread, sizes)
    return scaled
