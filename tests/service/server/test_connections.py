"""Very many connections, and replies that nobody reads: others are answered, and no process ends."""

import http.client
import re
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from service.server.replies import ReplySocket, UnsentReply
from service.server.server import _listen
from tests.service.servers import Running, serving
from tests.waiting import wait_for

PROBE = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
DOCUMENT = b"GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
WHOLE = b'POST /v1/pages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{"text": ""}'


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One process, with a patience that is longer than any test; none of its kind dies."""
    log = tmp_path_factory.mktemp("connections") / "log"
    settings = {"KHULASA_SERVE_WORKERS": "1", "KHULASA_SERVE_THREADS": "2", "KHULASA_SERVE_PATIENCE": "600"}
    with serving(stderr=log, **settings) as running:  # type: ignore[arg-type]
        assert ask(running, WHOLE) == 200
        yield running
    assert b"exited with code" not in log.read_bytes()
    assert b"Exception in worker" not in log.read_bytes()


def connect(service: Running, buffer: int = 0) -> socket.socket:
    """A connection, with a small buffer for what it is sent if wanted."""
    connection = socket.socket()
    if buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    connection.settimeout(60)
    connection.connect(("127.0.0.1", service.port))
    return connection


def ask(service: Running, sent: bytes) -> int:
    """The status of the reply to a request on a connection of its own."""
    with connect(service) as connection:
        connection.sendall(sent)
        return int(connection.recv(100).split()[1])


def test_connections_that_come_and_go_end_no_process(service: Running) -> None:
    """More than a process takes, closed by both sides at the same moment."""
    worker = find_worker(service)
    with ExitStack() as stack:
        many = [stack.enter_context(connect(service)) for _ in range(1005)]
        wait_for(lambda: len(worker.net_connections()), lambda count: count > 990)
        worker.suspend()
        try:
            for _ in range(60):
                stack.enter_context(connect(service))
            for connection in many[:500]:
                connection.close()
        finally:
            worker.resume()
        assert ask(service, PROBE) == 200
    assert worker.is_running()


def find_worker(service: Running) -> psutil.Process:
    """The process that answers."""
    children = psutil.Process(service.process.pid).children()
    return next(one for one in children if one.net_connections())


def test_many_connections_at_once_are_all_greeted() -> None:
    """A thousand may wait to be accepted: the next one is not told to come again after a second."""
    wanted = min(1000, int(Path("/proc/sys/net/core/somaxconn").read_text()))
    with socket.socket(fileno=_listen("127.0.0.1", 0)) as listener, ExitStack() as stack:
        for _ in range(wanted):
            connection = stack.enter_context(socket.create_connection(listener.getsockname(), timeout=0.9))
            assert connection.getpeername() == listener.getsockname()


def test_replies_that_nobody_reads_hold_no_thread(service: Running) -> None:
    """Many more than threads ask for much and read nothing; others are answered meanwhile."""
    with ExitStack() as stack:
        many = [stack.enter_context(connect(service, 1 << 16)) for _ in range(4)]
        for connection in many:
            connection.sendall(DOCUMENT * 80)
        for _ in range(3):
            assert ask(service, WHOLE) == 200
        # What is read at last is whole.
        with many[0].makefile("rb") as file:
            bodies = [read_body(file) for _ in range(80)]
        assert set(bodies) == {read_alone(service)}


def read_body(file: object) -> bytes:
    """The body of the next reply."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += file.readline()  # type: ignore[attr-defined]
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    assert length
    return file.read(int(length[1]))  # type: ignore[attr-defined, no-any-return]


def read_alone(service: Running) -> bytes:
    """The document, asked for once."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    connection.request("GET", "/v1/openapi.json")
    body = connection.getresponse().read()
    connection.close()
    return body


@pytest.mark.slow
def test_a_reply_that_is_read_too_slowly_is_broken_off() -> None:
    """After the patience; its memory is free then."""
    with (
        serving(KHULASA_SERVE_WORKERS="1", KHULASA_SERVE_PATIENCE="1") as running,
        connect(running, 2048) as connection,
    ):
        connection.sendall(DOCUMENT * 200)
        process = psutil.Process(running.process.pid)
        wait_for(lambda: count_connections(process, running.port), lambda count: count == 0)


def count_connections(process: psutil.Process, port: int) -> int:
    """Connections that a process and its children have with others."""
    family = [process, *process.children(recursive=True)]
    return sum(
        link.laddr.port == port and bool(link.raddr) for one in family for link in one.net_connections()
    )


def test_without_descriptors_the_oldest_connection_gives_way(tmp_path: Path) -> None:
    """The system allows fewer files than connections: no process ends."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    log = tmp_path / "log"
    with serving(stderr=log, KHULASA_SERVE_WORKERS="1") as running:
        assert ask(running, WHOLE) == 200
        worker = find_worker(running)
        worker.rlimit(psutil.RLIMIT_NOFILE, (worker.num_fds() + 20, hard))
        with ExitStack() as stack:
            for _ in range(60):
                stack.enter_context(connect(running))
            for _ in range(3):
                assert ask(running, PROBE) == 200
        assert worker.is_running()
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (soft, hard)
    assert b"Exception in worker" not in log.read_bytes()


def test_a_stream_whose_reply_is_not_read_counts_as_slow() -> None:
    """A reply in chunks is sent by its thread, which gives way once its stream is ended."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(None)

        class Body:
            n_moved, stalled, ended = 0, float("inf"), False

        body = Body()
        reply = ReplySocket(ours, 60.0, body)  # type: ignore[arg-type]
        reply.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        body.ended = True
        begun = time.monotonic()
        with pytest.raises(TimeoutError):
            reply.sendall(b"a" * 10_000_000)
        assert body.stalled < time.monotonic()
        assert time.monotonic() - begun < 30


def test_a_file_is_sent_after_what_stands_before_it(tmp_path: Path) -> None:
    """Head and part of a file, however little the other side takes at once."""
    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)) * 4000)
    ours, theirs = socket.socketpair()
    with ours, theirs, path.open("rb") as file:
        unsent = UnsentReply()
        unsent.add(b"head")
        unsent.add_file(file.fileno(), 5, 1_000_000)
        found = b""
        while unsent:
            unsent.send(ours, 1000)
            found += theirs.recv(1 << 20)
        while len(found) < 1_000_004:
            found += theirs.recv(1 << 20)
    assert found == b"head" + path.read_bytes()[5:1_000_005]
    assert unsent.file is None
