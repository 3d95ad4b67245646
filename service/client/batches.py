"""Batches: any number of texts as requests of limited size; used by ``summarize_many`` of both clients."""

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from typing import TypeAlias

from service.client.calls import write_line
from summarizer.records import SummarySettings

Texts: TypeAlias = "Iterable[str]"
AsyncTexts: TypeAlias = "Iterable[str] | AsyncIterable[str]"

# A request is sent whole before its answer is read. This much fits into the buffers of a connection, whatever
# the service sends meanwhile, so that the two sides never wait for each other with both buffers full.
_BATCH_BYTES = 64 * 1024
_BATCH_LINES = 256


def write_batches(texts: Texts, settings: SummarySettings) -> Iterator[list[bytes]]:
    """The texts as lines of JSON, as many in a list as one request carries."""
    batch = _Batch()
    for text in texts:
        if lines := batch.add(write_line(text, settings)):
            yield lines
    if lines := batch.take():
        yield lines


async def write_batches_async(texts: AsyncTexts, settings: SummarySettings) -> AsyncIterator[list[bytes]]:
    """The same for texts that may come asynchronously."""
    if not isinstance(texts, AsyncIterable):
        for lines in write_batches(texts, settings):
            yield lines
        return
    batch = _Batch()
    async for text in texts:
        if lines := batch.add(write_line(text, settings)):
            yield lines
    if lines := batch.take():
        yield lines


class _Batch:
    """The lines of the next request."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._size = 0

    def add(self, line: bytes) -> list[bytes]:
        """Add a line. If it does not fit, the lines before it are returned and it begins the next batch."""
        full = self._size + len(line) > _BATCH_BYTES or len(self._lines) >= _BATCH_LINES
        lines = self.take() if full else []
        self._lines.append(line)
        self._size += len(line)
        return lines

    def take(self) -> list[bytes]:
        """The lines so far; the batch is empty then."""
        lines, self._lines, self._size = self._lines, [], 0
        return lines
