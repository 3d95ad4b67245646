"""An error as a page for somebody who opened an address in a browser; used by `errors`.

Programs get problem details as JSON: they do not ask for HTML before everything else.
"""

from flask import Response, render_template, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from service.http.pages.interface_words import LANGUAGES, choose_language, read_interface_words
from service.wire.problems import METHOD, MIMETYPE, NOT_FOUND, ProblemError

# Text and one style sheet: no scripts, nothing from other addresses.
_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
# Of the header Accept: 8 KB of it took ten milliseconds to read.
_LONGEST = 512
# Characters of a path that a problem repeats.
_LONGEST_PATH = 200
# What is wrong is the address, which has no language.
_OF_ADDRESS = frozenset({NOT_FOUND.name, METHOD.name})


def wants_page() -> bool:
    """Whether the current request prefers HTML to JSON, as a browser does when it opens an address.

    Or sends the form of the page.
    """
    is_form = request.method == "POST" and request.path == "/" and request.mimetype in _FORMS
    if request.method not in ("GET", "HEAD") and not is_form:
        return False
    accepted = parse_accept_header(request.headers.get("Accept", "")[:_LONGEST], MIMEAccept)
    return accepted.best_match([MIMETYPE, "application/json", "text/html"]) == "text/html"


def render_error_page(problem: ProblemError) -> Response:
    """The problem in the reader's language, with a link to the start."""
    lang = choose_language()
    words = read_interface_words(lang)
    values = {
        "text": words.get(f"error.{problem.kind.name}", words["error.unknown"]),
        "detail": cut_path(request.path) if problem.kind.name in _OF_ADDRESS else problem.detail,
        "status": problem.kind.status,
    }
    page = render_template("error.html", lang=lang, dir=LANGUAGES[lang], w=words, **values)
    reply = Response(page, problem.kind.status, mimetype="text/html")
    reply.headers["Content-Security-Policy"] = _POLICY
    reply.vary.add("Accept-Language")
    return reply


def cut_path(path: str) -> str:
    """A path as a problem repeats it."""
    return path if len(path) <= _LONGEST_PATH else path[:_LONGEST_PATH] + "…"
