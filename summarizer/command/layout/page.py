"""Pages, summaries and key phrases as text for people; used by `page_commands`.

Styles are always written; ``print_text`` removes them if the output is not a terminal.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from click import style

from summarizer.command.language.translation import count_columns, pad, say, translate
from summarizer.command.layout.lines import isolate, lay_out_row, wrap_text
from summarizer.page.reasons import SPOKE
from summarizer.records import (
    Article,
    ArticleSummary,
    Caption,
    KeyPhrase,
    Mode,
    NoArticle,
    Page,
    PageSummary,
    RelatedItem,
    Removed,
    SentenceMeasure,
    Summary,
)
from summarizer.records.page import NO_ARTICLE

# Columns of a left-out line that are worth showing beside its reason.
_LEAST_WORDS = 30


def lay_out_page(text: str, page: Page, width: int | None) -> str:
    """Every article of a page, then the removed lines with their numbers."""
    articles = _number_articles(
        [_lay_out_article(article, width) for article in page.articles], page.no_article
    )
    return "\n\n".join([*articles, *_lay_out_removed(page.text or text, page.removed, width)])


def lay_out_summary(page: PageSummary, width: int | None, *, explain: bool = False) -> str:
    """The summary of every article of a page: sentences with rank and score; ``explain`` adds the reasons."""
    parts = [_lay_out_sentences(item, width, explain=explain) for item in page.articles]
    return "\n\n".join(_number_articles(parts, page.no_article))


def lay_out_phrases(
    articles: Iterable[tuple[Article, Iterable[KeyPhrase]]], width: int | None, why: NoArticle | None = None
) -> str:
    """The key phrases of every article, one per line, with the number of places of each."""
    parts = []
    for article, phrases in articles:
        title = [style(wrap_text(article.title.text, width), bold=True) + "\n"] if article.title else []
        rows = [f"{phrase.n_places:>4}  {isolate(phrase.text, width)}" for phrase in phrases]
        parts.append("\n".join([*title, *(rows or [say("No phrase found.")])]))
    return "\n\n".join(_number_articles(parts, why))


def _number_articles(articles: list[str], why: NoArticle | None) -> list[str]:
    """The articles, each under its number if there are several; or why there is none."""
    if len(articles) < 2:
        return articles or [say(NO_ARTICLE[why or NoArticle.EMPTY])]
    of = len(articles)
    labels = [style(say("Article {} of {}", number, of), dim=True) for number in range(1, of + 1)]
    return [f"{label}\n\n{article}" for label, article in zip(labels, articles, strict=True)]


def _lay_out_article(article: Article, width: int | None) -> str:
    parts = [style(wrap_text(article.title.text, width), bold=True)] if article.title else []
    parts += [style(wrap_text(article.standfirst.text, width), italic=True)] if article.standfirst else []
    parts += _lay_out_facts(article, width)
    if article.captions:
        parts.append("\n".join(_lay_out_caption(caption, width) for caption in article.captions))
    body = [(passage.span.start, passage, False) for passage in article.body]
    body += [(passage.span.start, passage, True) for passage in article.subheadings]
    for _, passage, is_heading in sorted(body, key=lambda row: row[0]):
        parts.append(style(wrap_text(passage.text, width), bold=is_heading))
    if article.related:
        rows = [line for item in article.related for line in _lay_out_related(item, width)]
        parts.append("\n".join([style(say("Related"), dim=True), *rows]))
    return "\n\n".join(parts)


def _lay_out_facts(article: Article, width: int | None) -> list[str]:
    """Who, when and where, on one line each kind; nothing for an article without facts."""
    single = (
        ("by", article.byline),
        ("published", article.published),
        ("updated", article.updated),
        ("hijri", article.hijri),
        ("outlet", article.outlet),
        ("section", article.section),
    )
    rows = [(name, fact.value) for name, fact in single if fact]
    rows += [("tags", " · ".join(tag.value for tag in article.tags))] if article.tags else []
    rows += [("address", article.url)] if article.url else []
    lines = [f"{style(f'[{say(name)}]', dim=True)} {isolate(value, width)}" for name, value in rows]
    return ["\n".join(lines)] if lines else []


def _lay_out_caption(caption: Caption, width: int | None) -> str:
    count = len(caption.repeats) + 1
    label = say("photo") if count == 1 else say("photo ×{}", count)
    return f"{style(f'[{label}]', dim=True)} {isolate(caption.text, width)}"


def _lay_out_related(item: RelatedItem, width: int | None) -> list[str]:
    """The headline of an entry, and its other parts below."""
    places = [isolate(part.text, width) for part in (item.section, item.source, item.city) if part]
    photo = style(f"[{say('photo')}]", dim=True)
    rows = [f"  - {isolate(item.headline.text, width)}"] if item.headline else []
    rows += [f"    {style(' · '.join(places), dim=True)}"] if places else []
    rows += [f"    {photo} {isolate(item.caption.text, width)}"] if item.caption else []
    return rows + ([wrap_text(item.teaser.text, width, indent=4)] if item.teaser else [])


def _lay_out_removed(text: str, removed: tuple[Removed, ...], width: int | None) -> list[str]:
    """A table: line, kind, reason, and last the words, since the width of Arabic differs by terminal."""
    if not removed:
        return []
    ends = list(accumulate(len(line) for line in text.splitlines(keepends=True)))
    numbers = [str(bisect_right(ends, row.span.start) + 1) for row in removed]
    # What spoke for it is what --explain shows, and would take the line.
    reasons = [(say(row.kind.value), translate(row.reason.partition(SPOKE)[0])) for row in removed]
    labels = [(number, *reason) for number, reason in zip(numbers, reasons, strict=True)]
    columns = [max(map(count_columns, column)) for column in zip(*labels, strict=True)]
    rows = [style(_count_removed(len(removed)), dim=True)]
    for (line, kind, reason), row in zip(labels, removed, strict=True):
        start = f"{line:>{columns[0]}}  {pad(kind, columns[1])}  {pad(reason, columns[2])}  "
        if width is not None and count_columns(start) > width - _LEAST_WORDS:
            # Too narrow for both: the words go below.
            start = f"{start.rstrip()}\n{' ' * columns[0]}  "
        rows.append(style(lay_out_row(start, row.text, width), dim=True))
    return ["\n".join(rows)]


def _count_removed(number: int) -> str:
    return say("Left out: 1 line") if number == 1 else say("Left out: {} lines", number)


def _lay_out_sentences(item: ArticleSummary, width: int | None, *, explain: bool) -> str:
    title, summary = item.article.title, item.summary
    parts = [style(wrap_text(title.text, width), bold=True)] if title else []
    for number, sentence in enumerate(summary.sentences, start=1):
        label = f"{number:>3}. "
        place = style(say("rank {}, score {}", sentence.rank, f"{sentence.score:.2f}"), dim=True)
        lines = wrap_text(sentence.text, width, indent=len(label)).splitlines()
        margin = " " * len(label)
        words = f"\n{margin}".join(line.strip() for line in lines)
        why = [margin + row for row in _lay_out_reasons(sentence.measures)] if explain else []
        parts.append("\n".join([label + words, margin + place, *why]))
    if explain and summary.sentences:
        parts.append(style(_describe_mode(summary), dim=True))
    if not summary.sentences:
        parts.append(
            say(
                "The article says nothing about the focus."
                if item.article.body
                else "No sentence to choose from."
            )
        )
    if summary.missing:
        parts.append(style(say("Not in the article: {}", "، ".join(summary.missing)), dim=True))
    if summary.over_budget:
        parts.append(
            style(
                say("No better sentence fits the budget: this one has {} words.", summary.n_words), dim=True
            )
        )
    return "\n\n".join(parts)


def _lay_out_reasons(measures: Sequence[SentenceMeasure]) -> list[str]:
    """What each measure adds to the score and what it means, the largest first."""
    names = max(len(measure.name) for measure in measures) if measures else 0
    meanings = [translate(measure.meaning) for measure in measures]
    return [
        style(
            f"{m.share:+6.2f}  {m.name:<{names}}  {m.value:.2f} × {m.weight:+.2f}  {meaning}",
            dim=True,
        )
        for m, meaning in zip(measures, meanings, strict=True)
    ]


def _describe_mode(summary: Summary) -> str:
    """Which weights were used, and why."""
    order = f"{summary.order:.0%}"
    if summary.mode is Mode.NEWS:
        return say("Read as news: its order is trusted to {}, so places count.", order)
    return say("Read for its content: its order is trusted to {} only, so the words count.", order)
