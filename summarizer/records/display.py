"""Records as people read them: plain text, Markdown, HTML; used by the methods of the records.

A record becomes parts first: a title, paragraphs, the sentences of a summary. Each way of writing them has a
pattern for each kind of part. Text of a page is escaped, so that it cannot act as Markdown or HTML.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from summarizer.records.page import NO_ARTICLE, Article, Page, Span
from summarizer.records.summary import ArticleSummary, PageSummary, SharedSummary, Summary

_MARKDOWN = {
    "title": "# {}",
    "standfirst": "**{}**",
    "facts": "*{}*",
    "caption": "> {}",
    "subheading": "## {}",
    "paragraph": "{}",
    "sentence": "- {}",
    "note": "*{}*",
}
_HTML = {
    "title": "<h3>{}</h3>",
    "standfirst": "<p><b>{}</b></p>",
    "facts": "<p><small>{}</small></p>",
    "caption": "<p><i>{}</i></p>",
    "subheading": "<h4>{}</h4>",
    "paragraph": "<p>{}</p>",
    "sentence": "<p>• {}</p>",
    "note": "<p><small>{}</small></p>",
}
# The colours are given together, so that the words can be read on light and dark pages.
_LIT = '<mark style="background:#ffe28a;color:#1b1b1b">{}</mark>'
# Direction by the first letter of each paragraph, as in a page of both languages.
_FRAME = '<div dir="auto" style="max-width:44em;line-height:1.8">{}</div>'
_SIGNS = re.compile(r"([\\`*_\[\]<>|])")
_FIRST_SIGN = re.compile(r"^(\d*)([-+#.)])")
_NOTHING = "No sentence was chosen."


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of a record: its kind, its text, and its place in the text given, where it has one."""

    kind: str
    text: str
    span: Span | None = None


def write_text(record: Any) -> str:
    """Plain text: sentences of a summary on lines of their own, other parts with a blank line between."""
    parts = list_parts(record)
    return _join(parts, [part.text for part in parts])


def write_markdown(record: Any) -> str:
    """Markdown: titles as headings, sentences of a summary as a list."""
    parts = list_parts(record)
    return _join(parts, [_MARKDOWN[part.kind].format(_escape_markdown(part.text)) for part in parts])


def write_html(record: Any) -> str:
    """HTML for a notebook; of an article with its summary the article, with the chosen sentences lit."""
    rows = record.articles if isinstance(record, PageSummary) else (record,)
    return _FRAME.format("".join(_write_one(row) for row in rows) or f"<p>{_NOTHING}</p>")


def light_text(text: str, summary: Summary) -> str:
    """HTML of a text with the sentences of its summary lit in place."""
    rows = [ShownPart("paragraph", text[found.start : found.end], found) for found in _find_lines(text)]
    lit = [sentence.span for sentence in summary.sentences]
    return _FRAME.format("".join(_HTML[row.kind].format(_light(row, lit)) for row in rows))


def list_parts(record: Any) -> list[ShownPart]:
    """The parts of a record in reading order."""
    match record:
        case Article():
            return list(_list_article(record))
        case ArticleSummary():
            title = record.article.title
            rows = [ShownPart("title", title.text, title.span)] if title else []
            return [*rows, *list_parts(record.summary)]
        case Page() | PageSummary():
            if record.no_article:
                return [ShownPart("note", NO_ARTICLE[record.no_article])]
            return [part for row in record.articles for part in list_parts(row)]
        case Summary() | SharedSummary():
            sentences = [ShownPart("sentence", row.text, row.span) for row in record.sentences]
            return sentences or [ShownPart("note", _NOTHING)]
    raise TypeError(f"found {type(record).__name__}, wanted a page, an article or a summary")


def _list_article(article: Article) -> Iterator[ShownPart]:
    if article.title:
        yield ShownPart("title", article.title.text, article.title.span)
    if article.standfirst:
        yield ShownPart("standfirst", article.standfirst.text, article.standfirst.span)
    facts = [fact.value for fact in (article.byline, article.outlet, article.published) if fact]
    if facts:
        yield ShownPart("facts", " · ".join(facts))
    for caption in article.captions:
        yield ShownPart("caption", caption.text, caption.span)
    body = [ShownPart("paragraph", row.text, row.span) for row in article.body]
    body += [ShownPart("subheading", row.text, row.span) for row in article.subheadings]
    yield from sorted(body, key=lambda part: part.span.start if part.span else 0)


def _write_one(record: Any) -> str:
    if not isinstance(record, ArticleSummary):
        return "".join(_HTML[part.kind].format(escape(part.text)) for part in list_parts(record))
    lit = [sentence.span for sentence in record.summary.sentences]
    return "".join(_HTML[part.kind].format(_light(part, lit)) for part in _list_article(record.article))


def _light(part: ShownPart, lit: Sequence[Span]) -> str:
    """The text of a part as HTML, with what lies in the lit spans marked."""
    if part.span is None:
        return escape(part.text)
    pieces, end = [], 0
    for span in sorted(lit, key=lambda span: span.start):
        start, stop = (min(max(at - part.span.start, end), len(part.text)) for at in (span.start, span.end))
        if start < stop:
            pieces += [escape(part.text[end:start]), _LIT.format(escape(part.text[start:stop]))]
            end = stop
    return "".join([*pieces, escape(part.text[end:])])


def _find_lines(text: str) -> Iterator[Span]:
    """The lines of a text that are not blank."""
    return (Span(*found.span()) for found in re.finditer(r"[^\n]*\S[^\n]*", text))


def _join(parts: Sequence[ShownPart], texts: Iterable[str]) -> str:
    """The texts with a blank line between, but for sentences that follow each other."""
    written, before = "", ""
    for part, text in zip(parts, texts, strict=True):
        both = part.kind == before == "sentence"
        written += text if not before else ("\n" if both else "\n\n") + text
        before = part.kind
    return written


def _escape_markdown(text: str) -> str:
    """A text in which no letter is a sign of Markdown."""
    line = " ".join(text.split())
    return _FIRST_SIGN.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", line))
