"""Connections that are kept open are shared out among the processes of a service."""

import http.client
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psutil
import pytest

from service.server.balance import ConnectionCounts
from tests.service.servers import Running, serving
from tests.waiting import wait_for

BODY = json.dumps({"text": "افتُتح السوق الجديد صباح اليوم. وقال المدير إن المحال كلها مؤجرة."})


@contextmanager
def connecting(service: Running, n: int) -> Iterator[list[http.client.HTTPConnection]]:
    """So many connections, each of which has sent a request."""
    connections = [http.client.HTTPConnection("127.0.0.1", service.port, timeout=30) for _ in range(n)]
    try:
        for connection in connections:
            ask(connection)
        yield connections
    finally:
        for connection in connections:
            connection.close()


def ask(connection: http.client.HTTPConnection) -> None:
    """Send a request; the connection stays open, or is opened again where the service closed it."""
    connection.request("POST", "/v1/pages", BODY, {"Content-Type": "application/json"})
    with closing(connection.getresponse()) as reply:
        assert reply.status == 200
        reply.read()


def ask_all(service: Running, connections: list[http.client.HTTPConnection]) -> list[int]:
    """Send a request over each; the open connections of each process after it."""
    for connection in connections:
        ask(connection)
    return count_connections(service)


def count_connections(service: Running) -> list[int]:
    """The open connections of each process, fewest first."""
    found: Counter[int] = Counter()
    for process in find_processes(service):
        found[process.pid] += sum(
            one.status == psutil.CONN_ESTABLISHED and one.laddr.port == service.port
            for one in process.net_connections("tcp")
        )
    return sorted(found.values())


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    """A service whose connections are those of these tests alone."""
    with serving() as running:
        wait_for(lambda: len(find_processes(running)) == 2)
        yield running


def find_processes(service: Running) -> list[psutil.Process]:
    """The web processes of a service."""
    found: list[psutil.Process] = psutil.Process(service.process.pid).children()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("n", [2, 4, 8])
def test_few_connections_are_shared_out(service: Running, n: int) -> None:
    """Each process has half of those that are kept open, at once or, while one still starts, as they send."""
    with connecting(service, n) as connections:
        wait_for(lambda: ask_all(service, connections) == [n // 2, n // 2])


@pytest.mark.slow
def test_connections_move_when_those_of_one_process_are_gone(service: Running) -> None:
    """Callers who stay are shared out again as they send."""
    with connecting(service, 8) as connections:
        wait_for(lambda: ask_all(service, connections) == [4, 4])
        processes = find_processes(service)
        ports = {one.raddr.port for one in processes[0].net_connections("tcp") if one.raddr}
        for connection in [one for one in connections if one.sock.getsockname()[1] in ports]:
            connection.close()
            connections.remove(connection)
        wait_for(lambda: ask_all(service, connections) == [2, 2])


@pytest.mark.slow
def test_a_process_that_takes_none_holds_up_nobody(service: Running) -> None:
    """Another accepts its connections after a moment."""
    stopped = find_processes(service)[0]
    stopped.suspend()
    try:
        with connecting(service, 6) as connections:
            # Those in the queue of the listening socket belong to none.
            assert sum(count_connections(service)) == len(connections)
    finally:
        stopped.resume()


def test_counts_of_ended_processes_are_used_again() -> None:
    """Processes may die for ever; more than there is room for are not balanced."""
    counts = ConnectionCounts(2)
    for _ in range(100):
        counts.add_process().remove()
    first, *others = [counts.add_process() for _ in range(9)]
    first.set(5)
    assert first.measure_lead() == 5
    assert [one.measure_lead() for one in others] == [0] * 8
