"""Calls `stem_weights.c`: how often stems stand in sentences, their weights, and sums over these."""

import ctypes
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import check_memory, draw_seed, find_address


@dataclass(frozen=True, slots=True, eq=False)
class StemWeights:
    """The stems of a batch's sentences: an entry for each stem of each sentence, in order of (row, column).

    rows, columns, weights          (n_entries,)        sentence, stem, and its TF-IDF there, of unit length
                                                        per sentence
    documents                       (n_columns,)        how many sentences of its article hold the stem
    starts                          (n_articles + 1,)   first row of each article, and the end
    titles                          (n_sentences,)      the cosine of each sentence to its title
    others                          (n_sentences,)      how many other sentences hold its stems, over the root
                                                        of the number of its stems
    shares                          (n_sentences,)      how much of its weight are the stems that stand in
                                                        other sentences too (of squares, which sum to 1)
    near                            (n_articles,)       the cosines of neighbouring sentences, summed
    far                             (n_articles,)       those of all ordered pairs of sentences, summed
    shared_columns, shared_weights  (n_shared,)         the entries of stems that several sentences hold
    shared_starts                   (n_sentences + 1,)  where those of each sentence begin, and the end
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    weights: NDArray[np.float64]
    documents: NDArray[np.int64]
    starts: NDArray[np.int64]
    titles: NDArray[np.float64]
    others: NDArray[np.float64]
    shares: NDArray[np.float64]
    near: NDArray[np.float64]
    far: NDArray[np.float64]
    shared_columns: NDArray[np.int64]
    shared_weights: NDArray[np.float64]
    shared_starts: NDArray[np.int64]


class _Stems(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_void_p) for name in ("stems", "bounds", "starts", "by_documents")),
        *((name, ctypes.c_int64) for name in ("n_articles", "n_stems", "seed")),
        *((name, ctypes.c_void_p) for name in ("numbers", "floats", "titled")),
        *((name, ctypes.c_int64) for name in ("n_entries", "n_columns", "n_shared")),
    )


def weigh_compiled(
    library: ctypes.CDLL,
    stems: tuple[NDArray[np.uint64], NDArray[np.int64]],
    starts: NDArray[np.int64],
    by_documents: NDArray[np.float64],
) -> StemWeights:
    """Weigh the stems of the sentences of each article.

    stems         hashes, none 0, (n_stems,), and where those of each sentence begin, then those of each
                  title, (n_sentences + n_articles + 1,)
    starts        (n_articles + 1,)            the first sentence of each article, and the end
    by_documents  (n_sentences + n_articles,)  article after article, the rarity of a stem that none, one,
                                               two, ... all of its sentences hold
    """
    n_articles = len(starts) - 1
    n_sentences = len(by_documents) - n_articles
    n = int(stems[1][n_sentences])
    places = [0, *accumulate((n, n, n, *(n_sentences,) * 3, n_articles, n_articles))]
    numbers, floats, titled = (
        np.empty(6 * n + n_sentences + 1, np.int64),
        np.empty(places[-1]),
        np.empty(n, np.bool_),
    )
    given = map(find_address, (*stems, starts, by_documents))
    struct = _Stems(*given, n_articles, n, draw_seed(), *map(find_address, (numbers, floats, titled)))
    n_entries = check_memory(library.weigh_stems(ctypes.byref(struct)))
    n_columns, n_shared = struct.n_columns, struct.n_shared
    _, weights, shared_weights, titles, others, shares, near, far = (
        floats[start:end] for start, end in pairwise(places)
    )
    return StemWeights(
        numbers[:n_entries],
        numbers[n : n + n_entries],
        weights[:n_entries],
        numbers[4 * n : 4 * n + n_columns],
        starts,
        titles,
        others,
        shares,
        near,
        far,
        numbers[5 * n : 5 * n + n_shared],
        shared_weights[:n_shared],
        numbers[6 * n :],
    )
