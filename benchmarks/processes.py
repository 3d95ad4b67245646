"""Processes: the memory and the processor time of a process and its children."""

import resource

import psutil


def read_peak() -> float:
    """The most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_memory(pid: int) -> float:
    """The memory of a process and its children that no other process shares, in megabytes."""
    return float(round(sum(one.memory_full_info().uss for one in _find_family(pid)) / 1e6, 1))


def measure_processes(pid: int) -> dict[int, float]:
    """Processor seconds of a process and of each of its children."""
    return {one.pid: sum(one.cpu_times()[:2]) for one in _find_family(pid)}


def measure_processor(pid: int) -> float:
    """Processor seconds of a process and its children together."""
    return sum(measure_processes(pid).values())


def measure_workers(pid: int) -> list[dict[str, float]]:
    """Of each web process of a service its memory, and its part of what it shares, in megabytes."""
    found = [one.memory_full_info() for one in psutil.Process(pid).children()]
    return [{"rss": round(one.rss / 1e6, 1), "pss": round(one.pss / 1e6, 1)} for one in found]


def _find_family(pid: int) -> list[psutil.Process]:
    return [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
