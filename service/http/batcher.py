"""Batching: requests that come while another is worked on are answered together, at less cost each.

One thread of a process works at a time, and who waited meanwhile goes with the next. Threads that computed
side by side would only take the interpreter from each other; so a busy service does more than it would
by answering one request after the other, and an idle one answers as soon. Models are served so (Crankshaw and
others 2017, Clipper).
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

# Larger batches gain little and make the last one wait longer.
MOST = 8
# Bytes. What is larger takes its own thread: none should wait for a page of megabytes.
LARGEST = 1 << 16

Work = Callable[[Sequence[Any]], Sequence[object]]


class _Call:
    """One request, and what became of it."""

    def __init__(self, wanted: object) -> None:
        self.wanted = wanted
        self.done = False
        self.result: object = None
        self.error: Exception | None = None
        # Held until there is a result, or until it is this one's turn to work.
        self.woken = Lock()
        self.woken.acquire()


class Batcher:
    """One kind of work of one process; any number of threads may ask."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.waiting: deque[_Call] = deque()
        self.working = False
        self.guard = Lock()

    def do(self, wanted: object) -> Any:
        """The result for one request. Raises what the work raises for it; the others of a batch go on."""
        call = _Call(wanted)
        with self.guard:
            self.waiting.append(call)
            leads, self.working = not self.working, True
        if not leads:
            call.woken.acquire()
        if not call.done:
            self._lead()
        if call.error is not None:
            raise call.error
        return call.result

    def _lead(self) -> None:
        """Answer all who wait, up to so many: who leads is the first of them."""
        # Let those who are on their way here come along.
        time.sleep(0)
        calls = [self.waiting.popleft() for _ in range(min(MOST, len(self.waiting)))]
        try:
            self._answer(calls)
        finally:
            for one in calls:
                # A process that is being ended leaves nobody waiting for what will not come.
                if not one.done:
                    one.error, one.done = RuntimeError("the work was broken off"), True
                one.woken.release()
            with self.guard:
                self.working = bool(self.waiting)
                if self.working:
                    self.waiting[0].woken.release()

    def _answer(self, calls: list[_Call]) -> None:
        try:
            results = self.work([call.wanted for call in calls])
        except Exception as error:  # noqa: BLE001  it is raised where it belongs
            if len(calls) > 1:
                for call in calls:
                    self._answer([call])
                return
            calls[0].error, calls[0].done = error, True
            return
        for call, result in zip(calls, results, strict=True):
            call.result, call.done = result, True
