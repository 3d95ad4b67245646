"""Which lines of a page trafilatura takes for the text of its article.

Its verdict is one of the measures by which lines are labelled. It is best when it favours precision.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.errors import HtmlError
from summarizer.records import Block

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Marks that do not show, and what trafilatura writes between the cells of a table.
_NOT_SHOWN = re.compile(r"[|\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
# Characters. A shorter line is not looked for inside a longer one.
_SHORTEST_INSIDE = 20


_NO_TEXT = ("script", "style", "svg", "link", "template", "iframe", "noscript", "canvas")


def find_extracted(tree: "HtmlElement", blocks: Sequence[Block], url: str | None = None) -> tuple[bool, ...]:
    """For each line whether it stands in the text that trafilatura gives; the tree is changed."""
    given = _extract(tree, url)
    pieces = [_join_letters(piece) for piece in given.split("\n")]
    whole, lines = "".join(pieces), frozenset(piece.removeprefix("-") for piece in pieces)
    return tuple(_is_in(_join_letters(block.text), lines, whole) for block in blocks)


def _join_letters(text: str) -> str:
    """A text without blanks and without marks that do not show."""
    return _NOT_SHOWN.sub("", "".join(text.split()))


def _is_in(plain: str, lines: frozenset[str], whole: str) -> bool:
    return plain in lines or (len(plain) >= _SHORTEST_INSIDE and plain in whole)


def _extract(tree: "HtmlElement", url: str | None) -> str:
    try:
        from lxml.etree import strip_elements
        from trafilatura import bare_extraction
    except ImportError as error:
        raise HtmlError(error.name or "trafilatura") from None

    # trafilatura drops them too, after it has copied the tree; without them it takes a fifth less time.
    strip_elements(tree, *_NO_TEXT, with_tail=False)
    try:
        found = bare_extraction(tree, url=url, favor_precision=True, include_comments=False, fast=True)
    # On broken trees the library raises errors of many kinds, among them RecursionError; the page is then
    # labelled without it.
    except Exception:  # noqa: BLE001
        return ""
    return (getattr(found, "text", None) or "") if found is not None else ""
