"""Dumping: a run over a dump, from its inputs to its outputs; the same again for another threshold."""

import hashlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.deduplicating import (
    PHASES,
    count_kept,
    decide_dump,
    decide_nothing,
    find_blocks,
    recall_dump,
    write_parts,
)
from summarizer.dumps.input.sources import is_cuttable
from summarizer.dumps.input.streams import STANDARD_INPUT
from summarizer.dumps.measuring import Measured, gather_dump, measure_dump
from summarizer.dumps.output import run_json
from summarizer.dumps.output.files import Work, write_outputs
from summarizer.dumps.output.refusals import Origin, list_refusals
from summarizer.dumps.output.tables import TABLES
from summarizer.dumps.phases.archive import check_archive, remember
from summarizer.dumps.phases.block import BLOCKS
from summarizer.dumps.phases.read import list_spooled, spool
from summarizer.dumps.phases.write import KEPT, REMOVED, Lines
from summarizer.dumps.records import DumpReport, DumpSettings, Format, Level, Progress, Source
from summarizer.dumps.run.arrays import find_task, load, sweep
from summarizer.dumps.run.folder import Plan, begin, reopen
from summarizer.dumps.run.tasks import Runner
from summarizer.errors import DumpError, RunError
from summarizer.records import DuplicateSettings

STAGING = "outputs"


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
                inputs,
                folder,
                settings,
                replace(dump, work=None, dry_run=False, resume=False, add=False),
                report,
            )
    return _run(inputs, output, settings, dump, report)


def rethreshold_dump(
    output: str,
    settings: DuplicateSettings,
    dump: DumpSettings,
    report: Callable[[Progress], None] = ignore,
) -> DumpReport:
    """Decide a finished run anew, by another threshold or another choice of whom to keep.

    Pairs are not measured again and the dump is not read again: its lines are in the outputs, and which of
    them are kept is all that changes. Killed half-way, the same call finishes it. Raises ``RunError``.
    """
    chosen = list_settings(settings)
    with reopen("dedup", output, dump) as plan:
        for staging in plan.folder.glob(f"{STAGING}*"):
            run_json.put_out(staging, output)
        before = run_json.read_run(output)
        if before is None:
            raise RunError(output, "no finished run", "one", "end it first, by khulasa dedup --resume")
        if before["settings"]["level"] == Level.BLOCKS:
            raise RunError(
                output, "a run over blocks alone", "one over documents", "run it with --level both"
            )
        if before["settings"]["against"] is not None:
            found, advice = "a run against an archive", "run it again, into another output"
            raise RunError(output, found, "one over its own documents alone", advice)
        level = f"-{before['round'] + 1}-{hashlib.sha256(repr(chosen).encode()).hexdigest()[:8]}"
        runner = Runner(plan.folder, dump, PHASES, report)
        sources, origins = spool_parts(runner, plan, dump)
        measured = measure_dump(runner, gather_dump(runner, sources, dump))
        lines = _find_written(plan, output, before["level"], measured)
        decided = decide_dump(runner, measured, settings, level)
        written = write_parts(runner, measured, lines, decided, level)
        kept = {name: before[name] for name in ("inputs", "phases", "thresholds")}
        more = {**kept, "round": before["round"] + 1, "level": level}
        now = replace(plan, settings={**plan.settings, **chosen})
        work = Work(now, measured, tuple(origins), tuple(lines), tuple(written), decided[1])
        staging = plan.folder / f"{STAGING}{level}"
        model, earlier = _fetch_model(plan, output, before), None
        if before["settings"]["level"] == Level.BOTH:
            earlier = Path(run_json.fetch_output(output, BLOCKS, plan.folder / "fetched"))
        write_outputs(staging, work, runner, None, more, model=model, earlier=earlier)
        return _finish(plan.folder, staging, output, written)


def _run(
    inputs: Sequence[str],
    output: str,
    settings: DuplicateSettings,
    dump: DumpSettings,
    report: Callable[[Progress], None],
) -> DumpReport:
    check_archive(dump)
    with begin("dedup", inputs, output, dump, list_settings(settings)) as plan:
        done = run_json.read_run(output)
        if done is not None and done["fingerprint"] == plan.fingerprint:
            return run_json.make_report(done)
        # Beside the phases, which wait for other things: hashing leaves the interpreter alone.
        with ThreadPoolExecutor(1) as pool:
            hashed = pool.submit(run_json.hash_inputs, plan)
            runner = Runner(plan.folder, dump, PHASES, report)
            sources, origins = spool_parts(runner, plan, dump)
            gathered = gather_dump(runner, sources, dump)
            if dump.strict:
                # Before anything is measured: a bad line of a million costs reading them, and no more.
                stop_at_first(gathered.parts, origins, gathered.dropped, gathered.earlier)
            measured = measure_dump(runner, gathered)
            lines = [_find_lines(source, part) for source, part in zip(sources, gathered.parts, strict=True)]
            thresholds = count_kept(runner, measured)
            decided = decide_dump(runner, measured, settings)
            blocks = None
            if dump.level is not Level.DOCUMENTS:
                blocks = find_blocks(runner, measured, decided[0], lines, dump)
            if dump.level is Level.BLOCKS:
                decided = decide_nothing(runner)
            if dump.against is not None:
                decided = recall_dump(runner, measured, lines, decided, settings)
            written = write_parts(runner, measured, lines, decided)
            more = {"round": 0, "level": "", "inputs": hashed.result(), "thresholds": thresholds}
        work = Work(plan, measured, tuple(origins), tuple(lines), tuple(written), decided[1])
        staging = plan.folder / STAGING
        if not staging.is_dir():
            write_outputs(staging, work, runner, blocks, more, model=plan.sources[0].path)
        # Whatever was moved out of the staging folder was added before.
        if dump.add and (staging / KEPT).is_file():
            remember(staging / KEPT, dump)
        return _finish(plan.folder, staging, output, written)


def _finish(folder: Path, staging: Path, output: str, written: Sequence[Path]) -> DumpReport:
    """Put the outputs where they belong, and drop the copies that the parts made of them."""
    run_json.put_out(staging, output)
    # A worker of a cluster may have died, and its task have been done by another.
    sweep(folder)
    for path in written:
        for name in (KEPT, REMOVED):
            (path / name).unlink(missing_ok=True)
    return run_json.make_report(run_json.read_run(output) or {})


def list_settings(settings: DuplicateSettings) -> dict[str, Any]:
    """The settings of a run, as `run.json` has them."""
    return {"threshold": settings.threshold, "keep": str(settings.keep), "sources": list(settings.sources)}


def _find_written(plan: Plan, output: str, level: str, measured: Measured) -> list[Lines]:
    """The lines of each part, in the outputs of the run."""
    files = tuple(run_json.fetch_output(output, name, plan.folder / "fetched") for name in (KEPT, REMOVED))
    bases, found = np.zeros(2, np.int64), []
    for number in range(len(measured.gathered.parts)):
        written = find_task(plan.folder / f"write{level}", number)
        places = np.array(load(written, "lines"))
        places[:, 1] += bases[places[:, 0]]
        found.append(Lines(files, places))
        bases += load(written, "ends")
    return found


def _fetch_model(plan: Plan, output: str, before: Mapping[str, Any]) -> str | None:
    """The kept documents as Parquet, where the run wrote them so."""
    name = TABLES[Format.PARQUET]
    is_there = any(written["name"] == name for written in before["outputs"])
    return run_json.fetch_output(output, name, plan.folder / "fetched") if is_there else None


def spool_parts(runner: Runner, plan: Plan, dump: DumpSettings) -> tuple[list[Source], list[Origin]]:
    """The parts of a run, each a stretch that one worker reads, and where the documents of each came from."""
    if dump.sample is not None:
        groups = [plan.sources]
    else:
        groups = [(source,) for source in plan.sources if not is_cuttable(source.path, source.format)]
    tasks = [(group, dump, plan.part_bytes) for group in groups]
    for number, group in enumerate(groups):
        folder = find_task(runner.work / "read", number)
        # Only this process has the standard input that is meant.
        if any(source.path == STANDARD_INPUT for source in group) and not folder.is_dir():
            spool(folder, *tasks[number])
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


def stop_at_first(
    parts: Sequence[Path], origins: Sequence[Origin], dropped: NDArray[np.int64], earlier: NDArray[np.int64]
) -> None:
    """Raise ``DumpError`` for the first record that holds no document, if there is one."""
    for row in list_refusals(parts, origins, dropped, earlier):
        raise DumpError(row.path, row.line or 0, row.found, row.wanted)
