"""How a job is leased: a worker gets the next job for a time, renews the lease, and writes how the job ended.

When a lease expires, another worker takes the job over. Each lease has a higher *fencing token* than the one
before it, and a write with an old token changes nothing: a worker that was thought dead and comes back cannot
disturb the job, and a job ends once, in one transaction. Used by `worker` and `process`.
"""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from service.clock import read_clock
from service.jobs.table import Table
from service.wire.job_models import JobState
from service.wire.problems import Problem
from summarizer.dumps.records import Counts, Output, Progress

# A lease further ahead than any can be is from before a restart of the machine (`clock`), or of a version
# that used the time of day. First the owner with the fewest running jobs; of one owner's jobs the oldest.
_NEXT = """
    SELECT id, kind, task, settings, bytes, crashes FROM jobs AS one
    WHERE (state = 'queued' AND ready NOT BETWEEN :now AND :now + :delay)
       OR (state = 'running' AND lease NOT BETWEEN :now AND :now + :longest)
    ORDER BY (SELECT count(*) FROM jobs AS other WHERE other.state = 'running' AND other.owner = one.owner
              AND other.lease BETWEEN :now AND :now + :longest), number
    LIMIT 1
"""
# A job whose process dies is tried this often: one that always kills its process must not be tried for ever.
MOST_CRASHES = 5
# Seconds. A clock that was set back by more than this is noticed.
_LATE_SECONDS = 60.0
# Seconds that a lease may be ahead of the longest one.
_SLACK = 1.0
# Seconds; more than a crashed job ever waits for its next try.
_LONGEST_DELAY = 0.1 * 2**MOST_CRASHES


@dataclass(frozen=True, slots=True)
class LeasedJob:
    """A job that a worker has leased."""

    id: str
    fencing_token: int
    kind: str
    task: str  # run, or rethreshold
    settings: dict[str, Any]


class Leases:
    """The leases of a service's jobs; any number of workers may use the same file."""

    def __init__(self, path: Path, clock: Callable[[], float] = read_clock) -> None:
        self.table, self.clock = Table(path), clock

    def acquire(self, seconds: float) -> LeasedJob | None:
        """Lease the next job for so many seconds, the same for all workers; None where no job is due."""
        values = {"now": self.clock(), "longest": max(seconds, 0) + _SLACK, "delay": _LONGEST_DELAY}
        with self.table.read() as db:
            if db.execute(_NEXT, values).fetchone() is None:
                return None
        with self.table.write() as db:
            # Read again: while this one waited for the table, others made leases that end later.
            values["now"] = now = self.clock()
            row = db.execute(_NEXT, values).fetchone()
            if row is None:
                return None
            token = db.execute(
                "UPDATE jobs SET state = 'running', fence = fence + 1, lease = ?,"
                " started = coalesce(started, ?) WHERE id = ? RETURNING fence",
                [now + seconds, time.time(), row["id"]],
            ).fetchone()[0]
        return LeasedJob(row["id"], token, row["kind"], row["task"], json.loads(row["settings"]))

    def renew(self, job: LeasedJob, seconds: float) -> bool:
        """Let the lease end so many seconds from now; False when this worker has lost it."""
        return self._change(job, "lease = :lease", lease=self.clock() + seconds)

    def save_progress(self, job: LeasedJob, progress: Progress) -> bool:
        """Save how far a job is; False when this worker has lost its lease."""
        return self._change(job, "progress = :progress", progress=json.dumps(asdict(progress)))

    def finish(self, job: LeasedJob, counts: Counts, results: tuple[Output, ...], taken: int) -> bool:
        """Mark a job as done; ``taken`` is its bytes of disk. False when this worker has lost its lease."""
        return self._change(
            job,
            "state = 'done', finished = max(:now, coalesce(started, 0)), counts = :counts,"
            " results = :results, bytes = :bytes",
            counts=json.dumps(asdict(counts)),
            results=json.dumps([asdict(result) for result in results]),
            bytes=taken,
            now=time.time(),
        )

    def fail(self, job: LeasedJob, problem: Problem, taken: int) -> bool:
        """Mark a job as failed; False when this worker has lost its lease."""
        error = json.dumps({name: value for name, value in problem.items() if name != "errors"})
        return self._change(
            job,
            "state = 'failed', finished = max(:now, coalesce(started, 0)), error = :error, bytes = :bytes",
            error=error,
            bytes=taken,
            now=time.time(),
        )

    def release(self, job: LeasedJob) -> bool:
        """Put a job back into the queue for another worker."""
        return self._change(job, "state = 'queued', fence = fence + 1")

    def requeue_crashed(self, job: LeasedJob) -> int | None:
        """Put a job whose process died back into the queue, due a little later; how often that happened.

        None when this worker has lost its lease.
        """
        with self.table.write() as db:
            row = db.execute(
                "UPDATE jobs SET state = 'queued', crashes = crashes + 1, ready = ? + 0.1 * (1 << crashes)"
                " WHERE id = ? AND fence = ? AND state = 'running' RETURNING crashes",
                [self.clock(), job.id, job.fencing_token],
            ).fetchone()
        return row[0] if row else None

    def give_up(self, job: LeasedJob, problem: Problem) -> None:
        """Mark a job as failed that was put back into the queue but must not be tried again."""
        with self.table.write() as db:
            db.execute(
                "UPDATE jobs SET state = 'failed', finished = ?, error = ? WHERE id = ? AND fence = ?"
                " AND state = 'queued'",
                [time.time(), json.dumps(problem), job.id, job.fencing_token],
            )

    def list_expired(self, retention: float, lease: float) -> list[str]:
        """Jobs that ended more than so many seconds ago, and cancelled ones whose lease has expired."""
        now = time.time()
        with self.table.write() as db:
            # The clock was set back since: otherwise they would be kept until it has come so far again.
            db.execute("UPDATE jobs SET finished = ? WHERE finished > ?", [now, now + _LATE_SECONDS])
            rows = db.execute(
                "SELECT id FROM jobs WHERE (state IN ('done', 'failed') AND finished < ?)"
                " OR (state = 'cancelled' AND lease NOT BETWEEN ? AND ? + ?)",
                [now - retention, self.clock(), self.clock(), lease],
            ).fetchall()
        return [row["id"] for row in rows]

    def delete_ended(self, name: str) -> None:
        """Delete a job that has ended."""
        with self.table.write() as db:
            db.execute("DELETE FROM jobs WHERE id = ? AND state IN ('done', 'failed', 'cancelled')", [name])

    def delete_cancelled(self, name: str) -> bool:
        """Delete a job if it was cancelled; whether it was."""
        with self.table.write() as db:
            return bool(db.execute("DELETE FROM jobs WHERE id = ? AND state = 'cancelled'", [name]).rowcount)

    def find_state(self, name: str) -> JobState | None:
        """The state of a job of any owner; None where there is no such job."""
        with self.table.read() as db:
            row = db.execute("SELECT state FROM jobs WHERE id = ?", [name]).fetchone()
        return JobState(row["state"]) if row else None

    def _change(self, job: LeasedJob, change: str, **values: Any) -> bool:
        """Change a job while this worker has its lease; ``change`` is a constant of this file."""
        with self.table.write() as db:
            statement = f"UPDATE jobs SET {change} WHERE id = :id AND fence = :fence AND state = 'running'"  # noqa: S608
            return bool(db.execute(statement, {"id": job.id, "fence": job.fencing_token, **values}).rowcount)
