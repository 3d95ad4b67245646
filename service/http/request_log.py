"""Tracing: an id for every request, which its answer and its line in the log share; and its metrics.

Neither log nor metrics hold a text, an address of a caller or a key: of a request they have the rule it
matched, never its path, its query, its headers or its body.
"""

import logging
import random
import re
import time

import structlog
from flask import Flask, Response, g, request

from service.http.metrics import Meter, register_meter
from service.logs import LOG

# What a caller may choose; anything else could break a line of a log.
_GOOD_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def register_tracing(app: Flask) -> None:
    """Take the id a caller sends as X-Request-ID, or make one, and send it back; log and count at the end."""
    register_meter(app)
    meter: Meter = app.extensions["meter"]

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-ID", "")
        # No secret: who knows it learns nothing, and secrets would ask the system for every request.
        g.request_id = given if _GOOD_ID.fullmatch(given) else f"{random.getrandbits(64):016x}"
        g.begun = time.perf_counter()
        meter.in_hand.inc()

    @app.after_request
    def end(reply: Response) -> Response:
        reply.headers["X-Request-ID"] = g.request_id
        told = {
            "id": g.request_id,
            "method": request.method,
            "route": request.url_rule.rule if request.url_rule else "none",
            "status": reply.status_code,
            "bytes": request.content_length,
            "key": g.key.name if g.get("key") else None,
        }
        begun = g.begun
        reply.call_on_close(lambda: _tell(meter, told, time.perf_counter() - begun))
        return reply


def _tell(meter: Meter, told: dict[str, object], seconds: float) -> None:
    meter.in_hand.dec()
    meter.count(str(told["method"]), str(told["route"]), int(str(told["status"])), seconds)
    if LOG.isEnabledFor(logging.INFO):
        # By structlog itself: on the way through `logging` a line costs more than twice as much.
        structlog.get_logger().info("request", **told, seconds=round(seconds, 6))
