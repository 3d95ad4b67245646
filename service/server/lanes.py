"""Lanes: requests of one kind, of which few are worked on at a time, so that others pass them.

Used by `gunicorn_worker`.
"""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, eq=False)
class Lane:
    """The connections whose requests wait, and how many have been started and are not done.

    pool  its own threads; None: those of all requests
    """

    most: int
    pool: ThreadPoolExecutor | None = None
    waiting: deque[Any] = field(default_factory=deque)
    n_started: int = 0

    @property
    def has_room(self) -> bool:
        """Whether one more may be started."""
        return self.n_started < self.most
