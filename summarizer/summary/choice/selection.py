"""The choice of the sentences of a summary: the best that fit the budget and do not repeat each other.

Maximal marginal relevance (Carbonell and Goldstein 1998): the next sentence is the one with the best score
less ``.4`` times its highest cosine to a sentence already chosen. A sentence that needs others (`groups`) is
chosen together with them, at the mean of what they are worth, or not at all. The next sentences are chosen
for all articles of a batch at once, in rounds; a round reads each sentence once, and the stems just chosen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.records import SummarySettings
from summarizer.summary.choice.groups import Groups, stand_alone
from summarizer.summary.tf_idf import StemWeights
from summarizer.text.light_stemming import light_stem_form

DEFAULT_SENTENCES = 3
# Swept 0 to .5 on the development articles: ROUGE-2 is flat from .3, and .4 repeats least.
REDUNDANCY_WEIGHT = 0.4
# At this cosine two sentences say the same: the second is never chosen, however long the summary may be.
SAME_SENTENCE = 0.8
# A sentence is left out if stems already said make up so much of its weight (of the squares, which sum to 1).
ALREADY_SAID = 0.65
# No more sentences are chosen at once: a longer quotation or chain is left out.
LONGEST_GROUP = 3
# A budget of words is not filled up with a sentence that is short and has less than this share of the score
# of the sentence chosen first.
FILLING_WORDS, FILLING_SCORE = 10, 0.3
# A lead that exceeds the budget by no more than this share is given nevertheless, alone.
LEAD_EXCESS = 0.25
# Without the lead, a summary does not begin with a sentence that goes on from another; if there is no other,
# the lead is given. Only a lead of more than so many times the budget is not.
LONGEST_LEAD = 2

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The sentences of a batch, one article after the other.

    scores, n_words  (n_sentences,)
    words            per sentence its words as written; read where sentences point at a noun
    """

    scores: Floats
    n_words: Rows
    words: Sequence[Sequence[str]]
    groups: Groups


@dataclass(slots=True, eq=False)
class _Choice:
    """What is chosen so far, and what the budget still allows.

    closed, shown     (n_sentences,)  not to be chosen any more; chosen, or its content is
    highest, said     (n_sentences,)  the highest cosine to a chosen one; the weight already said
    firsts            (n_sentences,)  the first row of the group of each
    covered           (n_columns,)    whether a chosen sentence has the stem
    words, sentences  (n_articles,)   what is left of the budget
    opening           (n_articles,)   before this row no sentence may go on from another one
    """

    closed: Bools
    shown: Bools
    highest: Floats
    said: Floats
    firsts: Rows
    covered: Bools
    words: Rows
    sentences: Rows
    opening: Rows


def select(
    scores: Floats, n_words: Rows, weights: StemWeights, settings: SummarySettings
) -> list[tuple[list[int], bool]]:
    """`choose` among sentences that all stand alone."""
    groups = stand_alone(len(scores), len(weights.starts) - 1)
    return choose(Candidates(scores, n_words, (), groups), weights, settings)


def choose(
    candidates: Candidates, weights: StemWeights, settings: SummarySettings
) -> list[tuple[list[int], bool]]:
    """Choose sentences for each article of a batch.

    returns  per article its chosen rows, counted from its first sentence, best first; and whether they exceed
             the budget: the lead by a little, or the best sentence where none fits
    """
    rows = _choose(candidates, weights, settings)
    owners = weights.starts.searchsorted(rows, side="right") - 1
    # Stable: the rows of an article stay in the order in which they were chosen.
    order = owners.argsort(kind="stable")
    bounds = owners[order].searchsorted(np.arange(len(weights.starts))).tolist()
    chosen = (rows - weights.starts[owners])[order].tolist()
    allowed = _read_budget(candidates, weights, settings)[0].tolist()
    found: list[tuple[list[int], bool]] = []
    for number, (start, end) in enumerate(pairwise(weights.starts.tolist())):
        own = chosen[bounds[number] : bounds[number + 1]] or _find_nearest(candidates, number, start, end)
        found.append((own, int(candidates.n_words[start:end][own].sum()) > allowed[number]))
    return found


def _find_nearest(candidates: Candidates, number: int, start: int, end: int) -> list[int]:
    """The row to give where none fits: the lead, or the best, a whole sentence where there is one."""
    if start == end:
        return []
    lead = int(candidates.groups.leads[number])
    if lead >= 0:
        return [lead - start]
    unfit = candidates.groups.unfit[start:end]
    scores = candidates.scores[start:end]
    return [int(np.argmax(scores if unfit.all() else np.where(unfit, -np.inf, scores)))]


def _choose(candidates: Candidates, weights: StemWeights, settings: SummarySettings) -> Rows:
    """The chosen rows of all articles, those of each best first; no row of an article where none fits."""
    sizes = weights.starts[1:] - weights.starts[:-1]
    owners, firsts = np.arange(len(sizes)).repeat(sizes), weights.starts[:-1][sizes > 0]
    choice = _begin(candidates, weights, settings)
    postings = _find_postings(weights)
    pointing = owners, _sort_pointing(candidates.groups, owners)
    chosen = [_take_leads(candidates, choice)]
    value = _raise_leads(candidates.groups.leads, _value(candidates, choice, owners))
    while len(rows := _find_best(value, firsts, sizes[sizes > 0])):
        if len(chosen) == 1 and settings.words is not None:
            _close_filling(candidates, choice, owners, rows)
        members = _take(candidates, choice, owners, rows)
        chosen.append(members)
        if not choice.sentences.any():
            break
        _read_chosen(choice, members, weights, postings)
        _free_pointing(candidates, choice, members, pointing)
        value = _value(candidates, choice, owners)
    return np.concatenate(chosen)


def _begin(candidates: Candidates, weights: StemWeights, settings: SummarySettings) -> _Choice:
    n_sentences = len(candidates.scores)
    words, sentences = _read_budget(candidates, weights, settings)
    leads = candidates.groups.leads
    n_words = np.append(candidates.n_words, 0)[leads]  # 0 where there is no lead
    too_long = (leads >= 0) & (n_words > words) & (n_words <= LONGEST_LEAD * words)
    return _Choice(
        closed=candidates.groups.unfit.copy(),
        shown=np.zeros(n_sentences, dtype=np.bool_),
        highest=np.zeros(n_sentences),
        said=np.zeros(n_sentences),
        firsts=candidates.groups.firsts.copy(),
        covered=np.zeros(len(weights.owners), dtype=np.bool_),
        words=words,
        sentences=sentences,
        opening=np.where(too_long, n_sentences, 0),
    )


def _read_budget(
    candidates: Candidates, weights: StemWeights, settings: SummarySettings
) -> tuple[Rows, Rows]:
    """The most words and the most sentences of each article."""
    before = np.concatenate(([0], candidates.n_words.cumsum()))[weights.starts]
    n_words, n_sentences = before[1:] - before[:-1], weights.starts[1:] - weights.starts[:-1]
    if settings.words is not None:
        return np.full(len(n_words), min(settings.words, int(n_words.max(initial=0)))), n_sentences
    if settings.ratio is not None:
        return (settings.ratio * n_words).astype(np.int64), n_sentences
    return n_words, np.full(len(n_words), settings.sentences or DEFAULT_SENTENCES)


def _take_leads(candidates: Candidates, choice: _Choice) -> Rows:
    """The leads that exceed the budget of words by a little: each is its summary."""
    leads = candidates.groups.leads
    (long,) = (choice.opening > 0).nonzero()
    given = long[candidates.n_words[leads[long]] <= (1 + LEAD_EXCESS) * choice.words[long]]
    choice.sentences[given] = 0
    rows: Rows = leads[given]
    return rows


def _value(candidates: Candidates, choice: _Choice, owners: Rows) -> Floats:
    """What each sentence with its group is worth now; minus infinity where it cannot be chosen."""
    groups, closed = candidates.groups, choice.closed
    worth = candidates.scores - REDUNDANCY_WEIGHT * choice.highest
    if choice.opening.any():
        places = np.arange(len(worth))
        closed = closed | (groups.goes_on & (places < choice.opening[owners]))[choice.firsts]
    words, sentences = choice.words[owners], choice.sentences[owners]
    value = np.where(closed | (candidates.n_words > words) | (sentences < 1), -np.inf, worth)
    grouped = groups.grouped
    if len(grouped):
        values = _value_groups(candidates, choice, worth, (words[grouped], sentences[grouped]))
        value[grouped] = np.where(closed[grouped], -np.inf, values)
    return value


def _value_groups(candidates: Candidates, choice: _Choice, worth: Floats, left: tuple[Rows, Rows]) -> Floats:
    """The mean worth of the rows of each group that are not chosen yet, where they can be.

    left  the words and the sentences that the budget of each allows
    """
    groups, open_ = candidates.groups, ~choice.shown
    bounds = np.stack((choice.firsts[groups.grouped], groups.lasts[groups.grouped] + 1), axis=1).ravel()
    parts = np.zeros((4, len(worth) + 1))
    parts[:, :-1] = open_, open_ * candidates.n_words, open_ * worth, open_ & choice.closed
    # Each sum is of its group alone, so it does not depend on the rest of the batch.
    n_rows, n_words, total, n_closed = np.add.reduceat(parts, bounds, axis=1)[:, ::2]
    words, sentences = left
    fits = (n_closed == 0) & (n_rows <= np.minimum(LONGEST_GROUP, sentences)) & (n_words <= words)
    values: Floats = np.where(fits, (total / np.maximum(1, n_rows)).round(9), -np.inf)
    return values


def _raise_leads(leads: Rows, value: Floats) -> Floats:
    """The values with leads above all: in four news articles of five no other sentence is better alone."""
    leads = leads[leads >= 0]
    value[leads[value[leads] > -np.inf]] = np.inf
    return value


def _close_filling(candidates: Candidates, choice: _Choice, owners: Rows, rows: Rows) -> None:
    """Leave out short sentences that are worth much less than ``rows``, which are chosen first."""
    best = np.full(len(choice.words), -np.inf)
    best[owners[rows]] = candidates.scores[rows]
    best[candidates.groups.leads < 0] = -np.inf
    is_short = candidates.n_words <= FILLING_WORDS
    choice.closed |= is_short & (candidates.scores < FILLING_SCORE * best[owners])


def _take(candidates: Candidates, choice: _Choice, owners: Rows, rows: Rows) -> Rows:
    """Choose ``rows`` with the rest of their groups, which comes behind them, and take their budget."""
    choice.shown[rows] = True
    firsts, ends = choice.firsts[rows], candidates.groups.lasts[rows] + 1
    others = _expand(firsts, ends)
    members = np.concatenate((rows, others[~choice.shown[others]]))
    own = owners[members]
    choice.shown[members] = choice.closed[members] = True
    np.subtract.at(choice.words, own, candidates.n_words[members])
    np.subtract.at(choice.sentences, own, 1)
    if choice.opening.any():
        np.minimum.at(choice.opening, own, members)
    return members


def _read_chosen(
    choice: _Choice, members: Rows, weights: StemWeights, postings: tuple[Rows, Rows, Rows]
) -> None:
    """Update the cosines and what is already said, now that ``members`` are chosen.

    Only entries of the stems of those rows are read; articles share no columns.
    """
    order, starts, ends = postings
    n_sentences = len(choice.highest)
    for layer in _part_articles(members, weights.starts):
        own = _expand(weights.rows.searchsorted(layer), weights.rows.searchsorted(layer + 1))
        others = order[_expand(starts[own], ends[own])]
        values, n_others = weights.weights[others], ends[own] - starts[own]
        # Rounded, so that a last bit that differs between machines chooses no sentence.
        products = weights.weights[own].repeat(n_others) * values
        cosines = np.bincount(weights.rows[others], products, n_sentences).round(9)
        np.maximum(choice.highest, cosines, out=choice.highest)
        columns = weights.columns[own]
        fresh = (~choice.covered[columns]).repeat(n_others)
        choice.covered[columns] = True
        added = np.bincount(weights.rows[others], fresh * values**2, n_sentences)
        choice.said = (choice.said + added).round(9)
    # What leans on a sentence whose content is shown needs it no more.
    choice.shown |= (choice.highest >= SAME_SENTENCE) | (choice.said >= ALREADY_SAID)
    choice.closed |= choice.shown


def _part_articles(members: Rows, starts: Rows) -> list[Rows]:
    """The rows in parts, each with at most one row of an article."""
    if len(members) == 1:
        return [members]
    members = np.sort(members)
    owners = starts.searchsorted(members, side="right")
    places = np.arange(len(members)) - owners.searchsorted(owners)
    return [members[places == place] for place in range(int(places.max()) + 1)]


def _sort_pointing(groups: Groups, owners: Rows) -> dict[int, list[tuple[int, str]]]:
    """Per article the rows that point at a noun, with its light stem."""
    sorted_: dict[int, list[tuple[int, str]]] = {}
    for row, noun in groups.pointing.items():
        sorted_.setdefault(int(owners[row]), []).append((row, noun))
    return sorted_


def _free_pointing(
    candidates: Candidates,
    choice: _Choice,
    members: Rows,
    pointing: tuple[Rows, dict[int, list[tuple[int, str]]]],
) -> None:
    """Let rows stand alone that point at a noun of a row just chosen before them."""
    owners, rows = pointing
    if not rows:
        return
    for member, owner in zip(members.tolist(), owners[members].tolist(), strict=True):
        if owner in rows:
            nouns = frozenset(map(light_stem_form, candidates.words[member]))
            for row, noun in rows[owner]:
                if row > member and noun in nouns and candidates.groups.lasts[row] == row:
                    choice.firsts[row] = row


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


def _expand(starts: Rows, ends: Rows) -> Rows:
    """The numbers from each start up to its end, concatenated."""
    sizes = ends - starts
    before = sizes.cumsum() - sizes
    ranges: Rows = (starts - before).repeat(sizes) + np.arange(sizes.sum())
    return ranges
