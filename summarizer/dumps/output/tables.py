"""The kept documents as one table, CSV or Parquet, where the inputs are such tables."""

import csv
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from summarizer.dumps.input.arrow import decode_batch
from summarizer.dumps.input.streams import open_bytes
from summarizer.dumps.records import Format, Source

if TYPE_CHECKING:
    import pyarrow

TABLES = {Format.CSV: "kept.csv", Format.PARQUET: "kept.parquet"}
# Rows of a group of a Parquet file: a few MB of news texts.
_ROWS = 4096
# What spreadsheets take for the beginning of a formula (OWASP, CSV Injection), after white space too, and
# the wide forms, which Excel reads as the plain ones under East Asian settings.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,\u066b\u066c]\d+)*%?")


def find_table(sources: Sequence[Source]) -> Format | None:
    """The format of a table that all inputs have, if they have one."""
    formats = {source.format for source in sources}
    return formats.pop() if len(formats) == 1 and formats <= TABLES.keys() else None


class MixedTablesError(Exception):
    """The tables of a dump differ in their columns, so no single table holds them all."""


def export_csv(kept: Path, target: Path, *, escape: bool = False) -> None:
    """Write JSON lines as a CSV file. Raises ``MixedTablesError``.

    escape  whether text that a spreadsheet would compute gets an apostrophe before it
    """
    write = escape_formula if escape else _keep
    with kept.open("rb") as lines, target.open("w", encoding="utf-8", newline="") as file:
        writer, names = csv.writer(file), None
        for line in lines:
            row = orjson.loads(line)
            if names is None:
                names = list(row)
                writer.writerow(map(write, names))
            elif list(row) != names:
                raise MixedTablesError
            writer.writerow(map(write, row.values()))


def escape_formula(value: object) -> object:
    """A cell with an apostrophe before it, if it is text that a spreadsheet would compute."""
    is_formula = isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value)
    return f"'{value}" if is_formula else value


def _keep(value: object) -> object:
    return value


def export_parquet(kept: Path, target: Path, models: Iterable[str]) -> None:
    """Write JSON lines as Parquet, with the columns and types of the first of ``models`` that is whole.

    Raises ``MixedTablesError``.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = next(filter(None, map(_read_schema, models)), None)
    if schema is None:
        raise MixedTablesError
    with pq.ParquetWriter(target, schema) as writer, kept.open("rb") as lines:
        while batch := [orjson.loads(line) for line in islice(lines, _ROWS)]:
            if any(list(row) != schema.names for row in batch):
                raise MixedTablesError
            try:
                writer.write_batch(decode_batch(batch, schema))
            except (pa.ArrowException, AttributeError, TypeError, ValueError):
                # A column of the same name holds another type.
                raise MixedTablesError from None


def _read_schema(path: str) -> "pyarrow.Schema | None":
    """The columns of a Parquet file; None where it is damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with open_bytes(path) as file:
            return pq.read_schema(file)
    except (pa.ArrowException, OSError):
        return None
