"""The pages and texts of a WARC or WET file; used by `formats`."""

from collections.abc import Iterator
from typing import Any

from summarizer.dumps.input.jsonl import LONGEST_LINE
from summarizer.dumps.input.streams import CutShortError

_HEADER_BYTES = 1 << 16
_BLOCK_BYTES = 1 << 20


def read_records(stream: Any) -> Iterator[tuple[int, dict[str, str], bytes, bool]]:
    """Each record with a page or a text: its number, its headers, its bytes, whether it is HTML.

    The headers are ``id``, ``url``, ``date`` and ``host``.
    stream  has ``read(size)``, decompressed
    Raises ``CutShortError`` if the file is damaged or ends within a record.
    """
    from warcio.archiveiterator import ArchiveIterator

    tail = _Tail(stream)
    records = ArchiveIterator(tail)
    reader, read = records.reader, 0
    try:
        for number, record in enumerate(records, start=1):
            kind = _find_kind(record)
            data = _read_content(record.content_stream()) if kind else b""
            _check_end(record)
            read = reader.tell() - reader.rem_length()
            if kind:
                yield number, _describe(record), data, kind == "html"
    except CutShortError:
        raise
    # Half a header makes the library raise many other errors than its own.
    except Exception as error:  # noqa: BLE001
        raise CutShortError(f"damaged WARC data ({str(error)[:80]!r})") from None
    # Only line ends stand between records; the library skips half a header as if it were one.
    if tail.last(reader.tell() - read).strip():
        raise CutShortError("a WARC header that ends too early")


class _Tail:
    """A stream that keeps the last bytes that were read, as many as the longest header has."""

    def __init__(self, stream: Any) -> None:
        self._stream, self._kept = stream, b""

    def read(self, size: int) -> bytes:
        """The next bytes."""
        data: bytes = self._stream.read(size)
        self._kept = (self._kept + data)[-_HEADER_BYTES:]
        return data

    def last(self, size: int) -> bytes:
        """The last bytes that were read."""
        return self._kept[-size:] if size else b""


def _read_content(stream: Any) -> bytes:
    """The bytes of a record; of one longer than any document only the first, and it is refused for them."""
    blocks, size = [], 0
    while size <= LONGEST_LINE and (block := stream.read(_BLOCK_BYTES)):
        blocks.append(block)
        size += len(block)
    return b"".join(blocks)


def _find_kind(record: Any) -> str:
    if record.rec_type == "conversion":
        return "text"
    headers = record.http_headers
    kind = headers.get_header("Content-Type", "") if headers else ""
    return "html" if record.rec_type == "response" and "html" in kind.lower() else ""


def _check_end(record: Any) -> None:
    """Refuse a record that is shorter than its header says; the library would accept it."""
    rest = record.raw_stream
    while rest.read(_BLOCK_BYTES):
        pass
    length = record.rec_headers.get_header("Content-Length") or ""
    if not length.isdecimal() or getattr(rest, "limit", 0) > 0:
        raise CutShortError("a WARC record that ends too early")


def _describe(record: Any) -> dict[str, str]:
    """The id is that of the record, since a page may occur twice."""
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI") or ""
    return {
        "id": (headers.get_header("WARC-Record-ID") or url).strip("<>"),
        "url": url,
        "date": headers.get_header("WARC-Date") or "",
        "host": url.partition("://")[2].partition("/")[0],
    }
