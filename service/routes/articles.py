"""The API: a view reads, calls, renders. `schema` knows the wire, `problems` the status codes."""

from flask import Blueprint, Response, current_app

from service.http.answers import answer, check_list, is_stream, render_json, stream
from service.http.bodies import read_query, read_value
from service.http.operations import Scope, describe
from service.routes.library_calls import (
    combine,
    compare_pairs,
    find_phrases,
    judge_documents,
    parse_pages,
    summarize_pages,
)
from service.wire.decoding import check_value
from service.wire.models import (
    ComparisonRequest,
    DocumentRequest,
    DocumentVerdict,
    DuplicatesQuery,
    DuplicatesRequest,
    PageRequest,
    PhrasesReply,
    PhrasesRequest,
    SharedSummaryRequest,
    SummaryReply,
    SummaryRequest,
)
from summarizer.deduplicating import deduplicate
from summarizer.records import Comparison, Deduplication, Page, SharedSummary

# One wish: half of it from the body and half from the address would be nobody's.
_KEEPING = frozenset({"keep", "sources"})

api = Blueprint("api", __name__, url_prefix="/v1")


@api.post("/pages")
@describe(scope=Scope.READ, request=PageRequest, reply=Page, batch=True)
def create_pages() -> Response:
    """Find the articles of a raw page, or of many."""
    return answer(PageRequest, parse_pages)


@api.post("/summaries")
@describe(scope=Scope.READ, request=SummaryRequest, reply=SummaryReply, batch=True)
def create_summaries() -> Response:
    """Summarize every article of a raw page, or of many."""
    return answer(SummaryRequest, summarize_pages)


@api.post("/phrases")
@describe(scope=Scope.READ, request=PhrasesRequest, reply=PhrasesReply, batch=True)
def create_phrases() -> Response:
    """Find what an article, or each of many, is about."""
    return answer(PhrasesRequest, find_phrases)


@api.post("/shared-summaries")
@describe(scope=Scope.READ, request=SharedSummaryRequest, reply=SharedSummary, batch=True)
def create_shared_summaries() -> Response:
    """Summarize several articles of one story as one."""
    return answer(SharedSummaryRequest, combine)


@api.post("/comparisons")
@describe(scope=Scope.READ, request=ComparisonRequest, reply=Comparison, batch=True)
def create_comparisons() -> Response:
    """Compare two texts, or each pair of many."""
    return answer(ComparisonRequest, compare_pairs)


@api.post("/duplicates")
@describe(
    scope=Scope.READ,
    request=DuplicatesRequest,
    query=DuplicatesQuery,
    reply=Deduplication,
    item=DocumentRequest,
    verdict=DocumentVerdict,
)
def create_duplicates() -> Response:
    """Cluster documents that say the same, and keep one of each cluster.

    A list is the documents themselves, a stream has one a line and is answered by a verdict on each; how they
    are clustered then stands in the address. Where both say it, the body is right; `keep` and `sources` go
    together.
    """
    query = read_query(DuplicatesQuery)
    if is_stream():
        settings, most = query.settings, current_app.config["SETTINGS"].max_body
        return stream(lambda batches: judge_documents(batches, settings, most))
    value = read_value()
    if isinstance(value, list):
        settings = query.settings
        return render_json(
            deduplicate((row.document for row in check_list(value, DocumentRequest)), settings)
        )
    if isinstance(value, dict):
        said = query.model_dump(mode="json", exclude_unset=True)
        if not _KEEPING.isdisjoint(value):
            said = {name: said[name] for name in said.keys() - _KEEPING}
        value = {**said, **value}
    wanted = check_value(value, DuplicatesRequest)
    return render_json(deduplicate((row.document for row in wanted.documents), wanted.settings))
