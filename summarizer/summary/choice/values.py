"""What each sentence of an article is worth, given what is chosen so far; used by `selection`."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from summarizer.summary.choice.denials import denies
from summarizer.summary.choice.groups import Groups
from summarizer.summary.choice.needed_rows import NeededRows
from summarizer.summary.choice.open_rows import OpenRows
from summarizer.summary.choice.repetition import (
    PRECISION,
    Repetition,
    SharedStems,
    compare_stems,
    is_said,
    tells_again,
)

# Swept 0 to .5 on the development articles: ROUGE-2 is flat from .3, and .4 repeats least.
REDUNDANCY_WEIGHT = 0.4
# No more sentences are chosen at once: a longer quotation or chain is left out.
LONGEST_GROUP = 3


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The sentences of an article.

    scores   (n_sentences,)
    n_words  (n_sentences,)
    texts    (n_sentences,)
    """

    scores: Sequence[float]
    n_words: Sequence[int]
    texts: Sequence[str]
    stems: SharedStems
    groups: Groups


@dataclass(slots=True, eq=False)
class Choice:
    """What is chosen so far, and what the budget still allows.

    closed            (n_sentences,)  not to be chosen any more
    open_rows         the rows that are not shown: neither chosen nor their content
    bounds            the first and the last row of the group of each row that has one
    waiting           per noun the rows that point at it
    words, sentences  what is left of the budget
    opening           before this row no sentence may go on from another one
    chosen            the rows chosen so far, best first
    heap              negative values and their rows
    needed            the rows that others need; None before anything is chosen
    """

    candidates: Candidates
    n_words: Sequence[int]
    repetition: Repetition
    closed: list[bool]
    open_rows: OpenRows
    bounds: dict[int, tuple[int, int]]
    waiting: dict[str, list[int]]
    words: int
    sentences: int
    opening: int
    chosen: list[int]
    heap: list[tuple[float, int]]
    needed: NeededRows | None = None


def find_value(choice: Choice, row: int) -> float:
    """What a sentence with its group is worth now; minus infinity where it cannot be chosen."""
    if choice.closed[row] or choice.sentences < 1:
        return -inf
    bounds = choice.bounds.get(row)
    first = bounds[0] if bounds else row
    if first < choice.opening and choice.candidates.groups.goes_on[first]:
        return -inf
    if choice.n_words[row] > choice.words:
        return -inf
    repetition = choice.repetition
    if (is_said(repetition, row) or tells_again(repetition, row)) and not adds_denial(choice, row):
        return -inf
    return _value_group(choice, *bounds) if bounds else _weigh(choice, row)


def adds_denial(choice: Choice, row: int) -> bool:
    """Whether a sentence denies something and no chosen one does."""
    texts = choice.candidates.texts
    return denies(texts[row]) and not any(denies(texts[one]) for one in choice.chosen)


def _weigh(choice: Choice, row: int) -> float:
    """What a sentence is worth by itself."""
    compare_stems(choice.repetition, row)
    return choice.candidates.scores[row] - REDUNDANCY_WEIGHT * choice.repetition.highest[row]


def _value_group(choice: Choice, first: int, last: int) -> float:
    """The mean worth of the rows of a group that are not shown yet."""
    most = min(LONGEST_GROUP, choice.sentences)
    rows = choice.open_rows.list_between(first, last, most + 1)
    if (
        len(rows) > most
        or any(choice.closed[row] for row in rows)
        or sum(choice.n_words[row] for row in rows) > choice.words
    ):
        return -inf
    mean = sum(_weigh(choice, row) for row in rows) / len(rows)
    return round(mean * PRECISION) / PRECISION
