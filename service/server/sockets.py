"""What a connection sends, read with a time limit and few system calls; used by `gunicorn_worker`.

At a system call Python lets another thread run, and waiting for its turn again costs more than the call.
"""

import math
import select
import socket
import time
from collections.abc import Callable
from typing import Any

from gunicorn.http.body import Body, ChunkedReader
from gunicorn.http.errors import NoMoreData

# A stream is not slow before.
_FIRST_SECONDS = 2.0


def was_reset(sock: socket.socket) -> bool:
    """Whether the other side has broken off; what it sent before can be read still, and helps nobody.

    True only at the first call: reading the error clears it.
    """
    return sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) != 0


def has_closed(sock: socket.socket) -> bool:
    """Whether the other side sends no more, or is gone; what it sent before can be read still."""
    poll = select.poll()
    poll.register(sock, select.POLLRDHUP)
    return bool(poll.poll(0))


class TooSlowError(NoMoreData, TimeoutError):  # type: ignore[misc]
    """A body did not arrive within its time limit."""


class TimedSocket:
    """A socket with a deadline for reading, which bytes that trickle in do not move."""

    def __init__(self, sock: Any, find_stop_time: Callable[[], float]) -> None:
        self.sock, self.find_stop_time, self.deadline = sock, find_stop_time, math.inf

    def recv(self, size: int) -> bytes:
        """Up to ``size`` bytes. Raises ``TooSlowError``."""
        usual = self.sock.gettimeout()
        left = self._measure_left()
        if usual is None:
            try:
                return self.sock.recv(size, socket.MSG_DONTWAIT)  # type: ignore[no-any-return]
            except BlockingIOError:
                pass  # rarely: most bodies have arrived already
        try:
            while True:
                # In steps of a second: the deadline may move forward when the service stops.
                self.sock.settimeout(min(left, 1.0))
                try:
                    return self.sock.recv(size)  # type: ignore[no-any-return]
                except TimeoutError:
                    left = self._measure_left()
        finally:
            self.sock.settimeout(usual)

    def settimeout(self, seconds: float | None) -> None:
        """Set the deadline, so many seconds from now."""
        self.deadline = math.inf if seconds is None else time.monotonic() + seconds

    def gettimeout(self) -> None:
        """None: gunicorn reads the timeout in order to restore it, and the deadline must stay."""

    def _measure_left(self) -> float:
        left = min(self.deadline, self.find_stop_time()) - time.monotonic()
        if left <= 0:
            raise TooSlowError
        return left


class PromptBody(Body):  # type: ignore[misc]
    """The body of a request, readable as it arrives; gunicorn's own waits for a whole kilobyte."""

    def __init__(self, body: Any, timed: TimedSocket, patience: float) -> None:
        super().__init__(body.reader)
        self.timed, self.patience = timed, patience
        self.begun, self.n_moved, self.ended = time.monotonic(), 0, False
        self.stalled = math.inf  # since when the other side reads nothing of the reply

    def read1(self, size: int) -> bytes:
        """What has arrived, up to ``size`` bytes; waits only where nothing has. Empty at the end."""
        if not self.buf.tell():
            # The reader holds what arrived together with the first byte.
            self.buf.write(self._read_reader(1))
            held = self._count_held()
            self.buf.write(self._read_reader(held) if held else b"")
        piece: bytes = self.read(min(size, self.buf.tell()))
        self.n_moved += len(piece)
        return piece

    def extend(self) -> None:
        """Start the time limit anew."""
        self.timed.settimeout(0 if self.ended else self.patience)

    def is_stopping(self) -> bool:
        """Whether the service is stopping."""
        return self.timed.find_stop_time() < math.inf

    def measure_rate(self) -> float:
        """Bytes a second so far, in both directions; none while the reply is not read.

        Those of the first two seconds count as many.
        """
        now = time.monotonic()
        if now - self.stalled > _FIRST_SECONDS:
            return 0.0
        age = now - self.begun
        return math.inf if age < _FIRST_SECONDS else self.n_moved / age

    def end(self) -> None:
        """Let the time limit be over; a thread that waits sees it within a second."""
        self.ended = True
        self.timed.settimeout(0)

    def _count_held(self) -> int:
        if isinstance(self.reader, ChunkedReader):
            return self.reader.buf.tell()  # type: ignore[no-any-return]
        held: int = min(self.reader.length, len(self.reader.unreader.buf.getbuffer()))
        return held
