"""The table of jobs: one SQLite table is both the state of all jobs and their queue.

Not huey's queue beside a table of states: its SQLite storage deletes a task as soon as a worker takes it, so
a worker that is killed loses its task. The API uses the table through `queue`, the workers through `leases`.
"""

import json
import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from service.sqlite import open_database
from service.wire.job_models import Job, JobState
from summarizer.dumps.archive.sqlite import write_transaction
from summarizer.dumps.records import Counts, Output

# Upper bounds of the buckets in which the seconds that jobs took are counted.
SECONDS = (
    1.0,
    2.0,
    5.0,
    10.0,
    30.0,
    60.0,
    120.0,
    300.0,
    600.0,
    1800.0,
    3600.0,
    7200.0,
    14400.0,
    43200.0,
    86400.0,
    math.inf,
)
_TABLE = """
    CREATE TABLE jobs (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, kind TEXT NOT NULL, settings TEXT NOT NULL,
        key TEXT, request TEXT NOT NULL, digest TEXT NOT NULL, bytes INT NOT NULL,
        state TEXT NOT NULL DEFAULT 'queued', task TEXT NOT NULL DEFAULT 'run',
        created REAL NOT NULL, started REAL, finished REAL,
        fence INT NOT NULL DEFAULT 0, lease REAL NOT NULL DEFAULT 0, crashes INT NOT NULL DEFAULT 0,
        ready REAL NOT NULL DEFAULT 0, progress TEXT, counts TEXT, results TEXT, error TEXT,
        size INT NOT NULL DEFAULT 0
    );
    CREATE UNIQUE INDEX keys ON jobs (owner, key) WHERE key IS NOT NULL;
    CREATE INDEX states ON jobs (state, number);
    CREATE INDEX owners ON jobs (owner, number);
    -- Ended jobs, counted in the same transaction, by the seconds they took.
    CREATE TABLE ended (
        kind TEXT, outcome TEXT, up_to REAL, jobs INT, seconds REAL, PRIMARY KEY (kind, outcome, up_to)
    ) WITHOUT ROWID;
    CREATE TRIGGER count_ended AFTER UPDATE OF state ON jobs WHEN NEW.state IN ('done', 'failed', 'cancelled')
    BEGIN
        INSERT INTO ended VALUES (
            iif(NEW.task = 'rethreshold', NEW.task, NEW.kind), NEW.state,
            (SELECT min(column1) FROM (VALUES :seconds) WHERE column1 >= NEW.finished - NEW.started),
            1, NEW.finished - NEW.started
        ) ON CONFLICT DO UPDATE SET jobs = jobs + 1, seconds = seconds + excluded.seconds;
    END;
""".replace(":seconds", ", ".join(f"({bound})" for bound in SECONDS).replace("inf", "9e999"))


class Table:
    """The file of the table, created where there is none; any number of processes may use it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._is_current = False

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading."""
        # A connection for each call: cheap, and none is shared with a fork.
        # FULL: a job that was acknowledged is kept even when the power fails.
        with closing(open_database(self.path, _TABLE, synchronous="FULL", patience=30)) as db:
            if not self._is_current:
                _add_size(db)
                self._is_current = True
            db.row_factory = sqlite3.Row
            yield db

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A connection in one transaction: all changes are kept, or none where an error is raised."""
        with self.read() as db, write_transaction(db):
            yield db


def _add_size(db: sqlite3.Connection) -> None:
    """Add the column that a table of an earlier version lacks."""
    if _has_size(db):
        return
    with write_transaction(db):
        # Another process may have added it while this one waited for the lock.
        if not _has_size(db):
            db.execute("ALTER TABLE jobs ADD COLUMN size INT NOT NULL DEFAULT 0")


def _has_size(db: sqlite3.Connection) -> bool:
    return any(row[1] == "size" for row in db.execute("PRAGMA table_info(jobs)"))


def make_job(row: sqlite3.Row) -> Job:
    """The job of a row, as the API shows it."""
    progress = json.loads(row["progress"] or "{}")
    settings = json.loads(row["settings"])
    counts, results, error = (json.loads(row[name] or "null") for name in ("counts", "results", "error"))
    return Job(
        id=row["id"],
        kind=row["kind"],
        file=settings.pop("file", ""),
        size=row["size"],
        state=JobState(row["state"]),
        phase=progress.get("phase"),
        place=progress.get("place", 0),
        phases=progress.get("phases", 0),
        done=progress.get("done", 0),
        total=progress.get("total", 0),
        unit=progress.get("unit", ""),
        rate=progress.get("rate", 0.0),
        seconds_left=progress.get("seconds_left"),
        created=_format_time(row["created"]) or "",
        started=_format_time(row["started"]),
        finished=_format_time(row["finished"]),
        settings=settings,
        counts=Counts(**counts) if counts else None,
        results=tuple(Output(**result) for result in results or ()),
        error=error,
    )


def _format_time(seconds: float | None) -> str | None:
    return (
        None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    )
