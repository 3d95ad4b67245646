"""Rows of a table as JSON and back: every type and value is the same."""

import datetime
import decimal
import json
from typing import Any

import orjson
import pyarrow as pa
import pytest

from summarizer.dumps.input.arrow import decode_batch, encode_batch, encode_bytes

S = pa.string()
NOON = datetime.datetime(2025, 3, 1, 12, 0, 5, 7, tzinfo=datetime.UTC)
COLUMNS: dict[str, Any] = {
    "text": pa.array(["نص", "", None]),
    "large text": pa.array(["نص", "", None], pa.large_string()),
    "whole numbers": pa.array([2**64 - 1, 0, None], pa.uint64()),
    "numbers": pa.array([0.1 + 0.2, 1e300, None]),
    "numbers that are none": pa.array([float("inf"), float("-inf"), None]),
    "lists of numbers that are none": pa.array([[1.5, float("inf")], [float("-inf"), None], None]),
    "records of them": pa.array([{"n": [float("inf")]}, {"n": None}, None]),
    "maps of them": pa.array([[("أ", float("inf"))], [], None], pa.map_(S, pa.float32())),
    "half numbers": pa.array([1.5, -2.0, None], pa.float16()),
    "flags": pa.array([True, False, None]),
    "nothing": pa.nulls(3),
    "nanoseconds": pa.array([1740000000123456789, -1, None], pa.timestamp("ns")),
    "times with a zone": pa.array([NOON, NOON, None], pa.timestamp("us", "Asia/Riyadh")),
    "days": pa.array([NOON.date(), None, None]),
    "times of day": pa.array([datetime.time(1, 2, 3, 4), None, None]),
    "short times of day": pa.array([3723, 0, None], pa.time32("s")),
    "durations": pa.array([datetime.timedelta(days=1), None, None]),
    "decimals": pa.array([decimal.Decimal("1.20"), decimal.Decimal("-9.99"), None]),
    "bytes": pa.array([b"\xff\x00", "نص".encode(), None], pa.binary()),
    "bytes of one length": pa.array([b"\xff\x00", b"ab", None], pa.binary(2)),
    "categories": pa.array(["أ", "ب", None]).dictionary_encode(),
    "lists": pa.array([[NOON.date()], [], None], pa.list_(pa.date32())),
    "vectors": pa.array([[0.5, 1.0], [2.0, 3.0], None], pa.list_(pa.float32(), 2)),
    "maps": pa.array([[("أ", b"\xff")], [], None], pa.map_(S, pa.binary())),
    "records": pa.array(
        [{"at": NOON, "of": [{"n": 1}]}, {"at": None, "of": None}, None],
        pa.struct([("at", pa.timestamp("us")), ("of", pa.list_(pa.struct([("n", pa.int8())])))]),
    ),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_survives_json(name: str) -> None:
    """Every type of a table, with missing values."""
    batch = pa.RecordBatch.from_arrays([COLUMNS[name]], names=["سعر"])
    lines = [orjson.dumps(row, default=encode_bytes) for row in encode_batch(batch)]
    assert decode_batch([orjson.loads(line) for line in lines], batch.schema).equals(batch)


def test_not_a_number_is_named() -> None:
    """JSON has no such number, and null is another value."""
    batch = pa.RecordBatch.from_arrays([pa.array([float("nan"), None])], names=["x"])
    rows = encode_batch(batch)
    assert rows == [{"x": "NaN"}, {"x": None}]
    assert str(decode_batch(rows, batch.schema).column(0)[0]) == "nan"


def test_bytes_that_are_text_are_text() -> None:
    """Some programs write their text columns as bytes."""
    batch = pa.RecordBatch.from_arrays([pa.array(["نص".encode()], pa.binary())], names=["text"])
    (row,) = encode_batch(batch)
    assert json.loads(orjson.dumps(row, default=encode_bytes)) == {"text": "نص"}
