"""A request on its way: what has arrived of it, kept without a thread until all of it is there.

Used by `gunicorn_worker`, whose main thread reads all connections.
"""

import re
import time
from dataclasses import dataclass, field

from service.wire.problems import BAD_REQUEST, TOO_LARGE, ProblemError

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_EXPECT = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*(?=\r\n)", re.IGNORECASE)
# Read in pieces by a thread: it answers line by line, or stores what arrives.
_STREAM = re.compile(
    rb"\r\ncontent-type:[ \t]*application/((x-)?nd-?json|jsonl|(x-)?gzip|zstd)", re.IGNORECASE
)
# The line before a chunk: its size, and extensions, which nobody uses. gunicorn reads them again.
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,12})[ \t]*(?:;.*)?")
_LONGEST_LINE = 256
# Bytes of the fields after the last chunk.
_LONGEST_TRAILER = 8192
# Chunks of a body, and one more for so many of its bytes: each takes some microseconds of the main thread.
_MOST_CHUNKS, _CHUNK_BYTES = 4096, 256


@dataclass(slots=True)
class ArrivingRequest:
    """What has arrived of a request; ``place`` is where its next chunk begins."""

    data: bytearray = field(default_factory=bytearray)
    begun: float = field(default_factory=time.monotonic)
    body: int = 0  # where the body begins; 0 until the head is there
    length: int | None = None  # of the body; None for chunks
    place: int = 0
    checked: bool = False
    decoded: int = 0  # bytes of the chunks before `place`
    n_chunks: int = 0

    @property
    def head(self) -> bytes:
        """The head, once it is there."""
        return bytes(self.data[: self.body])

    @property
    def rate(self) -> float:
        """Bytes a second so far."""
        return len(self.data) / max(time.monotonic() - self.begun, 0.1)

    def find_body(self) -> bool:
        """Whether the head is there."""
        if not self.body and (end := self.data.find(b"\r\n\r\n")) >= 0:
            self.body = self.place = end + 4
            self.length = measure_body(self.head)
        return bool(self.body)

    def drop_expectation(self) -> bool:
        """Whether the caller waits for "100 Continue" before it sends the body; after this no more."""
        head, n_found = _EXPECT.subn(b"", self.head)
        self.data[: self.body] = head
        self.body = self.place = len(head)
        return bool(n_found)

    def has_ended(self, most: int) -> bool:
        """Whether all of the body is there. Raises ``ProblemError`` for chunks that are refused.

        Here, not in a thread: it would wait for the rest of them.
        """
        if self.length is not None:
            return len(self.data) >= self.body + self.length
        while (size := self._read_size()) is not None:
            end = self.data.find(b"\r\n", self.place) + 2
            if not size:
                return self._has_trailer(end)
            if self.decoded + size > most:
                raise ProblemError(TOO_LARGE, f"the body is larger than {most} bytes")
            if len(self.data) < end + size + 2:
                return False
            self.decoded += size
            self.n_chunks += 1
            if self.n_chunks > _MOST_CHUNKS + self.decoded // _CHUNK_BYTES:
                raise ProblemError(BAD_REQUEST, f"found {self.n_chunks} tiny chunks, wanted larger ones")
            self.place = end + size + 2
        return False

    def _read_size(self) -> int | None:
        """The size of the chunk at `place`; None where its line is not there yet."""
        end = self.data.find(b"\r\n", self.place, self.place + _LONGEST_LINE)
        if end < 0 and len(self.data) - self.place < _LONGEST_LINE:
            return None
        found = _CHUNK.fullmatch(self.data, self.place, end) if end >= 0 else None
        if found is None:
            raise ProblemError(BAD_REQUEST, "found a chunk without its size, wanted a number of base 16")
        return int(found[1], 16)

    def _has_trailer(self, place: int) -> bool:
        """Whether the fields after the last chunk, which may be none, have ended."""
        if self.data.startswith(b"\r\n", place) or self.data.find(b"\r\n\r\n", place) >= 0:
            return True
        if len(self.data) - place > _LONGEST_TRAILER:
            raise ProblemError(BAD_REQUEST, f"found over {_LONGEST_TRAILER} bytes of fields after the body")
        return False


def measure_body(head: bytes) -> int | None:
    """Bytes of the body that a head announces; None for chunks, whose sum it does not say."""
    if _CHUNKED.search(head):
        return None
    found = _LENGTH.search(head)
    return int(found[1]) if found else 0


def arrives_as_stream(head: bytes) -> bool:
    """Whether a thread reads the body as it arrives."""
    return bool(_STREAM.search(head))


def expects_continue(head: bytes) -> bool:
    """Whether the caller waits for "100 Continue" before it sends the body."""
    return bool(_EXPECT.search(head))
