"""Which key allows what."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.http.access.auth import hash_token, make_token
from service.settings import ServiceSettings
from summarizer.errors import SettingsError

READER, WORKER, ADMIN = make_token(), make_token(), make_token()
ENTRIES = {READER: ["read"], WORKER: ["jobs"], ADMIN: ["admin"]}


def write_keys(path: Path, entries: dict[str, list[str]]) -> None:
    """A key file with an entry for each token."""
    rows = [
        {"name": f"key{number}", "sha256": hash_token(token), "scopes": scopes}
        for number, (token, scopes) in enumerate(entries.items())
    ]
    path.write_text(json.dumps({"keys": rows}), encoding="utf-8")


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """A file of three keys."""
    path = tmp_path / "keys.json"
    write_keys(path, ENTRIES)
    return path


@pytest.fixture
def client(keys: Path, tmp_path: Path) -> FlaskClient:
    """A client of a service that requires keys."""
    return create_app(ServiceSettings(keys=keys, data=tmp_path)).test_client()


def ask(client: FlaskClient, authorization: str | None) -> tuple[int, str]:
    """Status and type of the answer to a request with this header."""
    headers = {"Authorization": authorization} if authorization is not None else {}
    reply = client.post("/v1/pages", json={"text": ""}, headers=headers)
    return reply.status_code, reply.get_json().get("type", "")


@pytest.mark.parametrize("token", [READER, ADMIN], ids=["reader", "admin"])
def test_a_key_with_the_scope_is_let_in(client: FlaskClient, token: str) -> None:
    """The scope itself, or admin, which allows everything."""
    assert ask(client, f"Bearer {token}") == (200, "")
    assert ask(client, f"bearer  {token}") == (200, "")


def test_a_key_without_the_scope_is_told_which(client: FlaskClient) -> None:
    """403, not 401: another try with the same key would not help."""
    assert ask(client, f"Bearer {WORKER}") == (403, "/problems/forbidden")


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer x", f"Basic {READER}", READER, "Bearer \xe9"],
    ids=["none", "empty", "no token", "a wrong token", "another scheme", "no scheme", "not ASCII"],
)
def test_no_key_and_a_wrong_one_are_refused(client: FlaskClient, header: str | None) -> None:
    """401, with the challenge that HTTP requires."""
    assert ask(client, header) == (401, "/problems/unauthorized")
    assert client.post("/v1/pages", json={}).headers["WWW-Authenticate"].startswith("Bearer")


def test_a_stranger_s_body_is_not_read(client: FlaskClient) -> None:
    """401 comes first, whatever the body is."""
    assert client.post("/v1/pages", data=b"{").status_code == 401


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/nothing"])
def test_what_is_no_api_needs_no_key(client: FlaskClient, path: str) -> None:
    """Programs that watch the process have no key."""
    assert client.get(path).status_code in (200, 404)


def test_keys_change_without_a_restart(client: FlaskClient, keys: Path) -> None:
    """A removed key stops working at once, and an added key works at once."""
    new = make_token()
    write_keys(keys, {new: ["read"]})
    assert ask(client, f"Bearer {READER}")[0] == 401
    assert ask(client, f"Bearer {new}")[0] == 200


def test_a_broken_key_file_changes_nothing(client: FlaskClient, keys: Path) -> None:
    """Half a file changes nothing about who has access."""
    assert ask(client, f"Bearer {READER}")[0] == 200
    keys.write_text('{"keys": [')
    assert ask(client, f"Bearer {READER}")[0] == 200
    assert ask(client, "Bearer x")[0] == 401


@pytest.mark.parametrize(
    "text", ["", "{", '{"keys": [{"name": "a"}]}', '{"keys": [{"name": "a b", "sha256": ""}]}']
)
def test_a_bad_key_file_stops_the_start(tmp_path: Path, text: str) -> None:
    """And the place is named."""
    path = tmp_path / "keys.json"
    path.write_text(text)
    with pytest.raises(SettingsError, match="keys"):
        create_app(ServiceSettings(keys=path))


def test_every_answer_has_the_headers_of_safety(client: FlaskClient) -> None:
    """Problems too."""
    for reply in (client.get("/livez"), client.get("/nothing"), client.post("/v1/pages")):
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("sent", "kept"), [("abc-1", True), ("a" * 65, False), ("a b", False), ("é", False)])
def test_a_request_id_comes_back(client: FlaskClient, sent: str, kept: bool) -> None:  # noqa: FBT001
    """The caller's if it fits into a line of the log, else a new one."""
    found = client.get("/livez", headers={"X-Request-ID": sent}).headers["X-Request-ID"]
    assert (found == sent) == kept
    assert found
