"""What schemathesis cannot know: how to write and read a stream, and rules that a schema cannot express."""

import json
from typing import Any

import schemathesis

NDJSON = "application/x-ndjson"


@schemathesis.serializer(NDJSON)  # type: ignore[untyped-decorator,unused-ignore]
def write_line(_context: Any, value: Any) -> bytes:
    """One line."""
    return json.dumps(value).encode() + b"\n"


@schemathesis.deserializer(NDJSON)  # type: ignore[untyped-decorator,unused-ignore]
def read_line(_context: Any, response: Any) -> Any:
    """The first line of the reply: a result, a problem, or the counts if the stream was empty."""
    return json.loads(response.content.splitlines()[0])


@schemathesis.hook  # type: ignore[untyped-decorator,unused-ignore]
def filter_case(_context: Any, case: Any) -> bool:
    """Leave out cases where the OpenAPI document and the API differ on purpose.

    A stream has 200 and a problem for each bad line; ids must differ; sources go with keep=source; a
    focus must hold a word.
    """
    negative = case.meta is not None and case.meta.generation.mode.is_negative
    if negative:
        return bool(case.media_type != NDJSON)
    return not _repeats_id(case.body) and not _has_focus(case.body) and _agrees(case.query or {})


def _has_focus(body: Any) -> bool:
    """Whether there is a focus. It must hold a content word, which random letters do not."""
    requests = body if isinstance(body, list) else [body]
    return any(isinstance(one, dict) and one.get("focus") is not None for one in requests)


def _repeats_id(body: Any) -> bool:
    documents = body.get("documents", body) if isinstance(body, dict) else body
    if not isinstance(documents, list):
        return False
    ids = [document["id"] for document in documents if isinstance(document, dict) and "id" in document]
    return len(set(ids)) < len(ids)


def _agrees(query: dict[str, Any]) -> bool:
    sources = str(query.get("sources", "")).strip(",")
    return bool(sources) == (query.get("keep") == "source")
