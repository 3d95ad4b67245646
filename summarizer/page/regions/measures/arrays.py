"""Small operations on columns of numbers, one row a line of a page; used by the measures of text and HTML."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]

# More lines than any page has: "never".
NEVER = 10**6


def spread(values: Matrix | Counts, limits: tuple[float, ...]) -> Matrix:
    """One column for each upper limit and one for what is above all of them: 1 where the value belongs.

    Values in columns give that many columns for each of them, side by side.
    """
    chosen = _build_eye(len(limits) + 1)[_build_limits(limits).searchsorted(values)]
    return chosen.reshape(len(values), -1)


def shift(values: Matrix, offsets: Sequence[int]) -> list[Matrix]:
    """For each offset the values of the lines so many rows below; zeros beyond the page."""
    n, far = len(values), max(map(abs, offsets))
    padded = np.zeros((n + 2 * far, *values.shape[1:]))
    padded[far : far + n] = values
    return [padded[far + offset : far + offset + n] for offset in offsets]


def find_missing(n: int, offsets: Sequence[int]) -> Flags:
    """Which of ``n`` lines have no line so many rows below, a column for each offset."""
    targets = np.arange(n)[:, None] + np.array(offsets)
    missing: Flags = (targets < 0) | (targets >= n)
    return missing


def find_distances(chosen: Flags) -> tuple[Counts, Counts]:
    """In each column: how far the last chosen line before each line is, and the next one after it."""
    rows = np.arange(len(chosen))[:, None]
    last = np.maximum.accumulate(np.where(chosen, rows, -NEVER))
    following = np.minimum.accumulate(np.where(chosen, rows, NEVER)[::-1])[::-1]
    before, after = np.full(chosen.shape, -NEVER), np.full(chosen.shape, NEVER)
    before[1:], after[:-1] = last[:-1], following[1:]
    return rows - before, after - rows


def average_around(columns: Flags, sizes: Sequence[int]) -> list[Matrix]:
    """For each size the share of chosen lines among so many lines before each line, and after it."""
    n = len(columns)
    sums = np.zeros((n + 1, columns.shape[1]))
    np.cumsum(columns, axis=0, out=sums[1:])
    rows, here, below = np.arange(n), sums[:-1], sums[1:]
    averages = []
    for size in sizes:
        averages.append((here - sums[np.maximum(rows - size, 0)]) / size)
        averages.append((sums[np.minimum(rows + 1 + size, n)] - below) / size)
    return averages


def measure_runs(chosen: Flags) -> Counts:
    """The length of the run of chosen lines in which each line stands; 0 for lines that are not chosen."""
    edges = np.zeros(len(chosen) + 2, dtype=np.int8)
    edges[1:-1] = chosen
    turns = np.flatnonzero(np.diff(edges))
    sizes = turns[1::2] - turns[::2]
    lengths = np.zeros(len(chosen), dtype=np.int64)
    lengths[chosen] = np.repeat(sizes, sizes)
    return lengths


@cache
def _build_eye(size: int) -> Matrix:
    return np.eye(size)


@cache
def _build_limits(limits: tuple[float, ...]) -> Matrix:
    return np.array(limits, dtype=float)


def find_bulk(scores: Sequence[float]) -> tuple[int, int]:
    """The stretch of rows with the greatest sum: its first row and the row after it."""
    total = lowest = greatest = 0.0
    start, found = 0, (0, 0)
    for row, score in enumerate(scores, 1):
        total += score
        if total < lowest:
            lowest, start = total, row
        elif total - lowest > greatest:
            greatest, found = total - lowest, (start, row)
    return found
