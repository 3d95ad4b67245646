"""Lines that close a text of HTML and are none of it: sources, notes, offers, lines of its site."""

import re
from collections import defaultdict
from collections.abc import Sequence

from summarizer.page.lines.forms import LONGEST_NOTICE
from summarizer.page.lines.notices import is_contact, speaks_to_reader
from summarizer.page.markup.element_names import list_names
from summarizer.page.markup.titles import LINKED
from summarizer.page.records import UNENDED, Form, Line
from summarizer.page.rules.endings import is_about_writer, signs_off
from summarizer.page.rules.sources import are_sources, heads_sources
from summarizer.records import Markup, RemovedKind
from summarizer.text.normalizing import normalize

# Parts of the names that templates give to an offer to subscribe. Some give them to the paid text, so the
# words of the line must say it too.
OFFER_NAMES = ("paywall", "subscri", "regwall", "barrier")
_OFFER = re.compile(
    normalize(
        "للمشترك|المشتركين|اشترك (?:الان|معنا|ب)|اشتراك(?:ك| شهري| سنوي)|(?:خطط|باقات) الاشتراك|لديك اشتراك"
        "|(?:وصول|دخول|تصفح) غير محدود"
    )
)
# Lines of the site, and what stands around them: times, codes.
_CLOSING = (RemovedKind.FOOTER, RemovedKind.TAGS, RemovedKind.DISCLAIMER)
_CODES = (Form.NUMBER, RemovedKind.DATE)
# Words of links that close a text.
LONGEST_LINKS = 8
# Names that templates give to lists of references.
SOURCE_NAMES = frozenset(("references", "reflist", "footnotes", "citations", "bibliography"))


def find_sources(body: Sequence[int], lines: Sequence[Line], markups: Sequence[Markup]) -> list[int]:
    """Lines of a text in a list of references, by the names of its elements or by its heading."""
    named = [row for row in body if not SOURCE_NAMES.isdisjoint(list_names(markups[row]))]
    if len(named) == len(body):
        return []
    for row in range(body[-1], body[(len(body) - 1) // 2], -1):
        if heads_sources(lines[row]):
            # The heading is a line of the text, or a subheading. One that closes the text heads nothing.
            ended = [other for other in body if other >= row]
            below = [lines[other] for other in ended if other > row]
            return [*named, *ended] if are_sources(below) else named
    return named


def find_note(body: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The last line of a text if it says who wrote it, or if it alone begins with a star."""
    last = lines[body[-1]].block.text if body else ""
    if len(body) > 1 and len(last) <= LONGEST_NOTICE and not last.startswith("*"):
        return [body[-1]] if is_about_writer(normalize(last)) else []
    is_note = last.startswith("*") and not last.startswith("**")
    others = (lines[row].block.text for row in body[:-1])
    return [body[-1]] if is_note and not any(text.startswith("*") for text in others) else []


def find_offers(body: Sequence[int], lines: Sequence[Line], markups: Sequence[Markup]) -> list[int]:
    """Lines after the first that offer a subscription to the rest of the text."""
    return [row for row in body[1:] if _names_offer(markups[row]) and _OFFER.search(_fold(lines[row]))]


def _names_offer(markup: Markup) -> bool:
    names = " ".join((*markup.own_words, *markup.outer_words))
    return any(name in names for name in OFFER_NAMES)


def _fold(line: Line) -> str:
    return line.folded or normalize(line.block.text)


def find_closing(body: Sequence[int], lines: Sequence[Line], markups: Sequence[Markup]) -> list[int]:
    """The last lines of a text that are links, lines of the site, or its number: "ends", a time, a code."""
    first = last = len(body)
    while first > 1 and (lines[body[first - 1]].form in _CODES or _closes(body[first - 1], lines, markups)):
        first -= 1
        # A number is a code of an agency only below what says that the report ends.
        if lines[body[first]].form not in _CODES:
            last = first
    return list(body[last:])


def _closes(row: int, lines: Sequence[Line], markups: Sequence[Markup]) -> bool:
    """Whether a line under a text is a few words in links, a line of the site, or asks to call it."""
    line = lines[row]
    if line.form in _CLOSING or line.block.text.startswith("\u00a9") or is_contact(line.folded):
        return True
    if (line.form is RemovedKind.READ_MORE and markups[row].link_density) or signs_off(line):
        return True
    n_words = line.block.text.count(" ") + 1
    return markups[row].link_density > LINKED and line.form in UNENDED and n_words <= LONGEST_LINKS


def find_appeals(body: Sequence[int], lines: Sequence[Line], markups: Sequence[Markup]) -> list[int]:
    """Lines in an element of their own in which the site speaks to its reader: to subscribe, to log in."""
    groups: dict[int, list[int]] = defaultdict(list)
    for row in body:
        # An item of a guide speaks to its reader as well.
        if "li" not in markups[row].areas:
            groups[markups[row].container].append(row)
    main = max(groups.values(), key=len, default=[])
    found: list[int] = []
    for rows in groups.values():
        is_apart = rows is not main and rows[0] > body[0] and (len(rows) > 1 or rows[0] == body[-1])
        texts = [lines[row].block.text for row in rows]
        if is_apart and speaks_to_reader(lines[rows[0] - 1].block.text, texts):
            found += rows
    return found
