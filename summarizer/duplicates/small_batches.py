"""The pairs of a small batch: all that may be one text; in place of `sketches` and `candidates`.

Then the verdict on every pair is that of `compare`, and the order of the documents does not decide which
belong together. Each bound is on a number that no part of a batch has more of than the whole, so what is kept
of a small batch is a small batch.
"""

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.candidates import pack_hashes, pair_buckets, unpack_pairs
from summarizer.duplicates.decision import LEAST_CONTAINMENT
from summarizer.duplicates.entries import take_entries
from summarizer.duplicates.shingles import Shingles
from summarizer.duplicates.sketches import count_runs
from summarizer.kernels.library import load_library
from summarizer.kernels.sharing import find_sharing

# Of so few documents all pairs that share a run are compared. Of 128 news articles one in seventeen does.
FEW = 128
# Of more, those pairs that share enough; pairs of documents are counted once for each run that both have. The
# 5,000 documents of the labelled news have 1.1 million runs, 1.6 million such pairs, and of those that share
# enough 6,000; 2,000 texts mixed from a few stories have .1, 4 and .1 million.
MOST_DOCUMENTS = 1 << 13
MOST_RUNS = 1 << 21
MOST_SHARED = 1 << 23
MOST_PAIRS = 1 << 17
# Buckets of runs: so many whatever the number of runs, so that less of a batch never has more shared runs.
BUCKETS = 1 << 20
# Of so many runs of the smaller document, the other must have one: `decision` denies all others.
SHARE = int(1 / LEAST_CONTAINMENT)


def pair_small_batch(shingles: Shingles, rows: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """All pairs of documents that may be one text, by their places in ``rows``, ascending; (n_pairs, 2).

    None where the batch is not small.
    """
    if len(rows) <= FEW:
        return pair_sharing(shingles, rows)
    if not may_be_small(len(rows), int(np.diff(shingles.run_offsets)[rows].sum())):
        return None
    table = count_runs(shingles, rows, BUCKETS)
    counts = table.astype(np.int64)
    if (counts @ counts - counts.sum()) // 2 > MOST_SHARED:
        return None
    packed = _find_enough(shingles, rows, table)
    return unpack_pairs(np.sort(packed)) if packed is not None and len(packed) <= MOST_PAIRS else None


def may_be_small(n_documents: int, n_runs: int = 0) -> bool:
    """Whether so many documents of so many runs may be a small batch, whatever runs they share."""
    return n_documents <= FEW or (n_documents <= MOST_DOCUMENTS and n_runs <= MOST_RUNS)


def find_arrays(shingles: Shingles, rows: NDArray[np.int64], share: int = SHARE) -> NDArray[np.int64]:
    """The pairs that `kernels.sharing.find_sharing` finds, however many, with numpy alone."""
    runs = take_entries(shingles.runs, shingles.run_offsets, rows)
    sizes = np.diff(shingles.run_offsets)[rows]
    keys = pack_hashes(runs, np.repeat(np.arange(len(rows)), sizes))
    pairs, n_shared = pair_buckets(keys, crowd=len(rows))
    is_enough: NDArray[np.bool_] = n_shared * share >= sizes[unpack_pairs(pairs)].min(axis=1)
    return pairs[is_enough]


def pair_sharing(shingles: Shingles, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """All pairs of few documents that share a run, by their places in ``rows``, ascending; (n_pairs, 2)."""
    runs = take_entries(shingles.runs, shingles.run_offsets, rows)
    owners = np.repeat(np.arange(len(rows)), np.diff(shingles.run_offsets)[rows])
    # Stable: the documents of a run ascend.
    order = np.argsort(runs, kind="stable")
    runs, owners = runs[order], owners[order]
    is_pair = np.zeros((len(rows), len(rows)), bool)
    firsts = np.arange(len(runs))
    for distance in range(1, len(rows)):
        firsts = firsts[: np.searchsorted(firsts, len(runs) - distance)]
        firsts = firsts[runs[firsts] == runs[firsts + distance]]
        is_pair[owners[firsts], owners[firsts + distance]] = True
    return np.argwhere(is_pair)


def _find_enough(
    shingles: Shingles, rows: NDArray[np.int64], table: NDArray[np.int32]
) -> NDArray[np.int64] | None:
    """The packed pairs that share enough, in any order; None for too many of them."""
    library = load_library()
    if not library:
        return find_arrays(shingles, rows)
    runs = shingles.runs, shingles.run_offsets
    return find_sharing(library, runs, np.ascontiguousarray(rows), table, (SHARE, MOST_PAIRS))
