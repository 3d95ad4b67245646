"""The commands over dumps: how a run is started, its last message and exit code."""

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click

from summarizer.command.dump_options import ALLOW_SHORTER, KEEP, take_duplicate_settings, take_run_options
from summarizer.command.language.translation import isolate_value, pad, say
from summarizer.command.output import (
    INTERRUPTED,
    NO_OUTPUT,
    SOME_REFUSED,
    complain,
    count_documents,
    note,
    refuse,
    refuse_missing,
    tell_refusals,
)
from summarizer.command.progress.display import ProgressPrinter
from summarizer.dumps.run.whole_files import NO_SPACE
from summarizer.errors import SettingsError, SummarizerError
from summarizer.records.keep import Keep

if TYPE_CHECKING:
    from summarizer.dumps.records import Counts, DumpReport, DumpSettings, Progress
    from summarizer.records import DuplicateSettings, SummarySettings

# The files that are named at the end of a run.
_NAMED = {
    "kept.jsonl": "kept",
    **dict.fromkeys(("kept.csv", "kept.parquet"), "table"),
    "removed.jsonl": "removed",
    "summaries.jsonl": "written",
    "report.html": "report",
}
# Looked for before a run begins: without one of them it would stop at its end.
_NEEDED = ("filelock", "jinja2", "joblib", "orjson", "psutil", "pyarrow", "tqdm")


def run_dump(
    run: "Callable[[Callable[[Progress], None]], DumpReport]", output: str | None, printer: ProgressPrinter
) -> int:
    """Run over a dump with a progress display; print the outcome and return the exit code.

    output  where the files are, to be named at the end; None where none are left
    """
    missing = next((name for name in _NEEDED if find_spec(name) is None), None)
    if missing is not None:
        return refuse_missing(missing)
    try:
        with printer:
            report = run(printer)
    except KeyboardInterrupt:
        return complain("stopped; finished work is kept, continue with --resume", INTERRUPTED)
    except ModuleNotFoundError as error:
        return refuse_missing(error.name or "a module")
    except SummarizerError as error:
        return refuse(error)
    except OSError as error:
        if error.errno in NO_SPACE:
            return complain(
                f"the disk is full ({error.strerror}); make room, then continue with --resume", NO_OUTPUT
            )
        return refuse(error)
    return _tell_outcome(report, output)


def _tell_outcome(report: "DumpReport", output: str | None) -> int:
    """Print the last lines of a run, and return the exit code."""
    counts = report.counts
    said = count_documents(counts.documents)
    if any(output.name == "removed.jsonl" for output in report.outputs):
        said = say(
            "{}: {} kept, {} removed in {}",
            said,
            counts.kept,
            counts.removed,
            _count_clusters(counts.clusters),
        )
    note(say("{}; {} s", said, f"{report.seconds:.1f}"))
    if output is not None:
        _name_files(report, output)
    return _tell_refused(counts, output) if counts.refused else 0


def _tell_refused(counts: "Counts", output: str | None) -> int:
    """Print how many records were refused and where the reasons are, and return the exit code."""
    if output is None:
        reasons = say("without --dry-run refused.jsonl says why")
    else:
        reasons = say("{} says why", _join_path(output, "refused.jsonl"))
    if not counts.documents:
        said = say(
            "no record holds a document: {}; if the text stands in another field, --text-field names it; "
            "if it is not UTF-8, iconv converts it",
            reasons,
        )
        return complain(said, SOME_REFUSED)
    return tell_refusals(counts.refused, reasons)


def _join_path(output: str, name: str) -> str:
    return f"{output.rstrip('/')}/{name}"


def _count_clusters(number: int) -> str:
    return say("1 cluster") if number == 1 else say("{} clusters", number)


def _name_files(report: "DumpReport", output: str) -> None:
    """Say where the results are, those for people last."""
    written = {one.name for one in report.outputs}
    # The page is no output of the run itself: it is made of them, wherever a run decides on documents.
    written |= {"report.html"} if "removed.jsonl" in written else set()
    for name, label in _NAMED.items():
        if name in written:
            note(f"{pad(say(label), 8)} {isolate_value(_join_path(output, name))}")


def deduplicate_files(
    files: tuple[str, ...], output: str, settings: "DuplicateSettings", dump: "DumpSettings"
) -> int:
    """`khulasa dedup -o`."""

    def run(report: "Callable[[Progress], None]") -> "DumpReport":
        from summarizer.dumps.deduplicating import deduplicate_dump

        return deduplicate_dump(files, output, settings, replace(dump, report=report))

    skipped = [*(["block"] if dump.level == "documents" else []), *([] if dump.against else ["archive"])]
    return run_dump(run, None if dump.dry_run else output, ProgressPrinter(files, skipped))


def summarize_files(
    files: tuple[str, ...], output: str, settings: "SummarySettings", dump: "DumpSettings"
) -> int:
    """`khulasa summarize -o`."""

    def run(report: "Callable[[Progress], None]") -> "DumpReport":
        from summarizer.dumps.summarizing import summarize_dump

        return summarize_dump(files, output, settings, replace(dump, report=report))

    return run_dump(run, None if dump.dry_run else output, ProgressPrinter(files))


@click.command("rethreshold")
@click.argument("output")
@click.option("--threshold", type=float, help="The similarity from which documents are duplicates, 0 to 1.")
@click.option("--keep", type=KEEP, default=Keep.FIRST.value, show_default=True)
@click.option(
    "--source", "sources", multiple=True, help="With --keep source: a preferred source; give the best first."
)
@click.option("--allow-shorter", is_flag=True, help=ALLOW_SHORTER)
@take_run_options
def rethreshold_command(output: str, **chosen: Any) -> int:
    """Apply another threshold to a finished run, without reading the dump again.

    OUTPUT is a folder that khulasa dedup -o wrote; its files are replaced. Without --threshold the trained
    rule decides.

    \b
    khulasa rethreshold clean --threshold 0.8
    khulasa rethreshold clean --keep longest
    """
    from summarizer.dumps.records import DumpSettings

    try:
        settings = take_duplicate_settings(chosen)
        dump = DumpSettings(**chosen)
    except SettingsError as error:
        return refuse(error)

    def run(report: "Callable[[Progress], None]") -> "DumpReport":
        from summarizer.dumps.deduplicating import rethreshold_dump

        return rethreshold_dump(output, settings, replace(dump, report=report))

    return run_dump(run, output, ProgressPrinter())
