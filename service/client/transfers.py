"""Transferring: dumps on their way to a service, and results on their way back, whole or not at all."""

import hashlib
import json
import math
import os
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, TypeAlias, TypeVar, cast

import httpx2
from anyio import to_thread

from service.client.errors import AnswerError, JobError
from service.client.replies import read_refusal
from service.wire.job_models import Job
from summarizer.dumps.records import Output
from summarizer.records import Document

# A file, or what can be read, or its records one by one.
Source: TypeAlias = "str | os.PathLike[str] | IO[bytes] | Iterable[Document | Mapping[str, Any]]"

Said = TypeVar("Said")
Tell: TypeAlias = Callable[[Said], None]

_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Transfer:
    """How far a dump or a result has come."""

    name: str
    done: int  # bytes
    total: int


@dataclass(frozen=True, slots=True)
class Upload:
    """A dump that can be sent as often as it takes."""

    file: IO[bytes]
    size: int

    def read(self, progress: Tell[Transfer]) -> Iterator[bytes]:
        """The dump from its begin, piece by piece; how much of it was taken is told."""
        self.file.seek(0)
        while piece := self.file.read(_PIECE):
            yield piece
            progress(Transfer("dump", self.file.tell(), self.size))

    async def read_aside(self, progress: Tell[Transfer]) -> AsyncIterator[bytes]:
        """The same, while others go on."""
        await to_thread.run_sync(self.file.seek, 0)
        while piece := await to_thread.run_sync(self.file.read, _PIECE):
            yield piece
            progress(Transfer("dump", self.file.tell(), self.size))


@contextmanager
def open_dump(source: Source) -> Iterator[Upload]:
    """A dump to send. What can be read once only is written down first, in a file without a name."""
    if isinstance(source, str | os.PathLike):
        with Path(source).open("rb") as file:
            yield Upload(file, os.fstat(file.fileno()).st_size)
        return
    with TemporaryFile() as file:
        for piece in _read_pieces(source):
            file.write(piece)
        yield Upload(file, file.tell())


def _read_pieces(source: Any) -> Iterator[bytes]:
    if hasattr(source, "read"):
        while piece := source.read(_PIECE):
            yield piece
        return
    for record in source:
        row = asdict(record) if isinstance(record, Document) else dict(record)
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class Download:
    """A result on its way to a file: what has come lies beside it, and is gone on with, later runs too."""

    def __init__(self, job: Job, name: str, target: str | os.PathLike[str]) -> None:
        self.result = _find_result(job, name)
        self.url = f"/v1/jobs/{job.id}/results/{name}"
        self.target = Path(target) / name if Path(target).is_dir() else Path(target)
        # By its checksum, so that what is left of another result is never gone on with.
        mark = f".{self.target.name}.{self.result.sha256[:16]}.part"
        self.part = self.target.with_name(mark)
        self.done = self.part.stat().st_size if self.part.exists() else 0
        if self.done > self.result.size:
            self._drop()

    @property
    def whole(self) -> bool:
        """Whether all bytes have come."""
        return self.part.exists() and self.done == self.result.size

    @property
    def headers(self) -> dict[str, str]:
        """What to ask for: the rest, of this very file, as it is."""
        rest = {"Range": f"bytes={self.done}-", "If-Range": f'"{self.result.sha256}"'} if self.done else {}
        return {"Accept-Encoding": "identity", **rest}

    @contextmanager
    def receive(self, answer: httpx2.Response) -> Iterator[IO[bytes]]:
        """Where the body of an answer goes. Raises ``RefusedError`` for one that brings none."""
        if answer.status_code == 416:
            self._drop()
            raise AnswerError(self.url, "a file shorter than what has come of it", "the rest of it")
        if answer.is_error:
            raise read_refusal(answer)
        if answer.status_code != 206:
            self._drop()
        elif not answer.headers.get("Content-Range", "").startswith(f"bytes {self.done}-"):
            raise AnswerError(self.url, "another range", f"bytes from {self.done} on")
        with self.part.open("ab") as file:
            yield file

    def add(self, file: IO[bytes], piece: bytes) -> Transfer:
        """Write a piece down. Raises ``AnswerError`` where more comes than there is."""
        if self.done + len(piece) > self.result.size:
            self._drop()
            raise AnswerError(self.url, "more bytes", f"{self.result.size} bytes")
        file.write(piece)
        self.done += len(piece)
        return Transfer(self.result.name, self.done, self.result.size)

    def check(self) -> None:
        """Raise ``AnswerError`` where an answer came to its end before the file did."""
        if not self.whole:
            found = f"{self.done} bytes"
            self._drop()
            raise AnswerError(
                self.url, found, f"{self.result.size}; if the job was decided anew, find it again"
            )

    def finish(self) -> Path:
        """Give the file its name, once its SHA-256 is right. Raises ``AnswerError``."""
        with self.part.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        if found != self.result.sha256:
            self._drop()
            wanted = f"{self.result.sha256}; if the job was decided anew, find it again"
            raise AnswerError(self.url, f"a file with the SHA-256 {found}", wanted)
        self.part.replace(self.target)
        return self.target

    def _drop(self) -> None:
        self.part.unlink(missing_ok=True)
        self.done = 0


def ignore(_said: object) -> None:
    """Nobody asked to be told."""


class Patience:
    """How long to wait for a job, and how long between looks at it."""

    def __init__(self, every: float, timeout: float | None) -> None:
        self.every, self.end = every, math.inf if timeout is None else time.monotonic() + timeout

    def next(self, job: Job) -> float:
        """Seconds until the next look. Raises ``JobError`` when there is no time left."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise JobError(job.id, job.state, "it did not end in the time given; it goes on")
        return min(self.every, left)


def check_end(job: Job) -> Job | None:
    """The job if it is done, nothing while it goes on. Raises ``JobError`` where it came to no good end."""
    if job.state == "done":
        return job
    if job.state in ("queued", "running"):
        return None
    said = cast("Mapping[str, Any]", job.error or {})
    raise JobError(
        job.id, job.state, " ".join(str(said[name]) for name in ("detail", "advice") if name in said)
    )


def _find_result(job: Job, name: str) -> Output:
    for result in job.results:
        if result.name == name:
            return result
    names = ", ".join(result.name for result in job.results) or "none"
    raise JobError(job.id, job.state, f"found no result {name}, wanted one of those it has: {names}")
