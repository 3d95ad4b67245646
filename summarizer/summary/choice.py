"""The choice of the sentences of a summary: the best that fit the budget and do not repeat each other.

Maximal marginal relevance (Carbonell and Goldstein 1998): the next sentence is the one with the best score
less ``.4`` times its highest cosine to a sentence already chosen. The next
sentence is chosen for all articles of a batch at once, in rounds; a round reads each sentence once, and the
stems just chosen.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.records import SummarySettings
from summarizer.summary.tf_idf import StemWeights

DEFAULT_SENTENCES = 3
# Swept 0 to .5 on the development articles: ROUGE-2 is flat from .3, and .4 repeats least.
REDUNDANCY_WEIGHT = 0.4
# At this cosine two sentences say the same: the second is never chosen, however long the summary may be.
SAME_SENTENCE = 0.8

Rows = NDArray[np.int64]


def select(
    scores: NDArray[np.float64], n_words: Rows, weights: StemWeights, settings: SummarySettings
) -> list[tuple[list[int], bool]]:
    """Choose sentences for each article of a batch.

    scores, n_words  (n_sentences,)  of all articles, one after the other
    returns          per article its chosen rows, counted from its first sentence, best first; and whether
                     the budget was too small for any sentence, so that the best one is returned anyway
    """
    rows = _choose(scores, n_words, weights, settings)
    owners = weights.starts.searchsorted(rows, side="right") - 1
    # Stable: the rows of an article stay in the order in which they were chosen.
    order = owners.argsort(kind="stable")
    bounds = owners[order].searchsorted(np.arange(len(weights.starts))).tolist()
    chosen = (rows - weights.starts[owners])[order].tolist()
    found: list[tuple[list[int], bool]] = []
    for number, (start, end) in enumerate(pairwise(weights.starts.tolist())):
        own = chosen[bounds[number] : bounds[number + 1]]
        found.append((own, False) if own or start == end else ([int(np.argmax(scores[start:end]))], True))
    return found


def _choose(
    scores: NDArray[np.float64], n_words: Rows, weights: StemWeights, settings: SummarySettings
) -> Rows:
    """The chosen rows of all articles, those of each best first; no row of an article where none fits."""
    sizes = weights.starts[1:] - weights.starts[:-1]
    max_sentences, left = _read_budget(
        settings, _sum_parts(n_words, weights.starts), int(sizes.max(initial=0))
    )
    owners, firsts = np.arange(len(sizes)).repeat(sizes), weights.starts[:-1][sizes > 0]
    postings = _find_postings(weights)
    highest = np.zeros(len(scores))
    worth = np.where(n_words <= left[owners], scores, -np.inf)
    chosen = [np.zeros(0, dtype=np.int64)]
    for round_ in range(max_sentences):
        rows = _find_best(worth, firsts, sizes[sizes > 0])
        if not len(rows):
            break
        chosen.append(rows)
        if round_ + 1 == max_sentences:
            break
        left[owners[rows]] -= n_words[rows]
        _raise_highest(highest, rows, weights, postings)
        taken = (worth == -np.inf) | (n_words > left[owners]) | (highest >= SAME_SENTENCE)
        worth = scores - REDUNDANCY_WEIGHT * highest
        worth[taken] = worth[rows] = -np.inf
    return np.concatenate(chosen)


def _read_budget(settings: SummarySettings, n_words: Rows, longest: int) -> tuple[int, Rows]:
    """The most sentences of any article, and the most words of each.

    n_words  (n_articles,)  words of each article
    longest                 sentences of the longest article
    """
    if settings.words is not None:
        return longest, np.full(len(n_words), min(settings.words, int(n_words.max(initial=0))))
    if settings.ratio is not None:
        return longest, (settings.ratio * n_words).astype(np.int64)
    return settings.sentences or DEFAULT_SENTENCES, n_words.copy()


def _sum_parts(values: Rows, starts: Rows) -> Rows:
    """The sum of each article's values."""
    before = np.concatenate(([0], values.cumsum()))[starts]
    sums: Rows = before[1:] - before[:-1]
    return sums


def _find_best(worth: NDArray[np.float64], firsts: Rows, sizes: Rows) -> Rows:
    """The best row of each article, the first of equal ones; no row of an article where none is left."""
    if not len(firsts):
        return firsts
    best = np.maximum.reduceat(worth, firsts)
    (places,) = (worth == best.repeat(sizes)).nonzero()
    rows: Rows = places[places.searchsorted(firsts)][best > -np.inf]
    return rows


def _find_postings(weights: StemWeights) -> tuple[Rows, Rows, Rows]:
    """The entries sorted by column; and for each entry where its column starts and ends in that order."""
    ends = weights.documents.cumsum()[weights.columns]
    starts = ends - weights.documents[weights.columns]
    return weights.columns.argsort(kind="stable"), starts, ends


def _raise_highest(
    highest: NDArray[np.float64], rows: Rows, weights: StemWeights, postings: tuple[Rows, Rows, Rows]
) -> None:
    """Update the highest cosine of each sentence to a chosen one, now that ``rows`` are chosen.

    Only entries of the stems of those rows are read; articles share no columns.
    """
    order, starts, ends = postings
    own = _expand(weights.rows.searchsorted(rows), weights.rows.searchsorted(rows + 1))
    others = order[_expand(starts[own], ends[own])]
    products = weights.weights[own].repeat(ends[own] - starts[own]) * weights.weights[others]
    # Rounded, so that a last bit that differs between machines chooses no sentence.
    cosines = np.bincount(weights.rows[others], products, len(highest)).round(9)
    np.maximum(highest, cosines, out=highest)


def _expand(starts: Rows, ends: Rows) -> Rows:
    """The numbers from each start up to its end, concatenated."""
    sizes = ends - starts
    before = sizes.cumsum() - sizes
    ranges: Rows = (starts - before).repeat(sizes) + np.arange(sizes.sum())
    return ranges
