"""The folder of a job is locked by one process at a time, whatever a sweep removes meanwhile."""

import multiprocessing
import time
from pathlib import Path
from threading import Event, Thread, Timer
from unittest.mock import patch

import pytest
from flask.testing import FlaskClient

from service.jobs.folders import FolderError, find_folder, lock_folder, remove_folder
from service.settings import ServiceSettings
from tests.service.jobs.clients import DUMP


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


def test_a_folder_that_came_into_use_is_kept(tmp_path: Path) -> None:
    """Between a sweep's look at the jobs and its lock, an upload may have ended."""
    folder = tmp_path / "jobs" / "a"
    with lock_folder(folder):
        (folder / "dump.jsonl").write_bytes(b"{}")
    assert not remove_folder(folder, lambda: False)
    assert (folder / "dump.jsonl").exists()
    assert remove_folder(folder, lambda: True)
    assert not folder.exists()


def test_an_upload_waits_for_a_sweep(client: FlaskClient, settings: ServiceSettings) -> None:
    """A sweep found its new folder before the upload had locked it."""
    folder, held, asked = find_folder(settings.data, "a" * 32), Event(), Event()

    def sweep() -> None:
        with lock_folder(folder):
            held.set()
            asked.wait(60)

    def name_it() -> str:
        Timer(0.2, asked.set).start()
        return folder.name

    thread = Thread(target=sweep)
    thread.start()
    assert held.wait(60)
    headers = {"Content-Type": "application/x-ndjson", "Authorization": "Bearer desk"}
    with patch("service.routes.jobs.make_id", name_it):
        reply = client.post("/v1/jobs?kind=dedup", data=DUMP, headers=headers)
    thread.join()
    assert reply.status_code == 202, reply.get_json()
