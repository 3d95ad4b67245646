"""The JSON of a summarized page: the same from the command and the service, read by the service's client.

An article's fields stand beside its summary there, where the library's `PageSummary` keeps two records.
"""

from dataclasses import dataclass

from summarizer.records.page import Article, Caption, Passage, RelatedItem, Removed
from summarizer.records.summary import ArticleSummary, PageSummary, Summary


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


def make_summary_reply(page: PageSummary) -> SummaryReply:
    """A summarized page in the shape of its JSON."""
    return SummaryReply(tuple(_join(item.article, item.summary) for item in page.articles), page.removed)


def read_summary_reply(reply: SummaryReply) -> PageSummary:
    """The library's records again."""
    return PageSummary(tuple(_part(article) for article in reply.articles), reply.removed)


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


def _part(reply: SummarizedArticle) -> ArticleSummary:
    return ArticleSummary(
        Article(reply.title, reply.standfirst, reply.captions, reply.subheadings, reply.body, reply.related),
        reply.summary,
    )
