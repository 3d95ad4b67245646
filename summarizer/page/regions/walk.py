"""The region of each line, by the likeliest walk through a page; the stage of `parsing` after the repeats.

A page is read as a walk through regions: front, title, head, body, end, related, aside, and again for the
next article. What a line and its neighbours show speaks for some regions and against others (`features`), and
some steps between regions are likelier than others. The weights of both are learned together (`weights`). The
walk with the greatest sum is chosen (Viterbi 1967). So no single line decides: a share link inside the body
stays inside, a date under a short line begins the next article, a list of headlines ends one.
"""

import ctypes
from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache

import numpy as np

from summarizer.kernels.library import load_library
from summarizer.kernels.page_walk import WEIGHTS, find_compiled_walk, score_compiled_lines, walk_compiled
from summarizer.page.lines.gaps import find_usual_gap
from summarizer.page.records import Form, Line, Region
from summarizer.page.regions.measures.arrays import Counts, Matrix
from summarizer.page.regions.measures.compiled import lay_out_tables, read_lines
from summarizer.page.regions.measures.features import FEATURES, measure_lines
from summarizer.page.regions.measures.groups import ROWS
from summarizer.page.regions.weights import REGIONS, Weights, load_weights
from summarizer.page.rules.corrections import correct_walk
from summarizer.page.rules.missing_texts import drop_notices
from summarizer.records import RemovedKind

# Lines that are measured together; the measures of a line take 3 KB, and those of a long list would
# take gigabytes. The longest of 52 real pages has 570 lines.
STRETCH = 4_000


def divide(lines: Sequence[Line], repeats: Sequence[int]) -> tuple[Region, ...]:
    """The region of each line; a title begins the next article."""
    if len(lines) < 2:
        # One line is a text, unless a phrase says what it is.
        regions = [Region.BODY if isinstance(line.form, Form) else Region.FRONT for line in lines]
        return drop_notices(regions, lines)
    walk = walk_lines(lines, repeats)
    return drop_notices(correct_walk([REGIONS[region] for region in walk], lines, repeats), lines)


def walk_lines(lines: Sequence[Line], repeats: Sequence[int]) -> list[int]:
    """The walk as the weights have it, as numbers of regions; for two lines or more."""
    library, weights = load_library(), load_weights()
    walk = None
    if library is not None and len(lines) <= STRETCH:
        tables, page = lay_out_tables(len(FEATURES)), read_lines(lines, repeats)
        walk = walk_compiled(library, tables, _lay_out_weights(), page)
    if walk is None:
        walk = find_walk(score_lines(lines, repeats, weights), find_steps(lines), weights)
    return walk


@lru_cache(maxsize=1)
def _lay_out_weights() -> ctypes.Structure:
    """The shipped weights for the kernel."""
    weights = load_weights()
    arrays = {field.name: getattr(weights, field.name) for field in fields(weights)}
    sizes = {"n_regions": len(REGIONS), "heading": ROWS[RemovedKind.RELATED_HEADING]}
    return WEIGHTS.fill({**arrays, **sizes})


def score_lines(lines: Sequence[Line], repeats: Sequence[int], weights: Weights) -> Matrix:
    """How much speaks for each region of each line; (n_lines, n_regions)."""
    stretches = [
        _score_measures(
            measure_lines(lines[start : start + STRETCH], repeats[start : start + STRETCH]), weights
        )
        for start in range(0, len(lines), STRETCH)
    ]
    return np.concatenate(stretches)


def _score_measures(measures: Matrix, weights: Weights) -> Matrix:
    library = load_library()
    if library is None:
        return score_in_arrays(measures, weights)
    return score_compiled_lines(library, measures, weights.lines, weights.plain)


def score_in_arrays(measures: Matrix, weights: Weights) -> Matrix:
    """The scores of a stretch by numpy: not by its product, which adds in another order on other machines."""
    scores = np.zeros((len(measures), len(weights.plain)))
    for column in np.flatnonzero(measures.any(axis=0)).tolist():
        scores += measures[:, column, None] * weights.lines[column]
    scores += weights.plain
    return scores


def find_steps(lines: Sequence[Line]) -> Counts:
    """The kind of the step to each line: 1 if it is further from the one above than usual, 2 if announced."""
    usual, heading = find_usual_gap(lines), RemovedKind.RELATED_HEADING
    return np.array([(line.block.gap > usual) + 2 * (line.form is heading) for line in lines])


def find_walk(scores: Matrix, steps: Counts, weights: Weights) -> list[int]:
    """The walk with the greatest sum of scores and steps; of equals the first region."""
    library = load_library()
    if library is None:
        return find_walk_in_arrays(scores, steps, weights)
    return find_compiled_walk(library, scores, (weights.steps, steps), (weights.first, weights.last))


def find_walk_in_arrays(scores: Matrix, steps: Counts, weights: Weights) -> list[int]:
    """What `find_walk` returns, by numpy."""
    tables = np.ascontiguousarray(weights.steps.transpose(0, 2, 1))[steps[1:]]
    sums, ways = np.empty_like(scores), np.empty_like(tables[:1].sum(axis=0))
    np.add(scores[0], weights.first, out=sums[0])
    # Only the sums are made line by line; where each came from is found for all lines at once.
    for table, before, score, after in zip(tables, sums, scores[1:], sums[1:], strict=False):
        np.add(table, before, out=ways)
        np.maximum.reduce(ways, axis=1, out=after)
        np.add(after, score, out=after)
    origins = (tables + sums[:-1, None]).argmax(axis=2).tolist()
    walk = [int((sums[-1] + weights.last).argmax())]
    for came in reversed(origins):
        walk.append(came[walk[-1]])
    return walk[::-1]
