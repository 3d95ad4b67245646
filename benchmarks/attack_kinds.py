"""Attacks on a service at 127.0.0.1, each in a process of its own; used by `attacks`.

    python -m benchmarks.attack_kinds NAME PORT      # until its input is closed, two minutes at most

The first rows are those of the project's own list of faults; the others are their kin.
"""

import gzip
import json
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from itertools import islice, product

_JSON, _LINES, _FORM = "application/json", "application/x-ndjson", "application/x-www-form-urlencoded"
_MOST_SECONDS = 120.0
Attack = Callable[[int, threading.Event], None]


def write_head(path: str, kind: str = _JSON, *lines: str, method: str = "POST") -> bytes:
    """The head of a request."""
    fields = ["Host: localhost", *([f"Content-Type: {kind}"] if kind else []), *lines]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *fields, "", ""]).encode()


def write_whole(path: str, body: bytes, kind: str = _JSON, *lines: str) -> bytes:
    """A whole request."""
    return write_head(path, kind, f"Content-Length: {len(body)}", *lines) + body


def connect(port: int, n: int, *, buffer: int = 0) -> list[socket.socket]:
    """Connections; with a small buffer for what arrives, if wanted."""
    links = []
    for _ in range(n):
        link = socket.socket()
        if buffer:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        link.settimeout(30)
        link.connect(("127.0.0.1", port))
        links.append(link)
    return links


def hold(sent: bytes, n: int = 40) -> Attack:
    """``n`` connections that send a part of a request, then nothing; those that are closed come again."""

    def attack(port: int, end: threading.Event) -> None:
        links = connect(port, n)
        for link in links:
            link.sendall(sent)
        while not end.wait(1):
            for place, link in enumerate(links):
                if _is_closed(link):
                    link.close()
                    (links[place],) = connect(port, 1)
                    links[place].sendall(sent)

    return attack


def drip(sent: bytes, piece: bytes, n: int = 40, seconds: float = 0.5) -> Attack:
    """``n`` connections that send a little from time to time."""

    def attack(port: int, end: threading.Event) -> None:
        links = connect(port, n)
        for link in links:
            link.sendall(sent)
        while not end.wait(seconds):
            for place, link in enumerate(links):
                try:
                    link.sendall(piece)
                except OSError:
                    link.close()
                    (links[place],) = connect(port, 1)
                    links[place].sendall(sent)

    return attack


def repeat(sent: bytes, n: int = 8) -> Attack:
    """``n`` callers that send a request, read what comes, and begin again."""

    def attack(port: int, end: threading.Event) -> None:
        _run_callers(lambda: exchange(port, sent), n, end)

    return attack


def exchange(port: int, sent: bytes) -> bytes:
    """What comes back for a request on a connection of its own, to its end."""
    (link,) = connect(port, 1)
    with link:
        try:
            link.sendall(sent)
            link.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # refused already; the answer says why
        return _read_all(link)


def read_slowly(sent: bytes, n: int = 40) -> Attack:
    """``n`` callers that send many requests and hardly read the replies."""

    def attack(port: int, end: threading.Event) -> None:
        links = connect(port, n, buffer=2048)
        for link in links:
            link.settimeout(0)
        while not end.wait(0.5):
            for place, link in enumerate(links):
                try:
                    link.send(sent)
                    link.recv(16)
                except BlockingIOError:
                    pass
                except OSError:
                    link.close()
                    (links[place],) = connect(port, 1, buffer=2048)
                    links[place].settimeout(0)

    return attack


def make_and_cancel(port: int, end: threading.Event) -> None:
    """Eight callers that make jobs and delete them at once."""
    dump = b'{"id": "1", "text": "one two three"}\n' * 50

    def call() -> None:
        reply = exchange(port, write_whole("/v1/jobs?kind=dedup", dump, _LINES, "Connection: close"))
        body = reply.partition(b"\r\n\r\n")[2]
        if body.startswith(b'{"id"'):
            exchange(port, write_head(f"/v1/jobs/{json.loads(body)['id']}", "", method="DELETE"))

    _run_callers(call, 8, end)


def open_and_close(port: int, end: threading.Event) -> None:
    """Four callers that connect, send half a head and break off."""

    def call() -> None:
        (link,) = connect(port, 1)
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset
        link.sendall(b"GET /livez HT")
        link.close()

    _run_callers(call, 4, end)


def post_and_leave(port: int, end: threading.Event) -> None:
    """Eight callers that send articles and break off before the reply."""
    sent = write_whole("/v1/summaries", _make_text(_PROSE, 6_000))

    def call() -> None:
        (link,) = connect(port, 1)
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset
        link.sendall(sent)
        time.sleep(0.002)
        link.close()

    _run_callers(call, 8, end)


def _run_callers(call: Callable[[], object], n: int, end: threading.Event) -> None:
    def run() -> None:
        while not end.is_set():
            try:
                call()
            except OSError:
                time.sleep(0.01)

    for _ in range(n):
        threading.Thread(target=run, daemon=True).start()
    end.wait()


def _read_all(link: socket.socket) -> bytes:
    pieces = []
    try:
        while piece := link.recv(1 << 16):
            pieces.append(piece)
    except OSError:
        pass
    return b"".join(pieces)


def _is_closed(link: socket.socket) -> bool:
    try:
        return link.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _make_text(line: str, size: int) -> bytes:
    written = len(json.dumps(line, ensure_ascii=False).encode()) - 2
    return json.dumps({"text": line * (size // written)}, ensure_ascii=False).encode()


def _make_documents(line: str, size: int, n: int) -> bytes:
    text = line * (size // n // len(line.encode()))
    rows = [{"id": str(number), "text": f"{text} {number}"} for number in range(n)]
    return json.dumps({"documents": rows}, ensure_ascii=False).encode()


def _make_words(size: int) -> bytes:
    """Words of four letters, none of them twice."""
    letters = "بتثجحخدرسعفقكلمنهوي"
    words = ("".join(four) for four in product(letters, repeat=4))
    text = " ".join(islice(words, size // 9))
    return json.dumps({"text": text, "n": 1000}, ensure_ascii=False).encode()


_PROSE = "وصلت القافلة إلى الواحة مساء الأربعاء. "
_PART = " " * 33_000
_LONG = write_head("/v1/pages", _JSON, "Content-Length: 60000")
_CHUNKED = "Transfer-Encoding: chunked"
# Attacks that stopped an earlier version of the service.
LISTED: dict[str, Attack] = {
    "33 KB of a body of 60 KB": hold(_LONG + _PART.encode()),
    "33 KB of a form of 60 KB": hold(write_head("/", _FORM, "Content-Length: 60000") + b"a" * 33_000),
    "a chunked body without end": hold(write_head("/v1/pages", _JSON, _CHUNKED)),
    "100 Continue, then nothing": hold(
        write_head("/v1/pages", _JSON, "Expect: 100-continue", "Content-Length: 60000")
    ),
    "33 KB for the archive": hold(
        write_head("/v1/archive/documents", _JSON, "Content-Length: 60000") + _PART.encode()
    ),
    "2 MB of one-letter lines": repeat(write_whole("/v1/summaries", _make_text("ب\n", 2_000_000))),
    "2 MB of prose": repeat(write_whole("/v1/summaries", _make_text(_PROSE, 2_000_000))),
    "2 MB of 150,000 fields": repeat(
        write_whole("/v1/pages", json.dumps({str(number): 0 for number in range(150_000)}).encode())
    ),
    "empty lines in streams": drip(
        write_head("/v1/summaries", _LINES, _CHUNKED), b"1\r\n\n\r\n", n=8, seconds=1
    ),
}
# Their kin.
KIN: dict[str, Attack] = {
    "bodies just over the limit": repeat(write_whole("/v1/pages", _make_text(_PROSE, 2_200_000))),
    "chunked bodies over the limit": repeat(
        write_head("/v1/pages", _JSON, _CHUNKED) + b"220000\r\n" + b" " * 0x220000 + b"\r\n0\r\n\r\n"
    ),
    "1,200 silent connections": hold(b"", 1_200),
    "1,200 of half a request": hold(write_head("/v1/pages", _JSON, "Content-Length: 9"), 1_200),
    "slow heads, 400": drip(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX-A: ", b"a", 400),
    "chunks of one byte": drip(write_head("/v1/pages", _JSON, _CHUNKED), b"1\r\n \r\n", 200),
    "replies read slowly": read_slowly(write_head("/v1/openapi.json", "", method="GET") * 4),
    "half of a TLS greeting, 400": hold(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(60), 400),
    "connections that break off": open_and_close,
    "200 requests ahead": repeat(write_head("/livez", "", method="GET") * 200),
    "2,000 headers": repeat(write_head("/livez", "", *["X-A: b"] * 2_000, method="GET")),
    "a key of 8 KB": repeat(
        write_whole("/v1/pages", b'{"text": ""}', _JSON, "Authorization: Bearer " + "k" * 8_000)
    ),
    "10,000 parameters": repeat(write_head("/v1/jobs?" + "a&" * 10_000, "", method="GET")),
    "1,900 parameters": repeat(write_head("/v1/jobs?" + "a&" * 1_900, "", method="GET")),
    "60 KB of open brackets": repeat(write_whole("/v1/pages", b"[" * 60_000)),
    "60 KB of one-letter lines": repeat(write_whole("/v1/summaries", _make_text("ب\n", 60_000))),
    "60 KB of short lines": repeat(write_whole("/v1/summaries", _make_text("قال إن.\n", 60_000))),
    "60 KB of alike documents": repeat(
        write_whole("/v1/duplicates", _make_documents(_PROSE, 50_000, 400))
    ),
    "ids of 10 KB": repeat(
        write_whole(
            "/v1/duplicates",
            json.dumps({"documents": [{"id": c * 10_000, "text": c} for c in "abcde"]}).encode(),
        )
    ),
    "a gzip body of 200 MB": repeat(
        write_whole("/v1/jobs?kind=dedup", gzip.compress(bytes(200_000_000)), _LINES), 4
    ),
    "uploads of empty lines": repeat(write_whole("/v1/jobs?kind=dedup", b"\n" * 4_000_000, _LINES)),
    "silent uploads": hold(write_head("/v1/jobs?kind=dedup", _LINES, "Content-Length: 60000")),
    "jobs made and deleted": make_and_cancel,
    "1,000 ranges": repeat(
        write_head("/docs/try", "", "Range: bytes=" + "0-1," * 1_000 + "5-", method="GET")
    ),
    "1,000 tags": repeat(
        write_head("/v1/openapi.json", "", "If-None-Match: " + '"a",' * 1_000 + '"b"', method="GET")
    ),
    "HTTP/1.0 kept open": repeat(
        b"GET /livez HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n" * 20
    ),
    "the manual again and again": repeat(write_head("/docs", "", method="GET")),
    "silent event streams": hold(write_head("/v1/summaries", _LINES, _CHUNKED)),
}  # fmt: skip
# Work that a few bytes ask for, and callers who do not want it.
COSTLY: dict[str, Attack] = {
    "60 KB of comparisons in a list": repeat(
        write_whole("/v1/comparisons", json.dumps([{"a": "b", "b": "c"}] * 2_800).encode())
    ),
    "60 KB of `<p>`": repeat(
        write_whole("/v1/pages", json.dumps({"html": "<p>ب" * 12_000}, ensure_ascii=False).encode())
    ),
    "60 KB of lines that end otherwise": repeat(write_whole("/v1/pages", _make_text("ب\u2028", 60_000))),
    "60 KB of one-letter sentences": repeat(write_whole("/v1/summaries", _make_text("ب. ", 60_000))),
    "30 KB of articles of a story": repeat(
        write_whole("/v1/shared-summaries", json.dumps({"articles": [{"text": "a."}] * 1_900}).encode())
    ),
    "20 KB of words that never recur": repeat(write_whole("/v1/phrases", _make_words(20_000))),
    "posts whose callers break off": post_and_leave,
    "posts ahead, replies read slowly": read_slowly(write_whole("/v1/pages", _make_text("ب\n", 1_500)) * 20),
    "Accept of 8 KB": repeat(
        write_head("/nothing", "", "Accept: " + ",".join(["a/b;q=0.1"] * 800), method="GET")
    ),
    "a path of 7 KB": repeat(write_head("/v1/jobs/" + "a" * 7_000, "", method="GET")),
    "15,000 fields of a form": repeat(write_whole("/", b"a=1&" * 15_000, _FORM)),
    "readiness again and again": repeat(write_head("/readyz", "", method="GET")),
}  # fmt: skip
ATTACKS: dict[str, Attack] = {
    "none": lambda _port, end: [end.wait()].clear(),
    **LISTED,
    **KIN,
    **COSTLY,
}


def run(words: Sequence[str]) -> None:
    """Attack until the input is closed; two minutes at most, whatever happens."""
    name, port = words
    os.nice(5)  # an attacker has a machine of its own; here it shares two processors with the service
    end = threading.Event()

    def await_end() -> None:
        sys.stdin.read()
        end.set()

    threading.Thread(target=await_end, daemon=True).start()
    threading.Timer(_MOST_SECONDS, end.set).start()
    ATTACKS[name](int(port), end)
    os._exit(0)


if __name__ == "__main__":
    run(sys.argv[1:])
