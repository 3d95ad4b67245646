"""TF-IDF by numpy; used by `tf_idf` where there are no kernels."""

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.stem_weights import StemWeights
from summarizer.summary.arrays.counts import count_by_numbers
from summarizer.summary.arrays.sums import sum_by_arrays
from summarizer.summary.sentence_words import SentenceWords
from summarizer.summary.tf_idf import measure_rarity


def weigh_by_arrays(words: SentenceWords) -> StemWeights:
    """What `weigh_stems` returns."""
    starts = words.starts
    counts, sizes = count_by_numbers(words.stems, words.bounds, starts), starts[1:] - starts[:-1]
    rarity = measure_rarity(counts.documents, sizes[counts.owners])
    weights = _weigh_entries(counts.rows, counts.columns, counts.counts, rarity)
    return sum_by_arrays(counts, starts, rarity, weights)


def _weigh_entries(
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    counts: NDArray[np.int64],
    rarity: NDArray[np.float64],
) -> NDArray[np.float64]:
    """TF-IDF of each entry, each sentence's weights together of length 1."""
    if not len(rows):
        return np.zeros(0)
    weights = counts * rarity[columns]
    # To the last bit scikit-learn's TfidfTransformer, which sums the squares of a row in the same order.
    lengths = np.sqrt(np.bincount(rows, weights * weights))
    normal: NDArray[np.float64] = weights / lengths[rows]
    return normal
