"""The measures that speak most for the label of a line and most against it; used by the two
`explanations`.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.page.records import Line
from summarizer.records import Evidence, LineExplanation

# Measures that are named on each side, and the least that one says.
N_NAMED = 3
LEAST = 0.05

Matrix = NDArray[np.float64]


def find_next(scores: Matrix, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """The label with the highest score of each line, but for the chosen one."""
    others = scores.copy()
    others[np.arange(len(chosen)), chosen] = -np.inf
    found: NDArray[np.int64] = others.argmax(axis=1)
    return found


def name_evidence(
    shares: NDArray[np.float64], mean: Callable[[int], str]
) -> tuple[tuple[Evidence, ...], ...]:
    """What speaks most for a label and what most against it, the strongest first.

    shares  (n_measures,)  what each measure adds
    mean    the meaning of a measure, by its column
    """
    order = np.argsort(shares, kind="stable").tolist()
    strongest = [row for row in order[: -N_NAMED - 1 : -1] if shares[row] >= LEAST]
    weakest = [row for row in order[:N_NAMED] if shares[row] <= -LEAST]
    return tuple(
        tuple(Evidence(mean(row), round(float(shares[row]), 2)) for row in rows)
        for rows in (strongest, weakest)
    )


def explain_line(
    line: Line, labels: tuple[str, str], evidence: Sequence[tuple[Evidence, ...]]
) -> LineExplanation:
    """A line with its label, the next one, and what spoke."""
    return LineExplanation(line.block.text, line.block.span, labels[0], labels[1], evidence[0], evidence[1])
