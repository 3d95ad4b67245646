"""`clusters.parquet`: a row for each document of a cluster, the kept one of each first.

Tasks sort ranges of clusters, and this process only joins what they wrote: neither its memory nor the files
that it opens grow with the parts.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.elect import REASONS
from summarizer.dumps.run.arrays import finish_folder, load, load_slice, save
from summarizer.dumps.run.buckets import Bucket, count_tasks, cut_buckets
from summarizer.dumps.run.strings import slice_strings
from summarizer.dumps.run.tasks import Runner

# The kept document of each cluster first, or the one that repeats an archived document; then as in the dump.
_ORDER = ("cluster", "kept", "archived", "document")
# Rows that are sorted at once: some 100 MB with the strings of Python that they come from.
RANGE_ROWS = 1 << 17
_GROUP_ROWS = 1 << 16
_ROWS = "rows.arrow"


def sort_members(runner: Runner, written: Sequence[Path]) -> Sequence[Path]:
    """The members of all clusters, by ranges of clusters; ``written``: the folders of the parts' lines."""
    numbered = runner.work / f"numbered-lines{runner.round_name}"
    if not numbered.is_dir():
        ends = np.array([load_slice(folder, "ends") for folder in written])
        save(numbered, {"bases": np.cumsum(ends, axis=0) - ends})
    tasks = [(bucket, numbered) for bucket in cut_ranges(written, runner.scale)]
    return runner.run("write", sort_range, tasks, f"-rows{runner.round_name}")


def cut_ranges(written: Sequence[Path], scale: int) -> list[Bucket]:
    """Ranges of clusters that hold about equally many members; ``scale`` as in `count_tasks`."""
    n_rows = sum(len(load(folder, "members")) for folder in written)
    # Copies, since a slice keeps the file of its part open, and a run may have more parts than descriptors.
    samples = np.concatenate([load(folder, "members")[::64, 0].copy() for folder in written])
    return cut_buckets(written, samples, count_tasks(n_rows, RANGE_ROWS, scale))


def sort_range(folder: Path, bucket: Bucket, numbered: Path) -> None:
    """Write the rows of one range of clusters.

    numbered  the folder of ``bases`` (n_parts, 2): bytes of kept and of removed lines before each part
    """
    import pyarrow as pa

    tables = [
        pa.table(_make_columns(part, bucket.find_slice(load(part, "members")[:, 0]), base))
        for part, base in zip(bucket.folders, load_slice(numbered, "bases"), strict=True)
    ]
    order = [(name, "descending" if name in ("kept", "archived") else "ascending") for name in _ORDER]
    rows = pa.concat_tables(tables).sort_by(order)
    with finish_folder(folder) as unfinished, pa.ipc.new_file(unfinished / _ROWS, rows.schema) as file:
        file.write_table(rows)


def write_cluster_table(target: Path, ranges: Sequence[Path]) -> None:
    """Write the table; ``ranges`` are the folders that `sort_members` returns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = (pa.ipc.open_file(folder / _ROWS).read_all() for folder in ranges)
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


def _make_columns(folder: Path, chosen: slice, bases: NDArray[np.int64]) -> dict[str, object]:
    """The columns of some rows of a part; ``bases`` are the bytes of kept and removed lines before it."""
    import pyarrow as pa

    members = load_slice(folder, "members", chosen)
    is_kept = members[:, 2] < 0
    codes = np.where(is_kept, len(REASONS), members[:, 2])
    return {
        "cluster": members[:, 0],
        "document": members[:, 1],
        "id": _take_strings(folder, "id", chosen),
        "kept": is_kept,
        "archived": load_slice(folder, "archived", chosen),
        "duplicate_of": _take_strings(folder, "kept_id", chosen),
        "similarity": load_slice(folder, "similarity", chosen),
        "kind": pa.array([*map(str, REASONS), ""]).take(pa.array(codes)),
        "source": _take_strings(folder, "source", chosen),
        "file": pa.array(["removed", "kept"]).take(pa.array(is_kept.astype(np.int8))),
        "offset": members[:, 3] + bases[np.where(is_kept, 0, 1)],
        "size": members[:, 4],
    }


def _take_strings(folder: Path, kind: str, chosen: slice) -> object:
    """Strings of `pack_strings` as a column, without one of Python for each."""
    import pyarrow as pa

    data, offsets = slice_strings(folder, kind, chosen)
    buffers = [None, pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.string(), len(offsets) - 1, buffers)
