"""Hostile requests to the running service: they are refused, learn nothing, and the next request is answered."""

import http.client
import json
import select
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO

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
    with http.client.HTTPResponse(connection, method="POST") as reply:
        reply.begin()
        return reply.status, json.loads(reply.read())


def read_next(file: BinaryIO) -> int:
    """The status of the next of several replies; `read` would take the beginning of the one after it too."""
    status = int(file.readline().split()[1])
    headers = http.client.parse_headers(file)
    file.read(int(headers["Content-Length"]))
    return status


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


@pytest.mark.slow
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


@pytest.mark.slow
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
    assert "is not valid HTTP" not in str(reply["detail"])  # but what is wrong with it
    assert "a" * 20 not in json.dumps(reply)


def test_chunks_of_an_old_version_end_the_connection(impatient: Running) -> None:
    """What follows is not read as another request: a proxy may take it for a part of the body."""
    head = (
        HEAD.replace(b"HTTP/1.1", b"HTTP/1.0") + b"Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n"
    )
    next_one = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with (
        connect(impatient, head + b'\r\nc\r\n{"text": ""}\r\n0\r\n\r\n' + next_one) as connection,
        connection.makefile("rb") as file,
    ):
        assert read_next(file) == 400
        assert file.read() == b""


def test_too_many_at_once_are_refused_at_once() -> None:
    """A well-formed 503 with Retry-After, while earlier requests are still open; probes are answered."""
    body = json.dumps({"text": "وصلت القافلة إلى الواحة مساء الأربعاء. " * 700}, ensure_ascii=False).encode()
    with (
        serving(KHULASA_SERVE_WORKERS="1", KHULASA_SERVE_THREADS="2", KHULASA_SERVE_QUEUE="1") as service,
        ExitStack() as stack,
    ):
        hold_thread(stack, service)
        many = [stack.enter_context(connect(service)) for _ in range(12)]
        for connection in many:
            connection.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        probe = stack.enter_context(connect(service, b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        assert read(probe)[0] == 200
        replies = [http.client.HTTPResponse(connection, method="POST") for connection in many]
        for reply in replies:
            reply.begin()
        refused = [reply for reply in replies if reply.status == 503]
        assert {reply.status for reply in replies} == {200, 503}
        assert {reply.headers["Retry-After"] for reply in refused} == {"1"}
        assert json.loads(refused[0].read())["type"] == "/problems/busy"
        for reply in replies:
            reply.close()


@pytest.mark.slow
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
        hold_thread(stack, service)
        for one in leaving:
            one.shutdown(socket.SHUT_WR)
        for one in leaving:
            assert one.recv(1) == b""
        waiting = stack.enter_context(connect(service, WHOLE))
        assert read(waiting)[0] == 200


def hold_thread(stack: ExitStack, service: Running) -> None:
    """Open a stream, which has a thread while it is open."""
    head = HEAD.replace(JSON.encode(), b"application/x-ndjson") + b"Transfer-Encoding: chunked\r\n\r\n"
    assert stack.enter_context(connect(service, head)).recv(100).startswith(b"HTTP/1.1 200")


# A body is held without a thread, whatever its size, its framing and its route.
FORM = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
ARCHIVE = HEAD.replace(b"/v1/pages", b"/v1/archive/documents")
STARTS = {
    "a third of a long body": HEAD + b"Content-Length: 100000\r\n\r\n" + b" " * 33_000,
    "all but the last byte": HEAD + b"Content-Length: 100000\r\n\r\n" + b" " * 99_999,
    "a form": FORM + b"Content-Length: 60000\r\n\r\n" + b"a" * 33_000,
    "chunks": HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + (b"4000\r\n" + b" " * 0x4000 + b"\r\n") * 3,
    "half a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n4000\r\n ",
    "no chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
    "an expectation": HEAD + b"Expect: 100-continue\r\nContent-Length: 50000\r\n\r\n",
    "the archive": ARCHIVE + b"Content-Length: 60000\r\n\r\n" + b" " * 33_000,
    "after another request": WHOLE + HEAD + b"Content-Length: 100000\r\n\r\n" + b" " * 33_000,
}


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_a_body_on_its_way_has_no_thread(service: Running, start: bytes) -> None:
    """Many more than threads send a part and then nothing; probes and others are answered meanwhile."""
    with ExitStack() as stack:
        for _ in range(2 * MANY):
            connection = stack.enter_context(connect(service, start))
            if start.startswith(WHOLE):
                assert read(connection)[0] == 200  # so many at once would be refused
        for _ in range(4):
            begun = time.monotonic()
            with connect(service, b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n") as probe:
                assert read(probe)[0] == 200
            assert post(service, b'{"text": ""}')[0] == 200
            assert time.monotonic() - begun < 10  # patience is 600


@pytest.mark.parametrize("size", [1, 7, 1000, 16_384])
def test_a_long_body_is_put_together(service: Running, size: int) -> None:
    """From pieces of any size, in either framing, with an expectation or without."""
    body = json.dumps({"text": "وصلت القافلة إلى الواحة. " * 40}, ensure_ascii=False).encode() + b" " * 60
    plain = [b"Content-Length: %d\r\n" % len(body), b"Transfer-Encoding: chunked\r\n"]
    for head in [*plain, *(b"Expect: 100-continue\r\n" + one for one in plain)]:
        pieces = [body[start : start + size] for start in range(0, len(body), size)]
        if b"chunked" in head:
            pieces = [b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in pieces] + [b"0\r\n\r\n"]
        with connect(service, HEAD + head + b"\r\n") as connection:
            for place, piece in enumerate(pieces):
                if place % 50 == 1:
                    time.sleep(0.001)
                connection.sendall(piece)
            assert read(connection)[0] == 200
            connection.sendall(WHOLE)
            assert read(connection)[0] == 200


def test_requests_sent_ahead_are_all_answered(service: Running) -> None:
    """Long and short ones, one after another on a connection."""
    long = HEAD + b"Content-Length: 40012\r\n\r\n" + b" " * 40_000 + b'{"text": ""}'
    with (
        connect(service, WHOLE + long + WHOLE + long + long) as connection,
        connection.makefile("rb") as file,
    ):
        for _ in range(5):
            assert read_next(file) == 200


def test_a_refusal_does_not_wait_for_the_body(service: Running) -> None:
    """Another address, method, host or size: the answer is there before the body is."""
    starts = {
        HEAD.replace(b"/v1/pages", b"/v1/nothing"): 404,
        HEAD.replace(b"POST", b"PUT"): 405,
        HEAD.replace(b"localhost", b"evil.example"): 421,
        HEAD.replace(b"Host: localhost\r\n", b""): 400,
        HEAD + b"Transfer-Encoding: gzip, chunked\r\n": 400,
    }
    for start, status in starts.items():
        framing = b"" if b"chunked" in start else b"Content-Length: 100000\r\n"
        with connect(service, start + framing + b"\r\n") as connection:
            assert read(connection)[0] == status
            connection.settimeout(10)
            assert connection.recv(1) == b""  # no thread waits for the rest


@pytest.mark.parametrize(
    ("chunk", "status"), [(b"f000000\r\n ", 413), (b"5" * 300, 400), (b"0\r\nX-A: " + b"a" * 9000, 400)]
)
def test_chunks_that_would_never_end_hold_no_thread(service: Running, chunk: bytes, status: int) -> None:
    """Too large, without its size, or with endless fields behind it: refused without waiting for more."""
    with ExitStack() as stack:
        sent = HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunk
        many = [stack.enter_context(connect(service, sent)) for _ in range(MANY)]
        assert {read(connection)[0] for connection in many} == {status}


def test_a_form_with_many_parts_is_refused(service: Running) -> None:
    """The page sends three."""
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
    link = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    link.request("POST", "/", part * 900 + b"--x--", {"Content-Type": "multipart/form-data; boundary=x"})
    assert link.getresponse().status == 413
    link.close()


@pytest.mark.slow
def test_streams_that_say_nothing_give_way() -> None:
    """An empty line a second keeps no slot from a stream that has something to say."""
    with serving(KHULASA_SERVE_WORKERS="1", KHULASA_SERVE_PATIENCE="600") as service, ExitStack() as stack:
        for _ in range(4):
            hold_thread(stack, service)
        time.sleep(2.1)
        line = '{"text": "وصلت القافلة إلى الواحة."}\n'.encode()

        def answered() -> bool:
            connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
            connection.request("POST", "/v1/summaries", line, {"Content-Type": "application/x-ndjson"})
            reply = connection.getresponse()
            reply.read()
            connection.close()
            return reply.status == 200

        wait_for(answered)


def test_a_large_request_is_answered_as_any_other(service: Running) -> None:
    """By another process; errors and the form too."""
    text = "وصلت القافلة إلى الواحة مساء الأربعاء. " * 3000
    status, reply = post(service, json.dumps({"text": text}).encode(), "/v1/pages")
    assert status == 200
    assert reply["articles"]
    status, reply = post(service, json.dumps({"text": text, "x": 1}).encode(), "/v1/pages")
    assert (status, reply["field"]) == (422, "x")
    assert post(service, b" " * 100_000 + b"{", "/v1/pages")[0] == 400


@pytest.mark.slow
def test_a_short_request_passes_costly_ones() -> None:
    """Pages of very many lines are worked on by a part of the threads; a short one is answered between them."""
    page = json.dumps({"text": "ب\n" * 14_000}, ensure_ascii=False).encode()
    costly = HEAD + b"Content-Length: %d\r\n\r\n" % len(page) + page
    with serving(KHULASA_SERVE_WORKERS="1") as service, ExitStack() as stack:
        post(service, b'{"text": ""}')
        many = [stack.enter_context(connect(service, costly)) for _ in range(16)]
        wait_for(lambda: count_answered(many) > 0)
        assert post(service, b'{"text": ""}', "/v1/pages")[0] == 200
        assert count_answered(many) < 12
        for connection in many:
            assert connection.recv(20).startswith(b"HTTP/1.1 200")


def count_answered(connections: list[socket.socket]) -> int:
    """How many connections have got something."""
    return len(select.select(connections, [], [], 0)[0])
