"""The values of a page: its articles, their parts, and the lines left out of them."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Cut the span out of ``text``."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a page that is not blank, without the white space around it."""

    text: str
    span: Span
    gap: int  # how many blank lines stand before it


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the page with its place: a title, a paragraph, a headline."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Caption:
    """A photo caption, once, and every other place of the page where it stands again."""

    text: str
    span: Span
    repeats: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class RelatedItem:
    """One entry of a related-articles block, as far as the page gives its parts."""

    headline: Passage | None = None
    section: Passage | None = None
    caption: Passage | None = None
    teaser: Passage | None = None
    source: Passage | None = None
    city: Passage | None = None


class RemovedKind(StrEnum):
    """What a line is that belongs to no article's text."""

    REPEAT = "repeat"  # says again what an earlier line says
    RELATED_HEADING = "related_heading"
    WIDGET = "widget"
    NAVIGATION = "navigation"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    APP = "app"
    BYLINE = "byline"
    CREDIT = "credit"  # whose photo it is, on a line of its own
    DATE = "date"
    DATELINE = "dateline"
    TAGS = "tags"
    TICKER = "ticker"
    READ_MORE = "read_more"
    DISCLAIMER = "disclaimer"
    ADVERTISEMENT = "advertisement"
    SEPARATOR = "separator"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Removed:
    """A line left out of every article: where it stood, what it is, why, and what it repeats."""

    text: str
    span: Span
    kind: RemovedKind
    reason: str
    repeats: Span | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page, its parts in reading order; ``body`` holds the paragraphs."""

    title: Passage | None = None
    standfirst: Passage | None = None
    captions: tuple[Caption, ...] = ()
    subheadings: tuple[Passage, ...] = ()
    body: tuple[Passage, ...] = ()
    related: tuple[RelatedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a raw page holds: its articles in order, and everything left out of them."""

    articles: tuple[Article, ...]
    removed: tuple[Removed, ...]
