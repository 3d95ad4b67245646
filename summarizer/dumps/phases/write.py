"""Writing: what was decided -> the lines of each part -> the files of the output."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from summarizer.dumps.phases.elect import REASONS, cut_strings
from summarizer.dumps.phases.gather import pack_strings
from summarizer.dumps.records import Output
from summarizer.dumps.run.arrays import finish_folder, load, save_into, slice_ascending
from summarizer.records import Reason

KEPT, REMOVED, CLUSTERS = "kept.jsonl", "removed.jsonl", "clusters.parquet"
MEANINGS = {
    Reason.EXACT: "the same words in the same order",
    Reason.NEAR: "nearly the same text",
    Reason.CONTAINED: "a cut-down copy of the kept document",
}
# Of each cluster the kept one first, or the one that stands for what an archive keeps.
_ORDER = ("cluster", "kept", "archived", "document")
_COPY_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the raw lines of a part's documents stand.

    files   the files, by number
    places  (n_documents, 3)  which file, first byte, bytes
    """

    files: tuple[str, ...]
    places: NDArray[np.int64]

    def read(self) -> Iterator[bytes]:
        """The line of each document, in order."""
        with ExitStack() as stack:
            opened = [stack.enter_context(Path(path).open("rb")) for path in self.files]
            for number, offset, size in self.places.tolist():
                file = opened[number]
                file.seek(offset)
                yield file.read(size)

    def read_one(self, row: int) -> bytes:
        """The line of one document."""
        number, offset, size = self.places[row].tolist()
        with Path(self.files[number]).open("rb") as file:
            file.seek(offset)
            return file.read(size)


def write_part(
    folder: Path,
    part: Path,
    first: int,
    lines: Lines,
    assigned: Path,
    elected: Sequence[Path],
    clusters: Path,
) -> None:
    """Write the lines of a part that are kept, those that are not, and a row for each member of a cluster.

    ``kept.jsonl`` and ``removed.jsonl``, and their sizes, ``ends``; ``lines`` (n_documents, 3): which of the
    two a document's own line went to (-1: dropped), its first byte, its bytes; ``members`` (n, 5): cluster,
    document, reason (-1: kept), first byte and bytes of its line in its file; beside each ``similarity``, and
    its id, its kept one's id and its source.
    """
    is_taken = np.asarray(load(assigned, "rows")) >= 0
    table = _collect_removed(elected, first, len(is_taken))
    numbers = load(clusters, "kept")
    copies = table["documents"] - first
    heads = np.asarray(numbers[slice_ascending(numbers, first, first + len(is_taken))]) - first
    # An archive keeps the document of its cluster that is the head of it here.
    heads = heads[~np.isin(heads, copies)]
    is_archived = table["documents"] == table["kept"]
    cluster_of = np.searchsorted(numbers, table["kept"])
    names = cut_strings(part, "id", copies)
    place_of = dict(zip(copies.tolist(), range(len(copies)), strict=True))
    places = np.full((len(is_taken), 3), -1, np.int64)
    kept: list[bytes] = []
    removed: list[bytes] = []
    ends = [0, 0]
    for row, raw in enumerate(lines.read()):
        if not is_taken[row]:
            continue
        place = place_of.get(row)
        if place is None:
            kept.append(raw + b"\n")
            places[row] = 0, ends[0], len(raw)
            ends[0] += len(raw) + 1
        else:
            removed.append(_write_removed(raw, names[place], table, place, int(cluster_of[place])))
            ends[1] += len(removed[-1])
            # The record is the last value of its line: the line as it was stands there, byte for byte.
            places[row] = 1, ends[1] - len(raw) - 2, len(raw)
    rows = np.concatenate([heads, copies])
    sizes = np.concatenate([places[heads, 2] + 1, np.fromiter(map(len, removed), np.int64, len(removed))])
    starts = np.concatenate([places[heads, 1], np.cumsum(sizes[len(heads) :]) - sizes[len(heads) :]])
    members = np.column_stack(
        [
            np.concatenate([np.searchsorted(numbers, heads + first), cluster_of]),
            rows + first,
            np.concatenate([np.full(len(heads), -1), table["reasons"].astype(np.int64)]),
            starts,
            sizes,
        ]
    )
    with finish_folder(folder) as unfinished:
        (unfinished / KEPT).write_bytes(b"".join(kept))
        (unfinished / REMOVED).write_bytes(b"".join(removed))
        head_names = cut_strings(part, "id", heads)
        strings = {
            "id": [*head_names, *names],
            "kept_id": [*head_names, *table["ids"]],
            "source": cut_strings(part, "source", rows),
        }
        similarity = np.concatenate([np.ones(len(heads)), table["similarity"].astype(np.float64)])
        archived = np.concatenate([np.zeros(len(heads), bool), is_archived])
        arrays = {"lines": places, "ends": np.array(ends), "members": members, "similarity": similarity}
        arrays["archived"] = archived
        save_into(unfinished, arrays)
        for kind, values in strings.items():
            data, offsets = pack_strings(values)
            save_into(unfinished, {f"{kind}s": data, f"{kind}_offsets": offsets})


def concatenate(target: Path, paths: Iterable[Path], name: str) -> Output:
    """Put files after one another into a new one."""
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as output:
        for path in paths:
            with path.open("rb") as file:
                while block := file.read(_COPY_BYTES):
                    output.write(block)
                    digest.update(block)
                    size += len(block)
    return Output(name, size, digest.hexdigest())


def write_clusters(target: Path, written: Sequence[Path]) -> None:
    """Write clusters.parquet: one row a document of a cluster, the kept one of each first."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = []
    bases = np.zeros(2, np.int64)
    # Said, not found out: a part without clusters has no string to tell it by.
    text = pa.string()
    for path in written:
        members = np.asarray(load(path, "members"))
        rows = np.arange(len(members))
        is_kept = members[:, 2] < 0
        tables.append(
            pa.table(
                {
                    "cluster": members[:, 0],
                    "document": members[:, 1],
                    "id": pa.array(_decode(path, "id", rows), text),
                    "kept": is_kept,
                    "archived": np.asarray(load(path, "archived")),
                    "duplicate_of": pa.array(_decode(path, "kept_id", rows), text),
                    "similarity": np.asarray(load(path, "similarity")),
                    "kind": pa.array(
                        [str(REASONS[code]) if code >= 0 else "" for code in members[:, 2].tolist()], text
                    ),
                    "source": pa.array(_decode(path, "source", rows), text),
                    "file": np.where(is_kept, "kept", "removed"),
                    "offset": members[:, 3] + bases[np.where(is_kept, 0, 1)],
                    "size": members[:, 4],
                }
            )
        )
        bases += load(path, "ends")
    order = [(name, "descending" if name in ("kept", "archived") else "ascending") for name in _ORDER]
    pq.write_table(pa.concat_tables(tables).sort_by(order), target, row_group_size=1 << 16)


def _decode(path: Path, kind: str, rows: NDArray[np.int64]) -> list[str]:
    return [name.decode() for name in cut_strings(path, kind, rows)]


def _collect_removed(elected: Sequence[Path], first: int, n_documents: int) -> dict[str, Any]:
    """What was decided of the documents of a part, by document."""
    pieces: dict[str, list[Any]] = {name: [] for name in ("documents", "kept", "similarity", "reasons")}
    ids: list[bytes] = []
    for path in elected:
        documents = load(path, "documents")
        chosen = slice_ascending(documents, first, first + n_documents)
        for name, piece in pieces.items():
            piece.append(np.asarray(load(path, name)[chosen]))
        ids += cut_strings(path, "id", np.arange(chosen.start, chosen.stop))
    table: dict[str, Any] = {
        name: np.concatenate(piece) if piece else np.empty(0, np.int64) for name, piece in pieces.items()
    }
    order = np.argsort(table["documents"])
    return {
        **{name: values[order] for name, values in table.items()},
        "ids": [ids[row] for row in order.tolist()],
    }


def _write_removed(raw: bytes, name: bytes, table: dict[str, Any], place: int, cluster: int) -> bytes:
    reason = REASONS[table["reasons"][place]]
    is_archived = table["documents"][place] == table["kept"][place]
    return orjson.dumps(
        {
            "id": name.decode(),
            "cluster": cluster,
            "duplicate_of": table["ids"][place].decode(),
            "similarity": float(table["similarity"][place]),
            "kind": str(reason),
            "reason": MEANINGS[reason] + (", in the archive" if is_archived else ""),
            "record": orjson.Fragment(raw),
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )
