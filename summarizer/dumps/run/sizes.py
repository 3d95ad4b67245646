"""The sizes of the tasks of a run, by its memory and workers, and its workers, by the size of its input."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from summarizer.dumps.input.formats import PACKED
from summarizer.dumps.records import MIN_MEMORY, DumpSettings, Format, Source
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
# Bytes of records that one process works through while another one starts: finding duplicates (on two
# processors 5,000 documents of 14 MB take 1.7 s on one process and 4.5 s on two, 20,000 of 57 MB 2.3 s and
# 2.6 s), and summarizing, which takes about eight times as long.
DUPLICATE_BYTES, SUMMARY_BYTES = 1 << 25, 1 << 22
# How many bytes a packed one stands for.
_UNPACKED = 4
# Where Linux says how much memory a container may take.
_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def count_workers(dump: DumpSettings) -> int:
    """The workers of a run; of a cluster, unless told how many, as many as this machine has processors."""
    return dump.workers or count_processors()


def limit_workers(dump: DumpSettings, sources: Sequence[Source], worker_bytes: int) -> DumpSettings:
    """The settings with as many workers as pay, where a run is not told how many.

    worker_bytes  the bytes of records in which one more worker pays

    Pages take much longer to read than records, and of a stream no size is known: they get all processors.
    """
    sizes = {source.path: _estimate_plain(source) for source in sources}
    if dump.workers is not None or dump.cluster is not None or not all(sizes.values()):
        return dump
    return replace(dump, workers=min(count_processors(), -(-sum(sizes.values()) // worker_bytes)))


def _estimate_plain(source: Source) -> int:
    """The bytes of a source when it is unpacked, about; 0 where they are not known."""
    if source.format in (Format.HTML, Format.WARC):
        return 0
    is_packed = source.format is Format.PARQUET or source.path.lower().endswith(PACKED)
    return source.size * (_UNPACKED if is_packed else 1)


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
