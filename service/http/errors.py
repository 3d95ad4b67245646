"""Errors: which problem an error is, and how it is answered; used by the app, the routes and the jobs."""

import errno
import sqlite3
import traceback
from http import HTTPStatus

import orjson
from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from service.http.pages.error_pages import cut_path, render_error_page, wants_page
from service.logs import LOG
from service.wire.decoding import cut
from service.wire.problems import (
    BAD_REQUEST,
    INTERNAL,
    INVALID_FIELD,
    MEDIA_TYPE,
    METHOD,
    MIMETYPE,
    NO_ROOM,
    NOT_FOUND,
    NOT_READY,
    RANGE,
    TOO_LARGE,
    TOO_SLOW,
    UNAUTHORIZED,
    Fault,
    Kind,
    ProblemError,
    describe_problem,
)
from summarizer.errors import DocumentError, HtmlError, SettingsError, TextError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_UNWRITABLE = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENODEV, errno.ESTALE})
_SQLITE = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}
_BY_STATUS = {
    kind.status: kind
    for kind in (BAD_REQUEST, UNAUTHORIZED, NOT_FOUND, METHOD, TOO_SLOW, TOO_LARGE, MEDIA_TYPE, RANGE)
}


def register_problems(app: Flask) -> None:
    """Answer every error of an app as a problem."""
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, lambda error: _answer(explain_error(error)))


def answer_problem(problem: ProblemError) -> Response:
    """The problem as a reply."""
    reply = Response(orjson.dumps(describe_problem(problem)), problem.kind.status, mimetype=MIMETYPE)
    reply.headers.update(problem.headers)
    return reply


def _answer(problem: ProblemError) -> Response:
    """The problem as its caller reads it: a page in a browser, JSON for a program."""
    if not wants_page():
        return answer_problem(problem)
    reply = render_error_page(problem)
    reply.headers.update(problem.headers)
    return reply


def explain_error(error: Exception) -> ProblemError:
    """The problem for an error; an unexpected error is logged."""
    faults: tuple[Fault, ...]
    match error:
        case ProblemError():
            return error
        case TextError():
            faults = (Fault(error.name, f"found {error.found}, wanted {error.wanted}"),)
        case SettingsError():
            # For two budgets the name is "sentences and words": both fields are wrong.
            detail = f"found {error.found!r}, wanted {error.wanted}"
            faults = tuple(Fault(name, detail) for name in error.name.split(" and "))
        case DocumentError():
            field = f"documents[{error.place - 1}]" if error.place else "documents"
            faults = (Fault(field, f"found {error.found}, wanted {error.wanted}"),)
        case MemoryError():
            return ProblemError(TOO_LARGE, "the work on it took too much memory")
        case OSError() | sqlite3.Error() if (problem := _explain_disk(error)) is not None:
            return problem
        case HtmlError():
            return ProblemError(NOT_READY, str(error))
        case _:
            return _explain_failure(error)
    return ProblemError(INVALID_FIELD, str(error), faults)


def _explain_disk(error: OSError | sqlite3.Error) -> ProblemError | None:
    """The problem for a disk that is full or cannot be written to; None for any other error."""
    if isinstance(error, OSError):
        number = error.errno
    else:
        # The low byte is the plain code, the rest says more of the same.
        number = _SQLITE.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF)
    if number in _FULL:
        LOG.error("the disk is full")
        return ProblemError(NO_ROOM, "the disk of the data folder is full")
    if number in _UNWRITABLE:
        name = errno.errorcode[number or 0]
        LOG.error("the data folder cannot be used: %s", name)
        detail = f"the data folder cannot be used ({name})"
        return ProblemError(NOT_READY, detail, (), {"Retry-After": "5"})
    return None


def _explain_failure(error: Exception) -> ProblemError:
    """Log where an unexpected error arose, without its message, which may quote the text."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    LOG.error("%s while answering %s\n%s", type(error).__name__, request.url_rule, frames)
    return ProblemError(INTERNAL, "an unexpected error; the log of the service has its place")


def _answer_http(error: HTTPException) -> Response:
    """What Flask and Werkzeug refuse, with their headers, such as Allow."""
    status = error.code or 500
    path = cut_path(request.path)
    allowed = sorted(set(getattr(error, "valid_methods", None) or ()) - {"HEAD", "OPTIONS"})
    details = {
        404: f"there is nothing at {path}",
        405: f"{path} does not take {cut(request.method)}, wanted {' or '.join(allowed)}",
        413: f"the body is larger than {current_app.config['MAX_CONTENT_LENGTH'] - 1} bytes",
    }
    phrase = HTTPStatus(status).phrase
    kind = _BY_STATUS.get(status) or Kind(f"http-{status}", status, phrase, "Correct the request.")
    headers = {name: value for name, value in error.get_headers() if name.lower() != "content-type"}
    return _answer(ProblemError(kind, details.get(status) or error.description or phrase, (), headers))
