"""Busy callers: a service's throughput, whatever it does with its connections; errors end the measurement."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from benchmarks.service.busy_callers import saturate

BODIES = [b'{"text": "a"}', b'{"text": "bc"}']


class _Echo(BaseHTTPRequestHandler):
    """Answers a post with its body, larger than what is read at once; closes every third connection."""

    protocol_version = "HTTP/1.1"
    status = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append(body)  # type: ignore[attr-defined]
        self.close_connection = len(self.server.seen) % 3 == 0  # type: ignore[attr-defined]
        self.send_response(self.status)
        self.send_header("content-length", str(len(body) * 50_000))
        if self.close_connection:
            self.send_header("Connection", "close")
        with suppress(ConnectionError):  # at the end the callers leave
            self.end_headers()
            self.wfile.write(body * 50_000)

    def log_message(self, *_: Any) -> None:
        pass


class _Busy(_Echo):
    status = 503


@contextmanager
def _serve(handler: type[_Echo]) -> Iterator[tuple[str, list[bytes]]]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.seen = []  # type: ignore[attr-defined]
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1/x", server.seen  # type: ignore[attr-defined]
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("n_callers", [1, 5])
def test_whole_replies_are_counted_and_requests_go_round(n_callers: int) -> None:
    """Also of a service that closes connections, and whose replies come in several pieces."""
    with _serve(_Echo) as (url, seen):
        rate = saturate(url, BODIES, 0.5, n_callers)
    # A request of each caller is on its way at the end.
    assert len(seen) - n_callers <= round(rate * 0.5) <= len(seen)
    assert rate
    assert abs(seen.count(BODIES[0]) - seen.count(BODIES[1])) <= n_callers


def test_another_status_ends_the_measurement() -> None:
    """A refusal is quicker than an answer: it would count for more."""
    with _serve(_Busy) as (url, _), pytest.raises(RuntimeError, match="503"):
        saturate(url, BODIES, 5, 2)
