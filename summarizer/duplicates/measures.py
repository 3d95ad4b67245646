"""The measures of a candidate pair. Their weights are fitted by `models/duplicate_weights.py`.

Every candidate is measured exactly before the decision, so a hash shared by chance never joins two documents.
A measure looks at the two documents and at what is common in the news, never at others of the batch.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.shingles import (
    LEAD,
    MARK_BITS,
    NUMBER,
    OPENING,
    PLACE_BITS,
    REPEATED,
    VALUE_BITS,
    Shingles,
)
from summarizer.duplicates.sketches import locate_entries

# The columns of `measure_candidates`, which explains them.
LIKENESS, CONTAINMENT = 0, 1
MEASURES = (
    "likeness", "containment", "words", "own_runs", "opening_both", "opening_either", "lead", "new_lead",
    "new_rest", "figures", "many_figures", "short_figures", "formula", "topic",
)  # fmt: skip
# A table of a megabyte, in which one run in thirty is possible without being a formula.
POSSIBLE_BITS = 20
# Short bulletins of rates and weather have one figure in ten words, other news one in thirty.
FIGURE_EVERY = 10
# A notice of so many words is about its one or two figures.
SHORT_WORDS = 40
# More shared runs of its own say no more.
MANY_RUNS = 100
# Nineteen of twenty labelled copies have half of the lead of each side in the other text. Of an update, of an
# item of a round-up and of reports with one background, nineteen of twenty have less than a third.
KNOWN_LEAD = 0.4
# Below the lead, edited copies lack a third of the words at most.
KNOWN_REST = 0.6
# Added weights of about two and four words, so that one word does not decide.
FEW_REPEATED, FEW_WORDS = 5.0, 10.0
# Entries (runs or words) measured at once: few enough for the working arrays to fit the processor's cache.
PART_ENTRIES = 1 << 17


@dataclass(frozen=True)
class Commonness:
    """How common words and runs are in the news.

    rarity    (2**k,)  how rare a word is, by the top bits of its hash
    formulas  (n,)     hashes of the runs that many documents hold, ascending
    """

    rarity: NDArray[np.float64]
    formulas: NDArray[np.uint32]

    @cached_property
    def is_possible(self) -> NDArray[np.bool_]:
        """A table of the low bits of the formulas, which excludes most other runs."""
        table = np.zeros(1 << POSSIBLE_BITS, bool)
        table[self.formulas & np.uint32((1 << POSSIBLE_BITS) - 1)] = True
        return table

    def find_formulas(self, runs: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Which runs are formulas."""
        found: NDArray[np.bool_] = self.is_possible[runs & np.uint32((1 << POSSIBLE_BITS) - 1)]
        rows = np.flatnonzero(found)
        places = np.searchsorted(self.formulas, runs[rows])
        found[rows] = self.formulas[np.minimum(places, len(self.formulas) - 1)] == runs[rows]
        return found


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
    new_rest        how far the other side lacks the words after these, on the side where it lacks less: 0
                    where it has .6 of their weight. Two reports below one opening.
    figures         of the places between the same two words where both sides have figures, the share where
                    no figure is the same
    many_figures    ... how many, on a logarithmic scale that ends at 8; or that share, where one word in ten
                    is such a figure, and less of it where they are fewer: short bulletins have few places
    short_figures   twice ``figures``, up to 1; less of it in texts of more than 40 words
    formula         share of the shared runs that are formulas, less the more alike the two are, 0 when equal
    topic           ``likeness``, times the share of words repeated on one side that the other does not have.
                    Bulletins of one template are alike, and each repeats its own names.

    Above the caps more overlap says nothing: strongly edited copies do not exceed them, and bulletins of one
    template do by far.
    """
    from joblib import Parallel, delayed

    threads = Parallel(n_jobs=workers or -1, prefer="threads")
    parts = threads(
        delayed(_measure_part)(shingles, pairs[start:end], common)
        for start, end in split_pairs(shingles, pairs)
    )
    return np.concatenate(parts) if parts else np.empty((0, len(MEASURES)))


def overlap(
    shingles: Shingles, pairs: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """How far the runs of pairs of documents are the same.

    returns  (n_pairs,)    Jaccard likeness
             (n_pairs,)    share of the smaller side's runs that the other has
             (n_pairs, 2)  runs of each side
    """
    parts = [_compare_runs(shingles, pairs[start:end]) for start, end in split_pairs(shingles, pairs)]
    if not parts:
        return np.empty(0), np.empty(0), np.empty((0, 2), np.int64)
    sizes = np.concatenate([part[0] for part in parts])
    shared = np.concatenate([part[1] for part in parts])
    return _divide(shared, sizes.sum(axis=1) - shared), _divide(shared, sizes.min(axis=1)), sizes


def split_pairs(shingles: Shingles, pairs: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Slices of ``pairs`` with about ``PART_ENTRIES`` words each: they bound memory and go to threads."""
    sizes = np.diff(shingles.word_offsets)[pairs].sum(axis=1) + 16 if len(pairs) else np.empty(0, np.int64)
    parts = np.cumsum(sizes) // PART_ENTRIES
    edges = np.flatnonzero(np.diff(parts, prepend=-1, append=-1))
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))


def _measure_part(shingles: Shingles, pairs: NDArray[np.int64], common: Commonness) -> NDArray[np.float64]:
    sizes, shared, runs, owners = _compare_runs(shingles, pairs)
    n_formulas = np.bincount(owners[common.find_formulas(runs)], minlength=len(pairs))
    likeness = _divide(shared, sizes.sum(axis=1) - shared)
    words = _compare_words(shingles, pairs, common.rarity)
    opening = _divide(words["opening_shared"], words["opening"])
    both = words["shared"][:, 0]
    found = {
        "likeness": likeness,
        "containment": np.minimum(_divide(shared, sizes.min(axis=1)), 0.6),
        "words": np.minimum(_divide(both, words["all"].sum(axis=1) - both), 0.6),
        "own_runs": np.minimum(np.log1p(shared - n_formulas) / np.log1p(MANY_RUNS), 1),
        "opening_both": np.minimum(opening.min(axis=1), 0.4),
        "opening_either": np.minimum(opening.max(axis=1), 0.8),
        "lead": _divide(words["lead_opening"], words["lead"]).max(axis=1),
        **_measure_news(words),
        **_measure_figures(shingles, pairs),
        "formula": _divide(n_formulas, shared) * np.minimum(1, 4 * (1 - likeness)),
        "topic": likeness * _measure_topics(words),
    }
    return np.column_stack([found[name] for name in MEASURES])


def _measure_news(words: dict[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """What is new on top, and what is new on both sides below."""
    lead = _divide(words["lead_shared"], words["lead"]).min(axis=1)
    rest = words["all"] - words["lead"]
    own = rest - (words["shared"] - words["lead_shared"])
    lacking = (own / (rest + FEW_WORDS)).min(axis=1)
    return {
        "new_lead": np.maximum(KNOWN_LEAD - lead, 0) / KNOWN_LEAD,
        "new_rest": np.maximum(lacking - (1 - KNOWN_REST), 0) / KNOWN_REST,
    }


def _measure_figures(shingles: Shingles, pairs: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """How far figures at the same places differ."""
    common_places, conflicts = _compare_figures(shingles, pairs)
    n_words = np.maximum(shingles.lengths[pairs].min(axis=1), 1)
    dense = _divide(conflicts, common_places) * np.minimum(1, FIGURE_EVERY * conflicts / n_words)
    figures = conflicts / (common_places + 1)
    return {
        "figures": figures,
        "many_figures": np.maximum(np.minimum(np.log1p(conflicts) / np.log(9), 1), dense),
        "short_figures": np.minimum(1, 2 * figures) * np.minimum(1, SHORT_WORDS / n_words),
    }


def _measure_topics(words: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """How far each side repeats words that the other does not have; a quarter of them is as much as all."""
    own = (words["repeated"] - words["repeated_shared"]) / (words["repeated"] + FEW_REPEATED)
    topics: NDArray[np.float64] = np.minimum(1, 4 * own.min(axis=1))
    return topics


def _compare_runs(
    shingles: Shingles, pairs: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint32], NDArray[np.int64]]:
    """Runs of each side, (n_pairs, 2); how many are shared, (n_pairs,); the shared runs, the pair of each."""
    places, counts = locate_entries(shingles.run_offsets, pairs.reshape(-1))
    owners = np.repeat(np.arange(2 * len(pairs), dtype=np.uint64) >> np.uint64(1), counts)
    keys = (owners << np.uint64(32)) | shingles.runs[places]
    # Each side is sorted already: merge sort takes a tenth of the time of another sort.
    keys.sort(kind="stable")
    shared = keys[1:][keys[1:] == keys[:-1]]
    in_pair = (shared >> np.uint64(32)).astype(np.int64)
    n_shared = np.bincount(in_pair, minlength=len(pairs))
    return counts.reshape(-1, 2), n_shared, shared.astype(np.uint32), in_pair


def _compare_words(
    shingles: Shingles, pairs: NDArray[np.int64], rarity: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Weights of words summed over each side, (n_pairs, 2): all, opening, lead, repeated, and those shared.

    ``lead_opening``: those of the lead that the opening of the other side has.
    """
    places, counts = locate_entries(shingles.word_offsets, pairs.reshape(-1))
    sides = np.repeat(np.arange(2 * len(pairs), dtype=np.uint64), counts)
    # A word, then one bit for its side, then its marks.
    below = np.uint64(MARK_BITS + 1)
    keys = ((sides >> np.uint64(1)) << (np.uint64(32) + below)) | (
        shingles.words[places].astype(np.uint64) << below
    )
    keys |= (sides & np.uint64(1)) << np.uint64(MARK_BITS) | shingles.marks[places]
    keys.sort(kind="stable")
    bare = keys >> below
    words = bare.astype(np.uint32)
    same = bare[1:] == bare[:-1]
    side = (bare >> np.uint64(32) << np.uint64(1) | ((keys >> np.uint64(MARK_BITS)) & np.uint64(1))).astype(
        np.int64
    )
    is_opening = (keys & np.uint64(OPENING)) > 0
    is_word = (words & np.uint32(NUMBER)) == 0
    rows: dict[str, NDArray[np.int64] | slice] = {
        "all": slice(None),
        "opening": np.flatnonzero(is_opening),
        "lead": np.flatnonzero(keys & np.uint64(LEAD)),
        "repeated": np.flatnonzero(((keys & np.uint64(REPEATED)) > 0) & is_word),
    }
    worth = rarity[words >> np.uint32(33 - len(rarity).bit_length())]
    shared_worth = worth * _mark_neighbours(same, same)
    sums = {}
    for name, chosen in rows.items():
        sums[name] = _sum_sides(side[chosen], worth[chosen], len(pairs))
        sums[f"{name}_shared"] = _sum_sides(side[chosen], shared_worth[chosen], len(pairs))
    sums["shared"] = sums.pop("all_shared")
    in_opening = _mark_neighbours(same & is_opening[1:], same & is_opening[:-1])
    leads = rows["lead"]
    sums["lead_opening"] = _sum_sides(side[leads], (worth * in_opening)[leads], len(pairs))
    return sums


def _mark_neighbours(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The entries before those of ``before``, and those after ``after``; one more than either has."""
    marked = np.zeros(len(before) + 1, bool)
    marked[:-1] = before
    marked[1:] |= after
    return marked


def _compare_figures(
    shingles: Shingles, pairs: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many places have figures on both sides, and at how many none is the same; (n_pairs,) each."""
    entries, counts = locate_entries(shingles.figure_offsets, pairs.reshape(-1))
    sides = np.repeat(np.arange(2 * len(pairs), dtype=np.uint64), counts)
    figures = ((sides >> np.uint64(1)) << np.uint64(PLACE_BITS + VALUE_BITS)) | shingles.figures[entries]
    places = figures >> np.uint64(VALUE_BITS)
    is_first = np.ones(len(places), bool)
    is_first[1:] = (places[1:] != places[:-1]) | (sides[1:] != sides[:-1])
    n_common = _count_twice(places[is_first], len(pairs), PLACE_BITS)
    figures.sort(kind="stable")
    agreed = np.unique(figures[1:][figures[1:] == figures[:-1]] >> np.uint64(VALUE_BITS))
    n_agreed = np.bincount((agreed >> np.uint64(PLACE_BITS)).astype(np.int64), minlength=len(pairs))
    return n_common, n_common - n_agreed


def _count_twice(keys: NDArray[np.uint64], n_pairs: int, bits: int) -> NDArray[np.int64]:
    """How many keys occur twice in each pair; the pair is in the bits above the lowest ``bits``."""
    keys = np.sort(keys, kind="stable")
    twice = keys[1:][keys[1:] == keys[:-1]]
    return np.bincount((twice >> np.uint64(bits)).astype(np.int64), minlength=n_pairs)


def _sum_sides(
    sides: NDArray[np.int64], values: NDArray[np.float64] | NDArray[np.bool_], n_pairs: int
) -> NDArray[np.float64]:
    sums: NDArray[np.float64] = np.bincount(sides, values, minlength=2 * n_pairs).astype(np.float64)
    return sums.reshape(-1, 2)


def _divide(part: NDArray[np.generic], whole: NDArray[np.generic]) -> NDArray[np.float64]:
    """``part / whole``, and 0 where ``whole`` is 0."""
    shares = np.zeros(np.shape(whole))
    np.divide(part, whole, out=shares, where=np.asarray(whole) > 0)
    return shares
