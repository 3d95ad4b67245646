"""The story of a dump's summaries: every record parsed and summarised, one line each, part by part."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import numpy as np
import orjson

from summarizer.dumps.dumping import STAGING, ignore, spool_parts, stop_at_first
from summarizer.dumps.input.jsonl import REFUSED, write_refusal
from summarizer.dumps.output import run_json
from summarizer.dumps.output.refusals import list_refusals
from summarizer.dumps.phases.gather import take_documents
from summarizer.dumps.phases.write import concatenate
from summarizer.dumps.records import Counts, DumpReport, DumpSettings, Progress, Refusal, Source
from summarizer.dumps.run.arrays import finish_folder, load, save_into
from summarizer.dumps.run.folder import RUN, begin
from summarizer.dumps.run.tasks import Runner
from summarizer.parsing import name_article, parse
from summarizer.records import Document, Mode, SummarySettings
from summarizer.summarizing import BATCH, summarize_many

PHASES = ("read", "summarize")
SUMMARIES = "summaries.jsonl"


def summarize_dump(
    inputs: Sequence[str],
    output: str,
    settings: SummarySettings,
    dump: DumpSettings,
    report: Callable[[Progress], None] = ignore,
) -> DumpReport:
    """Summarize every page of a dump; `summaries.jsonl` gets a line for each record, in their order.

    As `dumping.deduplicate_dump` otherwise: the same inputs, refusals, resuming and errors.
    """
    chosen = {**asdict(settings), "mode": str(Mode(settings.mode))}
    with begin("summarize", inputs, output, dump, chosen) as plan:
        done = run_json.read_run(output)
        if done is not None and done["fingerprint"] == plan.fingerprint:
            return run_json.make_report(done)
        runner = Runner(plan.folder, dump, PHASES, report)
        sources, origins = spool_parts(runner, plan, dump)
        parts = runner.run("summarize", summarize_part, [(source, dump, settings) for source in sources])
        none = np.empty(0, np.int64)
        if dump.strict:
            stop_at_first(parts, origins, none, none)
        staging = plan.folder / STAGING
        if not staging.is_dir():
            with finish_folder(staging) as unfinished:
                paths = [part / SUMMARIES for part in parts]
                refused = list(map(write_refusal, list_refusals(parts, origins, none, none)))
                outputs = [
                    concatenate(unfinished / SUMMARIES, paths, SUMMARIES),
                    run_json.hash_lines(unfinished / REFUSED, iter(refused)),
                ]
                n_documents = sum(len(load(part, "places")) for part in parts)
                counts = Counts(n_documents, n_documents, 0, len(refused), 0)
                more = {"inputs": run_json.hash_inputs(plan)}
                run = run_json.describe_run(plan, counts, outputs, list(runner.costs.values()), more)
                run_json.write_run(unfinished / RUN, run)
        run_json.put_out(staging, output)
        for part in parts:
            (part / SUMMARIES).unlink(missing_ok=True)
        return run_json.make_report(run_json.read_run(output) or {})


def summarize_part(folder: Path, source: Source, dump: DumpSettings, settings: SummarySettings) -> None:
    """Write the summaries of a part, a line a record, and the places of its records."""
    places: list[tuple[int, int, int]] = []
    refused: list[Refusal] = []
    n_lines: list[int] = []
    with finish_folder(folder) as unfinished:
        with (unfinished / SUMMARIES).open("wb") as file:
            taken = take_documents(source, dump, refused, n_lines)
            while batch := list(islice(taken, BATCH)):
                file.writelines(_summarize((document for document, _ in batch), settings))
                places += [place for _, place in batch]
        (unfinished / REFUSED).write_bytes(b"".join(map(write_refusal, refused)))
        arrays = {"places": np.array(places, np.int64).reshape(-1, 3), "n_lines": np.array(n_lines)}
        save_into(unfinished, arrays)


def _summarize(documents: Iterable[Document], settings: SummarySettings) -> Iterator[bytes]:
    """The line of each document; all articles of a batch are summarized at once."""
    pages = [(document, parse(document.text).articles) for document in documents]
    named = (
        name_article(article, document.title or None if place == 0 else None)
        for document, articles in pages
        for place, article in enumerate(articles)
    )
    summaries = iter(summarize_many(named, settings))
    for document, articles in pages:
        rows = [{"title": article.title, "summary": next(summaries)} for article in articles]
        yield orjson.dumps({"id": document.id, "articles": rows}, option=orjson.OPT_APPEND_NEWLINE)
