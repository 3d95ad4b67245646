"""The story of a dump's summaries: every record parsed and summarised, one line each, part by part."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import numpy as np
import orjson

from summarizer.dumps.input.jsonl import REFUSED, write_refusal
from summarizer.dumps.output.checksums import concatenate_files, hash_inputs, write_output
from summarizer.dumps.output.refusals import list_refusals, stop_if_strict
from summarizer.dumps.output.run_json import Results, make_report, write_run
from summarizer.dumps.output.staging import STAGING, finish_run
from summarizer.dumps.phases.gather import take_documents
from summarizer.dumps.phases.read import read_inputs
from summarizer.dumps.records import Counts, DumpReport, DumpSettings, Refusal
from summarizer.dumps.run.arrays import finish_folder, load, save_into
from summarizer.dumps.run.corpus import NO_REPEATS, Input
from summarizer.dumps.run.finished import find_run
from summarizer.dumps.run.folder import Plan, RunRequest, begin_run
from summarizer.dumps.run.record_names import number_lines
from summarizer.dumps.run.sizes import SUMMARY_BYTES, limit_workers
from summarizer.dumps.run.tasks import Runner
from summarizer.page.furniture import Furniture
from summarizer.parsing import name_article, parse
from summarizer.records import Article, Document, Mode, SummarySettings
from summarizer.records.page import FACTS
from summarizer.summarizing import BATCH, summarize_many

PHASES = ("read", "summarize")
SUMMARIES = "summaries.jsonl"
ReadDocument = tuple[Document, tuple[Article, ...]]


def summarize_dump(
    inputs: Sequence[str], output: str, settings: SummarySettings, dump: DumpSettings
) -> DumpReport:
    """Summarize every page of a dump; `summaries.jsonl` gets a line for each record, in their order.

    Inputs, refusals, resuming and errors are those of `deduplicating.deduplicate_dump`.
    """
    chosen = {**asdict(settings), "mode": str(Mode(settings.mode))}
    with begin_run(RunRequest("summarize", tuple(inputs), output, chosen), dump) as plan:
        finished = find_run(output)
        if finished is not None and finished["fingerprint"] == plan.fingerprint:
            return make_report(finished)
        limited = limit_workers(dump, plan.sources, SUMMARY_BYTES)
        runner = Runner(plan.folder, limited, PHASES, scale=plan.scale)
        read = read_inputs(runner, plan)
        tasks = [(part, runner.settings, settings) for part in number_lines(runner, "read", read)]
        parts = runner.run("summarize", summarize_part, tasks)
        stop_if_strict(runner.settings, list_refusals(read, parts, NO_REPEATS))
        staged = _write_outputs(plan, runner, read, parts)
        return finish_run(plan, staged, [part / SUMMARIES for part in parts])


def summarize_part(folder: Path, part: Input, dump: DumpSettings, settings: SummarySettings) -> None:
    """Write the summaries of a part, a line a record, and the places of its records."""
    places: list[tuple[int, int, int]] = []
    refused: list[Refusal] = []
    n_lines: list[int] = []
    with finish_folder(folder) as unfinished:
        with (unfinished / SUMMARIES).open("wb") as file:
            taken = take_documents(part, dump, refused, n_lines)
            while batch := list(islice(taken, BATCH)):
                pages = _read_pages([document for document, _ in batch], dump.furniture)
                file.writelines(_summarize(pages, settings))
                places += [place for _, place in batch]
        (unfinished / REFUSED).write_bytes(b"".join(map(write_refusal, refused)))
        arrays = {"places": np.array(places, np.int64).reshape(-1, 3), "n_lines": np.array(n_lines)}
        save_into(unfinished, arrays)


def _write_outputs(plan: Plan, runner: Runner, inputs: Sequence[Input], parts: Sequence[Path]) -> Path:
    """Write every output of the run, and return the folder they are in."""
    staged = plan.folder / STAGING
    if not staged.is_dir():
        with finish_folder(staged) as unfinished:
            refused = list(map(write_refusal, list_refusals(inputs, parts, NO_REPEATS)))
            outputs = [
                concatenate_files(unfinished / SUMMARIES, [part / SUMMARIES for part in parts]),
                write_output(unfinished / REFUSED, refused),
            ]
            n_documents = sum(len(load(part, "places")) for part in parts)
            counts = Counts(n_documents, n_documents, 0, len(refused), 0)
            results = Results(counts, outputs, list(runner.costs.values()))
            write_run(unfinished, plan, results, {"inputs": hash_inputs(plan)})
    return staged


def _read_pages(documents: Sequence[Document], furniture: Furniture | None) -> list[ReadDocument]:
    """Each document with its articles, read without the lines that its source repeats."""
    sources = {document.source for document in documents}
    rows = {source: furniture and furniture.narrow(source) for source in sources}
    return [
        (document, parse(document.text, furniture=rows[document.source]).articles) for document in documents
    ]


def _summarize(pages: Sequence[ReadDocument], settings: SummarySettings) -> Iterator[bytes]:
    """The line of each document; all articles of a batch are summarized at once."""
    named = (
        name_article(article, document.title or None if place == 0 else None)
        for document, articles in pages
        for place, article in enumerate(articles)
    )
    summaries = iter(summarize_many(named, settings))
    for document, articles in pages:
        rows = [
            {
                "title": article.title,
                "summary": next(summaries),
                **{name: getattr(article, name) for name in FACTS},
            }
            for article in articles
        ]
        yield orjson.dumps({"id": document.id, "articles": rows}, option=orjson.OPT_APPEND_NEWLINE)
