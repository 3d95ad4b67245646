"""Calls `entries.c`: the entries of some documents."""

import ctypes
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import point_to


def take_compiled(
    library: ctypes.CDLL, owned: tuple[NDArray[Any], NDArray[np.int64]], rows: NDArray[np.int64], n: int
) -> NDArray[Any]:
    """The entries of the documents ``rows``.

    owned  entries of many documents, and where those of each begin
    n      how many entries there are
    """
    entries, offsets = owned
    taken = np.empty(n, entries.dtype)
    library.take_entries(
        point_to(entries, entries.dtype.type),
        ctypes.c_int64(entries.itemsize),
        point_to(offsets, np.int64),
        point_to(rows, np.int64),
        ctypes.c_int64(len(rows)),
        point_to(taken, entries.dtype.type),
    )
    return taken
