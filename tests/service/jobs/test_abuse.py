"""Bad uploads over a real socket: they are refused or ended, leave nothing, and the next one is answered."""

import http.client
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.jobs.folders import list_folders
from tests.service.jobs.clients import make_dump
from tests.service.servers import Running, serving
from tests.waiting import wait_for

HEAD = b"POST /v1/jobs?kind=dedup HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the service."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def running(data: Path) -> Iterator[Running]:
    """A service without a worker, whose patience is longer than any test."""
    with serving(
        KHULASA_SERVE_THREADS="4",
        KHULASA_SERVE_PATIENCE="600",
        KHULASA_SERVE_MAX_UPLOAD="1000000",
        KHULASA_SERVE_DATA=str(data),
    ) as service:
        yield service


def read_reply(connection: socket.socket) -> tuple[int, str]:
    """The status of a reply, and its kind of problem."""
    reply = http.client.HTTPResponse(connection)
    reply.begin()
    return reply.status, json.loads(reply.read()).get("type", "")


def ask_whole(running: Running) -> None:
    """The next upload is accepted, repeated while all threads are still busy."""
    assert wait_for(lambda: send_whole(running), lambda status: status != 503) == 202


def send_whole(running: Running) -> int:
    """The status of the reply to a correct upload."""
    dump = make_dump(1)
    with socket.create_connection(("127.0.0.1", running.port), timeout=120) as connection:
        connection.sendall(HEAD + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(dump) + dump)
        try:
            return read_reply(connection)[0]
        except (
            ConnectionResetError,
            http.client.HTTPException,
        ):  # closed while it still sent: refused as no thread is free
            return 503


def test_an_endless_dump_is_cut_off(running: Running, data: Path) -> None:
    """When it exceeds the limit, with a problem in the reply."""
    before = list_folders(data)
    piece = b"40000\r\n" + b"x" * 0x40000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", running.port), timeout=120) as connection:
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(4):
            connection.sendall(piece)
        assert read_reply(connection) == (413, "/problems/too-large")
    wait_for(lambda: list_folders(data) == before)
    ask_whole(running)


def test_a_dump_that_is_said_to_be_too_large_is_refused_at_once(running: Running) -> None:
    """Before any of it has arrived."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=120) as connection:
        connection.sendall(HEAD + b"Content-Length: 99999999999\r\n\r\n")
        assert read_reply(connection) == (413, "/problems/too-large")
    ask_whole(running)


@pytest.mark.parametrize("way", [socket.SHUT_WR, socket.SHUT_RDWR])
def test_a_dump_that_breaks_off_leaves_nothing(running: Running, data: Path, way: int) -> None:
    """A sender that closed one side gets a reply; one that is gone does not."""
    before = list_folders(data)
    with socket.create_connection(("127.0.0.1", running.port), timeout=120) as connection:
        connection.sendall(HEAD + b"Content-Length: 100000\r\n\r\n" + b"x" * 40_000)
        wait_for(lambda: len(list_folders(data)) > len(before))
        connection.shutdown(way)
        if way == socket.SHUT_WR:
            assert read_reply(connection) == (400, "/problems/bad-request")
    wait_for(lambda: list_folders(data) == before)
    ask_whole(running)


@pytest.mark.slow
def test_a_silent_sender_is_let_go(tmp_path: Path) -> None:
    """A sender that stops in the middle of a dump is ended."""
    with serving(KHULASA_SERVE_PATIENCE="2", KHULASA_SERVE_DATA=str(tmp_path)) as running:
        with socket.create_connection(("127.0.0.1", running.port), timeout=120) as connection:
            connection.sendall(HEAD + b"Content-Length: 100000\r\n\r\n" + b"x" * 40_000)
            assert read_reply(connection) == (408, "/problems/too-slow")
        wait_for(lambda: list_folders(tmp_path) == [])
        ask_whole(running)


def test_uploads_leave_threads_for_others(running: Running) -> None:
    """With as many uploads as allowed a probe is still answered."""
    open_ones = [socket.create_connection(("127.0.0.1", running.port), timeout=120) for _ in range(4)]
    try:
        for connection in open_ones:
            connection.sendall(HEAD + b"Content-Length: 100000\r\n\r\n" + b"x" * 40_000)
        with socket.create_connection(("127.0.0.1", running.port), timeout=120) as connection:
            connection.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert read_reply(connection)[0] == 200
    finally:
        for connection in open_ones:
            connection.close()
    ask_whole(running)
