"""Readers of every format: the documents of a file, and its refused records, in bounded memory."""

import codecs
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, count, starmap
from pathlib import PurePosixPath
from typing import IO, Any, NamedTuple

import orjson

from summarizer.dumps.input.arrow import UnpackedSizeError, check_unpacked, encode_batch, encode_bytes
from summarizer.dumps.input.jsonl import (
    LONGEST_LINE,
    JsonLine,
    RecordError,
    describe_refusal,
    name_record,
    parse_named,
    split_lines,
)
from summarizer.dumps.input.streams import (
    STANDARD_INPUT,
    CutShortError,
    decompress,
    is_packed,
    is_url,
    open_bytes,
)
from summarizer.dumps.input.tables import check_names, read_csv
from summarizer.dumps.input.warc import read_records
from summarizer.dumps.records import DumpSettings, Format, Refusal, RefusalKind, Source
from summarizer.errors import TextError
from summarizer.records import Entry
from summarizer.text.validation import decode_utf8


def read_source(source: Source, settings: DumpSettings) -> Iterator[Entry | Refusal]:
    """Every document of a file, each with its record as a JSON line, and a refusal for every other record.

    A damaged file ends with a refusal, after the documents before the damage. Raises ``OSError`` and
    ``RunError``.
    """
    reader = {
        Format.JSONL: _read_jsonl,
        Format.ARRAY: _read_jsonl,
        Format.CSV: _read_csv,
        Format.PARQUET: _read_parquet,
        Format.TEXT: _read_text,
        Format.HTML: _read_html,
        Format.WARC: _read_warc,
    }[source.format]
    number = 0
    with open_bytes(source.path) as file:
        try:
            for number, data, offset in reader(file, source, settings):
                if isinstance(data, RecordError):
                    yield Refusal(source.path, number, None, data.kind, data.found, data.wanted)
                    continue
                if not data.strip():
                    continue
                try:
                    document = parse_named(data, settings, partial(name_record, source.path, number))
                    yield Entry(document, source.path, number, data)
                except RecordError as error:
                    line = JsonLine(data, offset or 0, number)
                    yield replace(describe_refusal(source.path, line, error), offset=offset)
        except CutShortError as error:
            yield Refusal(source.path, number + 1, None, RefusalKind.BROKEN, str(error), "a whole file")


class RawRecord(NamedTuple):
    """A record as a JSON line, or why it is none; its number from 1, and its first byte in a plain file."""

    number: int
    data: bytes | RecordError
    offset: int | None = None


Found = Iterator[RawRecord]


def _read_jsonl(file: IO[bytes], source: Source, _settings: DumpSettings) -> Found:
    lines = split_lines(decompress(file, source.path))
    is_remote = source.path == STANDARD_INPUT or is_url(source.path)
    is_plain = not (is_remote or source.path.lower().endswith(PACKED) or is_packed(source.path))
    for line in lines:
        data = line.data if line.offset else line.data.removeprefix(codecs.BOM_UTF8)
        if not line.offset and data.lstrip().startswith(b"["):
            yield from _read_array(chain([data], (rest.data for rest in lines)))
            return
        yield RawRecord(line.number, data.rstrip(b"\r"), line.offset if is_plain else None)


def _read_array(lines: Iterable[bytes]) -> Found:
    """The records of a file that is one JSON array, numbered from 1; it is read whole."""
    blocks, size = [], 0
    for line in lines:
        size += len(line) + 1
        if size > LONGEST_LINE:
            raise CutShortError(f"a JSON array of over {LONGEST_LINE} bytes; write one record a line")
        blocks.append(line)
    try:
        records = orjson.loads(b"\n".join(blocks))
    except orjson.JSONDecodeError as error:
        found = f"a JSON array that cannot be read ({error})"
        yield RawRecord(1, RecordError(RefusalKind.BROKEN, found, "a whole array"))
        return
    yield from map(RawRecord, count(1), map(_dump, records))


def _read_csv(file: IO[bytes], source: Source, _settings: DumpSettings) -> Found:
    data = io.BufferedReader(_Blocks(decompress(file, source.path)))
    # As spreadsheets write "Unicode text".
    encoding = "utf-16" if data.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    # Bytes that are not UTF-8 become lone surrogates, so that only the row is refused, not the file.
    text = io.TextIOWrapper(data, encoding, "surrogateescape", newline="")
    try:
        yield from starmap(RawRecord, read_csv(text))
    except UnicodeDecodeError as error:
        raise CutShortError(f"damaged UTF-16 ({error.reason})") from None


class _Blocks(io.RawIOBase):
    """A stream over blocks of bytes, for libraries that read files."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._rest = blocks, b""

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer from at most one block."""
        if not self._rest:
            self._rest = next(self._blocks, b"")
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def _read_parquet(file: IO[bytes], _source: Source, _settings: DumpSettings) -> Found:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number, size = 0, file.seek(0, os.SEEK_END)
    try:
        table = pq.ParquetFile(file)
        check_names(table.schema_arrow.names)
        left = check_unpacked(table.metadata, size)
        # One value may be as large as a column, and a batch holds as many of it as it has rows.
        for batch in table.iter_batches(batch_size=16):
            for row in encode_batch(batch):
                number += 1
                line = _dump(row)
                left -= len(line) if isinstance(line, bytes) else 0
                if left < 0:
                    raise UnpackedSizeError(size)
                yield RawRecord(number, line)
    except UnpackedSizeError as error:
        yield RawRecord(number + 1, RecordError(RefusalKind.BROKEN, str(error), "a table of texts"))
    except (pa.ArrowException, OSError) as error:
        raise CutShortError(f"damaged Parquet data ({str(error).splitlines()[0]})") from None
    except UnicodeDecodeError:
        raise CutShortError("Parquet strings that are not UTF-8") from None


def _dump(record: Any) -> bytes | RecordError:
    """A record as a JSON line."""
    try:
        return orjson.dumps(record, default=encode_bytes)
    except TypeError as error:
        return RecordError(
            RefusalKind.BROKEN, f"a value that cannot be written ({error})", "text and numbers"
        )


def _read_text(file: IO[bytes], source: Source, settings: DumpSettings) -> Found:
    page = _read_whole(file, source.path)
    yield RawRecord(1, _take_text(page, {settings.id_field: source.path}, settings))


def _read_html(file: IO[bytes], source: Source, settings: DumpSettings) -> Found:
    page = _read_whole(file, source.path)
    yield RawRecord(1, _extract(page, {settings.id_field: source.path}, settings))


def _read_whole(file: IO[bytes], path: str) -> bytes:
    """A file that is one document. Raises ``CutShortError`` for one larger than ``LONGEST_LINE``."""
    blocks, size = [], 0
    for block in decompress(file, path):
        size += len(block)
        if size > LONGEST_LINE:
            raise CutShortError(f"a document of over {LONGEST_LINE} bytes")
        blocks.append(block)
    return b"".join(blocks)


def _extract(page: bytes, record: dict[str, str], settings: DumpSettings) -> bytes | RecordError:
    """The text of the articles of an HTML page, a paragraph a line, and the title of the first."""
    # Here, because a run over JSON lines does without the story of pages.
    from summarizer.parsing import parse_html

    try:
        articles = parse_html(page, record.get("url"), furniture=settings.furniture).articles
    except TextError as error:
        return RecordError(RefusalKind.ENCODING, error.found, error.wanted)
    text = "\n".join(paragraph.text for article in articles for paragraph in article.body)
    if not text:
        return RecordError(RefusalKind.NO_TEXT, "a page without text", "an article in HTML")
    title = articles[0].title
    titled = {settings.title_field: title.text} if title else {}
    return _dump({**record, **titled, settings.text_field: text})


def _take_text(data: bytes, record: dict[str, str], settings: DumpSettings) -> bytes | RecordError:
    try:
        return _dump({**record, settings.text_field: decode_utf8(data, "the record")})
    except TextError as error:
        return RecordError(RefusalKind.ENCODING, error.found, error.wanted)


def _read_warc(file: IO[bytes], source: Source, settings: DumpSettings) -> Found:
    """Pages of a WARC file, texts of a WET file."""
    for number, said, data, is_page in read_records(_Blocks(decompress(file, source.path))):
        record = {
            settings.id_field: said["id"],
            "url": said["url"],
            settings.date_field: said["date"],
            settings.source_field: said["host"],
        }
        yield RawRecord(number, (_extract if is_page else _take_text)(data, record, settings))


_FORMATS = {
    "": Format.JSONL,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".json": Format.JSONL,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".parquet": Format.PARQUET,
    ".txt": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".warc": Format.WARC,
    ".wet": Format.WARC,
}
PACKED = (".gz", ".zst")
ENDINGS = tuple(ending for ending in _FORMATS if ending)


def find_format(path: str) -> Format | None:
    """The format by the ending of a path, compressed or not; None for an unknown ending.

    A name without an ending, a pipe say, is read as JSON lines.
    """
    name = PurePosixPath(path)
    is_packed = name.suffix.lower() in PACKED
    form = _FORMATS.get((PurePosixPath(name.stem) if is_packed else name).suffix.lower())
    # Parquet compresses its columns itself, and is read from its end.
    return None if is_packed and form is Format.PARQUET else form
