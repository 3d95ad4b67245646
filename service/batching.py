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


class Batcher:
    """One kind of work of one process; any number of threads may ask."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.waiting: deque[_Call] = deque()
        self.turn = Lock()

    def do(self, wanted: object) -> Any:
        """The result for one request. Raises what the work raises for it; the others of a batch go on."""
        call = _Call(wanted)
        self.waiting.append(call)
        with self.turn:
            # Let those who are on their way here come along.
            time.sleep(0)
            # Only who has the turn takes calls: what is not done yet still waits, perhaps behind others.
            while not call.done:
                calls = [self.waiting.popleft() for _ in range(min(MOST, len(self.waiting)))]
                try:
                    self._answer(calls)
                finally:
                    # A process that is being ended leaves nobody waiting for what will not come.
                    for one in calls:
                        if not one.done:
                            one.error, one.done = RuntimeError("the work was broken off"), True
        if call.error is not None:
            raise call.error
        return call.result

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
