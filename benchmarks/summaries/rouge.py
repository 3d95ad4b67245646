"""Summaries: ROUGE-2 F1 of ours and of rivals under equal limits, less that of the first sentences.

At a fixed number of sentences F1 rewards shorter ones; the protocols with a limit of words do not.
"""

import random
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import adapters, rivals
from benchmarks.metrics import measure_interval, measure_rouge
from summarizer.text.tokenizing import tokenize

# About two sentences of news.
BBC_WORDS = 60
Row = dict[str, Any]


def measure_summaries(tasks: Iterable[Row]) -> dict[str, dict[str, Row]]:
    """Per protocol and summariser: ROUGE-2, its paired difference to the first sentences, 95% interval."""
    summarisers = {
        "khulasa": adapters.summarise,
        "khulasa content": adapters.summarise_content,
        **rivals.SUMMARISERS,
        "sentences at random": _summarise_randomly,
    }
    tasks = list(tasks)
    scores = {name: _score(summarise, tasks) for name, summarise in summarisers.items()}
    lead = scores["first sentences"]
    return {
        protocol: {name: _describe(own[protocol], lead[protocol]) for name, own in scores.items()}
        for protocol in lead
    }


def _summarise_randomly(
    _title: str | None, text: str, max_words: int | None = None, n_sentences: int | None = None
) -> list[str]:
    sentences = rivals.split_plainly(text)
    return rivals.fit(random.Random(text).sample(sentences, len(sentences)), max_words, n_sentences)  # noqa: S311


def _score(summarise: rivals.Summariser, tasks: list[Row]) -> dict[str, NDArray[np.float64]]:
    scores: dict[str, list[float]] = {}
    for task in tasks:
        limits = task["limits"]
        chosen = summarise(task["title"], task["text"], **limits)
        chosen = rivals.fit(chosen, limits.get("max_words"), limits.get("n_sentences"))
        rouge = [measure_rouge(chosen, reference, 2) for reference in task["references"]]
        scores.setdefault(task["protocol"], []).append(float(np.mean(rouge)))
    return {protocol: np.array(values) for protocol, values in scores.items()}


def _describe(scores: NDArray[np.float64], lead: NDArray[np.float64]) -> Row:
    mean, low, high = (round(value, 4) for value in measure_interval(scores - lead))
    return {
        "rouge2": round(float(scores.mean()), 4),
        "to_lead": mean,
        "interval": [low, high],
        "n": len(scores),
    }


def make_tasks(easc: Iterable[Row], bbc: Iterable[Row]) -> Iterator[Row]:
    """The protocols on news and encyclopaedia articles.

    EASC: half and 30% of the words against human extracts, in order and shuffled. BBC: one and two
    sentences and 60 words against the journalist's abstract; two sentences without the first one.
    """
    for row in easc:
        n_words = len(tokenize(row["text"]))
        yield _make_task("easc w50", row, row["text"], max_words=max(1, n_words // 2))
        yield _make_task("easc w30", row, row["text"], max_words=max(1, n_words * 3 // 10))
        yield _make_task("easc shuffled", row, _shuffle(row), max_words=max(1, n_words * 3 // 10))
    for row in bbc:
        yield _make_task("bbc n1", row, row["text"], n_sentences=1)
        yield _make_task("bbc n2", row, row["text"], n_sentences=2)
        yield _make_task("bbc 60 words", row, row["text"], max_words=BBC_WORDS)
        yield _make_task("bbc no lead", row, "\n".join(rivals.split_plainly(row["text"])[1:]), n_sentences=2)


def make_own_tasks(articles: Iterable[Row]) -> Iterator[Row]:
    """Two sentences of our own articles, as they stand and shuffled."""
    for row in articles:
        yield _make_task("as it stands", row, row["text"], n_sentences=2)
        yield _make_task("shuffled", row, _shuffle(row), n_sentences=2)


def _shuffle(row: Row) -> str:
    sentences = rivals.split_plainly(row["text"])
    random.Random(row["id"]).shuffle(sentences)  # noqa: S311
    return "\n".join(sentences)


def _make_task(protocol: str, row: Row, text: str, **limits: int) -> Row:
    return {
        "protocol": protocol,
        "title": row["title"],
        "text": text,
        "limits": limits,
        "references": row["summaries"],
    }
