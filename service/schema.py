"""Schema: what goes over the wire: requests, and replies, which are made of the library's records."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, FailFast, Field

from summarizer.records import (
    Article,
    Caption,
    DuplicateSettings,
    Keep,
    Mode,
    PageSummary,
    Passage,
    RelatedItem,
    Removed,
    Summary,
    SummarySettings,
)


class PageRequest(BaseModel, extra="forbid", strict=True, frozen=True):
    """A raw page to find the articles of."""

    text: str = Field(examples=["افتُتح السوق الجديد صباح اليوم.\n\nوقال المدير إن المحال كلها مؤجرة."])


class SummaryRequest(BaseModel, extra="forbid", strict=True, frozen=True):
    """A raw page to summarize, and how; at most one of ``sentences``, ``words`` and ``ratio``."""

    text: str = Field(examples=["افتُتح السوق الجديد صباح اليوم.\n\nوقال المدير إن المحال كلها مؤجرة."])
    title: str | None = Field(None, examples=["سوق جديد في المدينة"])
    sentences: int | None = Field(None, ge=1, examples=[1])
    words: int | None = Field(None, ge=1)
    ratio: float | None = Field(None, gt=0, le=1)
    mode: Annotated[Mode, Field(strict=False)] = Mode.AUTO

    @property
    def settings(self) -> SummarySettings:
        """The budget and mode asked for. Raises ``SettingsError`` for two budgets."""
        return SummarySettings(self.sentences, self.words, self.ratio, self.mode)


class DocumentRequest(BaseModel, extra="forbid", strict=True, frozen=True):
    """One document of a list; only ``id`` and ``text`` are needed, the rest helps to choose what is kept."""

    id: str = Field(min_length=1, examples=["d1"])
    text: str = Field(examples=["افتُتح السوق الجديد صباح اليوم."])
    title: str = ""
    date: str = Field("", examples=["2025-03-01"])
    source: str = ""


class DuplicatesRequest(BaseModel, extra="forbid", strict=True, frozen=True):
    """Documents to cluster, and how; ``sources`` is for ``keep`` by source, the best first."""

    documents: Annotated[list[DocumentRequest], FailFast()]
    threshold: float | None = Field(None, ge=0, le=1)
    keep: Annotated[Keep, Field(strict=False)] = Keep.FIRST
    sources: list[str] = []

    @property
    def settings(self) -> DuplicateSettings:
        """What counts as a duplicate and what is kept; one processor, as other requests wait for theirs."""
        return DuplicateSettings(self.threshold, self.keep, tuple(self.sources), workers=1)


class ComparisonRequest(BaseModel, extra="forbid", strict=True, frozen=True):
    """Two texts to compare."""

    a: str = Field(examples=["افتُتح السوق الجديد صباح اليوم."])
    b: str = Field(examples=["افتُتح السوق الجديد صباح الأحد."])
    threshold: float | None = Field(None, ge=0, le=1)


@dataclass(frozen=True, slots=True)
class SummarizedArticle:
    """The fields of an article, and its summary beside them."""

    title: Passage | None
    standfirst: Passage | None
    captions: tuple[Caption, ...]
    subheadings: tuple[Passage, ...]
    body: tuple[Passage, ...]
    related: tuple[RelatedItem, ...]
    summary: Summary


@dataclass(frozen=True, slots=True)
class SummaryReply:
    """Every article of a page with its summary, and everything left out."""

    articles: tuple[SummarizedArticle, ...]
    removed: tuple[Removed, ...]


def describe_summaries(page: PageSummary) -> SummaryReply:
    """A summarized page as it goes out."""
    articles = (_join(item.article, item.summary) for item in page.articles)
    return SummaryReply(tuple(articles), page.removed)


def _join(article: Article, summary: Summary) -> SummarizedArticle:
    return SummarizedArticle(
        article.title,
        article.standfirst,
        article.captions,
        article.subheadings,
        article.body,
        article.related,
        summary,
    )
