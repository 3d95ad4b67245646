"""Candidate pairs: documents whose sketches share hashes; used between `sketches` and `measures`.

A bucket holds the documents of one hash. In a crowded bucket each document is paired only with its neighbour
and with the first of the bucket, not with all others: the number of pairs is linear for any input.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.threads import count_threads, run_threads
from summarizer.kernels.candidates import pair_keys as pair_compiled
from summarizer.kernels.library import load_library

# Up to 16 documents in a bucket are all paired with each other; a cap of 40 found no more labelled pairs.
CROWD = 16
# Two shared hashes of 24 are needed: one alone is mostly a phrase, and made nine times as many candidates.
SHARED_HASHES = 2
# Keys that are worth a thread of their own: some milliseconds of sorting.
THREAD_KEYS = 1 << 17


def find_candidates(hashes: NDArray[np.uint32], owners: NDArray[np.int64]) -> NDArray[np.int64]:
    """What `pair_sketches` returns.

    hashes  (n,)  sketch hashes
    owners  (n,)  the document each belongs to, below 2**32
    """
    return pair_sketches(pack_hashes(hashes, owners), np.bincount(owners))


def pair_sketches(
    keys: NDArray[np.uint64], n_hashes: NDArray[np.int64], workers: int | None = 1
) -> NDArray[np.int64]:
    """Candidate pairs, on threads.

    keys      (n,)            what `pack_hashes` returns, in any order; they are sorted in place, because new
                              memory takes longer than sorting
    n_hashes  (n_documents,)  how many hashes each document has
    returns   (n_pairs, 2)    each pair once, the smaller document first, ascending
    """
    buckets = _sort_on_threads(keys, np.uint64(32), workers)
    pairs = np.concatenate(run_threads(_pair, [(part,) for part in buckets], workers))

    def select(part: NDArray[np.int64]) -> NDArray[np.int64]:
        return select_pairs(*_count_pairs(part), lambda rows: n_hashes[rows])

    parts = _sort_on_threads(pairs, np.int64(0), workers)
    return unpack_pairs(np.concatenate(run_threads(select, [(part,) for part in parts], workers)))


def pack_hashes(hashes: NDArray[np.uint32], owners: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Each hash with its document in one number, (n,), so that one sort makes the buckets."""
    return (hashes.astype(np.uint64) << np.uint64(32)) | owners.astype(np.uint64)


def unpack_hashes(keys: NDArray[np.uint64]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """What `pack_hashes` packed."""
    return (keys >> np.uint64(32)).astype(np.uint32), (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)


def pack_pairs(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each pair, (n_pairs, 2), in one number; their order stays."""
    packed: NDArray[np.int64] = (pairs[:, 0] << 32) | pairs[:, 1]
    return packed


def unpack_pairs(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Both documents of packed pairs, (n_pairs, 2)."""
    return np.column_stack([pairs >> 32, pairs & 0xFFFFFFFF])


def pair_buckets(
    keys: NDArray[np.uint64], *, crowd: int = CROWD
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each packed pair that shares a bucket, once, ascending; and how many buckets it shares.

    keys   (n,)  what `pack_hashes` returns, in any order; whole buckets, so several calls can share the work
    crowd  the most documents of a bucket of which all are paired
    """
    pairs = _pair(np.sort(keys), crowd)
    pairs.sort()
    return _count_pairs(pairs)


def pair_arrays(keys: NDArray[np.uint64], crowd: int = CROWD) -> NDArray[np.int64]:
    """The packed pairs of ascending keys in any order, with numpy alone."""
    members = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    starts, sizes = _find_buckets(keys)
    is_crowded = sizes > crowd
    small = _pair_small(members, starts[~is_crowded], sizes[~is_crowded])
    return np.concatenate([small, _pair_crowded(members, starts[is_crowded], sizes[is_crowded])])


def add_shared(
    pairs: NDArray[np.int64], n_shared: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each packed pair once, ascending, with the buckets it shares summed over calls of `pair_buckets`.

    pairs     (n,)  packed, from several calls, in any order
    n_shared  (n,)  buckets that each shares
    """
    order = np.argsort(pairs, kind="stable")
    pairs, n_shared = pairs[order], n_shared[order].astype(np.int64)
    firsts, _ = _find_groups(pairs)
    return pairs[firsts], np.add.reduceat(n_shared, firsts) if len(firsts) else n_shared


def select_pairs(
    pairs: NDArray[np.int64],
    n_shared: NDArray[np.int64],
    count_hashes: Callable[[NDArray[np.int64]], NDArray[np.int64]],
) -> NDArray[np.int64]:
    """The packed pairs that share enough hashes to be measured, ascending.

    pairs         (n,)  packed, ascending
    n_shared      (n,)  hashes that each shares
    count_hashes  from documents, (n,), to how many hashes the sketch of each has

    One shared hash is enough where either document has only one.
    """
    rows = unpack_pairs(pairs)
    n_hashes = np.minimum(count_hashes(rows[:, 0]), count_hashes(rows[:, 1]))
    chosen: NDArray[np.int64] = pairs[n_shared >= np.minimum(SHARED_HASHES, n_hashes)]
    return chosen


def _pair(keys: NDArray[np.uint64], crowd: int = CROWD) -> NDArray[np.int64]:
    """The packed pairs of ascending keys, in any order."""
    library = load_library()
    return pair_compiled(library, keys, crowd) if library else pair_arrays(keys, crowd)


def _count_pairs(pairs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each of ascending packed pairs once, and how often it occurs."""
    firsts, n_shared = _find_groups(pairs)
    return pairs[firsts], n_shared


def _sort_on_threads(values: NDArray[Any], shift: np.integer[Any], workers: int | None) -> list[NDArray[Any]]:
    """Sort in place; parts for as many threads, values that differ in the lowest ``shift`` bits in one."""
    n_parts = max(1, min(count_threads(workers), len(values) // THREAD_KEYS))
    middles = [len(values) * part // n_parts for part in range(1, n_parts)]
    if middles:
        values.partition(middles)
    run_threads(np.ndarray.sort, [(part,) for part in np.split(values, middles)], workers)
    edges = [int(np.searchsorted(values, values[middle] >> shift << shift)) for middle in middles]
    return np.split(values, edges)


def _find_buckets(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The start and the size of each bucket of two documents or more; most have one, so they are left out."""
    hashes = (keys >> np.uint64(32)).astype(np.uint32)
    is_same = np.zeros(len(keys) + 1, bool)
    np.equal(hashes[1:], hashes[:-1], out=is_same[1 : len(keys)])
    starts = np.flatnonzero(is_same[1:] & ~is_same[:-1])
    ends = np.flatnonzero(is_same[:-1] & ~is_same[1:])
    return starts, ends - starts + 1


def _pair_small(
    members: NDArray[np.int64], starts: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.int64]:
    """All pairs of some buckets, each packed into one number."""
    found = [np.empty(0, np.int64)]
    for distance in range(1, int(sizes.max(initial=0))):
        chosen = sizes > distance
        firsts = _spread(starts[chosen], sizes[chosen] - distance)
        found.append((members[firsts] << 32) | members[firsts + distance])
    return np.concatenate(found)


def _pair_crowded(
    members: NDArray[np.int64], starts: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Of some buckets, each document with the next one and with the first."""
    firsts = _spread(starts, sizes - 1)
    hubs = np.repeat(starts, sizes - 1)
    neighbours = (members[firsts] << 32) | members[firsts + 1]
    spokes = (members[hubs] << 32) | members[firsts + 1]
    return np.concatenate([neighbours, spokes[hubs != firsts]])


def _spread(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """For every i, ``counts[i]`` consecutive numbers from ``starts[i]``."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - (ends - counts), counts) + np.arange(total)


def _find_groups(keys: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The start and the length of each run of equal keys; ``keys`` ascend."""
    is_first = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=is_first[1:])
    starts = np.flatnonzero(is_first)
    return starts, np.diff(starts, append=len(keys))
