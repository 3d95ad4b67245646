"""Busy callers: each sends its next request when it has its reply, for the highest throughput of a service.

They share the processors with the service and stand for other machines, so they take as little of them as
they can: requests are written beforehand, and of a reply only its status and its length are read. With
asyncio a request took .20 ms of this process, more than the service adds to the library's work on a page.
"""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from selectors import EVENT_READ, DefaultSelector
from typing import Any
from urllib.parse import urlsplit

from benchmarks.service.callers import write_post

# Requests at once that reach the highest throughput; with more, each waits longer.
BUSY_CALLERS = 24
_OK = b"HTTP/1.1 200 "
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection: close", re.IGNORECASE)
_PATIENCE = 60.0


def saturate(url: str, bodies: list[bytes], seconds: float, n_callers: int = BUSY_CALLERS) -> float:
    """Replies a second. Raises ``RuntimeError`` for another reply than 200 and for none in a minute."""
    parts = urlsplit(url)
    requests = cycle([write_post(parts, body) for body in bodies])
    place = str(parts.hostname), int(parts.port or 80)
    with _open_poller() as poller:
        for _ in range(n_callers):
            _connect(poller, place).sendall(next(requests))
        n_replies, end = 0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            ready = poller.select(_PATIENCE)
            if not ready:
                raise RuntimeError(f"{url}: no reply within {_PATIENCE:.0f} s")
            for key, _ in ready:
                link = _read_reply(poller, key.fileobj, key.data, place)
                if link is not None:
                    n_replies += 1
                    link.sendall(next(requests))
    return n_replies / seconds


@contextmanager
def _open_poller() -> Iterator[DefaultSelector]:
    """A poller whose connections are closed at the end."""
    with DefaultSelector() as poller:
        try:
            yield poller
        finally:
            for key in list(poller.get_map().values()):
                _close(poller, key.fileobj)


def _read_reply(
    poller: DefaultSelector, link: Any, read: bytearray, place: tuple[str, int]
) -> socket.socket | None:
    """The connection for the next request, where the reply is whole now."""
    piece = link.recv(1 << 17)
    read += piece
    head, end, body = bytes(read).partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    if not piece or (end and not (head.startswith(_OK) and length)):
        raise RuntimeError(f"{place}: found the reply {head[:200]!r}, wanted 200 with a length")
    if length is None or len(body) < int(length[1]):
        return None
    read.clear()
    if not _CLOSES.search(head):
        return link  # type: ignore[no-any-return]
    _close(poller, link)
    return _connect(poller, place)


def _connect(poller: DefaultSelector, place: tuple[str, int]) -> socket.socket:
    link = socket.create_connection(place, timeout=_PATIENCE)
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    poller.register(link, EVENT_READ, bytearray())
    return link


def _close(poller: DefaultSelector, link: Any) -> None:
    poller.unregister(link)
    link.close()
