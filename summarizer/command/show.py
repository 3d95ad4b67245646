"""The command show: one cluster of a finished run, in a terminal or as JSON. Used by `main`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.command.output import measure_terminal, print_json, print_text, refuse, take_format
from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from summarizer.dumps.records import Member


@click.command("show")
@click.argument("output", type=click.Path())
@click.argument("cluster", type=int)
@take_format
def show_command(output: str, cluster: int, shape: str) -> int:
    """Show a cluster of a finished run: the kept document and its copies, with the differences coloured.

    OUTPUT is a folder that khulasa dedup -o wrote, CLUSTER a number from its report or its files. In a copy,
    words of the kept document are dimmed, other words are green, and numbers the kept one lacks are red.

    \b
    khulasa show clean 0
    khulasa show clean 12 --format json
    """
    from summarizer.command.duplicate_layout import lay_out_members
    from summarizer.dumps.report.clusters import read_cluster

    try:
        members = read_cluster(Path(output), cluster).members
    except (OSError, SummarizerError) as error:
        return refuse(error)
    if shape == "text":
        print_text(lay_out_members(cluster, members, measure_terminal()))
    else:
        print_json(_describe_members(cluster, members), shape)
    return 0


def _describe_members(cluster: int, members: "tuple[Member, ...]") -> dict[str, Any]:
    """A cluster as JSON; the pieces of a copy make up its text."""
    from summarizer.dumps.report.diff import mark_texts

    kept, *copies = members
    rows = []
    for copy in copies:
        kept_pieces, pieces = mark_texts(kept.document.text, copy.document.text)
        sides = {"pieces": pieces, "kept_pieces": kept_pieces}
        row = {name: getattr(copy, name) for name in ("duplicate_of", "similarity", "kind", "reason")}
        marked = {name: [asdict(piece) for piece in side] for name, side in sides.items()}
        rows.append({**asdict(copy.document), **row, **marked})
    return {"cluster": cluster, "kept": asdict(kept.document), "copies": rows}
