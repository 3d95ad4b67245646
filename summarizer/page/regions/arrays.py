"""Small operations on columns of numbers, one row a line of a page; used by the measures of this folder."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]

# More lines than any page has: "never".
NEVER = 10**6


def spread(values: Matrix | Counts, limits: Sequence[float]) -> Matrix:
    """One column for each upper limit and one for what is above all of them: 1 where the value belongs."""
    return np.eye(len(limits) + 1)[np.searchsorted(np.array(limits), values)]


def shift(columns: Matrix, offset: int) -> tuple[Matrix, Matrix]:
    """The rows ``offset`` lines further, zeros where there are none, and a column that says where."""
    n = len(columns)
    moved, missing = np.zeros_like(columns), np.ones((n, 1))
    if abs(offset) < n:
        into = slice(-offset, None) if offset < 0 else slice(0, n - offset)
        of = slice(0, n + offset) if offset < 0 else slice(offset, None)
        moved[into], missing[into] = columns[of], 0.0
    return moved, missing


def find_distances(chosen: Flags) -> tuple[Counts, Counts]:
    """How many lines away the last chosen line before each line is, and the next one after it."""
    rows = np.arange(len(chosen))
    last = np.maximum.accumulate(np.where(chosen, rows, -NEVER))
    following = np.minimum.accumulate(np.where(chosen, rows, NEVER)[::-1])[::-1]
    before = rows - np.concatenate([[-NEVER], last[:-1]])
    return before, np.concatenate([following[1:], [NEVER]]) - rows


def average_around(columns: Flags, size: int) -> tuple[Matrix, Matrix]:
    """The share of chosen lines among the ``size`` lines before each line, and among those after it."""
    n = len(columns)
    sums = np.vstack([np.zeros((1, columns.shape[1])), np.cumsum(columns, axis=0)])
    rows = np.arange(n)
    before = (sums[rows] - sums[np.maximum(rows - size, 0)]) / size
    return before, (sums[np.minimum(rows + 1 + size, n)] - sums[rows + 1]) / size


def measure_runs(chosen: Flags) -> Counts:
    """The length of the run of chosen lines in which each line stands; 0 for lines that are not chosen."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]])))
    lengths = np.zeros(len(chosen), dtype=np.int64)
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        lengths[start:stop] = stop - start
    return lengths


def find_bulk(scores: Matrix) -> tuple[int, int]:
    """The stretch of rows with the greatest sum: its first row and the row after it."""
    sums = np.concatenate([[0.0], np.cumsum(scores)])
    stop = int(np.argmax(sums - np.minimum.accumulate(sums)))
    return int(np.argmin(sums[: stop + 1])), stop
