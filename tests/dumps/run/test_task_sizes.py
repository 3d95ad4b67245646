"""What is sent to a worker for a task is small, however many parts and buckets a run has."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from summarizer.dumps.deduplicating import deduplicate_dump
from summarizer.dumps.records import DumpSettings
from summarizer.dumps.run import sizes
from summarizer.dumps.run.arrays import Folders
from summarizer.dumps.run.tasks import Runner
from summarizer.records import DuplicateSettings
from tests.dumps.samples import make_documents, write_dump

Call = tuple[Callable[..., None], Path, tuple[Any, ...]]


@pytest.mark.slow
def test_no_task_grows_with_the_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each task of a run of many parts is a few kilobytes, so a graph of 200 tasks has less than a megabyte.

    The tasks that count several parts in one name them, eight at a time.
    """
    sent: list[int] = []

    def perform(_: Runner, calls: Sequence[Call]) -> Iterator[None]:
        for function, folder, task in calls:
            sent.append(len(pickle.dumps((function, folder, task))))
            function(folder, *task)
            yield

    monkeypatch.setattr(Runner, "_perform", perform)
    monkeypatch.setattr(sizes, "_MIN_PART", 1)
    monkeypatch.setattr(sizes, "_PART_SHARE", 1 << 19)
    source = write_dump(tmp_path / "in.jsonl", make_documents(7))
    deduplicate_dump([str(source)], str(tmp_path / "out"), DuplicateSettings(), DumpSettings(workers=1))
    assert len(list((tmp_path / "out").rglob("gather/0*"))) > 10
    assert max(sent) < 8_000


def test_folders_are_the_tasks_in_order(tmp_path: Path) -> None:
    """One by one, from the end and by slices."""
    folders = Folders(tmp_path, 3)
    assert list(folders) == [tmp_path / "000000", tmp_path / "000001", tmp_path / "000002"]
    assert folders[-1] == folders[2]
    assert folders[1:] == [folders[1], folders[2]]
    assert len(pickle.dumps(Folders(tmp_path, 100_000))) < 1_000
    with pytest.raises(IndexError):
        folders[3]
