"""The SQLite files of the service, jobs and rate counts: opened, and created where there are none."""

import sqlite3
from pathlib import Path

from summarizer.dumps.archive.sqlite import prepare, run_script


def open_database(path: Path, script: str, *, synchronous: str, patience: float) -> sqlite3.Connection:
    """A connection to a file that any number of processes may use; ``script`` creates its tables.

    synchronous   FULL: what was committed survives a power failure; OFF: it may be lost
    patience      seconds that another process may hold the file
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        prepare(connection, lambda fresh: run_script(fresh, script), patience)
        connection.execute(f"PRAGMA synchronous = {synchronous}")
    except BaseException:
        connection.close()
        raise
    return connection
