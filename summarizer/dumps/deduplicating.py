"""The story of a dump's duplicates: gather, collapse, count, sketch, pair, measure, cluster, elect, write.

Each phase is one function from files to files, run over parts or buckets by `running`; this file only says
which, over what, and in which order. What comes out is what `summarizer.deduplicate` gives for the same
documents in memory, whatever the parts, the workers or the machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps import (
    blocking,
    collapsing,
    condensing,
    curving,
    electing,
    gathering,
    joining,
    merging,
    recalling,
    writing,
)
from summarizer.dumps.electing import cut_strings
from summarizer.dumps.joining import Corpus
from summarizer.dumps.partitioning import cut_evenly, load, load_all, save
from summarizer.dumps.records import DumpSettings, Source
from summarizer.dumps.running import Runner
from summarizer.dumps.writing import Lines
from summarizer.duplicates.sketching import size_table
from summarizer.records import DuplicateSettings, RecurringSettings

PHASES = (
    "read",
    "gather",
    "collapse",
    "count",
    "sketch",
    "pair",
    "measure",
    "curve",
    "cluster",
    "elect",
    "block",
    "archive",
    "write",
)

# How much one task takes in: some 30 to 100 MB of working arrays each.
BUCKET_DOCUMENTS = 1 << 18
BUCKET_KEYS = 1 << 22
RANGE_PAIRS = 1 << 20
FOREST_ROWS = 1 << 18
# Tables or forests merged by one task; a tree of such tasks merges any number.
FAN_IN = 8

Range = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Measured:
    """A dump as far as no setting of the user's matters: its documents and every measured pair.

    assigned  one folder a part: the row of each document
    pairs     one folder a range of pairs: candidates, measured
    dropped   documents whose id came before, ascending; ``earlier``: the documents they repeat it of
    """

    corpus: Corpus
    assigned: tuple[Path, ...]
    pairs: tuple[Path, ...]
    dropped: NDArray[np.int64]
    earlier: NDArray[np.int64]
    n_documents: int


def measure_dump(runner: Runner, sources: Sequence[Source], dump: DumpSettings) -> Measured:
    """Everything up to the measured pairs."""
    parts = runner.run("gather", gathering.gather, [(source, dump) for source in sources])
    counts = [len(load(part, "places")) for part in parts]
    firsts = np.cumsum([0, *counts])[:-1]
    digests = cut_evenly(
        np.concatenate([load(part, "digests")[::64, 0] for part in parts]), _count(sum(counts))
    )
    ids = runner.run(
        "collapse", collapsing.find_repeated_ids, [(parts, firsts, bucket) for bucket in digests], "-ids"
    )
    dropped, earlier = load_all(ids[0].parent, "dropped"), load_all(ids[0].parent, "earlier")
    order = np.argsort(dropped)
    dropped, earlier = dropped[order], earlier[order]
    corpus = _collapse(runner, tuple(parts), firsts, dropped)
    assigned = runner.run(
        "collapse",
        collapsing.assign_rows,
        [(part, parts, firsts, corpus.buckets, corpus.row_firsts) for part in range(len(parts))],
        "-rows",
    )
    pairs = _find_pairs(runner, corpus, assigned)
    return Measured(corpus, tuple(assigned), tuple(pairs), dropped, earlier, sum(counts) - len(dropped))


def decide_dump(
    runner: Runner, measured: Measured, settings: DuplicateSettings, level: str = ""
) -> tuple[list[Path], Path]:
    """Cluster the measured pairs and elect whom to keep.

    returns  the folders of what is not kept, and the folder of the clusters
    """
    corpus = measured.corpus
    clustered = _cluster(runner, measured.pairs, settings.threshold, level)
    members = runner.run(
        "elect",
        electing.gather_members,
        [
            (bucket, first, clustered)
            for bucket, first in zip(corpus.buckets, corpus.row_firsts.tolist(), strict=True)
        ],
        f"-members{level}",
    )
    centres = np.concatenate([np.asarray(load(path, "centres")) for path in members])
    buckets = cut_evenly(centres[::16], len(centres) // BUCKET_DOCUMENTS + 1)
    elected = runner.run(
        "elect", electing.elect, [(members, bucket, corpus, settings) for bucket in buckets], level
    )
    clusters = runner.work / f"clusters{level}"
    if not clusters.is_dir():
        save(clusters, {"kept": np.unique(np.concatenate([load(path, "kept") for path in elected]))})
    return elected, clusters


def decide_nothing(runner: Runner) -> tuple[list[Path], Path]:
    """What `decide_dump` gives where every document is kept."""
    clusters = runner.work / "no-clusters"
    if not clusters.is_dir():
        save(clusters, {"kept": np.empty(0, np.int64)})
    return [], clusters


def recall_dump(
    runner: Runner,
    measured: Measured,
    lines: Sequence[Lines],
    decided: tuple[Sequence[Path], Path],
    settings: DuplicateSettings,
) -> tuple[list[Path], Path]:
    """What `decide_dump` gives, and beside it what an archive has already."""
    corpus, (elected, clusters) = measured.corpus, decided
    tasks = zip(corpus.parts, corpus.firsts.tolist(), lines, measured.assigned, strict=True)
    recalled = runner.run(
        "archive",
        recalling.recall_part,
        [(*own, elected, (settings, runner.settings)) for own in tasks],
    )
    named = runner.work / "clusters-archive"
    if not named.is_dir():
        recalling.name_clusters(named, clusters, recalled)
    return [*elected, *recalled], named


def write_parts(
    runner: Runner,
    measured: Measured,
    lines: Sequence[Lines],
    decided: tuple[Sequence[Path], Path],
    level: str = "",
) -> list[Path]:
    """The lines of every part, kept and not; ``decided`` is what `decide_dump` gives."""
    corpus = measured.corpus
    tasks = zip(corpus.parts, corpus.firsts.tolist(), lines, measured.assigned, strict=True)
    return runner.run(
        "write",
        writing.write_part,
        [(part, first, own, rows, *decided) for part, first, own, rows in tasks],
        level,
    )


def _collapse(
    runner: Runner, parts: tuple[Path, ...], firsts: NDArray[np.int64], dropped: NDArray[np.int64]
) -> Corpus:
    samples = np.concatenate([np.asarray(load(part, "text_hashes")[::64]) for part in parts])
    n_documents = sum(len(load(part, "places")) for part in parts)
    buckets = runner.run(
        "collapse",
        collapsing.collapse_texts,
        [(parts, firsts, dropped, bucket) for bucket in cut_evenly(samples, _count(n_documents))],
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
    tables = runner.run("count", condensing.count_parts, [(group, n_buckets) for group in groups])
    table = _merge(runner, "count", condensing.add_tables, tables)
    sketches = runner.run("sketch", condensing.sketch_part, [(*pair, table, corpus.n_rows) for pair in own])
    n_keys = sum(len(load(path, "keys")) for path in sketches)
    samples = condensing.sample_keys(sketches) >> np.uint64(32) << np.uint64(32)
    buckets = cut_evenly(samples, n_keys // BUCKET_KEYS + 1)
    found = runner.run("pair", joining.find_pairs, [(sketches, bucket) for bucket in buckets])
    n_found = sum(len(load(path, "pairs")) for path in found)
    ranges = cut_evenly(
        np.concatenate([load(path, "pairs")[::1000] for path in found]), n_found // RANGE_PAIRS + 1
    )
    singles = np.sort(np.concatenate([load(path, "singles") for path in sketches]))
    return runner.run(
        "measure", joining.measure_pairs, [(found, bucket, corpus, singles, table) for bucket in ranges]
    )


def count_kept(runner: Runner, measured: Measured) -> list[int | None]:
    """How many documents each of ``curving.STEPS`` would keep as a threshold; None where nobody asks."""
    dealt, buckets = _deal(runner, measured.pairs, curving.LOWEST, "curve", "")
    counted = runner.run("curve", curving.count_joined, [(dealt, bucket) for bucket in buckets])
    joined = np.sum([load(path, "joined") for path in counted], axis=0).tolist()
    n_rows = measured.corpus.n_rows
    return [
        n_rows - n_joined if step >= curving.LOWEST else None
        for step, n_joined in zip(curving.STEPS, joined, strict=True)
    ]


def find_blocks(
    runner: Runner, measured: Measured, elected: Sequence[Path], lines: Sequence[Lines], dump: DumpSettings
) -> tuple[list[Path], list[bytes]]:
    """The recurring blocks of a dump: their folders, and the sources that these count by."""
    corpus = measured.corpus
    names = [cut_strings(part, "source", np.arange(len(load(part, "places")))) for part in corpus.parts]
    sources = sorted({name for own in names for name in own})
    codes = {source: code for code, source in enumerate(sources)}
    sizes = np.bincount([codes[name] for own in names for name in own], minlength=len(sources))
    tasks = zip(corpus.parts, corpus.firsts.tolist(), lines, measured.assigned, strict=True)
    scanned = runner.run(
        "block",
        blocking.scan_part,
        [(part, first, own, rows, dump, sources) for part, first, own, rows in tasks],
        "-scan",
    )
    samples = np.concatenate([np.asarray(load(path, "keys")[::256]) for path in scanned])
    buckets = cut_evenly(samples, len(samples) * 256 // BUCKET_KEYS + 1)
    settings = RecurringSettings()
    tasks_of = [(scanned, elected, bucket, sizes, settings) for bucket in buckets]
    return runner.run("block", blocking.find_recurring, tasks_of), sources


def _cluster(runner: Runner, measured: Sequence[Path], threshold: float | None, level: str) -> list[Path]:
    """The clusters of rows, by whole components."""
    dealt, buckets = _deal(runner, measured, threshold, "cluster", level)
    return runner.run("cluster", merging.cluster_components, [(dealt, bucket) for bucket in buckets], level)


def _deal(
    runner: Runner, measured: Sequence[Path], threshold: float | None, phase: str, level: str
) -> tuple[list[Path], list[Range]]:
    """The accepted pairs in the order of their components, and ranges of components."""
    forests = runner.run(
        phase, merging.find_forest, [(path, threshold) for path in measured], f"-forest{level}"
    )
    forest = _merge(runner, phase, merging.merge_forests, forests, f"-forest{level}")
    dealt = runner.run(
        phase, merging.deal_pairs, [(path, forest, threshold) for path in measured], f"-deal{level}"
    )
    roots = load(forest, "roots")
    return dealt, cut_evenly(roots[::16], len(roots) // FOREST_ROWS + 1)


def _merge(runner: Runner, phase: str, function: object, folders: list[Path], level: str = "") -> Path:
    """One folder made of many, by rounds of tasks that each take a few."""
    depth = 0
    while len(folders) > 1:
        depth += 1
        groups = [(folders[start : start + FAN_IN],) for start in range(0, len(folders), FAN_IN)]
        folders = runner.run(phase, function, groups, f"{level}-{depth}")  # type: ignore[arg-type]
    return folders[0]


def _count(n_documents: int) -> int:
    return n_documents // BUCKET_DOCUMENTS + 1
