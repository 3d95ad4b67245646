"""Viewing: pages and summaries as a person reads them, one string each.

Styles are always written; whoever prints takes them off where no terminal shows them. ``width`` is the
terminal's, or None for a pipe: only in a terminal are lines wrapped and cut and marks put around Arabic.
"""

import textwrap
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from click import style

from summarizer.command.output import count_documents
from summarizer.records import (
    Article,
    ArticleSummary,
    Caption,
    Comparison,
    Deduplication,
    Document,
    KeyPhrase,
    Mode,
    Page,
    PageSummary,
    RelatedItem,
    Removed,
    SentenceMeasure,
    Summary,
)

if TYPE_CHECKING:
    from summarizer.dumps.records import Member

# Longer lines are hard to read; newspapers and terminals alike stay below.
_WIDEST = 100
_NARROWEST = 24
# Around Arabic that shares its line with our numbers and words: without them a terminal that knows bidi moves
# the closing bracket or full stop of the Arabic to the other end of the line. A pipe gets the text as it is.
_ISOLATE, _RELEASE = "\u2068", "\u2069"
# How pieces of a copy show beside the kept document.
_STYLES: dict[str, dict[str, Any]] = {
    "shared": {"dim": True},
    "own": {"fg": "green"},
    "number": {"fg": "red", "bold": True},
}
# A page must not steer the terminal of whoever reads it.
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), *range(127, 160)])


def lay_out_page(text: str, page: Page, width: int | None) -> str:
    """Every article of a page as it reads, then what was left out, with the line where it stands."""
    articles = _number([_lay_out_article(article, width) for article in page.articles])
    return "\n\n".join([*articles, *_lay_out_removed(text, page.removed, width)])


def lay_out_summary(page: PageSummary, width: int | None, *, explain: bool = False) -> str:
    """The summary of every article of a page: its sentences with rank and score and, if asked, why."""
    parts = [_lay_out_sentences(item, width, explain=explain) for item in page.articles]
    return "\n\n".join(_number(parts))


def lay_out_phrases(articles: Iterable[tuple[Article, Iterable[KeyPhrase]]], width: int | None) -> str:
    """The key phrases of every article, one a line, with the number of places where it has them."""
    parts = []
    for article, phrases in articles:
        title = [style(_wrap(article.title.text, width), bold=True) + "\n"] if article.title else []
        rows = [f"{phrase.n_places:>4}  {_isolate(phrase.text, width)}" for phrase in phrases]
        parts.append("\n".join([*title, *(rows or ["No phrase found."])]))
    return "\n\n".join(_number(parts))


def lay_out_clusters(result: Deduplication, documents: Mapping[str, Document], width: int | None) -> str:
    """Every cluster of more than one document: the one that is kept, and below it those that repeat it."""
    n_left_out = sum(len(cluster.duplicates) for cluster in result.clusters)
    parts = [f"{count_documents(len(documents))}: {len(result.clusters)} kept, {n_left_out} left out"]
    for cluster in result.clusters:
        if cluster.duplicates:
            rows = [(cluster.kept, "kept")]
            rows += [(row.id, f"{row.reason.value} {row.similarity:.2f}") for row in cluster.duplicates]
            columns = [max(map(len, column)) for column in zip(*rows, strict=True)]
            starts = [f"{name:<{columns[0]}}  {label:<{columns[1]}}  " for name, label in rows]
            shown = [documents[name].title or documents[name].text for name, _ in rows]
            parts.append("\n".join(_lay_out_row(*row, width) for row in zip(starts, shown, strict=True)))
    return "\n\n".join(parts)


def lay_out_comparison(a: str, result: Comparison, width: int | None) -> str:
    """The verdict on two texts, then what speaks for it; passages in the words of the first."""
    verdict = f"One text ({result.reason.value})" if result.reason else "Two texts"
    numbers = (
        (f"Numbers only in {side}", found)
        for side, found in (("A", result.numbers_a), ("B", result.numbers_b))
    )
    parts = [
        style(verdict, bold=True),
        f"similarity {result.similarity:.2f}, containment {result.containment:.2f}",
        *(f"{label}: {', '.join(found)}" for label, found in numbers if found),
        _lay_out_measures(result),
    ]
    if result.passages:
        rows = [_lay_out_row(f"{row.n_words:>5} words  ", row.a.of(a), width) for row in result.passages]
        parts.append("\n".join([style("In both", dim=True), *rows]))
    return "\n\n".join(parts)


def lay_out_members(cluster: int, members: Sequence["Member"], width: int | None) -> str:
    """A cluster of a run: the kept document, then each copy, with what only it says and has in figures."""
    from summarizer.dumps.report.diff import mark_texts

    kept, *copies = members
    parts = [f"Cluster {cluster}: {count_documents(len(members))}"]
    label = "kept" if kept.kept else f"{kept.kind} {kept.similarity:.2f}, in the archive: {kept.duplicate_of}"
    parts.append(f"{_lay_out_name(kept.document, label, width)}\n{_clean(kept.document.text, width)}")
    for copy in copies:
        _, pieces = mark_texts(kept.document.text, copy.document.text)
        label = f"{copy.kind} {copy.similarity:.2f}"
        text = "".join(style(_clean(piece.text, width), **_STYLES[piece.kind]) for piece in pieces)
        parts.append(f"{_lay_out_name(copy.document, label, width)}\n{text}")
    return "\n\n".join(parts)


def _lay_out_name(document: Document, label: str, width: int | None) -> str:
    """What a document is to its cluster, and where it comes from."""
    places = [_isolate(part, width) for part in (document.id, document.source, document.date) if part]
    return f"{style(label, bold=True)}  {style(' · '.join(places), dim=True)}"


def _clean(text: str, width: int | None) -> str:
    return text if width is None else text.translate(_CONTROLS)


def _number(articles: list[str]) -> list[str]:
    """The articles, under a number each where the page has several."""
    if len(articles) < 2:
        return articles or ["No article found."]
    of = len(articles)
    labels = [style(f"Article {number} of {of}", dim=True) for number in range(1, of + 1)]
    return [f"{label}\n\n{article}" for label, article in zip(labels, articles, strict=True)]


def _lay_out_row(start: str, text: str, width: int | None) -> str:
    """Our words, and as much of the text as fits beside them."""
    return start + _isolate(_cut(text, width, len(start)), width)


def _lay_out_measures(result: Comparison) -> str:
    """What each measure adds to the verdict, as a sum to check."""
    names = max([len("verdict"), *(len(measure.name) for measure in result.measures)])
    total = result.base + sum(measure.share for measure in result.measures)
    rows = [
        f"{m.name:<{names}}  {m.value:5.2f} × {m.weight:8.3f} = {m.share + 0.0:+9.3f}"
        for m in result.measures
    ]
    rows.append(f"{'base':<{names}}  {'':18} {result.base:+9.3f}")
    rows.append(f"{'verdict':<{names}}  {'':18} {total:+9.3f}")
    return style("\n".join(rows), dim=True)


def _lay_out_article(article: Article, width: int | None) -> str:
    parts = [style(_wrap(article.title.text, width), bold=True)] if article.title else []
    parts += [style(_wrap(article.standfirst.text, width), italic=True)] if article.standfirst else []
    if article.captions:
        parts.append("\n".join(_lay_out_caption(caption, width) for caption in article.captions))
    body = [(passage.span.start, passage, False) for passage in article.body]
    body += [(passage.span.start, passage, True) for passage in article.subheadings]
    for _, passage, is_heading in sorted(body, key=lambda row: row[0]):
        parts.append(style(_wrap(passage.text, width), bold=is_heading))
    if article.related:
        rows = [line for item in article.related for line in _lay_out_related(item, width)]
        parts.append("\n".join([style("Related", dim=True), *rows]))
    return "\n\n".join(parts)


def _lay_out_caption(caption: Caption, width: int | None) -> str:
    count = len(caption.repeats) + 1
    label = "photo" if count == 1 else f"photo ×{count}"
    return f"{style(f'[{label}]', dim=True)} {_isolate(caption.text, width)}"


def _lay_out_related(item: RelatedItem, width: int | None) -> list[str]:
    """An entry's headline, and below it the other parts it has."""
    places = [_isolate(part.text, width) for part in (item.section, item.source, item.city) if part]
    rows = [f"  - {_isolate(item.headline.text, width)}"] if item.headline else []
    rows += [f"    {style(' · '.join(places), dim=True)}"] if places else []
    rows += [f"    {style('[photo]', dim=True)} {_isolate(item.caption.text, width)}"] if item.caption else []
    return rows + ([_wrap(item.teaser.text, width, indent=4)] if item.teaser else [])


def _lay_out_removed(text: str, removed: tuple[Removed, ...], width: int | None) -> list[str]:
    """A table: line, kind, reason, and the words last, because how wide Arabic shows differs by terminal."""
    if not removed:
        return []
    ends = list(accumulate(len(line) for line in text.splitlines(keepends=True)))
    labels = [(str(bisect_right(ends, row.span.start) + 1), row.kind.value, row.reason) for row in removed]
    columns = [max(map(len, column)) for column in zip(*labels, strict=True)]
    rows = [style(f"Left out: {len(removed)} {'line' if len(removed) == 1 else 'lines'}", dim=True)]
    for (line, kind, reason), row in zip(labels, removed, strict=True):
        start = f"{line:>{columns[0]}}  {kind:<{columns[1]}}  {reason:<{columns[2]}}  "
        rows.append(style(_lay_out_row(start, row.text, width), dim=True))
    return ["\n".join(rows)]


def _lay_out_sentences(item: ArticleSummary, width: int | None, *, explain: bool) -> str:
    title, summary = item.article.title, item.summary
    parts = [style(_wrap(title.text, width), bold=True)] if title else []
    for number, sentence in enumerate(summary.sentences, start=1):
        label = f"{number:>3}. "
        place = style(f"rank {sentence.rank}, score {sentence.score:.2f}", dim=True)
        lines = _wrap(sentence.text, width, indent=len(label)).splitlines()
        margin = " " * len(label)
        words = f"\n{margin}".join(_isolate(line.strip(), width) for line in lines)
        why = [margin + row for row in _lay_out_reasons(sentence.measures)] if explain else []
        parts.append("\n".join([label + words, margin + place, *why]))
    if explain and summary.sentences:
        parts.append(style(_tell_reading(summary), dim=True))
    if not summary.sentences:
        parts.append("Nothing is said about it." if item.article.body else "No sentence to choose from.")
    if summary.over_budget:
        parts.append(style(f"The budget fits no sentence: this one has {summary.n_words} words.", dim=True))
    return "\n\n".join(parts)


def _lay_out_reasons(measures: Sequence[SentenceMeasure]) -> list[str]:
    """What each measure adds to the score, the weightiest first, and what it means."""
    names = max(len(measure.name) for measure in measures) if measures else 0
    return [
        style(f"{m.share:+6.2f}  {m.name:<{names}}  {m.value:.2f} × {m.weight:+.2f}  {m.meaning}", dim=True)
        for m in measures
    ]


def _tell_reading(summary: Summary) -> str:
    """Which weights counted, and why those."""
    if summary.mode is Mode.NEWS:
        return f"Read as news: its order is trusted to {summary.order:.0%}, so places count."
    return f"Read for its content: its order is trusted to {summary.order:.0%} only, so the words count."


def _wrap(text: str, width: int | None, indent: int = 0) -> str:
    if width is None:
        return " " * indent + text
    widest = max(min(width, _WIDEST), _NARROWEST) - indent
    wrapped = textwrap.fill(text.translate(_CONTROLS), widest, break_long_words=False, break_on_hyphens=False)
    return textwrap.indent(wrapped, " " * indent)


def _cut(text: str, width: int | None, indent: int) -> str:
    """One line of the text, no wider than what is left of the terminal's."""
    line = " ".join(text.split())
    left = len(line) if width is None else max(width - indent, _NARROWEST)
    return line if len(line) <= left else line[: left - 1] + "…"


def _isolate(text: str, width: int | None) -> str:
    return text if width is None else f"{_ISOLATE}{text.translate(_CONTROLS)}{_RELEASE}"
