"""The fast path: a request that is right in every way is answered without Flask; used by the app.

Flask's dispatch, its request and reply and its hooks take as long as all else that the service does for one
article (docs/operations.md, "Sizing"). Only the posts that `Operation.call` names come here, and of them only
single requests in plain JSON. Each step is the function that Flask's hook or view calls. Whatever is unusual
or wrong goes on to Flask as it came: refusals, lists, streams and pages of other origins are answered there.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

import orjson
from flask import Flask
from pydantic import BaseModel

from service.http.auth import SECURITY_HEADERS, Key, authorize
from service.http.batcher import LARGEST, find_batcher
from service.http.compression import choose_coding, compress
from service.http.hosts import check_host, find_host
from service.http.metrics import Meter
from service.http.operations import LibraryCall, Operation, Scope
from service.http.rate_limits import COUNTED, count_request
from service.http.request_log import AnsweredRequest, choose_id, log_request
from service.wire.decoding import check_value, parse_json

Environ = dict[str, Any]
# Headers of which Flask's stack knows more than is done here.
_UNUSUAL = frozenset({"HTTP_CONTENT_ENCODING", "HTTP_TRANSFER_ENCODING", "HTTP_EXPECT", "HTTP_ORIGIN"})
_HEADERS = list(SECURITY_HEADERS.items())


@dataclass(frozen=True, slots=True)
class Route:
    """What is done at one address."""

    rule: str
    scope: Scope
    model: type[BaseModel]
    call: LibraryCall


@dataclass(frozen=True, slots=True)
class SentReply:
    """The body of a reply; `close` is called when it was sent."""

    body: bytes
    close: Callable[[], None]

    def __iter__(self) -> Iterator[bytes]:
        return iter((self.body,))


def register_fast_path(app: Flask, operations: Mapping[str, Operation]) -> None:
    """Answer the usual posts of an app before Flask does; not where pages of other origins may call it."""
    if app.config["SETTINGS"].origins:
        return  # Flask-CORS adds headers to every reply
    routes = {
        rule.rule: Route(rule.rule, one.scope, one.request, one.call)
        for rule in app.url_map.iter_rules()
        if (one := operations.get(rule.endpoint)) and one.call and one.scope and one.request
    }
    flask = app.wsgi_app

    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        route = routes.get(environ["PATH_INFO"]) if environ["REQUEST_METHOD"] == "POST" else None
        if route is not None and _is_usual(environ):
            reply = _answer(app, route, environ, start_response)
            if reply is not None:
                return reply
        return flask(environ, start_response)

    app.wsgi_app = answer  # type: ignore[method-assign]


def _is_usual(environ: Environ) -> bool:
    """Whether a head announces a small body of JSON and nothing else."""
    length = environ.get("CONTENT_LENGTH", "")
    return (
        environ.get("CONTENT_TYPE") in ("application/json", "application/json; charset=utf-8")
        and length.isascii()
        and length.isdigit()
        and 0 < int(length) < LARGEST
        and _UNUSUAL.isdisjoint(environ)
        and not environ["SCRIPT_NAME"]
    )


def _answer(app: Flask, route: Route, environ: Environ, start_response: Any) -> SentReply | None:
    """The reply to a request; None where Flask has to answer it."""
    begun = time.perf_counter()
    try:
        wanted, key = _read(app, route, environ)
    except Exception:  # noqa: BLE001  Flask finds the same fault, and says it
        return None
    meter: Meter = app.extensions["meter"]
    meter.in_hand.inc()
    try:
        with app.app_context():
            body = orjson.dumps(find_batcher(app, route.call, wanted).call(wanted))
    except Exception:  # noqa: BLE001  as above
        meter.in_hand.dec()
        return None
    headers = [("Content-Type", "application/json"), ("Content-Length", ""), ("Vary", "Accept-Encoding")]
    coding = choose_coding(environ.get("HTTP_ACCEPT_ENCODING", ""), len(body))
    if coding is not None:
        body = compress(body, coding)
        headers.append(("Content-Encoding", coding))
    headers[1] = ("Content-Length", str(len(body)))
    name = choose_id(environ.get("HTTP_X_REQUEST_ID", ""))
    start_response("200 OK", [*headers, *_HEADERS, ("X-Request-ID", name)])
    answered = AnsweredRequest(
        id=name,
        method="POST",
        route=route.rule,
        status=200,
        bytes=int(environ["CONTENT_LENGTH"]),
        key=key.name if key else None,
    )
    return SentReply(body, partial(log_request, meter, answered, begun))


def _read(app: Flask, route: Route, environ: Environ) -> tuple[BaseModel, Key | None]:
    """The request and its key, checked and counted. Raises whatever is wrong with it."""
    check_host(find_host(environ), app.config["SETTINGS"])
    key = authorize(app, route.scope, environ.get("HTTP_AUTHORIZATION", ""))
    length = int(environ["CONTENT_LENGTH"])
    if length > app.config["SETTINGS"].max_body:
        raise ValueError
    body = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = BytesIO(body)
    value = parse_json(body)
    if len(body) < length or not isinstance(value, dict):
        raise ValueError
    wanted = check_value(value, route.model)
    if key is not None:
        count_request(app, key, length)
        environ[COUNTED] = True
    return wanted, key
