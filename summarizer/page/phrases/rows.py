"""Files of lines that sites write around their articles, in TOML: a site's own, and the table of phrases.

`khulasa learn-furniture` writes such a file for a site; people write `models/phrases.toml`, where a row gives
a pattern in place of a line, and words that several patterns share have names. Used by `furniture` and by
`models/pages/phrase_index.py`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from summarizer.errors import SettingsError
from summarizer.page.phrases.spelling import spell
from summarizer.records import RemovedKind
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize_blanks

# Kinds that are no kind of a line by itself.
_NO_LABELS = (RemovedKind.REPEAT, RemovedKind.HIDDEN)
LABELS = tuple(kind.value for kind in RemovedKind if kind not in _NO_LABELS)
_FIELDS = {
    "host": str, "line": str, "seen": int, "label": str, "pattern": str, "outlets": list, "known": str,
}  # fmt: skip
_DEFAULTS = {"host": "", "seen": 0, "label": RemovedKind.FOOTER.value, "outlets": [], "known": ""}
_WANTED = {str: "a string", int: "a whole number", list: "a list of strings"}
_NAME = compile_late(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class FurnitureRow:
    """A line that the pages of a host repeat; an empty host stands for every one."""

    host: str
    line: str  # empty where a pattern stands in its place
    seen: int
    label: RemovedKind
    pattern: str = ""  # a regular expression for a whole line, in plain spelling, with ``~`` for more words
    outlets: tuple[str, ...] = ()  # where it was seen
    known: str = ""  # how this is known


@dataclass(frozen=True, slots=True)
class RowFile:
    """What a file holds: words by their name, written out, and rows."""

    words: Mapping[str, str]
    rows: tuple[FurnitureRow, ...]


def read_row_file(text: str, name: str) -> RowFile:
    """The words and rows of a TOML text. Raises ``SettingsError``: row, field, what was found and wanted."""
    import tomllib  # Here, since a page without rows does not need it.

    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(name, str(error), "TOML") from None
    rows, words = given.get("row", []), given.get("words", {})
    if not isinstance(rows, list) or not isinstance(words, dict) or set(given) - {"row", "words"}:
        raise SettingsError(name, ", ".join(sorted(given)), "tables [[row]] and nothing else but [words]")
    written = _write_words(words, f"{name}, words")
    return RowFile(
        written,
        tuple(_read_row(row, written, f"{name}, row {number}") for number, row in enumerate(rows, start=1)),
    )


def _write_words(words: Mapping[str, Any], name: str) -> dict[str, str]:
    """Each pattern of words, with the names of earlier ones written out; a list stands for any of its own."""
    written: dict[str, str] = {}
    for key, value in words.items():
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) for one in listed):
            raise SettingsError(f"{name}, {key}", value, "a string or a list of strings")
        pattern = f"(?:{'|'.join(listed)})" if listed is value else value
        written[key] = _write_out(pattern, written, f"{name}, {key}")
    return written


def _write_out(pattern: str, words: Mapping[str, str], name: str) -> str:
    """A pattern with words in place of their names."""
    if unknown := [key for key in _NAME.findall(pattern) if key not in words]:
        raise SettingsError(name, f"{{{unknown[0]}}}", f"one of the names above: {', '.join(words)}")
    written = _NAME.sub(lambda found: words[found[1]], pattern)
    try:
        re.compile(spell(written))
    except re.error as error:
        raise SettingsError(name, f"{pattern!r} ({error})", "a regular expression") from None
    return written


def _read_row(row: Any, words: Mapping[str, str], name: str) -> FurnitureRow:
    if not isinstance(row, dict):
        raise SettingsError(name, row, "a table")
    if unknown := set(row) - set(_FIELDS):
        raise SettingsError(name, ", ".join(sorted(unknown)), f"only {', '.join(_FIELDS)}")
    stands_in = "line" if "pattern" in row else "pattern"
    values: dict[str, Any] = _DEFAULTS | {stands_in: ""} | row
    for field, kind in _FIELDS.items():
        if type(values.get(field)) is not kind:
            raise SettingsError(f"{name}, {field}", values.get(field), _WANTED[kind])
    if not all(isinstance(one, str) for one in values["outlets"]):
        raise SettingsError(f"{name}, outlets", values["outlets"], _WANTED[list])
    _check_row(row, values, name)
    pattern = _write_out(values["pattern"], words, f"{name}, pattern")
    return FurnitureRow(
        values["host"],
        values["line"],
        values["seen"],
        RemovedKind(values["label"]),
        pattern,
        tuple(values["outlets"]),
        values["known"],
    )


def _check_row(row: Mapping[str, Any], values: Mapping[str, Any], name: str) -> None:
    if "pattern" in row and "line" in row:
        raise SettingsError(name, "line and pattern", "one of the two")
    said = "pattern" if "pattern" in row else "line"
    if not normalize_blanks(values[said]):
        raise SettingsError(f"{name}, {said}", values[said], f"a {said} that is not blank")
    if values["label"] not in LABELS:
        raise SettingsError(f"{name}, label", values["label"], f"one of {', '.join(LABELS)}")
