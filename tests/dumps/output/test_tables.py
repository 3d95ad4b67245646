"""What a run promises of tables: the kept rows come back in the format they came in."""

import csv
import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from summarizer.dumps.deduplicating import deduplicate_dump, rethreshold_dump
from summarizer.dumps.records import DumpSettings
from summarizer.records import DuplicateSettings
from tests.dumps.samples import read_rows
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


def test_a_damaged_parquet_file_is_one_refusal_wherever_it_stands(tmp_path: Path) -> None:
    """The first file of a run too, from which the columns are taken; whole files behind it give theirs."""
    rows = [{"id": str(number), "text": text} for number, text in enumerate(TEXTS)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "whole.parquet")
    data = (tmp_path / "whole.parquet").read_bytes()
    damaged = {"cut": data[: len(data) // 2], "empty": b"", "footer": data[:-60] + b"\0" * 52 + data[-8:]}
    for name, left in damaged.items():
        path, out = tmp_path / f"{name}.parquet", tmp_path / name
        path.write_bytes(left)
        report = deduplicate_dump([str(path)], f"{out}-alone", DuplicateSettings(), ONE)
        assert (report.counts.documents, report.counts.refused) == (0, 1)
        inputs = [str(path), str(tmp_path / "whole.parquet")]
        report = deduplicate_dump(inputs, str(out), DuplicateSettings(), ONE)
        assert (report.counts.kept, report.counts.refused) == (3, 1)
        assert pq.read_table(out / "kept.parquet").to_pylist() == [rows[0], rows[1], rows[3]]


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


FORMULAS = ["=1+1", "=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", " =1+1", "\t=1+1", "＝1+1"]


@pytest.mark.parametrize("escape", [False, True])
def test_text_that_a_spreadsheet_would_compute_is_escaped_where_wanted(
    tmp_path: Path, *, escape: bool
) -> None:
    """By an apostrophe; numbers stay numbers. Without the option every cell is as it came in, after a new decision too."""
    plain = ["-5", "+3.25", "12%", "٣٫٥", "-١٢", "نص = نص", "", "'"]
    rows = [
        {"id": f"{number:02}", "text": write_story(number), "=note": note}
        for number, note in enumerate([*FORMULAS, *plain])
    ]
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    settings = DumpSettings(workers=1, escape_formulas=escape)
    deduplicate_dump([str(tmp_path / "in.csv")], str(tmp_path / "out"), DuplicateSettings(), settings)
    mark = "'" if escape else ""
    for _ in range(2):
        with (tmp_path / "out/kept.csv").open(encoding="utf-8", newline="") as file:
            _, *found = [row[2] for row in csv.reader(file)]
        assert found == [*(mark + formula for formula in FORMULAS), *plain]
        assert [row["=note"] for row in read_rows(tmp_path / "out/kept.jsonl")] == [*FORMULAS, *plain]
        rethreshold_dump(str(tmp_path / "out"), DuplicateSettings(0.9), ONE)


@pytest.mark.parametrize("name", ["kept.csv", "kept.parquet"])
def test_tables_of_different_columns_come_back_as_lines_alone(tmp_path: Path, name: str) -> None:
    """No column is dropped, and no run fails because there is no table; a new decision too."""
    for number, column in enumerate(("price", "سعر")):
        path = tmp_path / f"in{number}{Path(name).suffix}"
        row = {"id": str(number), "text": TEXTS[number], column: "1"}
        if name == "kept.csv":
            path.write_text(f"id,text,{column}\n{number},{TEXTS[number]},1\n", encoding="utf-8")
        else:
            pq.write_table(pa.Table.from_pylist([row]), path)
    out = str(tmp_path / "out")
    deduplicate_dump([str(tmp_path / f"in*{Path(name).suffix}")], out, DuplicateSettings(), ONE)
    for _ in range(2):
        kept = read_rows(tmp_path / "out/kept.jsonl")
        assert [(row.get("price"), row.get("سعر")) for row in kept] == [("1", None), (None, "1")]
        assert not (tmp_path / "out" / name).exists()
        rethreshold_dump(out, DuplicateSettings(0.9), ONE)


def test_columns_of_one_name_and_two_types_come_back_as_lines_alone(tmp_path: Path) -> None:
    """The first file sets the types; without a table that fits all, the documents are kept as lines."""
    for number, value in enumerate((1, "x")):
        row = {"id": str(number), "text": TEXTS[number], "price": value}
        pq.write_table(pa.Table.from_pylist([row]), tmp_path / f"in{number}.parquet")
    deduplicate_dump([str(tmp_path / "in*.parquet")], str(tmp_path / "out"), DuplicateSettings(), ONE)
    assert [row["price"] for row in read_rows(tmp_path / "out/kept.jsonl")] == [1, "x"]
    assert not (tmp_path / "out/kept.parquet").exists()
