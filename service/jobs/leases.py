"""Leasing: what a worker asks of the table of jobs: the next one, for a time, and to write how it went.

A worker renews its lease; whoever finds one run out takes the job over. Each taking raises the job's
*fence*, and whatever a worker writes holds only under the fence it was given: one that was believed dead and
comes back writes nothing, and a job ends once, in one transaction.
"""

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from service.jobs.table import Table
from service.wire.job_models import JobState
from service.wire.problems import Problem
from summarizer.dumps.records import Counts, Output, Progress

# The owner with the fewest jobs in hand comes first, of his jobs the oldest.
_NEXT = """
    SELECT id, kind, task, settings, bytes, crashes FROM jobs AS one
    WHERE (state = 'queued' AND ready <= :now) OR (state = 'running' AND lease < :now)
    ORDER BY (SELECT count(*) FROM jobs AS other
              WHERE other.state = 'running' AND other.owner = one.owner AND other.lease >= :now), number
    LIMIT 1
"""
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


class Leases:
    """The jobs of a service as its workers take them; any number of workers may use the same file."""

    def __init__(self, path: Path) -> None:
        self.table = Table(path)

    def take(self, lease: float) -> Ticket | None:
        """The next job, for so many seconds unless that is renewed; None where there is none."""
        now = time.time()
        with self.table.read() as db:
            if db.execute(_NEXT, {"now": now}).fetchone() is None:
                return None
        with self.table.write() as db:
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
        with self.table.write() as db:
            row = db.execute(
                "UPDATE jobs SET state = 'queued', crashes = crashes + 1, ready = ? + 0.1 * (1 << crashes)"
                " WHERE id = ? AND fence = ? AND state = 'running' RETURNING crashes",
                [time.time(), ticket.id, ticket.fence],
            ).fetchone()
        return row[0] if row else None

    def bury(self, ticket: Ticket, problem: Problem) -> None:
        """End a job that was given back and must not be tried again."""
        with self.table.write() as db:
            db.execute(
                "UPDATE jobs SET state = 'failed', finished = ?, error = ? WHERE id = ? AND fence = ?"
                " AND state = 'queued'",
                [time.time(), json.dumps(problem), ticket.id, ticket.fence],
            )

    def list_expired(self, retention: float) -> list[str]:
        """Jobs that ended so many seconds ago, and cancelled ones that no worker has any more."""
        now = time.time()
        with self.table.read() as db:
            rows = db.execute(
                "SELECT id FROM jobs WHERE (state IN ('done', 'failed') AND finished < ?)"
                " OR (state = 'cancelled' AND lease < ?)",
                [now - retention, now],
            ).fetchall()
        return [row["id"] for row in rows]

    def forget(self, name: str) -> None:
        """Drop an ended job."""
        with self.table.write() as db:
            db.execute("DELETE FROM jobs WHERE id = ? AND state IN ('done', 'failed', 'cancelled')", [name])

    def forget_cancelled(self, name: str) -> bool:
        """Drop a cancelled job; whether it was one."""
        with self.table.write() as db:
            return bool(db.execute("DELETE FROM jobs WHERE id = ? AND state = 'cancelled'", [name]).rowcount)

    def find_state(self, name: str) -> JobState | None:
        """How far a job is, whoever owns it; None where there is no such job."""
        with self.table.read() as db:
            row = db.execute("SELECT state FROM jobs WHERE id = ?", [name]).fetchone()
        return JobState(row["state"]) if row else None

    def _change(self, ticket: Ticket, change: str, **values: Any) -> bool:
        """Change a job if it is still this worker's; ``change`` is a constant of this file."""
        with self.table.write() as db:
            statement = f"UPDATE jobs SET {change} WHERE id = :id AND fence = :fence AND state = 'running'"  # noqa: S608
            return bool(db.execute(statement, {"id": ticket.id, "fence": ticket.fence, **values}).rowcount)
