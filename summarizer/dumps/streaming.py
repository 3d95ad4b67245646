"""Streaming: a file of any format -> its documents, and what is none, in bounded memory."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import IO, Any

import orjson

from summarizer.dumps.lining import LONGEST_LINE, Line, RefusedError, describe_refusal, parse_document
from summarizer.dumps.opening import CutShortError, open_bytes, unpack
from summarizer.dumps.records import DumpSettings, Format, Refusal, RefusalKind, Source
from summarizer.errors import TextError
from summarizer.records import Entry
from summarizer.text.checking import decode


def read_source(source: Source, settings: DumpSettings) -> Iterator[Entry | Refusal]:
    """Every document of a file, each with its record as a JSON line, and a refusal for whatever is none.

    Damage ends the file with a refusal; what came before it is given. Raises ``OSError`` and ``RunError``.
    """
    reader = {
        Format.JSONL: _read_jsonl,
        Format.CSV: _read_csv,
        Format.PARQUET: _read_parquet,
        Format.TEXT: _read_text,
        Format.HTML: _read_html,
        Format.WARC: _read_warc,
    }[source.format]
    number = 0
    with open_bytes(source.path) as file:
        try:
            for number, found in reader(file, source, settings):
                if isinstance(found, RefusedError):
                    yield Refusal(source.path, number, None, found.kind, found.found, found.wanted)
                    continue
                if not found.strip():
                    continue
                try:
                    yield Entry(parse_document(found, settings), source.path, number, found)
                except RefusedError as error:
                    yield describe_refusal(source.path, Line(found, 0, number), error)
        except CutShortError as error:
            yield Refusal(source.path, number + 1, None, RefusalKind.BROKEN, str(error), "a whole file")


Found = Iterator[tuple[int, bytes | RefusedError]]


def _read_jsonl(file: IO[bytes], source: Source, _settings: DumpSettings) -> Found:
    number = 0
    for number, line in enumerate(_split_lines(unpack(file, source.path)), start=1):
        if len(line) > LONGEST_LINE:
            found = RefusedError(RefusalKind.BROKEN, f"a line of over {LONGEST_LINE} bytes", "a JSON object")
            yield number, found
        else:
            yield number, (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).rstrip(b"\r")


def _split_lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines of a stream; the rest of a line that is too long is passed over, not kept."""
    rest = b""
    for block in blocks:
        lines = block.split(b"\n")
        if len(rest) <= LONGEST_LINE:
            rest += lines[0]
        for line in lines[1:]:
            yield rest
            rest = line
    if rest:
        yield rest


def _read_csv(file: IO[bytes], source: Source, _settings: DumpSettings) -> Found:
    """Rows under a first row of names; fields may hold line ends, so a row is known by its last line."""
    csv.field_size_limit(LONGEST_LINE)
    # What is no UTF-8 becomes lone surrogates, which are refused with the row and not with the file.
    text = io.TextIOWrapper(
        io.BufferedReader(_Blocks(unpack(file, source.path))), "utf-8-sig", "surrogateescape", newline=""
    )
    rows = csv.reader(text, strict=True)
    names: list[str] = next(rows, [])
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield rows.line_num, RefusedError(RefusalKind.BROKEN, f"what is no CSV ({error})", "a row")
            continue
        if not row:
            continue
        if len(row) != len(names):
            found = f"{len(row)} fields"
            yield rows.line_num, RefusedError(RefusalKind.BROKEN, found, f"{len(names)}, as in the first row")
            continue
        try:
            yield rows.line_num, orjson.dumps(dict(zip(names, row, strict=True)))
        except TypeError:
            yield rows.line_num, RefusedError(RefusalKind.ENCODING, "bytes that are no UTF-8", "UTF-8")


class _Blocks(io.RawIOBase):
    """A stream over blocks of bytes, for what reads files only."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._rest = blocks, b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill as much of the buffer as one block has."""
        if not self._rest:
            self._rest = next(self._blocks, b"")
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def _read_parquet(file: IO[bytes], _source: Source, _settings: DumpSettings) -> Found:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        for batch in pq.ParquetFile(file).iter_batches(batch_size=512):
            for row in batch.to_pylist():
                number += 1
                yield number, _dump(row)
    except (pa.ArrowInvalid, OSError) as error:
        raise CutShortError(f"damaged Parquet data ({str(error).splitlines()[0]})") from None
    except UnicodeDecodeError:
        raise CutShortError("Parquet strings that are no UTF-8") from None


def _dump(record: dict[str, Any]) -> bytes | RefusedError:
    """A record as a JSON line; a value that JSON has not (a date, a decimal) as it is written."""
    try:
        return orjson.dumps(record, default=str)
    except TypeError as error:
        return RefusedError(
            RefusalKind.BROKEN, f"a value that cannot be written ({error})", "text and numbers"
        )


def _read_text(file: IO[bytes], source: Source, settings: DumpSettings) -> Found:
    try:
        text = decode(b"".join(unpack(file, source.path)), source.path)
    except TextError as error:
        yield 1, RefusedError(RefusalKind.ENCODING, error.found, error.wanted)
    else:
        yield 1, _dump({settings.id_field: source.path, settings.text_field: text})


def _read_html(file: IO[bytes], source: Source, settings: DumpSettings) -> Found:
    page = b"".join(unpack(file, source.path))
    yield 1, _extract(page, {settings.id_field: source.path}, settings)


def _extract(page: bytes, record: dict[str, str], settings: DumpSettings) -> bytes | RefusedError:
    """The text of an HTML page; precision first has the best body lines on Arabic pages."""
    from trafilatura import extract

    text = extract(page, favor_precision=True, include_comments=False)
    if not text:
        return RefusedError(RefusalKind.NO_TEXT, "a page without a text", "an article in HTML")
    return _dump({**record, settings.text_field: text})


def _read_warc(file: IO[bytes], _source: Source, settings: DumpSettings) -> Found:
    """Pages of a WARC file, texts of a WET file; the id is that of the record, for a page may come twice."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(file), start=1):
            headers = record.rec_headers
            url = headers.get_header("WARC-Target-URI") or ""
            fields = {
                settings.id_field: (headers.get_header("WARC-Record-ID") or url).strip("<>"),
                "url": url,
                settings.date_field: headers.get_header("WARC-Date") or "",
                settings.source_field: url.partition("://")[2].partition("/")[0],
            }
            kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
            if record.rec_type == "response" and "html" in kind:
                yield number, _extract(record.content_stream().read(), fields, settings)
            elif record.rec_type == "conversion":
                yield number, _take_conversion(record.content_stream().read(), fields, settings)
    except (ArchiveLoadFailed, EOFError, OSError) as error:
        raise CutShortError(f"damaged WARC data ({error})") from None


def _take_conversion(data: bytes, fields: dict[str, str], settings: DumpSettings) -> bytes | RefusedError:
    try:
        return _dump({**fields, settings.text_field: decode(data, "the record")})
    except TextError as error:
        return RefusedError(RefusalKind.ENCODING, error.found, error.wanted)


FORMATS = {
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".json": Format.JSONL,
    ".csv": Format.CSV,
    ".parquet": Format.PARQUET,
    ".txt": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".warc": Format.WARC,
    ".wet": Format.WARC,
}
PACKED = (".gz", ".zst")


def find_format(path: str) -> Format | None:
    """The format that the ending of a path tells, compressed or not; None for an ending of no format."""
    name = PurePosixPath(path)
    suffix = PurePosixPath(name.stem).suffix if name.suffix in PACKED else name.suffix
    return FORMATS.get(suffix.lower())
