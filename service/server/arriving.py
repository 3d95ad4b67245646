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
# The route of the uploads, which has a limit of its own (`MAX_UPLOAD`), whatever the type.
_UPLOAD = re.compile(rb"POST [^ ?\r\n]*/v1/jobs[? ]")
# The line before a chunk: its size, and extensions, which nobody uses.
# gunicorn reads it again where the chunks are not joined.
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,12})[ \t]*(?:;[^\r\n]{0,240})?\r\n")
_LONGEST_LINE = 256
_FRAMING = re.compile(rb"\r\n(?:transfer-encoding|content-length)[ \t]*:", re.IGNORECASE)
_PLAINLY_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked[ \t]*(?=\r\n)", re.IGNORECASE)
_TRAILER = re.compile(rb"(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\r\n\0]*\r\n)*")
# Bytes of the fields after the last chunk.
_LONGEST_TRAILER = 8192
# Bytes of chunks with their lines, as a multiple of the largest body.
_MOST_FRAMED = 2


@dataclass(slots=True)
class ArrivingRequest:
    """What has arrived of a request; ``place`` is where its next chunk begins."""

    data: bytearray = field(default_factory=bytearray)
    begun: float = field(default_factory=time.monotonic)
    body: int = 0  # where the body begins; 0 until the head is there
    length: int | None = None  # of the body; None for chunks
    place: int = 0
    checked: bool = False
    decoded: bytearray = field(default_factory=bytearray)  # the chunks before `place`, until they are joined
    counted: int = 0  # bytes that the worker has counted for it

    @property
    def head(self) -> bytes:
        """The head, once it is there."""
        return bytes(self.data[: self.body])

    @property
    def size(self) -> int:
        """Bytes of memory: chunks are there twice until all have arrived."""
        return len(self.data) + len(self.decoded)

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

        Here, not in a thread: it would wait for the rest of them. Chunks are put together here too: gunicorn
        copies all that follows at each chunk, so a megabyte in chunks of a byte took minutes.
        """
        if self.length is not None:
            return len(self.data) >= self.body + self.length
        if len(self.data) - self.body > _MOST_FRAMED * most + _LONGEST_TRAILER:
            raise ProblemError(TOO_LARGE, f"the chunks take more than {_MOST_FRAMED * most} bytes")
        while found := _CHUNK.match(self.data, self.place):
            size, end = int(found[1], 16), found.end()
            if not size:
                return self._has_trailer(end)
            if len(self.decoded) + size > most:
                raise ProblemError(TOO_LARGE, f"the body is larger than {most} bytes")
            if len(self.data) < end + size + 2:
                return False
            if not self.data.startswith(b"\r\n", end + size):
                raise ProblemError(BAD_REQUEST, "found a chunk that does not end where its size says")
            self.decoded += self.data[end : end + size]
            self.place = end + size + 2
        line = self.data[self.place : self.place + _LONGEST_LINE]
        if b"\n" in line or len(line) == _LONGEST_LINE:
            raise ProblemError(BAD_REQUEST, "found a chunk without its size, wanted a number of base 16")
        return False

    def _has_trailer(self, place: int) -> bool:
        """Whether the fields after the last chunk, if any, are there; then the chunks are joined."""
        end = place if self.data.startswith(b"\r\n", place) else self.data.find(b"\r\n\r\n", place) + 2
        if end < place:
            if len(self.data) - place > _LONGEST_TRAILER:
                raise ProblemError(
                    BAD_REQUEST, f"found over {_LONGEST_TRAILER} bytes of fields after the body"
                )
            return False
        if not _TRAILER.fullmatch(bytes(self.data[place:end])):
            raise ProblemError(BAD_REQUEST, "found fields after the body that are none")
        self._join_chunks(end + 2)
        return True

    def _join_chunks(self, end: int) -> None:
        """Put the body in the place of its chunks, which end there, and its length into the head."""
        self.length = end - self.body
        head, n_found = _PLAINLY_CHUNKED.subn(b"\r\nContent-Length: %d" % len(self.decoded), self.head)
        # gunicorn refuses a head that announces its body in two ways, and chunks of another version of HTTP.
        newest = self.head.partition(b"\r\n")[0].endswith(b" HTTP/1.1")
        if newest and n_found == 1 and len(_FRAMING.findall(self.head)) == 1:
            self.data[:end] = head + self.decoded
            self.body, self.length = len(head), len(self.decoded)
        self.decoded = bytearray()


def measure_body(head: bytes) -> int | None:
    """Bytes of the body that a head announces; None for chunks, whose sum it does not say."""
    if _CHUNKED.search(head):
        return None
    found = _LENGTH.search(head)
    return int(found[1]) if found else 0


def arrives_as_stream(head: bytes) -> bool:
    """Whether a thread reads the body as it arrives."""
    return bool(_UPLOAD.match(head) or _STREAM.search(head))


def expects_continue(head: bytes) -> bool:
    """Whether the caller waits for "100 Continue" before it sends the body."""
    return bool(_EXPECT.search(head))
