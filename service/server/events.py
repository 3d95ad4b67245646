"""The events of the main thread in rounds: new connections first, the others as long as there is time.

Used by `gunicorn_worker`.
"""

import time
from selectors import SelectorKey
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

# Seconds for which events are handled before new connections are looked for: each event may take some
# milliseconds while threads compute, and a probe comes on a connection of its own.
_ROUND_SECONDS = 0.01


class EventWorker(ThreadWorker):  # type: ignore[misc]
    """The part of the worker that handles what has happened to its connections."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.events: dict[int, SelectorKey] = {}  # not handled yet, by descriptor, the oldest first

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Handle what has happened, new connections first; what there is no time for comes first next time.

        Not what happened to connections that an earlier event closed: gunicorn's own would call their
        handlers, whose error ends the process. 1,200 connections did it.
        """
        found = self.poller.select(0 if self.events else timeout)
        self.events.update({key.fd: key for key, _ in found if key.data != self.accept})
        for key, _ in found:
            if key.data == self.accept:
                self._handle_event(key)
        # Not from the beginning: where very many connect, the others would have no turn.
        end = time.monotonic() + _ROUND_SECONDS
        while self.events:
            self._handle_event(self.events.pop(next(iter(self.events))))
            if time.monotonic() >= end:
                break

    def _handle_event(self, key: SelectorKey) -> None:
        if self.poller.get_map().get(key.fd) is key:
            key.data(key.fileobj)
