"""The routes of the OpenAPI document and of the pages made from it."""

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

import orjson
from flask import Blueprint, Response, current_app, render_template

from service.http.openapi import document_api
from service.http.operations import describe_view
from service.http.pages.docs_words import read_docs_words, translate_api
from service.http.pages.interface_words import choose_language
from service.wire.problems import KINDS, NOT_FOUND, ProblemError

Made = TypeVar("Made", str, bytes)

manual = Blueprint("manual", __name__)
_MAKING = Lock()

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
    made = _make_once("openapi", lambda: orjson.dumps(document_api(current_app)))
    return Response(made, mimetype="application/json")


@manual.get("/docs")
def show_docs() -> Response:
    """Every operation, with examples to copy."""
    lang = choose_language()
    return _answer_page(_make_once(f"docs.{lang}", lambda: _render_docs(lang)))


def _render_docs(lang: str) -> str:
    words = read_docs_words(lang)
    api = translate_api(document_api(current_app), words)
    return render_template("docs.html", api=api, kinds=KINDS.values(), write=_write, lang=lang, w=words)


@manual.get("/docs/try")
def show_viewer() -> Response:
    """Every operation in a viewer that can send it."""
    lang = choose_language()
    words = read_docs_words(lang)
    other = "en" if lang == "ar" else "ar"
    reply = _answer_page(render_template("docs_try.html", lang=lang, other=other, w=words, labels=words))
    reply.headers["Content-Security-Policy"] = _TRY_POLICY
    return reply


@manual.get("/docs/openapi.json")
def show_translated_openapi() -> Response:
    """The OpenAPI document with its descriptions in a language, for the viewer."""
    lang = choose_language()
    made = _make_once(f"openapi.{lang}", lambda: _translate(lang))
    return Response(made, mimetype="application/json")


def _translate(lang: str) -> bytes:
    return orjson.dumps(translate_api(document_api(current_app), read_docs_words(lang)))


@manual.get("/docs/style.css")
def show_style() -> Response:
    """The style of these pages."""
    return Response(render_template("docs.css"), mimetype="text/css")


@manual.get("/problems/<name>")
def show_problem(name: str) -> Response:
    """What a kind of problem means: the page at its ``type``."""
    if name not in KINDS:
        raise ProblemError(NOT_FOUND, "there is no problem with this name; /docs lists all")
    return _answer_page(render_template("problem.html", kind=KINDS[name]))


def _write(example: object) -> str:
    """An example as JSON, with Arabic as Arabic."""
    return orjson.dumps(example, option=orjson.OPT_INDENT_2).decode()


def _make_once(name: str, make: Callable[[], Made]) -> Made:
    """What does not change while the service runs, made at the first request, by one thread for all.

    The document takes 65 ms, the page 103: without a key, a few callers would keep the service busy. When all
    threads made it at once, a probe had its answer after 581 ms.
    """
    kept: dict[str, Any] = current_app.extensions.setdefault("manual", {})
    if name not in kept:
        with _MAKING:
            if name not in kept:
                kept[name] = make()
    found: Made = kept[name]
    return found


def _answer_page(text: str) -> Response:
    reply = Response(text, mimetype="text/html")
    reply.headers["Content-Security-Policy"] = _POLICY
    return reply
