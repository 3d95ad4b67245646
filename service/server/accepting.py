"""How connections are accepted: many at a time, without those that were reset; used by `gunicorn_worker`.

Callers that connect and break off fill the queue of the kernel. Each of them took 70 microseconds here and a
thread, so that a probe behind 4,096 of them had its answer after 300 milliseconds.
"""

import errno
import time
from typing import Any

from gunicorn.workers.gthread import TConn

from service.server.probes import ProbeWorker
from service.server.replies import find_slowest
from service.server.sockets import was_reset

# Connections accepted between two batches of short requests: one at a time, a probe waited for ten batches.
_MOST_ACCEPTED = 64
# Those that were reset already take a seventh of the time.
_MOST_RESET = 448
# Seconds, where there is no connection to close for a new one.
_BREATH_SECONDS = 0.001
_FULL = (errno.EMFILE, errno.ENFILE)
_NONE = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED)


class AcceptingWorker(ProbeWorker):
    """The part of the worker that accepts connections."""

    def accept(self, listener: Any) -> None:
        """Accept connections that have come; where there are too many, another one is closed for each."""
        n_accepted = n_reset = 0
        while n_accepted < _MOST_ACCEPTED and n_reset < _MOST_RESET:
            if self.connections.leaves_next():
                return
            try:
                sock, address = listener.accept()
            except OSError as error:
                if error.errno in _NONE:
                    return
                if error.errno not in _FULL:
                    raise
                self._close_one()
                return
            if was_reset(sock):
                sock.close()
                n_reset += 1
            else:
                self._take(TConn(self.cfg, sock, address, listener.getsockname()))
                n_accepted += 1

    def _take(self, conn: Any) -> None:
        self.nr_conns += 1
        self.enqueue_req(conn)
        self.connections.set(self.nr_conns)
        if self.nr_conns >= self.worker_connections:
            self._close_one()

    def _close_one(self) -> None:
        """Close the connection that was idle longest, or the one that reads its reply most slowly."""
        idle = next(iter(self.keepalived_conns or self.pending_conns), None)
        if idle is not None:
            self._forget(idle)
            self._close(idle)
        elif self.sending:
            self._break_off(find_slowest(self.sending))
        else:
            time.sleep(_BREATH_SECONDS)  # all are at work: one of them ends soon
