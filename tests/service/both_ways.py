"""Sends each usual post through the fast path and through Flask, and compares what comes back."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from flask import Flask

# Status, headers and body.
Reply = tuple[str, list[tuple[str, str]], bytes]
POSTS = frozenset(
    f"/v1/{name}" for name in ("pages", "summaries", "phrases", "shared-summaries", "comparisons")
)


class BothWays:
    """A WSGI app that answers as an app does, and fails where its fast path and Flask differ."""

    def __init__(self, app: Flask) -> None:
        self.app, self.answer = app, app.wsgi_app
        app.wsgi_app = self  # type: ignore[method-assign]

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """The reply, the same both ways."""
        body = environ["wsgi.input"]
        if not isinstance(body, BytesIO) or environ["PATH_INFO"] not in POSTS:
            return self.answer(environ, start_response)
        environ.setdefault("HTTP_X_REQUEST_ID", "one")
        sent = body.getvalue()
        by_flask = call(lambda *given: Flask.wsgi_app(self.app, *given), environ, sent)
        status, headers, said = call(self.answer, environ, sent)
        assert (status, headers, said) == by_flask
        start_response(status, headers)
        return [said]


def call(answer: Any, environ: dict[str, Any], body: bytes) -> Reply:
    """The reply of a WSGI app to a request with this body."""
    started: list[tuple[str, list[tuple[str, str]]]] = []
    reply = answer(
        {**environ, "wsgi.input": BytesIO(body)},
        lambda status, headers, *_: started.append((status, headers)),
    )
    said = b"".join(reply)
    getattr(reply, "close", lambda: None)()
    return *started[-1], said


def make_environ(path: str, body: bytes, head: dict[str, str]) -> dict[str, Any]:
    """The environment of a post."""
    return {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.errors": BytesIO(),
        "wsgi.input": BytesIO(body),
        **head,
    }
