"""The folder of each job: its dump, its outputs, and a lock; only the process that has the lock changes them.

The operating system frees the lock when the process ends, however it ends. A folder without a job that
nobody has locked is left over from a broken upload.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

# The names of a dump: its reader goes by the ending. A JSON array is told from lines by its first byte.
PARQUET = "application/vnd.apache.parquet"
DUMPS = {
    PARQUET: "dump.parquet",
    "text/csv": "dump.csv",
    "application/x-ndjson": "dump.jsonl",
}
OUTPUT = "output"
_LOCK = "lock"
# While it works, a run writes several times the size of its dump: parts, sketches, pairs, outputs.
_DISK_FACTOR = 5
# Texts of news take so many times as much room unpacked as in a Parquet file.
_PARQUET_FACTOR = 3
# A sweep of another process may remove the new folder before it is locked; it cannot do so again and again.
_TRIES = 10
# A sweep has the lock while it removes the folder. In seconds, far longer than that takes.
LONGEST_SWEEP = 10.0


class FolderError(Exception):
    """Another process has the folder locked."""


def find_folder(data: Path, name: str) -> Path:
    """The folder of a job; ``name`` is an id made by `queue`, never text from a caller."""
    return data / "jobs" / name


def name_dump(media: str) -> str:
    """The name of a dump that came with a media type."""
    return DUMPS.get(media, "dump.jsonl")


def find_dump(folder: Path) -> Path | None:
    """The dump in the folder of a job; None once it was removed."""
    return next((path for name in DUMPS.values() if (path := folder / name).exists()), None)


def remove_dump(folder: Path) -> None:
    """Remove the dump in the folder of a job, if it is still there."""
    for name in DUMPS.values():
        (folder / name).unlink(missing_ok=True)


def estimate_disk(size: int, media: str) -> int:
    """Bytes of disk that a job may need for a dump of so many bytes and a media type."""
    return size * _DISK_FACTOR * (_PARQUET_FACTOR if media == PARQUET else 1)


def measure_folder(folder: Path) -> int:
    """Bytes of disk that the files of a folder take."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += os.lstat(os.path.join(path, name)).st_size  # noqa: PTH118  many files
    return total


@contextmanager
def lock_folder(folder: Path, *, patience: float = 0.0) -> Iterator[None]:
    """Lock a folder, which is created where there is none; wait so many seconds while another process has it.

    Raises ``FolderError``.
    """
    # No soft lock, a file that names its owner, on a disk without flock: it would outlive a killed process.
    lock = FileLock(folder / _LOCK, fallback_to_soft=False)
    _create_locked(folder, lock, patience)
    try:
        yield
    finally:
        lock.release()


def _create_locked(folder: Path, lock: BaseFileLock, patience: float) -> None:
    for tries_left in reversed(range(_TRIES)):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire(timeout=patience)
        except Timeout:
            raise FolderError(folder.name) from None
        except (FileExistsError, FileNotFoundError):
            # `mkdir` found the folder, or made it, and a sweep removed it just then.
            if not tries_left:
                raise
        else:
            return


def remove_folder(folder: Path, is_unused: Callable[[], bool] = lambda: True) -> bool:
    """Remove a folder unless another process has locked it; whether it is gone.

    is_unused  asked once the folder is locked: an upload may have ended just before
    """
    if not folder.is_dir():
        return True
    try:
        with lock_folder(folder):
            if is_unused():
                shutil.rmtree(folder, ignore_errors=True)
    except (FolderError, OSError):
        return False
    return not folder.exists()


def list_folders(data: Path) -> list[Path]:
    """The folders of all jobs, those without a job included."""
    with suppress(FileNotFoundError):
        return sorted(path for path in (data / "jobs").iterdir() if path.is_dir())
    return []
