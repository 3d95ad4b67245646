"""Lines that a site repeats on its pages, as rows that the user owns; used by the story of `parsing`.

What a page alone cannot show, many pages of one host do: a line that stands on a tenth of them is no part of
an article. `dumps/furniture` learns such rows; they are taken out before a page is read. `phrases/rows`
reads their files.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.errors import SettingsError
from summarizer.page.phrases.cuts import LONGEST_LINE, MOST_WAYS, count_ways
from summarizer.page.phrases.matching import strip_edges
from summarizer.page.phrases.rows import FurnitureRow, read_row_file
from summarizer.page.phrases.spelling import spell
from summarizer.records import Block, Removed
from summarizer.text.normalizing import normalize_blanks

_FEWER = (
    "at most three repeats (*, + or ~), none within another, and few | and ? beside them: "
    "write a row for each wording"
)
_REASON = "a line that {host} repeats on its pages, by the rows of furniture"


@dataclass(frozen=True)
class Furniture:
    """The rows of a file; build it by `read_rows`."""

    rows: tuple[FurnitureRow, ...]

    @cached_property
    def _known(self) -> Mapping[str, tuple[FurnitureRow, ...]]:
        known: dict[str, tuple[FurnitureRow, ...]] = {}
        for row in self.rows:
            if not row.pattern:
                line = normalize_blanks(row.line)
                known[line] = (*known.get(line, ()), row)
        return known

    @cached_property
    def _patterns(self) -> Sequence[tuple[re.Pattern[str], FurnitureRow]]:
        return [(re.compile(spell(row.pattern)), row) for row in self.rows if row.pattern]

    def narrow(self, host: str) -> "Furniture":
        """The rows for pages of one host; all of them where none names it."""
        host = host.removeprefix("www.")
        rows = tuple(row for row in self.rows if row.host in ("", host))
        return Furniture(rows) if any(row.host == host for row in rows) else self

    def describe(self) -> str:
        """How many rows, and a hash of them: two files with other rows are told apart by it."""
        listed = [
            [row.host, row.line, row.seen, row.label.value, *([row.pattern] if row.pattern else ())]
            for row in self.rows
        ]
        digest = hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:16]
        return f"{len(listed)} rows, {digest}"

    def find(self, text: str, host: str = "") -> FurnitureRow | None:
        """The row of a line on a page of a host; where the host is not known, of any host."""
        line = normalize_blanks(text)
        rows = list(self._known.get(line, ()))
        if self._patterns and len(line) <= LONGEST_LINE:
            bare = strip_edges(line)
            rows += [row for pattern, row in self._patterns if pattern.fullmatch(bare)]
        return next((row for row in rows if not host or row.host in ("", host)), None)


def name_host(url: str | None) -> str:
    """The host of an address in small letters, without "www."; empty for none."""
    if not url:
        return ""
    from urllib.parse import urlsplit

    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
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
    rows = read_row_file(text, name).rows
    for number, row in enumerate(rows, start=1):
        # One line would hold up a run for hours, or a process of the service.
        if count_ways(spell(row.pattern)) > MOST_WAYS:
            raise SettingsError(f"{name}, row {number}, pattern", row.pattern, _FEWER)
    return Furniture(rows)
