"""The command line: read files, call a story, print what comes back; an error is one line and a code."""

import signal
import sys
from dataclasses import asdict
from importlib import import_module
from typing import Any, NoReturn

import click

from summarizer.command.dump_commands import (
    ask_for_output,
    deduplicate_files,
    rethreshold,
    summarize_files,
    take_dump_options,
)
from summarizer.command.files import choose_files, process_files, read_file
from summarizer.command.output import (
    INTERRUPTED,
    NO_OUTPUT,
    NO_SERVICE,
    complain,
    count_documents,
    measure_terminal,
    print_json,
    print_text,
    refuse,
    take_format,
)
from summarizer.command.show import show
from summarizer.errors import DocumentError, DumpError, SettingsError, SummarizerError
from summarizer.records import (
    Deduplication,
    DuplicateSettings,
    Entry,
    Keep,
    Mode,
    PageSummary,
    SummarySettings,
)
from summarizer.text.validation import decode_utf8

# What is imported up here costs every call, `khulasa --help` too: a command imports its story itself.

_EXTRA = "install it with: pip install 'khulasa[service]'"
_EPILOG = """\b
Exit codes
  0  done
  2  the command was called wrongly
  3  a setting has a value it cannot have
  4  a file cannot be read
  5  a file is not text in UTF-8
  6  the service cannot start
  7  a line holds no document, or an id comes twice
  8  a trained file of this installation is missing or damaged
  9  the output cannot be written
  10  an archive cannot be used: damaged, of another version, in use, or no archive
  11  a run over a dump cannot begin or go on
  12  done, but for the records that refused.jsonl lists
  130  stopped by Ctrl-C
Of several pages the good ones are done all the same; the code is that of the first bad one."""

_THRESHOLD = "Call documents one text from this likeness on, 0 to 1, instead of by the trained rule."
_take_files = click.argument("files", nargs=-1, type=click.Path(allow_dash=True))


def main() -> NoReturn:
    """Run the command and leave with its exit code."""
    # A reader that closes early (`| head`) ends this process silently, as it ends every other command's.
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        sys.exit(commands.main(prog_name="khulasa", standalone_mode=False) or 0)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "khulasa"
        sys.exit(complain(f"{error.format_message()} Try {path} --help", error.exit_code))
    except click.Abort:
        sys.exit(INTERRUPTED)
    except OSError as error:
        # Whatever is read is caught where it is read: this is the output, to a disk that is full, say.
        sys.stdout = None
        sys.exit(complain(f"standard output: {error.strerror}; make room, or write elsewhere", NO_OUTPUT))


@click.group(
    epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True
)
@click.version_option(package_name="khulasa", message="khulasa %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    """Read raw Arabic newspaper pages: find their articles, summarize them, find near-duplicates."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@commands.command()
@_take_files
@take_format
def parse(files: tuple[str, ...], shape: str) -> int:
    """Find the articles of raw pages, and name everything left out.

    FILES are pages as text in UTF-8; - or none reads standard input.
    """
    from summarizer.command.layout import lay_out_page
    from summarizer.parsing import parse as parse_page

    def work(text: str) -> str | dict[str, Any]:
        page = parse_page(text)
        return lay_out_page(text, page, measure_terminal()) if shape == "text" else asdict(page)

    return process_files(files, shape, work)


@commands.command()
@_take_files
@click.option("--sentences", type=int, help="How many sentences; 3 where no budget is given.")
@click.option("--words", type=int, help="How many words at most.")
@click.option("--ratio", type=float, help="Which share of the article's words at most: above 0, up to 1.")
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in Mode]),
    default=Mode.AUTO.value,
    show_default=True,
    help="news trusts the opening sentences, content only the words; auto asks the text.",
)
@click.option("--focus", help="Words or a question: summarize only what is said about it.")
@click.option("--explain", is_flag=True, help="Say of each sentence why it was chosen; JSON always does.")
@take_format
@take_dump_options
@click.pass_context
def summarize(
    context: click.Context, /, files: tuple[str, ...], shape: str, output: str | None, **chosen: Any
) -> int:
    """Summarize every article of raw pages by its own sentences, word for word.

    FILES are pages as text in UTF-8; - or none reads standard input. Give at most one of --sentences, --words
    and --ratio.

    With -o FOLDER they are dumps of any size, as for khulasa dedup; summaries.jsonl gets a line a record.

    \b
    khulasa summarize page.txt --sentences 2
    khulasa summarize dump/*.jsonl.gz -o summaries
    """
    from summarizer.command.layout import lay_out_summary
    from summarizer.summarizing import summarize_page

    own = ("sentences", "words", "ratio", "mode", "focus")
    explain = chosen.pop("explain")
    try:
        settings = SummarySettings(**{name: chosen.pop(name) for name in own})
        if output is not None:
            from summarizer.dumps.records import DumpSettings

            return summarize_files(choose_files(files), output, settings, DumpSettings(**chosen))
    except SettingsError as error:
        return refuse(error)
    ask_for_output(context, (*own, "explain", "files", "shape"))

    def work(text: str) -> str | dict[str, Any]:
        page = summarize_page(text, settings)
        if shape == "text":
            return lay_out_summary(page, measure_terminal(), explain=explain)
        return _describe(page)

    return process_files(files, shape, work)


@commands.command()
@_take_files
@click.option(
    "--count", type=click.IntRange(1), default=10, show_default=True, help="How many of each article."
)
@take_format
def phrases(files: tuple[str, ...], shape: str, count: int) -> int:
    """Find the key phrases of every article of raw pages: what it is about, in its own words, best first.

    FILES are pages as text in UTF-8; - or none reads standard input.
    """
    from summarizer.command.layout import lay_out_phrases
    from summarizer.key_phrases import find_key_phrases
    from summarizer.parsing import parse as parse_page

    def work(text: str) -> str | dict[str, Any]:
        articles = [(article, find_key_phrases(article, count)) for article in parse_page(text).articles]
        if shape == "text":
            return lay_out_phrases(articles, measure_terminal())
        rows = [
            {"title": article.title and asdict(article.title), "phrases": [asdict(row) for row in found]}
            for article, found in articles
        ]
        return {"articles": rows}

    return process_files(files, shape, work)


@commands.command()
@_take_files
@click.option("--threshold", type=float, help=_THRESHOLD)
@click.option(
    "--keep",
    type=click.Choice([keep.value for keep in Keep]),
    default=Keep.FIRST.value,
    show_default=True,
    help="Which document of a cluster is kept.",
)
@click.option(
    "--source", "sources", multiple=True, help="With --keep source: one to prefer; give the best first."
)
@click.option("--dry-run", is_flag=True, help="Print the clusters, or with -o how many, and no documents.")
@click.option(
    "--level",
    type=click.Choice(["documents", "blocks", "both"]),
    default="documents",
    show_default=True,
    help="With -o: documents that say the same, blocks that recur across documents, or both.",
)
@click.option("--against", help="With -o: keep nothing that this archive of earlier runs has.")
@click.option("--add", is_flag=True, help="With --against: add what is kept, once the run is whole.")
@take_format
@take_dump_options
@click.pass_context
def dedup(
    context: click.Context, /, files: tuple[str, ...], shape: str, output: str | None, **chosen: Any
) -> int:
    """Keep one of all documents that say the same.

    FILES hold a JSON object a line, with id and text and, if they are there, title, date and source. The
    lines of the documents that are kept are printed as they stand.

    With -o FOLDER they may be dumps of any size: JSONL, CSV, Parquet, WARC, folders of text or HTML, packed
    or not, here or at a URL; the folder gets kept.jsonl, removed.jsonl, clusters.parquet and a report.

    \b
    khulasa dedup news.jsonl > kept.jsonl
    khulasa dedup dump/*.jsonl.gz -o clean --workers 8
    khulasa dedup today.jsonl -o new --against seen.khulasa --add
    """
    try:
        settings = DuplicateSettings(*(chosen.pop(name) for name in ("threshold", "keep", "sources")))
        if output is not None:
            from summarizer.dumps.records import DumpSettings

            return deduplicate_files(choose_files(files), output, settings, DumpSettings(**chosen))
    except SettingsError as error:
        return refuse(error)
    ask_for_output(context, ("dry_run", "threshold", "keep", "sources", "files", "shape", "output"))
    return _deduplicate_in_memory(files, shape, settings, dry_run=chosen["dry_run"])


def _deduplicate_in_memory(
    files: tuple[str, ...], shape: str, settings: DuplicateSettings, *, dry_run: bool
) -> int:
    """`khulasa dedup` without an output."""
    from summarizer.command.layout import lay_out_clusters
    from summarizer.deduplicating import deduplicate
    from summarizer.dumps.input.documents import read_jsonl

    entries: list[Entry] = []
    try:
        for name in choose_files(files):
            entries += read_jsonl(read_file(name), click.format_filename(name))
        result = deduplicate((entry.document for entry in entries), settings)
    except DocumentError as error:
        if not entries:
            return refuse(error)
        entry = entries[error.place - 1]
        return refuse(DumpError(entry.path, entry.line, error.found, error.wanted))
    except (OSError, SummarizerError) as error:
        return refuse(error)
    if not dry_run:
        _print_kept(result, entries)
    elif shape == "text":
        documents = {entry.document.id: entry.document for entry in entries}
        print_text(lay_out_clusters(result, documents, measure_terminal()))
    else:
        print_json(asdict(result), shape)
    return 0


@commands.command()
@click.argument("a", type=click.Path())
@click.argument("b", type=click.Path())
@click.option("--threshold", type=float, help=_THRESHOLD)
@take_format
def compare(a: str, b: str, threshold: float | None, shape: str) -> int:
    """Compare two texts: how alike they are, what both say, which numbers differ, and the verdict.

    A and B are files of text in UTF-8.
    """
    from summarizer.command.layout import lay_out_comparison
    from summarizer.deduplicating import compare as compare_texts

    try:
        if a == b == "-":
            raise click.UsageError("standard input can be only one of A and B.")
        texts = [decode_utf8(read_file(name), click.format_filename(name)) for name in (a, b)]
        result = compare_texts(texts[0], texts[1], DuplicateSettings(threshold))
    except (OSError, SummarizerError) as error:
        return refuse(error)
    if shape == "text":
        print_text(lay_out_comparison(texts[0], result, measure_terminal()))
    else:
        print_json(asdict(result), shape)
    return 0


@commands.command()
@click.option("--host", help="The address to listen at. [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes any free one. [default: 8000]")
@click.option("--workers", type=click.IntRange(1), help="How many processes. [default: one a processor]")
def serve(**chosen: Any) -> int:
    """Serve the same over HTTP until Ctrl-C or SIGTERM.

    The environment (KHULASA_SERVE_HOST and so on, see docs/operations.md) says what the options do not.
    """
    try:
        # By name: the service stands above the command, and a bare installation has not got what it needs.
        serving = import_module("service.server.server")
    except ModuleNotFoundError as error:
        return complain(f"the service needs {error.name}, which is not installed; {_EXTRA}", NO_SERVICE)
    try:
        serving.serve({name: value for name, value in chosen.items() if value is not None})
    except SummarizerError as error:
        return refuse(error)
    except serving.AddressError as error:
        return complain(str(error), NO_SERVICE)
    return 0


@commands.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def keys(words: tuple[str, ...]) -> int:
    """Make, list and remove keys of the HTTP API."""
    try:
        keying = import_module("service.keys_command")
    except ModuleNotFoundError as error:
        return complain(f"the service needs {error.name}, which is not installed; {_EXTRA}", NO_SERVICE)
    try:
        return int(keying.keys.main(list(words), prog_name="khulasa keys", standalone_mode=False) or 0)
    except SummarizerError as error:
        return refuse(error)


@commands.command()
def work() -> int:
    """Do the jobs of a service that was started with KHULASA_SERVE_WORKER=false, until Ctrl-C or SIGTERM.

    Any number may run beside each other; what one has in hand when it stops, the next one goes on with.
    """
    try:
        dispatching = import_module("service.jobs.worker")
    except ModuleNotFoundError as error:
        return complain(f"the worker needs {error.name}, which is not installed; {_EXTRA}", NO_SERVICE)
    try:
        dispatching.work_alone()
    except SummarizerError as error:
        return refuse(error)
    return 0


def _describe(page: PageSummary) -> dict[str, Any]:
    """The fields of each article and, beside them, its summary: the shape in which HTTP answers too."""
    articles = [{**asdict(item.article), "summary": asdict(item.summary)} for item in page.articles]
    return {"articles": articles, "removed": [asdict(row) for row in page.removed]}


def _print_kept(result: Deduplication, entries: list[Entry]) -> None:
    """The lines of the documents that are kept, as they came; how many, for whoever watches."""
    kept = {cluster.kept for cluster in result.clusters}
    sys.stdout.buffer.writelines(entry.raw + b"\n" for entry in entries if entry.document.id in kept)
    total = count_documents(len(entries))
    click.echo(f"{total}: {len(kept)} kept, {len(entries) - len(kept)} left out", err=True)


commands.add_command(rethreshold)
commands.add_command(show)
