"""The routes of the web page: its files, and a plain form that gives a summary without JavaScript.

With JavaScript the page calls the API as any other caller.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from flask import Blueprint, Response, current_app, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from service.http.errors import explain_error
from service.http.pages.interface_words import LANGUAGES, choose_language, read_interface_words
from service.routes.library_calls import summarize_pages
from service.wire.decoding import check_value
from service.wire.models import SummaryRequest
from service.wire.problems import TOO_LARGE, ProblemError
from summarizer.records.replies import SummaryReply

web = Blueprint("web", __name__, static_folder="../static", static_url_path="/static")

# Trusted Types: no string can become markup, even by a mistake in the scripts.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
_STATIC = Path(__file__).parents[1] / "static"
# Not from the table of the system: with nosniff a browser refuses a font or module of another type.
_TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".css": "text/css"}
# Bytes that a plain form has besides the text.
_FORM_OVERHEAD = 4096
# It has three; a body of 64 KB can have a thousand.
_MOST_PARTS = 10


@web.get("/")
def show_page() -> Response:
    """The page, empty."""
    return _render_page()


@web.post("/")
def show_summary() -> Response:
    """The page with a summary: the answer to the plain form."""
    limit = current_app.config["SETTINGS"].max_body
    request.max_form_memory_size, request.max_form_parts = limit + _FORM_OVERHEAD, _MOST_PARTS
    form = request.form
    if current_app.config["SETTINGS"].keys:
        # A form cannot send the header of a key.
        return _render_page(error="error.form-key", text=form.get("text", ""), status=401)
    try:
        reply = _summarize_form(form.get("text", ""), form.get("sentences", ""), form.get("mode", ""), limit)
    except ProblemError as problem:
        name = f"error.{problem.kind.name}"
        return _render_page(error=name, text=form.get("text", ""), status=problem.kind.status)
    return _render_page(reply=reply, text=form.get("text", ""), form=form)


@web.get("/favicon.ico")
def show_icon() -> AnyResponse:
    """The icon, which browsers request here before they have read the page."""
    return redirect("/static/icon.svg", 301)


@web.after_request
def finish(reply: Response) -> Response:
    """Set the type of each file, and let browsers check whether theirs is the newest."""
    if request.endpoint == "web.static" and reply.status_code == 200:
        suffix = Path(request.path).suffix
        reply.mimetype = _TYPES.get(suffix, reply.mimetype or "text/plain")
        reply.headers["Cache-Control"] = "max-age=604800" if suffix == ".woff2" else "no-cache"
        if suffix != ".woff2":
            # A file sent straight from the disk is not compressed. These are small.
            reply.direct_passthrough = False
            reply.set_data(reply.get_data())
    return reply


def _summarize_form(text: str, sentences: str, mode: str, limit: int) -> SummaryReply:
    """The summary of the text of a form. Raises ``ProblemError``."""
    if len(text.encode("utf-8", "surrogatepass")) > limit:
        raise ProblemError(TOO_LARGE, f"the text has more than {limit} bytes")
    count = int(sentences) if sentences.isdecimal() else 3
    try:
        # A browser's form sends each line end with a carriage return.
        wanted = {"text": text.replace("\r\n", "\n"), "sentences": count, "mode": mode or "auto"}
        return summarize_pages([check_value(wanted, SummaryRequest)])[0]
    except Exception as error:  # noqa: BLE001  the page shows every error
        raise explain_error(error) from None


def _render_page(*, status: int = 200, **values: Any) -> Response:
    lang = choose_language()
    words = read_interface_words(lang)
    settings = current_app.config["SETTINGS"]
    reply = Response(
        render_template(
            "page.html",
            lang=lang,
            dir=LANGUAGES[lang],
            other="en" if lang == "ar" else "ar",
            w=words,
            words=_embed(words),
            modules=_list_modules(),
            max_body=settings.max_body,
            keyed=settings.keys is not None,
            **values,
        ),
        status,
        mimetype="text/html",
    )
    reply.headers["Content-Security-Policy"] = POLICY
    reply.headers["Cache-Control"] = "no-cache"
    reply.vary.add("Accept-Language")
    return reply


@lru_cache(maxsize=1)
def _list_modules() -> tuple[str, ...]:
    """The scripts of the page, so that the browser can request all at once."""
    # The viewer of the documentation is no part of the page.
    paths = (path for path in _STATIC.rglob("*.js") if path.parent.name != "swagger-ui")
    return tuple(sorted(path.relative_to(_STATIC).as_posix() for path in paths))


def _embed(words: dict[str, str]) -> Markup:
    """The texts as JSON for the page, without ``<``, which could end the element around it."""
    return Markup(orjson.dumps(words).decode().replace("<", "\\u003c"))  # noqa: S704
