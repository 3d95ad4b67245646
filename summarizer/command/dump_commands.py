"""The commands over dumps: their options, how a run is started, its last message and exit code."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from summarizer.command.language import isolate_value, pad, say
from summarizer.command.output import (
    INTERRUPTED,
    NO_OUTPUT,
    SOME_REFUSED,
    complain,
    count_documents,
    note,
    refuse,
    refuse_missing,
    take_quiet,
)
from summarizer.command.progress import ProgressPrinter
from summarizer.dumps.run.whole_files import NO_SPACE
from summarizer.errors import SettingsError, SummarizerError
from summarizer.records import DuplicateSettings, Keep, SummarySettings

if TYPE_CHECKING:
    from summarizer.dumps.records import DumpReport, DumpSettings, Progress

# The files that are named at the end of a run.
_NAMED = {
    "kept.jsonl": "kept",
    "removed.jsonl": "removed",
    "summaries.jsonl": "written",
    "report.html": "report",
}
_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}
# Looked for before a run begins: without one of them it would stop at its end.
_NEEDED = ("filelock", "jinja2", "joblib", "orjson", "psutil", "pyarrow", "tqdm")
ALLOW_SHORTER = "Keep what --keep prefers, even if another document of the cluster holds more."


class MemoryType(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on
    """A number of bytes, 2GB or 1500MB for example."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The bytes. Raises ``click.BadParameter``."""
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"([0-9.]+) ?([KMGT]?)i?B?", str(value), re.IGNORECASE)
        try:
            number = float(found[1]) if found else None
        except ValueError:
            number = None
        if found is None or number is None:
            self.fail(f"{value!r} is not a size; write it as 2GB or 1500MB", param, ctx)
        return int(number * _UNITS[found[2].upper()])


_DUMP_OPTIONS = (
    click.option("-o", "--output", help="The folder, or fsspec URL, for the results."),
    click.option("--id-field", default="id", show_default=True, help="The field that holds the id."),
    click.option("--text-field", default="text", show_default=True, help="... the text."),
    click.option("--title-field", default="title", show_default=True, help="... the title."),
    click.option("--date-field", default="date", show_default=True, help="... the date, ISO 8601."),
    click.option("--source-field", default="source", show_default=True, help="... the outlet."),
    click.option("--sample", type=click.IntRange(1), help="Read only the first so many documents."),
    click.option("--strict", is_flag=True, help="Stop at the first record that holds no document."),
    click.option("--resume", is_flag=True, help="Continue a run that was stopped."),
    click.option("--overwrite", is_flag=True, help="Replace what an earlier run left in the output."),
)
_RUN_OPTIONS = (
    click.option(
        "--workers", type=click.IntRange(1), help="How many processes. [default: one per processor]"
    ),
    click.option(
        "--memory", type=MemoryType(), default="2GB", show_default=True, help="How much memory all may use."
    ),
    click.option("--cluster", help="Run on a Dask cluster: the address of its scheduler, tcp://host:8786."),
    click.option("--work", help="The folder for unfinished work. [default: inside the output]"),
    take_quiet,
)


def take_dump_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a run over a dump to a command."""
    for option in reversed(_DUMP_OPTIONS + _RUN_OPTIONS):
        command = option(command)
    return command


def take_run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that set how a run works, not what it makes."""
    for option in reversed(_RUN_OPTIONS):
        command = option(command)
    return command


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
    if counts.refused:
        if counts.refused == 1:
            return complain("1 record refused: refused.jsonl has the reason", SOME_REFUSED)
        return complain(
            say("{} records refused: refused.jsonl has the reasons", counts.refused), SOME_REFUSED
        )
    return 0


def _count_clusters(number: int) -> str:
    return say("1 cluster") if number == 1 else say("{} clusters", number)


def _name_files(report: "DumpReport", output: str) -> None:
    """Say where the results are, those for people last."""
    written = {one.name for one in report.outputs}
    # The page is no output of the run itself: it is made of them, wherever a run decides on documents.
    written |= {"report.html"} if "removed.jsonl" in written else set()
    for name, label in _NAMED.items():
        if name in written:
            path = f"{output.rstrip('/')}/{name}"
            note(f"{pad(say(label), 8)} {isolate_value(path)}")


def deduplicate_files(
    files: tuple[str, ...], output: str, settings: DuplicateSettings, dump: "DumpSettings"
) -> int:
    """`khulasa dedup -o`."""

    def run(report: "Callable[[Progress], None]") -> "DumpReport":
        from summarizer.dumps.deduplicating import deduplicate_dump

        return deduplicate_dump(files, output, settings, replace(dump, report=report))

    skipped = [*(["block"] if dump.level == "documents" else []), *([] if dump.against else ["archive"])]
    return run_dump(run, None if dump.dry_run else output, _make_printer(files, dump, skipped))


def summarize_files(
    files: tuple[str, ...], output: str, settings: SummarySettings, dump: "DumpSettings"
) -> int:
    """`khulasa summarize -o`."""

    def run(report: "Callable[[Progress], None]") -> "DumpReport":
        from summarizer.dumps.summarizing import summarize_dump

        return summarize_dump(files, output, settings, replace(dump, report=report))

    return run_dump(run, None if dump.dry_run else output, _make_printer(files, dump))


def _make_printer(
    files: tuple[str, ...], dump: "DumpSettings", skipped: Sequence[str] = ()
) -> ProgressPrinter:
    from summarizer.dumps.run.folder import find_part_bytes

    return ProgressPrinter(files, skipped, find_part_bytes(dump.memory, dump.workers or 2))


def take_duplicate_settings(chosen: dict[str, Any]) -> DuplicateSettings:
    """The settings among the options, which are taken out. Raises ``SettingsError``."""
    names = ("threshold", "keep", "sources", "allow_shorter")
    return DuplicateSettings(**{name: chosen.pop(name) for name in names})


def require_output(context: click.Context, allowed: tuple[str, ...]) -> None:
    """Refuse options that need an output. Raises ``click.UsageError``."""
    for option in context.command.params:
        given = context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE
        if given and option.name not in (*allowed, "quiet"):
            raise click.UsageError(f"{option.opts[0]} needs -o: name the folder for the results.", context)


@click.command("rethreshold")
@click.argument("output")
@click.option("--threshold", type=float, help="The similarity from which documents are duplicates, 0 to 1.")
@click.option(
    "--keep", type=click.Choice([keep.value for keep in Keep]), default=Keep.FIRST.value, show_default=True
)
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
