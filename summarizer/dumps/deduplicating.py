"""The story of a dump's duplicates: gather, collapse, count, sketch, pair, measure, cluster, elect, write.

Each phase is one function from files to files, run over parts or buckets by `running`; this file only says
which, over what, and in which order. What comes out is what `summarizer.deduplicate` gives for the same
documents in memory, whatever the parts, the workers or the machine.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from summarizer.dumps.measuring import BUCKET_DOCUMENTS, BUCKET_KEYS, Measured, merge_all
from summarizer.dumps.phases import archive, block, cluster, curve, elect, write
from summarizer.dumps.phases.elect import cut_strings
from summarizer.dumps.phases.write import Lines
from summarizer.dumps.records import DumpSettings
from summarizer.dumps.run.arrays import cut_evenly, load, save
from summarizer.dumps.run.tasks import Runner
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

# Rows of a forest that one task clusters.
FOREST_ROWS = 1 << 18

Range = tuple[int, int | None]


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
        elect.gather_members,
        [
            (bucket, first, clustered)
            for bucket, first in zip(corpus.buckets, corpus.row_firsts.tolist(), strict=True)
        ],
        f"-members{level}",
    )
    centres = np.concatenate([np.asarray(load(path, "centres")) for path in members])
    buckets = cut_evenly(centres[::16], len(centres) // BUCKET_DOCUMENTS + 1)
    elected = runner.run(
        "elect", elect.elect, [(members, bucket, corpus, settings) for bucket in buckets], level
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
    elected, clusters = decided
    recalled = runner.run(
        "archive",
        archive.recall_part,
        [(*own, elected, (settings, runner.settings)) for own in measured.list_parts(lines)],
    )
    named = runner.work / "clusters-archive"
    if not named.is_dir():
        archive.name_clusters(named, clusters, recalled)
    return [*elected, *recalled], named


def write_parts(
    runner: Runner,
    measured: Measured,
    lines: Sequence[Lines],
    decided: tuple[Sequence[Path], Path],
    level: str = "",
) -> list[Path]:
    """The lines of every part, kept and not; ``decided`` is what `decide_dump` gives."""
    return runner.run(
        "write", write.write_part, [(*own, *decided) for own in measured.list_parts(lines)], level
    )


def count_kept(runner: Runner, measured: Measured) -> list[int | None]:
    """How many documents each of ``curving.STEPS`` would keep as a threshold; None where nobody asks."""
    dealt, buckets = _deal(runner, measured.pairs, curve.LOWEST, "curve", "")
    counted = runner.run("curve", curve.count_joined, [(dealt, bucket) for bucket in buckets])
    joined = np.sum([load(path, "joined") for path in counted], axis=0).tolist()
    n_rows = measured.corpus.n_rows
    return [
        n_rows - n_joined if step >= curve.LOWEST else None
        for step, n_joined in zip(curve.STEPS, joined, strict=True)
    ]


def find_blocks(
    runner: Runner, measured: Measured, elected: Sequence[Path], lines: Sequence[Lines], dump: DumpSettings
) -> tuple[list[Path], list[bytes]]:
    """The recurring blocks of a dump: their folders, and the sources that these count by."""
    parts = measured.gathered.parts
    names = [cut_strings(part, "source", np.arange(len(load(part, "places")))) for part in parts]
    sources = sorted({name for own in names for name in own})
    codes = {source: code for code, source in enumerate(sources)}
    sizes = np.bincount([codes[name] for own in names for name in own], minlength=len(sources))
    scanned = runner.run(
        "block",
        block.scan_part,
        [(*own, dump, sources) for own in measured.list_parts(lines)],
        "-scan",
    )
    samples = np.concatenate([np.asarray(load(path, "keys")[::256]) for path in scanned])
    buckets = cut_evenly(samples, len(samples) * 256 // BUCKET_KEYS + 1)
    settings = RecurringSettings()
    tasks = [(scanned, elected, bucket, sizes, settings) for bucket in buckets]
    return runner.run("block", block.find_recurring, tasks), sources


def _cluster(runner: Runner, measured: Sequence[Path], threshold: float | None, level: str) -> list[Path]:
    """The clusters of rows, by whole components."""
    dealt, buckets = _deal(runner, measured, threshold, "cluster", level)
    return runner.run("cluster", cluster.cluster_components, [(dealt, bucket) for bucket in buckets], level)


def _deal(
    runner: Runner, measured: Sequence[Path], threshold: float | None, phase: str, level: str
) -> tuple[list[Path], list[Range]]:
    """The accepted pairs in the order of their components, and ranges of components."""
    forests = runner.run(
        phase, cluster.find_forest, [(path, threshold) for path in measured], f"-forest{level}"
    )
    forest = merge_all(runner, phase, cluster.merge_forests, forests, f"-forest{level}")
    dealt = runner.run(
        phase, cluster.deal_pairs, [(path, forest, threshold) for path in measured], f"-deal{level}"
    )
    roots = load(forest, "roots")
    return dealt, cut_evenly(roots[::16], len(roots) // FOREST_ROWS + 1)
