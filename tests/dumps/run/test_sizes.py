"""How large the parts and buckets of a run are, by its memory, its workers and its inputs."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.dumps.records import MIN_MEMORY, DumpSettings, Format, Source
from summarizer.dumps.run import sizes
from summarizer.dumps.run.buckets import MANY_TASKS, count_tasks
from summarizer.dumps.run.sizes import (
    DUPLICATE_BYTES,
    find_memory,
    find_part_bytes,
    find_scale,
    limit_workers,
)

GB = 1 << 30


def make_source(path: str, form: Format = Format.JSONL, workers: float = 1) -> Source:
    """A source with the records that so many workers can do while another one starts."""
    return Source(path, 0, None, form, int(workers * DUPLICATE_BYTES))


@given(st.integers(MIN_MEMORY, 512 * GB), st.integers(1, 256), st.none() | st.integers(0, 10**13))
def test_parts_fit_into_memory_and_give_every_worker_work(
    memory: int, workers: int, size: int | None
) -> None:
    """Each worker has four parts or more, unless parts would have less than a megabyte."""
    part = find_part_bytes(memory, workers, size)
    assert part <= max(1 << 20, memory // workers // 24)
    if size is not None and part > 1 << 20:
        assert math.ceil(size / part) >= 4 * workers - 3


@given(st.integers(0, 10**10), st.integers(4, 24), st.integers(1, 64))
def test_buckets_fit_into_memory_and_give_every_worker_work(n: int, power: int, scale: int) -> None:
    """None has much more than ``most`` entries for each unit of memory."""
    most = 1 << power
    count = count_tasks(n, most, scale)
    assert n / count <= most * scale
    assert count >= min(MANY_TASKS, n // most)


def test_the_default_memory_grows_with_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A GB for each, at most half of what the machine has; what a run is told is taken as it is."""
    monkeypatch.setattr(sizes, "_measure_machine", lambda: 24 * GB)
    assert [find_memory(DumpSettings(workers=count)) for count in (1, 8, 64)] == [GB, 8 * GB, 12 * GB]
    assert find_memory(DumpSettings(workers=8, memory=GB)) == GB
    monkeypatch.setattr(sizes, "_measure_machine", lambda: MIN_MEMORY)
    assert find_memory(DumpSettings(workers=1)) == MIN_MEMORY
    assert find_scale(MIN_MEMORY, 8) == 1


def test_a_machine_has_memory() -> None:
    """What is measured here is some number of bytes, more than the least that a run takes."""
    assert sizes._measure_machine() > MIN_MEMORY


@pytest.mark.parametrize(
    ("sources", "workers"),
    [
        ([make_source("day.jsonl", workers=0.9)], 1),
        ([make_source("a.jsonl", workers=0.6), make_source("b.csv", Format.CSV, 0.6)], 2),
        ([make_source("a.jsonl.GZ", workers=0.6)], 3),
        ([make_source("a.parquet", Format.PARQUET, 0.9)], 4),
        ([make_source("year.jsonl", workers=100)], 16),
        ([Source("year.jsonl", start, start + 1, Format.JSONL, 7) for start in range(7)], 1),
        ([make_source("day.html", Format.HTML, 0.1)], None),
        ([make_source("day.warc.gz", Format.WARC, 0.1)], None),
        ([make_source("a.jsonl"), make_source("-", workers=0)], None),
    ],
)
def test_a_small_dump_has_few_workers(
    sources: list[Source], workers: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as records pay for, if it is told nothing; pages and streams have all processors."""
    monkeypatch.setattr(sizes, "count_processors", lambda: 16)
    assert limit_workers(DumpSettings(), sources, DUPLICATE_BYTES).workers == workers
    for told in (DumpSettings(workers=9), DumpSettings(cluster="tcp://host:8786")):
        assert limit_workers(told, sources, DUPLICATE_BYTES) == told
