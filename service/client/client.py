"""The client. This file is made from `async_client.py`: change that one, then run

    python -m tests.service.client.make_client

>>> from service.client import Client
>>> summarize = Client("http://127.0.0.1:8000").summarize  # for `from summarizer import summarize`

It needs ``pip install 'khulasa[client]'`` and loads neither Flask nor numpy.
"""

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from time import sleep
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx2
from tenacity import Retrying

from service.client.batches import Texts, write_batches
from service.client.calls import (
    Call,
    GivenPage,
    make_client_options,
    make_request_options,
    prepare_batch,
    prepare_comparison,
    prepare_duplicates,
    prepare_page,
    prepare_page_summary,
    prepare_phrases,
    prepare_summary,
    read_answer,
    wrap_http_errors,
)
from service.client.errors import RefusedError
from service.client.job_calls import (
    prepare_archive,
    prepare_job,
    prepare_jobs,
    prepare_removal,
    prepare_submission,
)
from service.client.retries import plan
from service.client.transfers import (
    Download,
    OnProgress,
    Polling,
    Source,
    Transfer,
    ignore_progress,
    is_done,
    open_dump,
)
from service.wire.job_models import Job
from service.wire.models import PhrasesReply
from summarizer.dumps.records import Match
from summarizer.duplicates.given_rows import DataTable
from summarizer.records import (
    DEFAULT_PHRASES,
    Comparison,
    Deduplication,
    DuplicateSettings,
    Given,
    KeyPhrase,
    Page,
    PageSummary,
    Summary,
    SummarySettings,
)

Answer = TypeVar("Answer")
_SUMMARY, _DUPLICATES = SummarySettings(), DuplicateSettings()


class Client:
    """A service, called over one pool of connections, which threads or tasks may share.

    url        where the service is: http://127.0.0.1:8000
    key        an API key, where the service needs one
    timeout    seconds to wait for a connection, and for each next part of an answer
    attempts   how often a request is sent at most, where it may be repeated
    transport  another way to the service than a socket, as httpx2 has them

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
        self._http = httpx2.Client(**make_client_options(url, key, timeout), transport=transport)
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
        self,
        source: str | None = None,
        settings: SummarySettings = _SUMMARY,
        *,
        title: str | None = None,
        html: str | None = None,
        url: str | None = None,
    ) -> Summary:
        """Choose the sentences that best stand for an article: the first of the text or the HTML given.

        html  a page of HTML in place of ``source``; ``url`` is its address, where it is known
        """
        return self._send(prepare_summary(GivenPage(source, html, url), settings, title))

    def summarize_page(
        self,
        text: str | None = None,
        settings: SummarySettings = _SUMMARY,
        *,
        title: str | None = None,
        html: str | None = None,
        url: str | None = None,
    ) -> PageSummary:
        """Summarize every article of a raw page; ``title`` replaces the title of the first one.

        Of HTML, spans count the characters of the ``text`` of the answer.
        """
        return self._send(prepare_page_summary(GivenPage(text, html, url), settings, title))

    def summarize_many(
        self, sources: Texts, settings: SummarySettings = _SUMMARY
    ) -> Iterator[Summary | RefusedError]:
        """Summarize any number of texts: for each, in order, a summary or the error that refused it.

        At most 64 KB of texts, or one text, and the answers to them are in memory at a time.
        """
        for lines in write_batches(sources, settings):
            yield from self._send(prepare_batch(lines, settings))

    def parse(self, text: str | None = None, *, html: str | None = None, url: str | None = None) -> Page:
        """Find the articles of a raw page, a text or HTML, and everything that does not belong to them."""
        return self._send(prepare_page(GivenPage(text, html, url)))

    def find_key_phrases(
        self,
        source: str | None = None,
        n: int = DEFAULT_PHRASES,
        *,
        html: str | None = None,
        url: str | None = None,
    ) -> tuple[KeyPhrase, ...]:
        """The terms that the first article of a page is about, best first."""
        reply = self.find_page_phrases(source, n, html=html, url=url)
        return reply.phrases

    def find_page_phrases(
        self,
        source: str | None = None,
        n: int = DEFAULT_PHRASES,
        *,
        html: str | None = None,
        url: str | None = None,
    ) -> PhrasesReply:
        """The same, and why the page has no article where it has none (`no_article`)."""
        return self._send(prepare_phrases(GivenPage(source, html, url), n))

    def deduplicate(
        self, documents: Iterable[Given] | DataTable, settings: DuplicateSettings = _DUPLICATES
    ) -> Deduplication[Any]:
        """Cluster documents that say the same; they are given, and come back, as in the library.

        For more of them than a request may hold, use `submit`.
        """
        return self._send(prepare_duplicates(documents, settings))

    def compare(self, a: str, b: str, settings: DuplicateSettings = _DUPLICATES) -> Comparison:
        """Say how alike two texts are, and why they are or are not duplicates."""
        return self._send(prepare_comparison(a, b, settings))

    def submit(
        self,
        source: Source,
        settings: DuplicateSettings | SummarySettings = _DUPLICATES,
        *,
        level: str | None = None,
        progress: OnProgress[Transfer] = ignore_progress,
    ) -> Job:
        """Send a dump as a new job: a deduplication, or summaries where ``settings`` are `SummarySettings`.

        source    a JSON Lines file, plain or packed by gzip or zstd; an open file; or its records
        level     what is deduplicated: documents (the default), blocks, or both
        progress  called with how much has been sent

        The dump is sent in pieces, and again from its start if the connection breaks; it makes one job only.
        """
        with open_dump(source) as dump:
            return self._send(prepare_submission(dump, settings, level), progress)

    def wait(
        self,
        job: Job | str,
        progress: OnProgress[Job] = ignore_progress,
        *,
        every: float = 1.0,
        timeout: float | None = None,
    ) -> Job:
        """The job when it is done; ``progress`` is called with its state every ``every`` seconds.

        Raises ``JobError`` for a job that failed, and after ``timeout`` seconds; ``MissingError`` for one
        that was cancelled.
        """
        polling = Polling(every, timeout)
        while True:
            found = self.find_job(job)
            progress(found)
            if is_done(found):
                return found
            sleep(polling.next(found))

    def find_job(self, job: Job | str) -> Job:
        """The job in its present state."""
        return self._send(prepare_job(job if isinstance(job, str) else job.id))

    def list_jobs(self) -> Iterator[Job]:
        """All jobs of the key, newest first."""
        before: str | None = ""
        while before is not None:
            found = self._send(prepare_jobs(before))
            yield from found.jobs
            before = found.next

    def cancel(self, job: Job | str) -> None:
        """Stop a job, and remove it with its results."""
        self._send(prepare_removal(job if isinstance(job, str) else job.id))

    def download(
        self,
        job: Job,
        name: str,
        target: str | PathLike[str] = ".",
        *,
        progress: OnProgress[Transfer] = ignore_progress,
    ) -> Path:
        """Download a result of a job to a file or into a folder, and give the file's path.

        It resumes where the connection broke, and where an earlier call stopped. The file appears when it is
        whole and its SHA-256 is the one of the job.
        """
        download = Download(job, name, target)
        while not download.whole:
            for attempt in Retrying(**plan(self._attempts, repeatable=True), sleep=sleep):
                with attempt, download.resume_later(), wrap_http_errors():
                    self._fetch(download, progress)
        return download.finish()

    def add_to_archive(self, documents: Iterable[Given] | DataTable) -> tuple[Match | None, ...]:
        """Add documents to the archive; for each, the earlier document that it repeats, or nothing.

        It is not sent again where it may have been done. To call it again is safe: nothing is kept twice, but
        a document that was added the first time is then said to repeat itself.
        """
        return self._send(prepare_archive(documents, add=True))

    def query_archive(self, documents: Iterable[Given] | DataTable) -> tuple[Match | None, ...]:
        """For each document, the one in the archive that it repeats, or nothing. Nothing is added."""
        return self._send(prepare_archive(documents, add=False))

    def _send(self, call: Call[Answer], progress: OnProgress[Transfer] = ignore_progress) -> Answer:
        for attempt in Retrying(**plan(self._attempts, repeatable=call.repeatable), sleep=sleep):
            with attempt:
                body = call.body if isinstance(call.body, bytes) else call.body.read(progress)
                with wrap_http_errors():
                    request = self._http.build_request(**make_request_options(call), content=body)
                    answer = self._http.send(request)
                return read_answer(call, answer)
        raise AssertionError("the last attempt returns or raises")

    def _fetch(self, download: Download, progress: OnProgress[Transfer]) -> None:
        with self._http.stream("GET", download.url, headers=download.headers) as answer:
            if answer.is_error:
                answer.read()
            with download.receive(answer) as file:
                for piece in answer.iter_raw():
                    progress(download.add(file, piece))
            download.check()
