"""The values of a page: its articles, their parts, and the lines left out of them."""

from dataclasses import dataclass
from enum import StrEnum

from summarizer.records.construction import construct_by_slots
from summarizer.records.metadata import Metadata
from summarizer.records.record import Record, Shown


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Span(Record):
    """Characters ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Cut the span out of ``text``."""
        return text[self.start : self.end]


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Block(Record):
    """A line that is not blank, or a paragraph of hard-wrapped lines, without white space around it."""

    text: str
    span: Span
    gap: int  # the number of blank lines before it


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Passage(Record):
    """A part of the page with its place: a title, a paragraph, a headline."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Caption(Record):
    """A photo caption, given once, and every other place of the page where it is repeated."""

    text: str
    span: Span
    repeats: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class RelatedItem(Record):
    """One entry of a block of related articles; a part that the page does not give is ``None``."""

    headline: Passage | None = None
    section: Passage | None = None
    caption: Passage | None = None
    teaser: Passage | None = None
    source: Passage | None = None
    city: Passage | None = None


class RemovedKind(StrEnum):
    """The kind of a line that is left out of every article."""

    __hash__ = str.__hash__  # equal to its value, and found in a table in a third of the time

    REPEAT = "repeat"  # of an earlier line
    RELATED_HEADING = "related_heading"
    WIDGET = "widget"
    NAVIGATION = "navigation"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    APP = "app"
    BYLINE = "byline"
    CREDIT = "credit"  # the source of a photo, on a line of its own
    DATE = "date"
    DATELINE = "dateline"
    TAGS = "tags"
    TICKER = "ticker"
    READ_MORE = "read_more"
    DISCLAIMER = "disclaimer"
    ADVERTISEMENT = "advertisement"
    SEPARATOR = "separator"
    FOOTER = "footer"
    HIDDEN = "hidden"  # in HTML, and not shown by a browser


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Removed(Record):
    """A line left out of every article: its place, its kind, the reason, and the line it repeats, if any."""

    text: str
    span: Span
    kind: RemovedKind
    reason: str
    repeats: Span | None = None


class FactSource(StrEnum):
    """Where a fact about an article was read."""

    TEXT = "text"  # a line of the page
    MARKUP = "markup"  # what an HTML page says about itself: JSON-LD, OpenGraph, microdata


@dataclass(frozen=True, slots=True)
class Fact(Record):
    """A fact about an article, such as who wrote it or when.

    ``passage`` holds the words that the page shows for it, or ``None`` if only the markup has it. The value
    of a date is ISO 8601; other values are words of the page or of its markup.
    """

    value: str
    source: FactSource
    passage: Passage | None = None


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Article(Shown):
    """One article of a page, its parts in reading order; ``body`` holds the paragraphs.

    The facts from ``byline`` on are read from lines that are in ``removed`` of the page, or from markup.
    """

    title: Passage | None = None
    standfirst: Passage | None = None
    captions: tuple[Caption, ...] = ()
    subheadings: tuple[Passage, ...] = ()
    body: tuple[Passage, ...] = ()
    related: tuple[RelatedItem, ...] = ()
    byline: Fact | None = None
    published: Fact | None = None
    updated: Fact | None = None
    hijri: Fact | None = None  # the date in the Hijri calendar, as the page writes it
    outlet: Fact | None = None
    section: Fact | None = None
    tags: tuple[Fact, ...] = ()
    lead_caption: Fact | None = None  # the caption of the image above the text
    url: str | None = None  # the canonical address
    language: str | None = None


# The fields of an article that are no part of its text, in their order.
FACTS = (
    "byline",
    "published",
    "updated",
    "hijri",
    "outlet",
    "section",
    "tags",
    "lead_caption",
    "url",
    "language",
)


class NoArticle(StrEnum):
    """Why a page has no article."""

    EMPTY = "empty"  # it shows no line
    NO_SENTENCE = "no_sentence"  # its lines are menus, headlines, names
    NOTICE = "notice"  # the site only speaks to its reader: log in, accept cookies, not found
    LEFT_OUT = "left_out"  # its sentences are read as what a site writes around articles


# The same for people.
NO_ARTICLE = {
    NoArticle.EMPTY: "No article found: the page has no text.",
    NoArticle.NO_SENTENCE: "No article found: no line of the page is a sentence.",
    NoArticle.NOTICE: "No article found: the page only speaks to its reader, to log in for example.",
    NoArticle.LEFT_OUT: "No article found: every sentence is one that sites write around their articles.",
}


@dataclass(frozen=True, slots=True)
class Page(Shown):
    """What a raw page holds: its articles in order, and everything left out of them."""

    articles: tuple[Article, ...]
    removed: tuple[Removed, ...]
    text: str | None = None  # of HTML: its lines as a browser shows them, in which all spans count
    metadata: Metadata | None = None  # of HTML: what the page says of its article for machines
    no_article: NoArticle | None = None  # why there is none; None where there is one
