"""What a run promises of tables: the kept rows come back in the format they came in."""

import csv
import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from summarizer.dumps.dumping import deduplicate_dump, rethreshold_dump
from summarizer.dumps.records import DumpSettings
from summarizer.records import DuplicateSettings
from tests.duplicates.samples import write_story

ONE = DumpSettings(workers=1)
TEXTS = [write_story(1), write_story(2), write_story(1), write_story(3)]


def test_parquet_comes_back_with_its_types(tmp_path: Path) -> None:
    """Numbers, times, lists and missing values are those of the rows that were kept, after a new decision too."""
    rows = [
        {
            "id": str(number),
            "text": text,
            "price": number * 1.5,
            "seen": datetime.datetime(2025, 3, 1, 10, number, tzinfo=datetime.UTC),
            "tags": ["اقتصاد"] * number,
            "note": None if number % 2 else "x",
        }
        for number, text in enumerate(TEXTS)
    ]
    table = pa.Table.from_pylist(rows)
    pq.write_table(table, tmp_path / "in.parquet")
    deduplicate_dump([str(tmp_path / "in.parquet")], str(tmp_path / "out"), DuplicateSettings(), ONE)
    kept = pq.read_table(tmp_path / "out/kept.parquet")
    assert kept.schema == table.schema
    assert kept.to_pylist() == [rows[0], rows[1], rows[3]]
    (tmp_path / "in.parquet").unlink()
    rethreshold_dump(str(tmp_path / "out"), DuplicateSettings(0.9), ONE)
    assert pq.read_table(tmp_path / "out/kept.parquet").to_pylist() == [rows[0], rows[1], rows[3]]


def test_csv_comes_back_as_csv(tmp_path: Path) -> None:
    """Every column of every kept row, with commas, quotes and line ends inside fields."""
    rows = [
        {"id": str(number), "text": f'{text}\n"نهاية"', "price": "1,5"} for number, text in enumerate(TEXTS)
    ]
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "text", "price"])
        writer.writeheader()
        writer.writerows(rows)
    deduplicate_dump([str(tmp_path / "in.csv")], str(tmp_path / "out"), DuplicateSettings(), ONE)
    with (tmp_path / "out/kept.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == [rows[0], rows[1], rows[3]]
