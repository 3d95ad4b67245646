"""The body or address of a request, read and checked; used by the routes. `streams` reads line by line."""

from typing import Any, NoReturn, TypeVar

from flask import request
from pydantic import BaseModel
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

from service.http.errors import explain_error
from service.http.streams import Requests, is_stream, read_request_stream
from service.wire.decoding import MOST_FAULTS, check_value, cut, parse_json
from service.wire.problems import INVALID_FIELD, MEDIA_TYPE, TOO_SLOW, Fault, ProblemError

_FORM = "application/x-www-form-urlencoded"
_WANTED = 'the header Content-Type: application/json and JSON such as {"text": "…"}, see /docs'

Wanted = TypeVar("Wanted", bound=BaseModel)


def read_body(model: type[Wanted]) -> Wanted:
    """The current body as one request. Raises ``ProblemError`` with the wrong fields."""
    refuse_query()
    return check_value(read_value(), model)


def read_requests(model: type[Wanted]) -> Requests[Wanted]:
    """The current body: one request, a list of them, or a stream of one a line. Raises ``ProblemError``."""
    refuse_query()
    if is_stream():
        return read_request_stream(model)
    value = read_value()
    return check_list(value, model) if isinstance(value, list) else check_value(value, model)


def check_list(values: list[object], model: type[Wanted]) -> list[Wanted]:
    """Each value of a list as a request. Raises ``ProblemError`` with the place of the first wrong one."""
    checked = []
    for place, value in enumerate(values):
        try:
            checked.append(check_value(value, model))
        except Exception as error:  # noqa: BLE001  every error is sent with its place
            problem = explain_error(error)
            faults = tuple(
                Fault(f"[{place}].{fault.field}".removesuffix(".body"), fault.detail)
                for fault in problem.faults
            )
            raise ProblemError(problem.kind, f"[{place}]: {problem.detail}", faults) from None
    return checked


def refuse_query() -> None:
    """Raise ``ProblemError`` for fields in the address where all of them belong in the body."""
    if request.query_string:
        names = [cut(name) for name in request.args][:MOST_FAULTS] or ["query"]
        _refuse_fields(tuple(Fault(name, "found in the address, wanted in the body") for name in names))


def read_query(model: type[Wanted]) -> Wanted:
    """The query of the current address, after ``?``. Raises ``ProblemError``; no name may occur twice."""
    faults = tuple(
        Fault(name, f"found {len(values)} values, wanted one")
        for name, values in request.args.lists()
        if len(values) > 1
    )[:MOST_FAULTS]
    if faults:
        _refuse_fields(faults)
    return check_value(request.args.to_dict(), model, where=" in the address")


def _refuse_fields(faults: tuple[Fault, ...]) -> NoReturn:
    detail = "; ".join(f"{fault.field}: {fault.detail}" for fault in faults)
    raise ProblemError(INVALID_FIELD, detail, faults)


def read_value() -> Any:
    """The JSON value of the current body. Raises ``ProblemError``."""
    check_json_headers()
    return parse_json(read_bytes())


def check_json_headers() -> None:
    """Raise ``ProblemError`` where the headers announce anything but plain JSON."""
    if request.mimetype != "application/json":
        found = f"Content-Type: {cut(request.mimetype)}" if request.mimetype else "no Content-Type"
        if request.mimetype == _FORM:
            found += ", which curl -d sends by itself"
        raise ProblemError(MEDIA_TYPE, f"found {found}; wanted {_WANTED}")
    coding = request.headers.get("Content-Encoding", "identity")
    if coding != "identity":
        detail = f"found Content-Encoding: {cut(coding)}, wanted JSON that is not packed"
        raise ProblemError(MEDIA_TYPE, detail)


def read_bytes(*, keep: bool = False) -> bytes:
    """The whole body, kept for another reading if wanted. Raises ``ProblemError`` and ``HTTPException``.

    Werkzeug cuts a chunked one at its limit and lets a short one pass: checked here.
    """
    try:
        body = request.get_data(cache=keep)
    except HTTPException as error:
        # Werkzeug turns whatever a body raises into "the client disconnected".
        if isinstance(error.__context__, TimeoutError):
            raise ProblemError(TOO_SLOW, "the whole body did not arrive in time") from None
        raise
    except Exception as error:  # noqa: BLE001  each server has its own error for a broken chunk
        raise BadRequest(f"the body could not be read: {type(error).__name__}") from None
    if len(body) == request.max_content_length:
        raise RequestEntityTooLarge
    if request.content_length is not None and len(body) < request.content_length:
        raise BadRequest(f"the body ended after {len(body)} of {request.content_length} bytes")
    return body
