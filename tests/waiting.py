"""Waiting for a state instead of for the clock; used wherever a test watches another process."""

import time
from collections.abc import Callable
from typing import TypeVar

# Only a machine that is stuck takes so long; nothing is measured by it.
_PATIENCE = 240.0
Found = TypeVar("Found")


def wait_for(read: Callable[[], Found], accept: Callable[[Found], bool] = bool) -> Found:
    """What is read, once it is as wanted."""
    ends = time.monotonic() + _PATIENCE
    while True:
        found = read()
        if accept(found):
            return found
        assert time.monotonic() < ends, found
        time.sleep(0.02)
