"""Selecting: which few sentences fit the budget and do not repeat each other?

Maximal marginal relevance (Carbonell and Goldstein 1998): the next sentence is the one with the best score
less ``.4`` times its highest cosine to a sentence already chosen.
"""

import numpy as np
from numpy.typing import NDArray

from summarizer.records import SummarySettings
from summarizer.summary.weighing import Weights

DEFAULT_SENTENCES = 3
# Swept 0 to .5 on the development articles: ROUGE-2 is flat from .3, and .4 repeats least.
REDUNDANCY_WEIGHT = 0.4
# From here on two sentences say the same: the second is never chosen, however long the summary may be.
SAME_SENTENCE = 0.8


def select(
    scores: NDArray[np.float64], n_words: NDArray[np.int64], weights: Weights, settings: SummarySettings
) -> list[tuple[list[int], bool]]:
    """Choose sentences for each article of a batch.

    scores, n_words  (n_sentences,)  of all articles, one after the other
    returns          per article its chosen rows, counted from its first sentence, best first; and whether
                     the best one was given although the budget was too small for any
    """
    entries = np.searchsorted(weights.rows, weights.starts)
    chosen: list[tuple[list[int], bool]] = []
    for article in range(len(weights.starts) - 1):
        start, end = weights.starts[article : article + 2]
        part = slice(*entries[article : article + 2])
        stems = (weights.rows[part] - start, weights.columns[part], weights.weights[part])
        rows = _choose(scores[start:end], n_words[start:end], stems, settings)
        chosen.append((rows, False) if rows or start == end else ([int(np.argmax(scores[start:end]))], True))
    return chosen


def _choose(
    scores: NDArray[np.float64],
    n_words: NDArray[np.int64],
    stems: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]],
    settings: SummarySettings,
) -> list[int]:
    """Choose rows of one article, best first; none where no sentence fits."""
    max_sentences, words_left = _read_budget(settings, int(n_words.sum()))
    highest = np.zeros(len(scores))
    free = np.ones(len(scores), dtype=np.bool_)
    chosen: list[int] = []
    while len(chosen) < max_sentences:
        free &= (n_words <= words_left) & (highest < SAME_SENTENCE)
        if not free.any():
            break
        row = int(np.argmax(np.where(free, scores - REDUNDANCY_WEIGHT * highest, -np.inf)))
        chosen.append(row)
        free[row] = False
        words_left -= int(n_words[row])
        highest = np.maximum(highest, _compare(stems, row, len(scores)))
    return chosen


def _read_budget(settings: SummarySettings, n_words: int) -> tuple[int, int]:
    """The most sentences and the most words that an article of ``n_words`` may give."""
    if settings.words is not None:
        return n_words, settings.words
    if settings.ratio is not None:
        return n_words, int(settings.ratio * n_words)
    return settings.sentences or DEFAULT_SENTENCES, n_words


def _compare(
    stems: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]], row: int, n_sentences: int
) -> NDArray[np.float64]:
    """The cosine of each sentence to sentence ``row``."""
    rows, columns, weights = stems
    if not len(rows):
        return np.zeros(n_sentences)
    first = columns.min()
    start, end = np.searchsorted(rows, [row, row + 1])
    one = np.zeros(columns.max() - first + 1)
    one[columns[start:end] - first] = weights[start:end]
    return np.bincount(rows, weights * one[columns - first], n_sentences).astype(np.float64, copy=False)
