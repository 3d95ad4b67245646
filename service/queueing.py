"""Queueing: the jobs, in one SQLite table that is their state and their queue at once.

Not huey's queue beside a table of states: its SQLite storage forgets a task the moment a worker takes it, so
a worker that is killed loses it, and the table would have to know better. Here a worker takes a job on a
lease, which it renews; whoever finds a lease run out takes the job over. Each taking raises the job's
*fence*, and whatever a worker writes holds only under the fence it was given: one that was believed dead and
comes back writes nothing, and a job ends once, in one transaction.
"""

import json
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from service.job_schema import Job, JobState
from service.problems import KEY_REUSED, NO_ROOM, NOT_DONE, TOO_MANY_JOBS, Problem, ProblemError
from service.storing import create_database
from summarizer.dumps.records import Counts, Output, Progress

_TABLE = """
    CREATE TABLE jobs (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, kind TEXT NOT NULL, settings TEXT NOT NULL,
        key TEXT, request TEXT NOT NULL, digest TEXT NOT NULL, bytes INT NOT NULL,
        state TEXT NOT NULL DEFAULT 'queued', task TEXT NOT NULL DEFAULT 'run',
        created REAL NOT NULL, started REAL, finished REAL,
        fence INT NOT NULL DEFAULT 0, lease REAL NOT NULL DEFAULT 0, crashes INT NOT NULL DEFAULT 0,
        ready REAL NOT NULL DEFAULT 0, progress TEXT, counts TEXT, results TEXT, error TEXT
    );
    CREATE UNIQUE INDEX keys ON jobs (owner, key) WHERE key IS NOT NULL;
    CREATE INDEX states ON jobs (state, number);
    CREATE INDEX owners ON jobs (owner, number);
"""
# The owner with the fewest jobs in hand comes first, of his jobs the oldest.
_NEXT = """
    SELECT id, kind, task, settings, bytes, crashes FROM jobs AS one
    WHERE (state = 'queued' AND ready <= :now) OR (state = 'running' AND lease < :now)
    ORDER BY (SELECT count(*) FROM jobs AS other
              WHERE other.state = 'running' AND other.owner = one.owner AND other.lease >= :now), number
    LIMIT 1
"""
_OPEN = (JobState.QUEUED, JobState.RUNNING)
# A job whose process dies is tried so often: what kills it by its nature must not be tried for ever.
MOST_CRASHES = 5


@dataclass(frozen=True, slots=True)
class Ticket:
    """A job that a worker has taken, under the fence it was given."""

    id: str
    fence: int
    kind: str
    task: str  # run, or rethreshold
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewJob:
    """What is known of a job when it is made; ``bytes`` is the disk it may take."""

    id: str
    owner: str
    kind: str
    settings: dict[str, Any]
    key: str | None
    digest: str  # SHA-256 of the dump, unpacked
    bytes: int

    @property
    def request(self) -> str:
        """What was asked for, as `Queue` compares it; a rethreshold changes the settings, not this."""
        return write_request(self.kind, self.settings)


class Queue:
    """The jobs of a service; any number of processes may use the same file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    # ---- what the API asks ----

    def add(self, job: NewJob, quota: int, most: int) -> str:
        """Add a job; its id, or that of the one the same request made before. Raises ``ProblemError``."""
        with self._write() as db:
            known = self._find_key(db, job)
            if known is not None:
                return known
            used = db.execute("SELECT coalesce(sum(bytes), 0) FROM jobs").fetchone()[0]
            check_quota(used, job.bytes, quota)
            check_waiting(_count_open(db, job.owner), most)
            values = {
                **asdict(job),
                "settings": json.dumps(job.settings),
                "request": job.request,
                "created": time.time(),
            }
            db.execute(
                "INSERT INTO jobs (id, owner, kind, settings, key, request, digest, bytes, created)"
                " VALUES (:id, :owner, :kind, :settings, :key, :request, :digest, :bytes, :created)",
                values,
            )
        return job.id

    def check_room(self, owner: str, quota: int, most: int) -> int:
        """Bytes that a new job of an owner may take. Raises ``ProblemError`` where there can be none."""
        with self._read() as db:
            used: int = db.execute("SELECT coalesce(sum(bytes), 0) FROM jobs").fetchone()[0]
            check_waiting(_count_open(db, owner), most)
        check_quota(used, 1, quota)
        return quota - used

    def check_key(self, owner: str, key: str | None, request: str) -> None:
        """Refuse a key that came with another request, before its body is read. Raises ``ProblemError``."""
        with self._read() as db:
            row = db.execute("SELECT request FROM jobs WHERE owner = ? AND key = ?", [owner, key]).fetchone()
        if row is not None and row["request"] != request:
            raise ProblemError(KEY_REUSED, "it made a job of another kind or with other settings")

    def find(self, name: str, owner: str) -> Job | None:
        """A job of an owner."""
        with self._read() as db:
            row = db.execute("SELECT * FROM jobs WHERE id = ? AND owner = ?", [name, owner]).fetchone()
        return _describe(row) if row else None

    def list_jobs(self, owner: str, before: str | None, limit: int) -> list[Job]:
        """The jobs of an owner, newest first, those before one of them."""
        with self._read() as db:
            rows = db.execute(
                "SELECT * FROM jobs WHERE owner = :owner AND (:before IS NULL OR number <"
                " (SELECT number FROM jobs WHERE id = :before AND owner = :owner))"
                " ORDER BY number DESC LIMIT :limit",
                {"owner": owner, "before": before, "limit": limit},
            ).fetchall()
        return [_describe(row) for row in rows]

    def cancel(self, name: str, owner: str) -> bool:
        """Take a job away: at once, or, where a worker has it, when that has let go. Whether it is gone."""
        with self._write() as db:
            at_work = db.execute(
                "UPDATE jobs SET state = 'cancelled', fence = fence + 1, key = NULL, finished = ?"
                " WHERE id = ? AND owner = ? AND state = 'running'",
                [time.time(), name, owner],
            ).rowcount
            if at_work:
                return False
            return bool(
                db.execute(
                    "DELETE FROM jobs WHERE id = ? AND owner = ? AND state != 'cancelled'", [name, owner]
                ).rowcount
            )

    def decide_anew(self, name: str, owner: str, settings: dict[str, Any]) -> None:
        """Have a finished job rethresholded. Raises ``ProblemError`` where it is not done."""
        with self._write() as db:
            changed = db.execute(
                "UPDATE jobs SET state = 'queued', task = 'rethreshold', progress = NULL, crashes = 0,"
                " settings = json_patch(settings, ?), finished = NULL"
                " WHERE id = ? AND owner = ? AND state = 'done' AND kind = 'dedup'",
                [json.dumps(settings), name, owner],
            ).rowcount
        if not changed:
            raise ProblemError(NOT_DONE, "only a deduplication that is done can be decided anew")

    # ---- what a worker asks ----

    def take(self, lease: float) -> Ticket | None:
        """The next job, for so many seconds unless that is renewed; None where there is none."""
        now = time.time()
        with self._read() as db:
            if db.execute(_NEXT, {"now": now}).fetchone() is None:
                return None
        with self._write() as db:
            row = db.execute(_NEXT, {"now": now}).fetchone()
            if row is None:
                return None
            fence = db.execute(
                "UPDATE jobs SET state = 'running', fence = fence + 1, lease = ?,"
                " started = coalesce(started, ?) WHERE id = ? RETURNING fence",
                [now + lease, now, row["id"]],
            ).fetchone()[0]
        return Ticket(row["id"], fence, row["kind"], row["task"], json.loads(row["settings"]))

    def renew(self, ticket: Ticket, lease: float) -> bool:
        """Keep a job for so many seconds more; whether it is still this worker's."""
        return self._change(ticket, "lease = :lease", lease=time.time() + lease)

    def tell(self, ticket: Ticket, progress: Progress) -> bool:
        """Write down how far a job is; whether it is still this worker's."""
        return self._change(ticket, "progress = :progress", progress=json.dumps(asdict(progress)))

    def finish(self, ticket: Ticket, counts: Counts, results: tuple[Output, ...], taken: int) -> bool:
        """End a job well; ``taken`` is the disk it takes now."""
        return self._change(
            ticket,
            "state = 'done', finished = :now, counts = :counts, results = :results, bytes = :bytes",
            counts=json.dumps(asdict(counts)),
            results=json.dumps([asdict(result) for result in results]),
            bytes=taken,
            now=time.time(),
        )

    def fail(self, ticket: Ticket, problem: Problem, taken: int) -> bool:
        """End a job badly."""
        error = json.dumps({name: value for name, value in problem.items() if name != "errors"})
        return self._change(
            ticket,
            "state = 'failed', finished = :now, error = :error, bytes = :bytes",
            error=error,
            bytes=taken,
            now=time.time(),
        )

    def give_back(self, ticket: Ticket) -> bool:
        """Let another worker have a job."""
        return self._change(ticket, "state = 'queued', fence = fence + 1")

    def retry(self, ticket: Ticket) -> int | None:
        """Let a job whose process died be tried again a little later; how often it died, None if not ours."""
        with self._write() as db:
            row = db.execute(
                "UPDATE jobs SET state = 'queued', crashes = crashes + 1, ready = ? + 0.1 * (1 << crashes)"
                " WHERE id = ? AND fence = ? AND state = 'running' RETURNING crashes",
                [time.time(), ticket.id, ticket.fence],
            ).fetchone()
        return row[0] if row else None

    def bury(self, ticket: Ticket, problem: Problem) -> None:
        """End a job that was given back and must not be tried again."""
        with self._write() as db:
            db.execute(
                "UPDATE jobs SET state = 'failed', finished = ?, error = ? WHERE id = ? AND fence = ?"
                " AND state = 'queued'",
                [time.time(), json.dumps(problem), ticket.id, ticket.fence],
            )

    def list_expired(self, retention: float) -> list[str]:
        """Jobs that ended so many seconds ago, and cancelled ones that no worker has any more."""
        now = time.time()
        with self._read() as db:
            rows = db.execute(
                "SELECT id FROM jobs WHERE (state IN ('done', 'failed') AND finished < ?)"
                " OR (state = 'cancelled' AND lease < ?)",
                [now - retention, now],
            ).fetchall()
        return [row["id"] for row in rows]

    def forget(self, name: str) -> None:
        """Drop an ended job."""
        with self._write() as db:
            db.execute("DELETE FROM jobs WHERE id = ? AND state IN ('done', 'failed', 'cancelled')", [name])

    def forget_cancelled(self, name: str) -> bool:
        """Drop a cancelled job; whether it was one."""
        with self._write() as db:
            return bool(db.execute("DELETE FROM jobs WHERE id = ? AND state = 'cancelled'", [name]).rowcount)

    def is_known(self, name: str) -> bool:
        """Whether there is such a job, whoever owns it."""
        with self._read() as db:
            return db.execute("SELECT 1 FROM jobs WHERE id = ?", [name]).fetchone() is not None

    def count_states(self) -> dict[str, int]:
        """How many jobs are in each state."""
        with self._read() as db:
            return dict(map(tuple, db.execute("SELECT state, count(*) FROM jobs GROUP BY state")))

    # ----

    def _change(self, ticket: Ticket, change: str, **values: Any) -> bool:
        """Change a job if it is still this worker's; ``change`` is a constant of this file."""
        with self._write() as db:
            statement = f"UPDATE jobs SET {change} WHERE id = :id AND fence = :fence AND state = 'running'"  # noqa: S608
            return bool(db.execute(statement, {"id": ticket.id, "fence": ticket.fence, **values}).rowcount)

    def _find_key(self, db: sqlite3.Connection, job: NewJob) -> str | None:
        if job.key is None:
            return None
        row = db.execute(
            "SELECT id, request, digest FROM jobs WHERE owner = ? AND key = ?", [job.owner, job.key]
        ).fetchone()
        if row is None:
            return None
        if (row["request"], row["digest"]) != (job.request, job.digest):
            raise ProblemError(KEY_REUSED, "it made a job with another dump or with other settings")
        found: str = row["id"]
        return found

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        if not self.path.exists():
            create_database(self.path, _TABLE)
        # A connection for each call: cheap, and none goes through a fork.
        db = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        try:
            db.row_factory = sqlite3.Row
            # What was acknowledged stays, even where the power fails.
            db.execute("PRAGMA synchronous = FULL")
            yield db
        finally:
            db.close()

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with self._read() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")


def check_quota(used: int, wanted: int, quota: int) -> None:
    """Raise ``ProblemError`` where jobs would take more than they may."""
    if used + wanted > quota:
        raise ProblemError(
            NO_ROOM, f"the jobs there are take {used} of {quota} bytes, this one needs {wanted}"
        )


def check_waiting(found: int, most: int) -> None:
    """Raise ``ProblemError`` where an owner has as many open jobs as he may."""
    if found >= most:
        raise ProblemError(TOO_MANY_JOBS, f"{found} wait or run, {most} may", (), {"Retry-After": "10"})


def write_request(kind: str, settings: dict[str, Any]) -> str:
    """What a job is asked for; two that are the same ask the same."""
    return json.dumps([kind, settings], sort_keys=True)


def make_id() -> str:
    """A name that nobody guesses."""
    return secrets.token_hex(12)


def _count_open(db: sqlite3.Connection, owner: str) -> int:
    query = "SELECT count(*) FROM jobs WHERE owner = ? AND state IN (?, ?)"
    count: int = db.execute(query, [owner, *_OPEN]).fetchone()[0]
    return count


def _describe(row: sqlite3.Row) -> Job:
    progress = json.loads(row["progress"] or "{}")
    counts, results, error = (json.loads(row[name] or "null") for name in ("counts", "results", "error"))
    return Job(
        id=row["id"],
        kind=row["kind"],
        state=JobState(row["state"]),
        phase=progress.get("phase"),
        place=progress.get("place", 0),
        phases=progress.get("phases", 0),
        done=progress.get("done", 0),
        total=progress.get("total", 0),
        unit=progress.get("unit", ""),
        rate=progress.get("rate", 0.0),
        seconds_left=progress.get("seconds_left"),
        created=_tell_time(row["created"]) or "",
        started=_tell_time(row["started"]),
        finished=_tell_time(row["finished"]),
        settings=json.loads(row["settings"]),
        counts=Counts(**counts) if counts else None,
        results=tuple(Output(**result) for result in results or ()),
        error=error,
    )


def _tell_time(seconds: float | None) -> str | None:
    return (
        None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    )
