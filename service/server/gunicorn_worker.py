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
import signal
import socket
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from selectors import EVENT_READ
from typing import Any

from service.http.access.gate import Gate
from service.http.costs import COSTLY, MOST_COSTLY, measure_cost
from service.http.fast_path import LIFE
from service.server.accepting import AcceptingWorker
from service.server.arriving import ArrivingRequest, arrives_as_stream, measure_body
from service.server.lanes import Lane
from service.server.large_requests import LARGE, Forker
from service.server.refusals import explain_parse_error, write_problem
from service.server.replies import ReplyConnection, ReplySocket
from service.server.sockets import PromptBody, TimedSocket, was_reset
from service.server.stop_signals import STOP_SIGNALS
from service.wire.problems import (
    TOO_SLOW,
    ProblemError,
    make_busy_problem,
)

# Large requests at a time.
_MOST_LARGE = 1
# Probes that may wait for their two threads.
_MOST_PROBES = 64
# Seconds in which the unread rest of a body must be there, for the connection to be used again.
_DRAIN_SECONDS = 0.02
# Seconds before the forced end of the server at which streams end and say how many lines they answered.
_STREAM_END_SECONDS = 2.0
# For which a thread computes before another one may. The main thread lets others run at each of its calls to
# the system: at Python's usual 5 ms it answered a probe after 500 ms while four streams were read.
_SWITCH_SECONDS = 0.0005
# Answered even when the queue is full: otherwise a monitor would restart a service that is only busy.
_LIFE = f"GET {LIFE} ".encode()
_PROBES = (_LIFE, b"GET /readyz ", b"GET /metrics ")


class PatientWorker(AcceptingWorker):
    """gunicorn's thread worker with a bounded queue; it gives a thread only to requests that have arrived."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        settings = self.app.settings
        self.stop_time = math.inf
        self.large = Lane(_MOST_LARGE)
        # Short requests need not queue behind these.
        self.costly = Lane(max(1, settings.threads // 4))
        # Nor probes behind any others.
        self.probes = Lane(_MOST_PROBES, ThreadPoolExecutor(2, "probe"))
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
        self.connections.set(self.nr_conns)
        now = time.monotonic()
        if now >= self.next_heartbeat:
            self.next_heartbeat = now + 0.5
            super().notify()

    def run(self) -> None:
        """Serve; the app is loaded."""
        sys.setswitchinterval(_SWITCH_SECONDS)
        self.gate = Gate(self.wsgi)
        forker = Forker(self.wsgi, self.sockets)
        # Without it this process is of little use: the parent starts another.
        self.poller.register(forker.control, EVENT_READ, lambda _: self.handle_exit(signal.SIGTERM, None))
        try:
            super().run()
        finally:
            # Also where it ends at once (SIGQUIT) or by an error.
            self._log_sent()

    def enqueue_req(self, conn: Any) -> None:
        """Give a request that has arrived to a thread, or refuse it if the queue is full; await others."""
        read_ahead = conn.parser.unreader.take_buffered() if conn.parser is not None else b""
        if read_ahead:
            # Of a caller who sends the next request before the last is answered.
            conn.arriving = ArrivingRequest(bytearray(read_ahead))
            self._recount(conn.arriving)
        if getattr(conn, "arriving", None) is None:
            head = self._receive_head(conn)
        else:
            head = self._receive_all(conn)
        if head is not None:
            if getattr(conn, "arriving", None) is not None:
                conn.cost = measure_cost(conn.arriving.data)
            self._dispatch(conn, head)

    def _dispatch(self, conn: Any, head: bytes) -> None:
        """Give a request that has arrived to a thread; a large one when its turn comes."""
        arriving: ArrivingRequest | None = getattr(conn, "arriving", None)
        if arriving is None and (self._take_probe(conn, head) or self._take_short(conn)):
            return
        size = len(arriving.data) if arriving is not None else 0
        if (size > LARGE or conn.cost > MOST_COSTLY) and not arrives_as_stream(head):
            conn.timeout = time.monotonic() + self.patience
            self._start_by_turns(self.large, conn)
        elif head.startswith(_PROBES) and self.probes.has_room:
            self._start_by_turns(self.probes, conn)
        elif self.n_requests + len(self.costly.waiting) >= self.most_requests:
            self._refuse(conn, make_busy_problem("the queue is full"))
        elif conn.cost > COSTLY and not arrives_as_stream(head):
            self._start_by_turns(self.costly, conn)
        else:
            self._start(conn, self.tpool)

    def _take_probe(self, conn: Any, head: bytes) -> bool:
        """Answer a request for `/livez` without a body; whether it was one."""
        if not head.startswith(_LIFE) or measure_body(head + b"\r\n"):
            return False
        if not self._answer_probe(conn, head):
            self._answer_now(conn)
        return True

    def _answer_now(self, conn: Any) -> None:
        """Answer a request here: it has no body, and its reply takes less than a change of thread."""
        conn.data_ready, conn.timeout = True, None
        self._count(1)
        done: Future[Any] = Future()
        done.set_result(self.handle(conn))
        self.finish_request(conn, done)

    def _start_by_turns(self, lane: Lane, conn: Any) -> None:
        """Start a request of a lane when its turn comes."""
        lane.waiting.append(conn)
        self._start_next(lane)

    def _start_next(self, lane: Lane) -> None:
        while lane.waiting and lane.has_room:
            conn = lane.waiting.popleft()
            lane.n_started += 1
            conn.lane = lane
            self._start(conn, lane.pool or self.tpool)

    def _start(self, conn: Any, pool: ThreadPoolExecutor) -> None:
        conn.data_ready, conn.timeout = True, None
        self._count(1)
        done = pool.submit(self.handle, conn)
        done.add_done_callback(lambda future: self.method_queue.defer(self.finish_request, conn, future))

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Keep the connection, or close it; gunicorn's own close would block until the other side closes."""
        lane: Lane | None = getattr(conn, "lane", None)
        if lane is not None:
            conn.lane, lane.n_started = None, lane.n_started - 1
            self._start_next(lane)
        if getattr(conn, "unsent", None) is not None:
            self._send_rest(conn, fs)
        else:
            self._finish(conn, fs)

    def _finish(self, conn: Any, fs: Any) -> None:
        if fs.cancelled() or fs.exception() or fs.result():
            super().finish_request(conn, fs)
        else:
            self._close_gracefully(conn)

    def handle(self, conn: Any) -> Any:
        """Answer a request, in a thread, with a time limit for its body and for its reply."""
        try:
            if was_reset(conn.sock):
                return False  # nobody needs the reply
            conn.init()
            unreader = conn.parser.unreader
            if not isinstance(unreader.sock, TimedSocket):
                unreader.sock = TimedSocket(conn.sock, lambda: self.stop_time)
            unreader.sock.settimeout(self.patience)
            arriving: ArrivingRequest | None = getattr(conn, "arriving", None)
            if arriving is not None:
                unreader.unread(bytes(arriving.data))
                self._release(conn)
            return super().handle(conn)
        finally:
            # Not in `finish_request`: a busy main thread calls it late, and would refuse requests until then.
            self._count(-1)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """The same, after the head was parsed."""
        if self._moves(conn):
            req.force_close()
        req.body = PromptBody(req.body, conn.parser.unreader.sock, self.patience)
        reply = ReplySocket(conn.sock, self.patience, req.body)
        try:
            keep = super().handle_request(req, ReplyConnection(reply, conn.client, conn.server))
            reply.flush()
        except BaseException:
            reply.unsent.close()
            raise
        conn.unsent = reply.unsent or None
        return keep

    def _keepalive_after(self, conn: Any, keepalive: Any) -> bool:
        """Whether the connection can be used again; no thread waits for the body of a refused request."""
        if not keepalive:
            return False
        return bool(conn.parser.finish_body(deadline=time.monotonic() + _DRAIN_SECONDS))

    def handle_error(self, _req: Any, client: Any, _addr: Any, exc: BaseException) -> None:
        """Answer what is not HTTP with a problem; gunicorn would send HTML, and log the caller's address."""
        name = type(exc).__name__
        self.log.info("a request that is not HTTP: %s", name)
        try:
            # Without waiting: it fits into a buffer that is not full of replies that nobody reads.
            client.send(write_problem(explain_parse_error(name)), socket.MSG_DONTWAIT)
        except OSError:
            self.log.debug("the sender is gone")

    def murder_pending(self) -> None:
        """Close connections without a request in time, and those that the other side has not closed."""
        now = time.monotonic()
        if now < self.next_check:
            return
        self.next_check = now + 0.5
        for conn in [conn for conn in self.pending_conns if now > self._find_end(conn)]:
            self._forget(conn)
            if getattr(conn, "awaited", 0) > 1 or getattr(conn, "arriving", None) is not None:
                self._refuse(conn, ProblemError(TOO_SLOW, TOO_SLOW.advice))
            else:
                self._close(conn)
        large = self.large.waiting
        while large and now > min(large[0].timeout, self.stop_time):
            self._refuse(large.popleft(), make_busy_problem("too many large requests"))
        self._end_slow_replies(now)
        while self.closing and now > self.closing[0].timeout:
            self._end_closing(self.closing[0], self.closing[0].sock)

    def _find_end(self, conn: Any) -> float:
        """When a connection without a whole request is closed; at the stop only begun bodies are awaited."""
        if self.alive:
            return float(conn.timeout)
        return min(conn.timeout, self.stop_time) if getattr(conn, "arriving", None) is not None else -math.inf
