"""Phase `write`: the lines of each part that are kept and removed, and a row for each member of a cluster."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from summarizer.dumps.phases.elect import REASONS
from summarizer.dumps.records import Level
from summarizer.dumps.run.arrays import Joined, finish_folder, load, load_slice, save, save_into
from summarizer.dumps.run.buckets import slice_ascending
from summarizer.dumps.run.corpus import Decided, Documents, PartFiles
from summarizer.dumps.run.finished import REMOVED
from summarizer.dumps.run.strings import cut_strings, pack_strings
from summarizer.dumps.run.tasks import Runner
from summarizer.records import Reason

MEANINGS = {
    Reason.EXACT: "the same words in the same order",
    Reason.NEAR: "nearly the same text",
    Reason.CONTAINED: "a cut-down copy of the kept document",
}


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote, part by part.

    folders   of the lines of each part
    clusters  the folder of the kept documents that have copies
    """

    folders: Sequence[Path]
    clusters: Path

    def list_copies(self) -> list[Path]:
        """Files that the outputs are made of, and that are not needed after that."""
        return [folder / REMOVED for folder in self.folders]


@dataclass(frozen=True, slots=True)
class _Removed:
    """The removed documents of a part, ascending.

    rows         (n,)  their places in the part
    is_archived  (n,)  whether it is an archive that has the kept one
    similarity   (n,)  Jaccard likeness to the kept one
    reasons      (n,)  places in ``REASONS``
    clusters     (n,)  numbers of their clusters
    names        their ids; ``kept_names``: those of the kept ones
    """

    rows: NDArray[np.int64]
    is_archived: NDArray[np.bool_]
    similarity: NDArray[np.float64]
    reasons: NDArray[np.uint8]
    clusters: NDArray[np.int64]
    names: list[bytes]
    kept_names: list[bytes]

    def write_line(self, place: int, raw: bytes) -> bytes:
        """The line of a removed document; ``raw`` is its line in the input."""
        reason = REASONS[self.reasons[place]]
        return orjson.dumps(
            {
                "id": self.names[place].decode(),
                "cluster": int(self.clusters[place]),
                "duplicate_of": self.kept_names[place].decode(),
                "similarity": float(self.similarity[place]),
                "kind": str(reason),
                "reason": MEANINGS[reason] + (", in the archive" if self.is_archived[place] else ""),
                "record": orjson.Fragment(raw),
            },
            option=orjson.OPT_APPEND_NEWLINE,
        )


@dataclass(frozen=True, slots=True)
class _SortedLines:
    """The lines of a part, and where they are.

    places  (n_documents, 3)  kept (0), removed (1) or dropped (-1); first byte and bytes of its own line
    n_kept  bytes of the kept lines with their ends
    """

    removed: bytes
    removed_sizes: NDArray[np.int64]
    places: NDArray[np.int64]
    n_kept: int


def write_lines(runner: Runner, documents: Documents, decided: Decided) -> Written:
    """The lines of every part, kept and removed. A run over blocks alone keeps all documents."""
    if runner.settings.level is Level.BLOCKS:
        decided = _keep_all(runner)
    tasks = [(part, decided) for part in documents.parts]
    return Written(runner.run("write", write_part, tasks, runner.round_name), decided.clusters)


def write_part(folder: Path, part: PartFiles, decided: Decided) -> None:
    """Write the lines of a part that are kept, those that are not, and a row for each member of a cluster.

    ``removed.jsonl``; the kept lines are copied once, into the output, by `read_kept`
    ends        (2,)              bytes of the kept and of the removed lines
    lines       (n_documents, 3)  of each document's own line: the file (-1: dropped), first byte, bytes
    members     (n, 5)            cluster, document, reason (-1: kept), first byte and bytes of its line
    similarity, archived (n,), and the strings id, kept_id and source of each member

    Members are in the order of their clusters, so that a range of clusters is one slice.
    """
    is_taken = np.asarray(load(part.assigned, "rows")) >= 0
    numbers = load(decided.clusters, "kept")
    removed = _collect_removed(part, decided, len(is_taken))
    first, end = part.first, part.first + len(is_taken)
    heads = np.asarray(numbers[slice_ascending(numbers, first, end)]) - first
    # Where an archive has the kept document, the removed one comes first in its cluster.
    heads = heads[~np.isin(heads, removed.rows)]
    lines = _sort_lines(part, is_taken, removed)
    members = np.column_stack(
        [
            np.concatenate([np.searchsorted(numbers, heads + first), removed.clusters]),
            np.concatenate([heads, removed.rows]) + first,
            np.concatenate([np.full(len(heads), -1), removed.reasons.astype(np.int64)]),
            *_place_members(lines, heads),
        ]
    )
    order = np.argsort(members[:, 0], kind="stable")
    with finish_folder(folder) as unfinished:
        (unfinished / REMOVED).write_bytes(lines.removed)
        ends = np.array([lines.n_kept, len(lines.removed)])
        save_into(unfinished, {"lines": lines.places, "ends": ends, "members": members[order]})
        save_into(unfinished, _describe_members(part, heads, removed, order))


def read_kept(documents: Documents, written: Written) -> Iterator[bytes]:
    """The lines of the kept documents, in their order."""
    for part, folder in zip(documents.parts, written.folders, strict=True):
        yield from part.lines.read_together(np.flatnonzero(load_slice(folder, "lines")[:, 0] == 0))


def list_kept_names(documents: Documents, written: Written) -> Iterator[bytes]:
    """The ids of the kept documents, in their order."""
    for part, folder in zip(documents.parts, written.folders, strict=True):
        rows = np.flatnonzero(load_slice(folder, "lines")[:, 0] == 0)
        yield from cut_strings(part.folder, "id", rows)


def _keep_all(runner: Runner) -> Decided:
    clusters = runner.work / "no-clusters"
    if not clusters.is_dir():
        save(clusters, {"kept": np.empty(0, np.int64)})
    return Decided(Joined(()), clusters)


def _collect_removed(part: PartFiles, decided: Decided, n_documents: int) -> _Removed:
    pieces: dict[str, list[Any]] = {name: [] for name in ("documents", "kept", "similarity", "reasons")}
    ids: list[bytes] = []
    for path in decided.removed:
        documents = load(path, "documents")
        chosen = slice_ascending(documents, part.first, part.first + n_documents)
        for name, piece in pieces.items():
            piece.append(load_slice(path, name, chosen))
        ids += cut_strings(path, "id", np.arange(chosen.start, chosen.stop))
    table: dict[str, Any] = {
        name: np.concatenate(piece) if piece else np.empty(0, np.int64) for name, piece in pieces.items()
    }
    order = np.argsort(table["documents"])
    documents, kept = table["documents"][order], table["kept"][order]
    return _Removed(
        documents - part.first,
        documents == kept,
        table["similarity"][order].astype(np.float64),
        table["reasons"][order],
        np.searchsorted(load(decided.clusters, "kept"), kept),
        cut_strings(part.folder, "id", documents - part.first),
        [ids[row] for row in order.tolist()],
    )


def _sort_lines(part: PartFiles, is_taken: NDArray[np.bool_], removed: _Removed) -> _SortedLines:
    is_kept = is_taken.copy()
    is_kept[removed.rows] = False
    kept, places = np.flatnonzero(is_kept), np.full((len(is_taken), 3), -1, np.int64)
    sizes = part.lines.measure()
    ends = np.cumsum(sizes[kept] + 1)
    places[kept] = np.column_stack([np.zeros(len(kept), np.int64), ends - sizes[kept] - 1, sizes[kept]])
    lines = [removed.write_line(place, raw) for place, raw in enumerate(part.lines.read(removed.rows))]
    removed_sizes = np.fromiter(map(len, lines), np.int64, len(lines))
    # The record is the last value of the line, so the raw line is in it, byte for byte.
    raw_sizes = sizes[removed.rows]
    starts = np.cumsum(removed_sizes) - raw_sizes - 2
    places[removed.rows] = np.column_stack([np.ones(len(lines), np.int64), starts, raw_sizes])
    return _SortedLines(b"".join(lines), removed_sizes, places, int(ends[-1]) if len(ends) else 0)


def _place_members(lines: _SortedLines, heads: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """First byte and bytes of the line of each member: kept ones first, then the removed."""
    removed_starts = np.cumsum(lines.removed_sizes) - lines.removed_sizes
    return [
        np.concatenate([lines.places[heads, 1], removed_starts]),
        np.concatenate([lines.places[heads, 2] + 1, lines.removed_sizes]),
    ]


def _describe_members(
    part: PartFiles, heads: NDArray[np.int64], removed: _Removed, order: NDArray[np.int64]
) -> dict[str, NDArray[Any]]:
    """What is said of each member; ``order``: of the heads and then the removed, as they are written."""
    head_names = cut_strings(part.folder, "id", heads)
    names, kept_names = [*head_names, *removed.names], [*head_names, *removed.kept_names]
    rows = np.concatenate([heads, removed.rows])[order]
    return {
        "similarity": np.concatenate([np.ones(len(heads)), removed.similarity])[order],
        "archived": np.concatenate([np.zeros(len(heads), bool), removed.is_archived])[order],
        **pack_strings([names[place] for place in order.tolist()], "id"),
        **pack_strings([kept_names[place] for place in order.tolist()], "kept_id"),
        **pack_strings(cut_strings(part.folder, "source", rows), "source"),
    }
