"""Calls `page_walk.c`: the likeliest walk through the regions of a page."""

import ctypes
from array import array

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import find_address


def find_compiled_walk(
    library: ctypes.CDLL,
    scores: NDArray[np.float64],
    steps: tuple[NDArray[np.float64], NDArray[np.int64]],
    edges: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> list[int]:
    """The walk with the greatest sum of scores and steps.

    scores  (n_lines, n_regions)
    steps   (n_kinds, n_regions, n_regions) from one region to another, and (n_lines,) the kind of each step
    edges   (n_regions,) each: of beginning and of ending in each region
    """
    n_lines, n_regions = scores.shape
    sums, walk = array("d", bytes(16 * n_regions)), array("q", bytes(8 * n_lines * (n_regions + 1)))
    library.find_walk(
        *map(find_address, (scores, *steps, *edges)),
        n_lines,
        n_regions,
        sums.buffer_info()[0],
        walk.buffer_info()[0],
    )
    return walk[:n_lines].tolist()
