"""Calls on threads, as many as make the work in memory faster."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

Result = TypeVar("Result")

# One thread at a time can make lists and strings. On 16 cores 250,000 documents took 7.8 s with one thread,
# 6.3 with two, 4.1 with four, 4.5 with eight and 5.5 with sixteen (`benchmarks.duplicates.cores`).
MOST_THREADS = 4
# Where Linux says how much of the processors a container may use, and how either file begins without a limit.
_QUOTAS = (Path("/sys/fs/cgroup/cpu.max"), Path("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"))
_UNLIMITED = ("max", "-1")


def run_threads(
    function: Callable[..., Result], calls: Iterable[tuple[Any, ...]], workers: int | None
) -> list[Result]:
    """What ``function`` returns for each call, in order.

    workers  how many threads at most; None: one for each processor. Over ``MOST_THREADS`` are never used
    """
    return list(yield_results(function, list(calls), workers))


def yield_results(
    function: Callable[..., Result], calls: Sequence[tuple[Any, ...]], workers: int | None
) -> Iterator[Result]:
    """As `run_threads`, each result as soon as it and those before it are there."""
    n_threads = count_threads(workers) if len(calls) > 1 else 1
    if n_threads == 1:
        yield from (function(*call) for call in calls)
        return
    with ThreadPoolExecutor(n_threads) as threads:
        yield from threads.map(lambda call: function(*call), calls)


def count_threads(workers: int | None) -> int:
    """How many threads `run_threads` uses for many calls."""
    return min(workers or count_processors(), MOST_THREADS)


def count_processors() -> int:
    """The processors that this process may use.

    joblib knows the limits of containers, but takes .1 s to import, a third of 20,000 documents. So it is
    asked where there is a limit.
    """
    if any(map(_is_limited, _QUOTAS)):
        from joblib import cpu_count

        return int(cpu_count())
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _is_limited(quota: Path) -> bool:
    return quota.is_file() and not quota.read_text().startswith(_UNLIMITED)
