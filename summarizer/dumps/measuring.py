"""Measuring: a dump as far as no choice of the user's matters: its documents, and every pair worth a look.

The first half of the story that `deduplicating` tells; a run that is decided anew begins behind it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases import collapse, count, gather, pair
from summarizer.dumps.phases.pair import Corpus
from summarizer.dumps.phases.write import Lines
from summarizer.dumps.records import DumpSettings, Source
from summarizer.dumps.run.arrays import cut_evenly, load, load_all
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.sketches import size_table

# How much one task takes in: some 30 to 100 MB of working arrays each.
BUCKET_DOCUMENTS = 1 << 18
BUCKET_KEYS = 1 << 22
RANGE_PAIRS = 1 << 20
# Tables or forests merged by one task; a tree of such tasks merges any number.
FAN_IN = 8


@dataclass(frozen=True, slots=True)
class Gathered:
    """The documents of a dump, part by part.

    parts    one folder a part: shingles, ids, places
    firsts   (n_parts,)  number of the first document of each
    dropped  documents whose id came before, ascending; ``earlier``: the documents they repeat it of
    """

    parts: tuple[Path, ...]
    firsts: NDArray[np.int64]
    dropped: NDArray[np.int64]
    earlier: NDArray[np.int64]
    n_documents: int  # without the dropped


@dataclass(frozen=True, slots=True)
class Measured:
    """A dump and every measured pair.

    assigned  one folder a part: the row of each document
    pairs     one folder a range of pairs: candidates, measured
    """

    gathered: Gathered
    corpus: Corpus
    assigned: tuple[Path, ...]
    pairs: tuple[Path, ...]

    def list_parts(self, lines: Sequence[Lines]) -> Iterator[tuple[Path, int, Lines, Path]]:
        """Of each part its folder, its first document, its raw lines and the folder of its rows."""
        firsts = self.gathered.firsts.tolist()
        return zip(self.gathered.parts, firsts, lines, self.assigned, strict=True)


def gather_dump(runner: Runner, sources: Sequence[Source], dump: DumpSettings) -> Gathered:
    """Every document that can be taken, and which of them bring an id that came before."""
    parts = runner.run("gather", gather.gather, [(source, dump) for source in sources])
    counts = [len(load(part, "places")) for part in parts]
    firsts = np.cumsum([0, *counts])[:-1]
    samples = np.concatenate([load(part, "digests")[::64, 0] for part in parts])
    buckets = cut_evenly(samples, _count_buckets(sum(counts)))
    ids = runner.run(
        "collapse", collapse.find_repeated_ids, [(parts, firsts, bucket) for bucket in buckets], "-ids"
    )
    dropped, earlier = load_all(ids[0].parent, "dropped"), load_all(ids[0].parent, "earlier")
    order = np.argsort(dropped)
    return Gathered(tuple(parts), firsts, dropped[order], earlier[order], sum(counts) - len(dropped))


def measure_dump(runner: Runner, gathered: Gathered) -> Measured:
    """Exact copies as one row, and every candidate pair of rows, measured."""
    corpus = _collapse(runner, gathered)
    parts, firsts = gathered.parts, gathered.firsts
    assigned = runner.run(
        "collapse",
        collapse.assign_rows,
        [(part, parts, firsts, corpus.buckets, corpus.row_firsts) for part in range(len(parts))],
        "-rows",
    )
    pairs = _find_pairs(runner, corpus, assigned)
    return Measured(gathered, corpus, tuple(assigned), tuple(pairs))


def merge_all(
    runner: Runner, phase: str, function: Callable[..., None], folders: list[Path], level: str = ""
) -> Path:
    """One folder made of many, by rounds of tasks that each take a few."""
    depth = 0
    while len(folders) > 1:
        depth += 1
        groups = [(folders[start : start + FAN_IN],) for start in range(0, len(folders), FAN_IN)]
        folders = runner.run(phase, function, groups, f"{level}-{depth}")
    return folders[0]


def _collapse(runner: Runner, gathered: Gathered) -> Corpus:
    parts, firsts, dropped = gathered.parts, gathered.firsts, gathered.dropped
    samples = np.concatenate([np.asarray(load(part, "text_hashes")[::64]) for part in parts])
    n_buckets = _count_buckets(gathered.n_documents + len(dropped))
    buckets = runner.run(
        "collapse",
        collapse.collapse_texts,
        [(parts, firsts, dropped, bucket) for bucket in cut_evenly(samples, n_buckets)],
    )
    n_rows = [len(load(bucket, "documents")) for bucket in buckets]
    row_firsts = np.cumsum([0, *n_rows])[:-1]
    return Corpus(parts, firsts, tuple(buckets), row_firsts, sum(n_rows))


def _find_pairs(runner: Runner, corpus: Corpus, assigned: Sequence[Path]) -> list[Path]:
    """Candidates of the whole dump, measured."""
    n_buckets = size_table(int(sum(load(path, "n_runs")[0] for path in assigned)))
    own = list(zip(corpus.parts, assigned, strict=True))
    # A table may be larger than the runs of a part: few of them stand on the disk.
    groups = [own[start : start + FAN_IN] for start in range(0, len(own), FAN_IN)]
    tables = runner.run("count", count.count_parts, [(group, n_buckets) for group in groups])
    table = merge_all(runner, "count", count.add_tables, tables)
    sketches = runner.run("sketch", count.sketch_part, [(*pair, table, corpus.n_rows) for pair in own])
    n_keys = sum(len(load(path, "keys")) for path in sketches)
    samples = count.sample_keys(sketches) >> np.uint64(32) << np.uint64(32)
    buckets = cut_evenly(samples, n_keys // BUCKET_KEYS + 1)
    found = runner.run("pair", pair.find_pairs, [(sketches, bucket) for bucket in buckets])
    n_found = sum(len(load(path, "pairs")) for path in found)
    ranges = cut_evenly(
        np.concatenate([load(path, "pairs")[::1000] for path in found]), n_found // RANGE_PAIRS + 1
    )
    singles = np.sort(np.concatenate([load(path, "singles") for path in sketches]))
    return runner.run(
        "measure", pair.measure_pairs, [(found, bucket, corpus, singles, table) for bucket in ranges]
    )


def _count_buckets(n_documents: int) -> int:
    return n_documents // BUCKET_DOCUMENTS + 1
