"""The story of one summary of several articles: sentences, focus, TF-IDF, scores, retellings, choice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from summarizer.errors import SettingsError
from summarizer.parsing import open_article
from summarizer.records import (
    Article,
    Document,
    Mode,
    Retelling,
    Sentence,
    SharedSentence,
    SharedSummary,
    SummaryOptions,
    SummarySettings,
)
from summarizer.summary.choice.groups import stand_alone
from summarizer.summary.choice.selection import choose
from summarizer.summary.choice.values import Candidates
from summarizer.summary.contradictions import compare_numbers, tell_of_others
from summarizer.summary.focus import find_about
from summarizer.summary.ratings import add_focus, rate_sentences
from summarizer.summary.retellings import is_background, match_sentences
from summarizer.summary.sentence_words import read_sentences
from summarizer.summary.tf_idf import weigh_stems
from summarizer.text.dates import read_date
from summarizer.text.sentences.segmenting import segment_passages
from summarizer.text.tokenizing import find_words

DEFAULT = SummarySettings()
# A fact that all other articles state too gains about the largest sum of all measures of a sentence.
SUPPORT = 2.5


@dataclass(frozen=True, slots=True)
class ArticleSentence:
    """A sentence, and the place of its article among those given."""

    article: int
    sentence: Sentence
    words: list[str]


def summarize_together(
    sources: Iterable[str | Article | Document],
    settings: SummarySettings = DEFAULT,
    *,
    dates: Sequence[str] = (),
    **options: Unpack[SummaryOptions],
) -> SharedSummary:
    """Summarize several articles of one story: each fact once, with the other articles that state it.

    sources  articles, raw texts or documents; of a text the first article is used
    dates    ISO 8601, one for each source, empty where unknown; without them the dates of the documents
    returns  the newest article's sentences first, undated ones last; spans count the characters of each

    Of sentences that say the same, that of the newest article represents the others. Its score is the best
    that any of them has in its own article, plus the share of the other articles that state it. The budget is
    for the whole. Raises ``TextError``, ``DocumentError`` for an invalid date, ``SettingsError`` for too many
    or too few dates.
    """
    settings = replace(settings, **options)
    given = list(sources)
    articles = [_open(source) for source in given]
    rows, own, missing = _weigh_rows(articles, _sort(given, dates), settings)
    representatives, likeness = match_sentences(
        weigh_stems(read_sentences([[_drop_numbers(row.words) for row in rows]], [""])),
        lambda one, other: tell_of_others(rows[one].words, rows[other].words),
    )
    scores = _score_facts(rows, own, representatives, len(articles))
    chosen, over_budget = _select_facts(rows, scores, representatives, settings)
    ranks = {row: rank for rank, row in enumerate(chosen, start=1)}
    sentences = (
        _build_sentence(
            rows, np.flatnonzero(representatives == row), likeness, (float(scores[row]), ranks[row])
        )
        for row in sorted(chosen)
    )
    n_words = sum(len(rows[row].words) for row in chosen)
    return SharedSummary(tuple(sentences), n_words, over_budget, bool(chosen), missing)


def _open(source: str | Article | Document) -> Article:
    """The article itself, or the first one of a text, with the title of its document where it has one."""
    if isinstance(source, Document):
        return open_article(source.text, source.title or None)
    return open_article(source)


def _sort(sources: list[str | Article | Document], dates: Sequence[str]) -> list[int]:
    """The places of the sources, newest first; those without a date last, in the order given."""
    if dates and len(dates) != len(sources):
        raise SettingsError("dates", len(dates), f"{len(sources)}, one for each article, or none")
    known = dates or [source.date if isinstance(source, Document) else "" for source in sources]
    seconds = [read_date(date, place) for place, date in enumerate(known)]
    return sorted(range(len(sources)), key=lambda place: -seconds[place])


def _weigh_rows(
    articles: Sequence[Article], order: Sequence[int], settings: SummarySettings
) -> tuple[list[ArticleSentence], NDArray[np.float64], tuple[str, ...]]:
    """The sentences about the focus, article after article, and the score of each in its own article.

    Also the words of the focus that no article holds.
    """
    parts, shares, missing = [], [], []
    for number in order:
        sentences = segment_passages(articles[number].body)
        words = [find_words(sentence.text) for sentence in sentences]
        about = find_about([sentence.text for sentence in sentences], settings.focus)
        parts.append([ArticleSentence(number, sentences[row], words[row]) for row in about.rows])
        shares.append(about.shares)
        missing.append(about.missing)
    headings = [articles[number].title for number in order]
    titles = [title.text if title else "" for title in headings]
    texts = [[row.sentence.text for row in part] for part in parts]
    rows = [row for part in parts for row in part]
    ratings = rate_sentences(texts, titles, settings.mode)
    scores = [add_focus(rating, own).scores for rating, own in zip(ratings, shares, strict=True)]
    everywhere = [word for word in missing[0] if all(word in part for part in missing)] if missing else []
    return rows, np.array([*chain.from_iterable(scores)], float), tuple(everywhere)


def _drop_numbers(words: list[str]) -> str:
    return " ".join([word for word in words if not word[0].isdigit()])


def _score_facts(
    rows: Sequence[ArticleSentence],
    own: NDArray[np.float64],
    representatives: NDArray[np.int64],
    n_articles: int,
) -> NDArray[np.float64]:
    """The best score of each group of sentences, plus ``SUPPORT`` times the share of other articles in it."""
    scores = np.full(len(rows), -np.inf)
    np.maximum.at(scores, representatives, own)
    pairs = {
        (representative, row.article)
        for representative, row in zip(representatives.tolist(), rows, strict=True)
    }
    n_stating = np.bincount([representative for representative, _ in pairs], minlength=len(rows))
    supported: NDArray[np.float64] = scores + SUPPORT * (n_stating - 1) / max(1, n_articles - 1)
    return supported


def _select_facts(
    rows: Sequence[ArticleSentence],
    scores: NDArray[np.float64],
    representatives: NDArray[np.int64],
    settings: SummarySettings,
) -> tuple[list[int], bool]:
    """The representatives that fit the budget and do not repeat each other, best first."""
    facts = np.unique(representatives)
    while True:
        words = [rows[fact].words for fact in facts.tolist()]
        texts = [rows[fact].sentence.text for fact in facts.tolist()]
        stems = rate_sentences([texts], [""], Mode.AUTO)[0].stems
        n_words = list(map(len, words))
        candidates = Candidates(scores[facts].tolist(), n_words, texts, stems, stand_alone(len(texts)))
        chosen, over_budget = choose(candidates, settings)
        first = min(chosen, default=-1)
        # A summary does not begin with background: it is chosen again without that sentence.
        if first < 0 or not is_background(words[first]) or all(map(is_background, words)):
            return facts[chosen].tolist(), over_budget
        facts = np.delete(facts, first)


def _build_sentence(
    rows: Sequence[ArticleSentence],
    group: NDArray[np.int64],
    likeness: NDArray[np.float64],
    score_and_rank: tuple[float, int],
) -> SharedSentence:
    """The first row of a group, which represents it, with the most similar sentence of each other article."""
    representative = rows[group[0]]
    best: dict[int, Retelling] = {}
    for row in sorted(group[1:].tolist(), key=lambda row: -likeness[row]):
        if rows[row].article != representative.article and rows[row].article not in best:
            best[rows[row].article] = _compare(rows[row], representative, round(float(likeness[row]), 6))
    retellings = [best[number] for number in sorted(best)]
    differ = tuple(one for one in retellings if one.numbers)
    return SharedSentence(
        representative.article,
        representative.sentence.text,
        representative.sentence.span,
        *score_and_rank,
        agree=tuple(one for one in retellings if one not in differ),
        differ=differ,
    )


def _compare(row: ArticleSentence, representative: ArticleSentence, similarity: float) -> Retelling:
    """A sentence beside the one that represents it."""
    numbers, instead_of = compare_numbers(row.sentence.text, representative.sentence.text)
    return Retelling(row.article, row.sentence.text, row.sentence.span, similarity, numbers, instead_of)
