"""The sizes of the tasks of a run: by its memory and its workers, when it is planned."""

from pathlib import Path

from summarizer.dumps.records import MIN_MEMORY, DumpSettings
from summarizer.duplicates.threads import count_processors

# The memory of a worker where a run is not told how much all may take.
_WORKER_MEMORY = 1 << 30
# The memory of a worker divided by this is the size of a part: a task takes about 15 times the part's bytes.
_PART_SHARE = 24
_MIN_PART = 1 << 20
# Fewer parts for each worker leave some of them without work while the last ones end.
_WORKER_PARTS = 4
# The memory of a worker for which the sizes of buckets were chosen.
_USUAL_MEMORY = 1 << 29
# Where Linux says how much memory a container may take.
_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def count_workers(dump: DumpSettings) -> int:
    """The workers of a run; of a cluster, unless told how many, as many as this machine has processors."""
    return dump.workers or count_processors()


def find_memory(dump: DumpSettings) -> int:
    """Bytes that all processes of this machine may take together."""
    if dump.memory is not None:
        return dump.memory
    return max(MIN_MEMORY, min(_WORKER_MEMORY * count_workers(dump), _measure_machine() // 2))


def find_part_bytes(memory: int, workers: int, size: int | None) -> int:
    """The bytes of a part.

    memory  of all workers together
    size    bytes of the inputs; None: what they unpack to is not known
    """
    most = memory // workers // _PART_SHARE
    wanted = most if size is None else -(-size // (_WORKER_PARTS * workers))
    return max(_MIN_PART, min(most, wanted))


def find_scale(memory: int, workers: int) -> int:
    """How many times the usual task a worker has memory for, by the memory of all workers together."""
    return max(1, memory // workers // _USUAL_MEMORY)


def _measure_machine() -> int:
    """The memory of this machine, or of the container that this process is in."""
    import psutil

    limits = [path.read_text().strip() for path in _LIMITS if path.is_file()]
    return min([int(psutil.virtual_memory().total), *(int(limit) for limit in limits if limit.isdecimal())])
