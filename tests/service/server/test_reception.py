"""What a worker counts and awaits of requests on their way, over real sockets, without a server."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from service.server.gunicorn_worker import PatientWorker
from tests.service.server.test_short_requests import make_worker

HEAD = b"POST /v1/pages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


@contextmanager
def receiving() -> Iterator[tuple[PatientWorker, list[bytes]]]:
    """A worker, and the heads of the requests that have arrived."""
    worker, heads = make_worker(), list[bytes]()
    worker.gate = SimpleNamespace(wants_body=lambda _head: True)  # type: ignore[assignment]

    def take(conn: Any, head: bytes) -> None:
        heads.append(head)
        worker._release(conn)

    worker._dispatch = take  # type: ignore[method-assign]
    with worker.poller:
        yield worker, heads


@contextmanager
def calling(worker: PatientWorker) -> Iterator[socket.socket]:
    """The caller's side of a new connection."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.settimeout(30)
        worker.nr_conns += 1
        conn = TConn(Config(), ours, "client", "server")
        ours.setblocking(False)  # noqa: FBT003
        worker.enqueue_req(conn)
        yield theirs


@pytest.mark.parametrize("place", [1, 30, len(HEAD), len(HEAD) + 21, len(HEAD) + 22])
def test_a_worker_that_is_woken_too_early_waits_on(place: int) -> None:
    """As the sockets of this test do, which know no lowest number of bytes; TCP does where memory is short."""
    sent = HEAD + b"Content-Length: 3\r\n\r\nabc"
    with receiving() as (worker, heads), calling(worker) as caller:
        caller.sendall(sent[:place])
        for _ in range(3):
            worker.wait_for_and_dispatch_events(0.01)
        assert heads == []
        caller.sendall(sent[place:])
        worker.wait_for_and_dispatch_events(1)
        assert [head.strip() for head in heads] == [sent[:-7]]
        assert worker.held == 0


def test_half_a_head_of_a_caller_who_has_closed_is_refused() -> None:
    """No more will arrive."""
    with receiving() as (worker, heads), calling(worker) as caller:
        refused = []
        worker._refuse = lambda conn, problem: refused.append((conn, problem))  # type: ignore[method-assign]
        caller.sendall(HEAD)
        caller.shutdown(socket.SHUT_WR)
        for _ in range(3):
            worker.wait_for_and_dispatch_events(0.01)
        assert [problem.kind.status for _, problem in refused] == [400]
        assert heads == []


@pytest.mark.parametrize("framing", [b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n"])
def test_callers_who_wait_for_a_sign_are_counted_no_longer_than_they_are_there(framing: bytes) -> None:
    """The line that is dropped from their head as well."""
    body = b"3\r\nabc\r\n0\r\n\r\n" if b"chunked" in framing else b"abc"
    with receiving() as (worker, heads):
        for _ in range(5):
            with calling(worker) as caller:
                caller.sendall(HEAD + b"Expect: 100-continue\r\n" + framing + b"\r\n")
                worker.wait_for_and_dispatch_events(1)
                assert caller.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
                caller.sendall(body)
                worker.wait_for_and_dispatch_events(1)
        assert len(heads) == 5
        assert worker.held == 0


def test_chunks_are_counted_as_often_as_they_are_kept() -> None:
    """Twice while they arrive, once when they are joined, and then no more."""
    chunk = b"1000\r\n" + b"a" * 0x1000 + b"\r\n"
    with receiving() as (worker, heads), calling(worker) as caller:
        sizes = []
        worker._release = lambda conn: sizes.append((worker.held, conn.arriving.size))  # type: ignore[method-assign]
        caller.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        worker.wait_for_and_dispatch_events(1)
        for n_sent in range(1, 4):
            caller.sendall(chunk)
            worker.wait_for_and_dispatch_events(1)
            assert worker.held > 2 * n_sent * 0x1000
        caller.sendall(b"0\r\n\r\n")
        worker.wait_for_and_dispatch_events(1)
        size = len(heads[0]) + 3 * 0x1000
        assert sizes == [(size, size)]
