"""gunicorn's worker with threads, protected from slow and greedy callers; used by `server`.

A request gets a thread only after its head, and a body of up to 32 KB, have arrived. In gunicorn's own worker
a thread waits for them, so 40 connections that send part of a request and then nothing stop it: `/livez` has
no answer after 45 seconds, here within half a second (docs/operations.md, "The gunicorn worker"). Requests
that do not fit into the queue are refused at once. A connection that is being closed neither blocks others
nor takes a place in the queue. `sockets` reads and writes for the threads.

tests/service/server/test_gunicorn.py lists what this class uses of gunicorn's insides, and fails when another
version has changed it.
"""

import math
import re
import signal
import socket
import time
from collections import deque
from functools import partial
from selectors import EVENT_READ
from threading import Lock
from typing import Any

import orjson
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

from service.server.sockets import PromptBody, ReplyConnection, ReplySocket, TimedSocket
from service.wire.problems import (
    BAD_REQUEST,
    HEAD_TOO_LARGE,
    MIMETYPE,
    TOO_SLOW,
    ProblemError,
    describe_problem,
    make_busy_problem,
)

# Bytes of a request that may arrive before it gets a thread. A socket's buffer holds four times that by
# default, and an article of 600 words takes 7 KB, 25 KB where its letters are escaped.
_MOST_AWAITED = 32 * 1024
# Blocked from before the fork until this process has its own handlers. Those of the parent queue a signal
# and do nothing with it here, so the process would go on taking requests until it is killed.
STOP_SIGNALS = (signal.SIGTERM, signal.SIGQUIT)
# Seconds that the other side of a refused or finished connection gets to read its reply and close.
_CLOSE_SECONDS = 2.0
# Seconds before the forced end of the server at which streams end and say how many lines they answered.
_STREAM_END_SECONDS = 2.0
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r\n", re.IGNORECASE)
# Needs a thread before its body has arrived: to send "100 Continue", or to answer line by line.
_NEEDS_THREAD = re.compile(rb"\r\n(expect:|content-type:[ \t]*application/(x-)?nd-?json)", re.IGNORECASE)
# Answered even when the queue is full: otherwise a monitor would restart a service that is only busy.
_PROBES = (b"GET /livez ", b"GET /readyz ", b"GET /metrics ")


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's thread worker with a bounded queue; it gives a thread only to requests that have arrived."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        settings = self.app.settings
        self.patience: float = settings.patience
        self.most_requests = settings.threads + settings.queue
        self.n_requests, self.count_lock = 0, Lock()
        self.stop_time = math.inf
        self.closing: deque[Any] = deque()
        self.next_check = self.next_heartbeat = 0.0

    def init_signals(self) -> None:
        """Ignore Ctrl-C, which a terminal sends to all processes: the parent handles it."""
        super().init_signals()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Stop; streams end a little before the server does."""
        self.stop_time = time.monotonic() + max(
            self.cfg.graceful_timeout - _STREAM_END_SECONDS, self.cfg.graceful_timeout / 2
        )
        super().handle_exit(sig, frame)

    def notify(self) -> None:
        """Tell the parent that this process is alive: twice a second, not at every event."""
        now = time.monotonic()
        if now >= self.next_heartbeat:
            self.next_heartbeat = now + 0.5
            super().notify()

    def enqueue_req(self, conn: Any) -> None:
        """Give a request that has arrived to a thread, or refuse it if the queue is full; await others."""
        buffered = conn.parser is not None and conn.parser.unreader.buf.getvalue()
        head = b"" if buffered else self._receive_head(conn)
        if head is None:
            return
        if self.n_requests >= self.most_requests and not head.startswith(_PROBES):
            self._refuse(conn, make_busy_problem("the queue is full"))
            return
        conn.data_ready = True
        self._count(1)
        super().enqueue_req(conn)

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Keep the connection, or close it; gunicorn's own close would block until the other side closes."""
        if fs.cancelled() or fs.exception() or fs.result():
            super().finish_request(conn, fs)
        else:
            self._close_gracefully(conn)

    def handle(self, conn: Any) -> Any:
        """Answer a request, in a thread, with a time limit for its body and for its reply."""
        try:
            conn.init()
            unreader = conn.parser.unreader
            if not isinstance(unreader.sock, TimedSocket):
                unreader.sock = TimedSocket(conn.sock, lambda: self.stop_time)
            unreader.sock.settimeout(self.patience)
            return super().handle(conn)
        finally:
            # Not in `finish_request`: a busy main thread calls it late, and would refuse requests until then.
            self._count(-1)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """The same, after the head was parsed."""
        req.body = PromptBody(req.body, conn.parser.unreader.sock, self.patience)
        reply = ReplySocket(conn.sock, self.patience)
        keep = super().handle_request(req, ReplyConnection(reply, conn.client, conn.server))
        reply.flush()
        return keep

    def handle_error(self, _req: Any, client: Any, _addr: Any, exc: BaseException) -> None:
        """Answer what is not HTTP with a problem; gunicorn would send HTML, and log the caller's address."""
        name = type(exc).__name__
        self.log.info("a request that is not HTTP: %s", name)
        kind = HEAD_TOO_LARGE if isinstance(exc, (LimitRequestLine, LimitRequestHeaders)) else BAD_REQUEST
        try:
            client.settimeout(self.patience)
            detail = f"the request is not valid HTTP: {name}"
            client.sendall(_write_reply(ProblemError(kind, detail)))
        except OSError:
            self.log.debug("the sender is gone")

    def murder_pending(self) -> None:
        """Close connections without a request in time, and those that the other side has not closed."""
        now = time.monotonic()
        if now < self.next_check:
            return
        self.next_check = now + 0.5
        for conn in [conn for conn in self.pending_conns if now > conn.timeout or not self.alive]:
            self.poller.unregister(conn.sock)
            self.pending_conns.remove(conn)
            if getattr(conn, "awaited", 0) > 1:
                self._refuse(conn, ProblemError(TOO_SLOW, TOO_SLOW.advice))
            else:
                self._close(conn)
        while self.closing and now > self.closing[0].timeout:
            self._end_closing(self.closing[0], self.closing[0].sock)

    def _count(self, change: int) -> None:
        with self.count_lock:
            self.n_requests += change

    def _receive_head(self, conn: Any) -> bytes | None:
        """The head of a request, once it has arrived with as much of its body as is awaited; None before."""
        if conn.sock.gettimeout() != 0:
            conn.sock.setblocking(False)  # noqa: FBT003  the socket's own signature
        try:
            seen: bytes = conn.sock.recv(_MOST_AWAITED, socket.MSG_PEEK)
        except BlockingIOError:
            self._wait_for_bytes(conn, 1)
            return None
        except OSError:
            seen = b""  # a broken connection is treated as a closed one
        if not seen:
            # A kept connection that is closed needs no reply and no place in the queue.
            self._close(conn)
            return None
        head, end, _ = seen.partition(b"\r\n\r\n")
        if not end and len(seen) == _MOST_AWAITED:
            self._refuse(conn, ProblemError(HEAD_TOO_LARGE, HEAD_TOO_LARGE.advice))
            return None
        wanted = len(seen) + 1 if not end else len(head) + 4 + self._measure_body(head)
        wanted = min(wanted, _MOST_AWAITED)
        ended = len(seen) < getattr(conn, "awaited", 0)  # woken before all has arrived: no more will
        if len(seen) >= wanted or ended:
            if getattr(conn, "awaited", 0) > 1:
                conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
            conn.awaited, conn.timeout = 0, None
            return head
        self._wait_for_bytes(conn, wanted)
        return None

    def _measure_body(self, head: bytes) -> int:
        """Bytes of the body that are awaited; 0 when a thread must answer first, or when it is too long."""
        found = _LENGTH.search(head + b"\r\n")
        length = int(found[1]) if found and not _NEEDS_THREAD.search(head) else 0
        return length if length <= self.app.settings.max_body else 0

    def _wait_for_bytes(self, conn: Any, wanted: int) -> None:
        """Wait in the poller until so many bytes have arrived; the time limit runs from the first wait on."""
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, wanted)
        if not getattr(conn, "awaited", 0):
            conn.timeout = time.monotonic() + self.patience
        conn.awaited = wanted
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _refuse(self, conn: Any, problem: ProblemError) -> None:
        """Send a problem without a thread, and close the connection."""
        self.wsgi.extensions["meter"].refused.labels(problem.kind.name).inc()
        try:
            conn.sock.setblocking(False)  # noqa: FBT003
            conn.sock.recv(_MOST_AWAITED)
            conn.sock.send(_write_reply(problem))
        except OSError:
            self._close(conn)
        else:
            self._close_gracefully(conn)

    def _close_gracefully(self, conn: Any) -> None:
        """Close our side now, and the connection when the other side has closed too, or in two seconds."""
        try:
            conn.sock.setblocking(False)  # noqa: FBT003
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, EVENT_READ, partial(self._drain, conn))
        except (OSError, ValueError, KeyError):
            self._close(conn)
            return
        conn.timeout = time.monotonic() + _CLOSE_SECONDS
        self.closing.append(conn)

    def _drain(self, conn: Any, sock: Any) -> None:
        try:
            if sock.recv(_MOST_AWAITED):
                return
        except BlockingIOError:
            return
        except OSError:
            pass  # the other side is gone
        self._end_closing(conn, sock)

    def _end_closing(self, conn: Any, sock: Any) -> None:
        self.poller.unregister(sock)
        self.closing.remove(conn)
        self._close(conn)

    def _close(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()


def _write_reply(problem: ProblemError) -> bytes:
    kind, body = problem.kind, orjson.dumps(describe_problem(problem))
    fields = {
        "Content-Type": MIMETYPE,
        "Content-Length": str(len(body)),
        "Connection": "close",
        "X-Content-Type-Options": "nosniff",
        **problem.headers,
    }
    lines = [f"HTTP/1.1 {kind.status} {kind.name}", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body
