"""How long a call takes, for tests of how time grows with the input."""

import time
from collections.abc import Callable


def measure_seconds(call: Callable[[], object]) -> float:
    """The best of three calls, in processor time, so that other programs do not count; another one comes first."""
    call()
    seconds = []
    for _ in range(3):
        begun = time.process_time()
        call()
        seconds.append(time.process_time() - begun)
    return min(seconds)
