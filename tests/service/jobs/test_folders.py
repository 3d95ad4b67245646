"""The folder of a job is locked by one process at a time, whatever a sweep removes meanwhile."""

import multiprocessing
import time
from pathlib import Path

import pytest

from service.jobs.folders import FolderError, lock_folder, remove_folder


def _remove_for(folder: Path, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        remove_folder(folder)


def test_a_folder_is_locked_while_another_process_removes_it(tmp_path: Path) -> None:
    """A sweep removes a new folder again and again: each lock succeeds or says that the folder is locked."""
    folder = tmp_path / "jobs" / "a"
    sweep = multiprocessing.get_context("spawn").Process(target=_remove_for, args=(folder, 600.0))
    sweep.start()
    try:
        for _ in range(40):
            try:
                with lock_folder(folder, patience=60.0):
                    assert folder.is_dir()
                    (folder / "dump.jsonl").write_bytes(b"{}")
                    assert (folder / "dump.jsonl").exists()
            except FolderError:
                pytest.fail("no lock within a minute")
    finally:
        sweep.kill()
        sweep.join()
