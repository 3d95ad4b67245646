"""The body of a request, read to its end; used by the routes. `wire.decoding` checks what it holds."""

from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

from service.wire.decoding import check_value, parse_json
from service.wire.problems import MEDIA_TYPE, TOO_SLOW, ProblemError

Wanted = TypeVar("Wanted", bound=BaseModel)


def read_body(model: type[Wanted]) -> Wanted:
    """The body of the request in hand. Raises ``ProblemError`` for one that is not as it must be."""
    return check_value(read_value(), model)


def read_query(model: type[Wanted]) -> Wanted:
    """What stands in the address of the request in hand, behind ``?``. Raises ``ProblemError``."""
    return check_value(request.args.to_dict(), model)


def read_value() -> Any:
    """The JSON value that is the body of the request in hand. Raises ``ProblemError``."""
    coding = request.headers.get("Content-Encoding", "identity")
    if request.mimetype != "application/json" or coding != "identity":
        found = f"{request.mimetype or 'no Content-Type'}, Content-Encoding {coding}"
        raise ProblemError(MEDIA_TYPE, f"found {found}, wanted application/json and no Content-Encoding")
    return parse_json(_read_bytes())


def _read_bytes() -> bytes:
    """The whole body, or an error: Werkzeug cuts a chunked one silently at its limit, and short ones pass."""
    try:
        body = request.get_data(cache=False)
    except HTTPException as error:
        # Werkzeug makes a caller who went of whatever a body raises.
        if isinstance(error.__context__, TimeoutError):
            raise ProblemError(TOO_SLOW, "the body was not whole in the time there is for it") from None
        raise
    except Exception as error:  # noqa: BLE001  what a server raises for a broken chunk is its own
        raise BadRequest(f"the body could not be read: {type(error).__name__}") from None
    if len(body) == request.max_content_length:
        raise RequestEntityTooLarge
    if request.content_length is not None and len(body) < request.content_length:
        raise BadRequest(f"the body ended after {len(body)} of {request.content_length} bytes")
    return body
