"""What callers have not read yet of their replies is sent without a thread.

`gunicorn_worker` gives it from the threads to the main thread.
"""

from concurrent.futures import Future
from functools import partial
from selectors import EVENT_WRITE
from typing import Any

from service.server.reception import MOST_HELD, ReceivingWorker
from service.server.replies import TURN, find_slowest


class SendingWorker(ReceivingWorker):
    """The part of the worker that sends the rest of replies in the main thread."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        # Of each connection that is sent to: its request's outcome.
        self.sending: dict[Any, Future[Any]] = {}

    def _send_rest(self, conn: Any, done: Future[Any]) -> None:
        """Send the rest of a reply as the other side reads; then go on as after any request."""
        conn.sock.setblocking(False)  # noqa: FBT003  the socket's own signature
        self.sending[conn] = done
        self.poller.register(conn.sock, EVENT_WRITE, partial(self._send_more, conn))
        while sum(one.unsent.size for one in self.sending) > MOST_HELD * self.app.settings.max_body:
            self._break_off(find_slowest(self.sending))

    def _send_more(self, conn: Any, sock: Any) -> None:
        try:
            conn.unsent.send(sock, TURN)
        except OSError:
            self._break_off(conn)
            return
        if not conn.unsent:
            self.poller.unregister(sock)
            conn.unsent = None
            self.finish_request(conn, self.sending.pop(conn))

    def _break_off(self, conn: Any) -> None:
        """Close a connection whose reply is not read."""
        self.poller.unregister(conn.sock)
        del self.sending[conn]
        conn.unsent.close()
        conn.unsent = None
        self._close(conn)

    def _end_slow_replies(self, now: float) -> None:
        """Break off the replies that are read too slowly."""
        for conn in [one for one in self.sending if now > one.unsent.find_end(self.patience)]:
            self._break_off(conn)
