"""The archive over HTTP: all processes share it, and a killed process loses nothing."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import psutil
import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.http.access.auth import hash_token
from service.settings import ServiceSettings
from tests.dumps.samples import make_documents
from tests.service.servers import serving
from tests.waiting import wait_for

ROWS = [{"id": one.id, "text": one.text} for one in make_documents(7) if len(one.text) > 200]


def test_a_question_adds_nothing(client: FlaskClient) -> None:
    """Documents do, once."""
    body = {"documents": ROWS[:1]}
    for route, seen in (
        ("queries", None),
        ("queries", None),
        ("documents", None),
        ("queries", ROWS[0]["id"]),
    ):
        found = client.post(f"/v1/archive/{route}", json=body).get_json()["documents"]
        assert [row["duplicate_of"] for row in found] == [seen]
    assert found[0] == {
        "id": ROWS[0]["id"],
        "duplicate_of": ROWS[0]["id"],
        "similarity": 1.0,
        "reason": "exact",
    }


def test_a_bad_document_keeps_all_out(client: FlaskClient) -> None:
    """It is named; the others of its request are not kept either."""
    body = {"documents": [ROWS[1], {"id": "", "text": "نص"}]}
    reply = client.post("/v1/archive/documents", json=body)
    assert (reply.status_code, reply.get_json()["field"]) == (422, "documents[1].id")
    found = client.post("/v1/archive/queries", json={"documents": ROWS[1:2]}).get_json()
    assert found["documents"][0]["duplicate_of"] is None


def test_a_broken_archive_is_told_without_its_path(tmp_path: Path) -> None:
    """By 503; the rest of the service works."""
    path = tmp_path / "seen.sqlite"
    path.write_bytes(b"no archive at all" * 100)
    broken = create_app(ServiceSettings(data=tmp_path / "data", archive=path)).test_client()
    reply = broken.post("/v1/archive/queries", json={"documents": ROWS[:1]})
    assert (reply.status_code, reply.get_json()["type"]) == (503, "/problems/not-ready")
    assert str(tmp_path) not in reply.text
    assert broken.get("/livez").status_code == 200


def test_the_archive_needs_the_scope_of_jobs(tmp_path: Path) -> None:
    """A key that may only read is refused."""
    keys = tmp_path / "keys.json"
    keys.write_text(f'{{"keys": [{{"name": "r", "sha256": "{hash_token("r")}", "scopes": ["read"]}}]}}')
    guarded = create_app(ServiceSettings(data=tmp_path / "data", keys=keys)).test_client()
    reply = guarded.post(
        "/v1/archive/queries", json={"documents": ROWS[:1]}, headers={"Authorization": "Bearer r"}
    )
    assert reply.status_code == 403


@pytest.mark.slow
def test_two_processes_write_at_once_and_one_dies() -> None:
    """Every document that was acknowledged is found afterwards, by whichever process answers."""
    with serving() as running:
        address = f"http://127.0.0.1:{running.port}/v1/archive"
        web = wait_for(psutil.Process(running.process.pid).children, lambda found: len(found) == 2)

        def add(place: int) -> bool:
            if place == len(ROWS) // 2:
                os.kill(web[0].pid, signal.SIGKILL)
            try:
                reply = httpx2.post(f"{address}/documents", json={"documents": [ROWS[place]]}, timeout=120)
            except httpx2.HTTPError:
                return False
            assert reply.status_code == 200, reply.text
            return True

        with ThreadPoolExecutor(4) as pool:
            added = list(pool.map(add, range(len(ROWS))))
        assert sum(added) > len(ROWS) // 2
        body = {"documents": [row for row, done in zip(ROWS, added, strict=True) if done]}

        def ask() -> list[str | None]:
            try:
                reply = httpx2.post(f"{address}/queries", json=body, timeout=120)
            except httpx2.HTTPError:
                return []
            return [row["duplicate_of"] for row in reply.json()["documents"]]

        assert all(wait_for(ask))
