"""Sketches: a few runs of each document, so that `candidates` finds pairs without comparing all with all.

The smallest hashes of a set are a uniform sample of it, and two sets that share much share many of their
smallest hashes (bottom-k sketch: Cohen and Kaplan 2007). Runs that many documents hold are formulas and
boilerplate: a sketch holds them only where a document has few other runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.candidates import pack_hashes, unpack_hashes
from summarizer.duplicates.entries import locate_entries
from summarizer.duplicates.shingles import Shingles
from summarizer.duplicates.threads import count_threads, run_threads
from summarizer.kernels.library import load_library
from summarizer.kernels.sketches import count_compiled
from summarizer.kernels.sketches import sketch_runs as sketch_compiled

# With 24, all but 2 in 1,000 of the labelled pairs became candidates, at 5k, 20k and 80k documents.
SKETCH_RUNS = 24
# Documents processed together: working arrays of about 30 MB.
PART_DOCUMENTS = 1 << 11
# Documents that are worth a thread of their own: some milliseconds of work.
THREAD_DOCUMENTS = 1 << 12


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many documents each run occurs.

    is_counted  (n_documents,)  which documents are counted
    table       (n_buckets,)    what `count_runs` returns for them
    """

    is_counted: NDArray[np.bool_]
    table: NDArray[np.int32]


def count_on_threads(
    shingles: Shingles, rows: NDArray[np.int64], workers: int | None, before: Counts | None = None
) -> Counts:
    """The runs of the documents ``rows``, counted.

    before  other counts of the same collection: where most documents are the same, only the others are
            counted. A fifth of a collection is removed as copies, and a round later nearly nothing.
    """
    is_counted = np.zeros(len(shingles.lengths), bool)
    is_counted[rows] = True
    size = size_table(int(np.diff(shingles.run_offsets)[is_counted].sum()), len(rows))
    if before is None or size > len(before.table):
        return Counts(is_counted, _count_parts(shingles, np.flatnonzero(is_counted), size, workers))
    gone = np.flatnonzero(before.is_counted & ~is_counted)
    new = np.flatnonzero(is_counted & ~before.is_counted)
    if len(gone) + len(new) >= len(rows):
        return Counts(is_counted, _count_parts(shingles, np.flatnonzero(is_counted), size, workers))
    # Half of the buckets lie behind the other half, by one bit more of the hash.
    table = before.table.reshape(-1, size).sum(axis=0, dtype=np.int32)
    if len(gone):
        table -= _count_parts(shingles, gone, size, workers)
    if len(new):
        table += _count_parts(shingles, new, size, workers)
    return Counts(is_counted, table)


def sketch_on_threads(
    shingles: Shingles, rows: NDArray[np.int64], counts: Counts, workers: int | None
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The sketches of ``rows``, which ``counts`` counts, as `candidates.pair_sketches` takes them.

    returns  (n,)       each hash above the place of its document in ``rows``
             (n_rows,)  hashes of each
    """
    formulas = list_formulas(counts.table, len(rows))
    n_hashes = _count_hashes(shingles, rows)
    offsets = np.concatenate([[0], np.cumsum(n_hashes)])
    keys = np.empty(offsets[-1], np.uint64)

    def write(first: int, end: int) -> None:
        written = keys[offsets[first] : offsets[end]]
        library = load_library()
        if library:
            runs = shingles.runs, shingles.run_offsets
            part = np.ascontiguousarray(rows[first:end])
            sketch_compiled(library, runs, part, (formulas, SKETCH_RUNS), (written, first))
        else:
            hashes, owners = sketch_arrays(shingles, rows[first:end], formulas)
            written[:] = pack_hashes(hashes, owners + first)

    n_parts = _count_threads_for(rows, workers)
    run_threads(write, pairwise(len(rows) * part // n_parts for part in range(n_parts + 1)), workers)
    return keys, n_hashes


def list_formulas(table: NDArray[np.int32], n_documents: int) -> NDArray[np.uint8]:
    """A bit for each bucket of the counts of so many documents, the lowest first: are its runs formulas?

    Runs are looked up at random, and these bits fit into a cache that is too small for the counts.
    """
    return np.packbits(table > limit_count(n_documents), bitorder="little")


def _count_parts(
    shingles: Shingles, ascending: NDArray[np.int64], size: int, workers: int | None
) -> NDArray[np.int32]:
    """What `count_runs` returns; each thread counts documents that lie behind each other in its own table."""
    n_parts = _count_threads_for(ascending, workers)
    counted = [(shingles, part, size) for part in np.array_split(ascending, n_parts)]
    tables = run_threads(count_runs, counted, workers)
    if n_parts > 1:
        edges = [size * part // n_parts for part in range(n_parts + 1)]
        run_threads(_add_tables, [(tables, slice(*pair)) for pair in pairwise(edges)], workers)
    return tables[0]


def _add_tables(tables: Sequence[NDArray[np.int32]], part: slice) -> None:
    """Add a part of the other tables to the first, in place."""
    for other in tables[1:]:
        tables[0][part] += other[part]


def _count_threads_for(rows: NDArray[np.int64], workers: int | None) -> int:
    return max(1, min(count_threads(workers), len(rows) // THREAD_DOCUMENTS))


def size_table(n_runs: int, n_documents: int) -> int:
    """How many buckets a table for the runs of so many documents has, a power of two.

    Runs that share a bucket are counted together: two to five of them, in larger collections up to 64, and
    from three million documents on a quarter of the count of a formula. So no run is a formula by chance, a
    table of a million documents has 16 MB and is fast to read, and one of a billion has 1 GB.
    """
    bits = n_runs.bit_length()
    shared = max(64, int(limit_count(n_documents) / 4))
    return 1 << max(12, min(bits - 2, 22), bits - (shared.bit_length() - 1))


def count_runs(
    shingles: Shingles, rows: NDArray[np.int64], n_buckets: int | None = None
) -> NDArray[np.int32]:
    """How many of the documents ``rows`` hold each run, by bucket of its hash; (n_buckets,).

    Tables of the parts of a collection, if all have the size for the whole, sum to the table of the whole.
    """
    if n_buckets is None:
        n_buckets = size_table(int(np.diff(shingles.run_offsets)[rows].sum()), len(rows))
    table = np.zeros(n_buckets, np.int32)
    add_runs(shingles, rows, table)
    return table


def add_runs(shingles: Shingles, rows: NDArray[np.int64], table: NDArray[np.int32]) -> None:
    """Add the runs of the documents ``rows`` to the counts of ``table``, (n_buckets,), in place."""
    ascending = np.sort(rows)
    library = load_library()
    if library:
        count_compiled(library, (shingles.runs, shingles.run_offsets), ascending, table)
    else:
        count_arrays(shingles, ascending, table)


def count_arrays(shingles: Shingles, ascending: NDArray[np.int64], table: NDArray[np.int32]) -> None:
    """What `kernels.sketches.count_runs` does, with numpy alone."""
    for start in range(0, len(ascending), PART_DOCUMENTS):
        places, _ = locate_entries(shingles.run_offsets, ascending[start : start + PART_DOCUMENTS])
        buckets = find_buckets(shingles.runs[places], len(table))
        table += np.bincount(buckets, minlength=len(table)).astype(np.int32)


def find_buckets(runs: NDArray[np.uint32], n_buckets: int) -> NDArray[np.uint32]:
    """The bucket of each run: the low bits of its hash, because sketches select by the high ones."""
    return runs & np.uint32(n_buckets - 1)


def sketch(
    shingles: Shingles, rows: NDArray[np.int64], formulas: NDArray[np.uint8]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """At most 24 run hashes for each document of ``rows``: the smallest, formulas after all others.

    formulas      what `list_formulas` returns
    returns  (n,)  run hashes
             (n,)  which of ``rows`` each belongs to, from 0
    """
    library = load_library()
    if not library:
        return sketch_arrays(shingles, rows, formulas)
    keys = np.empty(_count_hashes(shingles, rows).sum(), np.uint64)
    runs = shingles.runs, shingles.run_offsets
    sketch_compiled(library, runs, np.ascontiguousarray(rows), (formulas, SKETCH_RUNS), (keys, 0))
    return unpack_hashes(keys)


def sketch_arrays(
    shingles: Shingles, rows: NDArray[np.int64], formulas: NDArray[np.uint8]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """What `kernels.sketches.sketch_runs` returns, with numpy alone."""
    hashes, owners = [np.empty(0, np.uint32)], [np.empty(0, np.int64)]
    for start in range(0, len(rows), PART_DOCUMENTS):
        part_hashes, part_owners = _sketch_part(shingles, rows[start : start + PART_DOCUMENTS], formulas)
        hashes.append(part_hashes)
        owners.append(part_owners + start)
    return np.concatenate(hashes), np.concatenate(owners)


def _count_hashes(shingles: Shingles, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many hashes the sketch of each document of ``rows`` has."""
    n_runs: NDArray[np.int64] = shingles.run_offsets[rows + 1] - shingles.run_offsets[rows]
    return np.minimum(n_runs, SKETCH_RUNS)


def limit_count(n_documents: int) -> float:
    """The number of documents above which a run is a formula: sharing it says little.

    That is sqrt(n) / 7, and 10 at least: families of bulletins grow with the collection, but slower. A
    constant of 20 missed families at 5k documents (F1 .97 instead of .99), a constant of 10 took phrases for
    formulas at 20k (.93 instead of .98).
    """
    return float(max(10.0, n_documents**0.5 / 7))


def _sketch_part(
    shingles: Shingles, rows: NDArray[np.int64], formulas: NDArray[np.uint8]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    places, counts = locate_entries(shingles.run_offsets, rows)
    runs = shingles.runs[places]
    owners = np.repeat(np.arange(len(rows)), counts)
    buckets = find_buckets(runs, 8 * len(formulas))
    is_formula = (formulas[buckets >> 3] >> (buckets & 7)) & 1 == 1
    # Runs ascend within a document, so the rank of a run among its kind is the number of those before it.
    starts = np.cumsum(counts) - counts
    n_before: NDArray[np.int64] = np.cumsum(is_formula) - is_formula
    formula_rank = n_before - np.repeat(np.append(n_before, 0)[starts], counts)
    other_rank = np.arange(len(runs)) - np.repeat(starts, counts) - formula_rank
    n_others = counts - np.bincount(owners[is_formula], minlength=len(rows))
    ranks = np.where(is_formula, formula_rank + n_others[owners], other_rank)
    chosen = ranks < SKETCH_RUNS
    return runs[chosen], owners[chosen]
