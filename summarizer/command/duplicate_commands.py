"""The commands over documents in memory: dedup, compare. Used by `main`."""

import sys
from dataclasses import asdict
from typing import Any

import click

from summarizer.command.dump_commands import ask_for_output, deduplicate_files, take_dump_options
from summarizer.command.files import choose_files, read_file, take_files
from summarizer.command.output import (
    count_documents,
    measure_terminal,
    print_json,
    print_text,
    refuse,
    take_format,
)
from summarizer.errors import DocumentError, DumpError, SettingsError, SummarizerError
from summarizer.records import Deduplication, DuplicateSettings, Entry, Keep
from summarizer.text.validation import decode_utf8

_THRESHOLD = "Call documents one text from this likeness on, 0 to 1, instead of by the trained rule."


@click.command("dedup")
@take_files
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
def dedup_command(
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


@click.command("compare")
@click.argument("a", type=click.Path())
@click.argument("b", type=click.Path())
@click.option("--threshold", type=float, help=_THRESHOLD)
@take_format
def compare_command(a: str, b: str, threshold: float | None, shape: str) -> int:
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


def _print_kept(result: Deduplication, entries: list[Entry]) -> None:
    """The lines of the documents that are kept, as they came; how many, for whoever watches."""
    kept = {cluster.kept for cluster in result.clusters}
    sys.stdout.buffer.writelines(entry.raw + b"\n" for entry in entries if entry.document.id in kept)
    total = count_documents(len(entries))
    click.echo(f"{total}: {len(kept)} kept, {len(entries) - len(kept)} left out", err=True)
