"""The queue of jobs as the API uses it: add, find, list and cancel the jobs of an owner; used by `routes`."""

import json
import secrets
import sqlite3
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from service.jobs.table import Table, make_job
from service.wire.job_models import Job, JobState
from service.wire.problems import (
    KEY_REUSED,
    NO_ROOM,
    NOT_DONE,
    TOO_MANY_JOBS,
    ProblemError,
)

_OPEN = (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job that is to be added: ``size`` is that of its dump, ``bytes`` is the disk it may need."""

    id: str
    owner: str
    kind: str
    settings: dict[str, Any]
    key: str | None
    digest: str  # SHA-256 of the dump, unpacked
    size: int
    bytes: int

    @property
    def request(self) -> str:
        """The request that made the job, for comparison; rethresholding changes the settings, not this."""
        return serialize_request(self.kind, self.settings)


@dataclass(frozen=True, slots=True)
class EndedJobs:
    """How many jobs of a kind ended with an outcome within so many seconds after their first lease."""

    kind: str  # dedup, summarize, or rethreshold
    outcome: str  # done, failed, or cancelled while at work
    up_to: float
    jobs: int
    seconds: float  # the sum over these jobs


class Queue:
    """The jobs of a service; any number of processes may use the same file."""

    def __init__(self, path: Path) -> None:
        self.table = Table(path)

    def add(self, job: NewJob, quota: int, most: int) -> str:
        """Add a job; its id, or that of the job made by the same request before. Raises ``ProblemError``."""
        with self.table.write() as db:
            known = _find_key(db, job)
            if known is not None:
                return known
            used = db.execute("SELECT coalesce(sum(bytes), 0) FROM jobs").fetchone()[0]
            _check_quota(used, job.bytes, quota)
            _check_waiting(_count_open(db, job.owner), most)
            values = {
                **asdict(job),
                "settings": json.dumps(job.settings),
                "request": job.request,
                "created": time.time(),
            }
            db.execute(
                "INSERT INTO jobs (id, owner, kind, settings, key, request, digest, size, bytes, created)"
                " VALUES (:id, :owner, :kind, :settings, :key, :request, :digest, :size, :bytes, :created)",
                values,
            )
        return job.id

    def check_room(self, owner: str, quota: int, most: int) -> int:
        """Bytes that a new job of an owner may take. Raises ``ProblemError`` where there can be none."""
        with self.table.read() as db:
            used: int = db.execute("SELECT coalesce(sum(bytes), 0) FROM jobs").fetchone()[0]
            _check_waiting(_count_open(db, owner), most)
        _check_quota(used, 1, quota)
        return quota - used

    def check_key(self, owner: str, key: str | None, request: str) -> None:
        """Refuse a key that came with another request, before the body is read. Raises ``ProblemError``."""
        with self.table.read() as db:
            row = db.execute("SELECT request FROM jobs WHERE owner = ? AND key = ?", [owner, key]).fetchone()
        if row is not None and row["request"] != request:
            raise ProblemError(KEY_REUSED, "it made a job of another kind or with other settings")

    def find(self, name: str, owner: str) -> Job | None:
        """A job of an owner; not a cancelled one, though its process may still be stopping."""
        query = "SELECT * FROM jobs WHERE id = ? AND owner = ? AND state != 'cancelled'"
        with self.table.read() as db:
            row = db.execute(query, [name, owner]).fetchone()
        return make_job(row) if row else None

    def list_jobs(self, owner: str, before: str | None, limit: int) -> list[Job]:
        """The jobs of an owner that are older than ``before``, newest first."""
        with self.table.read() as db:
            rows = db.execute(
                "SELECT * FROM jobs WHERE owner = :owner AND state != 'cancelled'"
                " AND (:before IS NULL OR number <"
                " (SELECT number FROM jobs WHERE id = :before AND owner = :owner))"
                " ORDER BY number DESC LIMIT :limit",
                {"owner": owner, "before": before, "limit": limit},
            ).fetchall()
        return [make_job(row) for row in rows]

    def cancel(self, name: str, owner: str) -> bool:
        """Delete a job, or, while a worker runs it, mark it as cancelled. Whether it is deleted."""
        with self.table.write() as db:
            running = db.execute(
                "UPDATE jobs SET state = 'cancelled', fence = fence + 1, key = NULL,"
                " finished = max(?, coalesce(started, 0)) WHERE id = ? AND owner = ? AND state = 'running'",
                [time.time(), name, owner],
            ).rowcount
            if running:
                return False
            return bool(
                db.execute(
                    "DELETE FROM jobs WHERE id = ? AND owner = ? AND state != 'cancelled'", [name, owner]
                ).rowcount
            )

    def rethreshold(self, name: str, owner: str, settings: dict[str, Any]) -> None:
        """Queue a job again, to apply another threshold. Raises ``ProblemError`` where it is not done."""
        with self.table.write() as db:
            changed = db.execute(
                "UPDATE jobs SET state = 'queued', task = 'rethreshold', progress = NULL, crashes = 0,"
                " settings = json_patch(settings, ?), started = NULL, finished = NULL"
                " WHERE id = ? AND owner = ? AND state = 'done' AND kind = 'dedup'",
                [json.dumps(settings), name, owner],
            ).rowcount
        if not changed:
            raise ProblemError(NOT_DONE, "only a deduplication that is done can get another threshold")

    def count_states(self) -> dict[str, int]:
        """How many jobs are in each state."""
        with self.table.read() as db:
            return dict(map(tuple, db.execute("SELECT state, count(*) FROM jobs GROUP BY state")))

    def count_ended(self) -> list[EndedJobs]:
        """Every job that ever ended, also those that have been removed; shorter ones first."""
        with self.table.read() as db:
            return [
                EndedJobs(*row) for row in db.execute("SELECT * FROM ended ORDER BY kind, outcome, up_to")
            ]


def serialize_request(kind: str, settings: dict[str, Any]) -> str:
    """The request for a job as one string; equal requests give equal strings."""
    return json.dumps([kind, settings], sort_keys=True)


def make_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_hex(12)


def _check_quota(used: int, wanted: int, quota: int) -> None:
    """Raise ``ProblemError`` where the jobs would need more disk than they may."""
    if used + wanted > quota:
        raise ProblemError(NO_ROOM, f"the present jobs take {used} of {quota} bytes, this one needs {wanted}")


def _check_waiting(found: int, most: int) -> None:
    """Raise ``ProblemError`` where an owner has as many open jobs as allowed."""
    if found >= most:
        raise ProblemError(TOO_MANY_JOBS, f"{found} jobs wait or run, {most} may", (), {"Retry-After": "10"})


def _count_open(db: sqlite3.Connection, owner: str) -> int:
    query = "SELECT count(*) FROM jobs WHERE owner = ? AND state IN (?, ?)"
    count: int = db.execute(query, [owner, *_OPEN]).fetchone()[0]
    return count


def _find_key(db: sqlite3.Connection, job: NewJob) -> str | None:
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
