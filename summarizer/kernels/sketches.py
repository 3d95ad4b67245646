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
    library.count_runs(*_point_to_runs(runs, rows), *_point_to_table(table))


def sketch_runs(
    library: ctypes.CDLL,
    runs: Runs,
    rows: NDArray[np.int64],
    table: tuple[NDArray[np.int32], float],
    size: int,
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The ``size`` smallest runs of each of the documents ``rows``, and the place in ``rows`` of each.

    table  counts, and the count above which a run comes after all others
    """
    # A bit for each bucket: runs are looked up at random, and these fit into a cache that is too small for
    # the counts.
    formulas = np.packbits(table[0] > table[1], bitorder="little")
    hashes, owners = np.empty(len(rows) * size, np.uint32), np.empty(len(rows) * size, np.int64)
    n = library.sketch_runs(
        *_point_to_runs(runs, rows),
        point_to(formulas, np.uint8),
        ctypes.c_int64(len(table[0])),
        ctypes.c_int64(size),
        point_to(hashes, np.uint32),
        point_to(owners, np.int64),
    )
    return hashes[:n], owners[:n]


def _point_to_runs(runs: Runs, rows: NDArray[np.int64]) -> tuple[ctypes.c_void_p | ctypes.c_int64, ...]:
    return (
        point_to(runs[0], np.uint32),
        point_to(runs[1], np.int64),
        point_to(rows, np.int64),
        ctypes.c_int64(len(rows)),
    )


def _point_to_table(table: NDArray[np.int32]) -> tuple[ctypes.c_void_p | ctypes.c_int64, ...]:
    return point_to(table, np.int32), ctypes.c_int64(len(table))
