"""Receiving: gunicorn's threads, kept from slow and greedy callers.

A thread is given a request only when its head, and a body that is not long, have come: gunicorn itself would
have it wait for them. What comes beyond the queue is refused at once. A closing connection does not hold up
the others, nor does it take a place in the queue. `exchanging` reads and writes for the threads.
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
from gunicorn.workers.gthread import ThreadWorker

from service.server.sockets import Exchange, PromptBody, ReplySocket, TimedSocket
from service.wire.problems import (
    BAD_REQUEST,
    HEAD_TOO_LARGE,
    MIMETYPE,
    TOO_SLOW,
    ProblemError,
    describe_problem,
    make_busy_problem,
)

# As much of a request is awaited without a thread. A socket's buffer holds four times that by default, and an
# article of 600 words takes 7 KB, 25 KB where its letters are escaped.
_AWAITED = 32 * 1024
# Blocked from before the fork until this process has its own handlers. Those of the parent queue a signal
# and do nothing with it here, so the process would go on taking requests until it is killed.
STOP_SIGNALS = (signal.SIGTERM, signal.SIGQUIT)
# Seconds a refused or finished connection gets to take its answer and close.
_LINGER = 2.0
# Before the server is ended by force, streams get this much time to say how far they came.
_LAST_WORDS = 2.0
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r\n", re.IGNORECASE)
# Who expects a word before the body, or sends lines one by one, needs a thread to say or answer it.
_TALKS = re.compile(rb"\r\n(expect:|content-type:[ \t]*application/(x-)?nd-?json)", re.IGNORECASE)
# Who watches the service is answered when it is full, or it would be ended for being busy.
_PROBES = (b"GET /livez ", b"GET /readyz ", b"GET /metrics ")


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's worker of threads, with a queue that ends and no thread for who has nothing to say yet."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        settings = self.app.settings
        self.patience: float = settings.patience
        self.most = settings.threads + settings.queue
        self.in_hand, self.counting = 0, Lock()
        self.ends = math.inf
        self.lingering: deque[Any] = deque()
        self.next_look = self.next_word = 0.0

    def init_signals(self) -> None:
        """Leave Ctrl-C, which reaches every process of a terminal, to the parent."""
        super().init_signals()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Stop: streams are to end a little before the server does."""
        self.ends = time.monotonic() + max(
            self.cfg.graceful_timeout - _LAST_WORDS, self.cfg.graceful_timeout / 2
        )
        super().handle_exit(sig, frame)

    def notify(self) -> None:
        """Tell the parent that this process lives: twice in a second, not at every event."""
        now = time.monotonic()
        if now >= self.next_word:
            self.next_word = now + 0.5
            super().notify()

    def enqueue_req(self, conn: Any) -> None:
        """Give a request that has come to a thread; wait for one that has not; refuse one too many."""
        buffered = conn.parser is not None and conn.parser.unreader.buf.getvalue()
        head = b"" if buffered else self._await(conn)
        if head is None:
            return
        if self.in_hand >= self.most and not head.startswith(_PROBES):
            self._refuse(conn, make_busy_problem("the queue is full"))
            return
        conn.data_ready = True
        self._count(1)
        super().enqueue_req(conn)

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Keep the connection, or close it without waiting for the other side, as gunicorn would."""
        if fs.cancelled() or fs.exception() or fs.result():
            super().finish_request(conn, fs)
        else:
            self._linger(conn)

    def handle(self, conn: Any) -> Any:
        """Answer a request in a thread, with a time for its body to come and for its reply to go."""
        try:
            conn.init()
            unreader = conn.parser.unreader
            if not isinstance(unreader.sock, TimedSocket):
                unreader.sock = TimedSocket(conn.sock, lambda: self.ends)
            unreader.sock.settimeout(self.patience)
            return super().handle(conn)
        finally:
            # Here, not in `finish_request`: a busy main thread hears of it late, and would refuse meanwhile.
            self._count(-1)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """The same, once its head is read."""
        req.body = PromptBody(req.body, conn.parser.unreader.sock, self.patience)
        reply = ReplySocket(conn.sock, self.patience)
        keep = super().handle_request(req, Exchange(reply, conn.client, conn.server))
        reply.flush()
        return keep

    def handle_error(self, _req: Any, client: Any, _addr: Any, exc: BaseException) -> None:
        """What is no HTTP is told so as a problem. Not gunicorn's HTML, nor its log line with the address."""
        name = type(exc).__name__
        self.log.info("a request that is no HTTP: %s", name)
        kind = HEAD_TOO_LARGE if name in ("LimitRequestLine", "LimitRequestHeaders") else BAD_REQUEST
        try:
            client.settimeout(self.patience)
            detail = f"what was sent is no HTTP that can be read: {name}"
            client.sendall(_write_reply(ProblemError(kind, detail)))
        except OSError:
            self.log.debug("the sender is gone")

    def murder_pending(self) -> None:
        """Close what said nothing in time, and what did not close by itself; once in a second."""
        now = time.monotonic()
        if now < self.next_look:
            return
        self.next_look = now + 0.5
        for conn in [conn for conn in self.pending_conns if now > conn.timeout or not self.alive]:
            self.poller.unregister(conn.sock)
            self.pending_conns.remove(conn)
            if getattr(conn, "awaited", 0) > 1:
                self._refuse(conn, ProblemError(TOO_SLOW, TOO_SLOW.advice))
            else:
                self._close(conn)
        while self.lingering and now > self.lingering[0].timeout:
            self._end_lingering(self.lingering[0], self.lingering[0].sock)

    def _count(self, change: int) -> None:
        with self.counting:
            self.in_hand += change

    def _await(self, conn: Any) -> bytes | None:
        """The head of a request that has come as far as it is awaited; None where it has not."""
        if conn.sock.gettimeout() != 0:
            conn.sock.setblocking(False)  # noqa: FBT003  a socket's own way to say it
        try:
            seen: bytes = conn.sock.recv(_AWAITED, socket.MSG_PEEK)
        except BlockingIOError:
            self._wait(conn, 1)
            return None
        except OSError:
            seen = b""  # it is broken off, which is another way to end
        if not seen:
            # Who ends what was kept for a next request wants no answer, and no place in the queue.
            self._close(conn)
            return None
        head, end, _ = seen.partition(b"\r\n\r\n")
        if not end and len(seen) == _AWAITED:
            self._refuse(conn, ProblemError(HEAD_TOO_LARGE, HEAD_TOO_LARGE.advice))
            return None
        wanted = len(seen) + 1 if not end else len(head) + 4 + self._measure_body(head)
        wanted = min(wanted, _AWAITED)
        ended = len(seen) < getattr(conn, "awaited", 0)  # woken with less than awaited: there will be no more
        if len(seen) >= wanted or ended:
            if getattr(conn, "awaited", 0) > 1:
                conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
            conn.awaited, conn.timeout = 0, None
            return head
        self._wait(conn, wanted)
        return None

    def _measure_body(self, head: bytes) -> int:
        """Bytes of body that come without being asked for; none of one that is refused for its length."""
        found = _LENGTH.search(head + b"\r\n")
        length = int(found[1]) if found and not _TALKS.search(head) else 0
        return length if length <= self.app.settings.max_body else 0

    def _wait(self, conn: Any, wanted: int) -> None:
        """Have the poller say when so many bytes have come; the time runs from the first wait on."""
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, wanted)
        if not getattr(conn, "awaited", 0):
            conn.timeout = time.monotonic() + self.patience
        conn.awaited = wanted
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _refuse(self, conn: Any, problem: ProblemError) -> None:
        """Answer without a thread."""
        self.wsgi.extensions["meter"].refused.labels(problem.kind.name).inc()
        try:
            conn.sock.setblocking(False)  # noqa: FBT003
            conn.sock.recv(_AWAITED)
            conn.sock.send(_write_reply(problem))
        except OSError:
            self._close(conn)
        else:
            self._linger(conn)

    def _linger(self, conn: Any) -> None:
        """Say that this was all, and close when the other side has, or in two seconds."""
        try:
            conn.sock.setblocking(False)  # noqa: FBT003
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, EVENT_READ, partial(self._drain, conn))
        except (OSError, ValueError, KeyError):
            self._close(conn)
            return
        conn.timeout = time.monotonic() + _LINGER
        self.lingering.append(conn)

    def _drain(self, conn: Any, sock: Any) -> None:
        try:
            if sock.recv(_AWAITED):
                return
        except BlockingIOError:
            return
        except OSError:
            pass  # it is gone, which is as good
        self._end_lingering(conn, sock)

    def _end_lingering(self, conn: Any, sock: Any) -> None:
        self.poller.unregister(sock)
        self.lingering.remove(conn)
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
