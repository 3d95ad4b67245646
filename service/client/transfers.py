"""Transfers: dumps sent to a service, results downloaded from it, and the state of jobs in between."""

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

from service.client.errors import AnswerError, JobError, UnreachableError
from service.client.replies import read_refusal
from service.wire.job_models import Job
from summarizer.dumps.records import Output
from summarizer.records import Document

# A path, an open file, or records one by one.
Source: TypeAlias = "str | os.PathLike[str] | IO[bytes] | Iterable[Document | Mapping[str, Any]]"

State = TypeVar("State")
OnProgress: TypeAlias = Callable[[State], None]

_PIECE = 256 * 1024
_LINES = "application/x-ndjson"
_MEDIA = {".csv": "text/csv", ".tsv": "text/csv", ".parquet": "application/vnd.apache.parquet"}
# A job decided again by another threshold has other results than the `Job` that the caller holds.
_STALE = "; if the job was decided by another threshold since, call find_job again"


@dataclass(frozen=True, slots=True)
class Transfer:
    """How much of a dump or a result has been transferred."""

    name: str
    done: int  # bytes
    total: int


@dataclass(frozen=True, slots=True)
class DumpBody:
    """A dump as the body of a request; it can be read as often as the request is sent."""

    file: IO[bytes]
    size: int
    media: str

    def read(self, progress: OnProgress[Transfer]) -> Iterator[bytes]:
        """The dump from its start, piece by piece; ``progress`` is called after each."""
        self.file.seek(0)
        while piece := self.file.read(_PIECE):
            yield piece
            progress(Transfer("dump", self.file.tell(), self.size))

    async def read_async(self, progress: OnProgress[Transfer]) -> AsyncIterator[bytes]:
        """The same without blocking the event loop."""
        await to_thread.run_sync(self.file.seek, 0)
        while piece := await to_thread.run_sync(self.file.read, _PIECE):
            yield piece
            progress(Transfer("dump", self.file.tell(), self.size))


@contextmanager
def open_dump(source: Source) -> Iterator[DumpBody]:
    """A dump to send. A source that can be read only once is copied to a temporary file first."""
    if isinstance(source, str | os.PathLike):
        with Path(source).open("rb") as file:
            yield DumpBody(file, os.fstat(file.fileno()).st_size, _find_media(source))
        return
    with TemporaryFile() as file:
        for piece in _read_pieces(source):
            file.write(piece)
        yield DumpBody(file, file.tell(), _find_media(getattr(source, "name", "")))


def _find_media(name: object) -> str:
    """The media type of a dump by the ending of its name; JSON lines where it has none."""
    stem = str(name).lower().removesuffix(".gz").removesuffix(".zst")
    return next((media for ending, media in _MEDIA.items() if stem.endswith(ending)), _LINES)


def _read_pieces(source: Any) -> Iterator[bytes]:
    if hasattr(source, "read"):
        while piece := source.read(_PIECE):
            yield piece
        return
    for record in source:
        row = asdict(record) if isinstance(record, Document) else dict(record)
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class Download:
    """A download to a file. What has come lies beside the file, where a later call can resume it."""

    def __init__(self, job: Job, name: str, target: str | os.PathLike[str]) -> None:
        self.result = _find_result(job, name)
        self.url = f"/v1/jobs/{job.id}/results/{name}"
        self.target = Path(target) / name if Path(target).is_dir() else Path(target)
        # The checksum is in the name, so that the rest of another result is never appended.
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
        """The headers that request the rest of this very file, not compressed."""
        rest = {"Range": f"bytes={self.done}-", "If-Range": f'"{self.result.sha256}"'} if self.done else {}
        return {"Accept-Encoding": "identity", **rest}

    @contextmanager
    def resume_later(self) -> Iterator[None]:
        """Accept a connection that broke after it brought some bytes; the next one asks for the rest."""
        before = self.done
        try:
            yield
        except UnreachableError:
            if self.done <= before:
                raise

    @contextmanager
    def receive(self, answer: httpx2.Response) -> Iterator[IO[bytes]]:
        """The file to write the body of an answer to. Raises ``RefusedError`` if the service refused."""
        if answer.status_code == 416:
            self._drop()
            raise AnswerError(self.url, "a file shorter than what has come", "the rest of it")
        if answer.is_error:
            raise read_refusal(answer)
        if answer.status_code != 206:
            self._drop()
        elif not answer.headers.get("Content-Range", "").startswith(f"bytes {self.done}-"):
            raise AnswerError(self.url, "another range", f"bytes from {self.done} on")
        with self.part.open("ab") as file:
            yield file

    def add(self, file: IO[bytes], piece: bytes) -> Transfer:
        """Write a piece. Raises ``AnswerError`` if there are more bytes than the job says."""
        if self.done + len(piece) > self.result.size:
            self._drop()
            raise AnswerError(self.url, "more bytes", f"{self.result.size} bytes")
        file.write(piece)
        self.done += len(piece)
        return Transfer(self.result.name, self.done, self.result.size)

    def check(self) -> None:
        """Raise ``AnswerError`` if the answer ended before the file was whole."""
        if not self.whole:
            found = f"{self.done} bytes"
            self._drop()
            raise AnswerError(self.url, found, f"{self.result.size} bytes{_STALE}")

    def finish(self) -> Path:
        """Give the file its name, once its SHA-256 is right. Raises ``AnswerError``."""
        with self.part.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        if found != self.result.sha256:
            self._drop()
            raise AnswerError(self.url, f"a file with the SHA-256 {found}", f"{self.result.sha256}{_STALE}")
        self.part.replace(self.target)
        return self.target

    async def finish_async(self) -> Path:
        """The same without blocking the event loop."""
        return await to_thread.run_sync(self.finish)

    def _drop(self) -> None:
        self.part.unlink(missing_ok=True)
        self.done = 0


def ignore_progress(_state: object) -> None:
    """Report nothing: the default of ``progress``."""


class Polling:
    """How often the state of a job is requested, and for how long."""

    def __init__(self, every: float, timeout: float | None) -> None:
        self.every, self.end = every, math.inf if timeout is None else time.monotonic() + timeout

    def next(self, job: Job) -> float:
        """Seconds until the next request. Raises ``JobError`` when the time is over."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise JobError(job.id, job.state, "it did not end in the time given; it is still running")
        return min(self.every, left)


def is_done(job: Job) -> bool:
    """Whether a job is done. Raises ``JobError`` for one that failed or was cancelled."""
    if job.state in ("queued", "running"):
        return False
    if job.state == "done":
        return True
    error = cast("Mapping[str, Any]", job.error or {})
    detail = " ".join(str(error[name]) for name in ("detail", "advice") if name in error)
    raise JobError(job.id, job.state, detail)


def _find_result(job: Job, name: str) -> Output:
    for result in job.results:
        if result.name == name:
            return result
    names = ", ".join(result.name for result in job.results) or "none"
    raise JobError(job.id, job.state, f"found no result {name}, wanted one of its results: {names}")
