"""The worker: jobs that fail, crash, are killed or cancelled, and what it removes."""

import csv
import gzip
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.jobs.folders import PARQUET, find_dump, find_folder, list_folders
from service.jobs.leases import Leases
from service.jobs.process import _explain
from service.jobs.worker import Worker
from service.settings import ServiceSettings
from summarizer.deduplicating import deduplicate
from summarizer.dumps.run.folder import WORK
from summarizer.errors import OutputError, RunError
from summarizer.records import DuplicateSettings, Keep
from tests.service.jobs.clients import (
    DOCUMENTS,
    DUMP,
    LINES,
    create_job,
    fetch,
    make_dump,
    make_headers,
    run_jobs,
    running_worker,
)
from tests.waiting import wait_for


def test_a_job_that_fails_says_why(client: FlaskClient, settings: ServiceSettings) -> None:
    """The other job is done."""
    bad, good = (create_job(client, make_dump(seed)).get_json()["id"] for seed in range(2))
    # As if the disk had lost the dump.
    (find_folder(settings.data, bad) / "dump.jsonl").unlink()
    jobs = run_jobs(client, settings, [bad, good])
    assert [job["state"] for job in jobs] == ["failed", "done"]
    assert jobs[0]["error"]["type"] == "/problems/job-failed"
    assert str(settings.data) not in jobs[0]["error"]["detail"]
    reply = client.get(f"/v1/jobs/{bad}/results/kept.jsonl", headers=make_headers("desk"))
    assert (reply.status_code, reply.get_json()["type"]) == (409, "/problems/job-not-done")


def test_a_dump_may_be_csv(client: FlaskClient, settings: ServiceSettings) -> None:
    """Its rows are the records; the same documents are kept, and the dump is removed at the end."""
    rows = io.StringIO()
    table = csv.writer(rows)
    table.writerows([["id", "text"], *((one.id, one.text) for one in DOCUMENTS)])
    headers = {**make_headers("desk"), "Content-Type": "text/csv"}
    made = client.post("/v1/jobs?kind=dedup", data=rows.getvalue().encode(), headers=headers).get_json()["id"]
    (job,) = run_jobs(client, settings, [made])
    assert job["state"] == "done", job["error"]
    kept = fetch(client, f"/v1/jobs/{made}/results/kept.jsonl", **make_headers("desk")).data
    wanted = {cluster.kept for cluster in deduplicate(DOCUMENTS).clusters}
    assert {json.loads(line)["id"] for line in kept.splitlines()} == wanted
    folder = find_folder(settings.data, made)
    wait_for(lambda: find_dump(folder) is None)


def test_a_dump_may_be_parquet(client: FlaskClient, settings: ServiceSettings) -> None:
    """As it is or packed; what is kept comes as Parquet too, and the dump is removed at the end."""
    table, file = (
        pa.table({"id": [one.id for one in DOCUMENTS], "text": [one.text for one in DOCUMENTS]}),
        io.BytesIO(),
    )
    pq.write_table(table, file)
    headers = {**make_headers("desk"), "Content-Type": PARQUET}
    bodies = file.getvalue(), gzip.compress(file.getvalue())
    made = [
        client.post("/v1/jobs?kind=dedup", data=body, headers=headers).get_json()["id"] for body in bodies
    ]
    wanted = {cluster.kept for cluster in deduplicate(DOCUMENTS).clusters}
    for job in run_jobs(client, settings, made):
        assert job["state"] == "done", job["error"]
        kept = fetch(client, f"/v1/jobs/{job['id']}/results/kept.parquet", **make_headers("desk")).data
        assert set(pq.read_table(io.BytesIO(kept))["id"].to_pylist()) == wanted
        folder = find_folder(settings.data, job["id"])
        wait_for(lambda folder=folder: find_dump(folder) is None)  # type: ignore[misc]


@pytest.mark.slow
def test_parquet_that_stands_for_far_more_is_refused(client: FlaskClient, settings: ServiceSettings) -> None:
    """By the bound that runs have: what comes before it is read, and one refusal says so."""
    rows, file = 2000, io.BytesIO()
    codes = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["س" * 30_000]))
    table = pa.table({"id": [str(number) for number in range(rows)], "text": codes})
    pq.write_table(table, file, compression="zstd")
    headers = {**make_headers("desk"), "Content-Type": PARQUET}
    made = client.post("/v1/jobs?kind=dedup", data=file.getvalue(), headers=headers).get_json()["id"]
    (job,) = run_jobs(client, settings, [made])
    assert (job["state"], job["counts"]["refused"]) == ("done", 1)
    assert job["counts"]["documents"] < rows
    rows = client.get(f"/v1/jobs/{made}/refused", headers=make_headers("desk")).get_json()["rows"]
    assert "bytes of Parquet that stand for more than" in str(rows)


@pytest.mark.slow
def test_a_job_that_kills_its_process_is_given_up(client: FlaskClient, settings: ServiceSettings) -> None:
    """After five deaths; the next job is done."""
    deadly, good = (create_job(client, make_dump(seed)).get_json()["id"] for seed in range(2))
    worker = Worker(settings.model_copy(update={"slots": 1}))
    killed: list[int] = []

    def turn_and_kill() -> int:
        worker.run_once()
        for job in worker.running:
            if job.job.id == deadly and job.process.pid and job.process.is_alive():
                os.kill(job.process.pid, signal.SIGKILL)
                job.process.join()
                killed.append(job.process.pid)
        return len(killed)

    wait_for(turn_and_kill, lambda deaths: deaths == 5)
    jobs = run_jobs(client, settings, [deadly, good], worker)
    assert [job["state"] for job in jobs] == ["failed", "done"]
    assert jobs[0]["error"]["type"] == "/problems/job-crashed"


def test_a_job_that_crashes_at_its_very_end_is_done(client: FlaskClient, settings: ServiceSettings) -> None:
    """The next process finds the dump; when the job is done the dump is removed, at the latest by a sweep."""
    made = create_job(client).get_json()["id"]
    with sqlite3.connect(settings.data / "jobs.sqlite") as db:
        db.execute(
            "CREATE TRIGGER dies BEFORE UPDATE OF state ON jobs WHEN NEW.state = 'done' AND OLD.fence = 1"
            " BEGIN SELECT RAISE(ABORT, 'as if it died here'); END"
        )
    (job,) = run_jobs(client, settings, [made])
    assert job["state"] == "done", job["error"]
    with sqlite3.connect(settings.data / "jobs.sqlite") as db:
        assert db.execute("SELECT crashes FROM jobs").fetchone() == (1,)
    dump = find_folder(settings.data, made) / "dump.jsonl"
    wait_for(lambda: not dump.exists())
    dump.write_bytes(DUMP)
    Worker(settings.model_copy(update={"slots": 0})).run_once()
    assert not dump.exists()


@pytest.mark.slow
def test_a_job_that_is_killed_while_it_gets_another_threshold_is_done(
    client: FlaskClient, settings: ServiceSettings
) -> None:
    """By SIGKILL, twice: the result is that of the library under these settings."""
    made = create_job(client).get_json()["id"]
    worker = Worker(settings)
    (first,) = run_jobs(client, settings, [made], worker)
    killed: list[int] = []

    def look_turn_and_kill() -> Any:
        job = client.get(f"/v1/jobs/{made}", headers=make_headers("desk")).get_json()
        if job["state"] == "done":
            return job
        assert job["state"] != "failed", job["error"]
        worker.run_once()
        for running in worker.running:
            if len(killed) < 2 and job["phase"] and running.process.pid and running.process.is_alive():
                os.kill(running.process.pid, signal.SIGKILL)
                running.process.join()
                killed.append(running.process.pid)
        return job

    for attempt in range(
        50
    ):  # a job that was done before it could be killed gets the other threshold once more
        threshold = (0.3, 0.9)[attempt % 2]
        again = {"threshold": threshold, "keep": "longest"}
        assert (
            client.post(
                f"/v1/jobs/{made}/thresholds", json=again, headers={"Authorization": "Bearer desk"}
            ).status_code
            == 202
        )
        job = wait_for(look_turn_and_kill, lambda job: bool(job["state"] == "done"))
        if len(killed) == 2:
            break
    assert len(killed) == 2
    assert job["counts"] != first["counts"]
    found = deduplicate(DOCUMENTS, DuplicateSettings(threshold=threshold, keep=Keep.LONGEST))
    wanted = {cluster.kept for cluster in found.clusters}
    kept = fetch(client, f"/v1/jobs/{made}/results/kept.jsonl", **make_headers("desk")).data
    assert kept == b"".join(
        line for line in DUMP.splitlines(keepends=True) if json.loads(line)["id"] in wanted
    )
    worker.stop()


def test_a_cancelled_job_is_stopped_at_once(tmp_path: Path) -> None:
    """All of its processes are gone, and so is its folder."""
    settings = ServiceSettings(data=tmp_path)
    client = create_app(settings).test_client()
    text = "نص الخبر رقم {} في هذا اليوم من الأسبوع الأول من السنة عن السوق والمدينة والناس"
    dump = b"".join(
        json.dumps({"id": str(n), "text": text.format(n)}).encode() + b"\n" for n in range(60_000)
    )
    with running_worker(settings):
        job = client.post("/v1/jobs?kind=summarize", data=dump, headers=LINES).get_json()["id"]
        folder = find_folder(settings.data, job)
        wait_for(lambda: list_processes(folder))
        assert client.delete(f"/v1/jobs/{job}").status_code == 204
        assert client.get(f"/v1/jobs/{job}").status_code == 404
        assert job not in [one["id"] for one in client.get("/v1/jobs").get_json()["jobs"]]
        wait_for(lambda: not folder.exists())
        assert list_processes(folder) == []


def list_processes(folder: Path) -> list[int]:
    """Processes that work in a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if (path / "cwd").readlink() == folder:
                found.append(int(path.name))
        except OSError:
            continue
    return found


def test_old_jobs_and_broken_uploads_are_removed(client: FlaskClient, settings: ServiceSettings) -> None:
    """Ended jobs after their time; a folder without a job, unless a process has locked it."""
    leases = Leases(settings.data / "jobs.sqlite")
    ended, fresh = (create_job(client, make_dump(seed)).get_json()["id"] for seed in range(2))
    ticket = leases.acquire(60)
    assert ticket is not None
    assert ticket.id == ended
    problem: Any = {"type": "t", "title": "t", "status": 500, "detail": "d", "advice": "a"}
    assert leases.fail(ticket, problem, 1)
    (find_folder(settings.data, "broken")).mkdir()
    held = find_folder(settings.data, "held")
    held.mkdir()
    code = "import fcntl, sys; f = open(sys.argv[1], 'wb'); fcntl.flock(f, 2); print(1, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code, held / "lock"], stdin=-1, stdout=-1) as holder:
        assert holder.stdout
        holder.stdout.readline()
        idle = settings.model_copy(update={"slots": 0, "retention": 1e-9})
        Worker(idle).run_once()
        assert {path.name for path in list_folders(settings.data)} == {fresh, "held"}
        os.kill(holder.pid, signal.SIGKILL)
    Worker(idle).run_once()
    assert {path.name for path in list_folders(settings.data)} == {fresh}
    assert client.get(f"/v1/jobs/{ended}", headers=make_headers("desk")).status_code == 404


def test_a_job_that_another_version_began_says_to_send_it_again(
    client: FlaskClient, settings: ServiceSettings
) -> None:
    """Its run cannot be resumed, and the caller has no command to start it anew."""
    made = create_job(client).get_json()["id"]
    work = find_folder(settings.data, made) / "output" / WORK
    work.mkdir(parents=True)
    (work / "plan.json").write_text('{"identity": {"format": 1}}')
    (job,) = run_jobs(client, settings, [made])
    assert job["state"] == "failed"
    detail = job["error"]["detail"]
    assert "found a run with format 1, wanted" in detail
    assert detail.endswith("; send the dump again as a new job")
    assert "--" not in detail


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (
            RunError("{folder}/output/.khulasa/x", "no file", "one", "start again, with --overwrite"),
            "output/.khulasa/x: found no file, wanted one; send the dump again as a new job",
        ),
        (
            OutputError("{folder}/output", "no place to write", "one", "name another output"),
            "output: found no place to write, wanted one; whoever runs the service has to let it write there",
        ),
        (
            RunError("keep newest", "no document with a date", "dates", "give another keep"),
            "keep newest: found no document with a date, wanted dates; give another keep",
        ),
    ],
)
def test_advice_is_for_whoever_sent_the_job(
    error: RunError, detail: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong with the dump is said as it is; no path of the machine is shown."""
    monkeypatch.chdir(tmp_path)
    path = error.path.format(folder=Path.cwd())
    problem = _explain(type(error)(path, error.found, error.wanted, error.advice))
    assert problem.detail == detail
