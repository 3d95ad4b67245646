"""A linear-chain conditional random field (Lafferty 2001): weights of lines and of steps, fitted together.

scikit-learn has logistic regression for single lines, but none for chains. Fitted one by one, the weights of
lines and of steps count the same evidence twice. So the likelihood of whole walks is maximised, by SciPy's
L-BFGS. A line whose region is not certain has several allowed ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.page.regions.measures.features import FEATURES
from summarizer.page.regions.weights import FIRST, FORBIDDEN, REGIONS, STEPS

Matrix = NDArray[np.float64]

N = len(REGIONS)
# Strength of the pull to zero, of weights of lines and of steps. Of lines 1 and 2 were tried
# on whole sites left out, and 2 was kept; of steps only this value.
PULL, PULL_STEPS = 2.0, 0.05
N_ITERATIONS = 100
_IMPOSSIBLE, _WRONG = -1e4, -60.0


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A page to learn from.

    measures  (n_lines, n_features)
    allowed   (n_lines, n_regions)  whether a line may stand in a region
    steps     (n_lines,)            the kind of the step to each line, as `find_steps` says
    weight                          how much the page counts
    """

    measures: Matrix
    allowed: NDArray[np.bool_]
    steps: NDArray[np.int64]
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """Pages below each other, the longest first; ``n_left[t]`` of them have more than ``t`` lines."""

    measures: NDArray[np.float32]
    allowed: NDArray[np.bool_]
    steps: NDArray[np.int64]
    lengths: NDArray[np.int64]
    starts: NDArray[np.int64]
    weights: Matrix
    n_left: tuple[int, ...]


def fit_chain(examples: Sequence[Example]) -> dict[str, Any]:
    """The weights that make the allowed walks likeliest, in the shape of an entry of pages.json."""
    from scipy.optimize import minimize

    batch = _batch(examples)
    size = batch.measures.shape[1] * N + len(STEPS) * N * N + 2 * N
    options = {"maxiter": N_ITERATIONS, "maxcor": 15}
    found = minimize(_judge, np.zeros(size), args=(batch,), jac=True, method="L-BFGS-B", options=options)
    return _store(found.x)


def _batch(examples: Sequence[Example]) -> _Batch:
    ordered = sorted(examples, key=lambda example: -len(example.steps))
    lengths = np.array([len(example.steps) for example in ordered])
    measures = np.concatenate([example.measures for example in ordered]).astype(np.float32)
    return _Batch(
        np.hstack([measures, np.ones((len(measures), 1), dtype=np.float32)]),
        np.concatenate([example.allowed for example in ordered]),
        np.concatenate([example.steps for example in ordered]),
        lengths,
        np.concatenate([[0], np.cumsum(lengths)[:-1]]),
        np.array([example.weight for example in ordered]),
        tuple(int((lengths > place).sum()) for place in range(lengths[0])),
    )


def _unpack(values: Matrix) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    n_lines = (len(FEATURES) + 1) * N
    n_steps = len(STEPS) * N * N
    lines = values[:n_lines].reshape(-1, N)
    steps = values[n_lines : n_lines + n_steps].reshape(len(STEPS), N, N)
    return lines, steps, values[-2 * N : -N], values[-N:]


def _store(values: Matrix) -> dict[str, Any]:
    lines, steps, first, last = (np.round(part, 3) for part in _unpack(values))
    return {
        "lines": dict(zip(FEATURES, lines[:-1].tolist(), strict=True)),
        "plain": lines[-1].tolist(),
        "steps": dict(zip(STEPS, (steps * _POSSIBLE).tolist(), strict=True)),
        "first": first.tolist(),
        "last": last.tolist(),
    }


def _find_possible() -> Matrix:
    possible = np.ones((N, N))
    for before, regions in FORBIDDEN.items():
        possible[before, list(regions)] = 0.0
    return possible


_POSSIBLE = _find_possible()
_BEGINNING = np.isin(np.arange(N), FIRST)


def _judge(values: Matrix, batch: _Batch) -> tuple[float, Matrix]:
    """How unlikely the allowed walks are, with the pull to zero, and how this changes with each weight."""
    lines, steps, first, last = _unpack(values)
    scores = (batch.measures @ lines.astype(np.float32)).astype(float)
    tables = np.stack([steps[0], steps[0] + steps[1], steps[0] + steps[2], steps.sum(axis=0)])
    tables = np.where(_POSSIBLE > 0, tables, _IMPOSSIBLE)
    ends = np.where(_BEGINNING, first, _IMPOSSIBLE), last
    every, any_walk, pairs = _expect(scores, tables, ends, batch)
    right, right_walk, right_pairs = _expect(np.where(batch.allowed, scores, _WRONG), tables, ends, batch)
    moved = (right_walk - any_walk) * np.repeat(batch.weights, batch.lengths)[:, None]
    taken = right_pairs - pairs
    stepped = np.stack([taken.sum(axis=0), taken[1] + taken[3], taken[2] + taken[3]]) * _POSSIBLE
    change = np.concatenate(
        [
            (batch.measures.T @ moved.astype(np.float32)).astype(float).ravel(),
            stepped.ravel(),
            moved[batch.starts].sum(axis=0) * _BEGINNING,
            moved[batch.starts + batch.lengths - 1].sum(axis=0),
        ]
    )
    pull = np.where(np.arange(len(values)) < lines.size, PULL, PULL_STEPS)
    likely = float(batch.weights @ (right - every))
    return 0.5 * float(pull @ values**2) - likely, pull * values - change


def _expect(
    scores: Matrix, tables: Matrix, ends: tuple[Matrix, Matrix], batch: _Batch
) -> tuple[Matrix, Matrix, Matrix]:
    """Forward and backward sums (Rabiner 1989), scaled line by line.

    returns  (n_pages,)                 the logarithm of the sum over all walks
             (n_rows, n_regions)        how likely each region of each line is
             (4, n_regions, n_regions)  how often each step is expected, by its kind, weighted
    """
    steps = np.exp(tables)
    highest = scores.max(axis=1)
    fits = np.exp(scores - highest[:, None])
    forward, backward, scale = np.zeros_like(fits), np.zeros_like(fits), np.zeros(len(fits))
    total = np.zeros(len(batch.lengths))
    for place, n_left in enumerate(batch.n_left):
        rows = batch.starts[:n_left] + place
        reached = (
            np.einsum("bi,bij->bj", forward[rows - 1], steps[batch.steps[rows]])
            if place
            else np.exp(ends[0])[None]
        )
        reached = reached * fits[rows]
        scale[rows] = reached.sum(axis=1)
        forward[rows] = reached / scale[rows, None]
        total[:n_left] += np.log(scale[rows]) + highest[rows]
    final = batch.starts + batch.lengths - 1
    left = (forward[final] * np.exp(ends[1])).sum(axis=1)
    backward[final] = np.exp(ends[1])[None] / left[:, None]
    after = np.zeros_like(fits)
    for place in range(len(batch.n_left) - 1, 0, -1):
        rows = batch.starts[: batch.n_left[place]] + place
        after[rows] = backward[rows] * fits[rows] / scale[rows, None]
        backward[rows - 1] = np.einsum("bij,bj->bi", steps[batch.steps[rows]], after[rows])
    return total + np.log(left), forward * backward, _count_steps(forward, after, steps, batch)


def _count_steps(forward: Matrix, after: Matrix, steps: Matrix, batch: _Batch) -> Matrix:
    """How often each step is expected, by its kind; no step leads to the first line of a page."""
    after = after * np.repeat(batch.weights, batch.lengths)[:, None]
    after[batch.starts] = 0.0
    pairs = np.zeros_like(steps)
    for kind in range(len(steps)):
        rows = np.flatnonzero(batch.steps == kind)
        pairs[kind] = steps[kind] * (forward[rows - 1].T @ after[rows])
    return pairs
