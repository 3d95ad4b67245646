"""Tracing: an id for every request, which its answer and its line in the log share."""

import re
import secrets

from flask import Flask, Response, g, request

# What a caller may choose; anything else could break a line of a log.
_GOOD_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def register_tracing(app: Flask) -> None:
    """Take the id a caller sends as X-Request-ID, or make one, and send it back."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-ID", "")
        g.request_id = given if _GOOD_ID.fullmatch(given) else secrets.token_hex(8)

    @app.after_request
    def end(reply: Response) -> Response:
        reply.headers["X-Request-ID"] = g.request_id
        return reply
