"""The SQLite files of the service, jobs and rate counts: opened, and created where there are none.

No other user of the machine can read them, or anything else in the data folder: it has what callers sent.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from summarizer.dumps.archive.sqlite import prepare, run_script


def open_database(path: Path, script: str, *, synchronous: str, patience: float) -> sqlite3.Connection:
    """A connection to a file that any number of processes may use; ``script`` creates its tables.

    synchronous   FULL: what was committed survives a power failure; OFF: it may be lost
    patience      seconds that another process may hold the file
    """
    make_private(path.parent)
    create_private(path)
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        prepare(connection, lambda fresh: run_script(fresh, script), patience)
        connection.execute(f"PRAGMA synchronous = {synchronous}")
    except BaseException:
        connection.close()
        raise
    return connection


def make_private(folder: Path) -> None:
    """Create a folder that only its owner can enter, where there is none."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def close_to_others(folder: Path) -> None:
    """Create a folder, or close one that there is to other users."""
    make_private(folder)
    # The volume of a container may belong to another user, whose rights are not ours to change.
    with suppress(PermissionError):
        folder.chmod(0o700)


def create_private(path: Path) -> None:
    """Create an empty file that only its owner can read, where there is none; SQLite fills it."""
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
