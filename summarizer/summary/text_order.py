"""Signs that a text has its most important sentences first, so that their place counts; used by `scores`.

News and encyclopaedias have; lists, collections and shuffled sentences have not. There are three signs: the
worth of the first sentence by its words alone, whether neighbours have more in common than any two sentences
of the text, and the number of sentences.
"""

import numpy as np
from numpy.typing import NDArray

from summarizer.summary.tf_idf import StemWeights

SIGNS = ("opening", "cohesion", "length")
# Keeps the ratio of two likenesses near 1 where few sentences share a stem.
_LIKENESS_FLOOR = 0.005


def read_signs(weights: StemWeights, worth: NDArray[np.float64]) -> NDArray[np.float64]:
    """The signs of each article.

    ``opening`` is the worth of the first sentence; ``cohesion`` the logarithm of how much more alike
    neighbours are than any two sentences, times the root of the number of sentences, since the mean of few
    pairs says little; ``length`` is ln(1 + n).

    worth    (n_sentences,)         what each sentence is worth by its words alone, 0 to 1
    returns  (n_signs, n_articles)  in the order of ``SIGNS``
    """
    sizes = weights.starts[1:] - weights.starts[:-1]
    opening = np.zeros(len(sizes))
    opening[sizes > 0] = worth[weights.starts[:-1][sizes > 0]]
    near = _sum_neighbours(weights) / np.maximum(1, sizes - 1)
    far = _sum_all(weights) / np.maximum(1, sizes * (sizes - 1))
    cohesion = np.log((near + _LIKENESS_FLOOR) / (far + _LIKENESS_FLOOR)) * np.sqrt(sizes)
    return np.array((opening, cohesion, np.log1p(sizes)))


def _sum_neighbours(weights: StemWeights) -> NDArray[np.float64]:
    """The cosines of neighbouring sentences, summed over each article."""
    order = weights.columns.argsort(kind="stable")
    rows, columns, values = weights.rows[order], weights.columns[order], weights.weights[order]
    (pairs,) = ((columns[1:] == columns[:-1]) & (rows[1:] == rows[:-1] + 1)).nonzero()
    products = values[pairs] * values[pairs + 1]
    sums = np.bincount(weights.owners[columns[pairs]], products, len(weights.starts) - 1)
    return sums.astype(np.float64)


def _sum_all(weights: StemWeights) -> NDArray[np.float64]:
    """The cosines of all ordered pairs of different sentences, summed over each article."""
    sums = np.bincount(weights.columns, weights.weights, len(weights.owners))
    squares = np.bincount(weights.columns, weights.weights**2, len(weights.owners))
    # Rounding can leave a sum of zeros slightly below 0.
    products = np.maximum(0.0, sums * sums - squares)
    return np.bincount(weights.owners, products, len(weights.starts) - 1).astype(np.float64)
