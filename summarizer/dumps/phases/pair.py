"""Phase `pair`: pairs of rows whose sketches share hashes, by ranges of hashes."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.sketch import Sketches
from summarizer.dumps.run.arrays import Folders, load, load_slice, save
from summarizer.dumps.run.buckets import Bucket, count_tasks, cut_buckets
from summarizer.dumps.run.corpus import Corpus, Documents
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.candidates import SHARED_HASHES, pack_pairs, pair_buckets
from summarizer.duplicates.small_batches import may_be_small, pair_small_batch

# Keys that one task takes; some 30 to 100 MB of working arrays.
BUCKET_KEYS = 1 << 22


@dataclass(frozen=True, slots=True)
class Paired:
    """Pairs of rows.

    folders  of the pairs; a pair may be in several of them
    are_all  whether no other pair of the rows is one text
    """

    folders: Folders
    are_all: bool


def pair_rows(runner: Runner, documents: Documents, sketches: Sketches) -> Paired:
    """All pairs of the rows of a small batch, as in memory; of more, those whose sketches share hashes."""
    found = pair_all_rows(runner, documents)
    return Paired(found or pair_sketches(runner, sketches), are_all=found is not None)


def pair_all_rows(runner: Runner, documents: Documents, step: str = "-all") -> Folders | None:
    """All pairs of rows that may be one text; None where these are no small batch.

    step  ends the name of the folder
    """
    n_runs = sum(int(load_slice(part.standing, "n_runs")[0]) for part in documents.parts)
    if not may_be_small(documents.corpus.n_rows, n_runs):
        return None
    folders = runner.run("pair", find_all_pairs, [(list_rows(documents), documents.corpus)], step)
    return folders if load_slice(folders[0], "is_small")[0] else None


def pair_sketches(runner: Runner, sketches: Sketches) -> Folders:
    """The pairs of rows whose sketches share hashes."""
    n_keys = sum(len(load(path, "keys")) for path in sketches.folders)
    samples = np.concatenate([load_slice(path, "keys", slice(None, None, 1000)) for path in sketches.folders])
    # The upper half of a key is its hash: all rows of one hash are in one bucket.
    hashes = samples >> np.uint64(32) << np.uint64(32)
    buckets = cut_buckets(sketches.folders, hashes, count_tasks(n_keys, BUCKET_KEYS, runner.scale))
    return runner.run("pair", find_pairs, [(bucket,) for bucket in buckets])


def list_rows(documents: Documents) -> NDArray[np.int64]:
    """The rows of all parts, ascending."""
    rows = [
        load_slice(part.assigned, "rows")[load_slice(part.standing, "is_first")] for part in documents.parts
    ]
    return np.sort(np.concatenate(rows))


def find_all_pairs(folder: Path, rows: NDArray[np.int64], corpus: Corpus) -> None:
    """Write all pairs of a small batch as `find_pairs` does, each with enough hashes; and ``is_small``."""
    rows, shingles = corpus.fetch_rows(rows)
    places = pair_small_batch(shingles, np.arange(len(rows)))
    pairs = rows[np.empty((0, 2), np.int64) if places is None else places]
    packed = np.sort(pack_pairs(np.sort(pairs, axis=1)))
    n_shared = np.full(len(packed), SHARED_HASHES, np.uint8)
    save(folder, {"pairs": packed, "n_shared": n_shared, "is_small": np.array([places is not None])})


def find_pairs(folder: Path, bucket: Bucket) -> None:
    """Write the packed ``pairs`` of rows that share hashes of a bucket, ascending, and ``n_shared``."""
    pairs, n_shared = pair_buckets(*bucket.read("keys", "keys"))
    save(folder, {"pairs": pairs, "n_shared": np.minimum(n_shared, 255).astype(np.uint8)})
