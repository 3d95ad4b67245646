"""Elements of HTML: which make lines, name a part of a page, are not shown; and the words of their names."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
# Elements that begin and end a line.
BREAKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "noframes",
        "ol",
        "optgroup",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
CELLS = frozenset(("td", "th"))
# Elements whose text is never shown, or is no text of the page.
NO_TEXT = frozenset(
    [
        "applet",
        "audio",
        "base",
        "canvas",
        "datalist",
        "embed",
        "frame",
        "frameset",
        "head",
        "iframe",
        "link",
        "map",
        "math",
        "meta",
        "noembed",
        "noscript",
        "object",
        "option",
        "param",
        "rp",
        "script",
        "select",
        "source",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "track",
        "video",
    ]
)
BOLD = frozenset(("b", "strong"))
# Where line ends of the source are line ends of the page.
KEEPS_LINES = frozenset(("pre", "listing", "xmp"))

_WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
_NAMING = ("class", "id", "itemprop", "rel", "role")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)(?![-\w])", re.IGNORECASE)
_FOR_SCREEN_READERS = frozenset(("sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden"))
NO_WORDS: frozenset[str] = frozenset()
# Characters of one attribute that are read; a page may hold a megabyte in one.
_LONGEST = 400


def makes_line(element: "HtmlElement", tag: str) -> bool:
    """Whether an element begins and ends a line, by its tag or its own style."""
    if tag in BREAKS:
        return True
    style = element.get("style")
    return style is not None and _BLOCK_STYLE.search(style[:_LONGEST]) is not None


def name_words(attributes: Mapping[str, str]) -> frozenset[str]:
    """The words of the class, id and role of an element, in small letters."""
    named = [attributes[name] for name in _NAMING if name in attributes]
    return _split_words(" ".join(named)[:_LONGEST]) if named else NO_WORDS


@lru_cache(maxsize=8192)
def _split_words(names: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(names))


@lru_cache(maxsize=8192)
def find_level(names: str) -> int:
    """The level of the heading that a class names, as Bootstrap's "h1" does; 0 for none."""
    return next((HEADINGS[name] for name in names[:_LONGEST].split() if name in HEADINGS), 0)


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether an element says that it is not shown."""
    if "hidden" in attributes or ("style" in attributes and _HIDDEN_STYLE.search(attributes["style"])):
        return True
    if "class" not in attributes:
        return False
    return not _FOR_SCREEN_READERS.isdisjoint(attributes["class"][:_LONGEST].split())
