"""The API: a view reads, calls, renders. `schema` knows the wire, `problems` the status codes."""

import orjson
from flask import Blueprint, Response

from service.describing import Scope, describe
from service.reading import read
from service.schema import (
    ComparisonRequest,
    DuplicatesRequest,
    PageRequest,
    SummaryReply,
    SummaryRequest,
    describe_summaries,
)
from summarizer.deduplicating import compare, deduplicate
from summarizer.parsing import parse
from summarizer.records import Comparison, Deduplication, Document, DuplicateSettings, Page
from summarizer.summarizing import summarize_page

api = Blueprint("api", __name__, url_prefix="/v1")


@api.post("/pages")
@describe(scope=Scope.READ, request=PageRequest, reply=Page)
def create_page() -> Response:
    """Find the articles of a raw page."""
    wanted = read(PageRequest)
    return _render(parse(wanted.text))


@api.post("/summaries")
@describe(scope=Scope.READ, request=SummaryRequest, reply=SummaryReply)
def create_summaries() -> Response:
    """Summarize every article of a raw page."""
    wanted = read(SummaryRequest)
    return _render(describe_summaries(summarize_page(wanted.text, wanted.settings, title=wanted.title)))


@api.post("/duplicates")
@describe(scope=Scope.READ, request=DuplicatesRequest, reply=Deduplication)
def create_duplicates() -> Response:
    """Cluster documents that say the same, and keep one of each cluster."""
    wanted = read(DuplicatesRequest)
    documents = (Document(**document.model_dump()) for document in wanted.documents)
    return _render(deduplicate(documents, wanted.settings))


@api.post("/comparisons")
@describe(scope=Scope.READ, request=ComparisonRequest, reply=Comparison)
def create_comparison() -> Response:
    """Compare two texts."""
    wanted = read(ComparisonRequest)
    return _render(compare(wanted.a, wanted.b, DuplicateSettings(wanted.threshold)))


def _render(reply: object) -> Response:
    """A record as JSON. Not Flask's own writer, which escapes Arabic to two and a half times its size."""
    return Response(orjson.dumps(reply), mimetype="application/json")
