"""The likeliest walk through a page, found slowly by trying all walks."""

from collections.abc import Sequence
from itertools import pairwise, product

from summarizer.page.regions.arrays import Counts, Matrix
from summarizer.page.regions.weights import REGIONS, Weights


def measure_walk(scores: Matrix, steps: Counts, weights: Weights, walk: Sequence[int]) -> float:
    """What speaks for one walk: its lines, its steps, its two ends."""
    total = weights.first[walk[0]] + weights.last[walk[-1]]
    total += sum(score[region] for score, region in zip(scores, walk, strict=True))
    pairs = zip(steps[1:], pairwise(walk), strict=True)
    return float(total + sum(weights.steps[step][before, after] for step, (before, after) in pairs))


def find_likeliest(scores: Matrix, steps: Counts, weights: Weights) -> float:
    """What speaks for the best walk; there are seven to the power of the number of lines."""
    walks = product(range(len(REGIONS)), repeat=len(scores))
    return max(measure_walk(scores, steps, weights, walk) for walk in walks)
