"""Streams: a body of one JSON object a line, read and checked line by line; used by the routes.

Memory has a bound: a line has a largest size, and few lines are held at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Generic, Protocol, TypeAlias, TypeVar, runtime_checkable

from flask import Flask, current_app, request
from pydantic import BaseModel

from service.http.costs import MOST_COSTLY, measure_cost
from service.http.errors import explain_error
from service.settings import ServiceSettings
from service.wire.decoding import check_value, parse_json
from service.wire.models import LINES
from service.wire.problems import (
    BAD_REQUEST,
    STOPPING,
    TOO_LARGE,
    TOO_SLOW,
    ProblemError,
    make_busy_problem,
)

# Bytes read at once, and lines worked on at once: more gains nothing and delays the first answer.
_PIECE = 64 * 1024
MOST_LINES = 32
# Bytes a second, on average: a slower stream or upload keeps a thread from others.
LEAST_RATE = 1024

# Its number, from 1, and its bytes; None where it is longer than a line may be.
Line = tuple[int, bytes | None]
Wanted = TypeVar("Wanted", bound=BaseModel)


class IncomingBody(Protocol):
    """A body that returns what has arrived, and waits only where nothing has."""

    def read1(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; none at the end."""


@runtime_checkable
class TimedBody(Protocol):
    """What the body of our own server has besides: a time limit, and a look at whether the server stops."""

    def extend(self) -> None:
        """Start the time limit anew."""

    def is_stopping(self) -> bool:
        """Whether the server is about to stop."""

    def measure_rate(self) -> float:
        """Bytes a second that have arrived."""

    def end(self) -> None:
        """Let the time limit be over, within a second."""


@dataclass(frozen=True, slots=True)
class RequestLine(Generic[Wanted]):
    """One line of a stream: its number, from 1, its bytes, and the request on it, or why it is none.

    data  none of a line that is too long
    """

    number: int
    data: bytes
    request: Wanted | ProblemError

    @property
    def is_costly(self) -> bool:
        """Whether the work on it takes very long."""
        return measure_cost(self.data) > MOST_COSTLY


@dataclass(frozen=True, slots=True)
class RequestStream(Generic[Wanted]):
    """The lines of a stream, in batches of those that have arrived."""

    batches: Iterator[list[RequestLine[Wanted]]]


# What a body may hold: one request, a list of them, or a stream of one a line.
Requests: TypeAlias = Wanted | list[Wanted] | RequestStream[Wanted]


@dataclass(frozen=True, slots=True)
class ReplyStream:
    """The answers to the lines of a stream: each with its line's number; a `ProblemError` where it failed."""

    batches: Iterator[list[tuple[int, object]]]


def register_streams(app: Flask, settings: ServiceSettings) -> None:
    """Let half of the threads of an app be in streams and uploads: each of these keeps one."""
    app.extensions["stream_slots"] = StreamSlots(settings.threads // 2)


class StreamSlots:
    """The threads for streams and uploads; one that hardly sends anything gives way to others."""

    def __init__(self, most: int) -> None:
        self.most, self.lock = most, Lock()
        self.open: list[StreamSlot] = []

    def take(self, body: object) -> "StreamSlot":
        """A slot for a body. Raises ``ProblemError``; then the slowest is ended, if it is too slow."""
        with self.lock:
            if len(self.open) < self.most:
                self.open.append(StreamSlot(self, body))
                return self.open[-1]
            timed = [slot.body for slot in self.open if isinstance(slot.body, TimedBody)]
            slowest = min(timed, key=lambda one: one.measure_rate(), default=None)
            if slowest is not None and slowest.measure_rate() < LEAST_RATE:
                slowest.end()
        raise make_busy_problem("too many open streams")


@dataclass(frozen=True, slots=True, eq=False)
class StreamSlot:
    """One of the threads for streams and uploads."""

    slots: StreamSlots
    body: object

    def release(self) -> None:
        """Let another stream have it."""
        with self.slots.lock:
            self.slots.open.remove(self)


def take_stream_slot() -> StreamSlot:
    """One of the threads for streams and uploads; the caller releases it. Raises ``ProblemError``."""
    slots: StreamSlots = current_app.extensions["stream_slots"]
    return slots.take(request.environ["wsgi.input"])


def is_stream() -> bool:
    """Whether the body of the current request is a stream of lines."""
    return request.mimetype in LINES and "Content-Encoding" not in request.headers


def read_request_stream(model: type[Wanted]) -> RequestStream[Wanted]:
    """The requests of the current body, read as they are used. Using them raises ``ProblemError``."""
    return RequestStream(_read_requests(model))


def _read_requests(model: type[Wanted]) -> Iterator[list[RequestLine[Wanted]]]:
    body = request.environ["wsgi.input"]
    longest = current_app.config["SETTINGS"].max_body
    try:
        for batch in read_batches(body, request.content_length, longest):
            yield [
                RequestLine(number, line or b"", _check_line(line, model, longest)) for number, line in batch
            ]
    except TimeoutError:
        stopping = isinstance(body, TimedBody) and body.is_stopping()
        kind = STOPPING if stopping else TOO_SLOW
        raise ProblemError(kind, "the rest of the stream was not read") from None


def _check_line(line: bytes | None, model: type[Wanted], longest: int) -> Wanted | ProblemError:
    """The request on a line, or why it is none."""
    if line is None:
        return ProblemError(TOO_LARGE, f"the line is longer than {longest} bytes")
    try:
        return check_value(parse_json(line), model)
    except Exception as error:  # noqa: BLE001  the other lines go on
        return explain_error(error)


def read_batches(body: IncomingBody, length: int | None, longest: int) -> Iterator[list[Line]]:
    """The lines of a body that are not empty, as many at a time as have arrived, up to `MOST_LINES`.

    body     read to its end
    length   bytes it should have, if known
    longest  bytes of a line; a longer one is skipped and counted

    Raises ``TimeoutError`` where it takes too long, ``ProblemError`` where it breaks off.
    """
    number = taken = 0
    rest, skipping, useful = b"", False, True
    # Lines without anything do not move the time limit.
    while piece := read_piece(body, extend=useful):
        taken += len(piece)
        *lines, rest = (rest + piece).split(b"\n")
        found: list[Line] = []
        for line in lines:
            number += 1
            if skipping or len(line) > longest:
                found.append((number, None))
            elif line.strip():
                found.append((number, line))
            skipping = False
        if len(rest) > longest:
            rest, skipping = b"", True
        useful = bool(found)
        yield from (found[start : start + MOST_LINES] for start in range(0, len(found), MOST_LINES))
    if length is not None and taken < length:
        raise ProblemError(BAD_REQUEST, f"the body ended after {taken} of {length} bytes")
    if skipping or rest.strip():
        yield [(number + 1, None if skipping else rest)]


def read_piece(body: IncomingBody, *, extend: bool = True) -> bytes:
    """What has arrived of a body; nothing at its end. Raises ``TimeoutError``, ``ProblemError``."""
    if extend and isinstance(body, TimedBody):
        # The time limit is for the next piece alone, however long the work on the last one took.
        body.extend()
    try:
        return body.read1(_PIECE)
    except TimeoutError:
        raise
    except Exception as error:  # noqa: BLE001  each server has its own error for a broken chunk
        raise ProblemError(BAD_REQUEST, f"the body could not be read: {type(error).__name__}") from None
