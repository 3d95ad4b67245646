"""Pages whose markup says only where lines end and which are headings, items and cells: read as text.

A browser shows a blank line between two paragraphs, and none between items, rows or lines of one element.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.page.records import Line
from summarizer.records import Block, Markup, Page

_ROWS = frozenset(("td", "th", "tr"))


def set_apart(lines: Sequence[Line], markups: Sequence[Markup]) -> tuple[Line, ...]:
    """The lines with the blank lines that a browser shows, unless the page itself has some.

    Where each line is a paragraph, blank lines between all of them say nothing.
    """
    gaps = [0, *(int(_are_apart(above, below)) for above, below in pairwise(markups))]
    if any(line.block.gap for line in lines) or all(gaps[1:]):
        return tuple(lines)
    return tuple(
        replace(line, block=replace(line.block, gap=gap)) for line, gap in zip(lines, gaps, strict=True)
    )


def _are_apart(above: Markup, below: Markup) -> bool:
    are_items = above.tag == below.tag == "li" and above.container == below.container
    are_rows = above.tag in _ROWS and below.tag in _ROWS
    return not (are_items or are_rows or above.element == below.element)


def has_headline(page: Page, blocks: Sequence[Block], markups: Sequence[Markup]) -> bool:
    """Whether a page read as text has an article with the title that the page calls its first heading."""
    headings = [block.text for block, markup in zip(blocks, markups, strict=True) if markup.level == 1]
    titles = [article.title.text for article in page.articles if article.title]
    return bool(page.articles) and (not headings or not set(headings).isdisjoint(titles))
