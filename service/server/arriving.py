"""A request on its way: what has arrived of it, kept without a thread until all of it is there.

Used by `gunicorn_worker`, whose main thread reads all connections.
"""

import re
import time
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_EXPECT = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*(?=\r\n)", re.IGNORECASE)
# Read in pieces by a thread: it answers line by line, or stores what arrives.
_STREAM = re.compile(
    rb"\r\ncontent-type:[ \t]*application/((x-)?nd-?json|jsonl|(x-)?gzip|zstd)", re.IGNORECASE
)
# The line before a chunk: longer ones are left to gunicorn, which refuses them.
_LONGEST_SIZE = 256


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
        """Whether all of the body is there, or so much that it is refused."""
        if self.length is not None:
            return len(self.data) >= self.body + self.length
        return len(self.data) - self.body > 2 * most + _LONGEST_SIZE or self._has_last_chunk(most)

    def _has_last_chunk(self, most: int) -> bool:
        while True:
            end = self.data.find(b"\r\n", self.place)
            if end < 0:
                return len(self.data) - self.place > _LONGEST_SIZE
            try:
                size = int(bytes(self.data[self.place : end]).partition(b";")[0], 16)
            except ValueError:
                return True
            if size <= 0:
                return size < 0 or self.data.find(b"\r\n\r\n", end) >= 0
            if self.decoded + size > most:
                return True
            if len(self.data) < end + size + 4:
                return False
            self.decoded += size
            self.place = end + size + 4


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
