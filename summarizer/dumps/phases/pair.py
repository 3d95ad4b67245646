"""Phase `pair`: pairs of rows whose sketches share hashes, by ranges of hashes."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.sketch import Sketches
from summarizer.dumps.run.arrays import load, load_slice, save
from summarizer.dumps.run.buckets import Bucket, count_tasks, cut_buckets
from summarizer.dumps.run.corpus import Corpus, Documents
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.candidates import SHARED_HASHES, pack_pairs, pair_buckets
from summarizer.duplicates.small_batches import SMALL_BATCH, pair_sharing

# Keys that one task takes; some 30 to 100 MB of working arrays.
BUCKET_KEYS = 1 << 22


def pair_rows(runner: Runner, documents: Documents, sketches: Sketches) -> Sequence[Path]:
    """Pairs of all parts; a pair may be found in several buckets. A few are paired as in memory."""
    if documents.corpus.n_rows <= SMALL_BATCH:
        return runner.run("pair", find_few_pairs, [(list_rows(documents), documents.corpus)])
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


def find_few_pairs(folder: Path, rows: NDArray[np.int64], corpus: Corpus) -> None:
    """Write the pairs of a few rows that share a run as `find_pairs` does, with enough hashes for each."""
    rows, shingles = corpus.fetch_rows(rows)
    pairs = rows[pair_sharing(shingles, np.arange(len(rows)))]
    packed = np.sort(pack_pairs(np.sort(pairs, axis=1)))
    save(folder, {"pairs": packed, "n_shared": np.full(len(packed), SHARED_HASHES, np.uint8)})


def find_pairs(folder: Path, bucket: Bucket) -> None:
    """Write the packed ``pairs`` of rows that share hashes of a bucket, ascending, and ``n_shared``."""
    pairs, n_shared = pair_buckets(*bucket.read("keys", "keys"))
    save(folder, {"pairs": pairs, "n_shared": np.minimum(n_shared, 255).astype(np.uint8)})
