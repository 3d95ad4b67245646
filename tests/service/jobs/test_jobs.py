"""Jobs over HTTP: taken or refused at once, worked on by a real worker, fetched in parts, private to their key."""

import gzip
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard
from click.testing import CliRunner
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from service.app import create_app
from service.http.auth import hash_token
from service.jobs.folders import find_folder, list_folders
from service.jobs.leases import Leases
from service.jobs.worker import Worker
from service.settings import ServiceSettings
from service.wire.job_models import JobState
from summarizer.command.show import show_command
from summarizer.deduplicating import deduplicate
from summarizer.dumps.records import Counts, Progress
from summarizer.records import DuplicateSettings, Keep
from tests.dumps.samples import make_documents
from tests.service.jobs.clients import LINES, make_dump, wait_until_ended, write_lines
from tests.waiting import wait_for

DOCUMENTS = make_documents(5, 4)
DUMP = write_lines(DOCUMENTS)


@pytest.fixture
def settings(tmp_path: Path) -> ServiceSettings:
    """Small limits, and two keys."""
    names = {"boss": ["admin"], "desk": ["jobs"], "other": ["jobs"], "reader": ["read"]}
    keys = [{"name": name, "sha256": hash_token(name), "scopes": scopes} for name, scopes in names.items()]
    (tmp_path / "keys.json").write_text(json.dumps({"keys": keys}))
    return ServiceSettings(
        data=tmp_path / "data",
        keys=tmp_path / "keys.json",
        max_upload=200_000,
        max_unpacked=1_000_000,
        quota=6_000_000,
        waiting=4,
        floor=0,
    )


@pytest.fixture
def client(settings: ServiceSettings) -> FlaskClient:
    """A client without a worker behind it."""
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, str]]:
    """A deduplication that a worker has done, and its client; the worker stays."""
    settings = ServiceSettings(data=tmp_path_factory.mktemp("data"), waiting=1000)
    client = create_app(settings).test_client()
    stopping = threading.Event()
    worker = threading.Thread(target=turn_until, args=(settings, stopping))
    worker.start()
    try:
        dump = DUMP + b"not JSON\n" + b'{"id": "x"}\n'
        job = client.post("/v1/jobs?kind=dedup&level=both", data=dump, headers=LINES).get_json()
        ended = wait_until_ended(lambda: client.get(f"/v1/jobs/{job['id']}").get_json())
        assert ended["state"] == "done", ended
        yield client, job["id"]
    finally:
        stopping.set()
        worker.join()


def turn_until(settings: ServiceSettings, stopping: threading.Event) -> None:
    """A worker in a thread; its jobs have processes of their own all the same."""
    worker = Worker(settings)
    try:
        while not stopping.is_set():
            worker.run_once()
    finally:
        worker.stop()


def fetch(client: FlaskClient, address: str, **headers: str) -> Any:
    """A reply that is read to its end, which closes its file."""
    with client.get(
        address, headers={name.replace("_", "-"): value for name, value in headers.items()}
    ) as reply:
        reply.get_data()
        return reply


def ask(name: str, **more: str) -> dict[str, str]:
    """The headers of a request by a key."""
    return {"Authorization": f"Bearer {name}", **LINES, **more}


def create(client: FlaskClient, data: bytes = DUMP, query: str = "kind=dedup", **headers: str) -> Any:
    """The reply to a job of the key desk."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(f"/v1/jobs?{query}", data=data, headers=ask("desk", **more))


# ---- a job that is done ----


def test_a_job_does_what_the_library_does(done: tuple[FlaskClient, str]) -> None:
    """The same documents are kept, their lines as they were; what is no document is counted."""
    client, job = done
    found = client.get(f"/v1/jobs/{job}").get_json()
    kept = fetch(client, f"/v1/jobs/{job}/results/kept.jsonl").data.splitlines(keepends=True)
    wanted = {cluster.kept for cluster in deduplicate(DOCUMENTS).clusters}
    assert kept == [line for line in DUMP.splitlines(keepends=True) if json.loads(line)["id"] in wanted]
    assert found["counts"]["refused"] == 2
    assert found["counts"]["kept"] == len(wanted)


def test_results_are_what_the_job_says(done: tuple[FlaskClient, str]) -> None:
    """Size and SHA-256; their names are a fixed list; no path of the machine stands in them."""
    client, job = done
    results = client.get(f"/v1/jobs/{job}").get_json()["results"]
    assert {row["name"] for row in results} >= {"kept.jsonl", "removed.jsonl", "clusters.parquet", "run.json"}
    for row in results:
        reply = fetch(client, f"/v1/jobs/{job}/results/{row['name']}")
        assert (len(reply.data), hashlib.sha256(reply.data).hexdigest()) == (row["size"], row["sha256"])
        assert reply.headers["ETag"] == f'"{row["sha256"]}"'
        assert b"/jobs/" not in reply.data


def test_a_result_comes_in_parts(done: tuple[FlaskClient, str]) -> None:
    """And not at all where the caller has it, or asks for what it has not."""
    client, job = done
    address = f"/v1/jobs/{job}/results/kept.jsonl"
    whole = fetch(client, address).data
    part = fetch(client, address, Range="bytes=10-49")
    assert (part.status_code, part.data) == (206, whole[10:50])
    assert part.headers["Content-Range"] == f"bytes 10-49/{len(whole)}"
    tag = part.headers["ETag"]
    assert fetch(client, address, If_None_Match=tag).status_code == 304
    assert fetch(client, address, Range="bytes=10-", If_Range=tag).data == whole[10:]
    wrong = fetch(client, address, Range=f"bytes={len(whole)}-")
    assert wrong.get_json()["type"] == "/problems/range-not-satisfiable"


@pytest.mark.parametrize(
    "name",
    ["../lock", "..%2Flock", "%2e%2e%2flock", "....//lock", "/etc/passwd", "%2Fetc%2Fpasswd", ".khulasa", "lock", "kept.jsonl%00", "kept.jsonl%0d%0aX: y"],
)  # fmt: skip
def test_no_other_file_is_sent(done: tuple[FlaskClient, str], name: str) -> None:
    """Whatever the name."""
    client, job = done
    reply = fetch(client, f"/v1/jobs/{job}/results/{name}")
    assert reply.status_code == 404
    assert "X" not in reply.headers


def test_clusters_are_shown_with_their_texts(done: tuple[FlaskClient, str]) -> None:
    """The largest first, each with the kept document and the copies, in pages."""
    client, job = done
    texts = {one.id: one.text for one in DOCUMENTS}
    wanted = {
        c.kept: {row.id for row in c.duplicates} for c in deduplicate(DOCUMENTS).clusters if c.duplicates
    }
    page = client.get(f"/v1/jobs/{job}/clusters?limit=500").get_json()
    assert page["total"] == len(wanted)
    assert {row["kept"]: row["size"] for row in page["clusters"]} == {
        k: len(v) + 1 for k, v in wanted.items()
    }
    sizes = [row["size"] for row in page["clusters"]]
    assert sizes == sorted(sizes, reverse=True)
    assert (
        client.get(f"/v1/jobs/{job}/clusters?offset=1&limit=1").get_json()["clusters"]
        == page["clusters"][1:2]
    )
    for row in page["clusters"]:
        address = f"/v1/jobs/{job}/clusters/{row['cluster']}"
        cluster = client.get(address).get_json()
        assert cluster["kept"]["text"] == texts[row["kept"]]
        assert {copy["id"]: copy["text"] for copy in cluster["copies"]} == {
            i: texts[i] for i in wanted[row["kept"]]
        }
        first = client.get(f"{address}?limit=1").get_json()
        assert first["next"] == (1 if row["size"] > 2 else None)
    assert client.get(f"/v1/jobs/{job}/clusters/{10**9}").status_code == 404


def test_the_command_and_the_service_list_a_cluster_alike(done: tuple[FlaskClient, str]) -> None:
    """`khulasa show` has the same documents in the same order: that of the dump, the kept one first."""
    client, job = done
    output = find_folder(Path(client.application.config["SETTINGS"].data), job) / "output"
    clusters = client.get(f"/v1/jobs/{job}/clusters?limit=500").get_json()["clusters"]
    assert max(row["size"] for row in clusters) > 3
    order = {one.id: place for place, one in enumerate(DOCUMENTS)}
    for row in clusters:
        number = row["cluster"]
        found = client.get(f"/v1/jobs/{job}/clusters/{number}").get_json()
        command = [str(output), str(number), "--format", "json"]
        shown = json.loads(CliRunner().invoke(show_command, command, standalone_mode=False).stdout)
        names = [copy["id"] for copy in found["copies"]]
        assert [copy["id"] for copy in shown["copies"]] == names == sorted(names, key=order.__getitem__)
        assert shown["kept"]["id"] == found["kept"]["id"]


def test_refused_records_and_blocks_are_shown(done: tuple[FlaskClient, str]) -> None:
    """In pages."""
    client, job = done
    found = client.get(f"/v1/jobs/{job}/refused?limit=1").get_json()
    assert (len(found["rows"]), found["next"]) == (1, 1)
    assert found["rows"][0]["path"] == "dump.jsonl"
    assert client.get(f"/v1/jobs/{job}/refused?offset=1").get_json()["next"] is None
    assert client.get(f"/v1/jobs/{job}/blocks").get_json() == {"rows": [], "next": None}


def test_a_job_is_decided_anew(done: tuple[FlaskClient, str]) -> None:
    """By another threshold, and back: the curve says beforehand how many are kept."""
    client, job = done
    curve = client.get(f"/v1/jobs/{job}/thresholds").get_json()
    assert (len(curve["histogram"]), len(curve["kept"]), curve["threshold"]) == (101, 101, None)
    before = client.get(f"/v1/jobs/{job}").get_json()["counts"]
    for threshold, wanted in ((0.9, curve["kept"][90]), (None, before["kept"])):
        reply = client.post(f"/v1/jobs/{job}/thresholds", json={"threshold": threshold})
        assert (reply.status_code, reply.get_json()["state"]) == (202, "queued")
        ended = wait_until_ended(lambda: client.get(f"/v1/jobs/{job}").get_json())
        assert (ended["state"], ended["counts"]["kept"]) == ("done", wanted), ended
        assert ended["settings"].get("threshold") == threshold


def test_ended_jobs_are_counted(client: FlaskClient, settings: ServiceSettings) -> None:
    """Once each, by kind and outcome; the counts stay when the jobs are removed, and know nothing else of them."""
    names = [create(client, make_dump(seed)).get_json()["id"] for seed in range(4)]
    leases = Leases(settings.data / "jobs.sqlite")
    problem: Any = {"type": "t", "title": "t", "status": 500, "detail": "d", "advice": "a"}
    late, done, failed, stopped = (leases.acquire(lease) for lease in (-1, 60, 60, 60))
    assert late
    assert done
    assert failed
    assert stopped
    assert leases.finish(done, Counts(1, 1, 0, 0, 0), (), 1)
    assert not leases.finish(late, Counts(1, 1, 0, 0, 0), (), 1)
    assert leases.fail(failed, problem, 1)
    for name in names:
        client.delete(f"/v1/jobs/{name}", headers=ask("desk"))
    read = client.application.test_client().get("/metrics", headers=ask("boss")).text
    told = {
        (row.name, *sorted(row.labels.items())): row.value
        for family in text_string_to_metric_families(read)
        for row in family.samples
        if row.name.startswith("khulasa_job")
    }
    for outcome in ("done", "failed", "cancelled"):
        labels = (("kind", "dedup"), ("outcome", outcome))
        assert told["khulasa_jobs_ended_total", *labels] == told["khulasa_job_seconds_count", *labels] == 1
        assert told["khulasa_job_seconds_sum", *labels] < 86400
        for bound in ("86400.0", "+Inf"):
            assert told["khulasa_job_seconds_bucket", labels[0], ("le", bound), labels[1]] == 1
    states = {state: told["khulasa_jobs", ("state", state)] for state in JobState}
    assert {state: count for state, count in states.items() if count} == {JobState.CANCELLED: 1}
    assert not any(secret in read for secret in [*names, "desk", hash_token("desk")])


def test_pages_are_summarized(done: tuple[FlaskClient, str]) -> None:
    """A line each."""
    client, _ = done
    job = client.post("/v1/jobs?kind=summarize&sentences=1", data=DUMP, headers=LINES).get_json()["id"]
    ended = wait_until_ended(lambda: client.get(f"/v1/jobs/{job}").get_json())
    assert ended["state"] == "done", ended
    lines = fetch(client, f"/v1/jobs/{job}/results/summaries.jsonl").data.splitlines()
    assert len(lines) == len(DOCUMENTS)
    assert client.get(f"/v1/jobs/{job}/clusters").get_json()["type"] == "/problems/job-not-done"


def test_a_job_that_fails_says_why(client: FlaskClient, settings: ServiceSettings) -> None:
    """And takes no other along."""
    bad, good = (create(client, make_dump(seed)).get_json()["id"] for seed in range(2))
    # As if the disk had lost it.
    (find_folder(settings.data, bad) / "dump.jsonl").unlink()
    jobs = work_off(client, settings, [bad, good])
    assert [job["state"] for job in jobs] == ["failed", "done"]
    assert jobs[0]["error"]["type"] == "/problems/job-failed"
    assert str(settings.data) not in jobs[0]["error"]["detail"]
    reply = client.get(f"/v1/jobs/{bad}/results/kept.jsonl", headers=ask("desk"))
    assert (reply.status_code, reply.get_json()["type"]) == (409, "/problems/job-not-done")


def test_a_job_that_kills_its_process_is_given_up(client: FlaskClient, settings: ServiceSettings) -> None:
    """After five deaths; the next job is done."""
    deadly, good = (create(client, make_dump(seed)).get_json()["id"] for seed in range(2))
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
    jobs = work_off(client, settings, [deadly, good], worker)
    assert [job["state"] for job in jobs] == ["failed", "done"]
    assert jobs[0]["error"]["type"] == "/problems/job-crashed"


def test_a_job_that_dies_at_its_very_end_is_done_all_the_same(
    client: FlaskClient, settings: ServiceSettings
) -> None:
    """Whoever goes on with it finds the dump; when the job is done that is gone, if need be by the next sweep."""
    made = create(client).get_json()["id"]
    with sqlite3.connect(settings.data / "jobs.sqlite") as db:
        db.execute(
            "CREATE TRIGGER dies BEFORE UPDATE OF state ON jobs WHEN NEW.state = 'done' AND OLD.fence = 1"
            " BEGIN SELECT RAISE(ABORT, 'as if it died here'); END"
        )
    (job,) = work_off(client, settings, [made])
    assert job["state"] == "done", job["error"]
    with sqlite3.connect(settings.data / "jobs.sqlite") as db:
        assert db.execute("SELECT crashes FROM jobs").fetchone() == (1,)
    dump = find_folder(settings.data, made) / "dump.jsonl"
    wait_for(lambda: not dump.exists())
    dump.write_bytes(DUMP)
    Worker(settings.model_copy(update={"slots": 0})).run_once()
    assert not dump.exists()


def test_a_job_that_is_killed_while_it_is_decided_anew_is_decided_all_the_same(
    client: FlaskClient, settings: ServiceSettings
) -> None:
    """By SIGKILL, at work and again at the start: what comes out is what the library gives by these settings."""
    made = create(client).get_json()["id"]
    worker = Worker(settings)
    (first,) = work_off(client, settings, [made], worker)
    killed: list[int] = []

    def look_turn_and_kill() -> Any:
        job = client.get(f"/v1/jobs/{made}", headers=ask("desk")).get_json()
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

    for attempt in range(50):  # one that was done before it could be killed is decided once more
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
    kept = fetch(client, f"/v1/jobs/{made}/results/kept.jsonl", **ask("desk")).data
    assert kept == b"".join(
        line for line in DUMP.splitlines(keepends=True) if json.loads(line)["id"] in wanted
    )
    worker.stop()


def test_a_worker_that_comes_back_late_changes_nothing(
    client: FlaskClient, settings: ServiceSettings
) -> None:
    """Its lease ran out, another took the job: neither progress nor end of the first counts any more."""
    leases = Leases(settings.data / "jobs.sqlite")
    made = create(client).get_json()["id"]
    late = leases.acquire(-1)
    current = leases.acquire(60)
    assert late is not None
    assert current is not None
    assert (late.id, current.id) == (made, made)
    counts = Counts(1, 1, 0, 0, 0)
    assert not leases.save_progress(late, Progress("p", 1, 1, 0, 1, "parts", 0.0, None))
    assert not leases.finish(late, counts, (), 1)
    assert not leases.renew(late, 60)
    assert leases.requeue_crashed(late) is None
    assert leases.finish(current, counts, (), 1)
    assert not leases.finish(current, counts, (), 1)


def test_keys_take_turns(client: FlaskClient, settings: ServiceSettings) -> None:
    """Who sends many jobs does not keep out who sends one."""
    mine = [create(client, make_dump(seed)).get_json()["id"] for seed in range(3)]
    theirs = client.post("/v1/jobs?kind=dedup", data=DUMP, headers=ask("other")).get_json()["id"]
    leases = Leases(settings.data / "jobs.sqlite")
    taken = [ticket.id for ticket in iter(lambda: leases.acquire(60), None)]
    assert taken == [mine[0], theirs, *mine[1:]]


def work_off(
    client: FlaskClient, settings: ServiceSettings, names: list[str], worker: Worker | None = None
) -> list[Any]:
    """Jobs of the key desk, once a worker has ended them."""
    worker = worker or Worker(settings)

    def turn() -> list[Any]:
        worker.run_once()
        return [client.get(f"/v1/jobs/{name}", headers=ask("desk")).get_json() for name in names]

    return wait_for(turn, lambda jobs: all(job["state"] in ("done", "failed") for job in jobs))


# ---- what is taken and refused ----


@pytest.mark.parametrize(
    ("pack", "headers"),
    [
        (bytes, {}),
        (gzip.compress, {}),
        (gzip.compress, {"Content_Encoding": "gzip"}),
        (zstandard.compress, {}),
        (zstandard.compress, {"Content_Encoding": "zstd"}),
        (lambda dump: gzip.compress(dump[:100]) + gzip.compress(dump[100:]), {}),
    ],
)
def test_a_dump_is_kept_unpacked(
    client: FlaskClient, settings: ServiceSettings, pack: Any, headers: dict[str, str]
) -> None:
    """Packed by gzip or zstd, said or not."""
    job = create(client, pack(DUMP), **headers).get_json()
    assert (find_folder(settings.data, job["id"]) / "dump.jsonl").read_bytes() == DUMP


BOMB = b"\0" * 2_000_000
REFUSED = {
    "empty": (b"", {}, 400, "invalid-dump"),
    "gzip bomb": (gzip.compress(BOMB), {}, 413, "too-large"),
    "zstd bomb": (zstandard.compress(BOMB, 19), {"Content_Encoding": "zstd"}, 413, "too-large"),
    "too long": (os.urandom(200_001), {}, 413, "too-large"),
    "gzip cut off": (gzip.compress(DUMP)[:-9], {}, 400, "invalid-dump"),
    "zstd cut off": (zstandard.compress(DUMP)[:-9], {}, 400, "invalid-dump"),
    "no gzip": (DUMP, {"Content_Encoding": "gzip"}, 400, "invalid-dump"),
    "zstd for gzip": (zstandard.compress(DUMP), {"Content_Encoding": "gzip"}, 400, "invalid-dump"),
    "brotli": (DUMP, {"Content_Encoding": "br"}, 415, "unsupported-media-type"),
    "a form": (DUMP, {"Content_Type": "multipart/form-data; boundary=x"}, 415, "unsupported-media-type"),
    "a picture": (DUMP, {"Content_Type": "image/png"}, 415, "unsupported-media-type"),
    "a long key": (DUMP, {"Idempotency_Key": "k" * 256}, 422, "invalid-field"),
    "an Arabic key": (DUMP, {"Idempotency_Key": "\xd9\x85"}, 422, "invalid-field"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_dump_is_refused(client: FlaskClient, settings: ServiceSettings, name: str) -> None:
    """With a problem that says why; nothing is left behind, and the next dump is taken."""
    data, headers, status, kind = REFUSED[name]
    reply = create(client, data, **headers)
    assert (reply.status_code, reply.get_json()["type"]) == (status, f"/problems/{kind}")
    assert list_folders(settings.data) == []
    assert create(client).status_code == 202


def test_a_window_of_zstd_has_a_bound(client: FlaskClient) -> None:
    """A head that asks for two gigabytes of memory is not believed."""
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=30, enable_ldm=True)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    reply = create(client, packer.compress(DUMP) + packer.flush())
    assert reply.get_json()["type"] == "/problems/invalid-dump"


@pytest.mark.parametrize(
    "query",
    ["", "kind=other", "kind=dedup&threshold=2", "kind=dedup&keep=best", "kind=dedup&keep=source", "kind=dedup&sentences=2",
     "kind=summarize&keep=first", "kind=summarize&sentences=1&words=9", "kind=summarize&words=115919499741701871229568", "kind=dedup&text_field=", "kind=dedup&colour=red"],
)  # fmt: skip
def test_bad_settings_are_refused(client: FlaskClient, settings: ServiceSettings, query: str) -> None:
    """Before the dump is read."""
    reply = create(client, query=query)
    assert (reply.status_code, reply.get_json()["type"]) == (422, "/problems/invalid-field")
    assert list_folders(settings.data) == []


def test_the_same_request_makes_one_job(client: FlaskClient, settings: ServiceSettings) -> None:
    """By its key, however it is packed; for each API key its own."""
    first = create(client, Idempotency_Key="k")
    again = create(client, gzip.compress(DUMP), Idempotency_Key="k")
    assert (again.status_code, again.get_json()["id"]) == (202, first.get_json()["id"])
    assert again.headers["Location"] == f"/v1/jobs/{first.get_json()['id']}"
    other = client.post("/v1/jobs?kind=dedup", data=DUMP, headers=ask("other", **{"Idempotency-Key": "k"}))
    assert other.get_json()["id"] != first.get_json()["id"]
    for data, query in (
        (make_dump(1), "kind=dedup"),
        (DUMP, "kind=dedup&threshold=0.5"),
        (DUMP, "kind=summarize"),
    ):
        reply = create(client, data, query, Idempotency_Key="k")
        assert (reply.status_code, reply.get_json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert len(list_folders(settings.data)) == 2


def test_the_job_of_another_key_is_not_there(client: FlaskClient) -> None:
    """Not to be seen, fetched, decided or deleted; a key without the scope gets nothing at all."""
    job = create(client).get_json()["id"]
    for method, tail in (("GET", ""), ("DELETE", ""), ("GET", "/results/kept.jsonl"), ("GET", "/clusters"), ("GET", "/clusters/0"), ("GET", "/thresholds"), ("GET", "/blocks"), ("GET", "/refused")):  # fmt: skip
        reply = client.open(f"/v1/jobs/{job}{tail}", method=method, headers=ask("other"))
        assert (reply.status_code, reply.get_json()["type"]) == (404, "/problems/not-found")
    anew = client.post(f"/v1/jobs/{job}/thresholds", json={}, headers={"Authorization": "Bearer other"})
    assert anew.status_code == 404
    assert client.get("/v1/jobs", headers=ask("other")).get_json()["jobs"] == []
    assert client.get("/v1/jobs", headers=ask("reader")).status_code == 403
    assert client.get(f"/v1/jobs/{job}", headers=ask("desk")).status_code == 200


def test_jobs_are_listed_in_pages(client: FlaskClient) -> None:
    """The newest first."""
    made = [create(client, make_dump(seed)).get_json()["id"] for seed in range(3)]
    first = client.get("/v1/jobs?limit=2", headers=ask("desk")).get_json()
    assert [job["id"] for job in first["jobs"]] == made[:0:-1]
    rest = client.get(f"/v1/jobs?limit=2&before={first['next']}", headers=ask("desk")).get_json()
    assert ([job["id"] for job in rest["jobs"]], rest["next"]) == (made[:1], None)


def test_a_key_may_have_so_many_jobs_waiting(client: FlaskClient) -> None:
    """Then it is told when to come again; another key is not kept out."""
    for seed in range(4):
        assert create(client, make_dump(seed)).status_code == 202
    reply = create(client)
    assert (reply.status_code, reply.get_json()["type"]) == (429, "/problems/too-many-jobs")
    assert reply.headers["Retry-After"]
    assert client.post("/v1/jobs?kind=dedup", data=DUMP, headers=ask("other")).status_code == 202


def test_jobs_share_a_quota(tmp_path: Path) -> None:
    """What is beyond it is refused, and taken when there is room again."""
    client = create_app(ServiceSettings(data=tmp_path, quota=8 * len(DUMP))).test_client()
    first = client.post("/v1/jobs?kind=dedup", data=DUMP, headers=LINES).get_json()["id"]
    full = client.post("/v1/jobs?kind=dedup", data=DUMP, headers=LINES)
    assert (full.status_code, full.get_json()["type"]) == (507, "/problems/no-room")
    assert len(list_folders(tmp_path)) == 1
    assert client.delete(f"/v1/jobs/{first}").status_code == 204
    assert list_folders(tmp_path) == []
    assert client.post("/v1/jobs?kind=dedup", data=DUMP, headers=LINES).status_code == 202


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """Before the dump is read; and by `/readyz`."""
    client = create_app(ServiceSettings(data=tmp_path, floor=2**60)).test_client()
    assert client.post("/v1/jobs?kind=dedup", data=DUMP, headers=LINES).status_code == 507
    documents = {"documents": [{"id": "d", "text": "نص"}]}
    assert client.post("/v1/archive/documents", json=documents).status_code == 507
    ready = client.get("/readyz")
    assert (ready.status_code, "free" in ready.get_json()["detail"]) == (503, True)
    assert list_folders(tmp_path) == []


# ---- what is over ----


def test_a_job_at_work_is_stopped_whole(done: tuple[FlaskClient, str]) -> None:
    """Its processes are gone, and so is its folder."""
    client, _ = done
    settings: ServiceSettings = client.application.config["SETTINGS"]
    text = "نص الخبر رقم {} في هذا اليوم من الأسبوع الأول من السنة عن السوق والمدينة والناس"
    dump = b"".join(
        json.dumps({"id": str(n), "text": text.format(n)}).encode() + b"\n" for n in range(60_000)
    )
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
    """Ended ones after their time; a folder that no job knows, unless somebody is at it."""
    leases = Leases(settings.data / "jobs.sqlite")
    ended, fresh = (create(client, make_dump(seed)).get_json()["id"] for seed in range(2))
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
    assert client.get(f"/v1/jobs/{ended}", headers=ask("desk")).status_code == 404
