"""The measures of a candidate pair. Their weights are fitted by `models/duplicates/weights.py`.

Every candidate is measured exactly before the decision, so a hash shared by chance never joins two documents.
A measure looks at the two documents and at what is common in the news, never at others of the batch.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.days import find_days
from summarizer.duplicates.shared_entries import (
    compare_figures,
    compare_runs,
    compare_words,
    index_formulas,
)
from summarizer.duplicates.shingles import Shingles
from summarizer.duplicates.threads import run_threads
from summarizer.kernels.measures import Formulas

# The columns of `measure_candidates`, which explains them.
LIKENESS, CONTAINMENT = 0, 1
MEASURES = (
    "likeness", "containment", "words", "own_runs", "opening_both", "opening_either", "lead", "new_lead",
    "news_above", "moved_head", "far_lead", "new_rest", "other_days", "figures", "many_figures",
    "short_figures", "short_names", "short_order", "formula", "topic",
)  # fmt: skip
# Short bulletins of rates and weather have one figure in ten words, other news one in thirty.
FIGURE_EVERY = 10
# A notice of so many words is about its one or two figures.
SHORT_WORDS = 40
# The notice of a form names another person or place in one word of six. In a text of more than 60 words that
# is how an edited copy differs too; from 30 words down it counts in full.
OWN_NAMES, LONGEST_NOTICE, SHORT_NOTICE = 6, 60, 30
# The words of two short texts are equal when nearly all are. Names in each other's place leave them all.
EQUAL_WORDS = 0.9
# More shared runs of its own say no more.
MANY_RUNS = 100
# Nineteen of twenty labelled copies have half of the lead of each side in the other text. Of an update, of an
# item of a round-up and of reports with one background, nineteen of twenty have less than a third.
KNOWN_LEAD = 0.4
# The leads of copies are known to the other side about equally. One that is known much less is news above the
# other report. A headline or a dateline above a copy does that too: of labelled copies, one in ten differs by
# more than .35 and one in a hundred by more than .5.
KNOWN_LESS, UNKNOWN = 0.35, 0.85
# Where a report follows below other news, its head stands further down there, and of the head above it only a
# few words are known. Lines of a site above a copy have up to 14 words of the head of 20.
MOVED_HEAD, WHOLLY_MOVED, KNOWN_HEAD = 0.5, 0.7, 0.25
# Of 55 real pairs of likeness below .15 that an earlier rule accepted, four have leads of which less than .3
# stands in the opening of the other, and none of these is one text.
FAR_LEAD, FARTHEST_LEAD = 0.35, 0.15
# Below the lead, edited copies lack a third of the words at most.
KNOWN_REST = 0.6
# Added weights of about two and four words, so that one word does not decide.
FEW_REPEATED, FEW_WORDS = 5.0, 10.0
# Entries (runs or words) measured at once: about 1,200 pairs of articles. With a quarter as many, the calls
# of numpy for each part took a seventh of the time of measuring.
PART_ENTRIES = 1 << 19


@dataclass(frozen=True)
class Commonness:
    """How common words and runs are in the news.

    rarity    (2**k,)  how rare a word is, by the top bits of its hash
    formulas  (n,)     hashes of the runs that many documents hold, ascending
    """

    rarity: NDArray[np.float64]
    formulas: NDArray[np.uint32]

    @cached_property
    def indexed(self) -> Formulas:
        """The formulas with an index of their top bits."""
        return index_formulas(self.formulas)


def measure_candidates(
    shingles: Shingles, pairs: NDArray[np.int64], common: Commonness, workers: int | None = 1
) -> NDArray[np.float64]:
    """Measure pairs of documents exactly, on threads.

    pairs       (n_pairs, 2)           documents of ``shingles``
    returns     (n_pairs, n_measures)  one column for each name of ``MEASURES``, all from 0 to 1:

    likeness        Jaccard likeness of the runs of three words
    containment     share of the runs of the side with fewer that the other has too, up to .6
    words           IDF-weighted Jaccard likeness of the words, up to .6
    own_runs        how many shared runs are no formulas, on a logarithmic scale that ends at 100
    opening_both    IDF-weighted share of the first 60 words that the other side has too: the smaller of
                    the two, up to .4
    opening_either  ... the larger, up to .8
    lead            IDF-weighted share of the first 30 words that the first 60 of the other side have: the
                    larger of the two
    new_lead        how far the other side lacks the first 30 words, on the side where it lacks more: 0 where
                    it has .4 of their weight, 1 where it has none. News on top of an earlier report.
    news_above      how much less of one lead the other side has than of the other lead: 0 up to .35, 1 from
                    .85. An earlier report stands below the news.
    moved_head      how far the head of one, 20 words of its lead, stands in the other, but not in its head,
                    while the other's head is new: news of one sentence above the earlier report
    far_lead        how far neither lead stands in the opening of the other: 0 from .35, 1 up to .15
    new_rest        how far the other side lacks the words after these, on the side where it lacks less: 0
                    where it has .6 of their weight. Two reports below one opening.
    other_days      1 where both leads name days of the week and not one in common
    figures         of the places between the same two words where both sides have figures, the share where
                    no figure is the same
    many_figures    ... how many, on a logarithmic scale that ends at 8; or that share, where one word in ten
                    is such a figure, and less of it where they are fewer: short bulletins have few places
    short_figures   twice the share of these places where each side has a figure that the other lacks, up to
                    1; less of it in texts of more than 40 words
    short_names     how far each side of two notices of one form has words of its own: six times their share
                    by weight, on the side where it is less, up to 1; less in texts of more than 30 words,
                    none in those of more than 60
    short_order     how far equal words stand in another order: 1 less ``likeness`` where the words are equal;
                    less in texts of more than 30 words, none in those of more than 60
    formula         share of the shared runs that are formulas, less the more alike the two are, 0 when equal
    topic           ``likeness``, times the share of words repeated on one side that the other does not have.
                    Bulletins of one template are alike, and each repeats its own names.

    Above the caps more overlap says nothing: strongly edited copies do not exceed them, and bulletins of one
    template do by far.
    """
    calls = [(shingles, pairs[start:end], common) for start, end in split_pairs(shingles, pairs)]
    parts = run_threads(_measure_part, calls, workers)
    return np.concatenate(parts) if parts else np.empty((0, len(MEASURES)))


def overlap(
    shingles: Shingles, pairs: NDArray[np.int64], workers: int | None = 1
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """How far the runs of pairs of documents are the same, on threads.

    returns  (n_pairs,)    Jaccard likeness
             (n_pairs,)    share of the smaller side's runs that the other has
             (n_pairs, 2)  runs of each side
    """
    calls = [(shingles, pairs[start:end]) for start, end in split_pairs(shingles, pairs)]
    parts = run_threads(compare_runs, calls, workers)
    if not parts:
        return np.empty(0), np.empty(0), np.empty((0, 2), np.int64)
    sizes = np.concatenate([part[0] for part in parts], axis=1)
    shared = np.concatenate([part[1] for part in parts])
    return _divide(shared, sizes.sum(axis=0) - shared), _divide(shared, sizes.min(axis=0)), sizes.T


def split_pairs(shingles: Shingles, pairs: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Slices of ``pairs`` with about ``PART_ENTRIES`` words each: they bound memory and go to threads."""
    sizes = np.diff(shingles.word_offsets)[pairs.T].sum(axis=0) + 16 if len(pairs) else np.empty(0, np.int64)
    parts = np.cumsum(sizes) // PART_ENTRIES
    edges = np.flatnonzero(np.diff(parts, prepend=-1, append=-1))
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))


def _measure_part(shingles: Shingles, pairs: NDArray[np.int64], common: Commonness) -> NDArray[np.float64]:
    sizes, shared, n_formulas = compare_runs(shingles, pairs, common.indexed)
    likeness = _divide(shared, sizes.sum(axis=0) - shared)
    words = compare_words(shingles, pairs, common.rarity)
    opening = _divide(words["opening_shared"], words["opening"])
    both = words["shared"][0]
    alike = _divide(both, words["all"].sum(axis=0) - both)
    lead = _divide(words["lead_opening"], words["lead"]).max(axis=0)
    one, other = find_days(shingles, pairs.reshape(-1)).reshape(-1, 2).T
    found = {
        "likeness": likeness,
        "containment": np.minimum(_divide(shared, sizes.min(axis=0)), 0.6),
        "words": np.minimum(alike, 0.6),
        "own_runs": np.minimum(np.log1p(shared - n_formulas) / np.log1p(MANY_RUNS), 1),
        "opening_both": np.minimum(opening.min(axis=0), 0.4),
        "opening_either": np.minimum(opening.max(axis=0), 0.8),
        "lead": lead,
        "far_lead": np.clip((FAR_LEAD - lead) / (FAR_LEAD - FARTHEST_LEAD), 0, 1),
        **_measure_news(words),
        "moved_head": _measure_heads(words),
        "other_days": (one > 0) & (other > 0) & (one & other == 0),
        **_measure_figures(shingles, pairs),
        **_measure_notices(words, (likeness, alike), shingles.lengths[pairs.T].min(axis=0)),
        "formula": _divide(n_formulas, shared) * np.minimum(1, 4 * (1 - likeness)),
        "topic": likeness * _measure_topics(words),
    }
    return np.column_stack([found[name] for name in MEASURES])


def _measure_news(words: dict[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """What is new on top, and what is new on both sides below."""
    leads = _divide(words["lead_shared"], words["lead"])
    lead, gap = leads.min(axis=0), leads.max(axis=0) - leads.min(axis=0)
    rest = words["all"] - words["lead"]
    own = rest - (words["shared"] - words["lead_shared"])
    lacking = (own / (rest + FEW_WORDS)).min(axis=0)
    return {
        "new_lead": np.maximum(KNOWN_LEAD - lead, 0) / KNOWN_LEAD,
        "news_above": np.clip((gap - KNOWN_LESS) / (UNKNOWN - KNOWN_LESS), 0, 1),
        "new_rest": np.maximum(lacking - (1 - KNOWN_REST), 0) / KNOWN_REST,
    }


def _measure_heads(words: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """How far one head stands below the other, which is new."""
    known = _divide(words["head_shared"], words["head"])
    below = known - _divide(words["head_both"], words["head"])
    moved = np.clip((np.ptp(below, axis=0) - MOVED_HEAD) / (WHOLLY_MOVED - MOVED_HEAD), 0, 1)
    new = np.maximum(KNOWN_HEAD - known.min(axis=0), 0) / KNOWN_HEAD
    heads: NDArray[np.float64] = moved * new
    return heads


def _measure_figures(shingles: Shingles, pairs: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """How far figures at the same places differ."""
    common, conflicts, own = compare_figures(shingles, pairs)
    n_words = np.maximum(shingles.lengths[pairs.T].min(axis=0), 1)
    dense = _divide(conflicts, common) * np.minimum(1, FIGURE_EVERY * conflicts / n_words)
    return {
        "figures": conflicts / (common + 1),
        "many_figures": np.maximum(np.minimum(np.log1p(conflicts) / np.log(9), 1), dense),
        "short_figures": np.minimum(1, 2 * own / (common + 1)) * np.minimum(1, SHORT_WORDS / n_words),
    }


def _measure_notices(
    words: dict[str, NDArray[np.float64]],
    alike: tuple[NDArray[np.float64], NDArray[np.float64]],
    n_words: NDArray[np.int64],
) -> dict[str, NDArray[np.float64]]:
    """How far each side of a pair of short texts has words of its own, or the same words in another order.

    alike  the likeness of the runs and of the words
    """
    likeness, same_words = alike
    own = ((words["all"] - words["shared"]) / (words["all"] + FEW_WORDS)).min(axis=0)
    shortness = np.clip((LONGEST_NOTICE - n_words) / (LONGEST_NOTICE - SHORT_NOTICE), 0, 1)
    equality = np.clip((same_words - EQUAL_WORDS) / (1 - EQUAL_WORDS), 0, 1)
    return {
        "short_names": np.minimum(1, OWN_NAMES * own) * np.minimum(1, 2 * likeness) * shortness,
        "short_order": equality * (1 - likeness) * shortness,
    }


def _measure_topics(words: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """How far each side repeats words that the other does not have; a quarter of them is as much as all."""
    own = (words["repeated"] - words["repeated_shared"]) / (words["repeated"] + FEW_REPEATED)
    topics: NDArray[np.float64] = np.minimum(1, 4 * own.min(axis=0))
    return topics


def _divide(part: NDArray[np.generic], whole: NDArray[np.generic]) -> NDArray[np.float64]:
    """``part / whole``, and 0 where ``whole`` is 0."""
    shares = np.zeros(np.shape(whole))
    np.divide(part, whole, out=shares, where=np.asarray(whole) > 0)
    return shares
