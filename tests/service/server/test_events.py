"""The order in which events are handled, over real sockets, without a server."""

import socket
from contextlib import ExitStack
from functools import partial
from selectors import EVENT_READ

import pytest

from tests.service.server.test_short_requests import make_worker


@pytest.mark.parametrize(("seconds", "rounds"), [(0.0, 4), (60.0, 2)])
def test_new_connections_come_first(monkeypatch: pytest.MonkeyPatch, seconds: float, rounds: int) -> None:
    """However many others wait; these have their turn in the order in which they came, each once."""
    monkeypatch.setattr("service.server.events._ROUND_SECONDS", seconds)
    worker = make_worker()
    handled: list[str] = []
    with worker.poller, ExitStack() as stack:

        def read(name: str, sock: socket.socket) -> None:
            sock.recv(9)
            handled.append(name)

        def add(name: str) -> None:
            ours, theirs = map(stack.enter_context, socket.socketpair())
            theirs.send(b"a")
            worker.poller.register(ours, EVENT_READ, partial(read, name))

        for name in "abc":
            add(name)
        worker.wait_for_and_dispatch_events(1)
        assert handled == (["a"] if seconds == 0 else ["a", "b", "c"])
        listener, caller = map(stack.enter_context, socket.socketpair())
        caller.send(b"a")
        monkeypatch.setattr(worker, "accept", partial(read, "new"))
        worker.poller.register(listener, EVENT_READ, worker.accept)
        add("d")
        for _ in range(rounds - 1):
            worker.wait_for_and_dispatch_events(0)
    wanted = ["a", "new", "b", "c", "d"] if seconds == 0 else ["a", "b", "c", "new", "d"]
    assert handled == wanted


def test_what_an_earlier_event_closed_is_left_alone() -> None:
    """Its handler would raise, which ends the process."""
    worker = make_worker()
    with worker.poller, ExitStack() as stack:
        pairs = [[stack.enter_context(one) for one in socket.socketpair()] for _ in range(2)]
        for ours, theirs in pairs:
            theirs.send(b"a")
            worker.poller.register(
                ours, EVENT_READ, lambda _: [worker.poller.unregister(row[0]) for row in pairs]
            )
        worker.wait_for_and_dispatch_events(1)
        assert not worker.poller.get_map()
