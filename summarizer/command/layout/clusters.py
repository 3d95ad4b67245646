"""Clusters as text for people; used by `duplicate_commands` and `show`.

Styles are always written; ``print_text`` removes them if the output is not a terminal.
"""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from click import style

from summarizer.command.language.translation import count_columns, pad, say
from summarizer.command.layout.lines import (
    find_breaks,
    isolate,
    isolate_lines,
    lay_out_row,
    remove_controls,
    wrap_text,
)
from summarizer.command.output import count_documents
from summarizer.records import Deduplication, Document

if TYPE_CHECKING:
    from summarizer.dumps.records import Member, Piece

# How pieces of a copy differ from the kept document.
_STYLES: dict[str, dict[str, Any]] = {
    "shared": {"dim": True},
    "own": {"fg": "green"},
    "number": {"fg": "red", "bold": True},
}


def lay_out_clusters(result: Deduplication, documents: Mapping[str, Document], width: int | None) -> str:
    """Every cluster of more than one document: the kept one, and its copies below."""
    n_removed = sum(len(cluster.duplicates) for cluster in result.clusters)
    parts = [say("{}: {} kept, {} removed", count_documents(len(documents)), len(result.clusters), n_removed)]
    for cluster in result.clusters:
        if cluster.duplicates:
            rows = [(cluster.kept, say("kept"))]
            rows += [(row.id, f"{say(row.reason.value)} {row.similarity:.2f}") for row in cluster.duplicates]
            columns = [max(map(count_columns, column)) for column in zip(*rows, strict=True)]
            starts = [f"{pad(name, columns[0])}  {pad(label, columns[1])}  " for name, label in rows]
            shown = [documents[name].title or documents[name].text for name, _ in rows]
            parts.append("\n".join(lay_out_row(*row, width) for row in zip(starts, shown, strict=True)))
    return "\n\n".join(parts)


def lay_out_members(cluster: int, members: Sequence["Member"], width: int | None) -> str:
    """A cluster of a run: the kept document, then each copy with its differences marked."""
    from summarizer.dumps.report.diff import mark_texts

    kept, *copies = members
    parts = [say("Cluster {}: {}", cluster, count_documents(len(members)))]
    label = say("kept") if kept.kept else _name_archived(kept)
    text = isolate_lines(_lay_out_text(kept.document.text, width), width)
    parts.append(f"{_lay_out_name(kept.document, label, width)}\n{text}")
    for copy in copies:
        _, pieces = mark_texts(kept.document.text, copy.document.text)
        label = f"{say(copy.kind)} {copy.similarity:.2f}"
        text = isolate_lines(_lay_out_pieces(pieces, width), width)
        parts.append(f"{_lay_out_name(copy.document, label, width)}\n{text}")
    return "\n\n".join(parts)


def _name_archived(kept: "Member") -> str:
    parts = (say(kept.kind), f"{kept.similarity:.2f}", kept.duplicate_of)
    return say("{} {}, in the archive: {}", *parts)


def _lay_out_text(text: str, width: int | None) -> str:
    """A text, its lines broken between words."""
    breaks = find_breaks(text, width)
    broken = "".join("\n" if place in breaks else letter for place, letter in enumerate(text))
    return remove_controls(broken, width)


def _lay_out_pieces(pieces: Sequence["Piece"], width: int | None) -> str:
    """The pieces of a text in their styles, the text broken as one."""
    broken = iter(_lay_out_text("".join(piece.text for piece in pieces), width))
    kept = [remove_controls(piece.text, width) for piece in pieces]
    return "".join(
        style("".join(islice(broken, len(text))), **_STYLES[piece.kind])
        for piece, text in zip(pieces, kept, strict=True)
    )


def _lay_out_name(document: Document, label: str, width: int | None) -> str:
    """The place of a document in its cluster, and its origin."""
    places = [isolate(part, width) for part in (document.id, document.source, document.date) if part]
    title = f"\n{style(wrap_text(document.title, width), bold=True)}" if document.title else ""
    return f"{style(label, bold=True)}  {style(' · '.join(places), dim=True)}{title}"
