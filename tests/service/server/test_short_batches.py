"""Which short requests one batch answers, what they cost, and how connections come to them; without a clock."""

import socket
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from service.app import create_app
from service.http.costs import MOST_COSTLY
from service.http.fast_path import FAST_PATH
from service.server.arriving import ArrivingRequest
from service.server.gunicorn_worker import PatientWorker
from service.server.short_requests import ShortRequest
from service.server.sockets import was_reset
from service.settings import ServiceSettings
from tests.service.server.test_short_requests import NoWork, make_worker, reset, write_post

WORD = "\u0642\u0627\u0641\u0644\u0629 "  # 11 bytes


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[PatientWorker]:
    """A worker that does not run, with the fast path of an app."""
    made = make_worker()
    made.fast_path = create_app(ServiceSettings(data=tmp_path)).extensions[FAST_PATH]
    with made.poller:
        yield made


def add_short(worker: PatientWorker, route: object, cost: int) -> None:
    """Let a request wait."""
    request: Any = SimpleNamespace(route=route, begun=float("inf"))
    worker.short.append(ShortRequest(None, request, b"", cost, keeps=True))


def choose_costs(worker: PatientWorker) -> list[list[int]]:
    """The costs of the requests of each batch, until none waits."""
    batches = []
    while worker.short:
        batches.append([one.cost for one in worker._choose_batch()])
    return batches


def test_batches_begin_with_the_oldest_and_the_cheapest_by_turns() -> None:
    """So neither a dear request nor a cheap one waits behind all others."""
    worker = make_worker()
    for cost in (50, 40, 10, 20, 30):
        add_short(worker, object(), cost)
    assert choose_costs(worker) == [[50], [10], [40], [20], [30]]


def test_a_batch_takes_so_much_as_the_last_ones_had_time_for() -> None:
    """Within 50 milliseconds; a request that takes longer is alone."""
    worker, route = make_worker(), object()
    for seconds, batches in ((0.0, [[40] * 5]), (0.1, [[40] * 2, [40] * 2, [40]]), (0.7, [[40]] * 5)):
        worker._learn_pace(seconds, 100)
        for _ in range(5):
            add_short(worker, route, 40)
        assert choose_costs(worker) == batches
        worker.pace = 0.0


def test_the_time_of_a_batch_is_learned_by_halves() -> None:
    """One that was held up by chance counts half; one that nobody waited for tells nothing."""
    worker = make_worker()
    for seconds, cost, pace in (
        (0.5, 1, 0.25),
        (0.5, 2, 0.25),
        (0.25, 1, 0.25),
        (0.0, 1, 0.125),
        (9.0, 0, 0.125),
    ):
        worker._learn_pace(seconds, cost)
        assert worker.pace == pace


def make_conn(worker: PatientWorker, sent: bytes, sock: Any = None) -> tuple[Any, socket.socket]:
    """A connection of the worker on which something has arrived, and its other side."""
    ours, theirs = socket.socketpair()
    theirs.sendall(sent)
    worker.nr_conns += 1
    return TConn(Config(), sock(ours) if sock else ours, "client", "server"), theirs


@pytest.mark.parametrize(("path", "weight"), [("/v1/pages", 1), ("/v1/phrases", 2)])
def test_key_phrases_count_twice(worker: PatientWorker, path: str, weight: int) -> None:
    """In their batch, and for whether they are short."""
    for n_words, is_short in ((100, True), (1500, weight == 1)):
        body = orjson.dumps({"text": WORD * n_words})
        sent = write_post(path, body, {})
        conn, theirs = make_conn(worker, sent)
        with theirs, closing(conn):
            assert worker._take_short(conn) is is_short
        if is_short:
            assert len(sent) < worker.short.pop().cost / weight < len(sent) + 1500


class PiecesSocket:
    """A socket that gives 100 bytes a call, so many times."""

    n_calls = 1000

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sock, name)

    def recv(self, size: int, flags: int = 0) -> bytes:
        """What there is; a look at it gives all."""
        if flags & socket.MSG_PEEK:
            return self.sock.recv(size, flags)
        self.n_calls -= 1
        if self.n_calls < 0:
            raise BlockingIOError
        return self.sock.recv(min(size, 100), flags)


class FewPiecesSocket(PiecesSocket):
    """One that gives less than a request."""

    n_calls = 2


SENT = [write_post("/v1/pages", orjson.dumps({"text": WORD * n_words}), {}) for n_words in (100, 20, 300)]


def test_requests_ahead_are_taken_whole_in_pieces(worker: PatientWorker) -> None:
    """However little a call reads; what follows stays in the connection."""
    conn, theirs = make_conn(worker, b"".join(SENT), PiecesSocket)
    with theirs, closing(conn):
        for one in SENT:
            assert worker._take_short(conn)
            assert (worker.short[-1].data, worker.short[-1].whole) == (one, True)
        assert not worker._take_short(conn)


def test_the_rest_of_a_body_is_never_read_as_a_request(worker: PatientWorker) -> None:
    """Where a part cannot be taken the connection is closed, and nobody is answered."""
    conn, theirs = make_conn(worker, b"".join(SENT), FewPiecesSocket)
    worker.fast_path.answer = None  # type: ignore[union-attr, method-assign]
    with theirs:
        assert worker._take_short(conn)
        worker._answer_batch()
    assert conn.sock.fileno() == -1
    assert (worker.nr_conns, worker.n_requests, list(worker.keepalived_conns)) == (0, 0, [])


def test_a_batch_that_was_answered_tells_its_time() -> None:
    """Of three callers that were answered."""
    worker = make_worker()
    worker.fast_path = NoWork()  # type: ignore[assignment]
    with worker.poller, ExitStack() as stack:
        for _ in range(3):
            conn, theirs = make_conn(worker, b"")
            stack.enter_context(theirs)
            stack.enter_context(closing(conn))
            conn.is_watched = False
            request: Any = SimpleNamespace(route=None, begun=float("inf"))
            worker.short.append(ShortRequest(conn, request, b"", 10, keeps=True))
        worker._answer_batch()
    assert worker.pace > 0


def test_connections_are_accepted_many_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """64, then other events have their turn."""
    worker = make_worker()
    taken: deque[Any] = deque()
    monkeypatch.setattr(worker, "enqueue_req", taken.append)
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listener, ExitStack() as stack:
        listener.settimeout(0)
        for _ in range(70):
            stack.enter_context(socket.create_connection(listener.getsockname()))
        found = []
        for _ in range(3):
            worker.accept(listener)
            found.append(len(taken))
        for conn in taken:
            conn.close()
    assert found == [64, 70, 70]


def test_connections_that_were_reset_are_closed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """All between two others, though what they sent can be read still."""
    worker = make_worker()
    taken: deque[Any] = deque()
    monkeypatch.setattr(worker, "enqueue_req", taken.append)
    with socket.create_server(("127.0.0.1", 0), backlog=300) as listener, ExitStack() as stack:
        listener.settimeout(0)
        for number in range(202):
            link = stack.enter_context(socket.create_connection(listener.getsockname()))
            if number % 201:
                link.sendall(b"GET /livez HT")
                reset(link)
        worker.accept(listener)
        assert (len(taken), worker.nr_conns) == (2, 2)
        for conn in taken:
            conn.close()


def test_a_caller_who_broke_off_gets_no_batch(worker: PatientWorker) -> None:
    """However short the time since."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        link = socket.create_connection(listener.getsockname())
        link.sendall(SENT[0])
        conn = TConn(Config(), listener.accept()[0], "client", "server")
        worker.nr_conns += 1
        assert worker._take_short(conn)
        assert not was_reset(conn.sock)
        reset(link)
        assert worker._is_broken(worker.short.pop())
    assert worker.nr_conns == 0


@pytest.mark.parametrize("over", [0, 1])
def test_the_costliest_posts_are_started_one_at_a_time(monkeypatch: pytest.MonkeyPatch, over: int) -> None:
    """However few bytes they have: as large ones, not as those that share the threads."""
    worker = make_worker()
    started: list[Any] = []
    monkeypatch.setattr(worker, "_start", lambda conn, _pool: started.append(conn))
    for _ in range(3):
        arriving = ArrivingRequest(bytearray(SENT[0]))
        worker._dispatch(SimpleNamespace(arriving=arriving, cost=MOST_COSTLY + over), SENT[0])
    assert (len(started), len(worker.large.waiting), len(worker.costly.waiting)) == (
        (1, 2, 0) if over else (2, 0, 1)
    )
