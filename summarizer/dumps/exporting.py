"""Exporting: the kept documents in the format that they came in, where that is a table: CSV or Parquet."""

import csv
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import orjson

from summarizer.dumps.carrying import restore
from summarizer.dumps.opening import open_bytes
from summarizer.dumps.records import Format, Source

TABLES = {Format.CSV: "kept.csv", Format.PARQUET: "kept.parquet"}
# Rows of a group of a Parquet file: a few MB of news texts.
_ROWS = 4096


def find_table(sources: Sequence[Source]) -> Format | None:
    """The format of a table that all inputs have, if they have one."""
    formats = {source.format for source in sources}
    return formats.pop() if len(formats) == 1 and formats <= TABLES.keys() else None


def export_csv(kept: Path, target: Path) -> None:
    """Write JSON lines as a CSV file; the fields are those of the first line."""
    with kept.open("rb") as lines, target.open("w", encoding="utf-8", newline="") as file:
        writer = None
        for line in lines:
            row = orjson.loads(line)
            if writer is None:
                writer = csv.DictWriter(file, list(row), extrasaction="ignore", restval="")
                writer.writeheader()
            writer.writerow(row)


def export_parquet(kept: Path, target: Path, model: str) -> None:
    """Write JSON lines as a Parquet file with the columns and types of another one, ``model``."""
    import pyarrow.parquet as pq

    with open_bytes(model) as file:
        schema = pq.read_schema(file)
    with pq.ParquetWriter(target, schema) as writer, kept.open("rb") as lines:
        while batch := list(islice(lines, _ROWS)):
            writer.write_batch(restore([orjson.loads(line) for line in batch], schema))
