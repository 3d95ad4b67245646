"""The rows of an article that others lean on, and how much of each is said; used by `renewal`.

Once such a row is said, what leans on it needs it no more. Each stem is read once, when it is first said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from summarizer.summary.choice.repetition import ALREADY_SAID, SAME_SENTENCE, SharedStems

# A sentence can be the same as chosen ones, or already said, only if their stems are so much of its weight
# (by Cauchy and Schwarz; of squares, which sum to 1).
LEAST_SHARED = min(SAME_SENTENCE**2, ALREADY_SAID) - 1e-6


@dataclass(slots=True, eq=False)
class NeededRows:
    """The rows that others need and that may ever be said.

    unsaid  per stem that is not said yet, the rows that hold it, and how much of the weight of each it is
    shares  how much of the weight of each row is said
    near    the rows of which enough is said that they may be the same or already said
    """

    unsaid: dict[int, list[tuple[int, float]]]
    shares: dict[int, float]
    near: set[int]


def find_needed(stems: SharedStems, bounds: Mapping[int, tuple[int, int]]) -> NeededRows:
    """The rows that stand in the group of another one, before anything is said."""
    rows = {row - 1 for row, (first, _) in bounds.items() if first < row}
    rows |= {row + 1 for row, (_, last) in bounds.items() if row < last}
    rows = {row for row in rows if stems.shares[row] >= LEAST_SHARED}
    unsaid: dict[int, list[tuple[int, float]]] = {}
    for row in rows:
        for column, weight in zip(stems.list_columns(row), stems.list_weights(row), strict=True):
            unsaid.setdefault(column, []).append((row, weight * weight))
    return NeededRows(unsaid, dict.fromkeys(rows, 0.0), set())


def say_stems(needed: NeededRows, columns: Iterable[int]) -> None:
    """Update the rows that have stems just said."""
    for column in columns:
        for row, square in needed.unsaid.pop(column, ()):
            needed.shares[row] += square
            if needed.shares[row] >= LEAST_SHARED:
                needed.near.add(row)
