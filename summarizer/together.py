"""The story of several articles and one summary: segment, focus, weigh, score, match, select."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.errors import SettingsError
from summarizer.parsing import open_article
from summarizer.records import (
    Article,
    Document,
    Retelling,
    Sentence,
    SharedSentence,
    SharedSummary,
    SummarySettings,
)
from summarizer.summary.choice import select
from summarizer.summary.focus import find_about
from summarizer.summary.measures import measure_sentences
from summarizer.summary.retellings import find_numbers, match_sentences
from summarizer.summary.scores import add_focus, score
from summarizer.summary.tf_idf import weigh_stems
from summarizer.text.dates import read_date
from summarizer.text.sentences.segmenting import segment_passages
from summarizer.text.tokenizing import find_words

DEFAULT = SummarySettings()
# What every other article says as well gains about as much as all measures of a sentence together can give.
SUPPORT = 2.5


@dataclass(frozen=True, slots=True)
class ArticleSentence:
    """A sentence, its words, and which of the articles given it stands in."""

    article: int
    sentence: Sentence
    words: list[str]


def summarize_together(
    sources: Iterable[str | Article | Document],
    settings: SummarySettings = DEFAULT,
    *,
    dates: Sequence[str] = (),
) -> SharedSummary:
    """Summarize several articles of one story: no fact twice, and each with the articles that say it too.

    sources  articles, raw texts or documents; of a text that is parsed the first article is meant
    dates    ISO 8601, one for each source, empty where unknown; without them those of the documents
    returns  the newest article's sentences first, undated ones last; spans count the characters of each

    Of sentences that say the same, the one of the newest article speaks for all. It is worth the best score
    any of them has in its own article, plus the share of the other articles that say it. The budget is for
    the whole. Raises ``TextError``, ``DocumentError`` for a date that is none, ``SettingsError`` for too many
    or too few dates.
    """
    given = list(sources)
    articles = [_open(source) for source in given]
    rows, own = _weigh_rows(articles, _sort(given, dates), settings)
    speakers, likeness = match_sentences(weigh_stems([[_drop_numbers(row.words) for row in rows]], [[]]))
    scores = _score_facts(rows, own, speakers, len(articles))
    chosen, over_budget = _select_facts(rows, scores, speakers, settings)
    ranks = {row: rank for rank, row in enumerate(chosen, start=1)}
    sentences = (
        _build(rows, np.flatnonzero(speakers == row), likeness, (float(scores[row]), ranks[row]))
        for row in sorted(chosen)
    )
    n_words = sum(len(rows[row].words) for row in chosen)
    return SharedSummary(tuple(sentences), n_words, over_budget, found=bool(chosen))


def _open(source: str | Article | Document) -> Article:
    """The article itself, or the first one of a text, under the title of its document where that has one."""
    if isinstance(source, Document):
        return open_article(source.text, source.title or None)
    return open_article(source)


def _sort(sources: list[str | Article | Document], dates: Sequence[str]) -> list[int]:
    """The places of the sources, newest first; those without a date last, as they were given."""
    if dates and len(dates) != len(sources):
        raise SettingsError("dates", len(dates), f"{len(sources)}, one for each article, or none")
    known = dates or [source.date if isinstance(source, Document) else "" for source in sources]
    seconds = [read_date(date, place) for place, date in enumerate(known)]
    return sorted(range(len(sources)), key=lambda place: -seconds[place])


def _weigh_rows(
    articles: Sequence[Article], order: Sequence[int], settings: SummarySettings
) -> tuple[list[ArticleSentence], NDArray[np.float64]]:
    """The sentences about the focus, article after article, and what each is worth in its own article."""
    parts, shares = [], [np.zeros(0)]
    for number in order:
        sentences = segment_passages(articles[number].body)
        words = [find_words(sentence.text) for sentence in sentences]
        about, share = find_about(words, settings.focus)
        parts.append([ArticleSentence(number, sentences[row], words[row]) for row in about])
        shares.append(share)
    headings = [articles[number].title for number in order]
    titles = [find_words(title.text) if title else [] for title in headings]
    weights = weigh_stems([[row.words for row in part] for part in parts], titles)
    rows = [row for part in parts for row in part]
    openings = [row.words[0] if row.words else "" for row in rows]
    scores = score(weights, measure_sentences(weights, openings), settings.mode)
    return rows, add_focus(scores, np.concatenate(shares)).scores


def _drop_numbers(words: list[str]) -> list[str]:
    return [word for word in words if not word[0].isdigit()]


def _score_facts(
    rows: Sequence[ArticleSentence], own: NDArray[np.float64], speakers: NDArray[np.int64], n_articles: int
) -> NDArray[np.float64]:
    """The best score of those each speaks for, and ``SUPPORT`` times the share of others that say it."""
    scores = np.full(len(rows), -np.inf)
    np.maximum.at(scores, speakers, own)
    pairs = {(speaker, row.article) for speaker, row in zip(speakers.tolist(), rows, strict=True)}
    n_telling = np.bincount([speaker for speaker, _ in pairs], minlength=len(rows))
    supported: NDArray[np.float64] = scores + SUPPORT * (n_telling - 1) / max(1, n_articles - 1)
    return supported


def _select_facts(
    rows: Sequence[ArticleSentence],
    scores: NDArray[np.float64],
    speakers: NDArray[np.int64],
    settings: SummarySettings,
) -> tuple[list[int], bool]:
    """The speakers that fit the budget and do not repeat each other, best first."""
    facts = np.unique(speakers)
    words = [rows[fact].words for fact in facts.tolist()]
    n_words = np.array([len(part) for part in words], dtype=np.int64)
    [(chosen, over_budget)] = select(scores[facts], n_words, weigh_stems([words], [[]]), settings)
    return facts[chosen].tolist(), over_budget


def _build(
    rows: Sequence[ArticleSentence],
    group: NDArray[np.int64],
    likeness: NDArray[np.float64],
    worth: tuple[float, int],
) -> SharedSentence:
    """The speaker of a group, its first row, and the sentence of each other article that is most like it."""
    speaker = rows[group[0]]
    numbers = find_numbers(speaker.sentence.text)
    best: dict[int, Retelling] = {}
    for row in sorted(group[1:].tolist(), key=lambda row: -likeness[row]):
        if rows[row].article != speaker.article and rows[row].article not in best:
            best[rows[row].article] = _compare(rows[row], round(float(likeness[row]), 6), numbers)
    retellings = [best[number] for number in sorted(best)]
    differ = tuple(telling for telling in retellings if telling.numbers and telling.instead_of)
    return SharedSentence(
        speaker.article,
        speaker.sentence.text,
        speaker.sentence.span,
        *worth,
        agree=tuple(telling for telling in retellings if telling not in differ),
        differ=differ,
    )


def _compare(row: ArticleSentence, similarity: float, numbers: dict[str, str]) -> Retelling:
    """A sentence beside the one that speaks for it, whose numbers are given."""
    own = find_numbers(row.sentence.text)
    return Retelling(
        row.article,
        row.sentence.text,
        row.sentence.span,
        similarity,
        numbers=tuple(written for value, written in own.items() if value not in numbers),
        instead_of=tuple(written for value, written in numbers.items() if value not in own),
    )
