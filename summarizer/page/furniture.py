"""Lines that a site repeats on its pages, as rows that the user owns; used by the story of `parsing`.

What a page alone cannot show, many pages of one host do: a line that stands on a tenth of them is no part of
an article. `dumps/furniture` learns such rows; they are taken out before a page is read.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from summarizer.errors import SettingsError
from summarizer.records import Block, Removed, RemovedKind
from summarizer.text.normalizing import normalize_blanks

# Kinds that are no kind of a line by itself.
_NO_LABELS = (RemovedKind.REPEAT, RemovedKind.HIDDEN)
LABELS = tuple(kind.value for kind in RemovedKind if kind not in _NO_LABELS)
_FIELDS = {"host": str, "line": str, "seen": int, "label": str}
_REASON = "a line that {host} repeats on its pages, by the rows of furniture"


@dataclass(frozen=True, slots=True)
class FurnitureRow:
    """A line that the pages of a host repeat; an empty host stands for every one."""

    host: str
    line: str
    seen: int
    label: RemovedKind


@dataclass(frozen=True)
class Furniture:
    """The rows of a file; build it by `read_rows`."""

    rows: tuple[FurnitureRow, ...]

    @cached_property
    def _known(self) -> Mapping[str, tuple[FurnitureRow, ...]]:
        known: dict[str, tuple[FurnitureRow, ...]] = {}
        for row in self.rows:
            line = normalize_blanks(row.line)
            known[line] = (*known.get(line, ()), row)
        return known

    def narrow(self, host: str) -> "Furniture":
        """The rows for pages of one host; all of them where none names it."""
        host = host.removeprefix("www.")
        rows = tuple(row for row in self.rows if row.host in ("", host))
        return Furniture(rows) if any(row.host == host for row in rows) else self

    def describe(self) -> str:
        """How many rows, and a hash of them: two files with other rows are told apart by it."""
        listed = [[row.host, row.line, row.seen, row.label.value] for row in self.rows]
        digest = hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:16]
        return f"{len(listed)} rows, {digest}"

    def find(self, text: str, host: str = "") -> FurnitureRow | None:
        """The row of a line on a page of a host; where the host is not known, of any host."""
        rows = self._known.get(normalize_blanks(text), ())
        return next((row for row in rows if not host or row.host in ("", host)), None)


def name_host(url: str | None) -> str:
    """The host of an address in small letters, without "www."; empty for none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def take_out(blocks: Sequence[Block], furniture: Furniture | None, host: str) -> dict[int, Removed]:
    """The lines of a page that are furniture, by their row."""
    if furniture is None or not furniture.rows:
        return {}
    found = ((row, block, furniture.find(block.text, host)) for row, block in enumerate(blocks))
    return {
        row: Removed(block.text, block.span, known.label, _REASON.format(host=known.host or "a site"))
        for row, block, known in found
        if known is not None
    }


def read_rows(text: str, name: str = "furniture") -> Furniture:
    """The rows of a TOML text. Raises ``SettingsError`` with row, field, what was found and wanted."""
    import tomllib  # Here, since a page without rows does not need it.

    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(name, str(error), "TOML") from None
    rows = given.get("row", [])
    if not isinstance(rows, list) or set(given) - {"row"}:
        raise SettingsError(name, ", ".join(sorted(given)), "tables [[row]] and nothing else")
    return Furniture(
        tuple(_read_row(row, f"{name}, row {number}") for number, row in enumerate(rows, start=1))
    )


def _read_row(row: Any, name: str) -> FurnitureRow:
    if not isinstance(row, dict):
        raise SettingsError(name, row, "a table")
    if unknown := set(row) - set(_FIELDS):
        raise SettingsError(name, ", ".join(sorted(unknown)), f"only {', '.join(_FIELDS)}")
    values: dict[str, Any] = {"host": "", "seen": 0, "label": RemovedKind.FOOTER.value} | row
    for field, kind in _FIELDS.items():
        if type(values.get(field)) is not kind:
            wanted = "a string" if kind is str else "a whole number"
            raise SettingsError(f"{name}, {field}", values.get(field), wanted)
    if not normalize_blanks(values["line"]):
        raise SettingsError(f"{name}, line", values["line"], "a line that is not blank")
    if values["label"] not in LABELS:
        raise SettingsError(f"{name}, label", values["label"], f"one of {', '.join(LABELS)}")
    return FurnitureRow(values["host"], values["line"], values["seen"], RemovedKind(values["label"]))
