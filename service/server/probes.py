"""Probes of life are answered by the main thread, without Flask; used by `gunicorn_worker`."""

from typing import Any

from service.server.heads import read_bare_head
from service.server.short_requests import ShortRequestWorker, take_bytes, wants_to_stay


class ProbeWorker(ShortRequestWorker):
    """The part of the worker that answers `/livez`."""

    def _answer_probe(self, conn: Any, head: bytes) -> bool:
        """Answer a plain request for `/livez` that has arrived; whether it was one.

        Flask's way to the same reply takes a millisecond and some 20 calls to the system, at each of which a
        thread that computes may take the interpreter.
        """
        environ = read_bare_head(head)
        reply = self.fast_path.answer_probe(environ) if self.fast_path is not None and environ else None
        if environ is None or reply is None or not take_bytes(conn.sock, len(head) + 4):
            return False
        conn.is_watched = False
        self._send_reply(conn, reply, keeps=wants_to_stay(environ))
        return True
