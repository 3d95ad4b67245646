"""Rows of Arrow data as JSON values, and back to the same types; used by `formats` and `output/tables`.

JSON has no dates, decimals or bytes. Dates, times with a date and decimals become text, times of day and
durations whole numbers of their unit, bytes text if they are UTF-8 and ``{"base64": …}`` otherwise, and
numbers that are not finite ``"NaN"``, ``"Infinity"`` or ``"-Infinity"``.
"""

import base64
import math
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

_BASE64 = "base64"
# Texts of news unpack to 3 times their Parquet file, the same text in each row to some hundred times. One
# value that a dictionary holds once and every row repeats makes 12 GB of 310 KB.
_MOST_TIMES = 1_000
_FREE_BYTES = 64 * 1024**2


class UnpackedSizeError(Exception):
    """A Parquet file stands for far more data than its size."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size

    def __str__(self) -> str:
        return f"{self.size} bytes of Parquet that stand for more than {find_most_bytes(self.size)} bytes"


def find_most_bytes(size: int) -> int:
    """How many bytes a Parquet file of a size may stand for."""
    return _FREE_BYTES + _MOST_TIMES * size


def check_unpacked(metadata: Any, size: int) -> int:
    """How many bytes the rows of a Parquet file may have. Raises ``UnpackedSizeError``.

    Its row groups say how large they are before dictionaries are filled in.
    """
    most = find_most_bytes(size)
    if sum(metadata.row_group(row).total_byte_size for row in range(metadata.num_row_groups)) > most:
        raise UnpackedSizeError(size)
    return most


def encode_batch(batch: Any) -> list[dict[str, Any]]:
    """The rows of a record batch, each as a dictionary that ``orjson`` can write with ``encode_bytes``."""
    import pyarrow as pa

    columns = [column.cast(_find_json_type(column.type)) for column in batch.columns]
    rows: list[dict[str, Any]] = pa.RecordBatch.from_arrays(columns, names=batch.schema.names).to_pylist()
    for name, column in zip(batch.schema.names, columns, strict=True):
        if _holds_floats(column.type):
            for row in rows:
                row[name] = _name_numbers(row[name])
    return rows


def decode_batch(rows: Sequence[dict[str, Any]], schema: Any) -> Any:
    """The record batch that ``encode_batch`` made these rows of. Raises ``pyarrow.ArrowException``."""
    import pyarrow as pa

    columns = [_restore_array([row.get(field.name) for row in rows], field.type) for field in schema]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def encode_bytes(value: object) -> object:
    """Bytes as a JSON value. Raises ``TypeError`` for anything else."""
    if not isinstance(value, bytes):
        raise TypeError(type(value).__name__)
    try:
        return value.decode()
    except UnicodeDecodeError:
        return {_BASE64: base64.b64encode(value).decode()}


def _find_json_type(kind: Any) -> Any:
    """The Arrow type whose values are JSON values, and from which Arrow casts back."""
    import pyarrow as pa
    from pyarrow import types

    if types.is_timestamp(kind) or types.is_date(kind) or types.is_decimal(kind):
        return pa.string()
    if types.is_time(kind) or types.is_duration(kind):
        return pa.int32() if types.is_time32(kind) else pa.int64()
    if types.is_dictionary(kind):
        return _find_json_type(kind.value_type)
    if types.is_float16(kind):
        return pa.float32()
    if types.is_fixed_size_binary(kind):
        return pa.binary()
    if types.is_map(kind):
        return pa.map_(_find_json_type(kind.key_type), _find_json_type(kind.item_type))
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return pa.list_(_find_json_type(kind.value_type))
    if types.is_struct(kind):
        return pa.struct([(field.name, _find_json_type(field.type)) for field in kind])
    return kind


def _restore_array(values: list[Any], kind: Any) -> Any:
    """The Arrow array of a type; level by level, since a cast fails on fields of a missing record."""
    import pyarrow as pa
    from pyarrow import types

    missing = pa.array([value is None for value in values], pa.bool_())
    if types.is_struct(kind):
        columns = [
            _restore_array([None if value is None else value[field.name] for value in values], field.type)
            for field in kind
        ]
        return pa.StructArray.from_arrays(columns, fields=list(kind), mask=missing)
    if types.is_map(kind):
        pairs = [pair for value in values for pair in value or ()]
        keys = _restore_array([pair[0] for pair in pairs], kind.key_type)
        items = _restore_array([pair[1] for pair in pairs], kind.item_type)
        return pa.MapArray.from_arrays(_find_offsets(values), keys, items, kind)
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        below = _restore_array([item for value in values for item in value or ()], kind.value_type)
        return pa.ListArray.from_arrays(_find_offsets(values), below).cast(kind)
    json_type = _find_json_type(kind)
    if types.is_binary(json_type) or types.is_large_binary(json_type):
        values = [_read_bytes(value) for value in values]
    elif types.is_floating(json_type):
        values = [None if value is None else float(value) for value in values]
    return pa.array(values, json_type).cast(kind)


def _find_offsets(values: list[Any]) -> Any:
    """Where each list begins among the items of all; null for a missing list."""
    import pyarrow as pa

    ends = [0, *accumulate(len(value or ()) for value in values)]
    starts = [None if value is None else start for value, start in zip(values, ends, strict=False)]
    return pa.array([*starts, ends[-1]], pa.int32())


def _read_bytes(value: Any) -> bytes | None:
    if isinstance(value, dict):
        return base64.b64decode(value[_BASE64])
    return None if value is None else value.encode()


def _holds_floats(kind: Any) -> bool:
    """Whether values of an Arrow type may hold numbers that JSON lacks, at any depth."""
    from pyarrow import types

    below = (kind.field(place).type for place in range(kind.num_fields))
    return types.is_floating(kind) or any(map(_holds_floats, below))


def _name_numbers(value: Any) -> Any:
    """A value whose numbers that are not finite are named."""
    if isinstance(value, float):
        return value if math.isfinite(value) else _name_number(value)
    if isinstance(value, list | tuple):
        return [_name_numbers(item) for item in value]
    if isinstance(value, dict):
        return {name: _name_numbers(item) for name, item in value.items()}
    return value


def _name_number(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"
