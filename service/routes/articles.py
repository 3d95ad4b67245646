"""The routes of articles and duplicates: a view reads the requests, calls the library, renders the replies.

`read_requests` takes one request, a list or a stream. `call_library` calls the function named first, one of
`library_calls`, for all of them in batches. `render_replies` writes the answers in the form of the requests.
"""

from flask import Blueprint, Response, current_app

from service.http.answers import render_json, render_replies
from service.http.batcher import call_library
from service.http.bodies import check_list, read_body, read_query, read_requests, read_value
from service.http.operations import Scope, describe_view
from service.http.streams import is_stream, read_request_stream
from service.routes.library_calls import (
    compare_pairs,
    deduplicate_stream,
    find_article_phrases,
    parse_pages,
    summarize_pages,
    summarize_stories,
)
from service.routes.word_document import MEDIA as WORD_DOCUMENT
from service.routes.word_document import write_word_document
from service.wire.decoding import check_value
from service.wire.document_models import (
    ComparisonRequest,
    DocumentRequest,
    DocumentVerdict,
    DuplicatesQuery,
    DuplicatesRequest,
)
from service.wire.models import (
    PageRequest,
    PhrasesReply,
    PhrasesRequest,
    SharedSummaryRequest,
    SummaryRequest,
)
from summarizer.deduplicating import deduplicate
from summarizer.records import Comparison, Deduplication, Page, SharedSummary
from summarizer.records.replies import SummaryReply

# Only together: sources belong to the way of keeping that was sent beside them.
_KEEPING = frozenset({"keep", "sources"})

api = Blueprint("api", __name__, url_prefix="/v1")


@api.post("/pages")
@describe_view(scope=Scope.READ, request=PageRequest, reply=Page, call=parse_pages, batch=True)
def create_pages() -> Response:
    """Find the articles of a raw page, or of many."""
    requests = read_requests(PageRequest)
    return render_replies(call_library(parse_pages, requests))


@api.post("/summaries")
@describe_view(
    scope=Scope.READ,
    request=SummaryRequest,
    reply=SummaryReply,
    call=summarize_pages,
    together=True,
    batch=True,
)
def create_summaries() -> Response:
    """Summarize every article of a raw page, or of many."""
    requests = read_requests(SummaryRequest)
    return render_replies(call_library(summarize_pages, requests))


@api.post("/summaries/docx")
@describe_view(scope=Scope.READ, request=SummaryRequest, reply=bytes, media=WORD_DOCUMENT)
def create_word_document() -> Response:
    """Summarize every article of a raw page as a Word document."""
    (reply,) = summarize_pages([read_body(SummaryRequest)])
    return Response(write_word_document(reply), mimetype=WORD_DOCUMENT)


@api.post("/phrases")
@describe_view(
    scope=Scope.READ, request=PhrasesRequest, reply=PhrasesReply, call=find_article_phrases, batch=True
)
def create_phrases() -> Response:
    """Find what an article, or each of many, is about."""
    requests = read_requests(PhrasesRequest)
    return render_replies(call_library(find_article_phrases, requests))


@api.post("/shared-summaries")
@describe_view(
    scope=Scope.READ, request=SharedSummaryRequest, reply=SharedSummary, call=summarize_stories, batch=True
)
def create_shared_summaries() -> Response:
    """Summarize several articles of one story as one."""
    requests = read_requests(SharedSummaryRequest)
    return render_replies(call_library(summarize_stories, requests))


@api.post("/comparisons")
@describe_view(scope=Scope.READ, request=ComparisonRequest, reply=Comparison, call=compare_pairs, batch=True)
def create_comparisons() -> Response:
    """Compare two texts, or each pair of many."""
    requests = read_requests(ComparisonRequest)
    return render_replies(call_library(compare_pairs, requests))


@api.post("/duplicates")
@describe_view(
    scope=Scope.READ,
    request=DuplicatesRequest,
    query=DuplicatesQuery,
    reply=Deduplication,
    item=DocumentRequest,
    verdict=DocumentVerdict,
)
def create_duplicates() -> Response:
    """Cluster documents that say the same, and keep one of each cluster.

    A list is the documents themselves; a stream has one document a line and gets a verdict on each. How they
    are clustered then stands in the address. Where the body says it too, the body wins; `keep` and `sources`
    go together.
    """
    query = read_query(DuplicatesQuery)
    if is_stream():
        stream = read_request_stream(DocumentRequest)
        limit = current_app.config["SETTINGS"].max_body
        return render_replies(deduplicate_stream(stream, query.settings, limit))
    value = read_value()
    if isinstance(value, list):
        documents, settings = check_list(value, DocumentRequest), query.settings
    else:
        wanted = check_value(_add_query(value, query), DuplicatesRequest)
        documents, settings = wanted.documents, wanted.settings
    return render_json(deduplicate((row.document for row in documents), settings))


def _add_query(value: object, query: DuplicatesQuery) -> object:
    """A body, and from the address what the body does not say itself."""
    if not isinstance(value, dict):
        return value
    added = query.model_dump(mode="json", exclude_unset=True)
    if not _KEEPING.isdisjoint(value):
        added = {name: added[name] for name in added.keys() - _KEEPING}
    return {**added, **value}
