"""The upload of a dump: the body of a request, unpacked into a file and measured as it arrives.

The file is kept unpacked: several processes can read parts of a plain file, a packed one must be unpacked by
one process first; a damaged dump is refused at once; and the unpacked size counts against the limits.
"""

import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from flask import request

from service.http.streams import LEAST_RATE, IncomingBody, read_piece
from service.jobs.folders import PARQUET
from service.settings import ServiceSettings
from service.wire.decoding import cut
from service.wire.models import LINES
from service.wire.problems import (
    BAD_REQUEST,
    INVALID_DUMP,
    MEDIA_TYPE,
    NO_ROOM,
    TOO_LARGE,
    TOO_SLOW,
    ProblemError,
)
from summarizer.dumps.input.streams import CutShortError, decompress

_PACKED = {"gzip": ".gz", "x-gzip": ".gz", "zstd": ".zst"}
_MAGIC = {b"\x1f\x8b": ".gz", b"\x28\xb5\x2f\xfd": ".zst"}
MEDIA = (
    *LINES,
    "text/csv",
    PARQUET,
    "application/gzip",
    "application/x-gzip",
    "application/zstd",
    "application/octet-stream",
)
# The window of `zstd --long=27`, the largest that the zstd command unpacks without an option.
_LONGEST_WINDOW = 1 << 27
_CHECK_BYTES = 1 << 26
# The first bytes of a Parquet file.
_PARQUET_MAGIC = b"PAR1"


@dataclass(frozen=True, slots=True)
class ReceivedDump:
    """A dump that has arrived: its bytes and SHA-256, unpacked."""

    size: int
    digest: str


class _Body:
    """The body of the current request, with limits on its size and speed."""

    def __init__(self, body: IncomingBody, length: int | None, settings: ServiceSettings) -> None:
        self.body, self.length, self.settings = body, length, settings
        self.taken, self.held, self.begun = 0, b"", time.monotonic()

    def peek(self) -> bytes:
        """The first four bytes, or as many as there are."""
        while len(self.held) < 4 and (piece := self._take()):
            self.held += piece
        return self.held[:4]

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes; none at the end. Raises ``ProblemError``."""
        if not self.held:
            self.held = self._take()
        found, self.held = self.held[:size], self.held[size:]
        return found

    def _take(self) -> bytes:
        try:
            piece = read_piece(self.body)
        except TimeoutError:
            raise ProblemError(TOO_SLOW, f"after {self.taken} bytes no more arrived in time") from None
        self.taken += len(piece)
        if self.taken > self.settings.max_upload:
            raise ProblemError(TOO_LARGE, f"the dump has more than {self.settings.max_upload} bytes")
        if time.monotonic() - self.begun > self.settings.patience + self.taken / LEAST_RATE:
            raise ProblemError(TOO_SLOW, f"{self.taken} bytes arrived at less than {LEAST_RATE} a second")
        if not piece and self.length is not None and self.taken < self.length:
            raise ProblemError(BAD_REQUEST, f"the body ended after {self.taken} of {self.length} bytes")
        return piece


def check_headers(settings: ServiceSettings) -> str | None:
    """The file ending of the packing that the headers name; None for none. Raises ``ProblemError``."""
    if request.mimetype not in MEDIA:
        found = f"Content-Type: {cut(request.mimetype)}" if request.mimetype else "no Content-Type"
        raise ProblemError(MEDIA_TYPE, f"found {found}; wanted the dump itself as {' or '.join(MEDIA)}")
    if request.mimetype == PARQUET and find_spec("pyarrow") is None:
        wanted = "JSON lines or CSV, or this service installed with pip install 'khulasa[service,dumps]'"
        raise ProblemError(MEDIA_TYPE, f"found Parquet, which needs pyarrow; wanted {wanted}")
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding != "identity" and coding not in _PACKED:
        raise ProblemError(
            MEDIA_TYPE, f"found another Content-Encoding, wanted {', '.join(_PACKED)}, or none"
        )
    if request.content_length is not None and request.content_length > settings.max_upload:
        detail = f"the dump has {request.content_length} bytes, more than {settings.max_upload}"
        raise ProblemError(TOO_LARGE, detail)
    return _PACKED.get(coding)


def receive_dump(path: Path, coding: str | None, settings: ServiceSettings, room: int) -> ReceivedDump:
    """Write the body of the current request to a file, unpacked and synced to disk. Raises ``ProblemError``.

    coding   the file ending for the Content-Encoding; None: the first bytes of the body decide
    room     bytes that the file may have
    """
    body = _Body(request.environ["wsgi.input"], request.content_length, settings)
    digest, size, next_check = hashlib.sha256(), 0, 0
    with path.open("wb") as file:
        for block in _unpack(body, coding):
            if not size:
                _check_form(block, request.mimetype)
            size += len(block)
            _check_size(size, room, settings)
            if size >= next_check:
                check_floor(path.parent, settings)
                next_check = size + _CHECK_BYTES
            digest.update(block)
            file.write(block)
        if not size:
            raise ProblemError(INVALID_DUMP, "the dump is empty")
        file.flush()
        os.fsync(file.fileno())
    return ReceivedDump(size, digest.hexdigest())


def check_floor(folder: Path, settings: ServiceSettings) -> None:
    """Raise ``ProblemError`` where the disk is nearly full."""
    free = shutil.disk_usage(folder).free
    if free < settings.floor:
        raise ProblemError(NO_ROOM, f"the disk has {free} bytes free, {settings.floor} must stay free")


def _check_form(start: bytes, media: str) -> None:
    """Refuse Parquet under another type, and another form under its type, by the first bytes."""
    found = start.startswith(_PARQUET_MAGIC)
    if found != (media == PARQUET):
        what = ("a Parquet file", PARQUET) if found else ("no Parquet file", "its own Content-Type")
        raise ProblemError(INVALID_DUMP, f"found {what[0]} sent as {media}, wanted {what[1]}")


def _check_size(size: int, room: int, settings: ServiceSettings) -> None:
    if size > settings.max_unpacked:
        raise ProblemError(TOO_LARGE, f"the dump unpacks to more than {settings.max_unpacked} bytes")
    if size > room:
        raise ProblemError(NO_ROOM, f"there is room for a dump of {room} bytes, this one has more")


def _unpack(body: _Body, coding: str | None) -> Iterator[bytes]:
    first = body.peek()
    found = next((ending for magic, ending in _MAGIC.items() if first.startswith(magic)), None)
    if coding is not None and first and found != coding:
        raise ProblemError(INVALID_DUMP, f"Content-Encoding says {coding}, the dump is not packed so")
    try:
        yield from decompress(body, found or "", _LONGEST_WINDOW)
    except CutShortError as error:
        raise ProblemError(INVALID_DUMP, str(error)) from None
