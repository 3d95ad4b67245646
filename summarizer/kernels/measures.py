"""Calls `measures.c`: what pairs of documents share."""

import ctypes
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import Layout, check_memory, point_to

# The entries of documents, by the names of `duplicates.shingles.Shingles`.
DOCUMENTS = Layout(
    runs=np.uint32,
    words=np.uint32,
    marks=np.uint8,
    figures=np.uint64,
    run_offsets=np.int64,
    word_offsets=np.int64,
    figure_offsets=np.int64,
)

_FORMULAS = Layout(hashes=np.uint32, starts=np.int32)
# Hashes of runs that many documents hold, ascending; where those of each top 16 bits begin, (2**16 + 1,).
Formulas = tuple[NDArray[np.uint32], NDArray[np.int32]]
# What the kernel sums at most in one pass.
_MOST_CONDITIONS = 12

# Of the same word on the other side: it need not be there; it is there, whatever its marks.
ANY, PRESENT = -1, 0


class Condition(NamedTuple):
    """The words of a side that a sum is about.

    own         marks of which a word has one; 0 for any word
    other       ``ANY``, ``PRESENT``, or marks of which the same word of the other side has one
    only_words  whether numbers are left out
    """

    own: int = 0
    other: int = ANY
    only_words: bool = False


def count_shared_runs(
    library: ctypes.CDLL, documents: ctypes.Structure, pairs: NDArray[np.int64], formulas: Formulas
) -> NDArray[np.int64]:
    """How many runs each pair shares, and how many of these are formulas, (n_pairs, 2)."""
    counts = np.empty((len(pairs), 2), np.int64)
    struct = _FORMULAS.fill({"hashes": formulas[0], "starts": formulas[1]})
    result = library.count_shared(
        *_point_to_pairs(documents, pairs), ctypes.byref(struct), point_to(counts, np.int64)
    )
    check_memory(result)
    return counts


def sum_words(
    library: ctypes.CDLL,
    documents: ctypes.Structure,
    pairs: NDArray[np.int64],
    weights: tuple[NDArray[np.float64], Sequence[Condition]],
) -> NDArray[np.float64]:
    """The weights of words summed over each side of each pair, (n_conditions, 2, n_pairs).

    weights  by the top bits of a word's hash, a power of two of them; and what is summed
    """
    rarity, conditions = weights
    assert len(conditions) <= _MOST_CONDITIONS
    sums = np.empty((len(pairs), 2, _MOST_CONDITIONS))
    table = np.array(conditions, np.int64)
    result = library.sum_words(
        *_point_to_pairs(documents, pairs),
        point_to(rarity, np.float64),
        ctypes.c_int64(33 - len(rarity).bit_length()),
        point_to(table, np.int64),
        ctypes.c_int64(len(conditions)),
        point_to(sums, np.float64),
    )
    check_memory(result)
    # One copy, because measures read whole columns.
    return np.ascontiguousarray(sums[:, :, : len(conditions)].transpose(2, 1, 0))


def compare_figure_rows(
    library: ctypes.CDLL, documents: ctypes.Structure, pairs: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Of each pair: places where both documents have figures, of these those where one is the same, and those
    where each has one that the other lacks; (n_pairs, 3).
    """
    counts = np.empty((len(pairs), 3), np.int64)
    library.compare_figures(*_point_to_pairs(documents, pairs), point_to(counts, np.int64))
    return counts


def find_marked(
    library: ctypes.CDLL,
    documents: ctypes.Structure,
    rows: NDArray[np.int64],
    wanted: tuple[int, NDArray[np.uint32]],
) -> NDArray[np.uint8]:
    """Which of at most eight words stand in each of some documents with a mark, one bit for each, (n_rows,).

    wanted  the mark, and the words
    """
    found = np.empty(len(rows), np.uint8)
    library.find_marked(
        *_point_to_pairs(documents, rows),
        ctypes.c_int64(wanted[0]),
        point_to(wanted[1], np.uint32),
        ctypes.c_int64(len(wanted[1])),
        point_to(found, np.uint8),
    )
    return found


def _point_to_pairs(documents: ctypes.Structure, pairs: NDArray[np.int64]) -> tuple[Any, ...]:
    address = point_to(pairs, np.int64)
    return ctypes.byref(documents), address, ctypes.c_int64(len(pairs))
