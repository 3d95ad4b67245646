"""The fast path answers as Flask does, counts as Flask does, and leaves what is unusual to it.

The client of all tests (`both_ways`) compares the two for every post that a test sends.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.app import create_app
from service.http.access.auth import hash_token
from service.settings import ServiceSettings
from tests.service.both_ways import POSTS, BothWays, call, make_environ

TEXT = "افتُتح جسر الوادي صباح أمس. وقال المهندس إن الجسر يتسع لأربع سيارات. وحضر الافتتاح أهل القريتين."
BODIES: dict[str, Any] = {
    "/v1/pages": {"text": TEXT},
    "/v1/summaries": {"text": TEXT, "sentences": 1},
    "/v1/phrases": {"text": TEXT, "n": 2},
    "/v1/shared-summaries": {"articles": [{"text": TEXT}, {"text": TEXT}]},
    "/v1/comparisons": {"a": TEXT, "b": TEXT},
}
GOOD, OTHER, SLOW = "khulasa_good", "khulasa_other", "khulasa_slow"


def make_app(folder: Path, **options: Any) -> Flask:
    """An app with three keys: one for reading, one for nothing that is tested here, one of 3 a minute."""
    rows = [
        {"name": "good", "sha256": hash_token(GOOD)},
        {"name": "other", "sha256": hash_token(OTHER), "scopes": ["jobs"]},
        {"name": "slow", "sha256": hash_token(SLOW), "rate": "3/minute"},
    ]
    (folder / "keys.json").write_text(json.dumps({"keys": rows}))
    return create_app(ServiceSettings(data=folder, keys=folder / "keys.json", max_body=100_000, **options))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app with keys."""
    return make_app(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def by_flask(client: FlaskClient) -> Iterator[list[str]]:
    """The posts that Flask dispatches while a test runs."""
    app, seen = client.application, []
    dispatch = app.full_dispatch_request
    app.full_dispatch_request = lambda *given: (seen.append("x"), dispatch(*given))[1]  # type: ignore
    yield seen
    app.full_dispatch_request = dispatch  # type: ignore[method-assign]


def test_every_post_of_the_table_has_a_body_here() -> None:
    """A route that is added is compared too."""
    assert BODIES.keys() == POSTS


@pytest.mark.parametrize("path", BODIES)
def test_a_usual_post_does_without_flask(client: FlaskClient, path: str, by_flask: list[str]) -> None:
    """Flask sees it once, when `both_ways` asks it for comparison."""
    assert client.post(path, json=BODIES[path]).status_code == 200
    assert len(by_flask) == 1


@pytest.mark.parametrize("path", BODIES)
def test_what_is_wrong_is_refused_by_flask(client: FlaskClient, path: str, by_flask: list[str]) -> None:
    """After the fast path, which says nothing."""
    assert client.post(path, json={**BODIES[path], "odd": 1}).status_code == 422
    assert len(by_flask) == 2


BEARER = {"HTTP_AUTHORIZATION": f"Bearer {GOOD}"}
HEADS: dict[str, dict[str, str]] = {
    "a good key": BEARER,
    "no key": {},
    "a wrong key": {"HTTP_AUTHORIZATION": "Bearer khulasa_wrong"},
    "a key of another scope": {"HTTP_AUTHORIZATION": f"Bearer {OTHER}"},
    "another kind of key": {"HTTP_AUTHORIZATION": f"Basic {GOOD}"},
    "no host": {**BEARER, "HTTP_HOST": ""},
    "a host that is none": {**BEARER, "HTTP_HOST": "a b"},
    "zstd": {**BEARER, "HTTP_ACCEPT_ENCODING": "gzip, deflate, br, zstd"},
    "gzip": {**BEARER, "HTTP_ACCEPT_ENCODING": "gzip;q=1, zstd;q=0.5"},
    "anything": {**BEARER, "HTTP_ACCEPT_ENCODING": "*"},
    "nothing": {**BEARER, "HTTP_ACCEPT_ENCODING": "gzip;q=0, xz"},
    "an id": {**BEARER, "HTTP_X_REQUEST_ID": "desk-7"},
    "an origin": {**BEARER, "HTTP_ORIGIN": "https://a.example"},
    "another origin": {**BEARER, "HTTP_ORIGIN": "https://b.example"},
    "a page": {**BEARER, "HTTP_ACCEPT": "text/html,*/*;q=.1"},
    "packed": {**BEARER, "HTTP_CONTENT_ENCODING": "gzip"},
    "chunked by a proxy": {**BEARER, "HTTP_TRANSFER_ENCODING": "gzip, chunked"},
    "a charset": {**BEARER, "CONTENT_TYPE": "application/json; charset=utf-8"},
    "capitals": {**BEARER, "CONTENT_TYPE": "Application/JSON"},
    "a form": {**BEARER, "CONTENT_TYPE": "application/x-www-form-urlencoded"},
    "no type": {**BEARER, "CONTENT_TYPE": ""},
    "too long": {**BEARER, "CONTENT_LENGTH": "200000"},
    "longer than it is": {**BEARER, "CONTENT_LENGTH": "2000"},
    "no length": {**BEARER, "CONTENT_LENGTH": ""},
    "an odd length": {**BEARER, "CONTENT_LENGTH": "١٢"},
    "a query": {**BEARER, "QUERY_STRING": "a=1&a=2"},
    "mounted": {**BEARER, "SCRIPT_NAME": "/khulasa"},
}


def answer_both_ways(app: Flask, environ: dict[str, Any]) -> int:
    """The status of a reply that both ways give; fails where they differ."""
    both = BothWays(app)
    try:
        return int(call(both, environ, environ["wsgi.input"].getvalue())[0][:3])
    finally:
        app.wsgi_app = both.answer  # type: ignore[method-assign]


@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize("origins", [(), ("https://a.example", "https://c.example")])
def test_every_head_gets_the_same_reply(tmp_path: Path, name: str, origins: tuple[str, ...]) -> None:
    """Keys, hosts, codings, ids, origins, types and lengths, on every route."""
    app = make_app(tmp_path, origins=origins)
    found = {
        answer_both_ways(app, make_environ(path, json.dumps(body).encode(), HEADS[name]))
        for path, body in BODIES.items()
    }
    assert len(found) == 1


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(POSTS)), st.sampled_from(list(HEADS)), st.data())
def test_every_body_gets_the_same_reply(app: Flask, path: str, head: str, data: st.DataObject) -> None:
    """Also what is no JSON, no object, has no text or a text that is none."""
    odd = st.one_of(st.binary(max_size=20), st.sampled_from([b"", b"[]", b"[{}]", b'{"text": "\\ud800"}']))
    value = st.one_of(st.none(), st.integers(), st.text(max_size=20), st.just(TEXT), st.just("a\0b"))
    fields = st.dictionaries(st.sampled_from(["text", "html", "sentences", "words", "a", "b", "n"]), value)
    body = data.draw(st.one_of(odd, fields.map(lambda one: json.dumps(one).encode())))
    answer_both_ways(app, make_environ(path, body, HEADS[head]))


@pytest.mark.parametrize("second", [{"text": TEXT}, {"text": 1}, [{"text": TEXT}]])
def test_a_request_is_counted_once(tmp_path: Path, second: object) -> None:
    """Whichever way it is answered: three of any kind are let through, the fourth is not."""
    client = make_app(tmp_path).test_client()
    headers = {"Authorization": f"Bearer {SLOW}"}
    bodies = [{"text": TEXT}, second, second, {"text": TEXT}]
    replies = [client.post("/v1/summaries", json=body, headers=headers) for body in bodies]
    assert 429 not in [reply.status_code for reply in replies[:3]]
    assert replies[3].status_code == 429
    assert int(replies[3].headers["Retry-After"]) > 0


def test_both_ways_count_alike(tmp_path: Path) -> None:
    """The metrics of requests have the same labels and counts."""
    told = []
    for name in ("fast", "flask"):
        (tmp_path / name).mkdir()
        app = create_app(ServiceSettings(data=tmp_path / name))
        if name == "flask":
            vars(app).pop("wsgi_app")  # the method of the class again
        client = app.test_client()
        for path, body in BODIES.items():
            client.post(path, json=body)
        lines = client.get("/metrics").text.splitlines()
        told.append([line for line in lines if "_total" in line or "_count" in line or "in_hand" in line])
    assert told[0] == told[1]
