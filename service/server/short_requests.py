"""Short requests are answered by the main thread, several by one call; used by `gunicorn_worker`.

A thread for each request costs as much as the work on a page: the interpreter changes from thread to thread
several times, and gunicorn reads the head once more. So a plain post that has arrived whole, and of which
`FastPath` says that it is right, is answered here. What arrives meanwhile forms the next batch. Between two
batches, which take some 30 milliseconds, the main thread does all else: it accepts, reads and answers probes.
"""

import socket
import time
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache, partial
from selectors import EVENT_READ
from typing import Any

from service.http.batcher import MOST
from service.http.costs import measure_cost
from service.http.fast_path import FAST_PATH, FastPath, FastReply, FastRequest
from service.server.arriving import ArrivingRequest
from service.server.balance import ProcessCount
from service.server.heads import read_plain_head
from service.server.reception import MOST_AWAITED
from service.server.replies import UnsentReply
from service.server.sending import SendingWorker
from service.server.sockets import was_reset

# In bytes of prose (`costs`): what a request may cost, such as an article of 1,500 words; and those of a
# batch together. Key phrases of words that never recur take longest: 33 milliseconds for 10 KB, an article 3.
_MOST_COST, _BATCH_COST = 24_000, 1 << 16
# For those; 10 KB of prose take 3 to 6 milliseconds.
_WEIGHTS = {"/v1/phrases": 2}
# Seconds that a batch may take by what the last ones took.
_BATCH_SECONDS = 0.05
# Between two times that requests are logged and counted. One at a time took a tenth of the work on a page.
_LOG_SECONDS = 0.02
# Requests on one connection; then a process that is busy closes it, and the least busy one accepts the next.
_MOST_SERVED = 100
# The same where this process has two connections or more than another has.
_MOST_SERVED_AHEAD = 10
# How long a worker that stops keeps its connections open, as later versions of gunicorn do.
_STOP_SECONDS = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class ShortRequest:
    """A request that waits for the next batch; `data` is all of it.

    keeps  whether the caller keeps the connection
    whole  whether all of it could be taken from the connection
    """

    conn: Any
    request: FastRequest
    data: bytes
    cost: int
    keeps: bool
    whole: bool = True


class ShortRequestWorker(SendingWorker):
    """The part of the worker that answers short requests in the main thread."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        # Here, in the parent, which removes it when the process has ended.
        self.connections: ProcessCount = self.app.connections.add_process()
        self.short: deque[ShortRequest] = deque()
        self.fast_path: FastPath | None = None
        self.sent: list[tuple[FastRequest, float]] = []  # and the seconds it took; not logged yet
        self.next_log = 0.0
        self.n_requests = 0
        self.oldest_first = False
        self.pace = 0.0  # seconds of the last batches for each unit of cost
        self.most_requests = self.app.settings.threads + self.app.settings.queue

    def load_wsgi(self) -> None:
        """Take the app, and its fast path."""
        super().load_wsgi()
        self.fast_path = self.wsgi.extensions.get(FAST_PATH)
        self.wsgi.extensions["rates"].hurry()  # in this thread

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Handle what has happened, then answer one batch of short requests."""
        longest = min(timeout, _LOG_SECONDS) if self.sent else timeout
        super().wait_for_and_dispatch_events(0 if self.short else longest)
        if self.short:
            self._answer_batch()
        if self.sent and time.monotonic() >= self.next_log:
            self._log_sent()

    def _log_sent(self) -> None:
        """Log and count the requests that were answered since the last time."""
        if self.fast_path is not None:
            self.fast_path.log(self.sent)
        self.sent.clear()
        self.next_log = time.monotonic() + _LOG_SECONDS

    def on_client_socket_readable(self, conn: Any, client: Any) -> None:
        """Take a request on a connection that was kept; a short one leaves it in the poller."""
        if getattr(conn, "is_short", False):
            return  # the next request, before the last is answered
        if self._take_short(conn):
            conn.is_watched = True
            self.keepalived_conns.remove(conn)
        else:
            super().on_client_socket_readable(conn, client)

    def _take_short(self, conn: Any) -> bool:
        """Whether a request is short, plain and right; then it waits for the next batch."""
        if self.fast_path is None or self.n_requests >= self.most_requests:
            return False
        try:
            seen: bytes = conn.sock.recv(MOST_AWAITED, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except OSError:
            return False
        end = seen.find(b"\r\n\r\n")
        environ = read_plain_head(seen[:end]) if end > 0 and seen.startswith(b"POST /v1/") else None
        route = self.fast_path.find_route(environ) if environ is not None else None
        if environ is None or route is None:
            return False
        size = end + 4 + int(environ["CONTENT_LENGTH"])
        data = seen[:size]
        cost = measure_cost(data) * _WEIGHTS.get(route.rule, 1)
        if len(data) < size or cost > _MOST_COST:
            return False
        request = self.fast_path.read(route, environ, lambda: data[end + 4 :])
        if request is None:
            return False
        conn.is_short, conn.is_watched = True, False
        keeps, whole = wants_to_stay(environ), take_bytes(conn.sock, size)
        self.short.append(ShortRequest(conn, request, data, cost, keeps, whole))
        self._count(1)
        return True

    def _answer_batch(self) -> None:
        chosen = self._choose_batch()
        self._count(-len(chosen))
        batch = [one for one in chosen if not self._is_broken(one)]
        assert self.fast_path is not None  # noqa: S101  `_take_short` found it
        begun = time.perf_counter()
        # Where others wait, the callers of a batch are woken together, which takes less.
        requests, at_once = [one.request for one in batch], not self.short
        replies = self.fast_path.answer(requests, at_once=at_once) if batch else []
        for one, reply in zip(batch, replies, strict=True):
            one.conn.is_short = False
            if reply is None:
                self._hand_on(one)
            else:
                self._send_reply(one.conn, reply, keeps=one.keeps)
                self.sent.append((one.request, time.perf_counter() - one.request.begun))
        self._learn_pace(time.perf_counter() - begun, sum(one.cost for one in batch))

    def _learn_pace(self, seconds: float, cost: int) -> None:
        if cost:
            self.pace += (seconds / cost - self.pace) / 2

    def _choose_batch(self) -> list[ShortRequest]:
        """Requests of one route, beginning by turns with the oldest and with the cheapest."""
        self.oldest_first = not self.oldest_first
        first = self.short[0] if self.oldest_first else min(self.short, key=lambda one: one.cost)
        self.short.remove(first)
        batch, left = [first], deque[ShortRequest]()
        route, cost = first.request.route, first.cost
        most = min(_BATCH_COST, _BATCH_SECONDS / self.pace if self.pace else _BATCH_COST)
        while self.short and len(batch) < MOST and cost < most:
            one = self.short.popleft()
            if one.request.route is route and cost + one.cost <= most:
                batch.append(one)
                cost += one.cost
            else:
                left.append(one)
        self.short.extendleft(reversed(left))
        return batch

    def _is_broken(self, one: ShortRequest) -> bool:
        """Whether a caller has broken off its connection, which is closed then: nobody needs the reply.

        Also where a part of the request is left in the connection: it would be read as the next request.
        """
        if one.whole and not was_reset(one.conn.sock):
            return False
        self._unwatch(one.conn)
        self._close(one.conn)
        return True

    def _hand_on(self, one: ShortRequest) -> None:
        """Give a request that the library refuses to a thread, as it came."""
        self._unwatch(one.conn)
        one.conn.arriving = ArrivingRequest(bytearray(one.data))
        self._recount(one.conn.arriving)
        one.conn.arriving.find_body()
        self.enqueue_req(one.conn)

    def _send_reply(self, conn: Any, reply: FastReply, *, keeps: bool) -> None:
        keeps = keeps and self._keeps(conn)
        data = _write_reply(reply, keeps=keeps)
        try:
            n_sent = conn.sock.send(data, socket.MSG_DONTWAIT)
        except BlockingIOError:
            n_sent = 0
        except OSError:
            self._unwatch(conn)
            self._close(conn)
            return
        if n_sent < len(data):
            self._send_later(conn, data[n_sent:], keeps=keeps)
        elif keeps:
            self._keep(conn)
        else:
            self._unwatch(conn)
            self._close_gracefully(conn)

    def _keeps(self, conn: Any) -> bool:
        """Whether a connection stays open after this reply."""
        moves = self._moves(conn)
        return bool(self.alive and len(self.keepalived_conns) < self.max_keepalived and not moves)

    def _moves(self, conn: Any) -> bool:
        """Whether a connection is closed after this request: another process may take the next one."""
        conn.n_served = getattr(conn, "n_served", 0) + 1
        return (conn.n_served >= _MOST_SERVED and self.n_requests > 1) or (
            conn.n_served >= _MOST_SERVED_AHEAD and self.connections.measure_lead() > 1
        )

    def _keep(self, conn: Any) -> None:
        conn.set_timeout()
        if not self.alive:
            conn.timeout = min(conn.timeout, time.monotonic() + _STOP_SECONDS)
        self.keepalived_conns.append(conn)
        if not conn.is_watched:
            self._watch(conn)

    def _watch(self, conn: Any) -> None:
        conn.is_watched = True
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_client_socket_readable, conn))

    def _unwatch(self, conn: Any) -> None:
        if conn.is_watched:
            conn.is_watched = False
            self.poller.unregister(conn.sock)

    def _count(self, change: int) -> None:
        with self.count_lock:
            self.n_requests += change

    def _send_later(self, conn: Any, rest: bytes, *, keeps: bool) -> None:
        """Send the rest of a reply as the other side reads."""
        self._unwatch(conn)
        conn.init()  # gunicorn's `finish_request` asks its parser what is left
        conn.unsent = UnsentReply()
        conn.unsent.add(rest)
        done: Future[bool] = Future()
        done.set_result(keeps)
        self._send_rest(conn, done)


def wants_to_stay(environ: Mapping[str, str]) -> bool:
    """Whether a caller keeps the connection."""
    return environ.get("HTTP_CONNECTION", "").lower() != "close"


def take_bytes(sock: socket.socket, size: int) -> bool:
    """Whether so many bytes, which have been looked at, could be taken from a connection."""
    try:
        while size and (taken := sock.recv(size, socket.MSG_DONTWAIT)):
            size -= len(taken)
    except OSError:
        return False
    return not size


def _write_reply(reply: FastReply, *, keeps: bool) -> bytes:
    """A reply as bytes, as gunicorn writes it."""
    fields = "".join(f"{name}: {value}\r\n" for name, value in reply.headers)
    connection = "keep-alive" if keeps else "close"
    head = f"HTTP/1.1 200 OK\r\nServer: gunicorn\r\nDate: {_write_date(int(time.time()))}\r\n"
    return f"{head}Connection: {connection}\r\n{fields}\r\n".encode("latin-1") + reply.body


@lru_cache(maxsize=1)
def _write_date(second: int) -> str:
    return formatdate(second, usegmt=True)
