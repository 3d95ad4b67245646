"""Slow and obvious twins: the likeliest walk by trying all walks, words shared with sentences one by one."""

from collections.abc import Sequence
from itertools import pairwise, product

from summarizer.page.records import Line
from summarizer.page.regions.measures.arrays import Counts, Flags, Matrix
from summarizer.page.regions.measures.shared_words import BULK_LENGTH, LENGTH, LONGER, N_SENTENCES
from summarizer.page.regions.measures.single_lines import PUNCTUATION
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


def count_shared(
    lines: Sequence[Line], sentence: Flags, bulk: tuple[int, int], row: int
) -> tuple[int, int, int, int]:
    """How many words of a line stand in the sentences below it, above it, in the bulk, and in the next one."""
    stripped = [word.strip(PUNCTUATION).removeprefix("ال") for word in lines[row].block.text.split()]
    words = [word for word in stripped if len(word) >= LONGER]
    rows = [other for other in range(len(lines)) if sentence[other]]
    below = [lines[other].block.text[:LENGTH] for other in rows if other > row][:N_SENTENCES]
    above = [lines[other].block.text[:LENGTH] for other in rows if other < row][-N_SENTENCES:]
    texts = [lines[other].block.text[:LENGTH] for other in rows if bulk[0] <= other < bulk[1]]
    whole = " ".join(texts)[:BULK_LENGTH]
    places = (" ".join(below), " ".join(above), whole, "".join(below[:1]))
    n_below, n_above, n_whole, n_next = (sum(word in text for word in words) for text in places)
    return n_below, n_above, n_whole, n_next
