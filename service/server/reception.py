"""How the connections of a process are received: without a thread, until a request has arrived; and refused.

`gunicorn_worker` gives the requests that have arrived to threads.
"""

import socket
import time
from collections import deque
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from threading import Lock
from typing import Any

from service.http.access.gate import Gate
from service.http.costs import measure_cost
from service.server.arriving import ArrivingRequest, arrives_as_stream, expects_continue, measure_body
from service.server.events import EventWorker
from service.server.refusals import write_problem
from service.server.sockets import has_closed, was_reset
from service.wire.problems import (
    BAD_REQUEST,
    HEAD_TOO_LARGE,
    TOO_SLOW,
    ProblemError,
)

# Bytes of a request that may arrive before it gets a thread. A socket's buffer holds four times that by
# default, and an article of 600 words takes 7 KB, 25 KB where its letters are escaped.
MOST_AWAITED = 32 * 1024
# Bytes read at once of a longer request, and in one turn.
_PIECE, _TURN, _CHUNKS_TURN = 1 << 18, 1 << 20, 1 << 13
# Of all requests on their way together, as a multiple of the largest body.
MOST_HELD = 16
# Seconds that the other side of a refused or finished connection gets to read its reply and close.
_CLOSE_SECONDS = 2.0


class ReceivingWorker(EventWorker):
    """The part of the worker that reads, refuses and closes connections in the main thread."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.patience: float = self.app.settings.patience
        self.held, self.count_lock = 0, Lock()
        self.closing: deque[Any] = deque()
        self.unread = bytearray(_PIECE)
        self.gate: Gate | None = None

    def _receive_head(self, conn: Any) -> bytes | None:
        """The head of a request, once it has arrived with as much of its body as is awaited; None before."""
        seen = self._peek(conn)
        if not seen:
            return None
        head, end, _ = seen.partition(b"\r\n\r\n")
        if not end and len(seen) == MOST_AWAITED:
            self._refuse(conn, ProblemError(HEAD_TOO_LARGE, HEAD_TOO_LARGE.advice))
            return None
        body = measure_body(head + b"\r\n") if end else 0
        is_stream = arrives_as_stream(head + b"\r\n")
        if (
            end
            and not is_stream
            and (body is None or len(head) + 4 + body > MOST_AWAITED or expects_continue(head + b"\r\n"))
        ):
            return self._begin_long(conn, head + end)
        wanted = len(head) + 4 + (0 if is_stream else body or 0) if end else len(seen) + 1
        early = len(seen) < getattr(conn, "awaited", 0)  # woken before all has arrived
        ended = early and has_closed(conn.sock)
        if early and not ended:
            return self._begin_arriving(conn)  # the system lacks memory for what is awaited
        if ended and self._closes_ended(conn, None if end else len(head)):
            return None
        if len(seen) >= wanted or ended:
            _end_wait(conn)
            conn.cost = measure_cost(seen)
            return head
        self._wait_for_bytes(conn, min(wanted, MOST_AWAITED))
        return None

    def _peek(self, conn: Any) -> bytes:
        """What has arrived and stays where it is; nothing from a connection that waits now, or is closed."""
        if conn.sock.gettimeout() != 0:
            conn.sock.setblocking(False)  # noqa: FBT003  the socket's own signature
        try:
            seen: bytes = conn.sock.recv(MOST_AWAITED, socket.MSG_PEEK)
        except BlockingIOError:
            self._wait_for_bytes(conn, 1)
            return b""
        except OSError:
            seen = b""  # a broken connection is treated as a closed one
        if not seen:
            # A kept connection that is closed needs no reply and no place in the queue.
            self._close(conn)
        return seen

    def _closes_ended(self, conn: Any, size: int | None) -> bool:
        """Close a connection that was reset, or ended after so many bytes of a head; whether it was one."""
        if was_reset(conn.sock):
            self._close(conn)
        elif size is not None:
            self._refuse(conn, ProblemError(BAD_REQUEST, f"the head ended after {size} bytes"))
        else:
            return False
        return True

    def _begin_long(self, conn: Any, head: bytes) -> bytes | None:
        """Begin to read a request whose body does not fit into the buffer of a socket, where it is wanted."""
        length = measure_body(head) or 0
        if length > self.app.settings.max_body or self.gate is None or not self.gate.wants_body(head):
            _end_wait(conn)
            return head  # a thread says why
        return self._begin_arriving(conn)

    def _begin_arriving(self, conn: Any) -> bytes | None:
        """Begin to read a request piece by piece."""
        _end_wait(conn)
        conn.arriving = ArrivingRequest()
        return self._receive_all(conn)

    def _receive_all(self, conn: Any) -> bytes | None:
        """The head of a request, once all of it has arrived; None before."""
        arriving: ArrivingRequest = conn.arriving
        if conn.sock.gettimeout() != 0:
            conn.sock.setblocking(False)  # noqa: FBT003
        if conn.timeout is None:
            conn.timeout = time.monotonic() + self.patience
        try:
            return self._read_more(conn, arriving)
        except ProblemError as problem:
            self._refuse(conn, problem)
            return None

    def _read_more(self, conn: Any, arriving: ArrivingRequest) -> bytes | None:
        """The same. Raises ``ProblemError`` for what is not read to its end."""
        closed = self._read_turn(conn, arriving)
        if not arriving.find_body():
            if len(arriving.data) > MOST_AWAITED:
                raise ProblemError(HEAD_TOO_LARGE, HEAD_TOO_LARGE.advice)
            self._wait_longer(conn, closed)
            return None
        head = arriving.head
        if not arriving.checked:
            arriving.checked = True
            too_long = (arriving.length or 0) > self.app.settings.max_body
            if too_long or arrives_as_stream(head) or self.gate is None or not self.gate.wants_body(head):
                return head
            if arriving.drop_expectation():
                with suppress(OSError):
                    conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        if self._has_ended(arriving):
            return arriving.head
        if closed:
            detail = f"the body ended after {len(arriving.data) - arriving.body} bytes"
            raise ProblemError(BAD_REQUEST, detail)
        self._wait_longer(conn, closed)
        return None

    def _has_ended(self, arriving: ArrivingRequest) -> bool:
        """Whether a request is all there; chunks that are joined take fewer bytes than before."""
        try:
            return arriving.has_ended(self.app.settings.max_body)
        finally:
            self._recount(arriving)

    def _read_turn(self, conn: Any, arriving: ArrivingRequest) -> bool:
        """Read what has arrived, up to a limit; whether the other side has closed."""
        before = len(arriving.data)
        # Of chunks less: those of a byte take two microseconds each.
        most = _TURN if arriving.length is not None else _CHUNKS_TURN
        try:
            while len(arriving.data) - before < most and not (
                arriving.body and arriving.has_ended(self.app.settings.max_body)
            ):
                piece = conn.sock.recv(min(_PIECE, most))
                arriving.data += piece
                if not piece:
                    return True
        except BlockingIOError:
            pass
        except OSError:
            return True
        finally:
            self._recount(arriving)
        return False

    def _recount(self, arriving: ArrivingRequest) -> None:
        """Count the bytes that a request holds now, whatever was added, dropped or joined before."""
        with self.count_lock:
            self.held += arriving.size - arriving.counted
        arriving.counted = arriving.size

    def _wait_longer(self, conn: Any, closed: bool) -> None:  # noqa: FBT001
        """Wait for more of a request; the slowest is refused where all together have sent too much."""
        if closed:
            self._close(conn)
            return
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))
        while self.held > MOST_HELD * self.app.settings.max_body:
            arriving = [one for one in self.pending_conns if getattr(one, "arriving", None) is not None]
            if not arriving:
                return
            slowest = min(arriving, key=lambda one: one.arriving.rate)
            self._forget(slowest)
            self._refuse(slowest, ProblemError(TOO_SLOW, TOO_SLOW.advice))

    def _forget(self, conn: Any) -> None:
        """Wait for a connection no longer."""
        self.poller.unregister(conn.sock)
        (self.pending_conns if conn in self.pending_conns else self.keepalived_conns).remove(conn)

    def _release(self, conn: Any) -> None:
        """Count the bytes of a request no longer."""
        arriving = getattr(conn, "arriving", None)
        if arriving is not None:
            conn.arriving = None
            with self.count_lock:
                self.held -= arriving.counted

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
        self._release(conn)
        self.wsgi.extensions["meter"].refused.labels(problem.kind.name).inc()
        try:
            conn.sock.setblocking(False)  # noqa: FBT003
            with suppress(BlockingIOError):
                conn.sock.recv(MOST_AWAITED)
            conn.sock.send(write_problem(problem))
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
            # Without copying what nobody reads.
            if sock.recv_into(self.unread, 0, socket.MSG_TRUNC):
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
        self._release(conn)
        self.nr_conns -= 1
        conn.close()


def _end_wait(conn: Any) -> None:
    """Wake at any byte again, without a time limit; what the request costs is not known yet."""
    if getattr(conn, "awaited", 0) > 1:
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
    conn.awaited, conn.timeout, conn.cost = 0, None, 0
