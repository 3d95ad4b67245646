"""The entries of some documents, in arrays that hold those of many; used by several stages."""

from ctypes import CDLL
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.entries import take_compiled
from summarizer.kernels.library import load_library


def locate_entries(
    offsets: NDArray[np.int64], rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places of the entries of some documents, and how many entries each has.

    offsets  (n_documents + 1,)  where the entries of each document begin, and the end of the last
    rows     (n_rows,)           documents, in any order
    returns  (n_entries,)        places, one document behind the other
             (n_rows,)           entries of each
    """
    counts = offsets[rows + 1] - offsets[rows]
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(offsets[rows] - (ends - counts), counts) + np.arange(total), counts


def take_entries(entries: NDArray[Any], offsets: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[Any]:
    """The entries of the documents ``rows``, one document behind the other, (n,).

    entries  those of all documents, one document behind the other
    offsets  as for `locate_entries`
    """
    library = load_library()
    if not library:
        return take_by_arrays(entries, offsets, rows)
    return take_by_kernel(library, entries, offsets, rows)


def take_by_kernel(
    library: CDLL, entries: NDArray[Any], offsets: NDArray[np.int64], rows: NDArray[np.int64]
) -> NDArray[Any]:
    """As `take_entries`, compiled."""
    n = int((offsets[rows + 1] - offsets[rows]).sum())
    return take_compiled(library, (entries, offsets), np.ascontiguousarray(rows), n)


def take_by_arrays(
    entries: NDArray[Any], offsets: NDArray[np.int64], rows: NDArray[np.int64]
) -> NDArray[Any]:
    """As `take_entries`, with numpy alone."""
    taken: NDArray[Any] = entries[locate_entries(offsets, rows)[0]]
    return taken
