"""What the service refuses, and how it says so."""

import logging
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.settings import ServiceSettings

JSON = {"content_type": "application/json"}

# What is sent; status, type, field, and words of the detail.
BODIES: dict[str, tuple[dict[str, Any], int, str, str | None, str]] = {
    "no body": ({"data": b"", **JSON}, 400, "invalid-body", None, "found an empty body, wanted"),
    "half of JSON": ({"data": b'{"text": ', **JSON}, 400, "invalid-body", None, "at line 1, column 10"),
    "not UTF-8": ({"data": b'{"text": "\xc7"}', **JSON}, 400, "invalid-body", None, "byte 0xC7 at offset 10"),
    "not a number": (
        {"data": b'{"text": NaN}', **JSON},
        400,
        "invalid-body",
        None,
        "NaN is not a JSON number",
    ),
    "a long number": ({"data": b"9" * 5000, **JSON}, 400, "invalid-body", None, "5000 digits"),
    "one object a line": (
        {"data": b'{"text": "a"}\n{"text": "b"}\n', **JSON},
        400,
        "invalid-body",
        None,
        "the next at line 2, column 1: send several in a list, or one a line as Content-Type: application/x-ndjson",
    ),
    "a query": (
        {"json": {"text": ""}, "query_string": {"sentences": 2}},
        422,
        "invalid-field",
        "sentences",
        "found in the address, wanted in the body",
    ),
    "deep nesting": ({"data": b"[" * 50_000, **JSON}, 400, "invalid-body", None, "recursion"),
    "another type": (
        {"data": b"{}", "content_type": "text/plain"},
        415,
        "unsupported-media-type",
        None,
        'found Content-Type: text/plain; wanted the header Content-Type: application/json and JSON such as {"text":',
    ),
    "no type": (
        {"data": b"{}"},
        415,
        "unsupported-media-type",
        None,
        "found no Content-Type; wanted the header",
    ),
    "the type that curl sends": (
        {"data": b"{}", "content_type": "application/x-www-form-urlencoded"},
        415,
        "unsupported-media-type",
        None,
        "which curl -d sends by itself; wanted the header Content-Type: application/json",
    ),
    "compressed": (
        {"data": b"{}", "headers": {"Content-Encoding": "gzip"}, **JSON},
        415,
        "unsupported-media-type",
        None,
        "found Content-Encoding: gzip, wanted JSON that is not packed",
    ),
    "too large": ({"data": b" " * 100_001, **JSON}, 413, "too-large", None, "larger than 100000 bytes"),
    "a list of none": (
        {"json": [{"text": ""}, []]},
        422,
        "invalid-field",
        "[1]",
        "found a list, wanted an object",
    ),
    "a list with a fault": (
        {"json": [{"text": ""}, {"text": 5}]},
        422,
        "invalid-field",
        "[1].text",
        "found 5",
    ),
    "a text": ({"json": "نص"}, 422, "invalid-field", "body", "wanted an object"),
    "null": ({"data": b"null", **JSON}, 422, "invalid-field", "body", "found null, wanted an object"),
    "nothing": (
        {"json": {}},
        422,
        "invalid-field",
        "text",
        'found nothing, wanted text or html, such as {"text": "…"}',
    ),
    "a misspelt name": (
        {"json": {"txt": "نص"}},
        422,
        "invalid-field",
        "text",
        'wanted text or html, such as {"text": "…"}; txt: found an unknown field, wanted one of ',
    ),
    "a number": ({"json": {"text": 5}}, 422, "invalid-field", "text", "found 5, wanted a valid string"),
    "an object": (
        {"json": {"text": {}}},
        422,
        "invalid-field",
        "text",
        "found an object, wanted a valid string",
    ),
    "half of a pair": ({"json": {"text": "ab\ud800"}}, 422, "invalid-field", "text", "U+D800 at character 2"),
    "half in title": ({"json": {"text": "", "title": "\udc00"}}, 422, "invalid-field", "title", "U+DC00"),
    "half in a name": ({"json": {"\udc00": ""}}, 422, "invalid-field", "body", "U+DC00 at character 0"),
    "unknown field": (
        {"json": {"text": "", "lang": "ar"}},
        422,
        "invalid-field",
        "lang",
        "wanted one of",
    ),
    "unknown mode": (
        {"json": {"text": "", "mode": "x"}},
        422,
        "invalid-field",
        "mode",
        "wanted 'auto', 'news' or 'content'",
    ),
    "no mode": ({"json": {"text": "", "mode": None}}, 422, "invalid-field", "mode", "found null"),
    "endless": ({"json": {"text": "", "words": 10**23}}, 422, "invalid-field", "words", "9007199254740992"),
    "no sentences": ({"json": {"text": "", "sentences": 0}}, 422, "invalid-field", "sentences", "found 0"),
    "part of one": ({"json": {"text": "", "sentences": 1.5}}, 422, "invalid-field", "sentences", "found 1.5"),
    "true": ({"json": {"text": "", "words": True}}, 422, "invalid-field", "words", "found true"),
    "a word": ({"json": {"text": "", "words": "9"}}, 422, "invalid-field", "words", 'found "9"'),
    "all of it twice": ({"json": {"text": "", "ratio": 2}}, 422, "invalid-field", "ratio", "found 2"),
    "two budgets": (
        {"json": {"text": "", "words": 9, "ratio": 0.5}},
        422,
        "invalid-field",
        "words",
        "only one of sentences, words and ratio",
    ),
}


@pytest.mark.parametrize(("sent", "status", "name", "field", "detail"), BODIES.values(), ids=BODIES.keys())
def test_a_bad_body_is_refused(
    client: FlaskClient, sent: dict[str, Any], status: int, name: str, field: str | None, detail: str
) -> None:
    """The status, the type that never changes, the wrong field, what was found and what was wanted."""
    reply = client.post("/v1/summaries", **sent)
    assert reply.status_code == status
    assert reply.get_json()["type"] == f"/problems/{name}"
    assert reply.get_json().get("field") == field
    assert detail in reply.get_json()["detail"]


@pytest.mark.parametrize("sent", [row[0] for row in BODIES.values()], ids=BODIES.keys())
def test_a_problem_has_the_members_of_rfc_9457(client: FlaskClient, sent: dict[str, Any]) -> None:
    """All that the standard names, and what to do."""
    reply = client.post("/v1/summaries", **sent)
    assert reply.content_type == "application/problem+json"
    assert reply.get_json()["status"] == reply.status_code
    assert all(reply.get_json()[name] for name in ("type", "title", "detail", "advice"))


DOCUMENTS: dict[str, tuple[object, str, str]] = {
    "none": (None, "documents", "found null, wanted a valid list"),
    "an object": ([{}], "documents[0].id", "found nothing"),
    "no text": ([{"id": "a", "text": ""}, {"id": "b"}], "documents[1].text", "found nothing"),
    "no documents": ([], "documents", "found an empty list"),
    "an empty id": ([{"id": "", "text": ""}], "documents[0].id", 'found ""'),
    "a fraction": ([{"id": 1.5, "text": ""}], "documents[0].id", "found 1.5"),
    "unknown field": ([{"id": "a", "text": "", "tags": []}], "documents[0].tags", "found an unknown field"),
    "half of a pair": ([{"id": "\ud800", "text": ""}], "documents[0].id", "U+D800"),
    "an id twice": (
        [{"id": "a", "text": ""}, {"id": "a", "text": "نص"}],
        "documents[1]",
        "'a' of document 1 again",
    ),
}


@pytest.mark.parametrize(("documents", "field", "detail"), DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_a_bad_document_is_named_by_its_place(
    client: FlaskClient, documents: object, field: str, detail: str
) -> None:
    """Places count from 0, as in JSON paths."""
    reply = client.post("/v1/duplicates", json={"documents": documents})
    assert reply.status_code == 422
    assert reply.get_json()["field"] == field
    assert detail in reply.get_json()["errors"][0]["detail"]


def test_every_field_at_fault_is_named(client: FlaskClient) -> None:
    """One answer names everything to correct."""
    errors = client.post("/v1/summaries", json={"mode": "x", "words": 0, "a": 1}).get_json()["errors"]
    assert {error["field"] for error in errors} == {"text", "mode", "words", "a"}


def test_the_answer_to_a_flood_of_faults_is_short(client: FlaskClient) -> None:
    """Ten thousand unknown fields, each with a long name, are not repeated one by one."""
    body = {f"{number}{'x' * 1000}": 1 for number in range(40)} | {str(number): 1 for number in range(2000)}
    reply = client.post("/v1/summaries", json=body)
    assert reply.status_code == 422
    assert len(reply.data) < 10_000


def test_an_unknown_address_is_a_problem(client: FlaskClient) -> None:
    """404 says which address, in Arabic too."""
    reply = client.get("/v1/ملخص")
    assert (reply.status_code, reply.get_json()["type"]) == (404, "/problems/not-found")
    assert "/v1/ملخص" in reply.get_json()["detail"]


def test_an_address_of_no_text_is_a_problem(client: FlaskClient) -> None:
    """Bytes that are not UTF-8 do not break the answer."""
    assert client.get("/%ff%fe").status_code == 404


def test_another_method_is_a_problem(client: FlaskClient) -> None:
    """405 says which methods there are."""
    reply = client.get("/v1/summaries")
    assert (reply.status_code, reply.get_json()["type"]) == (405, "/problems/method-not-allowed")
    assert reply.allow == {"POST", "OPTIONS"}
    assert reply.get_json()["detail"] == "/v1/summaries does not take GET, wanted POST"


def test_the_limit_itself_is_taken(client: FlaskClient) -> None:
    """A body of exactly the allowed size is accepted."""
    body = b'{"text": ""}'
    assert client.post("/v1/pages", data=body + b" " * (100_000 - len(body)), **JSON).status_code == 200


def test_a_short_body_is_refused(client: FlaskClient) -> None:
    """A cut body is refused even if it is complete JSON by chance."""
    length = {"CONTENT_LENGTH": "100"}
    reply = client.post("/v1/pages", data=b'{"text": ""}', environ_overrides=length, **JSON)
    assert (reply.status_code, reply.get_json()["type"]) == (400, "/problems/bad-request")


def test_a_failure_of_ours_tells_nothing_of_itself(caplog: pytest.LogCaptureFixture) -> None:
    """No trace leaves the service; the log has the place, but not the text."""
    app = create_app(ServiceSettings())

    @app.get("/fail")
    def fail() -> str:
        raise ValueError("نص سرّي")

    with caplog.at_level(logging.ERROR):
        reply = app.test_client().get("/fail")
    assert (reply.status_code, reply.get_json()["type"]) == (500, "/problems/internal-error")
    assert "ValueError" not in reply.text
    assert "ValueError" in caplog.text
    assert Path(__file__).name in caplog.text
    assert "سرّي" not in reply.text + caplog.text.replace('raise ValueError("نص سرّي")', "")


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("language", "found", "direction"),
    [
        ("en-GB,en;q=0.8", "Nothing was found at this address.", "ltr"),
        ("fr", "لا يوجد شيء في هذا العنوان", "rtl"),
    ],
)
def test_a_browser_gets_a_page(client: FlaskClient, language: str, found: str, direction: str) -> None:
    """In the reader's language, with a link to the start; its status is that of the problem."""
    reply = client.get("/nowhere", headers={"Accept": BROWSER, "Accept-Language": language})
    assert (reply.status_code, reply.mimetype) == (404, "text/html")
    assert found in reply.text
    assert f'dir="{direction}"' in reply.text
    assert "404: /nowhere" in reply.text
    assert "there is nothing" not in reply.text
    assert "Accept-Language" in reply.headers["Vary"]
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "accepted", "lang"),
    [
        ("/", "en-GB,en;q=0.8,ar;q=0.5", "en"),
        ("/", "ar-EG,ar;q=0.9,en;q=0.8", "ar"),
        ("/", "fr", "ar"),
        ("/?lang=ar", "en", "ar"),
        ("/?lang=fr", "en", "en"),
    ],
)
def test_the_page_follows_the_browser(client: FlaskClient, address: str, accepted: str, lang: str) -> None:
    """Unless the address names a language; caches are told."""
    reply = client.get(address, headers={"Accept-Language": accepted})
    assert f'<html lang="{lang}"' in reply.text
    assert "Accept-Language" in reply.headers["Vary"]


@pytest.mark.parametrize("accepted", ["*/*", "application/json", None])
def test_a_program_gets_json(client: FlaskClient, accepted: str | None) -> None:
    """Whatever it takes, unless it prefers HTML."""
    reply = client.get("/nowhere", headers={"Accept": accepted} if accepted else {})
    assert (reply.status_code, reply.mimetype) == (404, "application/problem+json")


def test_markup_in_an_address_is_shown_as_text(client: FlaskClient) -> None:
    """A link from elsewhere runs nothing."""
    reply = client.get("/<script>alert(1)</script>", headers={"Accept": BROWSER})
    assert "<script>alert" not in reply.text


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/jobs/" + "a" * 7000), ("POST", "/" + "a" * 7000)])
def test_of_a_long_path_a_problem_repeats_the_beginning(client: FlaskClient, method: str, path: str) -> None:
    """And says that there is more of it."""
    detail = client.open(path, method=method).get_json()["detail"]
    assert f"{path[:200]}…" in detail
    assert len(detail) < 250


@pytest.mark.parametrize(
    ("accept", "kind"), [("text/html,{}", "text/html"), ("{}text/html", "application/problem+json")]
)
def test_of_a_long_accept_the_beginning_counts(client: FlaskClient, accept: str, kind: str) -> None:
    """800 types are not read for one error."""
    many = "a/b;q=0.1," * 800
    assert client.get("/nothing", headers={"Accept": accept.format(many)}).mimetype == kind


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("/", "text/html", "text/html"),
        ("/", "application/json", "application/problem+json"),
        ("/v1/pages", "text/html", "application/problem+json"),
    ],
)
def test_a_form_that_is_too_large_is_refused_by_a_page(
    client: FlaskClient, path: str, accept: str, kind: str
) -> None:
    """In the reader's language, as its answer would be; a program and the API's callers get JSON."""
    form = {"text": "a" * (ServiceSettings().max_body + 1)}
    reply = client.post(path, data=form, headers={"Accept": accept, "Accept-Language": "en"})
    assert reply.mimetype == kind
    if kind == "text/html":
        assert reply.status_code == 413
        assert "The text is larger than this service accepts" in reply.get_data(as_text=True)
