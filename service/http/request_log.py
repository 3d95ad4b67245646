"""The request log: an id, a log line and the metrics of every request; used by the app.

Neither log nor metrics hold a text, the address of a caller or a key. They have the route of a request,
never its path, query, headers or body.
"""

import logging
import random
import re
import time
from collections.abc import Sequence
from typing import TypedDict

from flask import Flask, Response, g, request

from service.http.metrics import Meter, register_meter
from service.logs import LOG, write_events

# Any other id that a caller sends could break a line of the log.
_GOOD_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class AnsweredRequest(TypedDict):
    """What the log tells of a request, besides its time."""

    id: str
    method: str
    route: str
    status: int
    bytes: int | None
    key: str | None


def register_tracing(app: Flask) -> None:
    """Take the id a caller sends as X-Request-ID, or make one, and send it back; log and count at the end."""
    register_meter(app)
    meter: Meter = app.extensions["meter"]

    @app.before_request
    def begin() -> None:
        g.request_id = choose_id(request.headers.get("X-Request-ID", ""))
        g.begun = time.perf_counter()
        meter.in_hand.inc()

    @app.after_request
    def end(reply: Response) -> Response:
        reply.headers["X-Request-ID"] = g.request_id
        answered = AnsweredRequest(
            id=g.request_id,
            method=request.method,
            route=request.url_rule.rule if request.url_rule else "none",
            status=reply.status_code,
            bytes=request.content_length,
            key=g.key.name if g.get("key") else None,
        )
        begun = g.begun

        def log() -> None:
            meter.in_hand.dec()
            log_requests(meter, [(answered, time.perf_counter() - begun)])

        reply.call_on_close(log)
        return reply


def choose_id(given: str) -> str:
    """The id that a caller sent, or another where it is none."""
    # Not `secrets`: the id is no secret, and a system call for each request costs time.
    return given if _GOOD_ID.fullmatch(given) else f"{random.getrandbits(64):016x}"


def log_requests(meter: Meter, answered: Sequence[tuple[AnsweredRequest, float]]) -> None:
    """Log and count requests, each with the seconds until its reply was sent."""
    for one, seconds in answered:
        meter.count(one["method"], one["route"], one["status"], seconds)
    if LOG.isEnabledFor(logging.INFO):
        write_events("request", [{**one, "seconds": round(seconds, 6)} for one, seconds in answered])
