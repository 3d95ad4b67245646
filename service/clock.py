"""Seconds since the machine started, the same for all its processes: nobody sets this clock back.

Leases and windows of limits are in files that outlive a restart of the machine, after which the clock begins
again at 0. So a time that lies further ahead than it can was written before, and is over.
"""

import time

# Counts while the machine sleeps too; only Linux has it.
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def read_clock() -> float:
    """Seconds since the machine started."""
    return time.clock_gettime(_CLOCK)
