"""JSON lines and the documents in them; used by `formats` and wherever a run reads records again.

The common case is quick: only a line that is refused is parsed twice.
"""

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import islice, takewhile
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn

import orjson

from summarizer.dumps.input.streams import BLOCK_BYTES
from summarizer.dumps.records import DumpSettings, Refusal, RefusalKind
from summarizer.errors import TextError
from summarizer.records import Document
from summarizer.text.validation import check, decode_utf8, read_id

# Documents of 50 MB exist; a line of gigabytes is a file without line ends.
LONGEST_LINE = 1 << 26
_EXCERPT = 80
# Of the fields of a record without text: how many are named, and how many characters of each.
_MOST_NAMES, _LONGEST_NAME = 8, 40
# The names of values in JSON.
_KINDS = {
    list: "array",
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    type(None): "null",
}
# The records that hold no document, in the folder of a task and among the outputs.
REFUSED = "refused.jsonl"


class JsonLine(NamedTuple):
    """A line of a file and its place."""

    data: bytes  # without its end
    offset: int  # of its first byte in the file
    number: int  # from 1, in the stretch that is read


class RecordError(Exception):
    """A record holds no document; caught by the stage that reads."""

    def __init__(self, kind: RefusalKind, found: str, wanted: str) -> None:
        super().__init__(kind, found, wanted)
        self.kind, self.found, self.wanted = kind, found, wanted


def read_json_lines(path: str, start: int = 0, end: int | None = None) -> Iterator[JsonLine]:
    """Every line that begins at or after ``start`` and before ``end``, so that stretches share no line."""
    with Path(path).open("rb") as file:
        offset = max(start - 1, 0)
        file.seek(offset)
        if start:
            # A line that begins before the stretch belongs to the stretch before.
            offset += _skip_line(file)
        blocks = iter(lambda: file.read(BLOCK_BYTES), b"")
        yield from takewhile(lambda line: end is None or line.offset < end, split_lines(blocks, offset))


def split_lines(blocks: Iterable[bytes], offset: int = 0) -> Iterator[JsonLine]:
    """The lines of blocks, the first of which begins at ``offset`` of its file.

    Of a line longer than ``LONGEST_LINE`` the middle is dropped, so that it does not fill the memory.
    """
    begun, n_dropped, number = b"", 0, 0
    for block in blocks:
        ends = block.split(b"\n")
        rest = ends.pop()
        for end in ends:
            data, number = begun + end, number + 1
            yield JsonLine(data, offset, number)
            offset += len(data) + n_dropped + 1
            begun, n_dropped = b"", 0
        if len(begun) <= LONGEST_LINE:
            begun += rest
        else:
            n_dropped += len(rest)
    if begun:
        yield JsonLine(begun, offset, number + 1)


def _skip_line(file: IO[bytes]) -> int:
    """Skip the rest of a line; return its number of bytes."""
    size = 0
    while piece := file.readline(BLOCK_BYTES):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return size


def name_record(path: str, number: int) -> str:
    """The id of a record that has none: its file, and its line or number from 1."""
    return f"{path}:{number}"


def parse_named(line: bytes, settings: DumpSettings, name: Callable[[], str]) -> Document:
    """The document of a JSON line; ``name`` gives the id of one that has none. Raises ``RecordError``."""
    try:
        return parse_document(line, settings)
    except RecordError as error:
        if error.kind is not RefusalKind.NO_ID:
            raise
        return parse_document(line, settings, name())


def parse_document(line: bytes, settings: DumpSettings, name: str = "") -> Document:
    """The document of a JSON line; ``name`` is its id where it has none. Raises ``RecordError``."""
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
        # orjson refuses bytes that are not UTF-8, and lone surrogates, which no text can hold.
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        value = _parse_slowly(line)
    if not isinstance(value, dict):
        value = _parse_slowly(line)  # says what it is instead
    given, text, *others = [value[field] if field in value else _find_field(value, field) for field in names]
    if type(given) is not str or not given:
        given = read_id(given if given not in (None, "") else name or given)
    if type(given) is not str or not given or type(text) is not str:
        _refuse_field(names, [given, text, *map(_write_field, others)], value)
    return Document(given, text, *[field if type(field) is str else _write_field(field) for field in others])


def _find_field(record: dict[str, Any], name: str) -> Any:
    """A field by its name, or by a path of names with dots, meta.id say; None where there is none."""
    if name in record or "." not in name:
        return record.get(name)
    first, _, rest = name.partition(".")
    below = record.get(first)
    return _find_field(below, rest) if isinstance(below, dict) else None


def _write_field(value: Any) -> str:
    """A field that is not needed as text. A date that is no text is refused only where dates decide."""
    if type(value) is str:
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=True)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name}, which is no number in JSON")


def _parse_slowly(line: bytes) -> dict[str, Any]:
    """The object of a line that orjson refused. Raises ``RecordError`` where there is none."""
    try:
        value = json.loads(decode_utf8(line, "the line"), parse_constant=_refuse_constant)
    except TextError as error:
        raise RecordError(RefusalKind.ENCODING, error.found, error.wanted) from None
    except (ValueError, RecursionError) as error:
        raise RecordError(RefusalKind.BROKEN, f"a line that is not JSON ({error})", "a JSON object") from None
    if not isinstance(value, dict):
        raise RecordError(RefusalKind.BROKEN, f"a JSON {_KINDS[type(value)]}", "a JSON object")
    for name, field in value.items():
        _check_strings(name, [name, field])
    return value


def describe_refusal(path: str, line: JsonLine, error: RecordError) -> Refusal:
    """A refusal as it is written out, with the beginning of the line."""
    data = line.data.removeprefix(BOM_UTF8).rstrip(b"\r")
    excerpt = data[: 4 * _EXCERPT].decode("utf-8", "backslashreplace")[:_EXCERPT]
    return Refusal(path, line.number, line.offset, error.kind, error.found, error.wanted, excerpt)


def write_refusal(refusal: Refusal) -> bytes:
    """A refusal as a line of ``REFUSED``."""
    return orjson.dumps(asdict(refusal), option=orjson.OPT_APPEND_NEWLINE)


def _check_strings(name: str, field: object) -> None:
    """Refuse a lone surrogate in any string of a field. Raises ``RecordError``."""
    left = [field]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            left += [*item.keys(), *item.values()]
        elif isinstance(item, list):
            left += item
        elif isinstance(item, str):
            try:
                check(item)
            except TextError as error:
                found = f"{error.found} of {json.dumps(name)}"
                raise RecordError(RefusalKind.ENCODING, found, error.wanted) from None


def _refuse_field(names: tuple[str, ...], fields: list[Any], record: dict[str, Any]) -> NoReturn:
    """Name the first field that is missing or has the wrong type. Raises ``RecordError``."""
    name, value = next(
        (name, value)
        for name, value in zip(names, fields, strict=True)
        if type(value) is not str or (name == names[0] and not value)
    )
    is_id = name == names[0]
    wanted = f"{name} as a string or a whole number" if is_id else f"{name} as a string"
    if value is None and not is_id and record and name not in record:
        found = f"no {name} among the fields {_list_names(record)}"
        raise RecordError(RefusalKind.NO_TEXT, found, wanted)
    if value is None or value == "":
        kind = RefusalKind.NO_ID if is_id else RefusalKind.NO_TEXT
        raise RecordError(kind, f"no {name}" if value is None else f"an empty {name}", wanted)
    found = f"{name} {json.dumps(value, ensure_ascii=True)[:40]}"
    raise RecordError(RefusalKind.NOT_A_STRING, found, wanted)


def _list_names(record: dict[str, Any]) -> str:
    """The names of the first fields, so that a reader sees which one holds the text."""
    shown = [name if name.isprintable() else json.dumps(name) for name in islice(record, _MOST_NAMES)]
    return ", ".join([name[:_LONGEST_NAME] for name in shown] + ["…"] * (len(record) > _MOST_NAMES))
