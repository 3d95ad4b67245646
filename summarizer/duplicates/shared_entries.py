"""What two documents share: runs, the weights of words, figures; used by `measures`.

A kernel reads both sides of a pair beside each other. Where it was not built, numpy sorts many pairs at once.
"""

from ctypes import CDLL, Structure
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.entries import locate_entries
from summarizer.duplicates.shingle_sorting import (
    HEAD,
    LEAD,
    MARK_BITS,
    NUMBER,
    OPENING,
    PLACE_BITS,
    REPEATED,
    VALUE_BITS,
)
from summarizer.duplicates.shingles import Shingles
from summarizer.kernels import measures as kernels
from summarizer.kernels.library import load_library

SharedRuns = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
# For callers to whom no run is a formula.
NO_FORMULAS: kernels.Formulas = np.empty(0, np.uint32), np.zeros((1 << 16) + 1, np.int32)
# What is summed over the words of each side.
_SUMS = {
    "all": kernels.Condition(),
    "shared": kernels.Condition(other=kernels.PRESENT),
    "opening": kernels.Condition(OPENING),
    "opening_shared": kernels.Condition(OPENING, kernels.PRESENT),
    "head": kernels.Condition(HEAD),
    "head_shared": kernels.Condition(HEAD, kernels.PRESENT),
    "head_both": kernels.Condition(HEAD, HEAD),
    "lead": kernels.Condition(LEAD),
    "lead_shared": kernels.Condition(LEAD, kernels.PRESENT),
    "lead_opening": kernels.Condition(LEAD, OPENING),
    "repeated": kernels.Condition(REPEATED, only_words=True),
    "repeated_shared": kernels.Condition(REPEATED, kernels.PRESENT, only_words=True),
}


class SharedFigures(NamedTuple):
    """Places between the same two words where both sides of a pair have figures; (n_pairs,) each.

    common     how many
    conflicts  ... without a figure that is the same
    own        ... where each side has a figure that the other lacks
    """

    common: NDArray[np.int64]
    conflicts: NDArray[np.int64]
    own: NDArray[np.int64]


def index_formulas(hashes: NDArray[np.uint32]) -> kernels.Formulas:
    """Formulas, ascending, and where those with each top 16 bits begin."""
    return hashes, np.searchsorted(hashes, np.arange((1 << 16) + 1, dtype=np.uint64) << np.uint64(16)).astype(
        np.int32
    )


def compare_runs(
    shingles: Shingles, pairs: NDArray[np.int64], formulas: kernels.Formulas = NO_FORMULAS
) -> SharedRuns:
    """Runs of each side, (2, n_pairs); how many are shared; how many of these are formulas, (n_pairs,)."""
    library = load_library()
    if library:
        return compare_runs_by_kernel(library, shingles, pairs, formulas)
    return compare_runs_by_arrays(shingles, pairs, formulas)


def compare_words(
    shingles: Shingles, pairs: NDArray[np.int64], rarity: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Weights of words summed over each side, (2, n_pairs): all, opening, lead, head, repeated; those shared.

    ``lead_opening``: those of the lead that the opening of the other side has; ``head_both``: those of the
    head that the head of the other side has.
    """
    library = load_library()
    if library:
        return compare_words_by_kernel(library, shingles, pairs, rarity)
    return compare_words_by_arrays(shingles, pairs, rarity)


def compare_figures(shingles: Shingles, pairs: NDArray[np.int64]) -> SharedFigures:
    """How many places have figures on both sides, and at how many these differ; (n_pairs,) each."""
    library = load_library()
    if library:
        return compare_figures_by_kernel(library, shingles, pairs)
    return compare_figures_by_arrays(shingles, pairs)


def compare_runs_by_kernel(
    library: CDLL, shingles: Shingles, pairs: NDArray[np.int64], formulas: kernels.Formulas
) -> SharedRuns:
    """As `compare_runs`, compiled."""
    sides = pairs.T
    sizes = shingles.run_offsets[sides + 1] - shingles.run_offsets[sides]
    counts = kernels.count_shared_runs(
        library, lay_out_documents(shingles), np.ascontiguousarray(pairs), formulas
    )
    return sizes, counts[:, 0], counts[:, 1]


def compare_words_by_kernel(
    library: CDLL, shingles: Shingles, pairs: NDArray[np.int64], rarity: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """As `compare_words`, compiled."""
    weights = rarity, list(_SUMS.values())
    sums = kernels.sum_words(library, lay_out_documents(shingles), np.ascontiguousarray(pairs), weights)
    return dict(zip(_SUMS, sums, strict=True))


def compare_figures_by_kernel(library: CDLL, shingles: Shingles, pairs: NDArray[np.int64]) -> SharedFigures:
    """As `compare_figures`, compiled."""
    counts = kernels.compare_figure_rows(library, lay_out_documents(shingles), np.ascontiguousarray(pairs))
    common, agreed, own = counts.T
    return SharedFigures(common, common - agreed, own)


def compare_runs_by_arrays(
    shingles: Shingles, pairs: NDArray[np.int64], formulas: kernels.Formulas
) -> SharedRuns:
    """As `compare_runs`, with numpy alone."""
    places, counts = locate_entries(shingles.run_offsets, pairs.reshape(-1))
    owners = np.repeat(np.arange(2 * len(pairs), dtype=np.uint64) >> np.uint64(1), counts)
    keys = (owners << np.uint64(32)) | shingles.runs[places]
    # Each side is sorted already: merge sort takes a tenth of the time of another sort.
    keys.sort(kind="stable")
    shared = keys[1:][keys[1:] == keys[:-1]]
    in_pair = (shared >> np.uint64(32)).astype(np.int64)
    n_shared = np.bincount(in_pair, minlength=len(pairs))
    is_formula = np.isin(shared.astype(np.uint32), formulas[0])
    return counts.reshape(-1, 2).T, n_shared, np.bincount(in_pair[is_formula], minlength=len(pairs))


def compare_words_by_arrays(
    shingles: Shingles, pairs: NDArray[np.int64], rarity: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """As `compare_words`, with numpy alone."""
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
    is_word = (words & np.uint32(NUMBER)) == 0
    rows: dict[str, NDArray[np.int64] | slice] = {
        "all": slice(None),
        "opening": np.flatnonzero(keys & np.uint64(OPENING)),
        "head": np.flatnonzero(keys & np.uint64(HEAD)),
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
    for name, block, mark in (("lead_opening", "lead", OPENING), ("head_both", "head", HEAD)):
        is_marked = (keys & np.uint64(mark)) > 0
        in_other = _mark_neighbours(same & is_marked[1:], same & is_marked[:-1])
        own = rows[block]
        sums[name] = _sum_sides(side[own], (worth * in_other)[own], len(pairs))
    return sums


def _mark_neighbours(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The entries before those of ``before``, and those after ``after``; one more than either has."""
    marked = np.zeros(len(before) + 1, bool)
    marked[:-1] = before
    marked[1:] |= after
    return marked


def compare_figures_by_arrays(shingles: Shingles, pairs: NDArray[np.int64]) -> SharedFigures:
    """As `compare_figures`, with numpy alone."""
    entries, counts = locate_entries(shingles.figure_offsets, pairs.reshape(-1))
    sides = np.repeat(np.arange(2 * len(pairs), dtype=np.uint64), counts)
    figures = ((sides >> np.uint64(1)) << np.uint64(PLACE_BITS + VALUE_BITS)) | shingles.figures[entries]
    places, side = figures >> np.uint64(VALUE_BITS), sides & np.uint64(1)
    is_same = np.isin(figures, _find_twice(figures))
    # Of each side, the places with any figure, and those with one that the other side lacks.
    held, alone = (
        np.unique((part << np.uint64(1)) | own) >> np.uint64(1)
        for part, own in ((places, side), (places[~is_same], side[~is_same]))
    )
    common, own, agreed = _find_twice(held), _find_twice(alone), np.unique(places[is_same])
    n_common, n_own, n_agreed = (
        np.bincount((found >> np.uint64(PLACE_BITS)).astype(np.int64), minlength=len(pairs))
        for found in (common, own, agreed)
    )
    return SharedFigures(n_common, n_common - n_agreed, n_own)


def _find_twice(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The keys that occur twice; none occurs more often."""
    keys = np.sort(keys, kind="stable")
    twice: NDArray[np.uint64] = keys[1:][keys[1:] == keys[:-1]]
    return twice


def _sum_sides(
    sides: NDArray[np.int64], values: NDArray[np.float64] | NDArray[np.bool_], n_pairs: int
) -> NDArray[np.float64]:
    sums: NDArray[np.float64] = np.bincount(sides, values, minlength=2 * n_pairs).astype(np.float64)
    return sums.reshape(-1, 2).T


def lay_out_documents(shingles: Shingles) -> Structure:
    """The documents for the kernels."""
    return kernels.DOCUMENTS.fill({name: getattr(shingles, name) for name in kernels.DOCUMENTS.fields})
