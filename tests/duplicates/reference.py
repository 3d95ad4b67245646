"""Slow twins of the fast stages: Python sets and loops, for small inputs only."""

from collections.abc import Sequence
from itertools import combinations
from math import exp

from summarizer.duplicates.coherence import NEAR
from summarizer.text.numbers import find_figures
from summarizer.text.tokenizing import tokenize


def split_words(text: str) -> list[str]:
    """Folded words; a number is one word, its value."""
    words, end = [], 0
    for figure in find_figures(text):
        words += [*tokenize(text[end : figure.start]), figure.value]
        end = figure.end
    return words + tokenize(text[end:])


def list_runs(text: str) -> set[tuple[str, ...]]:
    """Every run of three words."""
    words = split_words(text)
    return {tuple(words[place : place + 3]) for place in range(len(words) - 2)}


def compute_likeness(a: str, b: str) -> float:
    """Jaccard likeness of the runs of three words; 1 for the same words in the same order."""
    if split_words(a) == split_words(b) != []:
        return 1.0
    runs_a, runs_b = list_runs(a), list_runs(b)
    return len(runs_a & runs_b) / len(runs_a | runs_b) if runs_a | runs_b else 0.0


def pair_all(texts: Sequence[str], threshold: float) -> set[tuple[int, int]]:
    """All pairs at least that alike: the exact likeness of every pair."""
    likeness = (
        (pair, compute_likeness(texts[pair[0]], texts[pair[1]]))
        for pair in combinations(range(len(texts)), 2)
    )
    return {pair for pair, alike in likeness if alike > 0 and alike >= threshold}


def cluster_stars(n_documents: int, scores: dict[tuple[int, int], float]) -> list[int]:
    """The centre of each document, from verdicts.

    The best connected takes its neighbours, less so the more of them are apart; the best pair decides between
    centres.
    """
    neighbours: dict[int, dict[int, float]] = {place: {} for place in range(n_documents)}
    for (a, b), score in scores.items():
        if score >= 0:
            neighbours[a][b] = neighbours[b][a] = 1 / (1 + exp(-score))
    centres: list[int] = []
    left = set(range(n_documents))
    connected = {
        place: round(sum(others.values()) - find_openness(set(others), scores), 9)
        for place, others in neighbours.items()
    }
    for place in sorted(range(n_documents), key=lambda place: (-connected[place], place)):
        if place in left:
            centres.append(place)
            left -= {place, *neighbours[place]}
    return [
        place
        if place in centres
        else max(
            (other for other in neighbours[place] if other in centres),
            key=lambda other: (neighbours[place][other], -centres.index(other)),
        )
        for place in range(n_documents)
    ]


def find_openness(around: set[int], scores: dict[tuple[int, int], float]) -> float:
    """For the neighbours of a document, the sum of the shares of the others that each is apart from."""
    apart = 0.0
    for a, b in combinations(sorted(around), 2):
        score = scores.get((a, b), -NEAR)
        closeness = round(min(max(1 + score / NEAR, 0), 1) * 1024) / 1024
        apart += 2 * (1 - closeness) / len(around)
    return apart
