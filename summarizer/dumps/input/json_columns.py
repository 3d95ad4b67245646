"""The documents of a block of JSON lines, as columns.

A kernel reads the plain lines, which are nearly all; the others are read one by one, as all of them are where
there is no kernel.
"""

from collections.abc import Callable, Sequence
from ctypes import CDLL
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.input.jsonl import (
    JsonLine,
    LineBlock,
    RecordError,
    describe_refusal,
    list_lines,
    parse_named,
)
from summarizer.dumps.records import DumpSettings, Refusal
from summarizer.duplicates.words.compiled import encode
from summarizer.kernels.json_lines import read_fields
from summarizer.records import Document

# Bytes of a block that the kernel reads: blocks are smaller but where one line is longer, whose text may be
# hashed only by itself, piece by piece.
LONGEST_BLOCK = 1 << 20
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class DocumentColumns:
    """The documents of a block, without their texts.

    places        (n, 3)  first byte, bytes and line of each record
    n_characters  (n,)    of each text
    """

    places: NDArray[np.int64]
    n_characters: NDArray[np.int64]
    ids: list[bytes]
    dates: list[bytes]
    sources: list[bytes]


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads lines of a file one by one.

    name     gives the id of a record that has none, by its line
    refused  gets the records that hold no document
    """

    path: str
    settings: DumpSettings
    name: Callable[[int], str]
    refused: list[Refusal]

    def read(self, line: JsonLine) -> Document | None:
        """The document of a line; None for an empty or a refused one."""
        data = _drop_mark(line)
        if not data.strip():
            return None
        try:
            return parse_named(data, self.settings, partial(self.name, line.number))
        except RecordError as error:
            self.refused.append(describe_refusal(self.path, line, error))
            return None


def find_place(line: JsonLine) -> tuple[int, int, int]:
    """First byte, bytes and line of a record."""
    data = _drop_mark(line)
    return line.offset + len(line.data) - len(data), len(data.rstrip(b"\r")), line.number


def is_plain(settings: DumpSettings) -> bool:
    """Whether the kernel can find the fields: their names are different, and none is a path."""
    names = _list_names(settings)
    return len(set(names)) == len(names) and "." not in "".join(names)


def read_one_by_one(block: LineBlock, reader: LineReader) -> tuple[DocumentColumns, list[str]]:
    """The documents of a block, and their texts."""
    documents, places = list[Document](), list[tuple[int, int, int]]()
    for line in list_lines(block):
        document = reader.read(line)
        if document is not None:
            documents.append(document)
            places.append(find_place(line))
    columns = DocumentColumns(
        np.array(places, np.int64).reshape(-1, 3),
        np.array([len(document.text) for document in documents], np.int64),
        [document.id.encode() for document in documents],
        [document.date.encode() for document in documents],
        [document.source.encode() for document in documents],
    )
    return columns, [document.text for document in documents]


def read_by_kernel(
    library: CDLL, block: LineBlock, reader: LineReader
) -> tuple[DocumentColumns, tuple[bytes, NDArray[np.int64]]]:
    """The documents of a block, and their texts as `encode` returns them.

    Lines that are not plain are read one by one.
    """
    data = block.data if block.data.endswith(b"\n") else block.data + b"\n"
    found = read_fields(library, data, _list_names(reader.settings))
    numbers = np.arange(len(found.ends)) + block.number
    places = np.column_stack([found.bounds[:-1] + block.offset, found.ends - found.bounds[:-1], numbers])
    columns: dict[str, Any] = {name: getattr(found, name) for name in ("ids", "dates", "sources")}
    is_taken, rows, texts = found.is_read, list[int](), list[str]()
    for row in np.flatnonzero(~found.is_read).tolist():
        raw = data[found.bounds[row] : found.bounds[row + 1] - 1]
        line = JsonLine(raw, int(places[row, 0]), int(numbers[row]))
        document = reader.read(line)
        if document is None:
            continue
        rows.append(row)
        texts.append(document.text)
        places[row], found.n_characters[row] = find_place(line), len(document.text)
        for name in columns:
            columns[name][row] = getattr(document, name[:-1]).encode()
    is_taken[rows] = True
    encoded = _put_between(found.units, found.n_units, rows, texts)
    if not is_taken.all():
        columns = {
            name: [column[row] for row in np.flatnonzero(is_taken)] for name, column in columns.items()
        }
    bounds = np.cumsum([0, *found.n_units[is_taken].tolist()], dtype=np.int64)
    return DocumentColumns(places[is_taken], found.n_characters[is_taken], **columns), (encoded, bounds)


def _put_between(
    units: NDArray[np.uint16], n_units: NDArray[np.int64], rows: Sequence[int], texts: Sequence[str]
) -> bytes:
    """The units of all texts, with those of ``texts`` where ``rows`` are, whose sizes are set."""
    if not rows:
        return units.tobytes()
    ends, (added, bounds) = np.cumsum(n_units)[list(rows)].tolist(), encode(texts)
    n_units[list(rows)] = np.diff(bounds)
    pieces, start = list[bytes](), 0
    for end, (first, last) in zip(ends, pairwise(bounds.tolist()), strict=True):
        pieces += [units[start:end].tobytes(), added[2 * first : 2 * last]]
        start = end
    return b"".join([*pieces, units[start:].tobytes()])


def _drop_mark(line: JsonLine) -> bytes:
    """A line without the byte order mark that may begin its file."""
    return line.data if line.offset else line.data.removeprefix(_BOM)


def _list_names(settings: DumpSettings) -> tuple[str, str, str, str]:
    return settings.text_field, settings.id_field, settings.date_field, settings.source_field
