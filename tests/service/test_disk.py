"""What the service says of a disk that is full or cannot be written to, and who can read what it writes."""

import errno
import http.client
import os
import sqlite3
from pathlib import Path
from typing import NoReturn

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.http.access.auth import hash_token, make_token
from service.settings import ServiceSettings
from tests.service.servers import serving

TOKEN = make_token()
LINE = '{"id": "1", "text": "وصلت القافلة إلى الواحة مساء الأربعاء."}'.encode()


def make_client(data: Path) -> FlaskClient:
    """A client of a service with this data folder."""
    return create_app(ServiceSettings(data=data)).test_client()


def upload(client: FlaskClient) -> tuple[int, str]:
    """Status and type of the answer to a dump."""
    reply = client.post("/v1/jobs?kind=dedup", data=LINE, content_type="application/x-ndjson")
    return reply.status_code, reply.get_json().get("type", "")


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        (errno.ENOSPC, (507, "/problems/no-room")),
        (errno.EDQUOT, (507, "/problems/no-room")),
        (errno.EROFS, (503, "/problems/not-ready")),
        (errno.EACCES, (503, "/problems/not-ready")),
        (errno.EIO, (503, "/problems/not-ready")),
    ],
    ids=errno.errorcode.get,
)
@pytest.mark.parametrize("place", ["os.fsync", "pathlib.Path.mkdir", "pathlib.Path.open"])
def test_a_disk_that_fails_in_an_upload_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, number: int, answer: tuple[int, str]
) -> None:
    """Full, or not to be written to; never as an error of the service that nobody foresaw."""
    client = make_client(tmp_path)
    client.get("/v1/jobs")  # creates the table

    def fail(*_args: object, **_named: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(place, fail)
    assert upload(client) == answer


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (sqlite3.SQLITE_FULL, (507, "/problems/no-room")),
        (sqlite3.SQLITE_READONLY, (503, "/problems/not-ready")),
        (sqlite3.SQLITE_READONLY | 4 << 8, (503, "/problems/not-ready")),
        (sqlite3.SQLITE_CANTOPEN, (503, "/problems/not-ready")),
        (sqlite3.SQLITE_IOERR, (503, "/problems/not-ready")),
    ],
)
def test_a_table_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, answer: tuple[int, str]
) -> None:
    """With the same answers as for a file."""
    client = make_client(tmp_path)
    error = sqlite3.OperationalError("failed")
    error.sqlite_errorcode = code

    def fail(*_args: object) -> NoReturn:
        raise error

    monkeypatch.setattr("service.jobs.queue.Queue.add", fail)
    assert upload(client) == answer


@pytest.mark.parametrize("text", ['{"keys": [', "", None], ids=["half", "empty", "gone"])
def test_readyz_names_a_key_file_that_cannot_be_used(tmp_path: Path, text: str | None) -> None:
    """With 503, without its path, until the file is good again; the last keys are valid meanwhile."""
    path = tmp_path / "keys.json"
    good = f'{{"keys": [{{"name": "desk", "sha256": "{hash_token(TOKEN)}"}}]}}'
    path.write_text(good)
    client = create_app(ServiceSettings(data=tmp_path / "data", keys=path)).test_client()
    assert client.get("/readyz").status_code == 200
    if text is None:
        path.unlink()
    else:
        path.write_text(text)
    reply = client.get("/readyz")
    assert reply.status_code == 503
    assert "the key file" in reply.get_json()["detail"]
    assert str(tmp_path) not in reply.text
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert client.post("/v1/pages", json={"text": ""}, headers=headers).status_code == 200
    path.write_text(good + "\n")
    assert client.get("/readyz").status_code == 200


def test_other_users_can_read_nothing(tmp_path: Path) -> None:
    """The data folder is for its owner alone, also one that was open before, and so is what is in it."""
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    client = make_client(data)
    client.post("/v1/archive/documents", json={"documents": [{"id": "1", "text": LINE.decode()}]})
    assert upload(client)[0] == 202
    assert data.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in data.glob("*.sqlite*")} == {0}


def test_what_a_running_service_writes_is_private(tmp_path: Path) -> None:
    """Its files and folders, whatever the umask of the shell is."""
    data = tmp_path / "new" / "data"
    with serving(KHULASA_SERVE_WORKERS="1", KHULASA_SERVE_DATA=str(data)) as running:
        connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
        connection.request("POST", "/v1/jobs?kind=dedup", LINE, {"Content-Type": "application/x-ndjson"})
        assert connection.getresponse().read()
        connection.close()
        found = [path for path in data.rglob("*") if path.exists()]
        assert any(path.name == "dump.jsonl" for path in found)
        assert not [path for path in [data, *found] if path.stat().st_mode & 0o077]
