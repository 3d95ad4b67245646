"""Guides, entries, questions and answers: a title, and parts of a short heading and a sentence or two each.

The learned weights may take the first heading for the title, or for a line between title and text.
"""

from collections.abc import Sequence

from summarizer.page.records import HEADLINES, Form, Line, Region
from summarizer.page.rules.stretches import is_sentence
from summarizer.records import RemovedKind

# Parts, and sentences of each. A report has longer parts, and fewer of them.
FEWEST_PARTS, MOST_SENTENCES = 3, 2
# Words of a heading that is no question, and of a title.
HEADING_WORDS, TITLE_WORDS = 4, 3
_HEADINGS: tuple[Form | RemovedKind, ...] = (Form.SHORT, Form.WORD, Form.QUESTION, RemovedKind.NAVIGATION)
_UNREAD = (Region.HEAD, Region.ASIDE)


def name_guides(regions: list[Region], lines: Sequence[Line]) -> None:
    """The line above the first part is the title, and the heading of the first part is text."""
    # Most pages have too few headings above sentences, and to tell so costs little.
    forms, paragraph = [line.form for line in lines], Form.PARAGRAPH
    heads = [row for row, form in enumerate(forms[:-1]) if form in _HEADINGS and forms[row + 1] is paragraph]
    if len(heads) < FEWEST_PARTS:
        return
    stop = 1
    for row in heads:
        if row < stop:
            continue
        n_parts, stop = _follow_parts(row, lines)
        # The last line of a list of contents stands again below.
        if n_parts >= FEWEST_PARTS and lines[row].folded not in [
            line.folded for line in lines[row + 1 : stop]
        ]:
            _name_guide(row, regions, lines)


def _follow_parts(row: int, lines: Sequence[Line]) -> tuple[int, int]:
    """The number of parts that begin with a row, one behind the other, and the row behind them."""
    n_parts = 0
    while row + 1 < len(lines) and _is_heading(lines[row]):
        stop = row + 1
        while stop < len(lines) and stop - row <= MOST_SENTENCES and is_sentence(lines[stop]):
            stop += 1
        if stop == row + 1:
            break
        n_parts, row = n_parts + 1, stop
    return n_parts, row


def _is_heading(line: Line) -> bool:
    is_short = line.form is Form.QUESTION or line.folded.count(" ") < HEADING_WORDS
    return line.form in _HEADINGS and is_short


def _name_guide(first: int, regions: list[Region], lines: Sequence[Line]) -> None:
    title = first - 1
    may_be_title = lines[title].form in HEADLINES and lines[title].folded.count(" ") + 1 >= TITLE_WORDS
    is_unnamed = Region.TITLE not in regions[:first] and regions[title] in (Region.FRONT, Region.BODY)
    if regions[first + 1] is not Region.BODY:
        return
    if may_be_title and is_unnamed and regions[first] in (Region.TITLE, Region.BODY):
        regions[title], regions[first] = Region.TITLE, Region.BODY
    elif regions[first] in _UNREAD:
        regions[first] = Region.BODY
