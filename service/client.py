"""The client: the library's questions, asked of a service; the answers are the library's own records.

>>> from service.client import Client
>>> summarize = Client("http://127.0.0.1:8000").summarize  # for `from summarizer import summarize`

It needs ``pip install 'khulasa[client]'`` and loads neither Flask nor numpy. `Client` and `AsyncClient`
differ in nothing but ``await``: what they send and how they read it stands in `calling`, what they repeat in
`retrying`.
"""

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx2
from stamina import retry_context

from service.calling import (
    Batcher,
    Call,
    ask_batch,
    ask_comparison,
    ask_duplicates,
    ask_page,
    ask_page_summary,
    ask_summary,
    read_answer,
    translate,
    write_line,
)
from service.errors import RefusedError
from service.retrying import plan
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
        self._http = httpx2.Client(**_configure(url, key, timeout), transport=transport)
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

    def _send(self, call: Call[Answer]) -> Answer:
        for attempt in retry_context(**plan(self._attempts, repeatable=call.repeatable)):
            with attempt:
                with translate():
                    answer = self._http.send(self._http.build_request(**_write(call)))
                return read_answer(call, answer)
        raise AssertionError("the last attempt returns or raises")


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
        self._http = httpx2.AsyncClient(**_configure(url, key, timeout), transport=transport)
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

    async def _send(self, call: Call[Answer]) -> Answer:
        async for attempt in retry_context(**plan(self._attempts, repeatable=call.repeatable)):
            with attempt:
                with translate():
                    answer = await self._http.send(self._http.build_request(**_write(call)))
                return read_answer(call, answer)
        raise AssertionError("the last attempt returns or raises")


def _configure(url: str, key: str | None, timeout: float) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return {"base_url": url, "headers": headers, "timeout": httpx2.Timeout(timeout)}


def _write(call: Call[Any]) -> dict[str, Any]:
    return {
        "method": call.method,
        "url": call.path,
        "content": call.body,
        "headers": call.headers,
        "params": call.query,
    }


async def _each(sources: Iterable[str] | AsyncIterable[str]) -> AsyncIterator[str]:
    if isinstance(sources, AsyncIterable):
        async for source in sources:
            yield source
    else:
        for source in sources:
            yield source
