"""Awaiting: the client for asyncio. What it sends and how it reads answers is `calling`'s, as the other's."""

from collections.abc import AsyncIterable, AsyncIterator, Iterable
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import httpx2
from anyio import sleep, to_thread
from stamina import retry_context

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

Answer = TypeVar("Answer")

_SUMMARY = SummarySettings()
_DUPLICATES = DuplicateSettings()


class AsyncClient:
    """The same for asyncio: as `Client` says, with ``await``."""

    def __init__(
        self,
        url: str,
        key: str | None = None,
        *,
        timeout: float = 60.0,
        attempts: int = 5,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._http = httpx2.AsyncClient(**configure(url, key, timeout), transport=transport)
        self._attempts = attempts

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def summarize(
        self, source: str, settings: SummarySettings = _SUMMARY, *, title: str | None = None
    ) -> Summary:
        """As `Client.summarize`."""
        return await self._send(ask_summary(source, settings, title))

    async def summarize_page(
        self, text: str, settings: SummarySettings = _SUMMARY, *, title: str | None = None
    ) -> PageSummary:
        """As `Client.summarize_page`."""
        return await self._send(ask_page_summary(text, settings, title))

    async def summarize_many(
        self, sources: Iterable[str] | AsyncIterable[str], settings: SummarySettings = _SUMMARY
    ) -> AsyncIterator[Summary | RefusedError]:
        """As `Client.summarize_many`; the texts may come asynchronously too."""
        batcher = Batcher()
        async for source in _each(sources):
            if lines := batcher.add(write_line(source, settings)):
                for found in await self._send(ask_batch(lines, settings)):
                    yield found
        if lines := batcher.end():
            for found in await self._send(ask_batch(lines, settings)):
                yield found

    async def parse(self, text: str) -> Page:
        """As `Client.parse`."""
        return await self._send(ask_page(text))

    async def deduplicate(
        self, documents: Iterable[Document], settings: DuplicateSettings = _DUPLICATES
    ) -> Deduplication:
        """As `Client.deduplicate`."""
        return await self._send(ask_duplicates(documents, settings))

    async def compare(self, a: str, b: str, settings: DuplicateSettings = _DUPLICATES) -> Comparison:
        """As `Client.compare`."""
        return await self._send(ask_comparison(a, b, settings))

    async def submit(
        self,
        source: Source,
        settings: DuplicateSettings | SummarySettings = _DUPLICATES,
        *,
        level: str | None = None,
        progress: Tell[Transfer] = ignore,
    ) -> Job:
        """As `Client.submit`."""
        with open_dump(source) as dump:
            return await self._send(ask_submission(dump, settings, level), progress)

    async def wait(
        self,
        job: Job | str,
        progress: Tell[Job] = ignore,
        *,
        every: float = 1.0,
        timeout: float | None = None,
    ) -> Job:
        """As `Client.wait`."""
        patience = Patience(every, timeout)
        while True:
            found = await self.find_job(job)
            progress(found)
            if check_end(found):
                return found
            await sleep(patience.next(found))

    async def find_job(self, job: Job | str) -> Job:
        """As `Client.find_job`."""
        return await self._send(ask_job(job if isinstance(job, str) else job.id))

    async def list_jobs(self) -> AsyncIterator[Job]:
        """As `Client.list_jobs`."""
        before, more = None, True
        while more:
            found = await self._send(ask_jobs(before))
            for job in found.jobs:
                yield job
            before = found.next
            more = before is not None

    async def cancel(self, job: Job | str) -> None:
        """As `Client.cancel`."""
        await self._send(ask_removal(job if isinstance(job, str) else job.id))

    async def download(
        self, job: Job, name: str, target: str | PathLike[str] = ".", *, progress: Tell[Transfer] = ignore
    ) -> Path:
        """As `Client.download`."""
        download = Download(job, name, target)
        while not download.whole:
            async for attempt in retry_context(**plan(self._attempts, repeatable=True)):
                with attempt:
                    await self._fetch(download, progress)
        return await to_thread.run_sync(download.finish)

    async def add_to_archive(self, documents: Iterable[Document]) -> tuple[Match | None, ...]:
        """As `Client.add_to_archive`."""
        return await self._send(ask_archive(documents, add=True))

    async def query_archive(self, documents: Iterable[Document]) -> tuple[Match | None, ...]:
        """As `Client.query_archive`."""
        return await self._send(ask_archive(documents, add=False))

    async def _send(self, call: Call[Answer], progress: Tell[Transfer] = ignore) -> Answer:
        async for attempt in retry_context(**plan(self._attempts, repeatable=call.repeatable)):
            with attempt:
                body = call.body if isinstance(call.body, bytes) else call.body.read_aside(progress)
                with translate():
                    answer = await self._http.send(
                        self._http.build_request(**write_request(call), content=body)
                    )
                return read_answer(call, answer)
        raise AssertionError("the last attempt returns or raises")

    async def _fetch(self, download: Download, progress: Tell[Transfer]) -> None:
        """As `Client._fetch`."""
        before = download.done
        try:
            with translate():
                async with self._http.stream("GET", download.url, headers=download.headers) as answer:
                    if answer.is_error:
                        await answer.aread()
                    with download.receive(answer) as file:
                        async for piece in answer.aiter_raw():
                            progress(download.add(file, piece))
                    download.check()
        except UnreachableError:
            if download.done <= before:
                raise


async def _each(sources: Iterable[str] | AsyncIterable[str]) -> AsyncIterator[str]:
    if isinstance(sources, AsyncIterable):
        async for source in sources:
            yield source
    else:
        for source in sources:
            yield source
