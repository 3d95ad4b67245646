"""Phase `measure`: the likeness of every candidate pair, and what the trained rule says of it.

A pair may share hashes of several buckets, so pairs are joined again by ranges of their own before those that
share too few hashes are left out.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.sketch import Sketches
from summarizer.dumps.run.arrays import load, load_slice, save
from summarizer.dumps.run.buckets import Bucket, count_tasks, cut_buckets
from summarizer.dumps.run.corpus import Corpus
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.candidates import add_shared, select_pairs, unpack_pairs
from summarizer.duplicates.decision import choose_rule, decide, load_commonness
from summarizer.duplicates.measures import LIKENESS, measure_candidates
from summarizer.duplicates.representatives import find_holders

# Pairs that one task takes; some 30 to 100 MB of working arrays.
RANGE_PAIRS = 1 << 20
# Pairs whose rows' shingles are in memory together, 60 MB, where a worker has half a gigabyte; where it has
# more, more, since each stretch opens a file of every part. `measure_candidates` bounds its own arrays.
PAIRS_AT_ONCE = 1 << 14


def measure_pairs(
    runner: Runner, corpus: Corpus, sketches: Sketches, pairs: Sequence[Path]
) -> Sequence[Path]:
    """Every candidate pair, by ranges of pairs."""
    n_pairs = sum(len(load(path, "pairs")) for path in pairs)
    samples = np.concatenate([load_slice(path, "pairs", slice(None, None, 1000)) for path in pairs])
    buckets = cut_buckets(pairs, samples, count_tasks(n_pairs, RANGE_PAIRS, runner.scale))
    singles = runner.work / "singles"
    if not singles.is_dir():
        rows = [load_slice(path, "singles") for path in sketches.folders]
        save(singles, {"rows": np.sort(np.concatenate(rows))})
    at_once = PAIRS_AT_ONCE * runner.scale
    return runner.run("measure", measure_bucket, [(bucket, corpus, singles, at_once) for bucket in buckets])


def measure_bucket(folder: Path, bucket: Bucket, corpus: Corpus, singles: Path, at_once: int) -> None:
    """Write every candidate of a range of pairs, measured.

    singles: the folder of the ``rows`` whose sketch is one hash, or none, ascending; at_once: pairs measured
    at once, for each of which two documents are in memory.

    pairs     (n,)  packed rows, ascending
    verdicts  (n,)  log-odds of the trained rule; from 0 on the two are one text
    likeness  (n,)  Jaccard likeness of the runs
    holders   (n,)  which of the two holds more, as `find_holders` says
    """
    pairs, n_shared = add_shared(*bucket.read("pairs", "pairs", "n_shared"))

    def count_hashes(rows: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.where(np.isin(rows, load(singles, "rows")), 1, 2)

    pairs = select_pairs(pairs, n_shared, count_hashes)
    common, rule = load_commonness(), choose_rule(None)
    verdicts, likeness = np.empty(len(pairs)), np.empty(len(pairs))
    holders = np.empty(len(pairs), np.int8)
    for start, end in batch_pairs(len(pairs), at_once):
        rows, shingles = corpus.fetch_rows(unpack_pairs(pairs[start:end]).reshape(-1))
        places = place_pairs(unpack_pairs(pairs[start:end]), rows)
        measures = measure_candidates(shingles, places, common)
        verdicts[start:end], likeness[start:end] = decide(measures, rule), measures[:, LIKENESS]
        holders[start:end] = find_holders(likeness[start:end], np.diff(shingles.run_offsets)[places])
    save(folder, {"pairs": pairs, "verdicts": verdicts, "likeness": likeness, "holders": holders})


def batch_pairs(n_pairs: int, at_once: int = PAIRS_AT_ONCE) -> list[tuple[int, int]]:
    """Stretches of pairs whose rows fit into memory together."""
    return [(start, min(start + at_once, n_pairs)) for start in range(0, n_pairs, at_once)]


def place_pairs(pairs: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs of rows as places in ``rows``, which hold each once in any order."""
    order = np.argsort(rows)
    return order[np.searchsorted(rows[order], pairs)]
