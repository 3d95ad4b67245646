"""TF-IDF: how much each stem counts in each sentence; the stage after `stem_counts`.

Works on a batch of articles at once. Every article has columns of its own, so a stem is rare or common within
its article only (IDF from other news did not improve scores), and the numbers of an article do not depend on
the rest of the batch.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.summary.sentence_words import SentenceWords
from summarizer.summary.stem_counts import count_words


@dataclass(frozen=True, slots=True, eq=False)
class StemWeights:
    """The stems of a batch's sentences: one entry for each stem of each sentence, in order of (row, column).

    rows, columns, weights   (n_entries,)    sentence, stem, TF-IDF of unit length per sentence
    owners                   (n_columns,)    the article of the stem
    documents                (n_columns,)    how many sentences of its article hold the stem
    rarity                   (n_columns,)    IDF of the stem within its article
    titled                   (n_columns,)    whether the article's title holds the stem
    starts                   (n_articles+1,) first row of each article, and the end
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    weights: NDArray[np.float64]
    owners: NDArray[np.int64]
    documents: NDArray[np.int64]
    rarity: NDArray[np.float64]
    titled: NDArray[np.bool_]
    starts: NDArray[np.int64]


def weigh_stems(words: SentenceWords) -> StemWeights:
    """Weigh the stems of a batch of articles by TF-IDF (scikit-learn's, smoothed, rows of length 1)."""
    counts, starts = count_words(words), words.starts
    sizes = starts[1:] - starts[:-1]
    rarity = _measure_rarity(counts.documents, sizes[counts.owners])
    return StemWeights(
        rows=counts.rows,
        columns=counts.columns,
        weights=_weigh_entries(counts.rows, counts.columns, counts.counts, rarity),
        owners=counts.owners,
        documents=counts.documents,
        rarity=rarity,
        titled=counts.titled,
        starts=starts,
    )


def _measure_rarity(documents: NDArray[np.int64], n_sentences: NDArray[np.int64]) -> NDArray[np.float64]:
    """The IDF of each column in its article: ``ln((1 + n) / (1 + df)) + 1``, as scikit-learn smooths it."""
    rarity: NDArray[np.float64] = np.log((1.0 + n_sentences) / (1.0 + documents)) + 1.0
    return rarity


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
