"""Calls: the request of each method and how its answer is read; used by both clients, which send it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

import httpx2

from service.client.errors import RefusedError, UnreachableError, make_refusal
from service.client.replies import read_first, read_refusal, read_reply, read_stream
from service.client.transfers import DumpBody
from service.wire.models import PhrasesReply
from summarizer.duplicates.given_rows import DataTable, list_rows, read_documents
from summarizer.errors import SettingsError, TextError
from summarizer.records import (
    Comparison,
    Deduplication,
    DuplicateSettings,
    Given,
    Page,
    PageSummary,
    Summary,
    SummarySettings,
)
from summarizer.records.replies import SummaryReply, read_summary_reply

Answer = TypeVar("Answer")

JSON = {"Content-Type": "application/json"}
LINES = {"Content-Type": "application/x-ndjson"}


@dataclass(frozen=True, slots=True)
class Call(Generic[Answer]):
    """One request, and how the body of its answer is read; ``read`` also gets the URL, for error messages."""

    method: str
    path: str
    read: Callable[[bytes, str], Answer]
    body: bytes | DumpBody = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    # Whether it may be sent again when the service may have begun to work on it.
    repeatable: bool = True


@dataclass(frozen=True, slots=True)
class GivenPage:
    """A page as it was given: a text, or HTML with its address."""

    text: str | None
    html: str | None = None
    url: str | None = None

    def write(self) -> dict[str, str]:
        """Its fields by the names of the API. Raises ``TextError`` unless there is one page."""
        if (self.text is None) == (self.html is None):
            found = "nothing" if self.html is None else "html beside it"
            raise TextError("text", found, "a text, or html=...")
        values = {"text": self.text, "html": self.html, "url": self.url}
        return {name: _check(value, name) for name, value in values.items() if value is not None}


def prepare_page(page: GivenPage) -> Call[Page]:
    """The articles of a raw page."""
    return _post("/v1/pages", page.write(), partial(read_reply, Page))


def prepare_phrases(page: GivenPage, n: int) -> Call[PhrasesReply]:
    """The key phrases of the first article of a page, or why it has none."""
    return _post("/v1/phrases", {**page.write(), "n": n}, partial(read_reply, PhrasesReply))


def prepare_summary(page: GivenPage, settings: SummarySettings, title: str | None) -> Call[Summary]:
    """The summary of the first article of a page."""
    return _post(
        "/v1/summaries",
        _write_summary(page, settings, title),
        lambda body, url: read_first(read_reply(SummaryReply, body, url), settings),
    )


def prepare_page_summary(page: GivenPage, settings: SummarySettings, title: str | None) -> Call[PageSummary]:
    """The summaries of all articles of a raw page."""
    return _post(
        "/v1/summaries",
        _write_summary(page, settings, title),
        lambda body, url: read_summary_reply(read_reply(SummaryReply, body, url)),
    )


def prepare_duplicates(
    documents: Iterable[Given] | DataTable, settings: DuplicateSettings
) -> Call[Deduplication[Any]]:
    """The clusters of documents, with the objects given. Raises ``DocumentError``."""
    rows = list_rows(documents)
    given = read_documents(rows)
    value = {"documents": [asdict(document) for document in given], **write_clustering(settings)}

    def read(body: bytes, url: str) -> Deduplication[Any]:
        found: Deduplication = read_reply(Deduplication, body, url)
        return found.with_rows({document.id: row for document, row in zip(given, rows, strict=True)})

    return _post("/v1/duplicates", value, read)


def prepare_comparison(a: str, b: str, settings: DuplicateSettings) -> Call[Comparison]:
    """Two texts side by side."""
    threshold = {} if settings.threshold is None else {"threshold": settings.threshold}
    return _post(
        "/v1/comparisons", {"a": _check(a), "b": _check(b), **threshold}, partial(read_reply, Comparison)
    )


def prepare_batch(lines: list[bytes], settings: SummarySettings) -> Call[tuple[Summary | RefusedError, ...]]:
    """The summaries of many texts; each line is one text."""

    def read(body: bytes, url: str) -> tuple[Summary | RefusedError, ...]:
        return tuple(
            make_refusal(row.error) if row.error else read_first(row.result, settings)  # type: ignore[arg-type]
            for row in read_stream(body, len(lines), url)
        )

    return Call("POST", "/v1/summaries", read, b"".join(lines), LINES)


def write_line(text: str | float | None, settings: SummarySettings) -> bytes:
    """A text to summarize, as one line of JSON.

    A value that is missing, as a column of a table has them, is sent as such: the service refuses it in its
    place, and the texts after it are summarized.
    """
    if text is None or isinstance(text, float):
        return write_json({"text": None, **write_budget(settings)}) + b"\n"
    return write_json(_write_summary(GivenPage(text), settings, None)) + b"\n"


def write_clustering(settings: DuplicateSettings) -> dict[str, Any]:
    """How documents are clustered, by the names of the API; the service's defaults stand for the rest."""
    threshold = {} if settings.threshold is None else {"threshold": settings.threshold}
    sources = {"sources": list(settings.sources)} if settings.sources else {}
    shorter = {"allow_shorter": True} if settings.allow_shorter else {}
    return {**threshold, "keep": settings.keep.value, **sources, **shorter}


def write_budget(settings: SummarySettings) -> dict[str, Any]:
    """How long a summary may be and what it is about, by the names of the API."""
    return {name: value for name, value in asdict(settings).items() if value is not None}


def write_json(value: Any) -> bytes:
    """A value as JSON. Arabic is not escaped, which halves its length.

    Half of a surrogate pair has no UTF-8: it is escaped, and the service names the field that holds it.
    """
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def read_answer(call: Call[Answer], answer: httpx2.Response) -> Answer:
    """The answer to a call as the library's records. Raises ``RefusedError`` and ``AnswerError``."""
    if answer.is_error:
        raise read_refusal(answer)
    return call.read(answer.content, str(answer.request.url))


def make_client_options(url: str, key: str | None, timeout: float) -> dict[str, Any]:
    """The options of httpx2's client. Raises ``SettingsError`` for a bad address or key."""
    if not url.startswith(("http://", "https://")):
        raise SettingsError("url", url, "an address that begins with http:// or https://")
    if key and not (key.isascii() and key.isprintable() and " " not in key):
        raise SettingsError(
            "key", "one with other characters", "a key as the operator gave it: letters, digits, - and _"
        )
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return {"base_url": url, "headers": headers, "timeout": httpx2.Timeout(timeout)}


def make_request_options(call: Call[Any]) -> dict[str, Any]:
    """The arguments of httpx2's ``build_request`` for a call, without the body."""
    return {"method": call.method, "url": call.path, "headers": call.headers, "params": call.query}


@contextmanager
def wrap_http_errors() -> Iterator[None]:
    """Raise the errors of httpx2 as ``UnreachableError``."""
    try:
        yield
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        # Without a connection, the service cannot have begun to work.
        unsent = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.UnsupportedProtocol)
        request = getattr(error, "_request", None)
        found = f"{type(error).__name__}: {error}".rstrip(": ")
        raise UnreachableError(
            str(request.url) if request else "the service", found, not isinstance(error, unsent)
        ) from error


def _post(path: str, value: object, read: Callable[[bytes, str], Answer]) -> Call[Answer]:
    return Call("POST", path, read, write_json(value), JSON)


def _write_summary(page: GivenPage, settings: SummarySettings, title: str | None) -> dict[str, Any]:
    titled = {} if title is None else {"title": title}
    return {**page.write(), **titled, **write_budget(settings)}


def _check(text: str, name: str = "text") -> str:
    if not isinstance(text, str):
        raise TextError(name, type(text).__name__, "str; of an article, the text that it was parsed from")
    return text
