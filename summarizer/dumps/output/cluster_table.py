"""`clusters.parquet`: a row for each document of a cluster, the kept one of each first.

Rows are written by ranges of clusters, so that the memory that this takes does not grow with the dump.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.elect import REASONS
from summarizer.dumps.run.arrays import load, load_slice
from summarizer.dumps.run.buckets import cut_buckets
from summarizer.dumps.run.strings import cut_strings

# The kept document of each cluster first, or the one that repeats an archived document; then as in the dump.
_ORDER = ("cluster", "kept", "archived", "document")
# Rows that are sorted at once: some 400 MB with the strings of Python that they come from.
_RANGE_ROWS = 1 << 19
_GROUP_ROWS = 1 << 16


def write_cluster_table(target: Path, written: Sequence[Path]) -> None:
    """Write the table; ``written`` are the folders of the lines of the parts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = _sort_ranges(written)
    left, n_written = next(tables), 0
    with pq.ParquetWriter(target, left.schema) as writer:
        for table in tables:
            left = pa.concat_tables([left, table])
            n_whole = len(left) // _GROUP_ROWS * _GROUP_ROWS
            if n_whole:
                writer.write_table(left.slice(0, n_whole), row_group_size=_GROUP_ROWS)
            left, n_written = left.slice(n_whole).combine_chunks(), n_written + n_whole
        if len(left) or not n_written:
            writer.write_table(left, row_group_size=_GROUP_ROWS)


def _sort_ranges(written: Sequence[Path]) -> Iterator[Any]:
    """The rows of one range of clusters after the other, at least one table."""
    import pyarrow as pa

    ends = np.array([load_slice(folder, "ends") for folder in written])
    bases = np.cumsum(ends, axis=0) - ends
    n_rows = sum(len(load(folder, "members")) for folder in written)
    samples = np.concatenate([load(folder, "members")[::64, 0] for folder in written])
    order = [(name, "descending" if name in ("kept", "archived") else "ascending") for name in _ORDER]
    for bucket in cut_buckets(written, samples, n_rows // _RANGE_ROWS + 1):
        tables = [
            pa.table(_make_columns(folder, bucket.find_slice(load(folder, "members")[:, 0]), base))
            for folder, base in zip(written, bases, strict=True)
        ]
        yield pa.concat_tables(tables).sort_by(order)


def _make_columns(folder: Path, chosen: slice, bases: NDArray[np.int64]) -> dict[str, object]:
    """The columns of some rows of a part; ``bases`` are the bytes of kept and removed lines before it."""
    import pyarrow as pa

    # The type is given, since a part without clusters has no string to find it by.
    text = pa.string()
    members = load_slice(folder, "members", chosen)
    is_kept = members[:, 2] < 0
    kinds = [str(REASONS[code]) if code >= 0 else "" for code in members[:, 2].tolist()]
    return {
        "cluster": members[:, 0],
        "document": members[:, 1],
        "id": pa.array(_decode(folder, "id", chosen), text),
        "kept": is_kept,
        "archived": load_slice(folder, "archived", chosen),
        "duplicate_of": pa.array(_decode(folder, "kept_id", chosen), text),
        "similarity": load_slice(folder, "similarity", chosen),
        "kind": pa.array(kinds, text),
        "source": pa.array(_decode(folder, "source", chosen), text),
        "file": np.where(is_kept, "kept", "removed"),
        "offset": members[:, 3] + bases[np.where(is_kept, 0, 1)],
        "size": members[:, 4],
    }


def _decode(folder: Path, kind: str, chosen: slice) -> list[str]:
    return [name.decode() for name in cut_strings(folder, kind, np.arange(chosen.start, chosen.stop))]
