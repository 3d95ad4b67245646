"""Replies: JSON from the service, read strictly into the library's records; used by the calls."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, TypeVar

import httpx2
from pydantic import TypeAdapter, ValidationError

from service.client.errors import AnswerError, RefusedError, make_refusal, make_status_problem
from service.wire.models import StreamEnd
from service.wire.problems import Problem
from summarizer.records import Summary, SummarySettings
from summarizer.records.replies import SummaryReply
from summarizer.records.summary import summarize_nothing

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class LineReply:
    """The answer to one line of a stream: its number, from 1, and a summary or a problem."""

    line: int
    result: SummaryReply | None = None
    error: Problem | None = None


def read_reply(kind: Any, body: bytes, url: str) -> Any:
    """The record of the kind given that a body holds. Raises ``AnswerError``."""
    try:
        return _adapt(kind).validate_json(body, strict=True)
    except ValidationError as error:
        row = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in row["loc"]) or "the body"
        raise AnswerError(url, f"an answer where {place} is wrong: {row['msg']}", _name_kind(kind)) from None


def read_refusal(answer: httpx2.Response) -> RefusedError:
    """The error of an answer with a status of 400 or more."""
    try:
        problem = _adapt(Problem).validate_json(answer.content, strict=True)
    except ValidationError:
        found = f"{answer.request.url} answers with {answer.headers.get('Content-Type', 'no type')}"
        problem = make_status_problem(answer.status_code, found)
    return make_refusal(
        problem,
        request_id=answer.headers.get("X-Request-ID"),
        retry_after=_read_wait(answer.headers.get("Retry-After")),
    )


def read_stream(body: bytes, n_lines: int, url: str) -> tuple[LineReply, ...]:
    """The answers to ``n_lines`` lines, in their order. Raises ``AnswerError`` and ``RefusedError``.

    All must have come: a request that broke off may have been cut within a line, which the service then
    refused.
    """
    *lines, last = body.splitlines() or [b""]
    end = read_reply(StreamEnd, last, url)
    if end.error:
        raise make_refusal(end.error)
    rows = tuple(read_reply(LineReply, line, url) for line in lines)
    if any((row.result is None) == (row.error is None) for row in rows):
        raise AnswerError(url, "a line without an answer", "a result or an error in each")
    if [row.line for row in rows] != list(range(1, n_lines + 1)) or end.counts.lines != n_lines:
        raise AnswerError(url, f"answers to {len(rows)} lines", f"one to each of {n_lines}, in their order")
    return rows


def read_first(reply: SummaryReply, settings: SummarySettings) -> Summary:
    """The summary of a page's first article; an empty summary if there is no article."""
    return reply.articles[0].summary if reply.articles else summarize_nothing(settings)


def _read_wait(value: str | None) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date."""
    if value is None:
        return None
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


@cache
def _adapt(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _name_kind(kind: Any) -> str:
    return f"a {kind.__name__}" if isinstance(kind, type) else str(kind)
