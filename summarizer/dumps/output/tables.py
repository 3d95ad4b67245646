"""The kept documents as one table, CSV or Parquet, where the inputs are such tables."""

import csv
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import orjson

from summarizer.dumps.input.arrow import decode_batch
from summarizer.dumps.input.streams import open_bytes
from summarizer.dumps.records import Format, Source

TABLES = {Format.CSV: "kept.csv", Format.PARQUET: "kept.parquet"}
# Rows of a group of a Parquet file: a few MB of news texts.
_ROWS = 4096


def find_table(sources: Sequence[Source]) -> Format | None:
    """The format of a table that all inputs have, if they have one."""
    formats = {source.format for source in sources}
    return formats.pop() if len(formats) == 1 and formats <= TABLES.keys() else None


class MixedTablesError(Exception):
    """The tables of a dump differ in their columns, so no single table holds them all."""


def export_csv(kept: Path, target: Path) -> None:
    """Write JSON lines as a CSV file. Raises ``MixedTablesError``."""
    with kept.open("rb") as lines, target.open("w", encoding="utf-8", newline="") as file:
        writer, names = csv.writer(file), None
        for line in lines:
            row = orjson.loads(line)
            if names is None:
                names = list(row)
                writer.writerow(names)
            elif list(row) != names:
                raise MixedTablesError
            writer.writerow(row.values())


def export_parquet(kept: Path, target: Path, model: str) -> None:
    """Write JSON lines as a Parquet file with the columns and types of another one, ``model``.

    Raises ``MixedTablesError``.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with open_bytes(model) as file:
        schema = pq.read_schema(file)
    with pq.ParquetWriter(target, schema) as writer, kept.open("rb") as lines:
        while batch := [orjson.loads(line) for line in islice(lines, _ROWS)]:
            if any(list(row) != schema.names for row in batch):
                raise MixedTablesError
            try:
                writer.write_batch(decode_batch(batch, schema))
            except (pa.ArrowException, AttributeError, TypeError, ValueError):
                # A column of the same name holds another type.
                raise MixedTablesError from None
