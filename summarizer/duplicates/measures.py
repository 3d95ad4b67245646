"""The ten measures of a candidate pair. Their weights are fitted by `models/duplicate_weights.py`.

Every candidate is measured exactly before the decision, so a hash shared by chance never joins two documents.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.shingles import NUMBER, OPENING, PLACE_BITS, REPEATED, VALUE_BITS, Shingles
from summarizer.duplicates.sketches import find_formulas, locate_entries

# The columns of `measure_candidates`, which explains them.
LIKENESS = 0
MEASURES = (
    "likeness", "containment", "words", "alone", "opening_both", "opening_either",
    "figures", "many_figures", "formula", "formula_topic",
)  # fmt: skip
# Short bulletins of rates and weather have one figure in ten words, other news one in thirty.
FIGURE_EVERY = 10
# Entries (runs or words) measured at once: few enough for the working arrays to fit the processor's cache.
PART_ENTRIES = 1 << 17


@dataclass(frozen=True, slots=True)
class Commonness:
    """How common words and runs are.

    rarity       (2**k,)  how rare a word is, by the top bits of its hash
    run_counts   (2**k,)  how many documents hold a run, as `sketches.count_runs` counts
    n_documents           documents counted
    """

    rarity: NDArray[np.float64]
    run_counts: NDArray[np.int32]
    n_documents: int


def measure_candidates(
    shingles: Shingles, pairs: NDArray[np.int64], common: Commonness, workers: int | None = 1
) -> NDArray[np.float64]:
    """Measure pairs of documents exactly, on threads.

    pairs       (n_pairs, 2)           documents of ``shingles``
    returns     (n_pairs, n_measures)  one column for each name of ``MEASURES``, all from 0 to 1:

    likeness        Jaccard likeness of the runs of three words
    containment     share of the runs of the side with fewer that the other has too, up to .6
    words           IDF-weighted Jaccard likeness of the words, up to .6
    alone           IDF-weighted share of words that only one side has: the smaller of the two shares
    opening_both    IDF-weighted share of the first 60 words that the other side has too: the smaller of
                    the two, up to .4
    opening_either  ... the larger, up to .8
    figures         of the places between the same two words where both sides have figures, the share where
                    no figure is the same
    many_figures    ... how many, on a logarithmic scale that ends at 8; or that share, where one word in ten
                    is such a figure, and less of it where they are fewer: short bulletins have few places
    formula         share of the shared runs that are formulas, less the more alike the two are, 0 when equal
    formula_topic   the same, times the share of words repeated on one side that the other does not have

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
    formulas = find_formulas(runs, common.run_counts, common.n_documents)
    n_formulas = np.bincount(owners[formulas], minlength=len(pairs))
    likeness = _divide(shared, sizes.sum(axis=1) - shared)
    formula = _divide(n_formulas, shared) * np.minimum(1, 4 * (1 - likeness))
    words = _compare_words(shingles, pairs, common.rarity)
    own = 1 - _divide(words["shared"], words["all"])
    opening = _divide(words["opening_shared"], words["opening"])
    common_places, conflicts = _compare_figures(shingles, pairs)
    n_words = shingles.lengths[pairs].min(axis=1)
    dense = _divide(conflicts, common_places) * np.minimum(1, FIGURE_EVERY * _divide(conflicts, n_words))
    # The weight of about two words is added, so that a single repeated word does not decide.
    topic = (words["repeated"] - words["repeated_shared"]) / (words["repeated"] + 5)
    both = words["shared"][:, 0]
    return np.column_stack(
        [
            likeness,
            np.minimum(_divide(shared, sizes.min(axis=1)), 0.6),
            np.minimum(_divide(both, words["all"].sum(axis=1) - both), 0.6),
            own.min(axis=1),
            np.minimum(opening.min(axis=1), 0.4),
            np.minimum(opening.max(axis=1), 0.8),
            conflicts / (common_places + 1),
            np.maximum(np.minimum(np.log1p(conflicts) / np.log(9), 1), dense),
            formula,
            formula * np.minimum(1, 4 * topic.min(axis=1)),
        ]
    )


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
    """Weights of words summed over each side, (n_pairs, 2): all, opening, repeated, and those shared."""
    places, counts = locate_entries(shingles.word_offsets, pairs.reshape(-1))
    sides = np.repeat(np.arange(2 * len(pairs), dtype=np.uint64), counts)
    keys = ((sides >> np.uint64(1)) << np.uint64(35)) | (
        shingles.words[places].astype(np.uint64) << np.uint64(3)
    )
    keys |= (sides & np.uint64(1)) << np.uint64(2) | shingles.marks[places]
    keys.sort(kind="stable")
    words = (keys >> np.uint64(3)).astype(np.uint32)
    same = (keys[1:] >> np.uint64(3)) == (keys[:-1] >> np.uint64(3))
    is_shared = np.zeros(len(keys), bool)
    is_shared[1:] = same
    is_shared[:-1] |= same
    side = ((keys >> np.uint64(35)) << np.uint64(1) | ((keys >> np.uint64(2)) & np.uint64(1))).astype(
        np.int64
    )
    is_word = (words & np.uint32(NUMBER)) == 0
    rows: dict[str, NDArray[np.int64] | slice] = {
        "all": slice(None),
        "opening": np.flatnonzero(keys & np.uint64(OPENING)),
        "repeated": np.flatnonzero(((keys & np.uint64(REPEATED)) > 0) & is_word),
    }
    worth = rarity[words >> np.uint32(33 - len(rarity).bit_length())]
    shared_worth = worth * is_shared
    sums = {}
    for name, chosen in rows.items():
        sums[name] = _sum_sides(side[chosen], worth[chosen], len(pairs))
        sums[f"{name}_shared"] = _sum_sides(side[chosen], shared_worth[chosen], len(pairs))
    sums["shared"] = sums.pop("all_shared")
    return sums


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
