"""An element of a page that is open, and what holds for the text in it by its tag and attributes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.html.elements import (
    BOLD,
    HEADINGS,
    KEEPS_LINES,
    NO_WORDS,
    find_level,
    is_hidden,
    name_words,
)
from summarizer.records.markup import AREAS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements inside a line that say something of it without any attribute.
TELLING = frozenset(("a", "time", *BOLD, *KEEPS_LINES, *AREAS))
# Sizes of <font> in which old sites write titles, with the level of such a line.
LARGE = {"4": 3, "+1": 3} | dict.fromkeys(("5", "6", "7", "+2", "+3", "+4"), 2)
# Words of the elements inside a line that count for it.
_MOST_WORDS = 200
# Attributes of one element that are read.
_MOST_ATTRIBUTES = 100


@dataclass(slots=True)
class Frame:
    """An element that is open, and what holds for the text in it."""

    tag: str
    number: int
    is_block: bool
    words: frozenset[str] = NO_WORDS
    inline_words: frozenset[str] = NO_WORDS  # of the elements up to the one that makes the line
    areas: frozenset[str] = NO_WORDS
    article: int = 0
    level: int = 0
    in_link: bool = False
    in_bold: bool = False
    large: int = 0  # the level of a heading in letters of its size
    is_hidden: bool = False
    keeps_lines: bool = False
    path: str = ""  # its name and those of the two around it, once a line needs it
    reach: frozenset[str] | None = None  # the words of it and of those around it, once a line needs them


def open_element(
    above: Frame, number: int, tag: str, attributes: Mapping[str, str], *, is_block: bool
) -> Frame:
    """The frame of an element in another one.

    number  its place in the order in which the elements of the page begin
    """
    words = name_words(attributes) if attributes else NO_WORDS
    if tag == "time":
        words |= {"time"}
    return Frame(
        tag,
        number,
        is_block,
        words,
        NO_WORDS if is_block else _add_words(above.inline_words, words),
        above.areas | {tag} if tag in AREAS else above.areas,
        number if tag == "article" else above.article,
        HEADINGS.get(tag) or (find_level(attributes["class"]) if "class" in attributes else 0) or above.level,
        above.in_link or tag == "a",
        above.in_bold or tag in BOLD,
        (LARGE.get(attributes.get("size", "").strip(), 0) if tag == "font" else 0) or above.large,
        above.is_hidden or (bool(attributes) and is_hidden(attributes)),
        above.keeps_lines or tag in KEEPS_LINES,
    )


def read_attributes(element: "HtmlElement") -> dict[str, str]:
    """The attributes of an element, of very many the first ones.

    lxml looks for each value from the first one on: 8,000 attributes of a tag took a fifth of a second in one
    call, in which no other thread runs.
    """
    names = element.keys()
    if len(names) <= _MOST_ATTRIBUTES:
        return dict(element.items()) if names else {}
    return {name: element.get(name, "") for name in names[:_MOST_ATTRIBUTES]}


def _add_words(known: frozenset[str], words: frozenset[str]) -> frozenset[str]:
    return known | words if words and len(known) < _MOST_WORDS else known
