"""Paging: pages of a finished deduplication, out of its files, in memory that a page bounds.

Only the numbers of all clusters are held at once, eight bytes a document of one; ids and texts are read for
the rows that are shown.
"""

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow.parquet as pq
from numpy.typing import NDArray

from service.wire.job_models import (
    ClusterList,
    ClusterMember,
    ClusterReply,
    ClusterRow,
    RowsReply,
    ThresholdReply,
)

# Bytes of documents in one reply: a page of long ones is a short page.
_MOST_BYTES = 4 * 1024 * 1024
_SHOWN = ("id", "duplicate_of", "similarity", "kind", "file", "offset", "size")


class NoClusterError(LookupError):
    """There is no cluster of this number, or it has no such rows."""


def list_clusters(output: Path, offset: int, limit: int) -> ClusterList:
    """A page of the clusters, the largest first; equals in the order of their kept documents."""
    with pq.ParquetFile(output / "clusters.parquet") as file:
        numbers, starts, sizes = _find_clusters(file)
        page = np.argsort(-sizes, kind="stable")[offset : offset + limit]
        ids = [row["id"] for row in _read_rows(file, starts[page], ("id",))]
    rows = zip(numbers[page].tolist(), sizes[page].tolist(), ids, strict=True)
    return ClusterList(len(numbers), tuple(ClusterRow(*row) for row in rows))


def read_cluster(
    output: Path, cluster: int, page: tuple[int, int], fields: Mapping[str, str]
) -> ClusterReply:
    """A cluster, with the copies that the page asks for and a reply may hold. Raises ``NoClusterError``.

    page    how many copies are passed over, and how many wanted
    fields  the fields of a record, ``text_field`` and so on, where they have names of their own
    """
    offset, limit = page
    with pq.ParquetFile(output / "clusters.parquet") as file:
        numbers, starts, sizes = _find_clusters(file)
        place = int(np.searchsorted(numbers, cluster))
        if place == len(numbers) or numbers[place] != cluster:
            raise NoClusterError(cluster)
        start, size = int(starts[place]), int(sizes[place])
        first = min(start + 1 + offset, start + size)
        wanted = [start, *range(first, min(first + limit, start + size))]
        rows = _read_rows(file, np.array(wanted), _SHOWN)
    # Always the kept one, and one more so that there is an end to it.
    taken = np.cumsum([row["size"] for row in rows])
    n_shown = max(2, int(np.searchsorted(taken, _MOST_BYTES, side="right")))
    kept, *copies = (_read_member(output, row, fields) for row in rows[:n_shown])
    after = offset + len(copies)
    return ClusterReply(cluster, size, kept, tuple(copies), after if after < size - 1 else None)


def read_thresholds(output: Path) -> ThresholdReply:
    """What each threshold would keep."""
    run = orjson.loads((output / "run.json").read_bytes())
    return ThresholdReply(
        tuple(run.get("histogram") or ()), tuple(run.get("thresholds") or ()), run["settings"]["threshold"]
    )


def read_rows(path: Path, offset: int, limit: int) -> RowsReply:
    """Some lines of a result; none where there is no such file."""
    if not path.is_file():
        return RowsReply((), None)
    rows: list[dict[str, Any]] = []
    taken = 0
    with path.open("rb") as file:
        for line in islice(file, offset, offset + limit):
            taken += len(line)
            if rows and taken > _MOST_BYTES:
                return RowsReply(tuple(rows), offset + len(rows))
            rows.append(orjson.loads(line))
        more = len(rows) == limit and bool(file.readline())
    return RowsReply(tuple(rows), offset + limit if more else None)


def _find_clusters(file: pq.ParquetFile) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The number, the first row and the size of each cluster; the rows of one stand together."""
    column = file.read(["cluster"], use_threads=False)["cluster"].to_numpy()
    return np.unique(column, return_index=True, return_counts=True)


def _read_rows(file: pq.ParquetFile, rows: NDArray[np.int64], columns: Sequence[str]) -> list[dict[str, Any]]:
    """Some rows of a file, in the order asked for, from those of its groups that hold them."""
    sizes = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
    ends = np.cumsum(sizes)
    groups = np.searchsorted(ends, rows, side="right")
    found: dict[int, dict[str, Any]] = {}
    for group in np.unique(groups).tolist():
        table = file.read_row_group(group, list(columns), use_threads=False)
        own = rows[groups == group]
        picked = table.take(own - (ends[group] - sizes[group])).to_pylist()
        found |= dict(zip(own.tolist(), picked, strict=True))
    return [found[row] for row in rows.tolist()]


def _read_member(output: Path, row: Mapping[str, Any], fields: Mapping[str, str]) -> ClusterMember:
    with (output / f"{row['file']}.jsonl").open("rb") as file:
        file.seek(row["offset"])
        record = orjson.loads(file.read(row["size"]))
    record = record.get("record", record) if row["file"] == "removed" else record

    def find(name: str) -> str:
        value = record.get(fields.get(f"{name}_field", name))
        return value if isinstance(value, str) else ""

    repeats = row["file"] == "removed"
    return ClusterMember(
        row["id"],
        find("text"),
        find("title"),
        find("date"),
        find("source"),
        row["duplicate_of"] if repeats else None,
        row["similarity"] if repeats else None,
        row["kind"] if repeats else None,
    )
