"""The JSON of a summarized page: the same from the command and the service, read by the service's client.

An article's fields stand beside its summary there, where the library's `PageSummary` keeps two records.
"""

from dataclasses import dataclass, fields
from typing import Any

from summarizer.records.page import Article, Caption, Fact, NoArticle, Passage, RelatedItem, Removed
from summarizer.records.record import Record
from summarizer.records.summary import ArticleSummary, PageSummary, Summary


@dataclass(frozen=True, slots=True)
class SummarizedArticle(Record):
    """The fields of an article, and its summary beside them.

    Those with a default are not in the JSON of services before 0.2.
    """

    title: Passage | None
    standfirst: Passage | None
    captions: tuple[Caption, ...]
    subheadings: tuple[Passage, ...]
    body: tuple[Passage, ...]
    related: tuple[RelatedItem, ...]
    summary: Summary
    byline: Fact | None = None
    published: Fact | None = None
    updated: Fact | None = None
    hijri: Fact | None = None
    outlet: Fact | None = None
    section: Fact | None = None
    tags: tuple[Fact, ...] = ()
    lead_caption: Fact | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SummaryReply(Record):
    """Every article of a page with its summary, and everything left out."""

    articles: tuple[SummarizedArticle, ...]
    removed: tuple[Removed, ...]
    text: str | None = None  # of HTML: its lines as a browser shows them, in which all spans count
    no_article: NoArticle | None = None  # why there is none; None where there is one


def make_summary_reply(page: PageSummary) -> SummaryReply:
    """A summarized page in the shape of its JSON."""
    rows = (SummarizedArticle(**_read_fields(item.article), summary=item.summary) for item in page.articles)
    return SummaryReply(tuple(rows), page.removed, page.text, page.no_article)


def read_summary_reply(reply: SummaryReply) -> PageSummary:
    """The library's records again."""
    rows = (ArticleSummary(Article(**_read_fields(row)), row.summary) for row in reply.articles)
    return PageSummary(tuple(rows), reply.removed, reply.text, reply.no_article)


def _read_fields(row: Article | SummarizedArticle) -> dict[str, Any]:
    """The fields that both records have."""
    return {field.name: getattr(row, field.name) for field in fields(Article)}
