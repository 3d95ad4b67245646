"""Calling: what each question to a service is as a request, and how its answer is read.

Nothing here sends anything: the client and its asynchronous twin do, so that neither repeats the other.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

import httpx2

from service.client.errors import RefusedError, UnreachableError, make_refusal
from service.client.replies import decode, read_first, read_page, read_refusal, read_rows
from service.client.transfers import Upload
from service.wire.models import SummaryReply
from summarizer.errors import SettingsError, TextError
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

# A request is sent whole before its answer is read. So much fits in the buffers of a connection, whatever
# comes back meanwhile: neither side ever waits for the other with both of them full.
_BATCH_BYTES = 64 * 1024
_BATCH_LINES = 256

JSON = {"Content-Type": "application/json"}
LINES = {"Content-Type": "application/x-ndjson"}


@dataclass(frozen=True, slots=True)
class Call(Generic[Answer]):
    """One request, and how the body of its answer is read; ``url`` there is for what an error says."""

    method: str
    path: str
    read: Callable[[bytes, str], Answer]
    body: bytes | Upload = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    # Whether it may be sent again though the service may have begun to work on it.
    repeatable: bool = True


def ask_page(text: str) -> Call[Page]:
    """The articles of a raw page."""
    return _post("/v1/pages", {"text": _check(text)}, partial(decode, Page))


def ask_summary(text: str, settings: SummarySettings, title: str | None) -> Call[Summary]:
    """The summary of the first article of a text."""
    return _post(
        "/v1/summaries",
        _write_summary(text, settings, title),
        lambda body, url: read_first(decode(SummaryReply, body, url), settings),
    )


def ask_page_summary(text: str, settings: SummarySettings, title: str | None) -> Call[PageSummary]:
    """The summaries of all articles of a raw page."""
    return _post(
        "/v1/summaries",
        _write_summary(text, settings, title),
        lambda body, url: read_page(decode(SummaryReply, body, url)),
    )


def ask_duplicates(documents: Iterable[Document], settings: DuplicateSettings) -> Call[Deduplication]:
    """The clusters of documents."""
    rows = [asdict(document) for document in check_documents(documents)]
    value = {"documents": rows, **write_clustering(settings)}
    return _post("/v1/duplicates", value, partial(decode, Deduplication))


def ask_comparison(a: str, b: str, settings: DuplicateSettings) -> Call[Comparison]:
    """Two texts side by side."""
    threshold = {} if settings.threshold is None else {"threshold": settings.threshold}
    return _post(
        "/v1/comparisons", {"a": _check(a), "b": _check(b), **threshold}, partial(decode, Comparison)
    )


def ask_batch(lines: list[bytes], settings: SummarySettings) -> Call[tuple[Summary | RefusedError, ...]]:
    """The summaries of many texts, each written as a line."""

    def read(body: bytes, url: str) -> tuple[Summary | RefusedError, ...]:
        return tuple(
            make_refusal(row.error) if row.error else read_first(row.result, settings)  # type: ignore[arg-type]
            for row in read_rows(body, len(lines), url)
        )

    return Call("POST", "/v1/summaries", read, b"".join(lines), LINES)


class Batcher:
    """Gathers lines for one request."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._size = 0

    def add(self, line: bytes) -> list[bytes]:
        """The lines of a full batch, this one not among them, or none yet."""
        full = self._size + len(line) > _BATCH_BYTES or len(self._lines) >= _BATCH_LINES
        batch = self.end() if full else []
        self._lines.append(line)
        self._size += len(line)
        return batch

    def end(self) -> list[bytes]:
        """The lines that are left, if any are."""
        batch, self._lines, self._size = self._lines, [], 0
        return batch


def write_line(text: str, settings: SummarySettings) -> bytes:
    """A text to summarize as a line of a stream."""
    return write_json(_write_summary(text, settings, None)) + b"\n"


def write_clustering(settings: DuplicateSettings) -> dict[str, Any]:
    """How documents are clustered, as the API calls it; what is not said is left to the service."""
    threshold = {} if settings.threshold is None else {"threshold": settings.threshold}
    sources = {"sources": list(settings.sources)} if settings.sources else {}
    return {**threshold, "keep": settings.keep.value, **sources}


def write_budget(settings: SummarySettings) -> dict[str, Any]:
    """How long a summary may be and what it is about, as the API calls it."""
    return {name: value for name, value in asdict(settings).items() if value is not None}


def check_documents(documents: Iterable[Document]) -> list[Document]:
    """The documents themselves. Raises ``TextError`` for what is none."""
    found = list(documents)
    for place, document in enumerate(found, start=1):
        if not isinstance(document, Document):
            raise TextError(f"document {place} (from 1)", type(document).__name__, "Document")
    return found


def write_json(value: Any) -> bytes:
    """A value as JSON, Arabic as Arabic, which is half as long as its escapes.

    Half of a surrogate pair cannot be written so: it is escaped, and the service says in which field it is.
    """
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def read_answer(call: Call[Answer], answer: httpx2.Response) -> Answer:
    """What the answer to a call says. Raises ``RefusedError`` and ``AnswerError``."""
    if answer.is_error:
        raise read_refusal(answer)
    return call.read(answer.content, str(answer.request.url))


def configure(url: str, key: str | None, timeout: float) -> dict[str, Any]:
    """What both clients are made of. Raises ``SettingsError`` for what is no address, or no key."""
    if not url.startswith(("http://", "https://")):
        raise SettingsError("url", url, "an address that begins with http:// or https://")
    if key and not (key.isascii() and key.isprintable() and " " not in key):
        raise SettingsError(
            "key", "one with other signs", "a key as the operator gave it: letters, digits, - and _"
        )
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return {"base_url": url, "headers": headers, "timeout": httpx2.Timeout(timeout)}


def write_request(call: Call[Any]) -> dict[str, Any]:
    """A call as HTTP's library takes it, all but its body."""
    return {"method": call.method, "url": call.path, "headers": call.headers, "params": call.query}


@contextmanager
def translate() -> Iterator[None]:
    """Raise what HTTP's library raises as an ``UnreachableError``."""
    try:
        yield
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        # Before there is a connection, the service cannot have begun.
        unsent = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.UnsupportedProtocol)
        request = getattr(error, "_request", None)
        found = f"{type(error).__name__}: {error}".rstrip(": ")
        raise UnreachableError(
            str(request.url) if request else "the service", found, not isinstance(error, unsent)
        ) from error


def _post(path: str, value: object, read: Callable[[bytes, str], Answer]) -> Call[Answer]:
    return Call("POST", path, read, write_json(value), JSON)


def _write_summary(text: str, settings: SummarySettings, title: str | None) -> dict[str, Any]:
    titled = {} if title is None else {"title": title}
    return {"text": _check(text), **titled, **write_budget(settings)}


def _check(text: str) -> str:
    if not isinstance(text, str):
        raise TextError("text", type(text).__name__, "str; of an article, the text that it was parsed from")
    return text
