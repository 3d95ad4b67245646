"""The candidate pairs that a round has and none before had, by what differs in the sketches.

Such a pair shares a hash now that it did not share then, or is in a bucket that became less crowded: so it is
in the bucket of a hash that differs. Only these buckets are paired, with the keys before and now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.measure import (
    PAIRS_AT_ONCE,
    RANGE_PAIRS,
    batch_pairs,
    leave_out,
    measure_rows,
    save_measured,
)
from summarizer.dumps.phases.rounds.changes import ROW, Changes
from summarizer.dumps.run.arrays import Folders, Joined, load, load_slice, save
from summarizer.dumps.run.buckets import Bucket, count_tasks, cut_buckets
from summarizer.dumps.run.corpus import Corpus, load_shingles
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.candidates import pair_buckets, select_pairs, unpack_pairs
from summarizer.duplicates.entries import locate_entries
from summarizer.duplicates.sketches import SKETCH_RUNS, list_formulas, sketch

# Hashes whose buckets one task pairs; a bucket has a few keys.
RANGE_HASHES = 1 << 18
# Above all hashes.
_NO_HASH = np.uint64(1 << 32)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of the sketches of a round, as the files of another and what differs.

    folders  of the ``keys`` of that other round, one a part
    changes  of what differs, one a part; None: nothing
    """

    folders: Folders
    changes: Folders | None

    def read(self, hashes: NDArray[np.uint32]) -> NDArray[np.uint64]:
        """The keys of some hashes, which ascend; the keys are in no order."""
        found = [np.empty(0, np.uint64)]
        for place, folder in enumerate(self.folders):
            keys = _take_keys(load(folder, "keys"), hashes)
            if self.changes is not None:
                changed = self.changes[place]
                is_gone = np.isin((keys & ROW).astype(np.int64), load(changed, "gone"))
                keys = np.concatenate([keys[~is_gone], _take_keys(load(changed, "keys"), hashes)])
            found.append(keys)
        return np.concatenate(found)


def measure_new_pairs(runner: Runner, corpus: Corpus, changes: Changes, compared: Joined) -> Folders:
    """The candidate pairs that were not measured before, measured."""
    before = Keys(changes.before.sketches.folders, None)
    now = Keys(before.folders, changes.folders)
    hashes = np.concatenate([load_slice(path, "hashes") for path in changes.folders])
    ranges = cut_buckets(changes.folders, hashes, count_tasks(len(hashes), RANGE_HASHES, runner.scale))
    grown = runner.run("pair", pair_changed, [(bucket, before, now) for bucket in ranges])
    pairs = np.concatenate([load_slice(path, "pairs") for path in grown])
    buckets = cut_buckets(grown, pairs, count_tasks(len(pairs), RANGE_PAIRS, runner.scale))
    looking = Choice(now, changes.table, changes.n_rows, compared, PAIRS_AT_ONCE * runner.scale)
    return runner.run("measure", measure_grown, [(bucket, corpus, looking) for bucket in buckets])


def pair_changed(folder: Path, bucket: Bucket, before: Keys, now: Keys) -> None:
    """Write the ``pairs`` that share more hashes of a range than before, packed, ascending."""
    hashes = np.unique(bucket.read("hashes", "hashes")[0])
    old, n_old = pair_buckets(before.read(hashes))
    new, n_new = pair_buckets(now.read(hashes))
    save(folder, {"pairs": new[n_new > _look_up(new, old, n_old)]})


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pairs of a range are measured.

    keys      of all rows
    table     the folder of the counts that sketches are chosen by
    n_rows    rows that it counts
    compared  folders of pairs that were measured before
    at_once   pairs measured at once, for each of which two documents are in memory
    """

    keys: Keys
    table: Path
    n_rows: int
    compared: Sequence[Path]
    at_once: int


def measure_grown(folder: Path, bucket: Bucket, corpus: Corpus, choice: Choice) -> None:
    """Write what `measure_bucket` does, of those of the pairs that share enough hashes."""
    pairs = leave_out(np.unique(bucket.read("pairs", "pairs")[0]), choice.compared)
    measured = [measure_rows(*corpus.fetch_rows(np.empty(0, np.int64)), pairs[:0])]
    formulas = list_formulas(load(choice.table, "table"), choice.n_rows)
    for start, end in batch_pairs(len(pairs), choice.at_once):
        sketches = _sketch_rows(corpus, unpack_pairs(pairs[start:end]), formulas)
        chosen = _select(pairs[start:end], sketches, choice.keys)
        measured.append(measure_rows(*corpus.fetch_rows(unpack_pairs(chosen).reshape(-1)), chosen))
    save_measured(folder, measured)


@dataclass(frozen=True, slots=True)
class RowSketches:
    """The sketches of some rows.

    rows    (n_rows,)      ascending
    hashes  (n_rows, 24)   those of each, ascending; behind them ``_NO_HASH``
    """

    rows: NDArray[np.int64]
    hashes: NDArray[np.uint64]

    def count(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many hashes the sketch of each of some rows has."""
        numbers: NDArray[np.int64] = (self.hashes < _NO_HASH).sum(axis=1)[np.searchsorted(self.rows, rows)]
        return numbers


def _sketch_rows(corpus: Corpus, rows: NDArray[np.int64], formulas: NDArray[np.uint8]) -> RowSketches:
    rows = np.unique(rows)
    documents = corpus.find_documents(rows)
    found = np.full((len(rows), SKETCH_RUNS), _NO_HASH, np.uint64)
    for part, first, chosen in corpus.parts.group(documents):
        shingles = load_shingles(corpus.parts.folders[part])
        hashes, owners = sketch(shingles, documents[chosen] - first, formulas)
        ranks = np.arange(len(owners)) - np.searchsorted(owners, owners)
        found[chosen[owners], ranks] = hashes
    return RowSketches(rows, np.sort(found, axis=1))


def _select(pairs: NDArray[np.int64], sketches: RowSketches, keys: Keys) -> NDArray[np.int64]:
    """The pairs that share enough hashes. Of two that share one, a crowded bucket may not make a pair."""
    ends = np.searchsorted(sketches.rows, unpack_pairs(pairs))
    both = np.sort(sketches.hashes[ends].reshape(len(pairs), -1), axis=1)
    is_shared = (both[:, 1:] == both[:, :-1]) & (both[:, 1:] < _NO_HASH)
    likely = select_pairs(pairs, is_shared.sum(axis=1), sketches.count)
    is_likely = np.isin(pairs, likely, assume_unique=True)
    hashes = np.unique(both[is_likely, 1:][is_shared[is_likely]]).astype(np.uint32)
    n_shared = _look_up(likely, *pair_buckets(keys.read(hashes)))
    return select_pairs(likely, n_shared, sketches.count)


def _look_up(
    wanted: NDArray[np.int64], pairs: NDArray[np.int64], numbers: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The number of each pair, 0 for one that is not there; ``pairs`` ascend."""
    places = np.searchsorted(pairs, wanted)
    found = np.append(pairs, -1)[places] == wanted
    return np.where(found, np.append(numbers, 0)[places], 0)


def _take_keys(keys: NDArray[np.uint64], hashes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Those of ascending keys that are of some hashes."""
    low = hashes.astype(np.uint64) << np.uint64(32)
    starts, ends = np.searchsorted(keys, low), np.searchsorted(keys, low | ROW, side="right")
    offsets = np.column_stack([starts, ends]).reshape(-1)
    return np.asarray(keys[locate_entries(offsets, np.arange(len(hashes)) * 2)[0]])
