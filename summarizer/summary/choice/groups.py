"""The groups in which the sentences of an article are chosen; built by `summarizing`, read by `selection`.

A sentence that leans forms a group with the one it leans on, a quotation with all its sentences. A group is
a run of rows, chosen together or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.summary.choice.candidates import find_lead, find_unfit
from summarizer.summary.choice.leaning import Leaning, begins_clause, find_leaning, opens_by_phrase
from summarizer.summary.choice.openings import Openings
from summarizer.summary.choice.quotations import find_quotations
from summarizer.summary.opening_words import CONNECTS, GOES_ON, TURNS
from summarizer.text.tokenizing import find_first_words

NOTHING = Leaning(frozenset(), {}, {})
# By "and", "so", "but", "he".
_GOES_ON = GOES_ON | CONNECTS


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """What may be chosen together, and what not at all.

    goes_on   (n_sentences,)  whether the sentence opens by going on from another one
    unfit     rows that are no sentences to choose
    bounds    per row whose group has others too, the first and the last row of the group
    pointing  per row that points at a noun, its light stem: it is a group of its own once that is shown
    lead      the row of the lead; -1 where there is none or the order does not count
    """

    goes_on: Sequence[bool]
    unfit: frozenset[int] = frozenset()
    bounds: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    pointing: Mapping[int, str] = field(default_factory=dict)
    lead: int = -1


def stand_alone(n_sentences: int) -> Groups:
    """Groups of one row each, all of them fit to be chosen."""
    return Groups([False] * n_sentences)


def group_sentences(
    texts: Sequence[str], blocks: Sequence[int], openings: Openings, *, trusted: bool
) -> Groups:
    """Group the sentences of an article.

    blocks   (n_sentences,)  the number of the paragraph of each
    trusted  whether the order counts; sentences lean only where it does and the lead is there
    """
    goes_on = [
        signs & _GOES_ON > 0 or (signs & TURNS > 0 and opens_by_phrase(text))
        for text, signs in zip(texts, openings.signs, strict=True)
    ]
    barred = find_unfit(texts, blocks, openings.n_words)
    closed, unclosed = find_quotations(texts)
    lead = find_lead(texts, openings.n_words, barred) if trusted else -1
    if lead >= 0 and goes_on[lead] and not begins_clause(find_first_words(texts[lead], 1)[0]):
        lead = -1
    leaning = find_leaning(texts, blocks, openings, lead) if lead >= 0 else NOTHING
    unfit = frozenset(row for row in (*barred, *unclosed) if row != lead)
    return Groups(goes_on, unfit, _find_bounds(leaning, closed), leaning.pointing, lead)


def _find_bounds(leaning: Leaning, quotations: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """The rows with others in their group, each with the first and the last row of the group."""
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
            first = min(first, leaning.introductions.get(row, first))
        bounds[row] = first, last
    return bounds
