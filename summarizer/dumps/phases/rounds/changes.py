"""What differs in a round from the last one that sketched all its rows: counts, and through them sketches.

Runs of rows that left are counted no longer. Where a run becomes a formula by that or stops being one, the
sketch of every row that holds it may be another. Most sketches stay as they are, and are not made again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.rounds.records import Sketched
from summarizer.dumps.run.arrays import Folders, load, load_slice, save
from summarizer.dumps.run.corpus import Documents, PartFiles, load_shingles
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.candidates import pack_hashes
from summarizer.duplicates.entries import take_entries
from summarizer.duplicates.shingles import Shingles
from summarizer.duplicates.sketches import find_buckets, limit_count, list_formulas, size_table, sketch

# Of the rows, the share that may have changed: of more all are sketched anew, which reads each once.
MOST_CHANGED = 1 / 16
# To look up a hash among the keys of one part takes as long as to sort so many keys.
LOOK_UP_KEYS = 4
# What is made of so many fits into a cache: a quarter of the time that a whole part at once takes.
_RUNS_AT_ONCE = 1 << 16
ROW = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Changes:
    """How the sketches of a round differ from others.

    before   the others
    n_rows   rows of the round
    table    the folder of its counts
    folders  what `find_part_changes` wrote of each part
    """

    before: Sketched
    n_rows: int
    table: Path
    folders: Folders


def find_changes(runner: Runner, before: Sketched, left: Documents) -> Changes | None:
    """How the sketches of the rows left differ; None where too many do."""
    n_before, n_rows = before.documents.corpus.n_rows, left.corpus.n_rows
    n_runs = sum(load_slice(part.standing, "n_runs")[0] for part in left.parts)
    n_buckets = len(load(before.sketches.table, "table"))
    if abs(n_before - n_rows) > n_before * MOST_CHANGED or size_table(int(n_runs), n_rows) != n_buckets:
        return None
    parts = list(zip(before.documents.parts, left.parts, strict=True))
    counted = runner.run("recount", count_part_changes, [(*part, n_buckets) for part in parts])
    table = runner.work / "table"
    if not table.is_dir():
        limits = limit_count(n_before), limit_count(n_rows)
        add_changes(table, before.sketches.table, counted, limits)
    tables = Tables(before.sketches.table, n_before, table, n_rows)
    folders = runner.run("resketch", find_part_changes, [(*part, tables) for part in parts])
    n_hashes = sum(len(load(path, "hashes")) for path in folders)
    n_keys = sum(len(load(path, "keys")) for path in before.sketches.folders)
    if n_hashes * len(parts) * LOOK_UP_KEYS > n_keys:
        return None
    return Changes(before, n_rows, table, folders)


def count_part_changes(folder: Path, before: PartFiles, now: PartFiles, n_buckets: int) -> None:
    """Write by how much the counts of a part differ: ``buckets``, ascending, and ``added``; (n,) each."""
    shingles, (gone, _, came) = load_shingles(now.folder), _sort_documents(before, now)
    mask = np.uint32(n_buckets - 1)
    runs = [take_entries(shingles.runs, shingles.run_offsets, documents) & mask for documents in (gone, came)]
    signs = np.repeat([-1, 1], [len(own) for own in runs])
    buckets, places = np.unique(np.concatenate(runs), return_inverse=True)
    added = np.bincount(places, signs, len(buckets)).astype(np.int32)
    save(folder, {"buckets": buckets, "added": added})


def add_changes(folder: Path, before: Path, counted: Sequence[Path], limits: tuple[float, float]) -> None:
    """Write the ``table`` of counts, and which buckets are ``turned``: into formulas, or from these.

    limits  the numbers of documents above which a run is a formula: before, and now
    """
    old = load(before, "table")
    table = np.array(old)
    for path in counted:
        table[load(path, "buckets")] += load(path, "added")
    save(folder, {"table": table, "turned": (old > limits[0]) != (table > limits[1])})


@dataclass(frozen=True, slots=True)
class Tables:
    """The folders of the counts before and now, and the rows that they count."""

    before: Path
    n_before: int
    now: Path
    n_rows: int


def find_part_changes(folder: Path, before: PartFiles, now: PartFiles, tables: Tables) -> None:
    """Write how the sketches of a part's rows differ.

    gone    (n,)  rows whose earlier keys count no longer, ascending
    keys    (n,)  keys of those that are sketched otherwise now, and of those that came, ascending
    hashes  (n,)  the hashes of all keys that are there only before or only now, ascending
    """
    shingles, (gone, stayed, came) = load_shingles(now.folder), _sort_documents(before, now)
    rows = np.asarray(load(now.assigned, "rows"))
    touched = _find_touched(shingles, stayed, load(tables.now, "turned"))

    def make_keys(documents: NDArray[np.int64], table: Path, n_rows: int) -> NDArray[np.uint64]:
        hashes, owners = sketch(shingles, documents, list_formulas(load(table, "table"), n_rows))
        return np.sort(pack_hashes(hashes, rows[documents[owners]]))

    old = make_keys(np.sort(np.concatenate([gone, touched])), tables.before, tables.n_before)
    new = make_keys(np.sort(np.concatenate([touched, came])), tables.now, tables.n_rows)
    apart = np.setxor1d(old, new, assume_unique=True)
    changed = np.unique(apart & ROW).astype(np.int64)
    save(
        folder,
        {
            "gone": np.union1d(rows[gone], changed),
            "keys": new[np.isin((new & ROW).astype(np.int64), changed)],
            "hashes": np.unique((apart >> np.uint64(32)).astype(np.uint32)),
        },
    )


def _sort_documents(
    before: PartFiles, now: PartFiles
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The documents that stood for rows before, both times, and now."""
    was, stands = load(before.standing, "is_first"), load(now.standing, "is_first")
    return np.flatnonzero(was & ~stands), np.flatnonzero(was & stands), np.flatnonzero(stands & ~was)


def _find_touched(
    shingles: Shingles, documents: NDArray[np.int64], turned: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """The documents that hold a run of a bucket that turned."""
    is_touched = np.zeros(len(shingles.run_offsets) - 1, bool)
    for start in range(0, len(shingles.runs) if turned.any() else 0, _RUNS_AT_ONCE):
        runs = shingles.runs[start : start + _RUNS_AT_ONCE]
        places = start + np.flatnonzero(turned[find_buckets(runs, len(turned))])
        is_touched[np.searchsorted(shingles.run_offsets, places, side="right") - 1] = True
    return documents[is_touched[documents]]
