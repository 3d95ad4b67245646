"""Outputting: the files of a finished run, written into one folder that appears whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from summarizer.dumps.input.jsonl import REFUSED, parse_document, write_refusal
from summarizer.dumps.measuring import Measured
from summarizer.dumps.output import run_json
from summarizer.dumps.output.refusals import Origin, list_refusals
from summarizer.dumps.output.tables import TABLES, MixedTablesError, export_csv, export_parquet, find_table
from summarizer.dumps.phases import write
from summarizer.dumps.phases.block import BLOCKS
from summarizer.dumps.phases.write import CLUSTERS, KEPT, REMOVED, Lines
from summarizer.dumps.records import Counts, DumpSettings, Format, Output
from summarizer.dumps.report.page import write_report
from summarizer.dumps.run.arrays import finish_folder, load
from summarizer.dumps.run.folder import RUN, Plan
from summarizer.dumps.run.tasks import Runner

# The folders of recurring blocks, and the sources that they count by.
Blocks = tuple[Sequence[Path], Sequence[bytes]]


@dataclass(frozen=True, slots=True)
class Work:
    """All that a run did, in the order of the parts.

    origins   where the documents of each part came from
    lines     where their raw lines stand
    written   the folders of their lines, kept and not
    clusters  the folder of the kept documents that have copies
    """

    plan: Plan
    measured: Measured
    origins: tuple[Origin, ...]
    lines: tuple[Lines, ...]
    written: tuple[Path, ...]
    clusters: Path


def write_outputs(
    folder: Path,
    work: Work,
    runner: Runner,
    blocks: Blocks | None,
    more: Mapping[str, Any],
    *,
    model: str | None,
    earlier: Path | None = None,
) -> None:
    """Write every output of a run into ``folder``; `run.json` says what the others are.

    model    a Parquet file with the columns of the dump, where it came as Parquet and all of it has them
    earlier  recurring blocks found before, which the report tells too
    """
    gathered = work.measured.gathered
    refusals = list_refusals(gathered.parts, work.origins, gathered.dropped, gathered.earlier)
    with finish_folder(folder) as unfinished:
        outputs = [
            write.concatenate(unfinished / name, [path / name for path in work.written], name)
            for name in (KEPT, REMOVED)
        ]
        outputs.append(run_json.hash_lines(unfinished / REFUSED, map(write_refusal, refusals)))
        write.write_clusters(unfinished / CLUSTERS, work.written)
        outputs.append(run_json.hash_output(unfinished / CLUSTERS))
        if blocks is not None:
            outputs.append(
                run_json.hash_lines(unfinished / BLOCKS, _describe_blocks(work, runner.settings, blocks))
            )
        outputs += _export(unfinished, work.plan, model)
        counts = _count(work, unfinished / REFUSED)
        more = {**more, "histogram": _count_likeness(work.measured)}
        run = run_json.describe_run(work.plan, counts, outputs, list(runner.costs.values()), more)
        run_json.write_run(unfinished / RUN, run)
        write_report(unfinished, earlier)


def _export(folder: Path, plan: Plan, model: str | None) -> list[Output]:
    """The kept documents in the format of the input, where that is one table."""
    form = find_table(plan.sources)
    if form is None:
        return []
    target = folder / TABLES[form]
    try:
        if form is Format.CSV:
            export_csv(folder / KEPT, target)
        elif model is not None:
            export_parquet(folder / KEPT, target, model)
        else:
            return []
    except MixedTablesError:
        target.unlink()
        return []
    return [run_json.hash_output(target)]


def _count(work: Work, refused: Path) -> Counts:
    n_removed = sum(int((load(path, "lines")[:, 0] == 1).sum()) for path in work.written)
    with refused.open("rb") as file:
        n_refused = sum(1 for _ in file)
    n_documents = work.measured.gathered.n_documents
    n_clusters = len(load(work.clusters, "kept"))
    return Counts(n_documents, n_documents - n_removed, n_removed, n_refused, n_clusters)


def _count_likeness(measured: Measured) -> list[int]:
    """How many measured pairs have a likeness of .00, .01, … 1.00, cut off after the second place."""
    total = np.zeros(101, np.int64)
    for path in measured.pairs:
        total += np.bincount((load(path, "likeness") * 100).astype(np.int64), minlength=101)
    return [int(count) for count in total]


def _describe_blocks(work: Work, settings: DumpSettings, blocks: Blocks) -> Iterator[bytes]:
    """A line for each recurring block, the commonest first, with its words and the ids of a few documents."""
    folders, sources = blocks
    names = [source.decode() for source in sources]
    found = [orjson.loads(line) for folder in folders for line in (folder / BLOCKS).read_bytes().splitlines()]
    for block in found:
        documents = [_read_document(work, settings, number) for number, _, _ in block["examples"]]
        _, start, end = block["examples"][0]
        block["text"] = documents[0].text[start:end]
        block["examples"] = [
            {"document": document.id, "span": {"start": start, "end": end}}
            for document, (_, start, end) in zip(documents, block["examples"], strict=True)
        ]
        block["source"] = names[block.pop("commonest")]
        counts = {name: count for name, count in zip(names, block["sources"], strict=True) if count}
        block["sources"] = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    for block in sorted(found, key=lambda block: (-block["n_documents"], block["text"])):
        order = ("text", "n_documents", "share", "place", "source", "sources", "examples")
        yield orjson.dumps({name: block[name] for name in order}, option=orjson.OPT_APPEND_NEWLINE)


def _read_document(work: Work, settings: DumpSettings, number: int) -> Any:
    firsts = work.measured.gathered.firsts
    part = int(np.searchsorted(firsts, number, side="right")) - 1
    return parse_document(work.lines[part].read_one(number - int(firsts[part])), settings)
