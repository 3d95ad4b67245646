"""Reading: files of documents -> documents. One function a format."""

import json
from collections.abc import Iterator
from typing import Any

from summarizer.errors import DumpError
from summarizer.records import Document, Entry
from summarizer.text.validation import check, decode_utf8

_FIELDS = ("id", "text", "title", "date", "source")
_NEEDED = ("id", "text")


def read_jsonl(data: bytes, path: str) -> Iterator[Entry]:
    """The document of each line that holds a JSON object; blank lines are none, other fields are left alone.

    Raises ``DumpError`` and ``TextError`` with the path and the line where there is none.
    """
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            value = _parse(decode_utf8(line, f"{path}, line {number}"), path, number)
            fields = {name: _read_field(value, name, path, number) for name in _FIELDS}
            yield Entry(Document(**fields), path, number, line.rstrip(b"\r"))


def _parse(line: str, path: str, number: int) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DumpError(
            path, number, f"what is no JSON ({error})", "a JSON object on a line of its own"
        ) from None
    if not isinstance(value, dict):
        raise DumpError(path, number, f"a JSON {type(value).__name__}", "a JSON object")
    return value


def _read_field(value: dict[str, Any], name: str, path: str, number: int) -> str:
    """A field that is text; one that need not be there may be missing or null."""
    field = value.get(name)
    if field is None and name not in _NEEDED:
        return ""
    if not isinstance(field, str):
        found = f"no {name}" if field is None else f"{name} {json.dumps(field)[:40]}"
        raise DumpError(path, number, found, f"{name} as a string")
    return check(field, f"{name} of {path}, line {number}")
