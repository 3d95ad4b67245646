"""The request log: an id, a log line and the metrics of every request; used by the app.

Neither log nor metrics hold a text, the address of a caller or a key. They have the route of a request,
never its path, query, headers or body.
"""

import logging
import random
import re
import time

import structlog
from flask import Flask, Response, g, request

from service.http.metrics import Meter, register_meter
from service.logs import LOG

# Any other id that a caller sends could break a line of the log.
_GOOD_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def register_tracing(app: Flask) -> None:
    """Take the id a caller sends as X-Request-ID, or make one, and send it back; log and count at the end."""
    register_meter(app)
    meter: Meter = app.extensions["meter"]

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-ID", "")
        # Not `secrets`: the id is no secret, and a system call for each request costs time.
        g.request_id = given if _GOOD_ID.fullmatch(given) else f"{random.getrandbits(64):016x}"
        g.begun = time.perf_counter()
        meter.in_hand.inc()

    @app.after_request
    def end(reply: Response) -> Response:
        reply.headers["X-Request-ID"] = g.request_id
        logged = {
            "id": g.request_id,
            "method": request.method,
            "route": request.url_rule.rule if request.url_rule else "none",
            "status": reply.status_code,
            "bytes": request.content_length,
            "key": g.key.name if g.get("key") else None,
        }
        begun = g.begun
        reply.call_on_close(lambda: _log_request(meter, logged, time.perf_counter() - begun))
        return reply


def _log_request(meter: Meter, logged: dict[str, object], seconds: float) -> None:
    meter.in_hand.dec()
    meter.count(str(logged["method"]), str(logged["route"]), int(str(logged["status"])), seconds)
    if LOG.isEnabledFor(logging.INFO):
        # By structlog itself: through `logging` a line costs more than twice as much.
        structlog.get_logger().info("request", **logged, seconds=round(seconds, 6))
