"""Lining: JSON lines -> documents. The common case is quick; only a refused line is looked at twice."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, NamedTuple

import orjson

from summarizer.dumps.records import DumpSettings, Refusal, RefusalKind
from summarizer.errors import TextError
from summarizer.records import Document
from summarizer.text.validation import check, decode_utf8

# Bytes read at a time; a line may be longer.
BLOCK_BYTES = 1 << 22
# A document of 50 MB is taken; a line of gigabytes is a file without line ends.
LONGEST_LINE = 1 << 26
_EXCERPT = 80
# What no document came of, in the folder of a task and among the outputs.
REFUSED = "refused.jsonl"
_ALL_TEXT = {str}


class JsonLine(NamedTuple):
    """A line of a file and where it stands."""

    data: bytes  # without its end
    offset: int  # of its first byte in the file
    number: int  # from 1, in the stretch that is read


class RecordError(Exception):
    """A record holds no document; never leaves the stage that reads."""

    def __init__(self, kind: RefusalKind, found: str, wanted: str) -> None:
        super().__init__(kind, found, wanted)
        self.kind, self.found, self.wanted = kind, found, wanted


def read_json_lines(path: str, start: int = 0, end: int | None = None) -> Iterator[JsonLine]:
    """Every line that begins at or after ``start`` and before ``end``, so that stretches share no line.

    Of a line that is longer than ``LONGEST_LINE`` a little more than so much.
    """
    with Path(path).open("rb") as file:
        offset = max(start - 1, 0)
        file.seek(offset)
        if start:
            # The line that begins before the stretch belongs to the one before.
            offset += _skip_line(file)
        number = 0
        while end is None or offset < end:
            block = file.read(BLOCK_BYTES)
            if block and not block.endswith(b"\n"):
                block += file.readline(LONGEST_LINE + 1)
            if not block:
                return
            passed = 0 if block.endswith(b"\n") else _skip_line(file)
            for data in block.removesuffix(b"\n").split(b"\n"):
                if end is not None and offset >= end:
                    return
                number += 1
                yield JsonLine(data, offset, number)
                offset += len(data) + 1
            # The end of a line that was passed over is among what was passed.
            offset += max(passed - 1, 0)


def _skip_line(file: IO[bytes]) -> int:
    """Pass over the rest of a line; how many bytes that were."""
    size = 0
    while piece := file.readline(BLOCK_BYTES):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return size


def parse_document(line: bytes, settings: DumpSettings) -> Document:
    """The document of a JSON line. Raises ``RecordError``."""
    if len(line) > LONGEST_LINE:
        raise RecordError(RefusalKind.BROKEN, f"a line of over {LONGEST_LINE} bytes", "a JSON object")
    names = (
        settings.id_field,
        settings.text_field,
        settings.title_field,
        settings.date_field,
        settings.source_field,
    )
    try:
        # orjson refuses what is no UTF-8, and halves of surrogate pairs, which no text can hold.
        value = orjson.loads(line)
        fields = [value.get(name) for name in names]
    except (orjson.JSONDecodeError, AttributeError):
        value = _parse_slowly(line)
        fields = [value.get(name) for name in names]
    found = [_write_number(fields[0]), fields[1], *("" if field is None else field for field in fields[2:])]
    if set(map(type, found)) != _ALL_TEXT or not found[0]:
        _refuse_field(names, found)
    return Document(*found)


def _parse_slowly(line: bytes) -> dict[str, Any]:
    """The object of a line that the quick way did not take, or why there is none. Raises ``RecordError``."""
    try:
        value = json.loads(decode_utf8(line, "the line"))
        for text in _list_strings(value):
            check(text, "a string")
    except TextError as error:
        raise RecordError(RefusalKind.ENCODING, error.found, error.wanted) from None
    except (ValueError, RecursionError) as error:
        raise RecordError(RefusalKind.BROKEN, f"what is no JSON ({error})", "a JSON object") from None
    if not isinstance(value, dict):
        raise RecordError(RefusalKind.BROKEN, f"a JSON {type(value).__name__}", "a JSON object")
    return value


def describe_refusal(path: str, line: JsonLine, error: RecordError) -> Refusal:
    """A refusal as it is written out, with the beginning of the line."""
    excerpt = line.data[: 4 * _EXCERPT].decode("utf-8", "backslashreplace")[:_EXCERPT]
    return Refusal(path, line.number, line.offset, error.kind, error.found, error.wanted, excerpt)


def write_refusal(refusal: Refusal) -> bytes:
    """A refusal as a line of ``REFUSED``."""
    return orjson.dumps(asdict(refusal), option=orjson.OPT_APPEND_NEWLINE)


def _write_number(value: object) -> object:
    """An id may be a whole number; it is known by its digits."""
    return str(value) if type(value) is int else value


def _refuse_field(names: tuple[str, ...], fields: list[Any]) -> None:
    name, value = next(
        (name, value)
        for name, value in zip(names, fields, strict=True)
        if type(value) is not str or (name == names[0] and not value)
    )
    kinds = {names[0]: RefusalKind.NO_ID, names[1]: RefusalKind.NO_TEXT}
    if value is None or value == "":
        raise RecordError(
            kinds[name], f"no {name}" if value is None else f"an empty {name}", f"a string {name}"
        )
    found = f"{name} {json.dumps(value, ensure_ascii=True)[:40]}"
    raise RecordError(RefusalKind.NOT_A_STRING, found, f"{name} as a string")


def _list_strings(value: object) -> Iterator[str]:
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            left += [*item.keys(), *item.values()]
        elif isinstance(item, list):
            left += item
        elif isinstance(item, str):
            yield item
