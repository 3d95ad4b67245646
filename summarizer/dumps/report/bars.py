"""Plotting: numbers to places on a picture, in percent of its width and height; the template draws them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands, how wide and high it is, in percent; what it counts."""

    left: float
    width: float
    height: float
    number: int
    label: str


def plot_bars(rows: Sequence[tuple[str, int]], gap: float = 0.2) -> tuple[Bar, ...]:
    """A bar for each label and number, side by side, on a logarithmic scale.

    One cluster of a thousand copies stands beside thousands of pairs: on a plain scale one of them cannot be
    seen. ``gap`` is the share of a bar's place that stays empty.
    """
    most = math.log1p(max((number for _, number in rows), default=0)) or 1.0
    place = 100 / max(len(rows), 1)
    return tuple(
        Bar(
            left=round(at * place + place * gap / 2, 3),
            width=round(place * (1 - gap), 3),
            # What is there shows, however little it is.
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
