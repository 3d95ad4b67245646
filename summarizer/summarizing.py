"""The story of a summary: sentences, TF-IDF, measures, scores, groups, choice; a file for each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar, Unpack

from summarizer.errors import TextError
from summarizer.page.furniture import Furniture
from summarizer.parsing import name_article, open_article, parse
from summarizer.records import (
    Article,
    ArticleSummary,
    ChosenSentence,
    Mode,
    PageSummary,
    Span,
    Summary,
    SummaryOptions,
    SummarySettings,
)
from summarizer.records.summary import summarize_nothing
from summarizer.summary.choice.groups import group_sentences
from summarizer.summary.choice.selection import choose
from summarizer.summary.choice.values import Candidates
from summarizer.summary.focus import find_about
from summarizer.summary.ratings import Rating, add_focus, rate_sentences
from summarizer.summary.scores import explain_scores
from summarizer.text.sentences.segmenting import Row, cut_passages

# Larger batches are no faster and take more memory; benchmarks/speed.py prints the cost per article.
BATCH = 256
DEFAULT = SummarySettings()
Item = TypeVar("Item")
# From here on the order of a text says more than its words alone.
TRUSTED = 0.5


def summarize(
    source: str | Article,
    settings: SummarySettings = DEFAULT,
    *,
    title: str | None = None,
    **options: Unpack[SummaryOptions],
) -> Summary:
    """Choose the sentences that best stand for an article, word for word, in reading order.

    source   an article, or a raw text; of a text the first article is used, with ``title`` where given
    options  fields of the settings by name: ``sentences=2``, ``words=60``, ``focus="..."``
    returns  the summary; spans count the characters of the text that was parsed

    Raises ``TextError`` for anything else.
    """
    settings = replace(settings, **options) if options else settings
    return _summarize_batch([open_article(source, title)], settings)[0]


def summarize_many(
    sources: Iterable[str | Article], settings: SummarySettings = DEFAULT, **options: Unpack[SummaryOptions]
) -> list[Summary]:
    """Summarize many articles or texts: the same results as `summarize`, in less time."""
    settings = replace(settings, **options)
    if isinstance(sources, str):
        raise TextError("sources", "one text", "several texts or articles; `summarize` takes a single one")
    left = iter(sources)
    summaries: list[Summary] = []
    while batch := [open_article(source) for source in islice(left, BATCH)]:
        summaries += _summarize_batch(batch, settings)
    return summaries


def summarize_page(
    text: str,
    settings: SummarySettings = DEFAULT,
    *,
    title: str | None = None,
    furniture: Furniture | None = None,
    **options: Unpack[SummaryOptions],
) -> PageSummary:
    """Summarize every article of a raw page; ``title`` replaces that of the first article.

    ``furniture`` holds the lines that the site of the page repeats.
    """
    page = parse(text, furniture=furniture)
    articles = [
        name_article(article, title if number == 0 else None) for number, article in enumerate(page.articles)
    ]
    summaries = _summarize_batch(articles, replace(settings, **options))
    both = zip(page.articles, summaries, strict=True)
    rows = tuple(ArticleSummary(article, summary) for article, summary in both)
    return PageSummary(rows, page.removed, page.text, page.no_article)


def _summarize_batch(articles: Sequence[Article], settings: SummarySettings) -> list[Summary]:
    cut = [cut_passages(article.body) for article in articles]
    about = [find_about([text for text, _, _ in rows], settings.focus) for rows in cut]
    sentences = [_take_rows(rows, one.rows) for rows, one in zip(cut, about, strict=True)]
    texts = [[text for text, _, _ in rows] for rows in sentences]
    titles = [article.title.text if article.title else "" for article in articles]
    summaries = []
    ratings = rate_sentences(texts, titles, settings.mode)
    if settings.focus is not None:
        ratings = [add_focus(rating, one.shares) for rating, one in zip(ratings, about, strict=True)]
    for number, rating in enumerate(ratings):
        if not cut[number]:
            summaries.append(summarize_nothing(settings))
            continue
        blocks = [block for _, _, block in sentences[number]]
        openings, order = rating.openings, rating.order
        # Sentences about a focus stand apart from the ones around them, so none leans on another.
        trusted = order >= TRUSTED and settings.focus is None
        groups = group_sentences(texts[number], blocks, openings, trusted=trusted)
        candidates = Candidates(rating.scores, openings.n_words, texts[number], rating.stems, groups)
        chosen, over_budget = choose(candidates, settings)
        summaries.append(
            Summary(
                _build_sentences(sentences[number], chosen, rating),
                sum([openings.n_words[row] for row in chosen]),
                over_budget,
                Mode.NEWS if order >= TRUSTED else Mode.CONTENT,
                round(order, 6),
                found=bool(chosen),
                missing=about[number].missing,
            )
        )
    return summaries


def _take_rows(items: Sequence[Item], rows: Sequence[int]) -> Sequence[Item]:
    return items if len(rows) == len(items) else [items[row] for row in rows]


def _build_sentences(sentences: Sequence[Row], rows: list[int], rating: Rating) -> tuple[ChosenSentence, ...]:
    """The chosen sentences of an article in reading order; ``rows`` are the best first."""
    ranks = {row: rank for rank, row in enumerate(rows, start=1)}
    ordered = sorted(rows)
    chosen = []
    for row, measures in zip(ordered, explain_scores(rating.measures, rating.factors, ordered), strict=True):
        text, first, _ = sentences[row]
        span = Span(first, first + len(text))
        chosen.append(ChosenSentence(text, span, rating.scores[row], ranks[row], measures))
    return tuple(chosen)
