"""The fast path: a request that is right in every way is answered without Flask.

Flask's dispatch, its request and reply and its hooks take as long as all else that the service does for one
article (docs/operations.md, "Sizing"). Only the posts that `Operation.call` names come here, and of them only
single requests in plain JSON. Each step is the function that Flask's hook or view calls. Whatever is unusual
or wrong goes on to Flask as it came: refusals, lists, streams and pages of other origins are answered there.

Used by the app, for one request in each thread, and by the server, which answers several by one call.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from flask import Flask
from pydantic import BaseModel

from service.http.access.auth import SECURITY_HEADERS, Key, authorize
from service.http.access.hosts import check_host, find_host
from service.http.access.rate_limits import COUNTED, count_request, take_back
from service.http.batcher import LARGEST, call_each, find_batcher
from service.http.compression import choose_coding, compress
from service.http.costs import MOST_COSTLY, measure_cost
from service.http.metrics import Meter
from service.http.operations import LibraryCall, Operation, Scope
from service.http.request_log import AnsweredRequest, choose_id, log_requests
from service.wire.decoding import check_value, parse_json
from service.wire.encoding import encode_json
from service.wire.problems import ProblemError

Environ = dict[str, Any]
FAST_PATH = "fast_path"  # in the extensions of an app
# Headers of which Flask's stack knows more than is done here.
_UNUSUAL = frozenset({"HTTP_CONTENT_ENCODING", "HTTP_TRANSFER_ENCODING", "HTTP_EXPECT", "HTTP_ORIGIN"})
_TYPES = frozenset({"application/json", "application/json; charset=utf-8"})
_TYPE, _VARY = ("Content-Type", "application/json"), ("Vary", "Accept-Encoding")
_HEADERS = list(SECURITY_HEADERS.items())
# The address of `show_life`, and its answer.
LIFE, ALIVE = "/livez", b'{"status":"ok"}'


@dataclass(frozen=True, slots=True)
class Route:
    """What is done at one address; `together` as in `Operation`."""

    rule: str
    scope: Scope
    model: type[BaseModel]
    call: LibraryCall
    together: bool


@dataclass(frozen=True, slots=True)
class FastRequest:
    """A request that is right in every way; its key has room for it and it is counted.

    size      bytes of its body
    accepted  its Accept-Encoding
    begun     when the work on it began, by `time.perf_counter`
    """

    route: Route
    wanted: BaseModel
    key: Key | None
    size: int
    id: str
    accepted: str
    begun: float


@dataclass(frozen=True, slots=True)
class FastReply:
    """A reply with the status 200."""

    headers: list[tuple[str, str]]
    body: bytes


class FastPath:
    """The usual posts of an app."""

    def __init__(self, app: Flask, operations: Mapping[str, Operation]) -> None:
        self.app = app
        self.meter: Meter = app.extensions["meter"]
        # For `answer`: to enter it anew for each batch took a tenth of what is done for a request.
        self.context = copy_context()
        self.context.run(app.app_context().push)
        self.routes = {
            rule.rule: Route(rule.rule, one.scope, one.request, one.call, one.together)
            for rule in app.url_map.iter_rules()
            if (one := operations.get(rule.endpoint)) and one.call and one.scope and one.request
        }

    def find_route(self, environ: Environ) -> Route | None:
        """The route of a request whose head announces a small body of JSON and nothing else."""
        route = self.routes.get(environ["PATH_INFO"]) if environ["REQUEST_METHOD"] == "POST" else None
        length = environ.get("CONTENT_LENGTH", "")
        usual = (
            route is not None
            and environ.get("CONTENT_TYPE") in _TYPES
            and length.isascii()
            and length.isdigit()
            and 0 < int(length) < LARGEST
            and _UNUSUAL.isdisjoint(environ)
            and not environ["SCRIPT_NAME"]
            and not environ.get("QUERY_STRING")
        )
        return route if usual else None

    def read(self, route: Route, environ: Environ, read_body: Callable[[], bytes]) -> FastRequest | None:
        """The request with this head, counted for its key; None where Flask has to answer it."""
        begun = time.perf_counter()
        try:
            check_host(find_host(environ), self.app.config["SETTINGS"])
            key = authorize(self.app, route.scope, environ.get("HTTP_AUTHORIZATION", ""))
            size = int(environ["CONTENT_LENGTH"])
            if size > self.app.config["SETTINGS"].max_body:
                return None
            body = read_body()
            value = parse_json(body)
            if len(body) < size or not isinstance(value, dict):
                return None
            wanted = check_value(value, route.model)
            if key is not None:
                count_request(self.app, key, size)
        except Exception:  # noqa: BLE001  Flask finds the same fault, and says it
            return None
        name = choose_id(environ.get("HTTP_X_REQUEST_ID", ""))
        return FastRequest(route, wanted, key, size, name, environ.get("HTTP_ACCEPT_ENCODING", ""), begun)

    def answer(self, requests: Sequence[FastRequest], *, at_once: bool = True) -> Iterator[FastReply | None]:
        """The replies to requests of one route, in their order; None for one that Flask answers and counts.

        Only one thread may call it.

        at_once  yield each reply as soon as it is ready; a route that works together always yields all at
                 the end
        """
        self.meter.in_hand.inc(len(requests))
        route = requests[0].route
        for some in [[one] for one in requests] if at_once and not route.together else [requests]:
            results = self.context.run(call_each, route.call, [one.wanted for one in some])
            for one, result in zip(some, results, strict=True):
                reply = self._reply(one, result)
                if reply is None and one.key is not None:
                    take_back(self.app, one.key, one.size)
                yield reply
        self.meter.in_hand.dec(len(requests))

    def answer_in_thread(self, one: FastRequest) -> FastReply | None:
        """The reply to one request, by a batch with those of other threads; None as above.

        It counts as open until `close` is called.
        """
        self.meter.in_hand.inc()
        reply = self._reply(one, self._call_in_thread(one))
        if reply is None:
            self.meter.in_hand.dec()
        return reply

    def close(self, one: FastRequest) -> None:
        """Log and count a request that a thread answered, whose reply was sent."""
        self.meter.in_hand.dec()
        self.log([(one, time.perf_counter() - one.begun)])

    def _call_in_thread(self, one: FastRequest) -> object:
        try:
            with self.app.app_context():
                return find_batcher(self.app, one.route.call, one.wanted).call(one.wanted)
        except Exception as error:  # noqa: BLE001  Flask finds it again, and says it
            return error

    def _reply(self, one: FastRequest, result: object) -> FastReply | None:
        try:
            if isinstance(result, Exception):
                raise result
            return _write(one, encode_json(result))
        except Exception:  # noqa: BLE001  as above
            return None

    def answer_probe(self, environ: Environ) -> FastReply | None:
        """The reply to a plain request for `/livez`, logged and counted; None where Flask answers it."""
        begun = time.perf_counter()
        if environ["PATH_INFO"] != LIFE or not _UNUSUAL.isdisjoint(environ):
            return None
        try:
            check_host(find_host(environ), self.app.config["SETTINGS"])
        except ProblemError:
            return None
        name = choose_id(environ.get("HTTP_X_REQUEST_ID", ""))
        answered = AnsweredRequest(id=name, method="GET", route=LIFE, status=200, bytes=None, key=None)
        log_requests(self.meter, [(answered, time.perf_counter() - begun)])
        return FastReply(_list_headers(name, len(ALIVE)), ALIVE)

    def log(self, sent: Iterable[tuple[FastRequest, float]]) -> None:
        """Log and count requests, each with the seconds until its reply was sent."""
        log_requests(self.meter, [(_describe(one), seconds) for one, seconds in sent])


@dataclass(frozen=True, slots=True)
class _SentReply:
    """The body of a reply; `close` is called when it was sent."""

    body: bytes
    close: Callable[[], None]

    def __iter__(self) -> Iterator[bytes]:
        return iter((self.body,))


def register_fast_path(app: Flask, operations: Mapping[str, Operation]) -> None:
    """Answer the usual posts of an app before Flask does; not where pages of other origins may call it."""
    if app.config["SETTINGS"].origins:
        return  # Flask-CORS adds headers to every reply
    path = app.extensions[FAST_PATH] = FastPath(app, operations)
    flask = app.wsgi_app

    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        route = path.find_route(environ)
        one = path.read(route, environ, partial(_read_body, environ)) if route is not None else None
        if one is not None:
            reply = path.answer_in_thread(one)
            if reply is not None:
                start_response("200 OK", reply.headers)
                return _SentReply(reply.body, partial(path.close, one))
            environ[COUNTED] = True
        return flask(environ, start_response)

    app.wsgi_app = answer  # type: ignore[method-assign]


def _read_body(environ: Environ) -> bytes:
    """The body of a request, which Flask can read again. Raises ``ValueError`` for what takes very long."""
    body: bytes = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    environ["wsgi.input"] = BytesIO(body)
    if measure_cost(body) > MOST_COSTLY:
        raise ValueError  # the server gives it a process of its own (`large_requests`)
    return body


def _write(one: FastRequest, body: bytes) -> FastReply:
    coding = choose_coding(one.accepted, len(body))
    if coding is not None:
        body = compress(body, coding)
    return FastReply(_list_headers(one.id, len(body), coding), body)


def _list_headers(name: str, size: int, coding: str | None = None) -> list[tuple[str, str]]:
    coded = [("Content-Encoding", coding)] if coding is not None else []
    first = [_TYPE, ("Content-Length", str(size)), _VARY]
    return [*first, *coded, *_HEADERS, ("X-Request-ID", name)]


def _describe(one: FastRequest) -> AnsweredRequest:
    return AnsweredRequest(
        id=one.id,
        method="POST",
        route=one.route.rule,
        status=200,
        bytes=one.size,
        key=one.key.name if one.key else None,
    )
