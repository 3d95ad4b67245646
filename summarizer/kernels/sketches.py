"""Calls `sketches.c`: counts of runs, and the few that represent each document."""

import ctypes

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import point_to

# Runs and where those of each document begin.
Runs = tuple[NDArray[np.uint32], NDArray[np.int64]]


def count_compiled(
    library: ctypes.CDLL, runs: Runs, rows: NDArray[np.int64], table: NDArray[np.int32]
) -> None:
    """Add the runs of the documents ``rows`` to ``table``."""
    library.count_runs(*point_to_runs(runs, rows), *point_to_table(table))


def sketch_runs(
    library: ctypes.CDLL,
    runs: Runs,
    rows: NDArray[np.int64],
    formulas: tuple[NDArray[np.uint8], int],
    keys: tuple[NDArray[np.uint64], int],
) -> None:
    """Write the sketches of the documents ``rows``, each run above the number of its document.

    formulas  what `duplicates.sketches.list_formulas` returns, and how many runs a sketch has at most
    keys      where they are written, and the number of the first document
    """
    bits, size = formulas
    library.sketch_runs(
        *point_to_runs(runs, rows),
        point_to(bits, np.uint8),
        ctypes.c_int64(8 * len(bits)),
        ctypes.c_int64(size),
        ctypes.c_int64(keys[1]),
        point_to(keys[0], np.uint64),
    )


def point_to_runs(runs: Runs, rows: NDArray[np.int64]) -> tuple[ctypes.c_void_p | ctypes.c_int64, ...]:
    """The runs, where those of each document begin, the documents ``rows`` and how many these are."""
    return (
        point_to(runs[0], np.uint32),
        point_to(runs[1], np.int64),
        point_to(rows, np.int64),
        ctypes.c_int64(len(rows)),
    )


def point_to_table(table: NDArray[np.int32]) -> tuple[ctypes.c_void_p | ctypes.c_int64, ...]:
    """A table of counts and how many buckets it has."""
    return point_to(table, np.int32), ctypes.c_int64(len(table))
