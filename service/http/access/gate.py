"""The gate: whether the body of a request is wanted at all, by its head; used by the server.

The server awaits a body only when this says so. All other requests get a thread at once, where the app
refuses them by the same checks, in the same order, before it reads anything: host, key, rate, size.
"""

from http.client import HTTPMessage, parse_headers
from io import BytesIO

from flask import Flask
from werkzeug.exceptions import HTTPException

from service.http.access.auth import authorize
from service.http.access.hosts import check_framing, check_host, check_origin
from service.http.access.rate_limits import find_excess
from service.http.operations import Scope, find_operations
from service.settings import ServiceSettings
from service.wire.problems import ProblemError


class Gate:
    """The checks of an app that need no body."""

    def __init__(self, app: Flask) -> None:
        self.app, self.operations = app, find_operations(app)
        self.urls = app.url_map.bind("localhost")
        self.settings: ServiceSettings = app.config["SETTINGS"]

    def wants_body(self, head: bytes) -> bool:
        """Whether the app would read the body of a request with this head."""
        line, _, rest = head.partition(b"\r\n")
        try:
            method, target, _ = line.decode("ascii").split(" ")
            headers = parse_headers(BytesIO(rest))
            endpoint, _ = self.urls.match(target.partition("?")[0], method)
            self._check(endpoint, headers)
        except (ValueError, HTTPException, ProblemError):
            return False
        except Exception:  # noqa: BLE001  whatever is wrong with a head, the thread that reads it says so
            return False
        return True

    def _check(self, endpoint: str, headers: HTTPMessage) -> None:
        """Raise ``ProblemError`` where the app would refuse a request."""
        check_framing(headers.get("Transfer-Encoding"))
        check_host(headers.get("Host"), self.settings)
        operation = self.operations.get(endpoint)
        if operation is None or operation.scope is None:
            return
        if operation.scope == Scope.JOBS:
            check_origin(headers.get("Origin"), self.settings)
        key = authorize(self.app, operation.scope, headers.get("Authorization", ""))
        if key is not None:
            find_excess(self.app, key)
