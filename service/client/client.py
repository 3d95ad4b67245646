"""The client: the library's questions, asked of a service; the answers are the library's own records.

>>> from service.client import Client
>>> summarize = Client("http://127.0.0.1:8000").summarize  # for `from summarizer import summarize`

It needs ``pip install 'khulasa[client]'`` and loads neither Flask nor numpy. `Client` and `AsyncClient`
differ in nothing but ``await``: what they send and how they read it stands in `calling`, what they repeat in
`retrying`.
"""

import time
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import httpx2
from stamina import retry_context

from service.client import AsyncClient
from service.client.calls import (
    Batcher,
    Call,
    ask_batch,
    ask_comparison,
    ask_duplicates,
    ask_page,
    ask_page_summary,
    ask_summary,
    configure,
    read_answer,
    translate,
    write_line,
    write_request,
)
from service.client.errors import RefusedError, UnreachableError
from service.client.job_calls import ask_archive, ask_job, ask_jobs, ask_removal, ask_submission
from service.client.retries import plan
from service.client.transfers import Download, Patience, Source, Tell, Transfer, check_end, ignore, open_dump
from service.wire.job_models import Job
from summarizer.dumps.records import Match
from summarizer.records import (
    Comparison,
    Deduplication,
    Document,
    DuplicateSettings,
    Page,
    PageSummary,
    Summary,
    SummarySettings,
)

__all__ = ["AsyncClient", "Client"]

Answer = TypeVar("Answer")

_SUMMARY = SummarySettings()
_DUPLICATES = DuplicateSettings()


class Client:
    """A service, asked over one pool of connections; threads may share it.

    url        where the service is: http://127.0.0.1:8000
    key        an API key, where the service wants one
    timeout    seconds to wait for a connection, and for each next part of an answer
    attempts   how often a request is sent at most, where it may be repeated
    transport  another way to the service: httpx2.WSGITransport(app) asks one in this process

    Every method raises ``ServiceError``: ``RefusedError`` with what the service says, ``UnreachableError``
    where no answer came, ``AnswerError`` for one that is damaged.
    """

    def __init__(
        self,
        url: str,
        key: str | None = None,
        *,
        timeout: float = 60.0,
        attempts: int = 5,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._http = httpx2.Client(**configure(url, key, timeout), transport=transport)
        self._attempts = attempts

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def summarize(
        self, source: str, settings: SummarySettings = _SUMMARY, *, title: str | None = None
    ) -> Summary:
        """Choose the sentences that best stand for an article: the first of the text given."""
        return self._send(ask_summary(source, settings, title))

    def summarize_page(
        self, text: str, settings: SummarySettings = _SUMMARY, *, title: str | None = None
    ) -> PageSummary:
        """Summarize every article of a raw page; ``title`` stands for the first article's where given."""
        return self._send(ask_page_summary(text, settings, title))

    def summarize_many(
        self, sources: Iterable[str], settings: SummarySettings = _SUMMARY
    ) -> Iterator[Summary | RefusedError]:
        """Summarize many texts, as many as there are: for each, in its order, a summary or why there is none.

        At most 64 KB of texts, or one text, and the answers to them are held at a time.
        """
        batcher = Batcher()
        for source in sources:
            if lines := batcher.add(write_line(source, settings)):
                yield from self._send(ask_batch(lines, settings))
        if lines := batcher.end():
            yield from self._send(ask_batch(lines, settings))

    def parse(self, text: str) -> Page:
        """Find the articles of a raw page and everything that does not belong to them."""
        return self._send(ask_page(text))

    def deduplicate(
        self, documents: Iterable[Document], settings: DuplicateSettings = _DUPLICATES
    ) -> Deduplication:
        """Cluster documents that say the same; more of them than a request may hold are a job's."""
        return self._send(ask_duplicates(documents, settings))

    def compare(self, a: str, b: str, settings: DuplicateSettings = _DUPLICATES) -> Comparison:
        """Say how alike two texts are, and why they are or are not called one text."""
        return self._send(ask_comparison(a, b, settings))

    def submit(
        self,
        source: Source,
        settings: DuplicateSettings | SummarySettings = _DUPLICATES,
        *,
        level: str | None = None,
        progress: Tell[Transfer] = ignore,
    ) -> Job:
        """Send a dump to be deduplicated, or summarized where the settings are of summaries; the job of it.

        source    a file of JSON Lines, plain or packed by gzip or zstd; an open one; or its records
        level     what is deduplicated: documents, where nothing is said, blocks, or both
        progress  is told how much of it is sent

        It is sent in pieces, and again from its begin where the connection broke; it makes one job only.
        """
        with open_dump(source) as dump:
            return self._send(ask_submission(dump, settings, level), progress)

    def wait(
        self,
        job: Job | str,
        progress: Tell[Job] = ignore,
        *,
        every: float = 1.0,
        timeout: float | None = None,
    ) -> Job:
        """The job when it is done; ``progress`` is told every so many seconds how far it is.

        Raises ``JobError`` for one that failed, and after ``timeout`` seconds; ``MissingError`` for one that
        was cancelled.
        """
        patience = Patience(every, timeout)
        while True:
            found = self.find_job(job)
            progress(found)
            if check_end(found):
                return found
            time.sleep(patience.next(found))

    def find_job(self, job: Job | str) -> Job:
        """The job as it is now."""
        return self._send(ask_job(job if isinstance(job, str) else job.id))

    def list_jobs(self) -> Iterator[Job]:
        """All jobs of the key, newest first."""
        before, more = None, True
        while more:
            found = self._send(ask_jobs(before))
            yield from found.jobs
            before = found.next
            more = before is not None

    def cancel(self, job: Job | str) -> None:
        """Stop a job, and remove it with what came of it."""
        self._send(ask_removal(job if isinstance(job, str) else job.id))

    def download(
        self, job: Job, name: str, target: str | PathLike[str] = ".", *, progress: Tell[Transfer] = ignore
    ) -> Path:
        """Bring a result of a job into a file, or into a folder; the file's path.

        It goes on where the connection broke, and where an earlier call did; the file is there when it is
        whole and its SHA-256 is the job's.
        """
        download = Download(job, name, target)
        while not download.whole:
            for attempt in retry_context(**plan(self._attempts, repeatable=True)):
                with attempt:
                    self._fetch(download, progress)
        return download.finish()

    def add_to_archive(self, documents: Iterable[Document]) -> tuple[Match | None, ...]:
        """Keep documents in the archive; what each repeats of those seen before.

        Not sent again where it may have been done. Adding once more is safe then: nothing is kept twice, but
        what was kept is said to repeat itself.
        """
        return self._send(ask_archive(documents, add=True))

    def query_archive(self, documents: Iterable[Document]) -> tuple[Match | None, ...]:
        """What each document repeats of those in the archive, which stays as it is."""
        return self._send(ask_archive(documents, add=False))

    def _send(self, call: Call[Answer], progress: Tell[Transfer] = ignore) -> Answer:
        for attempt in retry_context(**plan(self._attempts, repeatable=call.repeatable)):
            with attempt:
                body = call.body if isinstance(call.body, bytes) else call.body.read(progress)
                with translate():
                    answer = self._http.send(self._http.build_request(**write_request(call), content=body))
                return read_answer(call, answer)
        raise AssertionError("the last attempt returns or raises")

    def _fetch(self, download: Download, progress: Tell[Transfer]) -> None:
        """Bring what is left. A connection that broke when something had come is no failed attempt."""
        before = download.done
        try:
            with translate(), self._http.stream("GET", download.url, headers=download.headers) as answer:
                if answer.is_error:
                    answer.read()
                with download.receive(answer) as file:
                    for piece in answer.iter_raw():
                        progress(download.add(file, piece))
                download.check()
        except UnreachableError:
            if download.done <= before:
                raise
