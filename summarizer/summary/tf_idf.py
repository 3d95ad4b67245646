"""TF-IDF: how much each stem counts in each sentence; the stage after `stem_counts`.

Works on a batch of articles at once. Every article has columns of its own, so a stem is rare or common within
its article only (IDF from other news did not improve scores), and the numbers of an article do not depend on
the rest of the batch.
"""

from dataclasses import fields
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import load_library
from summarizer.kernels.stem_weights import StemWeights, weigh_compiled
from summarizer.summary.sentence_words import SentenceWords
from summarizer.summary.stem_counts import count_by_numbers
from summarizer.summary.stem_sums import StemSums, sum_by_arrays

# Sentences of an article whose table is kept for the next article with as many; nearly all have fewer.
_LONGEST_KEPT = 200


def weigh_stems(words: SentenceWords) -> StemWeights:
    """Weigh the stems of a batch of articles by TF-IDF (scikit-learn's, smoothed, rows of length 1)."""
    library = load_library()
    if library is None:
        return weigh_by_arrays(words)
    stems = words.stems, words.bounds
    return weigh_compiled(library, stems, words.starts, list_rarities(words.starts))


def weigh_by_arrays(words: SentenceWords) -> StemWeights:
    """The same without the kernels."""
    starts = words.starts
    counts, sizes = count_by_numbers(words.stems, words.bounds, starts), starts[1:] - starts[:-1]
    rarity = _measure_rarity(counts.documents, sizes[counts.owners])
    weights = _weigh_entries(counts.rows, counts.columns, counts.counts, rarity)
    sums = sum_by_arrays(counts, starts, rarity, weights)
    return StemWeights(
        rows=counts.rows,
        columns=counts.columns,
        counts=counts.counts,
        weights=weights,
        owners=counts.owners,
        documents=counts.documents,
        titled=counts.titled,
        rarity=rarity,
        starts=starts,
        **{field.name: getattr(sums, field.name) for field in fields(StemSums)},
    )


def list_rarities(starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each article the rarity of a stem that none of its sentences holds, one, two, ... all of them."""
    sizes = (starts[1:] - starts[:-1]).tolist()
    tables = [_keep_rarities(size) if size <= _LONGEST_KEPT else _list_rarities(size) for size in sizes]
    return tables[0] if len(tables) == 1 else np.concatenate([np.zeros(0), *tables])


def _list_rarities(n_sentences: int) -> NDArray[np.float64]:
    return _measure_rarity(np.arange(n_sentences + 1), np.array(n_sentences))


_keep_rarities = lru_cache(_LONGEST_KEPT)(_list_rarities)


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
