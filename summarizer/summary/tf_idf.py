"""TF-IDF: how much each stem counts in each sentence; the stage after `sentence_words`.

Works on a batch of articles at once. Every article has columns of its own, so a stem is rare or common within
its article only (IDF from other news did not improve scores), and the numbers of an article do not depend on
the rest of the batch.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import load_library
from summarizer.kernels.stem_weights import StemWeights, weigh_compiled
from summarizer.summary.sentence_words import SentenceWords

# Sentences of an article whose table is kept for the next article with as many; nearly all have fewer.
_LONGEST_KEPT = 200


def weigh_stems(words: SentenceWords) -> StemWeights:
    """Weigh the stems of a batch of articles by TF-IDF (scikit-learn's, smoothed, rows of length 1)."""
    library = load_library()
    if library is None:
        # Imported where it is needed: a first summary has less to wait.
        from summarizer.summary.arrays.weights import weigh_by_arrays

        return weigh_by_arrays(words)
    stems = words.stems, words.bounds
    sizes = (words.starts[1:] - words.starts[:-1]).tolist()
    return weigh_compiled(library, stems, words.starts, list_rarities(sizes))


def list_rarities(sizes: Sequence[int]) -> NDArray[np.float64]:
    """For each article the rarity of a stem that none of its sentences holds, one, two, ... all of them."""
    tables = [_keep_rarities(size) if size <= _LONGEST_KEPT else _list_rarities(size) for size in sizes]
    return tables[0] if len(tables) == 1 else np.concatenate([np.zeros(0), *tables])


def _list_rarities(n_sentences: int) -> NDArray[np.float64]:
    return measure_rarity(np.arange(n_sentences + 1), np.array(n_sentences))


_keep_rarities = lru_cache(_LONGEST_KEPT)(_list_rarities)


def measure_rarity(documents: NDArray[np.int64], n_sentences: NDArray[np.int64]) -> NDArray[np.float64]:
    """The IDF of each column in its article: ``ln((1 + n) / (1 + df)) + 1``, as scikit-learn smooths it."""
    rarity: NDArray[np.float64] = np.log((1.0 + n_sentences) / (1.0 + documents)) + 1.0
    return rarity
