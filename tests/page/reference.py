"""The cheapest walk through a page, found slowly by trying all walks."""

from collections import Counter
from collections.abc import Sequence
from itertools import product

from summarizer.page.records import Form, Line
from summarizer.page.regions.costs import ANNOUNCED, APART, BODY, NO_TEXT, RELATED, START, STEPS, STOP
from summarizer.page.regions.fit import fit_regions
from summarizer.records import RemovedKind

TEXT = (Form.PARAGRAPH, Form.OPEN, Form.QUESTION, Form.ITEM, Form.SHORT)


def measure_walk(lines: Sequence[Line], repeats: Sequence[int], walk: Sequence[int]) -> float:
    """The cost of one walk: how badly its lines fit, and how rare its steps are."""
    fits = fit_regions(lines, repeats)
    usual = Counter(line.block.gap for line in lines[1:]).most_common(1)[0][0] if len(lines) > 1 else 0
    cost = START[walk[0]] + STOP[walk[-1]] + sum(fit[region] for fit, region in zip(fits, walk, strict=True))
    for before, after, line in zip(walk, walk[1:], lines[1:], strict=False):
        eased = APART.get(after, 0.0) if line.block.gap > usual else 0.0
        eased += ANNOUNCED.get(after, 0.0) if line.form is RemovedKind.RELATED_HEADING else 0.0
        cost += max(0.0, STEPS[before][after] - eased)
        cost += NO_TEXT if (before, after) == (RELATED, BODY) and line.form not in TEXT else 0.0
    return cost


def find_cheapest(lines: Sequence[Line], repeats: Sequence[int]) -> float:
    """The cost of the best walk; there are six to the power of the number of lines."""
    walks = product(range(6), repeat=len(lines))
    return min(measure_walk(lines, repeats, walk) for walk in walks)
