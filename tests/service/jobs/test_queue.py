"""The queue over HTTP: repeated requests, jobs of other keys, lists, and limits on the number and size of jobs."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

from flask.testing import FlaskClient

from service.app import create_app
from service.jobs.folders import list_folders
from service.settings import ServiceSettings
from tests.service.jobs.clients import (
    DUMP,
    LINES,
    create_job,
    make_dump,
    make_headers,
)


def test_the_same_request_makes_one_job(client: FlaskClient, settings: ServiceSettings) -> None:
    """With the same Idempotency-Key and API key, however the dump is packed."""
    first = create_job(client, Idempotency_Key="k")
    again = create_job(client, gzip.compress(DUMP), Idempotency_Key="k")
    assert (again.status_code, again.get_json()["id"]) == (202, first.get_json()["id"])
    assert again.headers["Location"] == f"/v1/jobs/{first.get_json()['id']}"
    other = client.post(
        "/v1/jobs?kind=dedup", data=DUMP, headers=make_headers("other", **{"Idempotency-Key": "k"})
    )
    assert other.get_json()["id"] != first.get_json()["id"]
    for data, query in (
        (make_dump(1), "kind=dedup"),
        (DUMP, "kind=dedup&threshold=0.5"),
        (DUMP, "kind=summarize"),
    ):
        reply = create_job(client, data, query, Idempotency_Key="k")
        assert (reply.status_code, reply.get_json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert len(list_folders(settings.data)) == 2


def test_the_job_of_another_key_is_not_there(client: FlaskClient) -> None:
    """It cannot be seen, fetched, changed or deleted; a key without the scope is refused."""
    job = create_job(client).get_json()["id"]
    for method, tail in (("GET", ""), ("DELETE", ""), ("GET", "/results/kept.jsonl"), ("GET", "/clusters"), ("GET", "/clusters/0"), ("GET", "/thresholds"), ("GET", "/blocks"), ("GET", "/refused")):  # fmt: skip
        reply = client.open(f"/v1/jobs/{job}{tail}", method=method, headers=make_headers("other"))
        assert (reply.status_code, reply.get_json()["type"]) == (404, "/problems/not-found")
    anew = client.post(f"/v1/jobs/{job}/thresholds", json={}, headers={"Authorization": "Bearer other"})
    assert anew.status_code == 404
    assert client.get("/v1/jobs", headers=make_headers("other")).get_json()["jobs"] == []
    assert client.get("/v1/jobs", headers=make_headers("reader")).status_code == 403
    assert client.get(f"/v1/jobs/{job}", headers=make_headers("desk")).status_code == 200


def test_jobs_are_listed_in_pages(client: FlaskClient) -> None:
    """The newest first."""
    made = [create_job(client, make_dump(seed)).get_json()["id"] for seed in range(3)]
    first = client.get("/v1/jobs?limit=2", headers=make_headers("desk")).get_json()
    assert [job["id"] for job in first["jobs"]] == made[:0:-1]
    rest = client.get(f"/v1/jobs?limit=2&before={first['next']}", headers=make_headers("desk")).get_json()
    assert ([job["id"] for job in rest["jobs"]], rest["next"]) == (made[:1], None)


def test_a_key_may_have_so_many_jobs_waiting(client: FlaskClient) -> None:
    """One more is refused with Retry-After; another key is not affected."""
    for seed in range(4):
        assert create_job(client, make_dump(seed)).status_code == 202
    reply = create_job(client)
    assert (reply.status_code, reply.get_json()["type"]) == (429, "/problems/too-many-jobs")
    assert reply.headers["Retry-After"]
    assert client.post("/v1/jobs?kind=dedup", data=DUMP, headers=make_headers("other")).status_code == 202


def test_jobs_share_a_quota(tmp_path: Path) -> None:
    """A dump over the quota is refused, and accepted when there is room again."""
    client = create_app(ServiceSettings(data=tmp_path, quota=8 * len(DUMP))).test_client()
    first = client.post("/v1/jobs?kind=dedup", data=DUMP, headers=LINES).get_json()["id"]
    full = client.post("/v1/jobs?kind=dedup", data=DUMP, headers=LINES)
    assert (full.status_code, full.get_json()["type"]) == (507, "/problems/no-room")
    assert len(list_folders(tmp_path)) == 1
    assert client.delete(f"/v1/jobs/{first}").status_code == 204
    assert list_folders(tmp_path) == []
    assert client.post("/v1/jobs?kind=dedup", data=DUMP, headers=LINES).status_code == 202


def test_a_job_has_the_name_and_size_of_its_file(client: FlaskClient) -> None:
    """In lists too; the settings are those of the work alone."""
    name = "أخبار يونيو.jsonl"
    reply = client.post(
        "/v1/jobs", query_string={"kind": "dedup", "file": name}, data=DUMP, headers=make_headers("desk")
    )
    job = reply.get_json()
    assert (job["file"], job["size"], job["settings"]) == (name, len(DUMP), {})
    listed = client.get("/v1/jobs", headers=make_headers("desk")).get_json()["jobs"]
    assert (listed[0]["file"], listed[0]["size"]) == (name, len(DUMP))


def test_a_table_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    """Its jobs have no size."""
    settings = ServiceSettings(data=tmp_path)
    client = create_app(settings).test_client()
    name = client.post("/v1/jobs?kind=dedup", data=DUMP, headers=LINES).get_json()["id"]
    with closing(sqlite3.connect(tmp_path / "jobs.sqlite")) as db:
        db.execute("ALTER TABLE jobs DROP COLUMN size")
        db.commit()
    later = create_app(settings).test_client()
    assert later.get(f"/v1/jobs/{name}").get_json()["size"] == 0
    assert later.post("/v1/jobs?kind=dedup", data=DUMP, headers=LINES).get_json()["size"] == len(DUMP)
