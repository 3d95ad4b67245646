"""Tables: the rows of a CSV file as JSON lines, and names of columns; used by `formats`."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

import orjson

from summarizer.dumps.input.jsonl import LONGEST_LINE, RecordError
from summarizer.dumps.input.streams import CutShortError
from summarizer.dumps.records import RefusalKind

_DELIMITERS = (",", ";", "\t")


def read_csv(text: io.TextIOBase) -> Iterator[tuple[int, bytes | RecordError]]:
    """Rows below a first row of names: a number, the row as a JSON line or why it is none.

    Fields may hold line ends: the number is that of a row's last line. Raises ``CutShortError`` where the
    first row is no CSV, or a row is longer than any document.
    """
    csv.field_size_limit(LONGEST_LINE)
    lines = _RowLines(text)
    head = next(lines, "")
    rows = csv.reader(chain([head], lines), delimiter=_find_delimiter(head), strict=True)
    try:
        names: list[str] = next(rows, [])
    except csv.Error as error:
        raise CutShortError(f"a first row that is not CSV ({error})") from None
    check_names(names)
    while True:
        lines.left = LONGEST_LINE
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            found = f"a row that is not CSV ({error})"
            yield rows.line_num, RecordError(RefusalKind.BROKEN, found, "a row")
            continue
        if row:
            yield rows.line_num, _write_row(names, row)


def check_names(names: Sequence[str]) -> None:
    """Refuse a table two of whose columns have one name: a record would lose one of them."""
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise CutShortError(f"two columns with the name {twice[0]!r}")


def _write_row(names: Sequence[str], row: Sequence[str]) -> bytes | RecordError:
    if len(row) != len(names):
        wanted = f"{len(names)}, as in the first row"
        found = "1 field" if len(row) == 1 else f"{len(row)} fields"
        return RecordError(RefusalKind.BROKEN, found, wanted)
    try:
        return orjson.dumps(dict(zip(names, row, strict=True)))
    except TypeError:
        wanted = "UTF-8, made of another encoding perhaps by: iconv -f WINDOWS-1256 -t UTF-8"
        return RecordError(RefusalKind.ENCODING, "bytes that are not UTF-8", wanted)


def _find_delimiter(head: str) -> str:
    """The mark between the names of the first row: a comma, or else a semicolon or a tab where it has one."""
    return next((mark for mark in _DELIMITERS if mark in head), ",")


class _RowLines:
    """The lines of a table, of which a row may take several; set ``left`` before each row.

    left  characters that the row may still have; more raise ``CutShortError``
    """

    def __init__(self, text: io.TextIOBase) -> None:
        self._text, self.left = text, LONGEST_LINE

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self.left + 1)
        if not line:
            raise StopIteration
        self.left -= len(line)
        if self.left < 0:
            raise CutShortError(f"a row of over {LONGEST_LINE} characters")
        return line
