"""The command show: the clusters of a finished run, or one of them, as text or JSON. Used by `main`."""

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
@click.argument("cluster", type=int, required=False)
@click.option(
    "--limit", type=click.IntRange(0), default=20, show_default=True, help="Clusters to list; 0 lists all."
)
@click.option(
    "--offset", type=click.IntRange(0), default=0, show_default=True, help="Clusters to leave out before."
)
@take_format
def show_command(output: str, cluster: int | None, shape: str, *, limit: int, offset: int) -> int:
    """List the clusters of a finished run, or show one: the kept document and its copies.

    OUTPUT is a folder that khulasa dedup -o wrote. Without CLUSTER its clusters are listed, the largest
    first: the number of each, its documents, the id and the title of the kept one. With a number from that
    list, the report or the files, one is shown with its differences coloured. In a copy, words of the kept
    document are dimmed, other words are green, and numbers the kept one lacks are red.

    \b
    khulasa show clean
    khulasa show clean 0
    khulasa show clean 12 --format json
    """
    try:
        if cluster is None:
            _print_list(Path(output), offset, limit, shape)
        else:
            _print_cluster(Path(output), cluster, shape)
    except (OSError, SummarizerError) as error:
        return refuse(error)
    return 0


def _print_list(output: Path, offset: int, limit: int, shape: str) -> None:
    from summarizer.command.layout.cluster_list import lay_out_cluster_list
    from summarizer.dumps.report.clusters import list_clusters

    total, rows = list_clusters(output, offset, limit or None)
    if shape == "text":
        print_text(lay_out_cluster_list(str(output), total, offset, rows, measure_terminal()))
    elif shape == "json":
        print_json({"total": total, "clusters": [row.to_dict() for row in rows]}, shape)
    else:
        for row in rows:
            print_json(row.to_dict(), shape)


def _print_cluster(output: Path, cluster: int, shape: str) -> None:
    from summarizer.command.layout.clusters import lay_out_members
    from summarizer.dumps.report.clusters import read_cluster

    members = read_cluster(output, cluster).members
    if shape == "text":
        print_text(lay_out_members(cluster, members, measure_terminal()))
    else:
        print_json(_describe_members(cluster, members), shape)


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
