"""The files of a finished run, written into one folder that appears whole."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from summarizer.dumps.input.jsonl import REFUSED, write_refusal
from summarizer.dumps.output.blocks import write_blocks
from summarizer.dumps.output.checksums import concatenate_files, hash_output, write_output
from summarizer.dumps.output.cluster_table import sort_members, write_cluster_table
from summarizer.dumps.output.refusals import list_dump_refusals
from summarizer.dumps.output.run_json import Results, write_run
from summarizer.dumps.output.staging import STAGING
from summarizer.dumps.output.tables import TABLES, MixedTablesError, export_csv, export_parquet, find_table
from summarizer.dumps.phases.block import FoundBlocks
from summarizer.dumps.phases.write import Written, read_kept
from summarizer.dumps.records import Counts, Format, Output
from summarizer.dumps.report.page import write_report
from summarizer.dumps.run.arrays import finish_folder, load
from summarizer.dumps.run.corpus import Documents
from summarizer.dumps.run.finished import BLOCKS, CLUSTERS, KEPT, REMOVED, read_output_lines
from summarizer.dumps.run.folder import Plan
from summarizer.dumps.run.tasks import Runner
from summarizer.dumps.run.whole_files import sync_file


@dataclass(frozen=True, slots=True)
class Work:
    """All that the phases of a run made.

    pairs       folders of the measured pairs
    thresholds  how many documents each threshold would keep, as `phases.curve` says
    """

    plan: Plan
    runner: Runner
    documents: Documents
    pairs: Sequence[Path]
    thresholds: list[int | None]
    blocks: FoundBlocks | None
    written: Written


@dataclass(frozen=True, slots=True)
class Facts:
    """What the outputs say besides the work of the phases.

    more            entries of `run.json`
    models          Parquet files that have the columns of the dump, where tables hold it; the first that can
                    be read counts
    earlier_blocks  recurring blocks that were found before, for the report
    """

    more: Mapping[str, Any]
    models: Sequence[str] = ()
    earlier_blocks: Path | None = None


def describe_first_run(work: Work, inputs: list[dict[str, Any]]) -> Facts:
    """What the outputs of a run over a dump say; ``inputs`` are described with their hashes."""
    more = {"round": 0, "level": "", "inputs": inputs}
    return Facts(more, [source.path for source in work.plan.sources])


def write_outputs(work: Work, facts: Facts) -> Path:
    """Write every output of a run, and return the folder they are in."""
    staged = work.plan.folder / f"{STAGING}{work.runner.round_name}"
    if not staged.is_dir():
        hashes: dict[str, str] = {}
        # The files of lines are as large as the dump: threads write both, and bring them to the disk, while
        # other files are made.
        with finish_folder(staged, hashes) as unfinished, ThreadPoolExecutor(2) as threads:
            outputs = _write_documents(unfinished, work, threads)
            syncs = [threads.submit(sync_file, unfinished / name) for name in (KEPT, REMOVED)]
            outputs += _export_table(unfinished, work, facts.models)
            hashes.update({output.name: output.sha256 for output in outputs})
            counts = _count_documents(work, unfinished / REFUSED)
            results = Results(counts, outputs, list(work.runner.costs.values()))
            charts = {"thresholds": work.thresholds, "histogram": _count_likeness(work.pairs)}
            write_run(unfinished, work.plan, results, {**facts.more, **charts})
            write_report(unfinished, facts.earlier_blocks)
            # The folder is finished, and its `run.json` says so, when its lines are on the disk.
            for sync in syncs:
                sync.result()
    return staged


def _write_documents(folder: Path, work: Work, threads: ThreadPoolExecutor) -> list[Output]:
    written = work.written.folders
    kept = threads.submit(write_output, folder / KEPT, read_kept(work.documents, work.written))
    copies = [path / REMOVED for path in written]
    removed = threads.submit(concatenate_files, folder / REMOVED, copies)
    refusals = write_output(folder / REFUSED, map(write_refusal, list_dump_refusals(work.documents)))
    write_cluster_table(folder / CLUSTERS, sort_members(work.runner, written))
    outputs = [kept.result(), removed.result(), refusals, hash_output(folder / CLUSTERS)]
    if work.blocks is not None:
        lines = write_blocks(work.documents, work.runner.settings, work.blocks)
        outputs.append(write_output(folder / BLOCKS, lines))
    return outputs


def _export_table(folder: Path, work: Work, models: Sequence[str]) -> list[Output]:
    """The kept documents in the format of the input, where that is one table."""
    form = find_table(work.plan.sources)
    if form is None:
        return []
    target = folder / TABLES[form]
    try:
        if form is Format.CSV:
            export_csv(folder / KEPT, target, escape=work.runner.settings.escape_formulas)
        else:
            export_parquet(folder / KEPT, target, models)
    except MixedTablesError:
        target.unlink(missing_ok=True)
        return []
    return [hash_output(target)]


def _count_documents(work: Work, refused: Path) -> Counts:
    n_removed = sum(int((load(path, "lines")[:, 0] == 1).sum()) for path in work.written.folders)
    n_refused = sum(1 for _ in read_output_lines(refused))
    n_documents = work.documents.n_documents
    n_clusters = len(load(work.written.clusters, "kept"))
    return Counts(n_documents, n_documents - n_removed, n_removed, n_refused, n_clusters)


def _count_likeness(pairs: Sequence[Path]) -> list[int]:
    """How many measured pairs have a likeness of .00, .01, … 1.00, cut off after the second place."""
    total = np.zeros(101, np.int64)
    for path in pairs:
        total += np.bincount((load(path, "likeness") * 100).astype(np.int64), minlength=101)
    return [int(count) for count in total]
