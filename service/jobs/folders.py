"""Storing: the folder of each job: its dump, outputs, a lock; who holds it may change them.

The lock is the kernel's and goes with the process that holds it, however that ends: a folder that nobody
holds and no job knows is what a broken upload left.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

DUMP = "dump.jsonl"
OUTPUT = "output"
_LOCK = "lock"
# A run takes its dump several times over while it works: parts, sketches, pairs, outputs.
_GROWTH = 5


class FolderError(Exception):
    """Another process holds the folder."""


def find_folder(data: Path, name: str) -> Path:
    """The folder of a job; ``name`` is an id of ours, never a caller's word."""
    return data / "jobs" / name


def estimate_need(size: int) -> int:
    """Bytes of disk that a job over a dump of so many may take."""
    return size * _GROWTH


def measure_folder(folder: Path) -> int:
    """Bytes of disk that a folder takes."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += os.lstat(os.path.join(path, name)).st_size  # noqa: PTH118  many files
    return total


@contextmanager
def hold_folder(folder: Path, *, patience: float = 0.0) -> Iterator[None]:
    """Hold a folder, which is made where there is none; waits so many seconds for who holds it now.

    Raises ``FolderError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ends = time.monotonic() + patience
    with (folder / _LOCK).open("wb") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() >= ends:
                    raise FolderError(folder.name) from None
                time.sleep(0.05)
        yield


def remove_folder(folder: Path) -> bool:
    """Remove a folder unless somebody holds it; whether it is gone."""
    if not folder.is_dir():
        return True
    try:
        with hold_folder(folder):
            shutil.rmtree(folder, ignore_errors=True)
    except (FolderError, OSError):
        return False
    return not folder.exists()


def list_folders(data: Path) -> list[Path]:
    """The folders of all jobs that there are or were."""
    with suppress(FileNotFoundError):
        return sorted(path for path in (data / "jobs").iterdir() if path.is_dir())
    return []
