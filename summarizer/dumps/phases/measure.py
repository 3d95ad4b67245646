"""Phase `measure`: the likeness of every candidate pair, and what the trained rule says of it.

A pair may share hashes of several buckets, so pairs are joined again by ranges of their own before those that
share too few hashes are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.sketch import Sketches
from summarizer.dumps.run.arrays import Folders, load, load_slice, save
from summarizer.dumps.run.buckets import Bucket, count_tasks, cut_buckets, slice_ascending
from summarizer.dumps.run.corpus import Corpus
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.candidates import add_shared, select_pairs, unpack_pairs
from summarizer.duplicates.decision import choose_rule, decide, load_commonness
from summarizer.duplicates.measures import LIKENESS, measure_candidates
from summarizer.duplicates.representatives import find_holders
from summarizer.duplicates.shingles import Shingles

# Pairs that one task takes; some 30 to 100 MB of working arrays.
RANGE_PAIRS = 1 << 20
# Pairs whose rows' shingles are in memory together, 60 MB, where a worker has half a gigabyte; where it has
# more, more, since each stretch opens a file of every part. `measure_candidates` bounds its own arrays.
PAIRS_AT_ONCE = 1 << 14


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidate pairs of a dump.

    pairs     folders; a pair may be in several of them
    compared  folders of the pairs that were measured before and are left out
    """

    sketches: Sketches
    pairs: Sequence[Path]
    compared: Sequence[Path] = ()


def measure_pairs(runner: Runner, corpus: Corpus, candidates: Candidates) -> Folders:
    """Every candidate pair, by ranges of pairs."""
    pairs, sketches = candidates.pairs, candidates.sketches
    n_pairs = sum(len(load(path, "pairs")) for path in pairs)
    samples = np.concatenate([load_slice(path, "pairs", slice(None, None, 1000)) for path in pairs])
    buckets = cut_buckets(pairs, samples, count_tasks(n_pairs, RANGE_PAIRS, runner.scale))
    singles = runner.work / "singles"
    if not singles.is_dir():
        rows = [load_slice(path, "singles") for path in sketches.folders]
        save(singles, {"rows": np.sort(np.concatenate(rows))})
    at_once = PAIRS_AT_ONCE * runner.scale
    choice = Choice(singles, candidates.compared, at_once)
    return runner.run("measure", measure_bucket, [(bucket, corpus, choice) for bucket in buckets])


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pairs of a range are measured.

    singles   the folder of the ``rows`` whose sketch is one hash, or none, ascending
    compared  folders of pairs that were measured before
    at_once   pairs measured at once, for each of which two documents are in memory
    """

    singles: Path
    compared: Sequence[Path]
    at_once: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Measured pairs.

    pairs     (n,)  packed rows, ascending
    verdicts  (n,)  log-odds of the trained rule; from 0 on the two are one text
    likeness  (n,)  Jaccard likeness of the runs
    holders   (n,)  which of the two holds more, as `find_holders` says
    """

    pairs: NDArray[np.int64]
    verdicts: NDArray[np.float64]
    likeness: NDArray[np.float64]
    holders: NDArray[np.int8]


def measure_bucket(folder: Path, bucket: Bucket, corpus: Corpus, choice: Choice) -> None:
    """Write every candidate of a range of pairs, ``Measured``."""
    pairs, n_shared = add_shared(*bucket.read("pairs", "pairs", "n_shared"))

    def count_hashes(rows: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.where(np.isin(rows, load(choice.singles, "rows")), 1, 2)

    pairs = leave_out(select_pairs(pairs, n_shared, count_hashes), choice.compared)
    measured = [measure_rows(*corpus.fetch_rows(np.empty(0, np.int64)), pairs[:0])]
    for start, end in batch_pairs(len(pairs), choice.at_once):
        batch = pairs[start:end]
        measured.append(measure_rows(*corpus.fetch_rows(unpack_pairs(batch).reshape(-1)), batch))
    save_measured(folder, measured)


def measure_rows(rows: NDArray[np.int64], shingles: Shingles, pairs: NDArray[np.int64]) -> Measured:
    """Packed pairs, measured; ``rows`` are theirs, in any order, with their shingles."""
    places = place_pairs(unpack_pairs(pairs), rows)
    measures = measure_candidates(shingles, places, load_commonness())
    likeness = measures[:, LIKENESS]
    holders = find_holders(likeness, np.diff(shingles.run_offsets)[places])
    return Measured(pairs, decide(measures, choose_rule(None)), likeness, holders)


def save_measured(folder: Path, measured: Sequence[Measured]) -> None:
    """Write measured pairs, which ascend through all of them, as one array of each value."""
    names = [field.name for field in fields(Measured)]
    save(folder, {name: np.concatenate([getattr(one, name) for one in measured]) for name in names})


def leave_out(pairs: NDArray[np.int64], compared: Sequence[Path]) -> NDArray[np.int64]:
    """The packed pairs, ascending, that are in none of the folders."""
    is_new = np.ones(len(pairs), bool)
    for path in compared if len(pairs) else ():
        measured = load(path, "pairs")
        low, high = (int(measured[0]), int(measured[-1]) + 1) if len(measured) else (0, 0)
        chosen = slice_ascending(pairs, low, high)
        places = np.searchsorted(measured, pairs[chosen])
        is_new[chosen] &= measured[places] != pairs[chosen]
    return pairs[is_new]


def batch_pairs(n_pairs: int, at_once: int = PAIRS_AT_ONCE) -> list[tuple[int, int]]:
    """Stretches of pairs whose rows fit into memory together."""
    return [(start, min(start + at_once, n_pairs)) for start in range(0, n_pairs, at_once)]


def place_pairs(pairs: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs of rows as places in ``rows``, which hold each once in any order."""
    order = np.argsort(rows)
    return order[np.searchsorted(rows[order], pairs)]
