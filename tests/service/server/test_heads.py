"""A plain head is read as gunicorn reads it; what it could read in another way is left to it."""

import socket
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.http import get_parser, wsgi
from hypothesis import example, given
from hypothesis import strategies as st

from service.server.heads import _remember_fields, read_bare_head, read_plain_head

START = b"POST /v1/pages HTTP/1.1\r\n"
PLAIN = START + b"Host: a:80\r\nContent-Type: application/json\r\nContent-Length: 2"
# Names with their meaning for gunicorn, and others.
NAMES = ["Host", "Accept", "X-A", "X_A", "x-a", "Connection", "Forwarded", "X-Forwarded-Proto", "Script-Name", "Te", "Expect"]  # fmt: skip
VALUES = ["a", "a b", " a", "a  ", "", "a:b", '"', "keep-alive", "close", "a\tb", "é", "https", "100-continue", "\x7f"]  # fmt: skip


def read_by_gunicorn(head: bytes) -> dict[str, Any] | None:
    """The environment that gunicorn makes of a head; None where it refuses it."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(head + b"\r\n\r\n{}")
        config = Config()
        try:
            request = next(get_parser(config, ours, ("127.0.0.1", 1)))
        except Exception:  # noqa: BLE001  refused
            return None
        _, environ = wsgi.create(request, ours, ("127.0.0.1", 1), ("127.0.0.1", 2), config)
        return dict(environ)


FIELDS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from([": ", ":", " :"]), st.sampled_from(VALUES))
)


def check_fields(ours: dict[str, str], theirs: dict[str, str] | None) -> None:
    """Fail unless each field has the name and value that gunicorn gives it, and none is added or lost."""
    assert theirs is not None
    assert {name: theirs[name] for name in ours} == ours
    known = {name for name in theirs if name.startswith(("HTTP_", "CONTENT_"))}
    assert known == {name for name in ours if name.startswith(("HTTP_", "CONTENT_"))}


@given(FIELDS)
@example([])
def test_a_plain_head_is_read_as_gunicorn_reads_it(fields: list[tuple[str, str, str]]) -> None:
    """Each field has the name and value that gunicorn gives it; no field is added or lost."""
    head = PLAIN + b"".join(f"\r\n{''.join(field)}".encode() for field in fields)
    ours, theirs = read_plain_head(head), read_by_gunicorn(head)
    if ours is None:
        return
    check_fields(ours, theirs)


@pytest.mark.parametrize(
    "head",
    [
        PLAIN + b"\r\nHost: b",
        PLAIN + b"\r\nContent-Length: 2",
        PLAIN + b"\r\nCONTENT-LENGTH: 3",
        START + b"Content-Length: 2\r\nContent-Length: +2",
        START + b"Host: a\r\nContent-Length: 2 ",
        PLAIN + b"\r\nTransfer-Encoding: chunked",
        PLAIN + b"\r\nExpect: 100-continue",
        PLAIN + b"\r\nUpgrade: h2c",
        PLAIN + b"\r\nConnection: close, x-a",
        PLAIN + b"\r\nX_A: b",
        PLAIN + b"\r\nX-A : b",
        PLAIN + b"\r\nX-A: b\r\n c",
        PLAIN + b"\r\nX-A: b\nX-B: c",
        PLAIN + b"\r\nX-A: b\0",
        PLAIN + b"\r\nX-A: " + b"b" * 5000,
        b"POST /v1/pages?a=1 HTTP/1.1\r\nHost: a",
        b"POST /v1/%70ages HTTP/1.1\r\nHost: a",
        b"POST http://a/v1/pages HTTP/1.1\r\nHost: a",
        b"POST /v1/pages HTTP/1.0\r\nHost: a",
        b"GET /v1/pages HTTP/1.1\r\nHost: a",
        START[:-2],
        b"",
    ],
)
def test_what_is_not_plain_is_left_to_gunicorn(head: bytes) -> None:
    """Whatever can be understood in two ways."""
    assert read_plain_head(head) is None


@pytest.mark.parametrize("fields", [b"", b"\r\nX-Request-ID: one\r\nAccept: a/b", b"\r\nConnection: close"])
def test_the_head_of_a_request_without_a_body_is_read_as_gunicorn_reads_it(fields: bytes) -> None:
    """Remembered or not."""
    head = b"GET /livez HTTP/1.1\r\nHost: a" + fields
    ours, theirs = read_bare_head(head), read_by_gunicorn(head)
    assert ours is not None
    check_fields(ours, theirs)


@pytest.mark.parametrize(
    "head",
    [
        b"GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 2",
        b"GET /livez HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked",
        b"GET /livez HTTP/1.1\r\nHost: a\r\nHost: b",
        b"GET /livez?a=1 HTTP/1.1\r\nHost: a",
        b"GET /livez HTTP/1.0\r\nHost: a",
        b"HEAD /livez HTTP/1.1\r\nHost: a",
        b"GET /livez HTTP/1.1",
        b"GET /livez HTTP/1.1\r\nX-A: " + b"b" * 5000,
    ],
)
def test_a_head_that_is_not_plain_has_no_short_way(head: bytes) -> None:
    """Nor one that announces a body."""
    assert read_bare_head(head) is None


def test_heads_that_differ_in_one_byte_are_told_apart() -> None:
    """Remembered or not, with keys and without; a change of what was returned changes no later one."""
    for field in ("X-A: b", "Authorization: Bearer b"):
        heads = [PLAIN + f"\r\n{field}{end}".encode() for end in ("", "c", "d", "c", "")]
        found = []
        for number, head in enumerate(heads):
            environ = read_plain_head(head.replace(b"Length: 2", b"Length: %d" % number))
            assert environ is not None
            assert environ.pop("CONTENT_LENGTH") == str(number)
            found.append({**environ})
            environ.clear()
        assert found == [read_by_gunicorn_plainly(head) for head in heads]


@pytest.mark.parametrize(
    "name",
    ["Authorization", "Cookie", "X-Api-Key", "X-Forwarded-For", "Forwarded", "Hosts", "Accept-", "X-Host"],
)
def test_a_head_with_any_other_field_is_not_remembered(name: str) -> None:
    """It may hold a key, a cookie or an address; one with the usual fields is."""
    usual = (
        PLAIN
        + b"\r\nUSER-AGENT: a\r\naccept: b\r\nAccept-Encoding: c\r\nAccept-Language: d\r\nConnection: close"
    )
    _remember_fields.cache_clear()
    for _ in range(2):
        assert read_plain_head(usual)
        assert read_plain_head(usual + f"\r\n{name}: e".encode())
        assert read_plain_head(START + f"{name}: e\r\nHost: a\r\nContent-Length: 2".encode())
    assert _remember_fields.cache_info()[:2] == (1, 1)
    assert _remember_fields.cache_info().currsize == 1


def read_by_gunicorn_plainly(head: bytes) -> dict[str, Any]:
    """The same fields of gunicorn's environment."""
    theirs = read_by_gunicorn(head) or {}
    names = [name for name in theirs if name.startswith("HTTP_")]
    return {
        name: theirs[name] for name in [*names, "CONTENT_TYPE", "REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO"]
    }
