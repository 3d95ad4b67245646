"""Exchanging: the two directions of a connection, each within a time, by few calls to the system.

A call lets another thread have the interpreter, and getting it back costs more than the call.
"""

import math
import socket
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from gunicorn.http.body import Body, ChunkedReader
from gunicorn.http.errors import NoMoreData

# How a head says that so many bytes follow it.
_LENGTH = b"\r\nContent-Length: "


class TooSlowError(NoMoreData, TimeoutError):  # type: ignore[misc]
    """A body did not come in the time there is for it."""


class TimedSocket:
    """A socket whose reading ends at a time, however many bytes trickle in before."""

    def __init__(self, sock: Any, find_end: Callable[[], float]) -> None:
        self.sock, self.find_end, self.deadline = sock, find_end, math.inf

    def recv(self, size: int) -> bytes:
        """Up to ``size`` bytes. Raises ``TooSlowError``."""
        usual = self.sock.gettimeout()
        left = self._measure_left()
        if usual is None:
            try:
                return self.sock.recv(size, socket.MSG_DONTWAIT)  # type: ignore[no-any-return]
            except BlockingIOError:
                pass  # it is not there yet, as it mostly is
        try:
            while True:
                # In steps of a second: the end may come nearer while this waits.
                self.sock.settimeout(min(left, 1.0))
                try:
                    return self.sock.recv(size)  # type: ignore[no-any-return]
                except TimeoutError:
                    left = self._measure_left()
        finally:
            self.sock.settimeout(usual)

    def settimeout(self, seconds: float | None) -> None:
        """Let reading end so many seconds from now."""
        self.deadline = math.inf if seconds is None else time.monotonic() + seconds

    def gettimeout(self) -> None:
        """No time of its own, for gunicorn, which asks in order to put it back."""

    def _measure_left(self) -> float:
        left = min(self.deadline, self.find_end()) - time.monotonic()
        if left <= 0:
            raise TooSlowError
        return left


class PromptBody(Body):  # type: ignore[misc]
    """The body of a request that can be read as it comes; gunicorn's own waits for a whole kilobyte."""

    def __init__(self, body: Any, timed: TimedSocket, patience: float) -> None:
        super().__init__(body.reader)
        self.timed, self.patience = timed, patience

    def read1(self, size: int) -> bytes:
        """What has come, up to ``size`` bytes; waits only where nothing has. Empty at the end."""
        if not self.buf.tell():
            # The reader keeps what came with the first byte.
            self.buf.write(self._read_reader(1))
            held = self._count_held()
            self.buf.write(self._read_reader(held) if held else b"")
        return self.read(min(size, self.buf.tell()))  # type: ignore[no-any-return]

    def extend(self) -> None:
        """Give the next read its full time again."""
        self.timed.settimeout(self.patience)

    def is_stopping(self) -> bool:
        """Whether the service is about to end."""
        return self.timed.find_end() < math.inf

    def _count_held(self) -> int:
        if isinstance(self.reader, ChunkedReader):
            return self.reader.buf.tell()  # type: ignore[no-any-return]
        held: int = min(self.reader.length, len(self.reader.unreader.buf.getbuffer()))
        return held


class ReplySocket:
    """A socket for one reply, which goes out within a time, its head together with what follows at once."""

    def __init__(self, sock: Any, patience: float) -> None:
        self.sock, self.patience = sock, patience
        self.begun, self.held = False, b""

    def sendall(self, data: bytes) -> None:
        """Send, or keep the head of a reply until its body comes."""
        if not self.begun:
            self.begun = True
            self.sock.settimeout(self.patience)
            if _LENGTH in data:
                self.held = data
                return
        held, self.held = self.held, b""
        self.sock.sendall(held + data)

    def sendfile(self, *args: Any, **named: Any) -> Any:
        """Send a file, after what is kept."""
        self.flush()
        return self.sock.sendfile(*args, **named)

    def flush(self) -> None:
        """Send what is kept: a reply may have no body."""
        if self.held:
            self.sendall(b"")

    def __getattr__(self, name: str) -> Any:
        """What else gunicorn asks of a socket."""
        return getattr(self.sock, name)


class Exchange(NamedTuple):
    """What gunicorn needs of a connection to answer a request on it."""

    sock: ReplySocket
    client: Any
    server: Any
