"""A run that was killed, or whose disk was full, can be resumed: the same bytes, nothing left behind."""

import errno
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.dumps.deduplicating import deduplicate_dump
from summarizer.dumps.phases import collapse
from summarizer.dumps.records import DumpSettings, Progress
from summarizer.dumps.run import buckets
from summarizer.errors import OutputError, RunError
from summarizer.records import DuplicateSettings
from tests.dumps.kills import DIED, FULL
from tests.dumps.samples import hash_outputs, make_documents, write_dump

RESUME = DumpSettings(workers=1, resume=True)


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dump, `in.jsonl`, and the outputs of an undisturbed run, `whole`."""
    folder = tmp_path_factory.mktemp("surviving")
    path = write_dump(folder / "in.jsonl", make_documents(7, 60))
    deduplicate_dump([str(path)], str(folder / "whole"), DuplicateSettings(), DumpSettings(workers=1))
    return folder


def run_until_death(
    dump: Path, out: Path, whom: str, at: int, workers: int = 1
) -> subprocess.CompletedProcess[str]:
    """A run in a process of its own that is killed as `tests.dumps.kills` says."""
    arguments = [str(dump / "in.jsonl"), str(out), "--workers", str(workers), "--dies", whom, str(at)]
    command = [sys.executable, "-m", "tests.dumps.kills", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def check_resumed(dump: Path, out: Path) -> None:
    """Resume a run, and compare every byte; no unfinished file is left."""
    assert not [path.name for path in out.iterdir() if path.name != ".khulasa"], "outputs of a killed run"
    deduplicate_dump([str(dump / "in.jsonl")], str(out), DuplicateSettings(), RESUME)
    assert hash_outputs(out) == hash_outputs(dump / "whole")
    assert not list(out.rglob(".unfinished*"))


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.15, 0.5, 0.85])
def test_a_run_killed_in_the_middle_of_a_file_is_resumed(dump: Path, tmp_path: Path, share: float) -> None:
    """Killed by SIGKILL at any of its file operations, before any output is there."""
    # An undisturbed run of this dump has some 170 file operations.
    ended = run_until_death(dump, tmp_path / "out", "at-files", int(share * 150))
    assert ended.returncode == -signal.SIGKILL
    check_resumed(dump, tmp_path / "out")


@pytest.mark.slow
def test_a_run_whose_main_process_is_killed_is_resumed(dump: Path, tmp_path: Path) -> None:
    """Its workers end with it, and leave nothing that spoils the results."""
    ended = run_until_death(dump, tmp_path / "out", "at-messages", 9, workers=2)
    assert ended.returncode == -signal.SIGKILL
    check_resumed(dump, tmp_path / "out")


@pytest.mark.slow
@pytest.mark.parametrize("task", [3, 12])
def test_a_run_whose_worker_is_killed_says_so_and_is_resumed(dump: Path, tmp_path: Path, task: int) -> None:
    """The error says what to do, and doing it is enough."""
    ended = run_until_death(dump, tmp_path / "out", "worker", task, workers=2)
    assert ended.returncode == DIED, ended.stderr
    assert "a worker that died" in ended.stderr
    check_resumed(dump, tmp_path / "out")


@pytest.mark.slow
@pytest.mark.parametrize("place", [0.3, 0.7, 0.99])
def test_a_full_disk_stops_a_run_that_is_resumed_later(dump: Path, tmp_path: Path, place: float) -> None:
    """Writes that the system refuses half-way leave no file that looks finished."""
    sizes = sorted(path.stat().st_size for path in (dump / "whole").rglob("*") if path.is_file())
    limit = sizes[int(place * len(sizes)) - 1] - 1
    ended = run_until_death(dump, tmp_path / "out", "full", limit)
    assert ended.returncode == FULL, ended.stderr
    check_resumed(dump, tmp_path / "out")


@pytest.mark.slow
def test_what_a_power_cut_spoiled_is_done_again(dump: Path, tmp_path: Path) -> None:
    """A finished task whose bytes did not reach the disk is noticed by their number."""
    run_until_death(dump, tmp_path / "out", "at-messages", 20)
    spoiled = sorted(tmp_path.rglob("*.npy"))[::7]
    assert len(spoiled) > 5
    for path in spoiled:
        path.write_bytes(b"")
    check_resumed(dump, tmp_path / "out")


@pytest.mark.parametrize("name", ["kept.jsonl", "removed.jsonl"])
def test_no_run_is_finished_before_its_lines_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A disk that fails says so once, when a file is brought to it."""
    dump, out = write_dump(tmp_path / "in.jsonl", make_documents(2, 4)), tmp_path / "out"
    real, failed = os.fsync, list[str]()

    def fail_once(handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if path.name == name and not failed:
            failed.append(path.name)
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle)

    monkeypatch.setattr(os, "fsync", fail_once)
    with pytest.raises(OutputError, match=rf"{name}: found no place to write .input/output error."):
        deduplicate_dump([str(dump)], str(out), DuplicateSettings(), DumpSettings(workers=1))
    assert [path.name for path in out.iterdir()] == [".khulasa"]
    deduplicate_dump([str(dump)], str(out), DuplicateSettings(), RESUME)
    assert (out / "run.json").is_file()


@pytest.mark.parametrize("memory", [1 << 29, 1 << 33])
def test_a_run_that_is_resumed_with_other_memory_keeps_its_buckets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, memory: int
) -> None:
    """Their number depends on it in a large run, whose finished tasks are known by their numbers alone."""
    monkeypatch.setattr(buckets, "MANY_TASKS", 1)
    monkeypatch.setattr(collapse, "BUCKET_DOCUMENTS", 16)
    dump, out = str(write_dump(tmp_path / "in.jsonl", make_documents(2, 60))), tmp_path / "out"

    def stop(progress: Progress) -> None:
        if progress.phase == "count":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deduplicate_dump([dump], str(out), DuplicateSettings(), DumpSettings(workers=1, report=stop))
    tasks = sorted(out.glob(".khulasa/*/collapse*/*"))
    deduplicate_dump([dump], str(out), DuplicateSettings(), replace(RESUME, memory=memory))
    assert sorted(out.glob(".khulasa/*/collapse*/*")) == tasks
    deduplicate_dump([dump], str(tmp_path / "whole"), DuplicateSettings(), DumpSettings(workers=1))
    assert hash_outputs(out) == hash_outputs(tmp_path / "whole")


def test_a_cluster_is_given_paths_from_the_root(tmp_path: Path) -> None:
    """A worker that was started in another folder would read another file."""
    settings = DumpSettings(cluster="tcp://127.0.0.1:1", work=str(tmp_path))
    with pytest.raises(RunError, match=r"in\.jsonl: found a relative path"):
        deduplicate_dump(["in.jsonl"], str(tmp_path / "out"), DuplicateSettings(), settings)
