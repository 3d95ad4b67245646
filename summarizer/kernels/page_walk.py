"""Calls `page_walk.c`: the likeliest walk through the regions of a page."""

import ctypes

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import point_to


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
    walk, sums = np.empty(n_lines * (n_regions + 1), np.int64), np.empty(2 * n_regions)
    library.find_walk(
        point_to(scores, np.float64),
        point_to(steps[0], np.float64),
        point_to(steps[1], np.int64),
        point_to(edges[0], np.float64),
        point_to(edges[1], np.float64),
        ctypes.c_int64(n_lines),
        ctypes.c_int64(n_regions),
        point_to(sums, np.float64),
        point_to(walk, np.int64),
    )
    found: list[int] = walk[:n_lines].tolist()
    return found
