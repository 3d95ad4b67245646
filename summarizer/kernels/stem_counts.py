"""Calls `stem_counts.c`: how often each stem stands in each sentence."""

import ctypes
import os
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import check_memory, find_address


@dataclass(frozen=True, slots=True, eq=False)
class StemCounts:
    """The stems of the sentences of a batch, an entry for each stem of each sentence, by row and column.

    rows, columns, counts  (n_entries,)  sentence, stem, how often it stands there
    owners                 (n_columns,)  the article of the stem
    documents              (n_columns,)  how many sentences of its article hold it
    titled                 (n_columns,)  whether the article's title holds it
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    counts: NDArray[np.int64]
    owners: NDArray[np.int64]
    documents: NDArray[np.int64]
    titled: NDArray[np.bool_]


class _Counts(ctypes.Structure):
    _fields_ = (
        ("inputs", ctypes.c_void_p * 3),
        ("n_articles", ctypes.c_int64),
        ("seed", ctypes.c_int64),
        ("outputs", ctypes.c_void_p * 6),
    )


def count_stems(
    library: ctypes.CDLL, stems: NDArray[np.uint64], bounds: NDArray[np.int64], starts: NDArray[np.int64]
) -> StemCounts:
    """Count the stems of the sentences of each article.

    stems   (n_stems,)                       hashes, none 0
    bounds  (n_sentences + n_articles + 1,)  where those of each sentence begin, then those of each title
    starts  (n_articles + 1,)                the first sentence of each article, and the end
    """
    n_articles, most = len(starts) - 1, int(bounds[starts[-1]])
    numbers, titled = np.empty((5, most), np.int64), np.empty(most, np.bool_)
    inputs, first = map(find_address, (stems, bounds, starts)), find_address(numbers)
    outputs = (*(first + 8 * most * place for place in range(5)), find_address(titled))
    n_columns = ctypes.c_int64()
    n_entries = check_memory(
        library.count_stems(
            ctypes.byref(
                _Counts(
                    (ctypes.c_void_p * 3)(*inputs), n_articles, draw_seed(), (ctypes.c_void_p * 6)(*outputs)
                )
            ),
            ctypes.byref(n_columns),
        )
    )
    entries, columns = numbers[:3, :n_entries], numbers[3:, : n_columns.value]
    return StemCounts(
        *(entries[0], entries[1], entries[2]), *(columns[0], columns[1]), titled=titled[: n_columns.value]
    )


@cache
def draw_seed() -> int:
    """An odd number; no result depends on it."""
    return int.from_bytes(os.urandom(8)) >> 1 | 1
