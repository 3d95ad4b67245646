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
# Characters that are searched for such lines: a second. Real pages need up to a hundredth of it.
_MOST_SEARCHED = 1_000_000_000


# trafilatura keeps some of these: a form or a figure with text, formulas.
_KEPT_FOR_NOW = frozenset(("form", "figure", "math"))
_NO_TEXT = ("script", "style", "svg", "link", "template", "iframe", "noscript", "canvas")


def find_extracted(tree: "HtmlElement", blocks: Sequence[Block], url: str | None = None) -> tuple[bool, ...]:
    """For each line whether it stands in the text that trafilatura gives; the tree is changed."""
    given = _extract(tree, url)
    pieces = [_join_letters(piece) for piece in given.split("\n")]
    whole, lines = "".join(pieces), frozenset(piece.removeprefix("-") for piece in pieces)
    n_searches = _MOST_SEARCHED // max(1, len(whole))
    taken = []
    for block in blocks:
        plain = _join_letters(block.text)
        is_line = plain in lines
        if not is_line and len(plain) >= _SHORTEST_INSIDE and n_searches > 0:
            n_searches -= 1
            is_line = plain in whole
        taken.append(is_line)
    return tuple(taken)


def _join_letters(text: str) -> str:
    """A text without blanks and without marks that do not show."""
    return _NOT_SHOWN.sub("", "".join(text.split()))


def _extract(tree: "HtmlElement", url: str | None) -> str:
    try:
        from lxml.etree import strip_elements
        from trafilatura import bare_extraction
        from trafilatura.settings import MANUALLY_CLEANED
    except ImportError as error:
        raise HtmlError(error.name or "trafilatura") from None

    # trafilatura drops them too, after it has searched and copied the tree twice; without them it takes a
    # third less time.
    dropped = {*_NO_TEXT, *MANUALLY_CLEANED} - _KEPT_FOR_NOW
    strip_elements(tree, *sorted(dropped), with_tail=False)
    try:
        found = bare_extraction(tree, url=url, favor_precision=True, include_comments=False, fast=True)
    # On broken trees the library raises errors of many kinds, among them RecursionError; the page is then
    # labelled without it.
    except Exception:  # noqa: BLE001
        return ""
    return (getattr(found, "text", None) or "") if found is not None else ""
