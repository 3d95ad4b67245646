"""Khulasa's public functions with default settings, as plain lists and dicts for scoring scripts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from summarizer import (
    Article,
    Document,
    Mode,
    Passage,
    SummarySettings,
    deduplicate,
    group_related,
    match_captions,
    parse,
    split_sentences,
    summarize,
)
from summarizer import (
    parse_html as read_html_page,
)


def parse_page(text: str) -> list[dict[str, Any]]:
    """The articles of a raw page as plain strings and lists."""
    return [_flatten_article(article) for article in parse(text).articles]


def parse_html(data: bytes, url: str | None) -> list[dict[str, Any]]:
    """The articles of a page of HTML as plain strings and lists."""
    return [_flatten_article(article) for article in read_html_page(data, url).articles]


def split(text: str) -> list[str]:
    """The sentences of a text, verbatim."""
    return [sentence.text for sentence in split_sentences(text)]


def summarise(
    title: str | None, text: str, max_words: int | None = None, n_sentences: int | None = None
) -> list[str]:
    """The chosen sentences of a text in reading order, in the default mode."""
    settings = SummarySettings(words=max_words, sentences=n_sentences)
    return [sentence.text for sentence in summarize(text, settings, title=title).sentences]


def summarise_content(
    title: str | None, text: str, max_words: int | None = None, n_sentences: int | None = None
) -> list[str]:
    """As `summarise`, in mode ``content``."""
    settings = SummarySettings(words=max_words, sentences=n_sentences, mode=Mode.CONTENT)
    return [sentence.text for sentence in summarize(text, settings, title=title).sentences]


def _flatten_article(article: Article) -> dict[str, Any]:
    return {
        "title": _read_text(article.title),
        "standfirst": _read_text(article.standfirst),
        "captions": [caption.text for caption in article.captions],
        "subheadings": [heading.text for heading in article.subheadings],
        "body_paragraphs": [paragraph.text for paragraph in article.body],
        "related": [
            {name: part and part["text"] for name, part in asdict(item).items()} for item in article.related
        ],
        "byline": article.byline and article.byline.value,
        "date": [date.value for date in (article.published, article.updated) if date],
        "section": article.section and article.section.value,
        "outlet": article.outlet and article.outlet.value,
        "tags": [tag.value for tag in article.tags],
    }


def _read_text(passage: Passage | None) -> str | None:
    return None if passage is None else passage.text


def cluster_documents(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """For each document the id of the one its cluster keeps."""
    found = deduplicate(
        Document(record["id"], record["text"], record.get("title") or "") for record in records
    )
    kept = {duplicate.id: cluster.kept for cluster in found.clusters for duplicate in cluster.duplicates}
    return [kept.get(record["id"], record["id"]) for record in records]


def cluster_related(records: Sequence[Mapping[str, Any]]) -> list[int]:
    """For each related-articles box the place of one that lists the same articles."""
    return list(group_related([record["text"] for record in records]))


def cluster_captions(records: Sequence[Mapping[str, Any]]) -> list[int]:
    """For each caption the row of the first caption of its article that says the same."""
    articles: dict[str, list[int]] = defaultdict(list)
    for row, record in enumerate(records):
        articles[record["article"]].append(row)
    labels = list(range(len(records)))
    for rows in articles.values():
        firsts = match_captions([records[row]["text"] for row in rows])
        for row, first in zip(rows, firsts, strict=True):
            labels[row] = rows[first]
    return labels
