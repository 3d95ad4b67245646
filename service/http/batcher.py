"""Micro-batching: requests that arrive while others are answered form the next batch; used by the routes.

One thread of a process calls the library at a time: threads that compute side by side only take the
interpreter from each other. A batch costs less for each request, so a busy service answers more in the same
time; an idle one answers at once. Model servers do the same (Crankshaw and others 2017, Clipper).
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, TypeVar

import orjson
from flask import Flask, current_app, request
from pydantic import BaseModel

from service.http.costs import COSTLY, measure_cost
from service.http.errors import explain_error
from service.http.operations import LibraryCall
from service.http.streams import ReplyStream, RequestLine, Requests, RequestStream
from service.wire.problems import ProblemError

# Larger batches gain little and delay the last answer.
MOST = 8
# Bytes. A larger request is answered in its own thread: others would have to wait for it.
LARGEST = 1 << 16
# In the extensions of an app: answers a body of this type by a process of its own, where the work takes long.
ELSEWHERE = "elsewhere"
BodyCall = Callable[[bytes, str], bytes]

Wanted = TypeVar("Wanted", bound=BaseModel)


class _Call:
    """One request, and its result or error."""

    def __init__(self, wanted: object) -> None:
        self.wanted = wanted
        self.done = False
        self.result: object = None
        self.error: Exception | None = None
        # Locked until there is a result, or until this call's thread has to answer the next batch.
        self.woken = Lock()
        self.woken.acquire()


class Batcher:
    """Calls one function of the library for any number of threads, in batches."""

    def __init__(self, function: LibraryCall, most: int = MOST) -> None:
        self.function, self.most = function, most
        self.waiting: deque[_Call] = deque()
        self.working = False
        self.guard = Lock()

    def call(self, wanted: object) -> Any:
        """The result for one request. Raises what the function raises for it, and for it alone."""
        call = _Call(wanted)
        with self.guard:
            self.waiting.append(call)
            leads, self.working = not self.working, True
        if not leads:
            call.woken.acquire()
        if not call.done:
            self._answer_batch()
        if call.error is not None:
            raise call.error
        return call.result

    def _answer_batch(self) -> None:
        """Answer the calls that wait, the own one first; the next thread answers those after them."""
        # Lets other threads run, so that requests which are almost here join the batch.
        time.sleep(0)
        calls = [self.waiting.popleft() for _ in range(min(self.most, len(self.waiting)))]
        try:
            self._call_function(calls)
        finally:
            for call in calls:
                # Not done if the process is being ended: no thread may wait for ever.
                if not call.done:
                    call.error, call.done = RuntimeError("the work was broken off"), True
                call.woken.release()
            with self.guard:
                self.working = bool(self.waiting)
                if self.working:
                    self.waiting[0].woken.release()

    def _call_function(self, calls: list[_Call]) -> None:
        results = call_each(self.function, [call.wanted for call in calls])
        for call, result in zip(calls, results, strict=True):
            if isinstance(result, Exception):
                call.error = result  # raised again in the thread of its request
            else:
                call.result = result
            call.done = True


def call_each(function: LibraryCall, wanted: Sequence[Any]) -> Sequence[object]:
    """What ``function`` returns for each request, or the error it raises for it, and for it alone."""
    try:
        return function(wanted) if wanted else []
    except Exception as error:  # noqa: BLE001  returned
        if len(wanted) == 1:
            return [error]
        return [call_each(function, [one])[0] for one in wanted]


def register_batchers(app: Flask) -> None:
    """Let an app answer requests in batches."""
    app.extensions["batchers"] = {}


def call_library(function: LibraryCall, requests: Requests[Wanted]) -> object:
    """What ``function`` returns for one request, for each of a list, or for each line of a stream.

    A single request forms a batch with others that arrive at the same time.
    """
    if isinstance(requests, RequestStream):
        return ReplyStream(_answer_lines(function, batch) for batch in requests.batches)
    if isinstance(requests, list):
        return function(requests)
    if (request.content_length or LARGEST) < LARGEST:
        return find_batcher(current_app, function, requests).call(requests)
    return function([requests])[0]


def find_batcher(app: Flask, function: LibraryCall, wanted: object) -> Batcher:
    """The batches of a function in an app; costly ones are alone: others would have to wait."""
    text = getattr(wanted, "text", None) or getattr(wanted, "html", None) or ""
    name = function, measure_cost(orjson.dumps(text)) > COSTLY
    batchers: dict[object, Batcher] = app.extensions["batchers"]
    return batchers.get(name) or batchers.setdefault(name, Batcher(function, 1 if name[1] else MOST))


def _answer_lines(function: LibraryCall, batch: list[RequestLine[Wanted]]) -> list[tuple[int, object]]:
    elsewhere: BodyCall | None = current_app.extensions.get(ELSEWHERE)
    here = [
        not isinstance(line.request, ProblemError) and (elsewhere is None or not line.is_costly)
        for line in batch
    ]
    found = iter(call_each(function, [line.request for line, mine in zip(batch, here, strict=True) if mine]))
    return [
        (line.number, _explain(next(found) if mine else _answer_elsewhere(line, elsewhere)))
        for line, mine in zip(batch, here, strict=True)
    ]


def _answer_elsewhere(line: RequestLine[Wanted], elsewhere: BodyCall | None) -> object:
    """Why a line is no request, or its answer by a process of its own."""
    if isinstance(line.request, ProblemError):
        return line.request
    assert elsewhere is not None  # noqa: S101  such a line is answered here without it
    try:
        return orjson.Fragment(elsewhere(line.data, "application/json"))
    except Exception as error:  # noqa: BLE001  the other lines go on
        return error


def _explain(reply: object) -> object:
    return explain_error(reply) if isinstance(reply, Exception) else reply
