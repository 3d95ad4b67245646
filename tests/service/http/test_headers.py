"""Compression, and pages of other origins."""

import gzip
import json
from pathlib import Path

import pytest
import zstandard
from flask.testing import FlaskClient

from service.app import create_app
from service.settings import ServiceSettings

PAGE = "افتُتح السوق الجديد صباح اليوم.\n\nوقال المدير إن المحال كلها مؤجرة. " * 100


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_reply_is_compressed_as_asked(client: FlaskClient, coding: str) -> None:
    """It unpacks to the same JSON, and Vary tells caches."""
    plain = client.post("/v1/pages", json={"text": PAGE})
    reply = client.post("/v1/pages", json={"text": PAGE}, headers={"Accept-Encoding": coding})
    assert reply.headers["Content-Encoding"] == coding
    assert reply.headers["Vary"] == "Accept-Encoding"
    data = gzip.decompress(reply.data) if coding == "gzip" else zstandard.decompress(reply.data)
    assert json.loads(data) == plain.get_json()
    assert len(reply.data) < len(plain.data) / 2


def test_a_reply_of_one_flight_is_not_compressed(client: FlaskClient) -> None:
    """It arrives as soon either way."""
    headers = {"Accept-Encoding": "zstd"}
    reply = client.post("/v1/pages", json={"text": PAGE[: len(PAGE) // 4]}, headers=headers)
    assert 1024 < len(reply.data) < 14_600
    assert "Content-Encoding" not in reply.headers


def test_a_file_of_the_page_is_compressed_if_it_is_small(client: FlaskClient) -> None:
    """Fifty come together, so they share what one flight carries."""
    with client.get("/static/interface/code.js", headers={"Accept-Encoding": "gzip"}) as reply:
        assert reply.headers["Content-Encoding"] == "gzip"
        assert 1024 < len(gzip.decompress(reply.data)) < 14_600


@pytest.mark.parametrize("accepted", ["", "identity", "br;q=0, xz"])
def test_who_did_not_ask_gets_plain_json(client: FlaskClient, accepted: str) -> None:
    """Only if the caller accepts it."""
    reply = client.post("/v1/pages", json={"text": PAGE}, headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in reply.headers


def test_a_stream_is_not_compressed(client: FlaskClient) -> None:
    """A line would be held back until others fill a block."""
    body = json.dumps({"text": PAGE}).encode()
    with client.post(
        "/v1/pages", data=body, content_type="application/x-ndjson", headers={"Accept-Encoding": "gzip"}
    ) as reply:
        assert "Content-Encoding" not in reply.headers


def ask(client: FlaskClient, origin: str) -> str | None:
    """The headers that a browser needs before a page of that origin may send a request."""
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    return client.options("/v1/pages", headers=headers).headers.get("Access-Control-Allow-Origin")


def test_pages_of_other_origins_may_not_ask(client: FlaskClient) -> None:
    """Unless the settings allow it."""
    assert ask(client, "https://a.example") is None


def test_an_origin_that_is_named_may(tmp_path: Path) -> None:
    """That one alone, and before a key is shown, which a browser does not send with the question."""
    (tmp_path / "keys.json").write_text('{"keys": []}')
    settings = ServiceSettings(origins=("https://a.example",), keys=tmp_path / "keys.json", data=tmp_path)
    client = create_app(settings).test_client()
    assert ask(client, "https://a.example") == "https://a.example"
    assert ask(client, "https://b.example") is None
    reply = client.post("/v1/pages", json={}, headers={"Origin": "https://a.example"})
    assert "Retry-After" in reply.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(("before", "lang"), [(0, "en"), (30, "en"), (100, "ar")])
def test_the_first_languages_of_a_browser_count(client: FlaskClient, before: int, lang: str) -> None:
    """Of a header as long as no browser's is only the beginning read."""
    page = client.get("/docs/try", headers={"Accept-Language": "xx;q=0.1," * before + "en"})
    assert f'lang="{lang}"' in page.text
