"""The choice of the sentences of a summary: the best that fit the budget and do not repeat each other.

Maximal marginal relevance (Carbonell and Goldstein 1998): the next sentence is the one with the best score
less ``.4`` times its highest cosine to a sentence already chosen. A sentence that needs others (`groups`) is
chosen together with them, at the mean of what they are worth, or not at all.

Values lie in a heap and are worked out again when they come to its top (Minoux 1978, "Accelerated greedy
algorithms"): with each choice a sentence alone is worth less or the same, so a value that is still true there
is the best. Groups, and sentences that may open the summary, can become worth more; their values are put into
the heap again when that happens.
"""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from math import inf

from summarizer.records import SummarySettings
from summarizer.summary.choice.open_rows import OpenRows
from summarizer.summary.choice.renewal import renew_values
from summarizer.summary.choice.repetition import begin_repetition
from summarizer.summary.choice.values import LONGEST_GROUP, Candidates, Choice, find_value

DEFAULT_SENTENCES = 3
# The end of a budget of words, where so many average sentences of the article have no room any more, is not
# filled up with a sentence that is short and has less than this share of the score of the sentence chosen
# first. Left out in the midst of long summaries too, half-length ones of encyclopaedia articles lose .0017 of
# ROUGE-2.
FILLING_ROOM, FILLING_WORDS, FILLING_SCORE = 2, 10, 0.3
# A lead that exceeds the budget by no more than this share is given nevertheless, alone.
LEAD_EXCESS = 0.25
# Without the lead, a summary does not begin with a sentence that goes on from another; if there is no other,
# the lead is given. Only a lead of more than so many times the budget is not.
LONGEST_LEAD = 2


def choose(candidates: Candidates, settings: SummarySettings) -> tuple[list[int], bool]:
    """Choose sentences of an article.

    returns  the chosen rows, best first; and whether they exceed the budget: the lead by a little, or the
             best sentence where none fits
    """
    choice = _begin(candidates, settings)
    allowed, lead = choice.words, candidates.groups.lead
    if choice.opening and choice.n_words[lead] <= (1 + LEAD_EXCESS) * allowed:
        return [lead], True
    rows = _choose(choice, fills=settings.words is not None) or _find_nearest(candidates)
    return rows, sum(choice.n_words[row] for row in rows) > allowed


def _begin(candidates: Candidates, settings: SummarySettings) -> Choice:
    groups, n_words = candidates.groups, candidates.n_words
    words, sentences = _read_budget(n_words, settings)
    lead = n_words[groups.lead] if groups.lead >= 0 else 0
    closed = [False] * len(n_words)
    for row in groups.unfit:
        closed[row] = True
    waiting: dict[str, list[int]] = {}
    for row, noun in groups.pointing.items():
        waiting.setdefault(noun, []).append(row)
    return Choice(
        candidates=candidates,
        n_words=n_words,
        repetition=begin_repetition(candidates.stems),
        closed=closed,
        open_rows=OpenRows(len(n_words)),
        bounds=dict(groups.bounds),
        waiting=waiting,
        words=words,
        sentences=sentences,
        opening=len(n_words) if words < lead <= LONGEST_LEAD * words else 0,
        chosen=[],
        heap=[],
    )


def _read_budget(n_words: Sequence[int], settings: SummarySettings) -> tuple[int, int]:
    """The most words and the most sentences."""
    if settings.words is not None:
        return settings.words, len(n_words)
    if settings.ratio is not None:
        return int(settings.ratio * sum(n_words)), len(n_words)
    return sum(n_words), settings.sentences or DEFAULT_SENTENCES


def _choose(choice: Choice, *, fills: bool) -> list[int]:
    """The chosen rows, best first; none where none fits. ``fills``: whether the budget is of words."""
    n_words, closed = choice.n_words, choice.closed
    shortest = min((n_words[row] for row in range(len(closed)) if not closed[row]), default=0)
    _fill_heap(choice)
    chosen = choice.chosen
    best = choice.candidates.groups.lead
    # In four news articles of five no other sentence is better alone than the lead.
    if best < 0 or find_value(choice, best) == -inf:
        best = _pop_best(choice)
    fills = fills and choice.candidates.groups.lead >= 0
    room = FILLING_ROOM * sum(n_words) / max(1, len(n_words))
    while best >= 0:
        members = _take(choice, best)
        chosen += members
        if choice.sentences < 1 or choice.words < shortest:
            break
        if fills and choice.words < room:
            _close_filling(choice, FILLING_SCORE * choice.candidates.scores[chosen[0]])
            fills = False
        renew_values(choice, members)
        best = _pop_best(choice)
    return chosen


def _find_nearest(candidates: Candidates) -> list[int]:
    """The row to give where none fits: the lead, or the best, a whole sentence where there is one."""
    scores, groups = candidates.scores, candidates.groups
    if groups.lead >= 0:
        return [groups.lead]
    rows = range(len(scores))
    fit = [row for row in rows if row not in groups.unfit] or rows
    return [max(fit, key=scores.__getitem__)] if scores else []


def _fill_heap(choice: Choice) -> None:
    """Put the first values into the heap: a sentence's score, of a group the highest score in it."""
    scores, bounds, closed = choice.candidates.scores, choice.bounds, choice.closed
    choice.heap = [(-scores[row], row) for row in range(len(scores)) if not (closed[row] or row in bounds)]
    groups = ((row, first, last) for row, (first, last) in bounds.items() if last - first < LONGEST_GROUP)
    choice.heap += [(-max(scores[first : last + 1]), row) for row, first, last in groups]
    heapify(choice.heap)


def _pop_best(choice: Choice) -> int:
    """The row of the highest value, the first of equal ones; -1 where none can be chosen."""
    heap = choice.heap
    while heap:
        known, row = heappop(heap)
        value = find_value(choice, row)
        if value == -known:
            return row
        if value > -inf:
            heappush(heap, (-value, row))
    return -1


def _close_filling(choice: Choice, least: float) -> None:
    """Leave out short sentences with a lower score than ``least``."""
    for row, (score, n_words) in enumerate(zip(choice.candidates.scores, choice.n_words, strict=True)):
        if n_words <= FILLING_WORDS and score < least:
            choice.closed[row] = True


def _take(choice: Choice, row: int) -> list[int]:
    """Choose a row with the rest of its group, which comes behind it, and take their budget."""
    bounds = choice.bounds.get(row)
    members = [row]
    if bounds:
        members += [other for other in choice.open_rows.list_between(*bounds, LONGEST_GROUP) if other != row]
    for member in members:
        choice.closed[member] = True
        choice.open_rows.close(member)
        choice.words -= choice.n_words[member]
    choice.sentences -= len(members)
    return members
