"""Scores and intervals: ROUGE-N F1 (Lin 2004) over folded words, boundary F1, bootstrap intervals.

Stock `rouge_score` drops every Arabic word, so it is computed here; on the same words both give the same
number.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.text.tokenizing import tokenize

INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def measure_rouge(system: Sequence[str], reference: str, n: int) -> float:
    """F1 of the word ``n``-grams that a summary shares with a reference, 0 to 1."""
    ours, theirs = _count_ngrams(" ".join(system), n), _count_ngrams(reference, n)
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())


def _count_ngrams(text: str, n: int) -> Counter[tuple[str, ...]]:
    words = tokenize(text)
    return Counter(zip(*(words[start:] for start in range(n)), strict=False))


def count_boundaries(
    found: Sequence[str], answers: Sequence[Sequence[str]], optional: set[int]
) -> tuple[int, int, int]:
    """Right, extra and missed sentence ends against the labelled answer that fits best.

    An end is known by the visible characters before it; ``optional`` ends are not counted.
    """
    ours = _find_ends(found) - optional
    best = min((_find_ends(answer) for answer in answers), key=lambda ends: len(ours ^ ends))
    return len(ours & best), len(ours - best), len(best - ours)


def count_visible(text: str) -> int:
    """The number of visible characters of a text: no white space, no bidi or joining control."""
    return sum(not character.isspace() and character not in INVISIBLE for character in text)


def _find_ends(sentences: Sequence[str]) -> set[int]:
    ends = np.cumsum([count_visible(sentence) for sentence in sentences if count_visible(sentence)])
    return set(ends[:-1].tolist())


def measure_f1(right: int, extra: int, missed: int) -> float:
    """F1 of precision and recall, 0 to 1."""
    return 2 * right / max(1, 2 * right + extra + missed)


def measure_interval(differences: NDArray[np.float64]) -> tuple[float, float, float]:
    """Mean, and the 95% bootstrap interval (2,000 resamples, seed 0), of paired differences."""
    rows = np.random.default_rng(0).integers(0, len(differences), (2000, len(differences)))
    low, high = np.quantile(differences[rows].mean(axis=1), [0.025, 0.975])
    return float(differences.mean()), float(low), float(high)
