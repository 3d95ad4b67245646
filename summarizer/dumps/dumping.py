"""Dumping: a run over a dump, from its inputs to its outputs; the same again for another threshold."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from summarizer.dumps import finishing, writing
from summarizer.dumps.beginning import RUN, Plan, begin
from summarizer.dumps.deduplicating import PHASES, Measured, decide_dump, measure_dump
from summarizer.dumps.partitioning import finish_folder, load
from summarizer.dumps.planning import is_cuttable
from summarizer.dumps.records import Counts, DumpReport, DumpSettings, Progress, Source
from summarizer.dumps.refusing import REFUSED, Origin, list_refusals, write_line
from summarizer.dumps.running import Runner
from summarizer.dumps.spooling import list_spooled, spool
from summarizer.dumps.writing import KEPT, REMOVED, Lines
from summarizer.errors import DumpError
from summarizer.records import DuplicateSettings

CLUSTERS = "clusters.parquet"


def ignore(_progress: Progress) -> None:
    """Say nothing."""


def deduplicate_dump(
    inputs: Sequence[str],
    output: str,
    settings: DuplicateSettings,
    dump: DumpSettings,
    report: Callable[[Progress], None] = ignore,
) -> DumpReport:
    """Keep one of all documents of a dump that say the same; files in, files out.

    inputs   files, globs, folders, fsspec URLs, or - for standard input
    output   a folder or a URL; `docs/dumps.md` says which files it gets
    report   is told how far the run is; what it raises stops the run, which can be gone on with

    Raises ``RunError``, ``DumpError`` (with ``strict``) and ``SettingsError``.
    """
    if dump.dry_run:
        with tempfile.TemporaryDirectory(dir=dump.work) as folder:
            return _run(
                inputs, folder, settings, replace(dump, work=None, dry_run=False, resume=False), report
            )
    return _run(inputs, output, settings, dump, report)


def _run(
    inputs: Sequence[str],
    output: str,
    settings: DuplicateSettings,
    dump: DumpSettings,
    report: Callable[[Progress], None],
) -> DumpReport:
    chosen = {"threshold": settings.threshold, "keep": str(settings.keep), "sources": list(settings.sources)}
    with begin("dedup", inputs, output, dump, chosen) as plan:
        done = finishing.read_run(output)
        if done is not None and done["fingerprint"] == plan.fingerprint:
            return finishing.make_report(done)
        staging = plan.folder / "outputs"
        if not staging.is_dir():
            runner = Runner(plan.folder, dump, PHASES, report)
            sources, origins = _spool(runner, plan, dump)
            measured = measure_dump(runner, sources, dump)
            if dump.strict:
                _stop_at_first(measured, origins)
            lines = [
                _find_lines(source, part) for source, part in zip(sources, measured.corpus.parts, strict=True)
            ]
            written, clusters = decide_dump(runner, measured, settings, lines)
            with finish_folder(staging) as unfinished:
                _write_outputs(unfinished, plan, runner, measured, origins, written, clusters)
        run = finishing.read_run(str(staging)) or {}
        finishing.put_out(staging, output, [path.name for path in staging.iterdir()])
        return finishing.make_report(run)


def _spool(runner: Runner, plan: Plan, dump: DumpSettings) -> tuple[list[Source], list[Origin]]:
    """The parts of a run, each a stretch that one worker reads, and where the documents of each came from."""
    if dump.sample is not None:
        groups = [plan.sources]
    else:
        groups = [(source,) for source in plan.sources if not is_cuttable(source.path, source.format)]
    tasks = [(group, dump, plan.part_bytes) for group in groups]
    spooled = dict(zip(groups, runner.run("read", spool, tasks), strict=True))
    sources, origins = [], []
    for group in groups if dump.sample is not None else [(source,) for source in plan.sources]:
        if group not in spooled:
            sources.append(group[0])
            origins.append(Origin(group))
            continue
        for place, source in enumerate(list_spooled(spooled[group])):
            sources.append(source)
            origins.append(Origin(group, spooled[group], place))
    return sources, origins


def _find_lines(source: Source, part: Path) -> Lines:
    places = load(part, "places")
    return Lines((source.path,), np.column_stack([np.zeros(len(places), np.int64), places[:, :2]]))


def _stop_at_first(measured: Measured, origins: Sequence[Origin]) -> None:
    for row in list_refusals(measured.corpus.parts, origins, measured.dropped, measured.earlier):
        raise DumpError(row.path, row.line or 0, row.found, row.wanted)


def _write_outputs(
    folder: Path,
    plan: Plan,
    runner: Runner,
    measured: Measured,
    origins: Sequence[Origin],
    written: Sequence[Path],
    clusters: Path,
) -> None:
    """Write every output of a run; `run.json` says what the others are."""
    refusals = list_refusals(measured.corpus.parts, origins, measured.dropped, measured.earlier)
    outputs = [
        writing.concatenate(folder / name, [path / name for path in written], name)
        for name in (KEPT, REMOVED)
    ]
    outputs.append(finishing.hash_lines(folder / REFUSED, map(write_line, refusals)))
    writing.write_clusters(folder / CLUSTERS, written)
    outputs.append(finishing.hash_output(folder / CLUSTERS))
    counts = _count(measured, written, clusters, folder / REFUSED)
    more = {"round": 0, "histogram": _count_likeness(measured)}
    run = finishing.describe_run(plan, counts, outputs, list(runner.costs.values()), more)
    finishing.write_run(folder / RUN, run)


def _count(measured: Measured, written: Sequence[Path], clusters: Path, refused: Path) -> Counts:
    n_removed = sum(int((load(path, "lines")[:, 0] == 1).sum()) for path in written)
    with refused.open("rb") as file:
        n_refused = sum(1 for _ in file)
    kept = measured.n_documents - n_removed
    return Counts(measured.n_documents, kept, n_removed, n_refused, len(load(clusters, "kept")))


def _count_likeness(measured: Measured) -> list[int]:
    """How many measured pairs have a likeness of .00, .01, … 1.00, cut off after the second place."""
    total = np.zeros(101, np.int64)
    for path in measured.pairs:
        total += np.bincount((load(path, "likeness") * 100).astype(np.int64), minlength=101)
    return [int(count) for count in total]
