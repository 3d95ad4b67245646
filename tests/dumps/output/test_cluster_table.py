"""`clusters.parquet` is the same file, however many rows are sorted at once."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from summarizer.dumps.output import cluster_table
from summarizer.dumps.run.arrays import save
from summarizer.dumps.run.strings import pack_strings


def write_members(folder: Path, seed: int, n_rows: int) -> Path:
    """The members of some clusters in a part, as `write_part` leaves them."""
    chance = np.random.default_rng(seed)
    reasons = chance.integers(-1, 3, n_rows)
    documents = chance.permutation(1000)[:n_rows] + 1000 * seed
    members = np.column_stack(
        [np.sort(chance.integers(0, 40, n_rows)), documents, reasons, documents, documents]
    )
    names = [b"d%d" % number for number in documents.tolist()]
    strings = {**pack_strings(names, "id"), **pack_strings(names, "kept_id"), **pack_strings(names, "source")}
    arrays = {"similarity": chance.random(n_rows), "archived": chance.random(n_rows) < 0.1}
    save(folder, {"members": members, "ends": np.array([5000, 7000]), **arrays, **strings})
    return folder


@pytest.mark.parametrize("group", [7, 64])
def test_ranges_of_clusters_do_not_change_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, group: int
) -> None:
    """All rows at once or a few, with row groups that ranges do not fill."""
    sizes = [300, 0, 140, 1]
    written = [write_members(tmp_path / str(seed), seed, n_rows) for seed, n_rows in enumerate(sizes)]
    monkeypatch.setattr(cluster_table, "_GROUP_ROWS", group)
    write_table(tmp_path / "once.parquet", written)
    monkeypatch.setattr(cluster_table, "RANGE_ROWS", 16)
    write_table(tmp_path / "ranges.parquet", written)
    assert (tmp_path / "once.parquet").read_bytes() == (tmp_path / "ranges.parquet").read_bytes()
    rows = pq.read_table(tmp_path / "once.parquet").to_pylist()
    assert len(rows) == sum(sizes)
    order = [(row["cluster"], not row["kept"], not row["archived"], row["document"]) for row in rows]
    assert order == sorted(order)
    assert all(row["offset"] == row["document"] + _find_base(row) for row in rows)
    assert all(
        row[name] == f"d{row['document']}" for row in rows for name in ("id", "duplicate_of", "source")
    )
    assert all((row["kind"] == "", row["file"] == "kept") == (row["kept"],) * 2 for row in rows)


def test_no_clusters_are_a_table_without_rows(tmp_path: Path) -> None:
    """With its columns."""
    write_table(tmp_path / "none.parquet", [write_members(tmp_path / "0", 0, 0)])
    table = pq.read_table(tmp_path / "none.parquet")
    assert len(table) == 0
    assert table.column_names[:4] == ["cluster", "document", "id", "kept"]


def write_table(target: Path, written: list[Path]) -> None:
    """Write the table of some parts, one task after the other."""
    folder = target.with_suffix("")
    save(folder / "numbered", {"bases": np.arange(len(written))[:, None] * np.array([5000, 7000])})
    ranges = [folder / f"{place:06d}" for place in range(len(cluster_table.cut_ranges(written, 1)))]
    for path, bucket in zip(ranges, cluster_table.cut_ranges(written, 1), strict=True):
        cluster_table.sort_range(path, bucket, folder / "numbered")
    cluster_table.write_cluster_table(target, ranges)


def _find_base(row: dict[str, object]) -> int:
    """The bytes of the parts before that of a row."""
    document = row["document"]
    assert isinstance(document, int)
    return document // 1000 * (5000 if row["file"] == "kept" else 7000)
