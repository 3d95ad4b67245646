"""The groups in which the sentences of a batch are chosen; `summarizing` builds them, `choice` reads them.

A sentence that leans forms a group with the one it leans on, a quotation with all its sentences. A group is
a run of rows, chosen together or not at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from summarizer.records import Sentence
from summarizer.summary.choice.candidates import find_lead, find_unfit
from summarizer.summary.choice.leaning import Leaning, find_leaning, goes_on_from
from summarizer.summary.choice.quotations import find_quotations

Rows = NDArray[np.int64]
NOTHING = Leaning(frozenset(), {})


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """What may be chosen together in a batch, all rows counted from its first sentence.

    unfit          (n_sentences,)  rows that are no sentences to choose
    goes_on        (n_sentences,)  rows that open by going on from another one
    firsts, lasts  (n_sentences,)  the group of each row
    grouped        (n_grouped,)    the rows whose group has others too
    leads          (n_articles,)   the row of each lead, -1 where there is none or the order does not count
    pointing       per row that points at a noun, its light stem: it is a group of its own once that is shown
    """

    unfit: NDArray[np.bool_]
    goes_on: NDArray[np.bool_]
    firsts: Rows
    lasts: Rows
    leads: Rows
    grouped: Rows
    pointing: dict[int, str] = field(default_factory=dict)


def stand_alone(n_sentences: int, n_articles: int) -> Groups:
    """Groups of one row each, all of them fit to be chosen."""
    nowhere = np.zeros(n_sentences, dtype=np.bool_)
    rows = np.arange(n_sentences)
    return Groups(nowhere, nowhere.copy(), rows, rows.copy(), np.full(n_articles, -1), rows[:0])


def group_sentences(
    articles: Sequence[tuple[Sequence[Sentence], Sequence[Sequence[str]]]], trusted: Iterable[bool]
) -> Groups:
    """Group the sentences of a batch.

    articles  per article its sentences and the words of each
    trusted   per article whether its order counts; sentences lean only where it does and the lead is there
    """
    unfit: list[int] = []
    goes_on: list[bool] = []
    bounds: list[tuple[int, int, int]] = []
    leads: list[int] = []
    pointing: dict[int, str] = {}
    for (sentences, words), counts in zip(articles, trusted, strict=True):
        start = len(goes_on)
        goes_on += [bool(own) and goes_on_from(own[0]) for own in words]
        barred = find_unfit(sentences, words)
        closed, unclosed = find_quotations(sentences)
        lead = find_lead(sentences, words, barred) if counts else -1
        if lead >= 0 and goes_on[start + lead]:
            lead = -1
        leaning = find_leaning(sentences, words, lead) if lead >= 0 else NOTHING
        unfit += [start + row for row in (*barred, *unclosed) if row != lead]
        bounds += _find_bounds(start, leaning, closed)
        leads.append(start + lead if lead >= 0 else -1)
        pointing.update({start + row: noun for row, noun in leaning.pointing.items()})
    groups = stand_alone(len(goes_on), len(articles))
    groups.unfit[unfit] = True
    for row, first, last in bounds:
        groups.firsts[row], groups.lasts[row] = first, last
    return replace(
        groups,
        goes_on=np.array(goes_on, dtype=np.bool_),
        grouped=np.array([row for row, first, last in bounds if first < last], dtype=np.int64),
        leads=np.array(leads, dtype=np.int64),
        pointing=pointing,
    )


def _find_bounds(
    start: int, leaning: Leaning, quotations: Sequence[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    """The rows of an article with others in their group, each with the first and the last row of the group.

    start  the row of the article's first sentence, from which the rows of a batch are counted
    """
    leans = leaning.before | leaning.pointing.keys()
    quoted = {row: quotation for quotation in quotations for row in range(quotation[0], quotation[1] + 1)}
    bounds: dict[int, tuple[int, int]] = {}
    for row in sorted(leans | quoted.keys()):
        first, last = quoted.get(row, (row, row))
        if first < row:
            first = bounds[first][0]
        elif row in leans:
            first, end = bounds.get(row - 1, (row - 1, row - 1))
            last = max(last, end)
        bounds[row] = first, last
    return [(start + row, start + first, start + last) for row, (first, last) in bounds.items()]
