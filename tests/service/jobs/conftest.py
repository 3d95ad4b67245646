"""Fixtures for the tests of jobs: settings with small limits, a client, and a job that is done."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.http.access.auth import hash_token
from service.settings import ServiceSettings
from tests.service.jobs.clients import DUMP, LINES, running_worker, wait_until_ended


@pytest.fixture
def settings(tmp_path: Path) -> ServiceSettings:
    """Small limits, and four API keys."""
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
    """A client of a service without a worker."""
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, str]]:
    """The id of a deduplication that is done, and its client; the worker keeps running."""
    settings = ServiceSettings(data=tmp_path_factory.mktemp("data"), waiting=1000)
    client = create_app(settings).test_client()
    with running_worker(settings):
        dump = DUMP + b"not JSON\n" + b'{"id": "x"}\n'
        job = client.post("/v1/jobs?kind=dedup&level=both", data=dump, headers=LINES).get_json()
        ended = wait_until_ended(lambda: client.get(f"/v1/jobs/{job['id']}").get_json())
        assert ended["state"] == "done", ended
        yield client, job["id"]
