"""The API: a view reads, calls, renders. `schema` knows the wire, `problems` the status codes."""

from flask import Blueprint, Response

from service.schema import PageRequest, SummaryRequest, describe_summaries, read, render
from summarizer import parse, summarize_page

api = Blueprint("api", __name__, url_prefix="/v1")
live = Blueprint("live", __name__)


@api.post("/pages")
def create_page() -> Response:
    """Find the articles of a raw page."""
    wanted = read(PageRequest)
    return render(parse(wanted.text))


@api.post("/summaries")
def create_summaries() -> Response:
    """Summarize every article of a raw page."""
    wanted = read(SummaryRequest)
    return render(describe_summaries(summarize_page(wanted.text, wanted.settings, title=wanted.title)))


@live.get("/livez")
def show_life() -> Response:
    """Say that the process answers."""
    return render({"status": "ok"})
