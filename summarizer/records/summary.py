"""The values of a summary: its sentences with their scores, key phrases, and the settings."""

from dataclasses import dataclass
from typing import TypedDict

from summarizer.errors import SettingsError
from summarizer.records.construction import construct_by_slots
from summarizer.records.mode import Mode
from summarizer.records.page import Article, NoArticle, Removed, Span
from summarizer.records.record import Record, Shown


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Sentence(Record):
    """One sentence, verbatim."""

    text: str
    span: Span
    block: int  # which block (paragraph) it stands in, from 0


@construct_by_slots
@dataclass(frozen=True, slots=True)
class SentenceMeasure(Record):
    """One measure of a sentence and what it adds to the score: ``share = weight * value``."""

    name: str
    meaning: str  # what a high value means
    value: float
    weight: float
    share: float


@construct_by_slots
@dataclass(frozen=True, slots=True)
class ChosenSentence(Record):
    """A sentence of a summary: its place, its score, its rank (1 is the best), and the measures behind them.

    The score is the sum of the shares of the measures, largest first; a measure that adds 0 is left out.
    """

    text: str
    span: Span
    score: float
    rank: int
    measures: tuple[SentenceMeasure, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary(Shown):
    """The chosen sentences in reading order."""

    sentences: tuple[ChosenSentence, ...]
    n_words: int
    # True when the summary is longer than the budget: a lead by up to a quarter, or the best sentence where
    # none fits.
    over_budget: bool = False
    # NEWS or CONTENT, whichever counted more, and how much the position counted, 0 to 1.
    mode: Mode = Mode.NEWS
    order: float = 1.0
    # False when the article says nothing about the focus or has no sentence; ``sentences`` is then empty.
    found: bool = True
    # Words of the focus, as given, that the article does not hold; the sentences say nothing about them. None
    # is named where there is no sentence at all.
    missing: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentences as one text, with spaces between."""
        return " ".join(sentence.text for sentence in self.sentences)

    def to_html(self, text: str) -> str:
        """The text as HTML with these sentences lit in place; ``text`` is what was summarised.

        Of an HTML page it is ``page.text``.
        """
        from summarizer.records.display import light_text

        return light_text(text, self)


@dataclass(frozen=True, slots=True)
class ArticleSummary(Shown):
    """An article of a page beside its summary."""

    article: Article
    summary: Summary


@dataclass(frozen=True, slots=True)
class PageSummary(Shown):
    """Every article of a page with its summary, and everything left out of the articles."""

    articles: tuple[ArticleSummary, ...]
    removed: tuple[Removed, ...]
    text: str | None = None  # of HTML: its lines as a browser shows them, in which all spans count
    no_article: NoArticle | None = None  # why there is none; None where there is one


@dataclass(frozen=True, slots=True)
class Retelling(Record):
    """A sentence of another article that says the same as a chosen one, and the numbers that differ."""

    article: int  # which of the articles given, from 0
    text: str
    span: Span
    # Cosine of the words without numbers, or how much of it the chosen sentence holds if more; 0 to 1.
    similarity: float
    numbers: tuple[str, ...]  # those that contradict the chosen sentence, about the same thing, as written
    instead_of: tuple[str, ...]  # the numbers of the chosen sentence that they contradict


@dataclass(frozen=True, slots=True)
class SharedSentence(Record):
    """A sentence chosen for all articles that say the same."""

    article: int  # which of the articles given it stands in, from 0
    text: str
    span: Span  # in the text of that article
    score: float
    rank: int
    # No numbers contradict each other; one side may leave some out.
    agree: tuple[Retelling, ...]
    # The same but for the numbers: both give some of one thing, and none of them is the same.
    differ: tuple[Retelling, ...]


@dataclass(frozen=True, slots=True)
class SharedSummary(Shown):
    """One summary of several articles: the newest article first, each in reading order."""

    sentences: tuple[SharedSentence, ...]
    n_words: int
    over_budget: bool = False  # as in Summary
    found: bool = True  # as in Summary
    missing: tuple[str, ...] = ()  # words of the focus that none of the articles holds

    @property
    def text(self) -> str:
        """The sentences as one text, with spaces between."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class KeyPhrase(Record):
    """A term that an article is about, as written at ``span``, its first place in that form."""

    text: str
    span: Span
    score: float  # comparable within an article only
    n_places: int  # how often the article uses it, in any form


DEFAULT_PHRASES = 10  # how many are given by default; here, because the client imports no numpy


@dataclass(frozen=True, slots=True)
class SummarySettings(Record):
    """How long a summary may be, how its sentences are scored, and what they must be about.

    At most one budget: ``sentences`` (a count), ``words`` (a count) or ``ratio`` (a share of the article's
    words, above 0 and up to 1). The default is three sentences. ``focus`` is words or a question: only
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


class SummaryOptions(TypedDict, total=False):
    """The fields of `SummarySettings` as names of arguments: ``summarize(text, sentences=2)``."""

    sentences: int | None
    words: int | None
    ratio: float | None
    mode: Mode
    focus: str | None


def summarize_nothing(settings: SummarySettings) -> Summary:
    """The summary of a page without an article: the same from the library and from the client."""
    is_content = settings.mode is Mode.CONTENT
    mode = Mode.CONTENT if is_content else Mode.NEWS
    return Summary((), 0, mode=mode, order=float(not is_content), found=False)
