"""Dividing: which part of which article does each line stand in?

A page is read as a walk through regions: front, title, head, body, end, related, and round again for the next
article. Each form of line fits some regions better than others, and some steps between regions are rarer than others;
both are told as small costs, and the cheapest walk wins (Viterbi 1967). So no single line decides: a share link inside
the body stays inside, a date under a short line begins the next article, a list of headlines ends one.
"""

from collections import Counter
from collections.abc import Sequence

from summarizer.page.fitting import BODY, END, NEVER, RELATED, TITLE, Fit, fit_regions
from summarizer.records import Form, Line, Region, RemovedKind

# How rare a step is, from the region of one line to the region of the next.
STEPS = (
    # front  title  head   body   end    related
    (0.0,    0.0,   NEVER, 2.0,   NEVER, 4.5),    # front
    (NEVER,  NEVER, 0.0,   0.0,   NEVER, NEVER),  # title
    (NEVER,  NEVER, 0.0,   0.0,   5.0,   4.5),    # head
    (NEVER,  4.0,   NEVER, 0.0,   1.0,   4.5),    # body
    (NEVER,  3.0,   NEVER, NEVER, 0.0,   4.0),    # end
    (NEVER,  3.7,   NEVER, 2.7,   0.5,   0.0),    # related
)  # fmt: skip
START = (0.0, 0.0, NEVER, 0.5, 3.0, 4.5)
# A page that stops before any text holds no article, and what looked like a title was a menu.
STOP = (1.0, 2.5, 2.5, 0.0, 0.0, 0.0)
# Steps cost less before a line set apart by more blank lines than usual, and before a heading of other articles.
APART = {TITLE: 1.5, END: 0.5, RELATED: 1.5}
ANNOUNCED = {RELATED: 4.0}
# Behind related articles a text goes on with a sentence, not with a date or a caption: those begin the next article.
NO_TEXT = 2.0

_TEXT = (Form.PARAGRAPH, Form.OPEN, Form.QUESTION, Form.ITEM, Form.SHORT)
_REGIONS = tuple(Region)

Ways = tuple[tuple[tuple[int, float], ...], ...]


def divide(lines: Sequence[Line], repeats: Sequence[int]) -> tuple[Region, ...]:
    """The region of each line; a title begins the next article."""
    if not lines:
        return ()
    fits = fit_regions(lines, repeats)
    usual = Counter(line.block.gap for line in lines[1:]).most_common(1)[0][0] if len(lines) > 1 else 0
    costs = [cost + fit for cost, fit in zip(START, fits[0], strict=True)]
    came = []
    for line, fit in zip(lines[1:], fits[1:], strict=True):
        apart, announced = line.block.gap > usual, line.form is RemovedKind.RELATED_HEADING
        costs, origins = _step(costs, fit, _WAYS[apart, announced, line.form in _TEXT])
        came.append(origins)
    walk = _walk_back([cost + stop for cost, stop in zip(costs, STOP, strict=True)], came)
    return _drop_empty_articles(walk, lines)


def _step(costs: list[float], fit: Fit, ways: Ways) -> tuple[list[float], list[int]]:
    """The cheapest way into each region, and the region it came from."""
    reached, origins = [], []
    for into, here in zip(ways, fit, strict=True):
        cost, origin = min([(costs[before] + step, before) for before, step in into])
        reached.append(cost + here)
        origins.append(origin)
    return reached, origins


def _walk_back(costs: list[float], came: list[list[int]]) -> list[Region]:
    here = min(range(len(costs)), key=costs.__getitem__)
    walk = [here]
    for origins in reversed(came):
        here = origins[here]
        walk.append(here)
    return [_REGIONS[region] for region in reversed(walk)]


def _drop_empty_articles(walk: list[Region], lines: Sequence[Line]) -> tuple[Region, ...]:
    """Where no line of text follows a title there is no article: a page of furniture is one long menu."""
    regions = list(walk)
    starts = [row for row, region in enumerate(walk) if region is Region.TITLE or row == 0]
    for start, stop in zip(starts, [*starts[1:], len(walk)], strict=True):
        is_text = (walk[row] is Region.BODY and isinstance(lines[row].form, Form) for row in range(start, stop))
        if not any(is_text):
            regions[start:stop] = [Region.FRONT] * (stop - start)
    return tuple(regions)


def _find_ways(*, apart: bool, announced: bool, is_text: bool) -> Ways:
    """For each region the regions it can be reached from, and what the step costs before such a line."""

    def find_cost(before: int, after: int) -> float:
        eased = (APART.get(after, 0.0) if apart else 0.0) + (ANNOUNCED.get(after, 0.0) if announced else 0.0)
        hindered = NO_TEXT if (before, after) == (RELATED, BODY) and not is_text else 0.0
        return max(0.0, STEPS[before][after] - eased) + hindered

    return tuple(
        tuple((before, find_cost(before, after)) for before in range(6) if STEPS[before][after] < NEVER)
        for after in range(6)
    )


_WAYS = {
    (apart, announced, is_text): _find_ways(apart=apart, announced=announced, is_text=is_text)
    for apart in (False, True)
    for announced in (False, True)
    for is_text in (False, True)
}
