"""The values of a summary: its sentences with their scores, key phrases, and the settings."""

from dataclasses import dataclass
from enum import StrEnum

from summarizer.errors import SettingsError
from summarizer.records.page import Article, Removed, Span


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
