"""The OpenAPI document and the pages made of it: complete, correct and safe to open."""

import json
import re
from typing import Any

import pytest
from flask import Blueprint
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from service.app import create_app
from service.http.openapi import document_api
from service.http.operations import find_operations
from service.settings import ServiceSettings
from service.wire.problems import KINDS

APP = create_app(ServiceSettings())
API = json.loads(json.dumps(document_api(APP)))
OPERATIONS = [
    (path, method, operation)
    for path, methods in API["paths"].items()
    for method, operation in methods.items()
]
EXAMPLES = [
    (path, media, example["value"])
    for path, _, operation in OPERATIONS
    for media, content in operation.get("requestBody", {"content": {}})["content"].items()
    for example in content.get("examples", {}).values()
]


def test_it_is_openapi_3_1() -> None:
    """As the validator of the standard says."""
    validate(API)
    assert API["openapi"].startswith("3.1")


@pytest.mark.parametrize("path", ["/v1/openapi.json", "/docs", "/docs/openapi.json"])
def test_it_is_made_once(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """Not for each caller: it takes a hundred times as long as a request that anybody may send should."""
    first = client.get(path)
    monkeypatch.setattr("service.routes.docs.document_api", None)
    assert client.get(path).data == first.data


def test_no_two_schemas_have_one_name() -> None:
    """Names with a module in front stand for a clash, over which generators of clients stumble."""
    schemas = API["components"]["schemas"]
    assert not [name for name in schemas if "__" in name]
    titles = [schema["title"] for schema in schemas.values() if "title" in schema]
    assert len(titles) == len(set(titles))


def test_operations_have_names_of_their_own() -> None:
    """Generated clients make a function or a file of each."""
    names = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(names) == len(set(names))


def test_what_a_request_may_leave_out_has_no_default() -> None:
    """Generators of TypeScript take a field with a default for one that is always there."""
    requests = [schema for name, schema in API["components"]["schemas"].items() if name.endswith("Request")]
    assert requests
    assert not [field for schema in requests for field in schema["properties"].values() if "default" in field]


def test_it_has_every_route_of_the_api() -> None:
    """A view without a description stops the start."""
    served = {rule.rule for rule in APP.url_map.iter_rules() if rule.rule.startswith("/v1")}
    assert {re.sub("<([^<>]*?:)?", "<", rule).replace("<", "{").replace(">", "}") for rule in served} <= set(
        API["paths"]
    )
    undescribed = Blueprint("x", __name__)
    undescribed.add_url_rule("/v1/x", view_func=lambda: "")
    app = create_app(ServiceSettings())
    app.register_blueprint(undescribed)
    with pytest.raises(LookupError, match="/v1/x"):
        find_operations(app)


@pytest.mark.parametrize(
    ("path", "method", "operation"), OPERATIONS, ids=lambda part: part if isinstance(part, str) else ""
)
def test_every_operation_says_what_goes_wrong(path: str, method: str, operation: dict[str, Any]) -> None:
    """With problem details for each status, and Retry-After where needed."""
    assert operation["summary"]
    assert "500" in operation["responses"], (method, path)
    for status, reply in operation["responses"].items():
        assert int(status) < 400 or list(reply["content"])[-1] == "application/problem+json"
        assert status not in ("429", "503") or "Retry-After" in reply["headers"]


@pytest.mark.parametrize(("path", "media", "value"), EXAMPLES)
def test_every_example_works(client: FlaskClient, path: str, media: str, value: object) -> None:
    """The service accepts the examples of the document."""
    reply = client.post(path, data=json.dumps(value).encode(), content_type=media)
    assert reply.status_code == 200
    assert reply.get_json()


def test_examples_are_arabic() -> None:
    """And there is one of each operation that takes JSON."""
    assert {path for path, _, _ in EXAMPLES} >= {
        f"/v1/{name}" for name in ("pages", "summaries", "duplicates")
    }
    assert all(re.search("[ء-ي]", json.dumps(value, ensure_ascii=False)) for _, _, value in EXAMPLES)


def test_the_page_names_every_operation(client: FlaskClient) -> None:
    """And every object, and every problem; it loads nothing from other addresses."""
    page = client.get("/docs?lang=en")
    assert page.status_code == 200
    for _, _, operation in OPERATIONS:
        assert f'id="{operation["operationId"]}"' in page.text
    for name in API["components"]["schemas"]:
        assert f'id="{name}"' in page.text
    assert "<script" not in page.text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page.text)
    assert set(re.findall(r'href="#(.*?)"', page.text)) <= set(re.findall(r'id="(.*?)"', page.text))
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert client.get("/docs/style.css").content_type.startswith("text/css")


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_the_pages_are_in_two_languages(client: FlaskClient, lang: str, direction: str) -> None:
    """As the address says, or the browser."""
    for address, headers in ((f"?lang={lang}", {}), ("", {"Accept-Language": lang})):
        for path in ("/docs", "/docs/try"):
            page = client.get(f"{path}{address}", headers=headers)
            assert f'lang="{lang}" dir="{direction}"' in page.text
            assert not re.findall(r'(?:src|href)="(?:https?:)?//', page.text)
            assert "unsafe" not in page.headers["Content-Security-Policy"]
            assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_nearly_all_of_the_document_is_translated(client: FlaskClient) -> None:
    """Operations, their parameters and their problems; new words are English until somebody translates them."""
    translated = client.get("/docs/openapi.json?lang=ar").get_json()
    validate(translated)
    texts = [
        text
        for methods in translated["paths"].values()
        for operation in methods.values()
        for text in (
            operation["summary"],
            *(parameter.get("description") for parameter in operation.get("parameters", ())),
            *(reply["description"] for reply in operation["responses"].values()),
        )
        if text
    ]
    arabic = [text for text in texts if re.search("[ء-ي]", text)]
    assert len(arabic) > 0.9 * len(texts), sorted(set(texts) - set(arabic))
    assert client.get("/docs/openapi.json?lang=en").get_json() == client.get("/v1/openapi.json").get_json()


@pytest.mark.parametrize("name", KINDS)
def test_every_problem_has_a_page(client: FlaskClient, name: str) -> None:
    """The address that its `type` is."""
    page = client.get(f"/problems/{name}")
    assert page.status_code == 200
    assert KINDS[name].advice in page.text


def test_no_other_problem_has_one(client: FlaskClient) -> None:
    """404, as everywhere."""
    assert client.get("/problems/nothing").status_code == 404
