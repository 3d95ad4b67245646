"""Lists of contents: the sentences above such a list open the text, and the headings that it names head the
parts of the text.
"""

from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from summarizer.page.phrases.matching import find_bullet, strip_bullet
from summarizer.page.records import HEADLINES, LONG, Form, Line, Region
from summarizer.page.rules.stretches import (
    HEADLINES_AND_CAPTIONS,
    find_end_of_sentences,
    find_rows,
    find_stretches,
)
from summarizer.records import RemovedKind
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize

# Headings that a list names and that stand below it; one may be said twice by chance.
FEWEST_NAMED = 2
# So many if there are no bullets.
FEWEST_BARE = 3
# Words of a label above a list: "contents of the article:".
LABEL_WORDS = 4
_READ = (Region.HEAD, Region.BODY)
_WORDS_ABOVE = (RemovedKind.NAVIGATION, RemovedKind.TICKER)
# What an encyclopaedia writes behind a heading.
_EDIT = compile_late(normalize(r" ?\[(?:عدل|تعديل|edit)[^\]]*\]$"))
_HEADINGS = (Form.SHORT, Form.WORD, Form.OPEN, Form.QUESTION, Form.ITEM, RemovedKind.NAVIGATION)
_TEXTS = (*LONG, Form.ITEM)


def drop_contents(regions: list[Region], lines: Sequence[Line], repeats: Sequence[int]) -> None:
    """A list that names the headings below it is no text, with its heading and its last entries.

    A heading with the link to change its part heads a part, and no article.
    """
    for row in find_rows(regions, Region.TITLE)[1:]:
        if lines[row].folded.endswith("]") and _EDIT.search(lines[row].folded):
            regions[row] = Region.BODY
    has_items = Form.ITEM in [line.form for line in lines]
    if not has_items and repeats == tuple(range(len(lines))):
        return  # Nothing is said twice, and what stands behind bullets is looked up without them.
    last = {
        _read_heading(line): row
        for row, (line, below) in enumerate(pairwise(lines))
        if line.form in _HEADINGS and below.form in LONG
    }
    if not last:
        return
    _drop_bare_list(regions, lines, last)
    if has_items:
        _drop_bulleted_list(regions, lines, last)


def _drop_bulleted_list(regions: list[Region], lines: Sequence[Line], last: Mapping[str, int]) -> None:
    entries = [row for row, line in enumerate(lines) if find_bullet(line.folded)]
    for rows in _find_runs(entries, lines):
        n_named = sum(last.get(_read_heading(lines[row]), 0) >= rows.stop for row in rows)
        if n_named >= FEWEST_NAMED and 2 * n_named >= len(rows):
            is_headed = rows.start > 0 and _heads_list(lines[rows.start - 1], (Form.WORD, *_WORDS_ABOVE))
            _leave_out(range(rows.start - is_headed, rows.stop), regions, lines)


def _drop_bare_list(regions: list[Region], lines: Sequence[Line], last: Mapping[str, int]) -> None:
    """Without bullets, each line must stand again as a heading below the list."""
    named = [row for row, line in enumerate(lines) if last.get(line.folded, -1) > row]
    for rows in _find_runs(named, lines) if len(named) >= FEWEST_BARE else ():
        if len(rows) >= FEWEST_BARE:
            is_attached = rows.start > 0 and not lines[rows.start].block.gap
            is_headed = is_attached and _heads_list(lines[rows.start - 1], (Form.SHORT, Form.WORD))
            _leave_out(range(rows.start - is_headed, rows.stop), regions, lines)


def _find_runs(entries: Sequence[int], lines: Sequence[Line]) -> list[range]:
    """The rows of each list: of entries right below each other."""
    runs: list[list[int]] = []
    for row in entries:
        if runs and runs[-1][-1] == row - 1 and not lines[row].block.gap:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [range(run[0], run[-1] + 1) for run in runs]


def _heads_list(line: Line, forms: Sequence[Form | RemovedKind]) -> bool:
    is_label = line.folded.endswith(":") and line.folded.count(" ") < LABEL_WORDS
    return is_label or line.form in forms


def _leave_out(rows: range, regions: list[Region], lines: Sequence[Line]) -> None:
    """A list is no part of the text. Where it names what was found as title, the line above is the title."""
    left_out: tuple[Region, ...] = _READ
    listed = {_read_heading(lines[row]) for row in rows}
    named = next(
        (row for row in range(rows.start, rows.stop + 1) if _is_named(row, listed, regions, lines)), None
    )
    if rows.start and named is not None:
        above = rows.start - 1
        if regions[above] is not Region.FRONT or lines[above].form not in HEADLINES:
            return
        regions[above], regions[named] = Region.TITLE, Region.BODY
        left_out = (*_READ, Region.FRONT)
    for row in rows:
        regions[row] = Region.ASIDE if regions[row] in left_out else regions[row]


def _is_named(row: int, listed: Container[str], regions: Sequence[Region], lines: Sequence[Line]) -> bool:
    """Whether a line of a list, or the one right behind, was found as title."""
    return regions[row : row + 1] == [Region.TITLE] and _read_heading(lines[row]) in listed


def _read_heading(line: Line) -> str:
    """A heading without bullet, number and the link to change its part."""
    heading = strip_bullet(line.folded)
    return _EDIT.sub("", heading).strip() if heading.endswith("]") else heading.strip()


def follow_contents(regions: list[Region], lines: Sequence[Line]) -> None:
    """Text again: the lead above a list of contents, and the parts that it names."""
    if Region.ASIDE not in regions:
        return  # No list of contents stands in a text.
    listed, named = _find_named(regions, lines)
    if len(named) < FEWEST_NAMED:
        return
    for rows in find_stretches(regions, Region.ASIDE):
        if rows.start and regions[rows.start - 1] in (Region.TITLE, Region.HEAD):
            _keep_lead(rows, regions, lines, listed)
    for rows in find_stretches(regions, Region.END):
        if rows.start and regions[rows.start - 1] is Region.BODY:
            stop = _find_end_of_parts(rows, lines, named)
            regions[rows.start : stop] = [Region.BODY] * (stop - rows.start)


def _find_named(regions: Sequence[Region], lines: Sequence[Line]) -> tuple[set[int], set[int]]:
    """The rows of a list of contents above the text, and those of the headings that it names."""
    headings = [row for row, line in enumerate(lines) if line.form in _HEADINGS]
    last = {lines[row].folded: row for row in headings}
    listed, named = set(), set()
    for row in headings:
        below = last.get(strip_bullet(lines[row].folded).strip(), row)
        if below > row and regions[row] is Region.ASIDE:
            listed.add(row)
            named.add(below)
    return listed, named - listed


def _keep_lead(rows: range, regions: list[Region], lines: Sequence[Line], listed: set[int]) -> None:
    stop = find_end_of_sentences(rows, lines)
    while stop > rows.start and _heads_list(lines[stop - 1], ()):
        stop -= 1
    if not listed.isdisjoint(range(stop, rows.stop)):
        regions[rows.start : stop] = [Region.BODY] * (stop - rows.start)
        # The heading of the first part stands right above the text.
        if rows.stop - 1 not in listed and lines[rows.stop - 1].form in _HEADINGS:
            regions[rows.stop - 1] = Region.BODY


def _find_end_of_parts(rows: range, lines: Sequence[Line], named: set[int]) -> int:
    """Behind the last part with a heading that the list names, as far as its lines are sentences or items."""
    stop = row = rows.start
    while row < rows.stop and row in named:
        row += 1
        while row < rows.stop and row not in named and lines[row].form in _TEXTS:
            row += 1
            stop = row
    return stop


def keep_heading(regions: list[Region], lines: Sequence[Line], repeats: Sequence[int]) -> None:
    """A line above a text that repeats one of a list of contents is the text's first subheading."""
    body, outside = Region.BODY, (Region.END, Region.ASIDE)
    rows = [row for row in range(1, len(regions) - 1) if regions[row] in outside and regions[row + 1] is body]
    if not rows:
        return
    last_body = {
        first: row for row, (first, region) in enumerate(zip(repeats, regions, strict=True)) if region is body
    }
    for row in rows:
        listed = repeats[row]
        # The line that comes next in the list stands in the text, further down.
        goes_on = listed + 1 < row < last_body.get(listed + 1, -1)
        if goes_on and lines[row].form in HEADLINES_AND_CAPTIONS:
            regions[row] = body
