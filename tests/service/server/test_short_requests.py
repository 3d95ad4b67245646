"""Short requests, answered in the main thread: as Flask answers them, each in its turn, counted once."""

import http.client
import json
import os
import select
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from selectors import DefaultSelector
from types import SimpleNamespace
from typing import Any, BinaryIO

import pytest
from flask import Flask
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from service.app import create_app
from service.http.fast_path import FAST_PATH, FastPath, FastReply
from service.server.balance import ConnectionCounts
from service.server.gunicorn_worker import PatientWorker
from service.server.short_requests import ShortRequest
from service.settings import ServiceSettings
from tests.service.both_ways import call, make_environ
from tests.service.http.test_fast_path import BODIES, GOOD, HEADS, SLOW, TEXT, make_app
from tests.service.servers import Running, serving

# Added by the server.
_ADDED = {"server", "date", "connection"}
# Of these heads the server itself, not the app, is the judge.
_JUDGED = {"no host", "a host that is none", "longer than it is", "no length", "an odd length", "too long", "mounted", "chunked by a proxy"}  # fmt: skip


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Flask]]:
    """A service of one process with keys, and an app that has the same."""
    folder = tmp_path_factory.mktemp("keyed")
    app = make_app(folder)
    with serving(
        KHULASA_SERVE_WORKERS="1",
        KHULASA_SERVE_KEYS=str(folder / "keys.json"),
        KHULASA_SERVE_MAX_BODY="100000",
    ) as running:
        yield running, app


def write_post(path: str, body: bytes, head: dict[str, str]) -> bytes:
    """The bytes of a post with the environment of `make_environ`."""
    environ = make_environ(path, body, {"HTTP_HOST": "127.0.0.1:8000", **head})
    named = {
        name.removeprefix("HTTP_").replace("_", "-"): value
        for name, value in environ.items()
        if name.startswith(("HTTP_", "CONTENT_"))
    }
    fields = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    query = f"?{environ['QUERY_STRING']}" if environ["QUERY_STRING"] else ""
    return f"POST {path}{query} HTTP/1.1\r\n{fields}\r\n".encode() + body


@contextmanager
def calling(running: Running, buffer: int = 0) -> Iterator[tuple[socket.socket, BinaryIO]]:
    """A connection, and what it receives, as a file; with a small buffer for it, if wanted."""
    with socket.socket() as link:
        if buffer:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        link.settimeout(30)
        link.connect(("127.0.0.1", running.port))
        with link.makefile("rb") as file:
            yield link, file


def read_reply(file: BinaryIO) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers without those that the server adds, and body."""
    status = int(file.readline().split()[1])
    headers = http.client.parse_headers(file)
    said = file.read(int(headers["Content-Length"]))
    return status, [(name, value) for name, value in headers.items() if name.lower() not in _ADDED], said


@pytest.mark.parametrize("name", sorted(HEADS.keys() - _JUDGED))
def test_every_head_gets_the_reply_of_flask(keyed: tuple[Running, Flask], name: str) -> None:
    """Over a socket, on a connection that is kept: status, headers and body, byte by byte."""
    running, app = keyed
    with calling(running) as (link, file):
        for path, value in BODIES.items():
            body = json.dumps(value).encode()
            head = {"HTTP_X_REQUEST_ID": "one", **HEADS[name]}
            link.sendall(write_post(path, body, head))
            status, headers, said = read_reply(file)
            by_flask = call(lambda *given: Flask.wsgi_app(app, *given), make_environ(path, body, head), body)
            assert (f"{status}", said) == (by_flask[0][:3], by_flask[2])
            assert sorted(headers) == sorted(by_flask[1])


@pytest.mark.parametrize(
    "head",
    [
        {},
        {"HTTP_X_REQUEST_ID": "b c"},
        {"HTTP_ACCEPT_ENCODING": "zstd", "HTTP_ACCEPT": "text/html"},
        {"HTTP_AUTHORIZATION": "Bearer none"},
        {"HTTP_ORIGIN": "http://evil.example"},
        {"HTTP_HOST": "a b"},
        {"QUERY_STRING": "a=1"},
    ],
    ids=",".join,
)
def test_a_probe_gets_the_reply_of_flask(keyed: tuple[Running, Flask], head: dict[str, str]) -> None:
    """Twice on a connection that is kept; an id that is none is another each time."""
    running, app = keyed
    head = {"HTTP_X_REQUEST_ID": "one", **head}
    sent = b"GET" + write_post("/livez", b"", head).removeprefix(b"POST")
    for field in (b"CONTENT-TYPE: application/json\r\n", b"CONTENT-LENGTH: 0\r\n"):
        sent = sent.replace(field, b"")
    environ = {
        **make_environ("/livez", b"", {"HTTP_HOST": "127.0.0.1:8000", **head}),
        "REQUEST_METHOD": "GET",
    }
    by_flask = call(lambda *given: Flask.wsgi_app(app, *given), environ, b"")
    with calling(running) as (link, file):
        for _ in range(2):
            link.sendall(sent)
            status, headers, said = read_reply(file)
            assert (f"{status}", said) == (by_flask[0][:3], by_flask[2])
            if head["HTTP_X_REQUEST_ID"] == "one":
                assert sorted(headers) == sorted(by_flask[1])
            else:
                assert {name for name, _ in headers} == {name for name, _ in by_flask[1]}


def test_requests_sent_ahead_are_answered_in_turn(keyed: tuple[Running, Flask]) -> None:
    """Short ones, one that a thread answers, and one that is refused, on one connection."""
    running, _ = keyed
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {GOOD}"}
    sizes = [1, 2, 1, 3, 2]
    bodies = [json.dumps({"text": TEXT, "sentences": size}).encode() for size in sizes]
    sent = [write_post("/v1/summaries", body, bearer) for body in bodies]
    sent.insert(2, write_post("/v1/summaries", b'{"text": 1}', bearer))
    sent.insert(
        4, write_post("/v1/summaries", b'{"text": ""}', {**bearer, "CONTENT_TYPE": "Application/JSON"})
    )
    with calling(running) as (link, file):
        link.sendall(b"".join(sent))
        replies = [read_reply(file) for _ in sent]
    assert [status for status, *_ in replies] == [200, 200, 422, 200, 200, 200, 200]
    found = [len(json.loads(said)["articles"][0]["summary"]["sentences"]) for status, _, said in replies if status == 200 and said.find(b'"sentences":[{') > 0]  # fmt: skip
    assert found == sizes


@pytest.mark.parametrize("size", [1000, 1789, 7001, 1 << 20])
def test_bodies_sent_ahead_are_never_read_as_requests(keyed: tuple[Running, Flask], size: int) -> None:
    """Posts that look like a head in their bodies, in pieces that end anywhere: each has one reply, its own."""
    running, _ = keyed
    text = f"POST /v1/pages HTTP/1.1 {TEXT}"
    bodies = [b"\r\n\r\n" + json.dumps({"text": f"{place}. {text}"}).encode() for place in range(30)]
    sent = b"".join(write_post("/v1/pages", one, {"HTTP_AUTHORIZATION": f"Bearer {GOOD}"}) for one in bodies)
    with calling(running) as (link, file):
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start in range(0, len(sent), size):
            link.sendall(sent[start : start + size])
        replies = [read_reply(file) for _ in bodies]
        link.shutdown(socket.SHUT_WR)
        assert file.read() == b""
    alone = [call_alone(running, one) for one in bodies]
    assert [reply[2] for reply in replies] == alone
    assert len(set(alone)) == len(alone)


def call_alone(running: Running, body: bytes) -> bytes:
    """The reply to one post on a connection of its own."""
    with calling(running) as (link, file):
        link.sendall(write_post("/v1/pages", body, {"HTTP_AUTHORIZATION": f"Bearer {GOOD}"}))
        return read_reply(file)[2]


def make_worker() -> PatientWorker:
    """A worker that does not run."""
    app = SimpleNamespace(settings=ServiceSettings(), connections=ConnectionCounts(1))
    worker = PatientWorker(1, os.getpid(), [], app, 30, Config(), None)
    worker.tmp.close()
    worker.poller = DefaultSelector()
    return worker


@pytest.mark.parametrize("keeps", [True, False])
def test_what_is_read_late_of_a_reply_is_sent_later(*, keeps: bool) -> None:
    """All of it, whole; then the connection is kept, or closed, and no thread was used."""
    worker = make_worker()
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    conn: Any = TConn(Config(), ours, "client", "server")
    conn.is_watched = False
    worker.nr_conns = 1
    body = bytes(range(256)) * 2000
    worker._send_reply(conn, FastReply([("A", "b")], body), keeps=keeps)
    assert conn.unsent.size > 0
    received = b""
    with theirs, worker.poller:
        while len(received) < len(body) + 100 and not received.endswith(body):
            received += theirs.recv(1 << 16)
            worker.wait_for_and_dispatch_events(0)
        assert received.partition(b"\r\n\r\n")[2] == body
        assert conn.unsent is None
        assert list(worker.keepalived_conns) == ([conn] if keeps else [])
        assert list(worker.closing) == ([] if keeps else [conn])
    ours.close()


class NoWork:
    """A fast path that is asked for no more than one reply."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.logged: list[object] = []

    def answer(self, requests: list[object], *, at_once: bool) -> list[FastReply]:
        """Replies, and what they were for: no others wait."""
        assert at_once
        self.asked += requests
        return [FastReply([], b"done") for _ in requests]

    def log(self, requests: list[object]) -> None:
        """Remember them."""
        self.logged += requests


@pytest.mark.parametrize("error", [None, SystemExit, OSError])
def test_what_was_answered_is_logged_however_a_process_ends(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException] | None
) -> None:
    """By an order to stop, at once, or by an error."""
    worker, work, one = make_worker(), NoWork(), (SimpleNamespace(), 0.1)
    worker.fast_path, worker.wsgi, worker.sockets = work, None, []  # type: ignore[assignment]

    def run(worker: Any) -> None:
        worker.sent.append(one)
        if error is not None:
            raise error

    ours, theirs = socket.socketpair()
    monkeypatch.setattr("service.server.gunicorn_worker.Gate", lambda _app: None)
    monkeypatch.setattr(
        "service.server.gunicorn_worker.Forker", lambda *_given: SimpleNamespace(control=ours)
    )
    monkeypatch.setattr("sys.setswitchinterval", lambda _seconds: None)
    monkeypatch.setattr("gunicorn.workers.gthread.ThreadWorker.run", run)
    with ours, theirs, worker.poller, pytest.raises(error) if error else nullcontext():
        worker.run()
    assert work.logged == [one]


def reset(link: socket.socket) -> None:
    """Break off a connection."""
    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    link.close()


def test_no_work_is_done_for_callers_who_have_left() -> None:
    """Of three requests that wait, two are of callers who broke off: one reply is made."""
    worker = make_worker()
    worker.fast_path = NoWork()  # type: ignore[assignment]
    route = SimpleNamespace()
    with socket.create_server(("127.0.0.1", 0)) as listener, worker.poller:
        callers = []
        for number in range(3):
            caller = socket.create_connection(listener.getsockname())
            conn: Any = TConn(Config(), listener.accept()[0], "client", "server")
            conn.is_watched = False
            worker.nr_conns += 1
            worker._count(1)
            request = SimpleNamespace(route=route, number=number, begun=0.0)
            worker.short.append(ShortRequest(conn, request, b"", 1, keeps=True))  # type: ignore[arg-type]
            callers.append(caller)
        for caller in callers[:2]:
            reset(caller)
        worker._answer_batch()
        assert callers[2].recv(1000).endswith(b"done")
        callers[2].close()
        for conn in worker.keepalived_conns:
            conn.close()
    assert [one.number for one in worker.fast_path.asked] == [2]  # type: ignore[union-attr]
    assert (worker.nr_conns, worker.n_requests, len(worker.keepalived_conns)) == (1, 0, 1)


def test_a_locked_file_of_counts_stops_nobody_else(tmp_path: Path) -> None:
    """While another program has `limits.sqlite`, the request that is to be counted waits in a thread."""
    make_app(tmp_path)
    environ = {
        "KHULASA_SERVE_KEYS": str(tmp_path / "keys.json"),
        "KHULASA_SERVE_DATA": str(tmp_path / "data"),
    }
    head = {"HTTP_AUTHORIZATION": f"Bearer {GOOD}"}
    body = json.dumps({"text": TEXT}).encode()
    with serving(Path(os.devnull), 0, KHULASA_SERVE_WORKERS="1", **environ) as running:
        with calling(running) as (link, file):
            link.sendall(write_post("/v1/pages", body, head))
            assert read_reply(file)[0] == 200
        locking = sqlite3.connect(tmp_path / "data" / "limits.sqlite", isolation_level=None)
        with closing(locking), calling(running) as (link, file), calling(running) as (other, probe):
            locking.execute("BEGIN IMMEDIATE")
            link.sendall(write_post("/v1/pages", body, head))
            other.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert read_reply(probe)[0] == 200
            assert not select.select([link], [], [], 0)[0]
            locking.execute("ROLLBACK")
            assert read_reply(file)[0] == 200


def test_a_caller_who_closes_gets_its_reply_first(keyed: tuple[Running, Flask]) -> None:
    """Then the connection ends."""
    running, _ = keyed
    head = {"HTTP_AUTHORIZATION": f"Bearer {GOOD}", "HTTP_CONNECTION": "close"}
    with calling(running) as (link, file):
        link.sendall(write_post("/v1/pages", json.dumps({"text": TEXT}).encode(), head))
        status, *_ = read_reply(file)
        assert status == 200
        assert file.read() == b""


def test_what_the_library_refuses_is_counted_once(tmp_path: Path) -> None:
    """Three requests of any kind are let through, also such as only the library refuses; the fourth is not."""
    make_app(tmp_path)
    bodies = [b'{"html":"\\u0000"}', b'{"text":"%s"}' % TEXT.encode(), b'{"text":1}', b'{"text":"a"}']
    head = {"HTTP_AUTHORIZATION": f"Bearer {SLOW}"}
    with (
        serving(KHULASA_SERVE_WORKERS="1", KHULASA_SERVE_KEYS=str(tmp_path / "keys.json")) as running,
        calling(running) as (link, file),
    ):
        found = []
        for body in bodies:
            link.sendall(write_post("/v1/pages", body, head))
            found.append(read_reply(file)[0])
    assert 429 not in found[:3]
    assert found[3] == 429


def test_a_body_in_chunks_is_counted_by_its_size(tmp_path: Path) -> None:
    """As one with a length: of 3 requests a minute one of 70 KB takes 2, so the second one is too many."""
    make_app(tmp_path)
    head = f"POST /v1/pages HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {SLOW}\r\n"
    head += "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = b'{"text": ""%b}' % (b" " * 70_000)
    with serving(KHULASA_SERVE_WORKERS="1", KHULASA_SERVE_KEYS=str(tmp_path / "keys.json")) as running:
        found = []
        for _ in range(2):
            with calling(running) as (link, file):
                link.sendall(head.encode() + b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))
                found.append(read_reply(file)[0])
    assert found == [200, 429]


def read_batch(path: FastPath, address: str, texts: list[str]) -> list[Any]:
    """Requests with these texts, as the worker reads them."""
    batch = []
    for text in texts:
        body = json.dumps({"text": text}).encode()
        environ = make_environ(address, body, {})
        route = path.find_route(environ)
        assert route is not None
        batch.append(path.read(route, environ, lambda body=body: body))  # type: ignore[misc]
    return batch


@pytest.mark.parametrize(
    ("address", "n_calls"),
    [("/v1/pages", [1, 2, 3]), ("/v1/phrases", [1, 2, 3]), ("/v1/summaries", [1, 1, 1])],
)
def test_a_reply_is_there_when_the_work_on_it_is_done(
    tmp_path: Path, address: str, n_calls: list[int]
) -> None:
    """Before the work on the next of the batch; only what takes less together is done together."""
    path: FastPath = create_app(ServiceSettings(data=tmp_path)).extensions[FAST_PATH]
    batch = read_batch(path, address, [TEXT] * 3)
    usual, calls = batch[0].route.call, []

    def call(wanted: Any) -> Any:
        calls.append(wanted)
        return usual(wanted)

    object.__setattr__(batch[0].route, "call", call)
    assert [(reply is not None, len(calls)) for reply in path.answer(batch)] == [(True, n) for n in n_calls]
    calls.clear()
    assert [(reply is not None, len(calls)) for reply in path.answer(batch, at_once=False)] == [(True, 1)] * 3


def test_one_that_fails_does_not_touch_the_others(tmp_path: Path) -> None:
    """Of a batch only the request that the library cannot answer goes on to Flask; it is not counted."""
    app = create_app(ServiceSettings(data=tmp_path))
    path: FastPath = app.extensions[FAST_PATH]
    batch = read_batch(path, "/v1/summaries", [TEXT, "خطأ", TEXT])
    usual = batch[0].route.call

    def fail(wanted: Any) -> Any:
        if any(one.text == "خطأ" for one in wanted):
            raise ValueError
        return usual(wanted)

    object.__setattr__(batch[0].route, "call", fail)
    replies = path.answer(batch)
    assert [reply is None for reply in replies] == [False, True, False]
    path.log([(batch[0], 0.1), (batch[2], 0.1)])
    metrics = path.meter.write().decode()
    assert 'route="/v1/summaries",status="200"} 2.0' in metrics
    assert "khulasa_in_hand 0.0" in metrics
