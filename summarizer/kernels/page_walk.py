"""Calls `page_walk.c`: the likeliest walk through the regions of a page."""

import ctypes
from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import Layout, find_address
from summarizer.kernels.page_lines import PageLines, check_measures, lay_out_page

Matrix = NDArray[np.float64]
# As the kernel has it.
N_REGIONS = 7
WEIGHTS = Layout(
    **dict.fromkeys(("lines", "plain", "steps", "first", "last"), np.float64),
    **dict.fromkeys(("n_regions", "heading")),
)


def walk_compiled(library: ctypes.CDLL, tables: Any, weights: Any, page: PageLines) -> list[int] | None:
    """Measure the lines of a page, score them, find the walk; None where Python has to measure some line.

    ``weights`` has the fields of ``WEIGHTS``.
    """
    given = lay_out_page(tables, page)
    n_lines, n_regions = len(page.forms), weights.n_regions
    assert n_regions == N_REGIONS
    walk, scores = array("q", bytes(8 * n_lines * (n_regions + 2))), np.empty((n_lines + 2, n_regions))
    n_filled = library.walk_page(
        ctypes.byref(given.struct),
        given.address,
        ctypes.byref(weights),
        walk.buffer_info()[0],
        find_address(scores),
    )
    return walk[:n_lines].tolist() if check_measures(n_filled, tables) else None


def score_compiled_lines(library: ctypes.CDLL, measures: Matrix, lines: Matrix, plain: Matrix) -> Matrix:
    """What speaks for each region of each line, (n_lines, n_regions).

    measures  (n_lines, n_features)
    lines     (n_features, n_regions)  the weights of the measures, and (n_regions,) of the regions
    """
    assert len(plain) == N_REGIONS
    scores = np.empty((len(measures), N_REGIONS))
    sizes = np.array(measures.shape, np.int64)
    library.score_lines(*map(find_address, (measures, lines, plain, sizes, scores)))
    return scores


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
