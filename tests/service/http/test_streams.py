"""Lists, and streams of lines in both directions, over a real socket."""

import http.client
import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.http.streams import read_batches
from tests.service.servers import Running, serving
from tests.waiting import wait_for

PAGE = "افتُتح السوق الجديد صباح اليوم.\n\nوقال المدير إن المحال كلها مؤجرة."
NDJSON = "application/x-ndjson"


def line(**values: object) -> bytes:
    """One line of a stream."""
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def post(client: FlaskClient, path: str, body: bytes) -> list[Any]:
    """The lines of the answer to a stream."""
    with client.post(path, data=body, content_type=NDJSON) as reply:
        assert (reply.status_code, reply.content_type) == (200, NDJSON)
        return [json.loads(row) for row in reply.data.splitlines()]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("pages", [{"text": PAGE}, {"text": ""}]),
        (
            "summaries",
            [{"text": PAGE, "sentences": 1}, {"text": PAGE, "words": 5, "title": "السوق"}, {"text": ""}],
        ),
        ("phrases", [{"text": PAGE, "n": 2}, {"text": ""}]),
        ("comparisons", [{"a": PAGE, "b": PAGE}, {"a": PAGE, "b": "نص"}]),
        ("shared-summaries", [{"articles": [{"text": PAGE}, {"text": PAGE, "date": "2025-03-01"}]}]),
    ],
)
def test_many_are_answered_as_one_by_one(
    client: FlaskClient, path: str, wanted: list[dict[str, Any]]
) -> None:
    """A list and a stream get the same results as single requests, in order."""
    alone = [client.post(f"/v1/{path}", json=one).get_json() for one in wanted]
    assert client.post(f"/v1/{path}", json=wanted).get_json() == alone
    *lines, end = post(client, f"/v1/{path}", b"".join(line(**one) for one in wanted))
    assert lines == [{"line": number, "result": one} for number, one in enumerate(alone, start=1)]
    assert end == {"counts": {"lines": len(wanted), "answered": len(wanted), "refused": 0}, "error": None}


def test_a_bad_line_is_told_and_the_others_go_on(client: FlaskClient) -> None:
    """By its number in the stream, empty lines counted; whatever is wrong with it."""
    bad = [
        b"{\n",
        b'{"text": 5}\n',
        b"\xff\n",
        line(text="x" * 100_001),
        b'{"text": "\\ud800"}\n',
        line(text="", words=1, ratio=0.5),
    ]
    *lines, end = post(client, "/v1/summaries", line(text="") + b"\n" + b"".join(bad) + line(text=""))
    assert [row["line"] for row in lines] == [1, 3, 4, 5, 6, 7, 8, 9]
    assert ["result" in row for row in lines] == [True, *[False] * 6, True]
    assert [row["error"]["status"] for row in lines[1:-1]] == [400, 422, 400, 413, 422, 422]
    assert end["counts"] == {"lines": 8, "answered": 2, "refused": 6}


def test_the_last_line_needs_no_end(client: FlaskClient) -> None:
    """And an empty stream has its counts."""
    assert len(post(client, "/v1/pages", line(text="").rstrip())) == 2
    assert post(client, "/v1/pages", b"") == [
        {"counts": {"lines": 0, "answered": 0, "refused": 0}, "error": None}
    ]


DOCUMENTS = [
    {"id": "a", "text": PAGE},
    {"id": "b", "text": "نص آخر تماماً."},
    {"id": "c", "text": PAGE, "source": "s"},
]


def test_a_list_of_documents_is_what_is_clustered(client: FlaskClient) -> None:
    """Its settings are in the address."""
    body = {"documents": DOCUMENTS, "keep": "source", "sources": ["s"]}
    inside = client.post("/v1/duplicates", json=body).get_json()
    assert client.post("/v1/duplicates?keep=source&sources=s", json=DOCUMENTS).get_json() == inside


def test_where_body_and_address_differ_the_body_is_right(client: FlaskClient) -> None:
    """`keep` and `sources` belong together: both come from the body or both from the address."""
    address = "/v1/duplicates?keep=source&sources=s&threshold=0.9"
    body: dict[str, object] = {"documents": DOCUMENTS}
    inside = client.post("/v1/duplicates", json={**body, "keep": "source", "sources": ["s"]}).get_json()
    assert client.post(address, json=body).get_json() == inside
    first = client.post("/v1/duplicates", json=body).get_json()
    assert first != inside
    assert client.post(address, json={**body, "keep": "first"}).get_json() == first
    for half in ({"keep": "source"}, {"sources": ["s"]}):
        reply = client.post(address, json={**body, **half})
        assert (reply.status_code, reply.get_json()["type"]) == (422, "/problems/invalid-field")


def test_a_stream_of_documents_gets_a_verdict_on_each(client: FlaskClient) -> None:
    """Bad lines and repeated ids are answered at once, the verdicts when all lines have arrived."""
    stream = b"".join(line(**one) for one in DOCUMENTS)
    *lines, end = post(client, "/v1/duplicates", stream + line(id="a", text="") + b"{\n")
    assert [(row["line"], "error" in row) for row in lines] == [
        (4, True),
        (5, True),
        (1, False),
        (2, False),
        (3, False),
    ]
    verdict = {"id": "c", "kept": "a", "duplicate_of": "a", "similarity": 1.0, "reason": "exact"}
    assert lines[-1]["result"] == verdict
    assert end["counts"] == {"lines": 5, "answered": 3, "refused": 2}
    assert post(client, "/v1/duplicates", b"")[-1]["counts"]["lines"] == 0


def test_more_documents_than_a_body_may_have_are_refused(client: FlaskClient) -> None:
    """They are all held in memory at once; a job holds them on disk."""
    lines = post(client, "/v1/duplicates", b"".join(line(id=str(n), text="ن" * 1000) for n in range(60)))
    assert lines[-1]["error"]["type"] == "/problems/too-large"


def test_bad_settings_in_the_address_are_named(client: FlaskClient) -> None:
    """Before the stream is read."""
    reply = client.post("/v1/duplicates?threshold=2", data=b"", content_type=NDJSON)
    assert (reply.status_code, reply.get_json()["field"]) == (422, "threshold")


class Pieces:
    """A body that gives pieces as they were sent."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = list(pieces)

    def read1(self, _size: int) -> bytes:
        """The next piece."""
        return self.pieces.pop(0) if self.pieces else b""


def test_lines_are_whole_however_they_are_cut() -> None:
    """A line that is too long is reported once, and the lines after it are not lost."""
    body = Pieces(b"a\nb", b"b\n\nccc", b"ccc", b"c\nd\ne")
    assert [row for batch in read_batches(body, None, 3) for row in batch] == [
        (1, b"a"), (2, b"bb"), (4, None), (5, b"d"), (6, b"e"),
    ]  # fmt: skip


# ---- over a socket ----


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    """A service for all tests that leave it running; its time limit is longer than any of them takes."""
    with serving(
        KHULASA_SERVE_PATIENCE="600", KHULASA_SERVE_WORKERS="1", KHULASA_SERVE_THREADS="4"
    ) as running:
        yield running


class Talk:
    """A stream to the service that is still open in both directions."""

    def __init__(self, service: Running) -> None:
        self.socket = socket.create_connection(("127.0.0.1", service.port), timeout=30)
        head = f"POST /v1/summaries HTTP/1.1\r\nHost: localhost\r\nContent-Type: {NDJSON}\r\nTransfer-Encoding: chunked\r\n\r\n"
        self.socket.sendall(head.encode())
        self.reply = http.client.HTTPResponse(self.socket, method="POST")

    def send(self, data: bytes) -> None:
        """Some bytes, as a chunk."""
        self.socket.sendall(b"%x\r\n%s\r\n" % (len(data), data))

    def end(self) -> None:
        """End the stream."""
        self.socket.sendall(b"0\r\n\r\n")

    def read(self) -> Any:
        """The next line of the answer."""
        return json.loads(self.reply.readline())

    def close(self) -> None:
        """Leave; a reply that was not read to its end would keep the connection open."""
        self.reply.close()
        self.socket.close()


def begin(service: Running) -> Talk:
    """A stream whose first line was answered, and which goes on."""
    talk = Talk(service)
    talk.send(line(text=PAGE))
    talk.reply.begin()
    assert talk.read()["line"] == 1
    return talk


def test_one_line_is_sent_and_one_is_read(service: Running) -> None:
    """Each is answered before the next is sent, the head before the first, a line that comes in parts too."""
    talk = Talk(service)
    talk.reply.begin()
    assert talk.reply.status == 200
    for number in range(1, 6):
        talk.send(line(text=PAGE)[:20])
        talk.send(line(text=PAGE)[20:])
        assert talk.read()["line"] == number
    talk.end()
    assert talk.read()["counts"]["answered"] == 5
    talk.close()


def test_a_stream_with_a_length_talks_too(service: Running) -> None:
    """One line is answered though the rest is still to come."""
    row = line(text=PAGE)
    with socket.create_connection(("127.0.0.1", service.port), timeout=30) as connection:
        head = f"POST /v1/pages HTTP/1.1\r\nHost: localhost\r\nContent-Type: {NDJSON}\r\nContent-Length: {2 * len(row)}\r\n\r\n"
        connection.sendall(head.encode() + row)
        reply = http.client.HTTPResponse(connection, method="POST")
        reply.begin()
        assert json.loads(reply.readline())["line"] == 1
        connection.sendall(row)
        assert json.loads(reply.readline())["line"] == 2
        assert json.loads(reply.readline())["counts"]["lines"] == 2


@pytest.mark.slow
def test_a_stream_that_says_nothing_is_ended() -> None:
    """With the counts of what was answered, and why."""
    with serving(KHULASA_SERVE_PATIENCE="4", KHULASA_SERVE_WORKERS="1") as running:
        talk = begin(running)
        end = talk.read()
        assert (end["counts"]["answered"], end["error"]["type"]) == (1, "/problems/too-slow")
        talk.close()


def test_a_stream_that_breaks_off_is_told_so(service: Running) -> None:
    """What was answered stays answered."""
    talk = Talk(service)
    talk.send(line(text=PAGE))
    talk.socket.sendall(b"zz\r\n")
    talk.reply.begin()
    assert talk.read()["line"] == 1
    assert talk.read()["error"]["type"] == "/problems/bad-request"
    talk.close()


def test_streams_leave_threads_for_others(service: Running) -> None:
    """Of four threads two may be streams; a third stream is refused, a plain request is answered."""
    talks = [Talk(service), Talk(service)]
    for talk in talks:
        talk.send(line(text=PAGE))
        talk.reply.begin()
    third = Talk(service)
    third.end()
    third.reply.begin()
    assert (third.reply.status, third.reply.headers["Retry-After"]) == (503, "1")
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    connection.request("GET", "/readyz")
    assert connection.getresponse().status == 200
    connection.close()
    for talk in [*talks, third]:
        talk.close()
    # The closed ones are noticed when they are read.
    wait_for(lambda: _ask_nothing(service), lambda status: status == 200)


def _ask_nothing(service: Running) -> int:
    talk = Talk(service)
    talk.end()
    talk.reply.begin()
    talk.close()
    return talk.reply.status


@pytest.mark.slow
def test_a_stream_ends_well_when_the_service_stops() -> None:
    """It is answered up to there, the last line says that the service stops, and the process ends by itself."""
    with serving(KHULASA_SERVE_GRACE="3", KHULASA_SERVE_WORKERS="1") as running:
        talk = begin(running)
        running.process.terminate()
        talk.send(line(text=PAGE))
        assert talk.read()["line"] == 2
        end = talk.read()
        assert (end["counts"]["answered"], end["error"]["type"]) == (2, "/problems/stopping")
        talk.close()
        assert running.process.wait(timeout=30) == 0
