"""Calls `shingles.c`: the runs, words and figures of texts, sorted, each once."""

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import Layout, check_memory, point_to

_MARKS = Layout(
    dates=np.uint64,
    date_figures=np.uint64,
    n_dates=None,
    is_possible=np.uint8,
    block_marks=np.uint8,
    lead_words=None,
)
_SHINGLES = Layout(
    runs=np.uint32,
    words=np.uint32,
    marks=np.uint8,
    figures=np.uint64,
    n_runs=np.int64,
    n_words=np.int64,
    n_figures=np.int64,
)


@dataclass(frozen=True, slots=True)
class SortedShingles:
    """What `duplicates.shingles.Shingles` holds, with the counts of each text."""

    runs: NDArray[np.uint32]
    words: NDArray[np.uint32]
    marks: NDArray[np.uint8]
    figures: NDArray[np.uint64]
    n_runs: NDArray[np.int64]
    n_words: NDArray[np.int64]
    n_figures: NDArray[np.int64]


def lay_out_marks(
    dates: tuple[NDArray[np.uint64], NDArray[np.uint64]],
    is_possible: NDArray[np.bool_],
    lead_words: int,
    block_marks: NDArray[np.uint8],
) -> ctypes.Structure:
    """The tables for the kernel.

    dates        hashes of days and months, ascending, and what each counts as: (n_dates,) each
    is_possible  (2**16,) by the top 16 bits of a hash: whether a day or a month has them
    lead_words   words of the lead; in a text of fewer than twice as many it is the first half
    block_marks  the marks of the words of the head, of the lead, of the opening and of later ones, (4,)
    """
    return _MARKS.fill(
        {
            "dates": dates[0],
            "date_figures": dates[1],
            "n_dates": len(dates[0]),
            "is_possible": np.packbits(is_possible, bitorder="little"),
            "block_marks": block_marks,
            "lead_words": lead_words,
        }
    )


def sort_shingles(
    library: ctypes.CDLL,
    marks: ctypes.Structure,
    words: tuple[NDArray[np.uint64], NDArray[np.bool_]],
    bounds: NDArray[np.int64],
) -> SortedShingles:
    """Sort the words of texts.

    words   (n_words,) each: hashes, and whether each is a number
    bounds  (n_texts + 1,) where the words of each text begin
    """
    n_texts, n_words = len(bounds) - 1, len(words[0])
    arrays: dict[str, NDArray[Any]] = {
        name: np.empty(n_texts if name.startswith("n_") else n_words, dtype)
        for name, dtype in _SHINGLES.fields.items()
    }
    result = library.sort_shingles(
        ctypes.byref(marks),
        point_to(words[0], np.uint64),
        point_to(words[1], np.bool_),
        point_to(bounds, np.int64),
        ctypes.c_int64(n_texts),
        ctypes.byref(_SHINGLES.fill({**arrays})),
    )
    check_memory(result)
    for name, count in (
        ("runs", "n_runs"),
        ("words", "n_words"),
        ("marks", "n_words"),
        ("figures", "n_figures"),
    ):
        arrays[name] = arrays[name][: int(arrays[count].sum())]
    return SortedShingles(**arrays)
