"""Large requests, and costly ones: each is answered by a process of its own; used by `gunicorn_worker`.

A body of 2 MB can keep the interpreter for seconds in one call (4.8 seconds were seen, for a reply of 84 MB)
and take hundreds of megabytes, which Python rarely gives back. No other request of the process would be
answered meanwhile. Here it has a process, with limits on its time and memory, that ends with the answer.

A process with threads cannot safely be forked. So each web process begins with a fork, without threads, which
does nothing but fork again for each large request.
"""

import gc
import os
import resource
import signal
import socket
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from threading import Lock
from typing import Any

import orjson
from flask import Flask, Response, g, request

from service.http.batcher import ELSEWHERE
from service.http.bodies import read_bytes
from service.http.costs import MOST_COSTLY, measure_cost
from service.http.errors import answer_problem
from service.wire.problems import TOO_LARGE, ProblemError, read_problem

# Bytes. Smaller ones are answered in the threads.
LARGE = 1 << 16
# Of processor time; a body of 2 MB of prose takes 3.
_MOST_SECONDS = 30
# Bytes of memory besides those of the process at its start, and for each byte of a body that may be sent.
# 2 MB of prose take 150 MB.
_MEMORY, _MEMORY_FACTOR = 256 << 20, 128
# A reply may be so many times as large as the largest body.
_REPLY_FACTOR = 8
# Of the whole exchange, so that no thread is lost.
_PATIENCE = 4.0 * _MOST_SECONDS
_TYPES = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")


class Forker:
    """The process that forks for each large request; it ends with the one that made it."""

    def __init__(self, app: Flask, listeners: Iterable[Any]) -> None:
        self.app = app
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.pid = os.fork()
        if not self.pid:
            self.control.close()
            for listener in listeners:
                listener.close()
            _fork_for_ever(app, theirs)
        theirs.close()
        app.before_request(self._forward)
        self.turn = Lock()
        app.extensions[ELSEWHERE] = self.answer_elsewhere

    def answer_elsewhere(self, body: bytes, media: str) -> bytes:
        """The reply to a body at the address of this stream, one at a time. Raises ``ProblemError``."""
        with self.turn:
            reply = self._exchange(body, CONTENT_TYPE=media)
        said = reply.get_data()
        if reply.status_code == 200:
            return said
        raise read_problem(orjson.loads(said))

    def _forward(self) -> Response | None:
        """The answer to a large request; None for one that is answered here."""
        if request.method != "POST" or request.url_rule is None or request.mimetype not in _TYPES:
            return None
        length = request.content_length
        if length is not None and length > self.app.config["SETTINGS"].max_body:
            return None  # which the view refuses
        body = read_bytes(keep=True)
        return self._exchange(body) if len(body) > LARGE or measure_cost(body) > MOST_COSTLY else None

    def _exchange(self, body: bytes, **changed: str) -> Response:
        environ = {name: value for name, value in request.environ.items() if isinstance(value, str)}
        environ |= changed
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                socket.send_fds(self.control, [b"x"], [theirs.fileno()])
            ours.settimeout(_PATIENCE)
            with suppress(OSError):  # it ended early: the answer says why
                ours.sendall(orjson.dumps(environ) + b"\n" + body)
                ours.shutdown(socket.SHUT_WR)
            head, _, reply = _read_all(ours).partition(b"\n")
        if not head:
            detail = "the work on it took too much time or memory"
            raise ProblemError(TOO_LARGE, detail)
        status, headers = orjson.loads(head)
        return Response(reply, status, headers)


def _fork_for_ever(app: Flask, control: socket.socket) -> None:
    """Fork for each connection that arrives; at the end of the other side all forks are killed."""
    os.setsid()
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for number in (signal.SIGTERM, signal.SIGQUIT, signal.SIGUSR1, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody has to wait for the forks
    gc.freeze()
    while True:
        try:
            sent, (descriptor, *_), *_ = socket.recv_fds(control, 1, 1)
        except (OSError, ValueError):
            sent = b""
        if not sent:
            os.killpg(0, signal.SIGKILL)
        if not os.fork():
            control.close()
            try:
                _answer(app, socket.socket(fileno=descriptor))
            finally:
                os._exit(0)
        os.close(descriptor)


def _answer(app: Flask, connection: socket.socket) -> None:
    """Read a request, and write its answer."""
    most = app.config["SETTINGS"].max_body
    os.nice(5)  # small requests first
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    memory = _measure_memory() + _MEMORY + _MEMORY_FACTOR * most
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    head, _, body = _read_all(connection).partition(b"\n")
    environ = {**orjson.loads(head), "wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    with app.request_context({**environ, "wsgi.errors": BytesIO(), "wsgi.multithread": False}):
        g.key = None  # checked already
        reply = _call_view(app)
        if len(reply.get_data()) > _REPLY_FACTOR * most:
            size = len(reply.get_data())
            reply = answer_problem(ProblemError(TOO_LARGE, f"the reply would have {size} bytes"))
        connection.sendall(orjson.dumps([reply.status_code, list(reply.headers)]) + b"\n")
        connection.sendall(reply.get_data())


def _call_view(app: Flask) -> Response:
    try:
        return app.make_response(app.dispatch_request())
    except Exception as error:  # noqa: BLE001  as Flask does
        return app.make_response(app.handle_user_exception(error))


def _read_all(connection: socket.socket) -> bytes:
    pieces = []
    with suppress(OSError):
        while piece := connection.recv(1 << 20):
            pieces.append(piece)
    return b"".join(pieces)


def _measure_memory() -> int:
    """Bytes of memory that this process has for data."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            return int(file.read().split()[5]) * resource.getpagesize()
    except OSError:
        return 1 << 30
