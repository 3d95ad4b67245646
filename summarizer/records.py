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


class Mode(StrEnum):
    """How sentences are scored."""

    AUTO = "auto"  # the text itself tells how far its order is to be trusted
    NEWS = "news"  # told from the top: the place counts
    CONTENT = "content"  # only the words count


@dataclass(frozen=True, slots=True)
class SentenceMeasure:
    """One measure of a sentence and what it adds to the score: ``share = weight * value``."""

    name: str
    meaning: str  # what a high value says of the sentence
    value: float
    weight: float
    share: float


@dataclass(frozen=True, slots=True)
class ChosenSentence:
    """A sentence of a summary: its place, what it is worth, its rank (1 is the best), and why.

    The score is the sum of the shares of its measures, the weightiest first; one that is 0 is left out.
    """

    text: str
    span: Span
    score: float
    rank: int
    measures: tuple[SentenceMeasure, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The chosen sentences in reading order."""

    sentences: tuple[ChosenSentence, ...]
    n_words: int
    # True when the budget was too small for any sentence and the best one was given all the same.
    over_budget: bool = False
    # NEWS or CONTENT, whichever counted more, and how far the order of the text was trusted, 0 to 1.
    mode: Mode = Mode.NEWS
    order: float = 1.0
    # False when the article says nothing about the focus, or has no sentence at all: there are none here.
    found: bool = True


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


@dataclass(frozen=True, slots=True)
class Retelling:
    """A sentence of another article that says what a chosen sentence says, and where their numbers part."""

    article: int  # which of the articles given, from 0
    text: str
    span: Span
    similarity: float  # cosine of the words, numbers aside, 0 to 1
    numbers: tuple[str, ...]  # as written; those that only this sentence has
    instead_of: tuple[str, ...]  # as written; those that only the chosen sentence has


@dataclass(frozen=True, slots=True)
class SharedSentence:
    """A sentence that speaks for every article that says the same."""

    article: int  # which of the articles given it stands in, from 0
    text: str
    span: Span  # in the text of that article
    score: float
    rank: int
    # With no number against it; one side may have numbers that the other leaves out.
    agree: tuple[Retelling, ...]
    # Alike but for the numbers: each side has some that the other has not.
    differ: tuple[Retelling, ...]


@dataclass(frozen=True, slots=True)
class SharedSummary:
    """One summary of several articles: the newest article first, each in reading order."""

    sentences: tuple[SharedSentence, ...]
    n_words: int
    over_budget: bool = False  # as in Summary
    found: bool = True  # as in Summary


@dataclass(frozen=True, slots=True)
class KeyPhrase:
    """A term that an article is about, as it stands at ``span``, the first place where it reads so."""

    text: str
    span: Span
    score: float  # comparable within an article only
    n_places: int  # how often the article has it, in any form


DEFAULT_PHRASES = 10  # how many are named where nothing is said; here, where a client finds it without numpy


@dataclass(frozen=True, slots=True)
class SummarySettings:
    """How long a summary may be, how its sentences are scored, and what they must be about.

    At most one budget: ``sentences`` (a count), ``words`` (a count) or ``ratio`` (a share of the article's
    words, above 0 and up to 1). Without any it is three sentences. ``focus`` is words or a question: only
    sentences about it are chosen, and a ratio counts their words only. Raises ``SettingsError``.
    """

    sentences: int | None = None
    words: int | None = None
    ratio: float | None = None
    mode: Mode = Mode.AUTO
    focus: str | None = None

    def __post_init__(self) -> None:
        budgets = {"sentences": self.sentences, "words": self.words, "ratio": self.ratio}
        given = {name: value for name, value in budgets.items() if value is not None}
        if len(given) > 1:
            raise SettingsError(
                " and ".join(given), tuple(given.values()), "only one of sentences, words and ratio"
            )
        for name, value in given.items():
            whole = name != "ratio"
            if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
                raise SettingsError(name, value, "a whole number" if whole else "a number")
            if not (value >= 1 if whole else 0 < value <= 1):
                raise SettingsError(name, value, "1 or more" if whole else "above 0 and up to 1")
        if self.mode not in tuple(Mode):
            raise SettingsError("mode", self.mode, " or ".join(Mode))
        if self.focus is not None and not (isinstance(self.focus, str) and self.focus.strip()):
            raise SettingsError("focus", self.focus, "words or a question, or None for the whole article")
        object.__setattr__(self, "mode", Mode(self.mode))


# ---- duplicates ----


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a collection; only ``id`` and ``text`` are needed, the rest helps to choose."""

    id: str
    text: str
    title: str = ""
    date: str = ""  # ISO 8601
    source: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a file, where it stood, and its line as it was."""

    document: Document
    path: str
    line: int  # from 1
    raw: bytes


class Keep(StrEnum):
    """Which document of a cluster is kept; ties go to the longer text, then to the smaller id."""

    FIRST = "first"  # as the documents came in
    LONGEST = "longest"  # by characters
    NEWEST = "newest"  # by date; a document without one comes last
    SOURCE = "source"  # by the order of ``DuplicateSettings.sources``; others come last


@dataclass(frozen=True, slots=True)
class DuplicateSettings:
    """What counts as a duplicate, and which document of a cluster is kept."""

    # None: the trained rule decides. A number: documents whose runs of three words are that alike, 0 to 1.
    threshold: float | None = None
    keep: Keep = Keep.FIRST
    sources: tuple[str, ...] = ()
    # None: one for each processor. The result is the same for any number.
    workers: int | None = None

    def __post_init__(self) -> None:
        threshold, workers = self.threshold, self.workers
        is_number = isinstance(threshold, int | float) and not isinstance(threshold, bool)
        if threshold is not None and not (is_number and 0 <= threshold <= 1):
            raise SettingsError("threshold", threshold, "a number from 0 to 1, or None for the trained rule")
        if self.keep not in tuple(Keep):
            raise SettingsError("keep", self.keep, " or ".join(Keep))
        if isinstance(self.sources, str) or not all(isinstance(source, str) for source in self.sources):
            raise SettingsError("sources", self.sources, "a tuple of names")
        if bool(self.sources) != (self.keep == Keep.SOURCE):
            raise SettingsError(
                "sources", self.sources, "the sources to prefer, with keep 'source' and only there"
            )
        if workers is not None and (not isinstance(workers, int) or isinstance(workers, bool) or workers < 1):
            raise SettingsError("workers", workers, "a whole number from 1, or None for one a processor")
        object.__setattr__(self, "keep", Keep(self.keep))
        object.__setattr__(self, "sources", tuple(self.sources))


class Reason(StrEnum):
    """Why a document is called a duplicate."""

    EXACT = "exact"  # the same words in the same order; spelling marks, punctuation and spacing aside
    NEAR = "near"
    CONTAINED = "contained"  # a cut-down copy: nearly all of it stands in the longer one


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A document that repeats another, and how far."""

    id: str
    duplicate_of: str
    similarity: float  # Jaccard likeness of the runs of three words, 0 to 1
    reason: Reason


@dataclass(frozen=True, slots=True)
class Cluster:
    """Documents that are one text: the kept one, and those that repeat it."""

    kept: str
    duplicates: tuple[Duplicate, ...] = ()


@dataclass(frozen=True, slots=True)
class Deduplication:
    """Every document of a collection in exactly one cluster, in the order the kept ones came in."""

    clusters: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """The same words in the same order on both sides."""

    a: Span
    b: Span
    n_words: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a pair, and what it adds to the verdict: ``share = weight * value``."""

    name: str
    value: float
    weight: float
    share: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts side by side: how alike, what both say, and why they are or are not called one text.

    The verdict is ``base`` plus all shares: above 0, the two are one text.
    """

    duplicate: bool
    reason: Reason | None
    similarity: float  # Jaccard likeness of the runs of three words, 0 to 1
    containment: float  # runs of the side with fewer that the other has too, 0 to 1
    passages: tuple[SharedPassage, ...]  # the longest first
    numbers_a: tuple[str, ...]  # numbers of the first that the second has not, as written
    numbers_b: tuple[str, ...]
    measures: tuple[Measure, ...]
    base: float


class Recurring(StrEnum):
    """What becomes of blocks that recur across documents."""

    KEPT_ONCE = "kept_once"  # the first document keeps them
    REMOVED = "removed"
    REPORTED = "reported"  # the documents stay as they are


class Place(StrEnum):
    """Where in its documents a block mostly stands."""

    HEAD = "head"
    BODY = "body"
    TAIL = "tail"


@dataclass(frozen=True, slots=True)
class RecurringSettings:
    """How often a block must stand in different documents to be called recurring."""

    # Quotations and agency phrases stand in two to four stories of a day.
    min_documents: int = 5
    # A block amid the text must stand in this share of a source's documents: prose does not, furniture does.
    min_share: float = 0.05
    action: Recurring = Recurring.REMOVED

    def __post_init__(self) -> None:
        if not isinstance(self.min_documents, int) or self.min_documents < 2:
            raise SettingsError("min_documents", self.min_documents, "a whole number from 2")
        if not isinstance(self.min_share, int | float) or not 0 <= self.min_share <= 1:
            raise SettingsError("min_share", self.min_share, "a number from 0 to 1")
        if self.action not in tuple(Recurring):
            raise SettingsError("action", self.action, " or ".join(Recurring))
        object.__setattr__(self, "action", Recurring(self.action))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A block in one document."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class RecurringBlock:
    """A block that recurs: its first wording, in how many documents, and what speaks for furniture."""

    text: str
    n_documents: int
    share: float  # of the documents of the source where it is commonest, 0 to 1
    place: Place
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The recurring blocks, commonest first, and the documents with them collapsed as the settings say."""

    blocks: tuple[RecurringBlock, ...]
    documents: tuple[Document, ...]
