"""Problems: every error as RFC 9457 problem details; this file alone knows both an error and its status."""

import traceback
from dataclasses import dataclass
from http import HTTPStatus

import orjson
from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from summarizer.errors import DocumentError, SettingsError, TextError

MIMETYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem; a program may rely on its name, which never changes."""

    name: str
    status: int
    title: str
    advice: str


INVALID_BODY = Kind("invalid-body", 400, "The body is not JSON in UTF-8", "Send one JSON object, in UTF-8.")
BAD_REQUEST = Kind("bad-request", 400, "The request is not whole", "Send it again, with all of its body.")
NOT_FOUND = Kind("not-found", 404, "There is nothing here", "Look the address up in the API's documentation.")
METHOD = Kind("method-not-allowed", 405, "This address takes another method", "Use one that Allow names.")
TOO_LARGE = Kind("too-large", 413, "The body is too large", "Send less at a time.")
MEDIA_TYPE = Kind("unsupported-media-type", 415, "The body is no plain JSON", "Send it as application/json.")
INVALID_FIELD = Kind("invalid-field", 422, "A field is not as it must be", "Correct the fields named.")
INTERNAL = Kind("internal-error", 500, "The service failed", "Report it: the request is not to blame.")
_BY_STATUS = {kind.status: kind for kind in (BAD_REQUEST, NOT_FOUND, METHOD, TOO_LARGE, MEDIA_TYPE)}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field."""

    field: str
    detail: str


class ProblemError(Exception):
    """A request that cannot be answered, and why."""

    def __init__(self, kind: Kind, detail: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(kind, detail, faults)
        self.kind, self.detail, self.faults = kind, detail, faults


def register_problems(app: Flask) -> None:
    """Answer every error of an app as a problem."""
    app.register_error_handler(ProblemError, lambda error: _answer(error.kind, error.detail, error.faults))
    app.register_error_handler(TextError, _answer_text)
    app.register_error_handler(SettingsError, _answer_settings)
    app.register_error_handler(DocumentError, _answer_document)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_failure)


def _answer(kind: Kind, detail: str, faults: tuple[Fault, ...] = ()) -> Response:
    named = {"field": faults[0].field, "errors": faults} if faults else {}
    body = {
        "type": f"/problems/{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "advice": kind.advice,
        **named,
    }
    return Response(orjson.dumps(body), kind.status, mimetype=MIMETYPE)


def _answer_text(error: TextError) -> Response:
    fault = Fault(error.name, f"found {error.found}, wanted {error.wanted}")
    return _answer(INVALID_FIELD, str(error), (fault,))


def _answer_settings(error: SettingsError) -> Response:
    """Of two budgets, "sentences and words", both are at fault."""
    detail = f"found {error.found!r}, wanted {error.wanted}"
    return _answer(
        INVALID_FIELD, str(error), tuple(Fault(name, detail) for name in error.name.split(" and "))
    )


def _answer_document(error: DocumentError) -> Response:
    field = f"documents[{error.place - 1}]" if error.place else "documents"
    fault = Fault(field, f"found {error.found}, wanted {error.wanted}")
    return _answer(INVALID_FIELD, str(error), (fault,))


def _answer_http(error: HTTPException) -> Response:
    """What Flask and Werkzeug refuse, with the headers they give (Allow, say)."""
    status = error.code or 500
    details = {
        404: f"there is nothing at {request.path}",
        405: f"{request.path} does not take {request.method}",
        413: f"the body is larger than {current_app.config['MAX_CONTENT_LENGTH'] - 1} bytes",
    }
    phrase = HTTPStatus(status).phrase
    kind = _BY_STATUS.get(status) or Kind(f"http-{status}", status, phrase, "Correct the request.")
    answer = _answer(kind, details.get(status) or error.description or phrase)
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            answer.headers[name] = value
    return answer


def _answer_failure(error: Exception) -> Response:
    """An error of ours: where it arose goes to the log, without what it says, which may quote the text."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    current_app.logger.error("%s while answering %s\n%s", type(error).__name__, request.path, frames)
    return _answer(INTERNAL, "an error that nobody foresaw; it stands in the log of the service")
