"""The routes of the OpenAPI document and of the pages made from it."""

from typing import Any

import orjson
from flask import Blueprint, Response, current_app, render_template

from service.http.docs_words import read_docs_words, translate_api
from service.http.interface_words import choose_language
from service.http.openapi import document_api
from service.http.operations import describe_view
from service.wire.problems import KINDS, NOT_FOUND, ProblemError

manual = Blueprint("manual", __name__)

# Text and one style sheet: no scripts, nothing from other addresses.
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# The viewer draws its icons from the style sheet as data.
_TRY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@manual.get("/v1/openapi.json")
@describe_view(reply=dict[str, Any])
def show_openapi() -> Response:
    """The OpenAPI document of this API."""
    return Response(orjson.dumps(document_api(current_app)), mimetype="application/json")


@manual.get("/docs")
def show_docs() -> Response:
    """Every operation, with examples to copy."""
    lang = choose_language()
    words = read_docs_words(lang)
    api = translate_api(document_api(current_app), words)
    return _render("docs.html", api=api, kinds=KINDS.values(), write=_write, lang=lang, w=words)


@manual.get("/docs/try")
def show_viewer() -> Response:
    """Every operation in a viewer that can send it."""
    lang = choose_language()
    words = read_docs_words(lang)
    other = "en" if lang == "ar" else "ar"
    reply = _render("docs_try.html", lang=lang, other=other, w=words, labels=words)
    reply.headers["Content-Security-Policy"] = _TRY_POLICY
    return reply


@manual.get("/docs/openapi.json")
def show_translated_openapi() -> Response:
    """The OpenAPI document with its descriptions in a language, for the viewer."""
    api = translate_api(document_api(current_app), read_docs_words(choose_language()))
    return Response(orjson.dumps(api), mimetype="application/json")


@manual.get("/docs/style.css")
def show_style() -> Response:
    """The style of these pages."""
    return Response(render_template("docs.css"), mimetype="text/css")


@manual.get("/problems/<name>")
def show_problem(name: str) -> Response:
    """What a kind of problem means: the page at its ``type``."""
    if name not in KINDS:
        raise ProblemError(NOT_FOUND, "there is no problem with this name; /docs lists all")
    return _render("problem.html", kind=KINDS[name])


def _write(example: object) -> str:
    """An example as JSON, with Arabic as Arabic."""
    return orjson.dumps(example, option=orjson.OPT_INDENT_2).decode()


def _render(template: str, **values: Any) -> Response:
    reply = Response(render_template(template, **values), mimetype="text/html")
    reply.headers["Content-Security-Policy"] = _POLICY
    return reply
