"""The commands dedup and compare. Used by `main`."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from summarizer.command.dump_commands import deduplicate_files
from summarizer.command.dump_options import (
    ALLOW_SHORTER,
    KEEP,
    require_output,
    take_dump_options,
    take_duplicate_settings,
)
from summarizer.command.files import choose_files, decode_page, read_file, take_files
from summarizer.command.furniture_command import take_furniture
from summarizer.command.language.translation import say
from summarizer.command.output import (
    CODES,
    complain,
    count_documents,
    describe_error,
    measure_terminal,
    note,
    print_json,
    print_lines,
    print_text,
    refuse,
    take_format,
)
from summarizer.command.startup import keep_freed_memory
from summarizer.duplicates.garbage import pause_collector
from summarizer.errors import DocumentError, DumpError, SettingsError, SummarizerError, TextError
from summarizer.html.decode import is_markup
from summarizer.records.keep import Keep

if TYPE_CHECKING:
    from summarizer.dumps.records import DumpSettings
    from summarizer.records import Deduplication, DuplicateSettings, Entry

# The options that do not need -o.
_IN_MEMORY = (
    *(
        "files",
        "threshold",
        "keep",
        "sources",
        "allow_shorter",
        "dry_run",
        "shape",
        "sample",
        "strict",
        "furniture",
    ),
    *("id_field", "text_field", "title_field", "date_field", "source_field"),
)
_THRESHOLD = (
    "The similarity from which documents are duplicates, 0 to 1; by default the trained rule decides."
)


@click.command("dedup")
@take_files
@click.option("--threshold", type=float, help=_THRESHOLD)
@click.option(
    "--keep",
    type=KEEP,
    default=Keep.FIRST.value,
    show_default=True,
    help="Which document of a cluster is kept.",
)
@click.option(
    "--source", "sources", multiple=True, help="With --keep source: a preferred source; give the best first."
)
@click.option("--allow-shorter", is_flag=True, help=ALLOW_SHORTER)
@click.option(
    "--dry-run", is_flag=True, help="Print the clusters, or with -o their number, and no documents."
)
@click.option(
    "--level",
    type=click.Choice(["documents", "blocks", "both"]),
    default="documents",
    show_default=True,
    help="With -o: near-duplicate documents, blocks that recur across documents, or both.",
)
@click.option(
    "--escape-formulas",
    is_flag=True,
    help="With -o: in kept.csv, write ' before text that a spreadsheet would compute, =SUM(A1) for example.",
)
@click.option("--against", help="With -o: remove what is in this archive of earlier runs.")
@click.option("--add", is_flag=True, help="With --against: add what is kept at the end of the run.")
@take_furniture
@take_format
@take_dump_options
@click.pass_context
def dedup_command(
    context: click.Context, /, files: tuple[str, ...], shape: str, output: str | None, **chosen: Any
) -> int:
    """Find near-duplicate documents and keep one of each cluster.

    FILES are JSON lines, CSV, Parquet, WARC, or folders of text or HTML, compressed or not, local or at a
    URL. A record has id and text and perhaps title, date and source. The records that are kept are printed:
    JSON lines as they are, other formats as JSON lines.

    With -o FOLDER they may be larger than memory; the folder gets kept.jsonl, removed.jsonl,
    clusters.parquet and a report.

    \b
    khulasa dedup news.jsonl > kept.jsonl
    khulasa dedup dump/*.jsonl.gz -o clean --workers 8
    khulasa dedup today.jsonl -o new --against seen.khulasa --add
    """
    from summarizer.dumps.records import DumpSettings

    if (chosen["keep"] == Keep.SOURCE.value) is not bool(chosen["sources"]):
        raise click.UsageError("--keep source and --source go together: name the preferred sources.", context)
    if chosen["add"] and chosen["against"] is None and output is not None:
        raise click.UsageError("--add and --against go together: name the archive.", context)
    try:
        settings = take_duplicate_settings(chosen)
        if output is None:
            require_output(context, _IN_MEMORY)
        dump = DumpSettings(**chosen)
    except SettingsError as error:
        return refuse(error)
    if output is None:
        return _deduplicate_in_memory(choose_files(files), shape, settings, dump)
    return deduplicate_files(choose_files(files), output, settings, dump)


# Once the collector is back, it looks at every record that was made meanwhile.
@pause_collector()
def _deduplicate_in_memory(
    files: tuple[str, ...], shape: str, settings: "DuplicateSettings", dump: "DumpSettings"
) -> int:
    """`khulasa dedup` without an output."""
    from summarizer.deduplicating import deduplicate

    keep_freed_memory()
    entries: list[Entry] = []
    try:
        entries += islice(_read_entries(files, dump), dump.sample)
        result = deduplicate((entry.document for entry in entries), settings)
    except DocumentError as error:
        if not entries:
            said = say("{}: found no document, wanted at least one", " ".join(files))
            return complain(said, CODES[DumpError])
        entry = entries[error.place - 1]
        return _refuse_record(DumpError(entry.path, entry.line, error.found, error.wanted))
    except DumpError as error:
        return _refuse_record(error)
    except (OSError, SummarizerError) as error:
        return refuse(error)
    if not dump.dry_run:
        _print_kept(result, entries)
    elif shape == "text":
        from summarizer.command.layout.clusters import lay_out_clusters

        documents = {entry.document.id: entry.document for entry in entries}
        print_text(lay_out_clusters(result, documents, measure_terminal()))
    else:
        print_json(result.to_dict(), shape)
    return 0


def _refuse_record(error: DumpError) -> int:
    said = say("{}; with -o FOLDER bad records are listed and the others are read", describe_error(error))
    return complain(said, CODES[DumpError])


@click.command("compare")
@click.argument("a", type=click.Path())
@click.argument("b", type=click.Path())
@click.option("--threshold", type=float, help=_THRESHOLD)
@click.option("--full", is_flag=True, help="Show shared passages whole; without it long ones are shortened.")
@take_format
def compare_command(a: str, b: str, threshold: float | None, shape: str, *, full: bool) -> int:
    """Compare two texts: their similarity, shared passages, differing numbers, and the verdict.

    A and B are texts in UTF-8, or pages of HTML, of which the text of their articles is compared. Below the
    verdict stands what each measure adds to it: above 0, the two are one text.

    \b
    khulasa compare a.txt b.txt
    khulasa compare a.txt b.txt --full
    """
    from summarizer.command.layout.comparison import lay_out_comparison
    from summarizer.deduplicating import compare as compare_texts
    from summarizer.records import DuplicateSettings

    try:
        if a == b == "-":
            raise click.UsageError("standard input can be only one of A and B.")
        texts = [_read_text(name) for name in (a, b)]
        result = compare_texts(texts[0], texts[1], DuplicateSettings(threshold))
    except (OSError, SummarizerError) as error:
        return refuse(error)
    if shape == "text":
        print_text(lay_out_comparison(texts[0], result, measure_terminal(), is_full=full))
    else:
        print_json(result.to_dict(), shape)
    return 0


def _read_text(name: str) -> str:
    """The text of a file; of HTML that of its articles, a paragraph a line, as dedup reads it."""
    shown = click.format_filename(name)
    text = decode_page(read_file(name), shown, None)
    if not is_markup(text):
        return text
    from summarizer.parsing import parse_html

    found = "\n".join(one.text for article in parse_html(text).articles for one in article.body)
    if not found:
        raise TextError(shown, "a page without text", "an article in HTML")
    return found


def _read_entries(files: tuple[str, ...], dump: "DumpSettings") -> "Iterator[Entry]":
    """The documents of files. Raises ``DumpError`` or ``TextError`` at the first record that holds none."""
    from summarizer.dumps.input.formats import read_source
    from summarizer.dumps.input.sources import list_sources
    from summarizer.dumps.records import RefusalKind
    from summarizer.records import Entry

    for source in list_sources(files):
        for found in read_source(source, dump):
            if isinstance(found, Entry):
                yield found
            elif found.kind is RefusalKind.ENCODING:
                raise TextError(f"{found.path}, line {found.line}", found.found, found.wanted)
            else:
                is_nameless = found.kind is RefusalKind.NO_TEXT
                wanted = f"{found.wanted}; --text-field names its field" if is_nameless else found.wanted
                raise DumpError(found.path, found.line or 0, found.found, wanted)


def _print_kept(result: "Deduplication", entries: "list[Entry]") -> None:
    """Print the records that are kept, and to standard error how many."""
    kept = {cluster.kept for cluster in result.clusters}
    print_lines(entry.raw for entry in entries if entry.document.id in kept)
    total = count_documents(len(entries))
    note(say("{}: {} kept, {} removed", total, len(kept), len(entries) - len(kept)))
