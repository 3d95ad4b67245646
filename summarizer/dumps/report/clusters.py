"""The clusters of a finished run, read from its folder; used by the report, `khulasa show` and the service.

Only what is asked for is read: one column for the sizes of all clusters, some rows and lines for the
documents of one. So a run of a million documents is shown in a second, in 8 bytes of memory for each document
of a cluster, 24 for each cluster, and a page.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.input.jsonl import parse_document
from summarizer.dumps.records import DumpSettings, Member
from summarizer.dumps.run.finished import CLUSTERS, KEPT, REMOVED, read_run
from summarizer.errors import RunError
from summarizer.records import Document
from summarizer.records.record import Record

_FIELDS = ("id_field", "text_field", "title_field", "date_field", "source_field")
# Before the record of a removed document, the last field of its line; in a string the marks are escaped.
_RECORD = b',"record":'
_SHOWN = ("id", "kept", "duplicate_of", "similarity", "kind", "offset", "size")


class NoClusterError(RunError):
    """The run has no cluster of this number."""


@dataclass(frozen=True, slots=True)
class ClusterIndex:
    """All clusters of a run, in the order of their numbers.

    numbers, sizes  (n_clusters,)
    rows            (n_clusters,)  the first row of each in `clusters.parquet`, that of the kept document
    """

    numbers: NDArray[np.int64]
    rows: NDArray[np.int64]
    sizes: NDArray[np.int64]

    def rank(self) -> NDArray[np.int64]:
        """Places of the clusters, the largest first; of equals the one whose kept document came first."""
        return np.argsort(-self.sizes, kind="stable")


@dataclass(frozen=True, slots=True)
class CopyRange:
    """The copies of a cluster that are wanted.

    offset  how many are left out before them
    limit   how many are wanted; None: all
    size    bytes of lines after which a page ends; the kept document and one copy are always given
    """

    offset: int = 0
    limit: int | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class ClusterPage:
    """A cluster of ``size`` documents: its kept one, then the copies of a page."""

    size: int
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class ListedCluster(Record):
    """A cluster of a list, by the document that it keeps; that of an archive has no title here."""

    cluster: int
    size: int
    kept: str
    title: str
    start: str  # the first words of its text
    date: str
    source: str


ALL_COPIES = CopyRange()
# Characters of a text in a list.
_START = 160


def index_clusters(output: Path) -> ClusterIndex:
    """The clusters of a run."""
    from pyarrow import parquet

    # The rows of a cluster are together.
    column = parquet.read_table(output / CLUSTERS, columns=["cluster"], use_threads=False)["cluster"]
    return ClusterIndex(*np.unique(column.to_numpy(), return_index=True, return_counts=True))


def stream_documents(output: Path, rows: NDArray[np.int64]) -> Iterator[Document]:
    """The documents of some rows, one after another: only one of them is in memory."""
    fields = _read_fields(output)
    for row in _read_rows(output, rows, _SHOWN):
        yield _read_member(output, row, fields).document


def list_clusters(output: Path, offset: int, limit: int | None) -> tuple[int, list[ListedCluster]]:
    """How many clusters of two or more documents a run has, and a page of them, the largest first.

    Raises ``RunError`` where there is no such run.
    """
    read_run(output)
    index = index_clusters(output)
    ranked = index.rank()
    ranked = ranked[index.sizes[ranked] > 1]
    page = ranked[offset:] if limit is None else ranked[offset : offset + limit]
    kept = stream_documents(output, index.rows[page])
    rows = zip(index.numbers[page].tolist(), index.sizes[page].tolist(), kept, strict=True)
    return len(ranked), [_list_cluster(*row) for row in rows]


def _list_cluster(number: int, size: int, kept: Document) -> ListedCluster:
    return ListedCluster(number, size, kept.id, kept.title, begin_text(kept.text), kept.date, kept.source)


def begin_text(text: str) -> str:
    """The first words of a text as lists show them, whole, with single blanks."""
    words = " ".join(text[: 2 * _START].split())
    end = len(words) if len(words) <= _START else words.rfind(" ", 0, _START + 1)
    # A first "word" that is longer than the list has room for is cut.
    return words[:end] if end > 0 else words[:_START]


def read_cluster(output: Path, cluster: int, wanted: CopyRange = ALL_COPIES) -> ClusterPage:
    """The kept document of a cluster and the copies of a page, in the order of the dump.

    Where an archive has the kept document, the first one repeats it. Raises ``RunError`` where there is no
    such run, ``NoClusterError`` where it has no such cluster.
    """
    read_run(output)
    index = index_clusters(output)
    place = int(np.searchsorted(index.numbers, cluster))
    if place == len(index.numbers) or index.numbers[place] != cluster:
        raise _refuse_number(output, cluster, len(index.numbers))
    start, size = int(index.rows[place]), int(index.sizes[place])
    first = min(start + 1 + wanted.offset, start + size)
    end = start + size if wanted.limit is None else min(first + wanted.limit, start + size)
    return ClusterPage(size, read_members(output, [start, *range(first, end)], wanted.size))


def read_members(output: Path, rows: Sequence[int], most_bytes: int | None = None) -> tuple[Member, ...]:
    """The documents of some rows: as many as ``most_bytes`` of lines hold, but two at least."""
    fields = _read_fields(output)
    found = _read_rows(output, np.array(rows, np.int64), _SHOWN)
    if most_bytes is not None:
        sizes = np.cumsum([row["size"] for row in found])
        found = found[: max(2, int(np.searchsorted(sizes, most_bytes, side="right")))]
    return tuple(_read_member(output, row, fields) for row in found)


def read_removed(output: Path) -> Any:
    """A pyarrow table of the removed documents: cluster, archived, similarity, kind, and the row of each."""
    import pyarrow as pa
    from pyarrow import compute, parquet

    names = ["kept", "cluster", "archived", "similarity", "kind"]
    table = parquet.read_table(output / CLUSTERS, columns=names)
    table = table.append_column("row", pa.array(np.arange(len(table))))
    return table.filter(~compute.field("kept"))


def _read_fields(output: Path) -> DumpSettings:
    """The names of the fields of the run's records."""
    settings = read_run(output)["settings"]
    return DumpSettings(**{name: settings[name] for name in _FIELDS})


def _read_rows(output: Path, rows: NDArray[np.int64], columns: Sequence[str]) -> list[dict[str, Any]]:
    """Some rows, in the order asked for, from those row groups that hold them."""
    from pyarrow import parquet

    found: dict[int, dict[str, Any]] = {}
    with parquet.ParquetFile(output / CLUSTERS) as file:
        sizes = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
        ends = np.cumsum(sizes)
        groups = np.searchsorted(ends, rows, side="right")
        for group in np.unique(groups).tolist():
            table = file.read_row_group(group, list(columns), use_threads=False)
            own = rows[groups == group]
            picked = table.take(own - (ends[group] - sizes[group])).to_pylist()
            found |= dict(zip(own.tolist(), picked, strict=True))
    return [found[row] for row in rows.tolist()]


def _read_member(output: Path, row: Mapping[str, Any], fields: DumpSettings) -> Member:
    """One document, from the file and the place that its row names."""
    with (output / (KEPT if row["kept"] else REMOVED)).open("rb") as file:
        file.seek(row["offset"])
        line = file.read(row["size"])
    reason = ""
    if not row["kept"]:
        # The record is taken as it was given: a number that no double holds would be written as `Infinity`.
        head, _, record = line.rstrip().partition(_RECORD)
        reason, line = json.loads(head + b"}")["reason"], record.removesuffix(b"}")
    document = parse_document(line, fields, row["id"])
    return Member(document, row["kept"], row["duplicate_of"], row["similarity"], row["kind"], reason)


def _refuse_number(output: Path, cluster: int, n_clusters: int) -> NoClusterError:
    if not n_clusters:
        advice = "no document of this run repeats another one: there is nothing to show"
        return NoClusterError(str(output), f"no cluster {cluster}", "a run with clusters", advice)
    wanted, advice = f"a number from 0 to {n_clusters - 1}", f"khulasa show {output} lists them"
    return NoClusterError(str(output), f"no cluster {cluster}", wanted, advice)
