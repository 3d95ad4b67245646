"""Balance: how many connections each process has, so that few load all processes; used by `gunicorn_worker`.

All processes wait for the next connection at one socket, and the one that wakes first takes it. Of 24 callers
who came together one process could have 20, and of four connections that are kept open all. So a process that
has more than another leaves a new connection to it for a moment.
"""

import time
from mmap import mmap

# Seconds for which a process leaves new connections to others. A busy one takes some 10 ms to accept.
_LEAVE_SECONDS = 0.02
# After that it accepts for so long whatever comes: the others may be too busy to.
_ACCEPT_SECONDS = 0.05
_PAUSE_SECONDS = 0.001
_UNUSED = -1


class ConnectionCounts:
    """How many connections each process has, in memory that all of them share; made before the first fork."""

    def __init__(self, n_processes: int) -> None:
        # A process that ends may overlap with the one that takes its place.
        self.counts = memoryview(mmap(-1, 8 * 2 * n_processes)).cast("q")
        for place in range(len(self.counts)):
            self.counts[place] = _UNUSED

    def add_process(self) -> "ProcessCount":
        """The count of one more process; one that is not balanced with others where there are too many."""
        places = [place for place, count in enumerate(self.counts) if count == _UNUSED]
        if not places:
            return ConnectionCounts(1).add_process()
        self.counts[places[0]] = 0
        return ProcessCount(self, places[0])

    def find_fewest(self) -> int:
        """The connections of the process that has the fewest."""
        return min((count for count in self.counts if count != _UNUSED), default=0)


class ProcessCount:
    """The count of one process, which alone changes it, until its parent removes it."""

    def __init__(self, shared: ConnectionCounts, place: int) -> None:
        self.shared, self.place = shared, place
        self.leave_end = 0.0

    def set(self, n_connections: int) -> None:
        """Tell the other processes."""
        self.shared.counts[self.place] = n_connections

    def remove(self) -> None:
        """The process has ended."""
        self.shared.counts[self.place] = _UNUSED

    def measure_lead(self) -> int:
        """How many connections more this process has than the one that has the fewest."""
        return self.shared.counts[self.place] - self.shared.find_fewest()

    def leaves_next(self) -> bool:
        """Whether the next connection is left to another process for now; then the caller tries again."""
        fewest = self.shared.find_fewest()
        # Of many connections a few more make no difference.
        if self.shared.counts[self.place] <= fewest + fewest // 8:
            return False
        now = time.monotonic()
        if now > self.leave_end + _ACCEPT_SECONDS:
            self.leave_end = now + _LEAVE_SECONDS
        if now > self.leave_end:
            return False
        time.sleep(_PAUSE_SECONDS)
        return True
