"""The body or address of a request, read and checked; used by the routes. `streams` reads line by line."""

from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

from service.http.errors import explain_error
from service.http.streams import Requests, is_stream, read_request_stream
from service.wire.decoding import MOST_FAULTS, check_value, parse_json
from service.wire.problems import INVALID_FIELD, MEDIA_TYPE, TOO_SLOW, Fault, ProblemError

_FORM = "application/x-www-form-urlencoded"
_LONGEST_TYPE = 80  # characters of a header that are said again

Wanted = TypeVar("Wanted", bound=BaseModel)


def read_body(model: type[Wanted]) -> Wanted:
    """The current body as one request. Raises ``ProblemError`` with the wrong fields."""
    return check_value(read_value(), model)


def read_requests(model: type[Wanted]) -> Requests[Wanted]:
    """The current body: one request, a list of them, or a stream of one a line. Raises ``ProblemError``."""
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


def read_query(model: type[Wanted]) -> Wanted:
    """The query of the current address, after ``?``. Raises ``ProblemError``; no name may occur twice."""
    faults = tuple(
        Fault(name, f"found {len(values)} values, wanted one")
        for name, values in request.args.lists()
        if len(values) > 1
    )[:MOST_FAULTS]
    if faults:
        detail = "; ".join(f"{fault.field}: {fault.detail}" for fault in faults)
        raise ProblemError(INVALID_FIELD, detail, faults)
    return check_value(request.args.to_dict(), model)


def read_value() -> Any:
    """The JSON value of the current body. Raises ``ProblemError``."""
    check_json_headers()
    return parse_json(read_bytes())


def check_json_headers() -> None:
    """Raise ``ProblemError`` where the headers announce anything but plain JSON."""
    if request.mimetype != "application/json":
        found = f"Content-Type: {request.mimetype[:_LONGEST_TYPE]}" if request.mimetype else "no Content-Type"
        if request.mimetype == _FORM:
            found += ", which curl -d sends by itself"
        wanted = """the header Content-Type: application/json and a body such as {"text": "…"}"""
        raise ProblemError(MEDIA_TYPE, f"found {found}; wanted {wanted}")
    coding = request.headers.get("Content-Encoding", "identity")
    if coding != "identity":
        detail = f"found Content-Encoding: {coding[:_LONGEST_TYPE]}, wanted JSON that is not packed"
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
