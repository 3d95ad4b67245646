"""The region of each line, by the cheapest walk through a page; the stage of `parsing` after the repeats.

A page is read as a walk through regions: front, title, head, body, end, related, and again for the next
article. Each line fits some regions better than others (`fit`), and some steps between regions are rarer than
others (`costs`). The walk with the lowest total cost is chosen (Viterbi 1967). So no single line decides: a
share link inside the body stays inside, a date under a short line begins the next article, a list of
headlines ends one.
"""

from collections import Counter
from collections.abc import Sequence

from summarizer.page.records import Form, Line, Region
from summarizer.page.regions.costs import ANNOUNCED, APART, BODY, NEVER, NO_TEXT, RELATED, START, STEPS, STOP
from summarizer.page.regions.fit import Fit, find_sentences, fit_regions
from summarizer.records import RemovedKind

# If other articles of the page have sentences, so many lines without one are a list of headlines.
HEADLINES = 6

_TEXT = (Form.PARAGRAPH, Form.OPEN, Form.QUESTION, Form.ITEM, Form.SHORT)
_REGIONS = tuple(Region)
_FROM_BODY = [BODY] * len(_REGIONS)

Ways = tuple[tuple[tuple[int, float], ...], ...]


def divide(lines: Sequence[Line], repeats: Sequence[int]) -> tuple[Region, ...]:
    """The region of each line; a title begins the next article."""
    if not lines:
        return ()
    fits = fit_regions(lines, repeats)
    usual = Counter(line.block.gap for line in lines[1:]).most_common(1)[0][0] if len(lines) > 1 else 0
    costs = [cost + fit for cost, fit in zip(START, fits[0], strict=True)]
    came, is_sentence, in_body = [], find_sentences(lines), False
    for row, line in enumerate(lines[1:], start=1):
        if is_sentence[row - 1] and is_sentence[row]:
            # A step from body to body costs nothing, so after the first one the costs stay the same.
            origins = _FROM_BODY
            if not in_body:
                costs, origins = _step_into_body(costs)
        else:
            apart, announced = line.block.gap > usual, line.form is RemovedKind.RELATED_HEADING
            costs, origins = _step(costs, fits[row], _WAYS[apart, announced, line.form in _TEXT])
        in_body = is_sentence[row - 1] and is_sentence[row]
        came.append(origins)
    walk = _walk_back([cost + stop for cost, stop in zip(costs, STOP, strict=True)], came)
    return _drop_empty_articles(walk, lines)


def _step(costs: list[float], fit: Fit, ways: Ways) -> tuple[list[float], list[int]]:
    """The lowest cost to reach each region, and the region before it."""
    reached, origins = [], []
    for into, here in zip(ways, fit, strict=True):
        cost, origin = min([(costs[before] + step, before) for before, step in into])
        reached.append(cost + here)
        origins.append(origin)
    return reached, origins


def _step_into_body(costs: list[float]) -> tuple[list[float], list[int]]:
    """As `_step`, for lines that can only stand in a body: most lines of most pages."""
    cost, origin = min([(costs[before] + step, before) for before, step in _INTO_BODY])
    return [NEVER, NEVER, NEVER, cost, NEVER, NEVER], [origin] * len(costs)


def _walk_back(costs: list[float], came: list[list[int]]) -> list[Region]:
    here = min(range(len(costs)), key=costs.__getitem__)
    walk = [here]
    for origins in reversed(came):
        here = origins[here]
        walk.append(here)
    return [_REGIONS[region] for region in reversed(walk)]


def _drop_empty_articles(walk: list[Region], lines: Sequence[Line]) -> tuple[Region, ...]:
    """A title without a line of text after it has no article: a page of boilerplate is one long menu."""
    regions = list(walk)
    starts = [row for row, region in enumerate(walk) if region is Region.TITLE or row == 0]
    spans = [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(walk)], strict=True)]
    for rows in spans:
        if Region.BODY not in walk[rows.start : rows.stop]:
            # What looked like a standfirst under a repeated title is all the text there is.
            heads = [row for row in rows if walk[row] is Region.HEAD and lines[row].form is Form.PARAGRAPH]
            for row in heads:
                regions[row] = Region.BODY
    texts = [[lines[row] for row in rows if regions[row] is Region.BODY] for rows in spans]
    any_sentence = any(_has_sentence(text) for text in texts)
    for rows, text in zip(spans, texts, strict=True):
        n_lines = sum(isinstance(line.form, Form) for line in text)
        if not n_lines or (n_lines >= HEADLINES and any_sentence and not _has_sentence(text)):
            regions[rows.start : rows.stop] = [Region.FRONT] * len(rows)
    return tuple(regions)


def _has_sentence(lines: Sequence[Line]) -> bool:
    return any(line.form is Form.PARAGRAPH for line in lines)


def _find_ways(*, apart: bool, announced: bool, is_text: bool) -> Ways:
    """For each region the regions before it, and the cost of the step before such a line."""

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
# Blank lines or a heading of other articles make no step into a body cheaper.
_INTO_BODY = _WAYS[False, False, True][BODY]
