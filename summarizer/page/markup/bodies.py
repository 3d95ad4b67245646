"""Lines of a text that the labels miss, and lines that they take for text; used by `roles`.

What stands beside the paragraphs of a text, or in the same place of the next part of it, is text too.
"""

import re
from collections.abc import Mapping, Sequence

from summarizer.page.markup.records import HtmlLabel
from summarizer.page.records import Form, Line
from summarizer.records import Markup, RemovedKind
from summarizer.text.normalizing import normalize

# Parts of the names that templates give to an offer to subscribe. Some give them to the paid text, so the
# words of the line must say it too.
OFFER_NAMES = ("paywall", "subscri", "regwall", "barrier")
_OFFER = re.compile(
    normalize("للمشترك|المشتركين|اشترك (?:الان|معنا|ب)|اشتراكك|(?:خطط|باقات) الاشتراك|لديك اشتراك")
)
_OUTSIDE = frozenset(("aside", "nav", "footer", "figure", "form", "header"))


def find_other_texts(body: Sequence[int], lines: Sequence[Line], markups: Sequence[Markup]) -> list[int]:
    """Lines of text under a heading of other articles that stand in other elements than the text above it."""
    rows = range(body[0] + 1, body[-1]) if body else ()
    heading = next((row for row in rows if lines[row].form is RemovedKind.RELATED_HEADING), None)
    if heading is None:
        return []
    own = {markups[row].container for row in body if row < heading}
    below = [row for row in body if row > heading]
    # The text goes on where a later line stands beside the first ones: the heading was of a box in the text.
    last = max((row for row in below if markups[row].container in own), default=heading)
    return [row for row in below if markups[row].container not in own and row > last]


def find_missed_text(
    rows: range, roles: Mapping[int, HtmlLabel], lines: Sequence[Line], markups: Sequence[Markup]
) -> list[int]:
    """Sentences after the text, beside its paragraphs or at their path in the same article."""
    body = [row for row in rows if roles[row] is HtmlLabel.BODY]
    containers = {markups[row].container for row in body if markups[row].tag == "p"}
    # A path without a class says too little: boxes about the writer have it as well.
    named = [row for row in body if markups[row].article and "." in markups[row].path]
    paths = {(markups[row].path, markups[row].article) for row in named}
    return [
        row
        for row in range(body[-1] + 1 if body else rows.stop, rows.stop)
        if roles[row] is HtmlLabel.FURNITURE
        and lines[row].form is Form.PARAGRAPH
        and markups[row].tag == "p"
        and not markups[row].link_density
        and markups[row].areas.isdisjoint(_OUTSIDE)
        and (markups[row].container in containers or (markups[row].path, markups[row].article) in paths)
    ]


def find_offers(body: Sequence[int], lines: Sequence[Line], markups: Sequence[Markup]) -> list[int]:
    """Lines after the first that offer a subscription to the rest of the text."""
    return [row for row in body[1:] if _names_offer(markups[row]) and _OFFER.search(_fold(lines[row]))]


def _names_offer(markup: Markup) -> bool:
    names = " ".join((*markup.own_words, *markup.outer_words))
    return any(name in names for name in OFFER_NAMES)


def _fold(line: Line) -> str:
    return line.folded or normalize(line.block.text)
