"""When a body in chunks is all there, and which ones are refused before a thread would wait for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.server.arriving import ArrivingRequest
from service.wire.problems import ProblemError

HEAD = b"POST /v1/pages HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
MOST = 10_000
EXTENSIONS = st.sampled_from([b"", b";a=b", b' ; a="b;c"', b"\t;" + b"a" * 200])
CHUNKS = st.lists(st.tuples(st.binary(min_size=1, max_size=300), EXTENSIONS), max_size=6)
TRAILERS = st.sampled_from([b"", b"X-A: b\r\n", b"X-A: b\r\nX-C: \r\n"])


def write_chunks(chunks: list[tuple[bytes, bytes]], trailer: bytes) -> bytes:
    """A body in chunks."""
    pieces = [b"%x%b\r\n%b\r\n" % (len(data), extension, data) for data, extension in chunks]
    return b"".join(pieces) + b"0\r\n" + trailer + b"\r\n"


@given(CHUNKS, TRAILERS, st.integers(1, 700))
def test_a_body_has_ended_with_its_last_byte(
    chunks: list[tuple[bytes, bytes]], trailer: bytes, size: int
) -> None:
    """Not before, whatever the data look like and in however small pieces it arrives; what follows is another request."""
    sent = HEAD + write_chunks(chunks, trailer)
    request = ArrivingRequest()
    for start in range(0, len(sent), size):
        request.data += sent[start : start + size]
        ended = request.find_body() and request.has_ended(MOST)
        assert ended == (start + size >= len(sent))
    request.data += b"GET / HTTP/1.1"
    assert request.has_ended(MOST)
    body = b"".join(data for data, _ in chunks)
    head = HEAD.replace(b"Transfer-Encoding: chunked", b"Content-Length: %d" % len(body))
    assert bytes(request.data) == head + body + b"GET / HTTP/1.1"


REFUSED = {
    "no number": (b"x\r\n", 400),
    "a number of another base": (b"0x10\r\n", 400),
    "a sign": (b"+1\r\na\r\n", 400),
    "an underline": (b"1_0\r\n", 400),
    "a long line": (b"1;" + b"a" * 300, 400),
    "more than may be sent": (b"%x\r\n" % (MOST + 1), 413),
    "more than may be sent, in two": (b"1000\r\n" + b" " * 4096 + b"\r\n" + b"1800\r\n", 413),
    "a chunk that goes on": (b"1\r\naa\r\n", 400),
    "fields that are none": (b"0\r\nX A: b\r\n\r\n", 400),
    "tiny chunks": (b"1\r\n \r\n" * 5000, 413),
    "a long trailer": (b"0\r\nX-A: " + b"a" * 9000, 400),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_never_end_is_refused_at_once(name: str) -> None:
    """Before more arrives: a thread would wait for it."""
    sent, status = REFUSED[name]
    request = ArrivingRequest(bytearray(HEAD + sent))
    assert request.find_body()
    with pytest.raises(ProblemError) as found:
        request.has_ended(MOST)
    assert found.value.kind.status == status


@pytest.mark.parametrize(
    "field",
    [b"Content-Length: 3", b"Transfer-Encoding: chunked", b"Transfer-Encoding : x", b"content-length:3"],
)
def test_a_head_that_announces_two_bodies_is_left_as_it_is(field: bytes) -> None:
    """For gunicorn, which refuses it."""
    check_unchanged(HEAD.replace(b"\r\n\r\n", b"\r\n" + field + b"\r\n\r\n"))


@pytest.mark.parametrize("version", [b"HTTP/1.0", b"HTTP/1.2", b"HTTP/2.0", b"http/1.1", b"HTTP/1.1 ", b""])
def test_chunks_of_another_version_are_left_as_they_are(version: bytes) -> None:
    """HTTP/1.0 knows none: another server may see the end of the request elsewhere."""
    check_unchanged(HEAD.replace(b"HTTP/1.1", version))


def check_unchanged(head: bytes) -> None:
    """Whether a request with this head and chunks stays as it came."""
    sent = head + b"1\r\na\r\n0\r\n\r\n"
    request = ArrivingRequest(bytearray(sent))
    assert request.find_body()
    assert request.has_ended(MOST)
    assert bytes(request.data) == sent
