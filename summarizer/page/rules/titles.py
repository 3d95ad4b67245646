"""Titles: which line above a text is its title, where the learned weights call another one so."""

from collections.abc import Sequence
from itertools import takewhile

from summarizer.page.lines.credits import is_beside_credit
from summarizer.page.records import HEADLINES, LONG, WITHIN_HEAD, Form, Line, Region
from summarizer.page.rules.stretches import is_headline, is_worded
from summarizer.records import RemovedKind
from summarizer.text.late_patterns import compile_late

_HEADLESS = (Region.TITLE, Region.HEAD, Region.ASIDE)
# Lines. A shorter page may be one sentence in two lines.
FEWEST_LINES = 3
# Lines above a title in which a breadcrumb stands. Characters of the beginning of a text.
ABOVE, SHORTEST_EXCERPT = 4, 40
_CRUMBS = compile_late("[/>»›] ?")


def name_text(regions: list[Region], lines: Sequence[Line]) -> None:
    """A page without a title has it in the words right above a blank line and its text, below its ticker."""
    if lines and lines[0].form is RemovedKind.TICKER and regions[0] is Region.BODY:
        regions[0] = Region.FRONT
    if Region.TITLE in regions or len(lines) < FEWEST_LINES:
        return
    if regions[:2] != [Region.BODY] * 2:
        _name_below_menu(regions, lines)
    elif lines[0].form is Form.SHORT and lines[1].form in LONG and lines[1].block.gap:
        regions[0] = Region.TITLE


def _name_below_menu(regions: list[Region], lines: Sequence[Line]) -> None:
    first = next((row for row, region in enumerate(regions) if region is Region.BODY), 0)
    if not first or regions[first - 1] is not Region.FRONT:
        return
    for row in (first - 1, first):
        if _is_above_text(row, lines):
            regions[row] = Region.TITLE
            return
    # The name of the writer may stand between title and text.
    is_named = first > 1 and lines[first - 1].form is Form.SHORT and is_headline(lines[first - 2])
    if is_named and lines[first - 1].block.gap and lines[first - 2].block.gap:
        regions[first - 2 : first] = [Region.TITLE, Region.HEAD]


def _is_above_text(row: int, lines: Sequence[Line]) -> bool:
    title, text = lines[row], lines[row + 1 : row + 3]
    is_title = title.form in (Form.SHORT, Form.OPEN) and is_worded(title)
    return (
        is_title
        and all(line.form is Form.PARAGRAPH for line in text)
        and any(line.block.gap for line in text[:1])
    )


def return_captions(regions: list[Region], lines: Sequence[Line]) -> None:
    """A line beside a photo credit in mid-text is a caption, though it looks like the next title."""
    title = Region.TITLE
    for row in range(1, len(regions) - 1):
        if regions[row] is not title or not is_beside_credit(row, lines):
            continue
        first = row - 1 if regions[row - 1] in (Region.END, Region.ASIDE) else row
        if first and regions[first - 1] is Region.BODY:
            last = row
            while last + 1 < len(regions) and regions[last + 1] in _HEADLESS:
                last += 1
            regions[first : last + 1] = [Region.BODY] * (last + 1 - first)


def move_titles(regions: list[Region], lines: Sequence[Line]) -> None:
    """The title is a line under "title | outlet", one that a breadcrumb names, or one above an excerpt."""
    title = Region.TITLE
    for row, region in enumerate(regions):
        if region is not title or not lines[row].folded:
            continue
        head = _list_head(row, regions)
        below = _find_named(lines[row].folded, head, lines) or _find_crumb(row, head, lines)
        if below is not None:
            regions[row:below] = [Region.FRONT] * (below - row)
            regions[below] = Region.TITLE
        elif _is_excerpt(row, head, regions, lines):
            regions[row - 1], regions[row] = Region.TITLE, Region.HEAD


def _list_head(title: int, regions: Sequence[Region]) -> list[int]:
    """The rows between a title and its text."""
    rows = range(title + 1, min(title + WITHIN_HEAD, len(regions)))
    return list(takewhile(lambda row: regions[row] is Region.HEAD, rows))


def _find_named(name: str, head: Sequence[int], lines: Sequence[Line]) -> int | None:
    """The line that a title names with the outlet behind it."""
    for row in head:
        title = lines[row].folded
        if title.count(" ") > 1 and name.startswith(f"{title} ") and name[len(title) + 1] in "|-–—":
            return row
    return None


def _find_crumb(title: int, head: Sequence[int], lines: Sequence[Line]) -> int | None:
    """The line under a title, mostly a section, that the last part of a breadcrumb above names."""
    above = (lines[row] for row in range(max(0, title - ABOVE), title))
    crumbs = [_CRUMBS.split(line.folded)[-1].rstrip(" .…") for line in above if _CRUMBS.search(line.folded)]
    crumbs = [crumb for crumb in crumbs if crumb.count(" ") > 1]
    if not crumbs or any(lines[title].folded.startswith(crumb) for crumb in crumbs):
        return None
    return next((row for row in head if any(map(lines[row].folded.startswith, crumbs))), None)


def _is_excerpt(title: int, head: Sequence[int], regions: Sequence[Region], lines: Sequence[Line]) -> bool:
    """Whether a title is the beginning of its text, under a line that may be the title."""
    text = head[-1] + 1 if head else title + 1
    if not title or regions[title - 1] is not Region.FRONT or regions[text : text + 1] != [Region.BODY]:
        return False
    start = lines[title].block.text.rstrip(" .…")
    is_start = len(start) >= SHORTEST_EXCERPT and lines[text].block.text.startswith(start)
    return is_start and lines[title - 1].form in HEADLINES
