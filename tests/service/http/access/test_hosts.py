"""A service without keys answers to its own names only; what is broken or doubled is refused."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, run_wsgi_app

from service.app import create_app
from service.http.access.auth import hash_token, make_token
from service.settings import ServiceSettings

DOCUMENTS = {"documents": [{"id": "قافلة", "text": "وصلت القافلة إلى الواحة مساء الأربعاء."}]}
FOREIGN = ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "192.0.2.7", "1.2.3.4:80", "xn--mgbh0fb.example"]  # fmt: skip
OWN = ["localhost", "LOCALHOST.", "localhost:8000", "127.0.0.1", "127.9.9.9:1", "[::1]", "[::1]:8000"]
BROKEN = ["", " ", "a b", "user@localhost", "localhost:", "localhost:x", "localhost:99999", "[::1", "localhost/x", "a,b", "\xe9"]  # fmt: skip


def status_of(client: FlaskClient, host: str, path: str = "/v1/jobs", method: str = "GET") -> int:
    """The status of an answer to a request with this Host."""
    return client.open(path, method=method, environ_overrides={"HTTP_HOST": host}).status_code


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/", "/livez", "/v1/jobs", "/v1/openapi.json", "/nothing"])
def test_another_name_gets_nothing(client: FlaskClient, host: str, path: str) -> None:
    """Whatever is asked for, also what changes nothing."""
    assert status_of(client, host, path) == 421


@pytest.mark.parametrize("host", FOREIGN)
def test_another_name_changes_nothing(client: FlaskClient, host: str) -> None:
    """A page whose name points here cannot write to the archive, make a job or delete one."""
    for path, method in (("/v1/archive/documents", "POST"), ("/v1/jobs?kind=dedup", "POST"), ("/v1/jobs/x", "DELETE")):  # fmt: skip
        assert status_of(client, host, path, method) == 421


@pytest.mark.parametrize("host", OWN)
def test_its_own_names_are_answered(client: FlaskClient, host: str) -> None:
    """With any port, which a proxy or a container may have changed."""
    assert status_of(client, host) == 200


@pytest.mark.parametrize("host", BROKEN)
def test_a_broken_host_is_refused(client: FlaskClient, host: str) -> None:
    """With 400."""
    assert status_of(client, host) == 400


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("http://evil.example/v1/jobs", 421),
        ("http://localhost/v1/jobs", 200),
        ("http://[/", 400),
        ("/v1/jobs", 200),
    ],
)
def test_the_host_of_a_whole_address_counts(client: FlaskClient, target: str, status: int) -> None:
    """Not that of the header beside it."""
    found = client.get("/v1/jobs", environ_overrides={"RAW_URI": target, "HTTP_HOST": "localhost"})
    assert found.status_code == status


def test_no_host_is_refused(client: FlaskClient) -> None:
    """As HTTP requires."""

    def ask(given: dict[str, str]) -> str:
        environ = EnvironBuilder("/livez").get_environ()
        del environ["HTTP_HOST"]
        return run_wsgi_app(client.application, {**environ, **given})[1][:3]

    assert ask({"HTTP_HOST": "localhost"}) == "200"
    assert ask({}) == "400"


@pytest.mark.parametrize(
    ("values", "host", "status"),
    [
        ({"hosts": ("desk.example",)}, "desk.example", 200),
        ({"hosts": ("desk.example",)}, "DESK.example.:81", 200),
        ({"hosts": ("desk.example",)}, "other.example", 421),
        ({"hosts": ("*",)}, "other.example", 200),
        ({"open": True, "host": "192.0.2.7"}, "192.0.2.7", 200),
        ({"open": True, "host": "192.0.2.7"}, "other.example", 421),
    ],
)
def test_the_settings_add_names(tmp_path: Path, values: dict[str, object], host: str, status: int) -> None:
    """And a service that is open to others answers to the addresses of its machine."""
    settings = ServiceSettings.model_validate({"data": tmp_path, **values})
    assert status_of(create_app(settings).test_client(), host) == status


def test_with_keys_any_name_is_answered(tmp_path: Path) -> None:
    """A page of another site has no key; but named hosts count with keys too, and come first."""
    token = make_token()
    (tmp_path / "keys.json").write_text(f'{{"keys": [{{"name": "desk", "sha256": "{hash_token(token)}", "scopes": ["jobs"]}}]}}')  # fmt: skip
    settings = ServiceSettings(data=tmp_path, keys=tmp_path / "keys.json")
    assert status_of(create_app(settings).test_client(), "desk.example") == 401
    named = create_app(settings.model_copy(update={"hosts": ("desk.example",)})).test_client()
    assert status_of(named, "other.example") == 421
    assert status_of(named, "desk.example") == 401


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("http://localhost:8000", 200),
        ("http://127.0.0.1", 200),
        ("http://evil.example", 421),
        ("null", 421),
        ("https://friend.example", 200),
        ("https://friend.example.evil.example", 421),
    ],
)
def test_only_known_pages_change_what_is_stored(tmp_path: Path, origin: str | None, status: int) -> None:
    """Its own page, and those of the origins that the settings name."""
    client = create_app(ServiceSettings(data=tmp_path, origins=("https://friend.example",))).test_client()
    headers = {} if origin is None else {"Origin": origin}
    assert client.post("/v1/archive/documents", json=DOCUMENTS, headers=headers).status_code == status


@pytest.mark.parametrize("coding", ["gzip, chunked", "identity", "gzip", "chunked, chunked", "", "x"])
def test_only_chunked_is_a_transfer_encoding(client: FlaskClient, coding: str) -> None:
    """Nothing here unpacks another one."""
    reply = client.post("/v1/pages", json={"text": ""}, headers={"Transfer-Encoding": coding})
    assert (reply.status_code, reply.get_json()["type"]) == (400, "/problems/bad-request")


def test_a_redirect_names_no_host(client: FlaskClient) -> None:
    """Neither that of the caller nor any other."""
    for path in ("/favicon.ico", "//evil.example/..", "//v1/jobs"):
        reply = client.get(path, headers={"Host": "localhost:81"})
        if reply.status_code >= 400:
            continue
        assert reply.headers["Location"].startswith("/")
        assert not reply.headers["Location"].startswith("//")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v1/summaries", '{"text": "سوق", "text": "جسر"}', "text"),
        ("/v1/summaries", '{"text": "سوق", "te\\u0078t": "سوق"}', "text"),
        ("/v1/pages", '[{"text": "سوق"}, {"x": {"ب": 1, "ب": 1}}]', "ب"),
        ("/v1/duplicates", '{"documents": [{"id": "a", "text": "سوق", "id": "b"}]}', "id"),
        ("/v1/archive/queries", '{"documents": [{"id": "a", "text": "سوق", "text": "سوق"}]}', "text"),
    ],
)
def test_a_field_that_occurs_twice_is_refused(client: FlaskClient, path: str, body: str, field: str) -> None:
    """At any depth, and where the name is written in another way."""
    reply = client.post(path, data=body.encode(), content_type="application/json")
    assert reply.status_code == 422
    assert reply.get_json()["field"] == field
    assert "2 values" in reply.get_json()["detail"]


def test_a_line_of_a_stream_with_a_field_twice_is_refused(client: FlaskClient) -> None:
    """That line alone."""
    lines = '{"text": "سوق", "text": "جسر"}\n{"text": "سوق"}\n'.encode()
    reply = client.post("/v1/pages", data=lines, content_type="application/x-ndjson")
    first, second, _ = reply.text.splitlines()
    assert "2 values" in first
    assert "result" in second


@pytest.mark.parametrize(
    "path", ["/v1/jobs?limit=1&limit=2", "/v1/jobs?limit=1&limit=1", "/v1/jobs?before=a&limit=3&before=b"]
)
def test_a_parameter_that_occurs_twice_is_refused(client: FlaskClient, path: str) -> None:
    """By its name: which of the two was meant is not known."""
    reply = client.get(path)
    assert reply.status_code == 422
    assert "2 values" in reply.get_json()["errors"][0]["detail"]
