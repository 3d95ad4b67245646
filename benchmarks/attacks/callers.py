"""How callers attack a service at 127.0.0.1: what they send, hold back, repeat and do not read.

Used by `kinds` and `requests`.
"""

import json
import socket
import threading
import time
from collections.abc import Callable
from itertools import count, islice, product

JSON, LINES, FORM = "application/json", "application/x-ndjson", "application/x-www-form-urlencoded"
Attack = Callable[[int, threading.Event], None]
PROSE = "وصلت القافلة إلى الواحة مساء الأربعاء. "


def write_head(path: str, kind: str = JSON, *lines: str, method: str = "POST") -> bytes:
    """The head of a request."""
    fields = ["Host: localhost", *([f"Content-Type: {kind}"] if kind else []), *lines]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *fields, "", ""]).encode()


def write_whole(path: str, body: bytes, kind: str = JSON, *lines: str) -> bytes:
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
    """``n`` connections that send a part of a request, then nothing; closed ones are opened again."""

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
        reply = exchange(port, write_whole("/v1/jobs?kind=dedup", dump, LINES, "Connection: close"))
        body = reply.partition(b"\r\n\r\n")[2]
        if body.startswith(b'{"id"'):
            exchange(port, write_head(f"/v1/jobs/{json.loads(body)['id']}", "", method="DELETE"))

    _run_callers(call, 8, end)


def fill_archive(port: int, end: threading.Event) -> None:
    """Four callers that add 200 documents to the archive at a time, and two that ask it."""
    numbers = count()

    def write() -> bytes:
        rows = [{"id": str(next(numbers)), "text": f"{PROSE * 3}{next(numbers)}"} for _ in range(200)]
        return json.dumps({"documents": rows}, ensure_ascii=False).encode()

    def ask() -> None:
        exchange(port, write_whole("/v1/archive/queries", write()))

    for _ in range(2):
        threading.Thread(target=_run_callers, args=(ask, 1, end), daemon=True).start()
    _run_callers(lambda: exchange(port, write_whole("/v1/archive/documents", write())), 4, end)


def open_and_close(port: int, end: threading.Event) -> None:
    """Four callers that connect, send half a head and break off."""

    def call() -> None:
        (link,) = connect(port, 1)
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset
        link.sendall(b"GET /livez HT")
        link.close()

    _run_callers(call, 4, end)


def break_off(sent: bytes, n: int = 8) -> Attack:
    """``n`` callers that send a request, or a part of one, and break off before the reply."""

    def call(port: int) -> None:
        (link,) = connect(port, 1)
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset
        link.sendall(sent)
        time.sleep(0.002)
        link.close()

    def attack(port: int, end: threading.Event) -> None:
        _run_callers(lambda: call(port), n, end)

    return attack


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


def make_text(line: str, size: int) -> bytes:
    """A request with a text of one line again and again, of about so many bytes."""
    written = len(json.dumps(line, ensure_ascii=False).encode()) - 2
    return json.dumps({"text": line * (size // written)}, ensure_ascii=False).encode()


def make_documents(line: str, size: int, n: int) -> bytes:
    """A request with so many documents that are nearly the same, of about so many bytes together."""
    text = line * (size // n // len(line.encode()))
    rows = [{"id": str(number), "text": f"{text} {number}"} for number in range(n)]
    return json.dumps({"documents": rows}, ensure_ascii=False).encode()


def make_words(size: int) -> bytes:
    """Words of four letters, none of them twice."""
    letters = "بتثجحخدرسعفقكلمنهوي"
    words = ("".join(four) for four in product(letters, repeat=4))
    text = " ".join(islice(words, size // 9))
    return json.dumps({"text": text, "n": 1000}, ensure_ascii=False).encode()
