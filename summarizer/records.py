"""Records: the immutable values that pass between stages; nothing here computes.

Read this file first. A span counts characters (code points) of the text *as given*, not as normalized.
Text in a record is always verbatim: ``record.span.of(given) == record.text``.
"""

from dataclasses import dataclass
from enum import StrEnum

from summarizer.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Cut the span out of ``text``."""
        return text[self.start : self.end]


# ---- a page ----


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
class Phrase:
    """One row of what outlets write around articles."""

    kind: RemovedKind
    pattern: str  # a regular expression over a whole folded line; "~" stands for up to 16 more words
    outlets: str  # where it was seen
    source: str  # how we know: corpora (counted in scraped articles), pages, html, or usage


class Form(StrEnum):
    """What a line looks like, taken alone, when no phrase of the table tells it."""

    PARAGRAPH = "paragraph"  # a full sentence, or longer than any heading
    OPEN = "open"  # as long as a sentence, but without its end
    SHORT = "short"  # a few words without an end: a title, a subheading, a headline, a name
    WORD = "word"  # one word
    QUESTION = "question"
    ITEM = "item"  # begins with a bullet or a number
    CAPTION = "caption"  # ends in a credit, or begins as captions do
    SOURCE = "source"  # an outlet and a city
    NUMBER = "number"  # digits only


@dataclass(frozen=True, slots=True)
class Line:
    """A block of a page and what it looks like; ``folded`` is empty where the line is long."""

    block: Block
    number: int  # from 1, as an editor counts
    form: "Form | RemovedKind"
    folded: str


class Place(StrEnum):
    """Which part of a page a line stands in."""

    FRONT = "front"  # menus, before an article's title
    TITLE = "title"
    HEAD = "head"  # between the title and the text: captions, dates, bylines, share links
    BODY = "body"
    END = "end"  # after the text: tags, share links, most-read lists, legal lines
    RELATED = "related"


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


# ---- a summary ----


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, verbatim."""

    text: str
    span: Span
    block: int  # which block (paragraph) it stands in, from 0


@dataclass(frozen=True, slots=True)
class ChosenSentence:
    """A sentence of a summary: its place, what it is worth, and its rank (1 is the best)."""

    text: str
    span: Span
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The chosen sentences in reading order."""

    sentences: tuple[ChosenSentence, ...]
    n_words: int
    # True when the budget was too small for any sentence and the best one was given all the same.
    over_budget: bool = False


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article of a page beside its summary."""

    article: Article
    summary: Summary


@dataclass(frozen=True, slots=True)
class PageSummary:
    """Every article of a page with its summary, and everything left out of the articles."""

    articles: tuple[ArticleSummary, ...]
    removed: tuple[Removed, ...]


class Mode(StrEnum):
    """How sentences are scored: ``news`` trusts the lead, ``content`` only the words."""

    NEWS = "news"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class SummarySettings:
    """How long a summary may be and how its sentences are scored.

    At most one budget: ``sentences`` (a count), ``words`` (a count) or ``ratio`` (a share of the article's words,
    above 0 and up to 1). Without any it is three sentences. Raises ``SettingsError``.
    """

    sentences: int | None = None
    words: int | None = None
    ratio: float | None = None
    mode: Mode = Mode.NEWS

    def __post_init__(self) -> None:
        budgets = {"sentences": self.sentences, "words": self.words, "ratio": self.ratio}
        given = {name: value for name, value in budgets.items() if value is not None}
        if len(given) > 1:
            raise SettingsError(" and ".join(given), tuple(given.values()), "only one of sentences, words and ratio")
        for name, value in given.items():
            whole = name != "ratio"
            if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
                raise SettingsError(name, value, "a whole number" if whole else "a number")
            if not (value >= 1 if whole else 0 < value <= 1):
                raise SettingsError(name, value, "1 or more" if whole else "above 0 and up to 1")
        if self.mode not in tuple(Mode):
            raise SettingsError("mode", self.mode, " or ".join(Mode))
        object.__setattr__(self, "mode", Mode(self.mode))
