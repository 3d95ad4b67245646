"""The OpenAPI 3.1 document of the API, made from the operations beside the views; used by `routes.docs`.

The libraries tried would not replace it: apispec has no part for pydantic and would save 20 of these lines;
flask-openapi3 reads the body itself, answers a wrong Content-Type with 422 and a list, and refuses streams.
"""

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from flask import Flask
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema
from werkzeug.routing import IntegerConverter, Rule

from service.http.operations import Operation, Scope, find_operations
from service.wire.models import LINES, StreamEnd
from service.wire.problems import (
    BAD_REQUEST,
    BUSY,
    FORBIDDEN,
    HEAD_TOO_LARGE,
    INTERNAL,
    INVALID_BODY,
    INVALID_FIELD,
    MEDIA_TYPE,
    MIMETYPE,
    NO_ROOM,
    NOT_FOUND,
    NOT_READY,
    RATE_LIMIT,
    STOPPING,
    TOO_LARGE,
    TOO_SLOW,
    UNAUTHORIZED,
    WRONG_HOST,
    Kind,
    Problem,
)

_REF = "#/components/schemas/{model}"
_DESCRIPTION = (
    "Raw Arabic newspaper pages into articles, articles into summaries by their own sentences, "
    "near-duplicates into clusters. A span counts characters (code points) of the text that was sent."
)
Schemas = dict[tuple[str, str], dict[str, Any]]


class _Schemas(GenerateJsonSchema):
    """Schemas without the defaults of requests, which stand in their descriptions.

    openapi-typescript takes a field that has a default for one that is always there.
    """

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """The schema of a field that may be left out."""
        found = super().default_schema(schema)
        if self.mode == "validation":
            found.pop("default", None)
        return found


def document_api(app: Flask) -> dict[str, Any]:
    """The OpenAPI document of all operations of an app."""
    operations = find_operations(app)
    rules = sorted(
        (rule for rule in app.url_map.iter_rules() if rule.endpoint in operations), key=lambda rule: rule.rule
    )
    schemas, definitions = _collect_schemas(operations)
    paths: dict[str, dict[str, Any]] = {}
    for rule in rules:
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            described = _describe_operation(rule, operations[rule.endpoint], schemas)
            paths.setdefault(_write_path(rule), {})[method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Khulasa",
            "version": version("khulasa"),
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": definitions,
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A key of the service, if the service needs keys.",
                }
            },
        },
    }


def _collect_schemas(operations: dict[str, Operation]) -> tuple[Schemas, dict[str, Any]]:
    """The schema of each type of the operations, and the schemas they refer to."""
    wanted: dict[tuple[str, str], tuple[Any, str]] = {("reply", repr(Problem)): (Problem, "serialization")}
    wanted["reply", repr(StreamEnd)] = (StreamEnd, "serialization")
    for operation in operations.values():
        for kind in (operation.request, operation.item):
            wanted["request", repr(kind)] = (kind, "validation")
        for kind in (operation.reply, operation.verdict):
            wanted["reply", repr(kind)] = (kind, "serialization")
    inputs = [(key, mode, TypeAdapter(kind)) for key, (kind, mode) in wanted.items() if kind is not None]
    found, definitions = TypeAdapter.json_schemas(
        inputs,  # type: ignore[arg-type]
        ref_template=_REF,
        schema_generator=_Schemas,
    )
    return {key: schema for (key, _), schema in found.items()}, definitions.get("$defs", {})


def _describe_operation(rule: Rule, operation: Operation, schemas: Schemas) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": rule.endpoint.rpartition(".")[2],
        "tags": [rule.endpoint.partition(".")[0]],
        "summary": operation.summary,
        "responses": _describe_replies(rule, operation, schemas),
    }
    if operation.details:
        described["description"] = operation.details
    parameters = [*_describe_places(rule), *_describe_query(operation), *_describe_request_headers(operation)]
    if parameters:
        described["parameters"] = parameters
    if operation.request is not None:
        described["requestBody"] = {"required": True, "content": _describe_body(operation, schemas)}
    if operation.scope is not None:
        # The empty entry: a service may need no key.
        described["security"] = [{"key": []}, {}]
        described["x-scope"] = operation.scope
    return described


def _describe_places(rule: Rule) -> Iterator[dict[str, Any]]:
    """The variable parts of the address."""
    for name in sorted(rule.arguments):
        whole = isinstance(rule._converters[name], IntegerConverter)
        schema = {"type": "integer", "minimum": 0} if whole else {"type": "string", "minLength": 1}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _describe_query(operation: Operation) -> Iterator[dict[str, Any]]:
    if operation.query is None:
        return
    schema = operation.query.model_json_schema(ref_template=_REF)
    for name, field in schema["properties"].items():
        found = {key: value for key, value in field.items() if key != "description"}
        # Only enumerations are referred to; they are written out in place.
        definition = found.pop("$ref", "").rpartition("/")[2]
        found |= schema.get("$defs", {}).get(definition, {})
        described = {"name": name, "in": "query", "required": name in schema.get("required", ())}
        yield {**described, "description": field.get("description", ""), "schema": _drop_null(found)}


def _drop_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without null: a query leaves the field out instead."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    rest = {key: value for key, value in schema.items() if key not in ("anyOf", "title", "default")}
    return {**rest, **(kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {})}


def _describe_request_headers(operation: Operation) -> Iterator[dict[str, Any]]:
    for name, meaning in (operation.request_headers or {}).items():
        yield {
            "name": name,
            "in": "header",
            "required": False,
            "description": meaning,
            "schema": {"type": "string"},
        }


def _describe_body(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    if operation.body_media != ("application/json",):
        schema = schemas["request", repr(operation.request)]
        return {media: {"schema": schema} for media in operation.body_media}
    one = schemas["request", repr(operation.request)]
    item = operation.item or (operation.request if operation.batch else None)
    if item is None:
        return {"application/json": {"schema": one}}
    part = schemas["request", repr(item)]
    examples = {"one": {"value": _make_example(operation.request)}, "list": {"value": [_make_example(item)]}}
    return {
        "application/json": {
            "schema": {
                "oneOf": [
                    one,
                    {"type": "array", "items": part, **({"minItems": 1} if operation.item else {})},
                ]
            },
            "examples": examples,
        },
        LINES[0]: {"schema": {**part, "description": "one such object on each line"}},
    }


def _make_example(model: Any) -> dict[str, Any]:
    """The first example of each field that has one."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return {}
    return {name: field.examples[0] for name, field in model.model_fields.items() if field.examples}


def _describe_replies(rule: Rule, operation: Operation, schemas: Schemas) -> dict[str, Any]:
    reply: dict[str, Any] = {"description": "The result", "headers": _describe_headers(operation)}
    if operation.reply is not None:
        one = schemas["reply", repr(operation.reply)]
        schema = {"oneOf": [one, {"type": "array", "items": one}]} if operation.batch else one
        reply["content"] = {operation.media: {"schema": schema}}
        if operation.batch or operation.item:
            verdict = schemas["reply", repr(operation.verdict or operation.reply)]
            reply["content"][LINES[0]] = {"schema": _describe_line(verdict, schemas)}
    by_status: dict[int, list[Kind]] = {}
    for kind in dict.fromkeys(_list_problems(rule, operation)):
        by_status.setdefault(kind.status, []).append(kind)
    replies = {str(status): _describe_problems(kinds, schemas) for status, kinds in sorted(by_status.items())}
    return {str(operation.status): reply, **replies}


def _describe_line(verdict: dict[str, Any], schemas: Schemas) -> dict[str, Any]:
    """A line of the answer to a stream: a result, a problem, or the counts as the last line."""
    number = {"type": "integer", "minimum": 1}
    problem = schemas["reply", repr(Problem)]
    rows = ({"line": number, "result": verdict}, {"line": number, "error": problem})
    objects = [{"type": "object", "properties": row, "required": list(row)} for row in rows]
    return {"oneOf": [*objects, schemas["reply", repr(StreamEnd)]]}


def _describe_headers(operation: Operation) -> dict[str, Any]:
    named = {"X-Request-ID": "the id of the request in the log of the service", **(operation.headers or {})}
    return {name: {"description": meaning, "schema": {"type": "string"}} for name, meaning in named.items()}


def _list_problems(rule: Rule, operation: Operation) -> Iterator[Kind]:
    """Every problem that an operation may answer by."""
    yield from operation.problems
    if operation.scope is not None:
        yield from (UNAUTHORIZED, FORBIDDEN, RATE_LIMIT)
    if rule.arguments:
        yield NOT_FOUND
    if operation.request is not None:
        yield from (INVALID_BODY, TOO_SLOW, TOO_LARGE, MEDIA_TYPE)
    if operation.request is not None or operation.query is not None:
        yield INVALID_FIELD
    if operation.scope == Scope.JOBS:
        yield from (NOT_READY, NO_ROOM)
    yield from (BAD_REQUEST, WRONG_HOST, HEAD_TOO_LARGE, INTERNAL, BUSY, STOPPING)


def _describe_problems(kinds: list[Kind], schemas: Schemas) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": "; or: ".join(kind.title for kind in kinds),
        "content": {MIMETYPE: {"schema": schemas["reply", repr(Problem)]}},
    }
    if kinds[0].status in (429, 503):
        header = {"description": "seconds to wait", "schema": {"type": "string", "pattern": "^[0-9]+$"}}
        described["headers"] = {"Retry-After": header}
    return described


def _write_path(rule: Rule) -> str:
    """An address as OpenAPI writes it: ``/v1/jobs/{id}``."""
    return re.sub(r"<(?:[^<>:]*:)?([^<>]+)>", r"{\1}", rule.rule)
