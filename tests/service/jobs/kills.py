"""Jobs while processes are killed, used by a test and by `benchmarks.service.jobs`: a service that is restarted when it dies,
jobs that are sent until they are accepted, SIGKILL for random processes; at the end every job is checked.

Nothing depends on the clock: a process is killed whenever some more jobs are done.
"""

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import orjson
import psutil

from summarizer.deduplicating import deduplicate
from tests.dumps.samples import make_documents
from tests.service.jobs.clients import LINES, write_lines
from tests.waiting import wait_for

# A trigger records every time that a job ends, in the database, whichever process ends it.
_WITNESS = """
    CREATE TABLE endings (id TEXT);
    CREATE TRIGGER witness AFTER UPDATE OF state ON jobs WHEN NEW.state IN ('done', 'failed')
    BEGIN INSERT INTO endings VALUES (NEW.id); END;
"""
_DUMPS = 20  # different ones


@dataclass(frozen=True)
class Outcome:
    """How the jobs ended, and how many processes of each kind were killed."""

    jobs: int
    lost: int
    ended_twice: int
    wrong: int
    failed: int
    kills: dict[str, int]
    restarts: int
    seconds: float


@dataclass
class Service:
    """A service on a port of its own; `keep` restarts it when it has died, as an init system does."""

    data: Path
    port: int
    slots: int
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)

    def keep(self) -> None:
        """Start it whenever it is not there, until `stopping` is set; then stop it."""
        while not self.stopping.wait(0.1):
            if self.process is None or self.process.poll() is not None:
                self.starts += 1
                self.process = self._start()
        assert self.process is not None
        self.process.terminate()
        self.process.wait(timeout=120)

    def _start(self) -> subprocess.Popen[bytes]:
        settings = {
            "PORT": self.port,
            "DATA": self.data,
            "WORKERS": 2,
            "SLOTS": self.slots,
            "LEASE": 3,
            "WAITING": 100_000,
        }
        environ = {f"KHULASA_SERVE_{name}": str(value) for name, value in settings.items()}
        with (self.data / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "summarizer", "serve"],
                stdout=log,
                stderr=log,
                env={**os.environ, **environ},
            )

    def find_victims(self) -> dict[str, list[psutil.Process]]:
        """All processes of it, by what they are."""
        victims: dict[str, list[psutil.Process]] = {}
        try:
            assert self.process is not None
            master = psutil.Process(self.process.pid)
            victims["master"] = [master]
            for child in master.children():
                beside = "service.jobs.worker" in child.cmdline()
                victims.setdefault("worker" if beside else "web", []).append(child)
                for helper in child.children() if beside else ():
                    victims.setdefault("server of forks", []).append(helper)
                    if jobs := helper.children():
                        victims.setdefault("job", []).extend(jobs)
        except psutil.Error:
            pass
        return victims


def run_killing(data: Path, n_jobs: int, n_kills: int, seed: int, slots: int = 2) -> Outcome:
    """Send jobs, kill processes, and check how every job ended."""
    begun = time.monotonic()
    dumps = [write_lines(make_documents(seed, 3)) for seed in range(_DUMPS)]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    service = Service(data, port, slots)
    keeper = threading.Thread(target=service.keep)
    keeper.start()
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            wait_for(lambda: _is_up(client))
            with sqlite3.connect(data / "jobs.sqlite") as db:
                db.executescript(_WITNESS)
            ids: list[str] = []
            sender = threading.Thread(target=lambda: ids.extend(_send(client, dumps, n_jobs)))
            sender.start()
            kills = _kill(service, n_jobs, n_kills, random.Random(seed))  # noqa: S311
            sender.join()
            wait_for(lambda: _count_ended(data), lambda count: count >= n_jobs)
            return _judge(client, data, ids, dumps, kills, service.starts - 1, begun)
    finally:
        service.stopping.set()
        keeper.join()


def _is_up(client: httpx2.Client) -> bool:
    try:
        return client.get("/v1/jobs").status_code == 200
    except httpx2.HTTPError:
        return False


def _send(client: httpx2.Client, dumps: Sequence[bytes], n_jobs: int) -> list[str]:
    """Send each job, with an Idempotency-Key of its own, until it is accepted; all ids."""
    return [
        wait_for(partial(_try_to_send, client, f"job-{number}", dumps[number % len(dumps)]))
        for number in range(n_jobs)
    ]


def _try_to_send(client: httpx2.Client, key: str, dump: bytes) -> str:
    """The id of a job; None if it was not accepted."""
    try:
        reply = client.post("/v1/jobs?kind=dedup", content=dump, headers={**LINES, "Idempotency-Key": key})
    except httpx2.HTTPError:
        return ""
    assert reply.status_code in (202, 500, 503), reply.text
    return str(reply.json()["id"]) if reply.status_code == 202 else ""


def _count_ended(data: Path) -> int:
    with sqlite3.connect(data / "jobs.sqlite", timeout=60) as db:
        count: int = db.execute("SELECT count(*) FROM jobs WHERE state IN ('done', 'failed')").fetchone()[0]
        return count


def _kill(service: Service, n_jobs: int, n_kills: int, chance: random.Random) -> Counter[str]:
    """Kill a process whenever some more jobs are done; each kind is equally likely."""
    kills: Counter[str] = Counter()
    moments = sorted(chance.sample(range(n_jobs), n_kills))
    for moment in moments:
        wait_for(lambda: _count_ended(service.data), lambda count, moment=moment: count >= moment)  # type: ignore[misc]
        kind, victim = wait_for(lambda: _choose(service, chance))
        try:
            os.kill(victim.pid, signal.SIGKILL)
        except ProcessLookupError:
            kills["gone by then"] += 1
            continue
        kills[kind] += 1
    return kills


def _choose(service: Service, chance: random.Random) -> Any:
    victims = service.find_victims()
    if len(victims) < 4:  # it has not come up again since the last time
        return None
    kind = chance.choice(sorted(victims))
    return kind, chance.choice(victims[kind])


def _judge(
    client: httpx2.Client,
    data: Path,
    ids: list[str],
    dumps: Sequence[bytes],
    kills: Counter[str],
    restarts: int,
    begun: float,
) -> Outcome:
    wanted = [_find_kept(dump) for dump in dumps]
    wait_for(lambda: _is_up(client))
    states: Counter[str] = Counter()
    wrong = 0
    for number, name in enumerate(ids):
        job = client.get(f"/v1/jobs/{name}").json()
        states[job.get("state", "lost")] += 1
        if job.get("state") == "done":
            wrong += client.get(f"/v1/jobs/{name}/results/kept.jsonl").content != wanted[number % len(dumps)]
    with sqlite3.connect(data / "jobs.sqlite") as db:
        endings = Counter(row[0] for row in db.execute("SELECT id FROM endings"))
        n_rows = db.execute("SELECT count(*) FROM jobs").fetchone()[0]
    lost = len(ids) - sum(endings[name] > 0 for name in set(ids)) + abs(n_rows - len(ids))
    twice = sum(count > 1 for count in endings.values())
    seconds = round(time.monotonic() - begun, 1)
    return Outcome(len(ids), lost, twice, wrong, states["failed"], dict(kills), restarts, seconds)


def _find_kept(dump: bytes) -> bytes:
    """The lines of a dump that a job must keep: those that the library keeps in memory."""
    from summarizer.records import Document

    lines = dump.splitlines(keepends=True)
    rows = [orjson.loads(line) for line in lines]
    kept = {
        cluster.kept for cluster in deduplicate(Document(row["id"], row["text"]) for row in rows).clusters
    }
    return b"".join(line for line, row in zip(lines, rows, strict=True) if row["id"] in kept)
