"""`clusters.parquet`: a row for each document of a cluster, the kept one of each first."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.elect import REASONS
from summarizer.dumps.run.arrays import load, load_slice
from summarizer.dumps.run.strings import list_strings

# The kept document of each cluster first, or the one that repeats an archived document; then as in the dump.
_ORDER = ("cluster", "kept", "archived", "document")


def write_cluster_table(target: Path, written: Sequence[Path]) -> None:
    """Write the table; ``written`` are the folders of the lines of the parts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    bases = np.zeros(2, np.int64)
    tables = []
    for folder in written:
        tables.append(pa.table(_make_columns(folder, bases)))
        bases += load(folder, "ends")
    order = [(name, "descending" if name in ("kept", "archived") else "ascending") for name in _ORDER]
    pq.write_table(pa.concat_tables(tables).sort_by(order), target, row_group_size=1 << 16)


def _make_columns(folder: Path, bases: NDArray[np.int64]) -> dict[str, object]:
    """The columns of one part; ``bases`` are the bytes of kept and removed lines before it."""
    import pyarrow as pa

    # The type is given, since a part without clusters has no string to find it by.
    text = pa.string()
    members = load_slice(folder, "members")
    is_kept = members[:, 2] < 0
    kinds = [str(REASONS[code]) if code >= 0 else "" for code in members[:, 2].tolist()]
    return {
        "cluster": members[:, 0],
        "document": members[:, 1],
        "id": pa.array(_decode(folder, "id"), text),
        "kept": is_kept,
        "archived": load_slice(folder, "archived"),
        "duplicate_of": pa.array(_decode(folder, "kept_id"), text),
        "similarity": load_slice(folder, "similarity"),
        "kind": pa.array(kinds, text),
        "source": pa.array(_decode(folder, "source"), text),
        "file": np.where(is_kept, "kept", "removed"),
        "offset": members[:, 3] + bases[np.where(is_kept, 0, 1)],
        "size": members[:, 4],
    }


def _decode(folder: Path, kind: str) -> list[str]:
    return [name.decode() for name in list_strings(folder, kind)]
