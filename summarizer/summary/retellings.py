"""Sentences of several articles that say the same; used by `together`.

Sentences are compared without their numbers, so that `قتل 5` and `قتل 7` match and can be shown side by side.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from summarizer.summary.tf_idf import StemWeights

# Some fifty pairs of sentences from labelled copies and related stories were read: from .6 on nearly all
# state one fact, at .5 about half.
SAME_FACT = 0.6
# Rows compared with all others at once: 256 against 10,000 sentences take 30 MB.
_ROWS = 256


def match_sentences(weights: StemWeights) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Find for each sentence the one that represents it.

    weights  the sentences of all articles as those of one article, in order of preference
    returns  (n_sentences,)  the row of its representative; no two representatives are alike
             (n_sentences,)  the cosine to the representative

    Each sentence is compared with its representative itself: no chain of small changes joins two facts. A
    representative represents itself.
    """
    representatives = np.arange(weights.starts[-1])
    likeness = np.ones(len(representatives))
    best = np.zeros(len(representatives))
    for one, other, cosine in _find_pairs(weights):
        if representatives[one] == one and cosine > best[other]:
            representatives[other], likeness[other], best[other] = one, cosine, cosine
    return representatives, likeness


def _find_pairs(weights: StemWeights) -> Iterator[tuple[int, int, float]]:
    """The pairs of sentences that are alike, in order; the earlier sentence of each first."""
    if not len(weights.rows):
        return
    from scipy.sparse import csr_array

    n_sentences = int(weights.starts[-1])
    pointers = np.searchsorted(weights.rows, np.arange(n_sentences + 1))
    shape = (n_sentences, len(weights.documents))
    matrix = csr_array((weights.weights, weights.columns, pointers), shape=shape)
    for start in range(0, n_sentences, _ROWS):
        cosines = (matrix[start : start + _ROWS] @ matrix.T).tocoo()
        chosen = (cosines.data >= SAME_FACT) & (cosines.col > cosines.row + start)
        found = np.stack([cosines.row[chosen] + start, cosines.col[chosen]])
        order = np.lexsort(found[::-1])
        yield from zip(*found[:, order].tolist(), cosines.data[chosen][order].tolist(), strict=True)
