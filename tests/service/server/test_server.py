"""The running service over sockets: a real process on a free port of 127.0.0.1, stopped by its id."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.service.servers import Running, serving
from tests.waiting import wait_for

LIMIT = 100_000
TEXT = "وصلت القافلة إلى الواحة مساء الأربعاء. وكانت الإبل متعبة من السفر الطويل. واستقبلها أهل الواحة بالماء والتمر."
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    """One service for all tests that leave it running."""
    with serving(KHULASA_SERVE_MAX_BODY=str(LIMIT)) as running:
        yield running


def connect(service: Running) -> http.client.HTTPConnection:
    """A connection to the service."""
    return http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)


def post(service: Running, value: object) -> tuple[int, dict[str, object]]:
    """Status and reply of a summary, on a connection of its own."""
    connection = connect(service)
    connection.request("POST", "/v1/summaries", json.dumps(value), JSON)
    reply = connection.getresponse()
    body = json.loads(reply.read())
    connection.close()
    return reply.status, body


def open_request(service: Running, *headers: str) -> socket.socket:
    """A socket on which the head of a request was sent, but not its body."""
    head = ["POST /v1/pages HTTP/1.1", "Host: localhost", "Content-Type: application/json", *headers, "", ""]
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=60)
    connection.sendall("\r\n".join(head).encode())
    return connection


def read_status(connection: socket.socket) -> int:
    """The status of the reply on a socket."""
    reply = http.client.HTTPResponse(connection)
    reply.begin()
    return reply.status


def test_it_answers_over_a_socket(service: Running) -> None:
    """A text is sent, sentences of it come back."""
    status, reply = post(service, {"text": TEXT, "sentences": 2})
    assert status == 200
    assert len(reply["articles"][0]["summary"]["sentences"]) == 2  # type: ignore[index]


def test_the_example_it_prints_works(service: Running) -> None:
    """The request copied from the terminal gives a summary."""
    found = re.search(r"-d '(.*)'", service.said)
    assert found
    status, reply = post(service, json.loads(found[1]))
    assert status == 200
    assert reply["articles"]


def test_many_at_once_are_all_answered(service: Running) -> None:
    """More requests than threads wait for their turn."""
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda _: post(service, {"text": TEXT}), range(60)))
    assert [reply for status, reply in replies if status != 200] == []
    assert all(reply == replies[0][1] for _, reply in replies)


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(service: Running) -> None:
    """The length alone is enough."""
    with open_request(service, "Content-Length: 99999999999") as connection:
        assert read_status(connection) == 413


def test_a_body_without_a_length_is_taken(service: Running) -> None:
    """In chunks."""
    connection = connect(service)
    connection.request("POST", "/v1/pages", iter([b'{"text": ', b'""}']), JSON, encode_chunked=True)
    assert connection.getresponse().status == 200
    connection.close()


def test_a_body_without_an_end_is_refused(service: Running) -> None:
    """When more than the limit has arrived; the rest is not awaited."""
    with open_request(service, "Transfer-Encoding: chunked") as connection:
        connection.sendall(b"%x\r\n" % (LIMIT + 1) + b" " * (LIMIT + 1) + b"\r\n")
        assert read_status(connection) == 413


def test_chunks_up_to_the_limit_are_taken(service: Running) -> None:
    """A body of exactly as many bytes as allowed is not cut and not refused."""
    with open_request(service, "Transfer-Encoding: chunked") as connection:
        body = b'{"text": ""}'.ljust(LIMIT)
        connection.sendall(b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n")
        assert read_status(connection) == 200


def test_a_broken_chunk_is_the_sender_s_fault(service: Running) -> None:
    """400, not 500."""
    with open_request(service, "Transfer-Encoding: chunked") as connection:
        connection.sendall(b"zz\r\n{}\r\n")
        assert read_status(connection) == 400


def test_half_a_body_is_not_taken_for_the_whole(service: Running) -> None:
    """Half a body that happens to be complete JSON."""
    with open_request(service, "Content-Length: 100") as connection:
        connection.sendall(b'{"text": ""}')
        connection.shutdown(socket.SHUT_WR)
        assert read_status(connection) == 400


def test_a_connection_lives_on_after_an_error(service: Running) -> None:
    """The next request on it is answered."""
    connection = connect(service)
    connection.request("POST", "/v1/summaries", "{", JSON)
    assert connection.getresponse().read()
    connection.request("GET", "/livez")
    assert connection.getresponse().status == 200
    connection.close()


def test_a_taken_port_is_one_line(service: Running) -> None:
    """The second service says what is wrong and ends."""
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", "serve", "--port", str(service.port)], capture_output=True
    )
    assert done.returncode == 6
    assert done.stderr.decode() == (
        f"khulasa: 127.0.0.1, port {service.port}: Address already in use; "
        "stop what listens there or choose another\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_an_open_request_is_answered_before_the_service_stops(how: signal.Signals) -> None:
    """SIGTERM, and Ctrl-C, which a terminal sends to every process of the group."""
    with (
        serving(KHULASA_SERVE_WORKER="true") as running,
        open_request(running, "Content-Length: 12", "Expect: 100-continue") as connection,
    ):
        assert connection.recv(100).startswith(b"HTTP/1.1 100 Continue")  # it waits for the body
        if how == signal.SIGINT:
            os.killpg(running.process.pid, how)
        else:
            running.process.send_signal(how)
        wait_for(lambda: is_open(running), lambda is_there: not is_there)
        connection.sendall(b'{"text": ""}')
        assert read_status(connection) == 200
        assert running.process.wait(timeout=60) == 0


LATE = """
import time
from service.server.gunicorn_worker import PatientWorker
from service.server.server import serve

begin = PatientWorker.init_process
PatientWorker.init_process = lambda worker: (time.sleep(2), begin(worker))
serve({"port": 0, "workers": 1, "worker": False, "grace": 300})
"""


@pytest.mark.slow
def test_a_process_that_is_still_starting_stops_too(tmp_path: Path) -> None:
    """A signal that arrives before it has its handlers is not lost: the service ends long before its grace."""
    with subprocess.Popen(
        [sys.executable, "-c", LATE],
        stdout=subprocess.PIPE,
        env={**os.environ, "KHULASA_SERVE_DATA": str(tmp_path)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=120) == 0


def is_open(running: Running) -> bool:
    """Whether the service still accepts new requests."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", running.port), timeout=1) as connection:
        connection.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return bool(connection.recv(1))
    return False
