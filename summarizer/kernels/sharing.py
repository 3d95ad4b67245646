"""Calls `sharing.c`: pairs of documents that share a part of their runs."""

import ctypes

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import check_memory, point_to
from summarizer.kernels.sketches import Runs, point_to_runs, point_to_table


def find_sharing(
    library: ctypes.CDLL,
    runs: Runs,
    rows: NDArray[np.int64],
    table: NDArray[np.int32],
    limits: tuple[int, int],
) -> NDArray[np.int64] | None:
    """The packed pairs of documents ``rows``, by their places there, in any order; None for too many.

    table   how many of the documents hold each run, by the low bits of its hash
    limits  of so many runs of the smaller document the other has one at least; how many pairs are wanted
    """
    share, most = limits
    pairs = np.empty(most, np.int64)
    n_pairs = check_memory(
        library.find_sharing(
            *point_to_runs(runs, rows),
            *point_to_table(table),
            ctypes.c_int64(share),
            ctypes.c_int64(most),
            point_to(pairs, np.int64),
        )
    )
    return pairs[:n_pairs] if n_pairs <= most else None
