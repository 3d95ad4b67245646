"""Hostile requests to the running service: they are refused, learn nothing, and the next request is answered."""

import http.client
import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.service.servers import Running, serving
from tests.waiting import wait_for

JSON = "application/json"
# Enough for all there are: two processes of four threads each.
MANY = 24


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One service for all tests; each test requests a summary at the end. Its patience is longer than any test."""
    log = tmp_path_factory.mktemp("abuse") / "log"
    with serving(
        stderr=log,
        KHULASA_SERVE_THREADS="4",
        KHULASA_SERVE_PATIENCE="600",
        KHULASA_SERVE_MAX_BODY="16000000",
    ) as running:
        post(running, b'{"text": ""}')
        yield running
        assert b"was sent" not in log.read_bytes()  # no process died and was started again


@pytest.fixture(scope="module")
def impatient() -> Iterator[Running]:
    """A service with a short patience."""
    with serving(KHULASA_SERVE_WORKERS="1", KHULASA_SERVE_PATIENCE="2") as running:
        yield running


@pytest.fixture(autouse=True)
def _still_answers(service: Running) -> Iterator[None]:
    yield
    status, reply = post(service, b'{"text": "' + "وصلت القافلة إلى الواحة مساء الأربعاء.".encode() + b'"}')
    assert status == 200
    assert reply["articles"]


def post(
    service: Running, body: bytes, path: str = "/v1/summaries", kind: str = JSON
) -> tuple[int, dict[str, object]]:
    """Status and reply of a request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    connection.request("POST", path, body, {"Content-Type": kind})
    reply = connection.getresponse()
    found = json.loads(reply.read())
    connection.close()
    return reply.status, found


def connect(service: Running, sent: bytes = b"") -> socket.socket:
    """A connection on which these bytes were sent."""
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=60)
    connection.sendall(sent)
    return connection


def read(connection: socket.socket) -> tuple[int, dict[str, object]]:
    """Status and reply on a connection."""
    reply = http.client.HTTPResponse(connection, method="POST")
    reply.begin()
    return reply.status, json.loads(reply.read())


HEAD = b"POST /v1/pages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
WHOLE = HEAD + b'Content-Length: 12\r\n\r\n{"text": ""}'


@pytest.mark.parametrize(
    "sent",
    [b"", b"P", HEAD, HEAD + b"Content-Length: 1000\r\n\r\n{"],
    ids=["nothing", "a letter", "half a head", "half a body"],
)
def test_slow_callers_delay_no_others(service: Running, sent: bytes) -> None:
    """More callers than threads send half a request and wait: others are answered."""
    with ExitStack() as stack:
        slow = [stack.enter_context(connect(service, sent)) for _ in range(MANY)]
        assert post(service, b'{"text": ""}')[0] == 200
        slow[0].settimeout(0)
        with pytest.raises(BlockingIOError):  # it is still waited for
            slow[0].recv(1, socket.MSG_PEEK)


def test_a_request_that_does_not_go_on_is_ended(impatient: Running) -> None:
    """With a reply that says why."""
    with connect(impatient, b"P") as connection:
        assert read(connection)[0] == 408


def test_a_dripping_body_is_not_waited_for(impatient: Running) -> None:
    """Single bytes do not extend the time limit."""
    with connect(impatient, HEAD + b"Transfer-Encoding: chunked\r\n\r\n") as connection:
        begun = time.monotonic()
        while time.monotonic() - begun < 60:
            try:
                connection.sendall(b"1\r\n \r\n")
            except OSError:
                break
            time.sleep(0.2)
            connection.settimeout(0)
            try:
                if connection.recv(1, socket.MSG_PEEK):
                    break
            except BlockingIOError:
                pass
            connection.settimeout(60)
        connection.settimeout(60)
        assert read(connection)[0] == 408


@pytest.mark.parametrize("framing", [b"Content-Length: 99999999999", b"Transfer-Encoding: chunked"])
def test_a_body_without_end_is_not_read_to_its_end(service: Running, framing: bytes) -> None:
    """It is refused as soon as its length is known, or when more than the limit has arrived."""
    with connect(service, HEAD + framing + b"\r\n\r\n") as connection:
        chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
        try:
            for _ in range(0 if framing.startswith(b"Content") else 40):
                connection.sendall(chunk)
        except OSError:
            pass  # it said enough, and closed
        assert read(connection)[0] == 413


def test_ten_megabytes_of_marks_are_answered(service: Running) -> None:
    """Vowel marks without letters are a text."""
    marks = "\u064b\u0651" * 2_500_000
    assert post(service, json.dumps({"text": "م" + marks}, ensure_ascii=False).encode())[0] == 200


def test_a_million_keys_are_refused_in_short(service: Running) -> None:
    """Not one by one."""
    body = json.dumps({str(number): 0 for number in range(1_000_000)}).encode()
    status, reply = post(service, body)
    assert status == 422
    assert len(json.dumps(reply)) < 5000


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_deep_nesting_is_refused(service: Running, opening: str, closing: str) -> None:
    """Before it reaches code that could overflow."""
    status, reply = post(service, (opening * 1_000_000 + "0" + closing * 1_000_000).encode())
    assert (status, reply["type"]) == (400, "/problems/invalid-body")


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/xml",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "x" * 1000,
        "",
    ],
)
def test_another_type_is_refused(service: Running, kind: str) -> None:
    """Any other type; JSON in another encoding is not JSON."""
    body = '{"text": ""}'.encode("utf-16" if "utf-16" in kind else "utf-8")
    status, reply = post(service, body, kind=kind)
    assert status == (400 if "utf-16" in kind else 415)
    assert str(reply["type"]).startswith("/problems/")


def test_a_half_closed_connection_is_answered(service: Running) -> None:
    """A caller that has sent everything may close its side and still read."""
    with connect(service, HEAD + b'Content-Length: 12\r\n\r\n{"text": ""}') as connection:
        connection.shutdown(socket.SHUT_WR)
        assert read(connection)[0] == 200


def test_callers_that_leave_early_do_no_harm(service: Running) -> None:
    """Many callers send a request and close."""
    body = json.dumps({"text": "وصلت القافلة إلى الواحة مساء الأربعاء. " * 100}).encode()
    for _ in range(MANY):
        connect(service, HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body).close()


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 40 + b"\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"G\xff\xfe / HTTP/1.1\r\n\r\n",
        HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        HEAD + b"Content-Length: -5\r\n\r\n",
        HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        HEAD + b"X-A: " + b"a" * 20_000 + b"\r\n\r\n",
        HEAD + b"X-A: b\r\n" * 2_000 + b"\r\n",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
        HEAD + b"X A: b\r\n\r\n",
    ],
    ids=["TLS", "a version", "a method", "two framings", "a length below 0", "two lengths", "a long header", "many headers", "a long address", "a name with a space"],
)  # fmt: skip
def test_what_is_no_http_gets_a_problem(impatient: Running, sent: bytes) -> None:
    """JSON, not HTML, and nothing of what was sent."""
    with connect(impatient, sent) as connection:
        status, reply = read(connection)
    assert 400 <= status < 500
    assert reply["status"] == status
    assert "a" * 20 not in json.dumps(reply)


def test_too_many_at_once_are_refused_at_once() -> None:
    """A well-formed 503 with Retry-After, while earlier requests are still open; probes are answered."""
    with (
        serving(KHULASA_SERVE_WORKERS="1", KHULASA_SERVE_THREADS="2", KHULASA_SERVE_QUEUE="1") as service,
        ExitStack() as stack,
    ):
        head = HEAD + b"Expect: 100-continue\r\nContent-Length: 12\r\n\r\n"
        held = [stack.enter_context(connect(service, head)) for _ in range(2)]
        for connection in held:
            assert connection.recv(100).startswith(b"HTTP/1.1 100")
        waiting = stack.enter_context(connect(service, WHOLE))
        one_more = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
        one_more.request("POST", "/v1/pages", b'{"text": ""}', {"Content-Type": JSON})
        reply = one_more.getresponse()
        assert (reply.status, reply.headers["Retry-After"]) == (503, "1")
        assert json.loads(reply.read())["type"] == "/problems/busy"
        one_more.close()
        probe = stack.enter_context(connect(service, b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        for one in held:
            one.sendall(b'{"text": ""}')
            assert read(one)[0] == 200
        assert read(waiting)[0] == 200
        assert read(probe)[0] == 200


def test_connections_that_end_take_no_place_in_the_queue() -> None:
    """When callers leave while all threads are busy, the next request waits for its turn."""
    with (
        serving(KHULASA_SERVE_WORKERS="1", KHULASA_SERVE_THREADS="2", KHULASA_SERVE_QUEUE="1") as service,
        ExitStack() as stack,
    ):
        leaving = [stack.enter_context(connect(service)) for _ in range(5)]
        for one in leaving:
            one.sendall(WHOLE)
            assert read(one)[0] == 200
        # A thread that has sent its reply counts as busy a moment longer.
        held: list[socket.socket] = []
        for _ in range(2):
            wait_for(lambda: hold_thread(service, held))
            stack.enter_context(held[-1])
        for one in leaving:
            one.shutdown(socket.SHUT_WR)
        for one in leaving:
            assert one.recv(1) == b""
        waiting = stack.enter_context(connect(service, WHOLE))
        for one in held:
            one.sendall(b'{"text": ""}')
            assert read(one)[0] == 200
        assert read(waiting)[0] == 200


def hold_thread(service: Running, held: list[socket.socket]) -> bool:
    """Whether a request got a thread, which then waits for its body; its connection is added to ``held``."""
    head = HEAD + b"Expect: 100-continue\r\nContent-Length: 12\r\n\r\n"
    connection = connect(service, head)
    if connection.recv(100).startswith(b"HTTP/1.1 100"):
        held.append(connection)
        return True
    connection.close()
    return False
