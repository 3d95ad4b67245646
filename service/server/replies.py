"""What a connection is sent: by a thread as far as the other side reads, the rest without one.

Used by `gunicorn_worker`. Forty callers that asked for the OpenAPI document and did not read it kept all
threads for `PATIENCE` seconds before (benchmarks/results/attacks.json, "replies read slowly").
"""

import math
import os
import select
import socket
import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from service.server.sockets import PromptBody

# In the head of a reply: so many bytes follow.
_LENGTH = b"\r\nContent-Length: "
# Bytes that a reply in several pieces may keep; its thread sends the others. A reply in
# one piece is in memory anyway.
_MOST_KEPT = 1 << 18
# Bytes sent in one turn of the main thread.
TURN = 1 << 18
# Bytes a second; a reply that is read more slowly is broken off.
_LEAST_RATE = 1024


class UnsentReply:
    """The rest of a reply, which the other side has not read yet."""

    def __init__(self) -> None:
        self.pieces: deque[memoryview] = deque()
        self.file: int | None = None  # sent after the pieces
        self.place = self.end = 0
        self.size = 0  # bytes in the pieces
        self.n_sent = 0
        self.begun = time.monotonic()

    def __bool__(self) -> bool:
        return bool(self.pieces) or self.file is not None

    def add(self, data: bytes) -> None:
        """Add bytes at the end."""
        if data:
            self.pieces.append(memoryview(data))
            self.size += len(data)

    def add_file(self, descriptor: int, place: int, count: int) -> None:
        """Add a part of a file, whose descriptor is closed at the end."""
        self.file, self.place, self.end = os.dup(descriptor), place, place + count

    def send(self, sock: Any, most: float = math.inf) -> None:
        """Send as much as the other side takes now, up to about ``most`` bytes. Raises ``OSError``."""
        before = self.n_sent
        with suppress(BlockingIOError):
            while self and self.n_sent - before < most:
                self.n_sent += self._send_piece(sock) if self.pieces else self._send_file(sock)

    def _send_piece(self, sock: Any) -> int:
        n: int = sock.send(self.pieces[0], socket.MSG_DONTWAIT)
        self.size -= n
        self.pieces[0] = self.pieces[0][n:]
        if not self.pieces[0]:
            self.pieces.popleft()
        return n

    def _send_file(self, sock: Any) -> int:
        assert self.file is not None  # noqa: S101  `__bool__` says so
        sock.setblocking(False)  # noqa: FBT003  os.sendfile has no flag for it
        n = os.sendfile(sock.fileno(), self.file, self.place, min(TURN, self.end - self.place))
        self.place += n
        if not n or self.place >= self.end:
            self.close()
        return n

    def find_end(self, patience: float) -> float:
        """When it is broken off."""
        return self.begun + patience + self.n_sent / _LEAST_RATE

    def close(self) -> None:
        """Send nothing more."""
        self.pieces.clear()
        self.size = 0
        if self.file is not None:
            os.close(self.file)
            self.file = None


class ReplySocket:
    """A socket for one reply; it sends the head together with the start of the body.

    What the other side does not take at once of a reply with a length is kept in ``unsent``. A reply without
    one, a stream, is sent here, with a time limit.
    """

    def __init__(self, sock: Any, patience: float, body: PromptBody | None = None) -> None:
        self.sock, self.patience, self.body = sock, patience, body
        self.started, self.kept, self.whole = False, b"", False
        self.unsent = UnsentReply()

    def sendall(self, data: bytes) -> None:
        """Send, or keep; the head of a reply is kept until its body follows. Raises ``OSError``."""
        if not self.started:
            self.started = True
            if _LENGTH in data:
                self.kept, self.whole = data, True
                return
        kept, self.kept = self.kept, b""
        if self.unsent.size:
            self._send_within(0 if not self.whole else _MOST_KEPT)
        self.unsent.add(kept + data)
        self._send_now()
        if not self.whole:
            self._send_within(0)

    def sendfile(self, file: Any, offset: int, count: int) -> None:
        """Send the kept head, then a part of a file."""
        self.flush()
        self.unsent.add_file(file.fileno(), offset, count)
        self._send_now()

    def flush(self) -> None:
        """Send the kept head: a reply may have no body."""
        if self.kept:
            self.sendall(b"")

    def _send_now(self) -> None:
        before = self.unsent.n_sent
        self.unsent.send(self.sock)
        if self.body is not None:
            self.body.n_moved += self.unsent.n_sent - before

    def _send_within(self, most: int) -> None:
        """Send until no more than ``most`` bytes are left, in steps of a second. Raises ``OSError``."""
        end = time.monotonic() + self.patience
        while self.unsent.size > most:
            if self.body is not None:
                self.body.stalled = min(self.body.stalled, time.monotonic())
            if time.monotonic() > end or (self.body is not None and self.body.ended):
                raise TimeoutError
            _await_space(self.sock)
            self._send_now()
        if self.body is not None:
            self.body.stalled = math.inf

    def __getattr__(self, name: str) -> Any:
        """Everything else of the socket, for gunicorn."""
        return getattr(self.sock, name)


class ReplyConnection(NamedTuple):
    """The parts of a connection that gunicorn's ``handle_request`` reads."""

    sock: ReplySocket
    client: Any
    server: Any


def _await_space(sock: Any) -> None:
    """Wait until the other side has read something; a second at most."""
    poll = select.poll()
    poll.register(sock.fileno(), select.POLLOUT)
    poll.poll(1000)


def find_slowest(connections: Iterable[Any]) -> Any:
    """The connection whose reply is read most slowly."""
    now = time.monotonic()
    return min(connections, key=lambda one: one.unsent.n_sent / max(now - one.unsent.begun, 0.1))
