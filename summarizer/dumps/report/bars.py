"""Bars and lines of the report: numbers as places in percent of a chart's width and height."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: place, width and height in percent; what it counts."""

    left: float
    width: float
    height: float
    number: int
    label: str


def plot_bars(rows: Sequence[tuple[str, int]], gap: float = 0.2) -> tuple[Bar, ...]:
    """A bar for each label and number, side by side, on a logarithmic scale.

    A run has thousands of pairs and one cluster of a thousand copies: a linear scale would hide the one.
    ``gap`` is the share of a bar's place that stays empty.
    """
    most = math.log1p(max((number for _, number in rows), default=0)) or 1.0
    place = 100 / max(len(rows), 1)
    return tuple(
        Bar(
            left=round(at * place + place * gap / 2, 3),
            width=round(place * (1 - gap), 3),
            # A count above 0 is always visible.
            height=round(max(100 * math.log1p(number) / most, 1.5 if number else 0), 2),
            number=number,
            label=label,
        )
        for at, (label, number) in enumerate(rows)
    )


def plot_line(numbers: Sequence[int]) -> str:
    """The points of a line through all numbers in a square of 100 by 100, the smallest at the bottom."""
    low, high = min(numbers, default=0), max(numbers, default=0)
    span = max(high - low, 1)
    step = 100 / max(len(numbers) - 1, 1)
    points = [(at * step, 100 - 100 * (number - low) / span) for at, number in enumerate(numbers)]
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
