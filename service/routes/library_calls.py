"""Calls of the library for many requests at once, which costs less for each; used by the routes."""

from collections.abc import Iterator, Sequence
from itertools import islice

import orjson
from flask import current_app, has_app_context

from service.http.batcher import ELSEWHERE, LARGEST, BodyCall
from service.http.streams import ReplyStream, RequestStream
from service.wire.decoding import check_value, parse_json
from service.wire.document_models import ComparisonRequest, DocumentRequest, describe_verdicts
from service.wire.models import (
    LINES,
    PageRequest,
    PhrasesReply,
    PhrasesRequest,
    SharedSummaryRequest,
    SummaryRequest,
)
from service.wire.problems import (
    INVALID_FIELD,
    TOO_LARGE,
    Fault,
    ProblemError,
    read_problem,
)
from summarizer.deduplicating import compare, deduplicate
from summarizer.key_phrases import find_key_phrases
from summarizer.parsing import name_article, parse, parse_html
from summarizer.records import (
    Article,
    ArticleSummary,
    Comparison,
    Document,
    DuplicateSettings,
    Page,
    PageSummary,
    SharedSummary,
    Summary,
    SummarySettings,
)
from summarizer.records.replies import SummaryReply, make_summary_reply
from summarizer.summarizing import summarize_many
from summarizer.together import summarize_together


def parse_pages(wanted: Sequence[PageRequest]) -> list[Page]:
    """The articles of each page."""
    return [_read_page(one) for one in wanted]


def summarize_pages(wanted: Sequence[SummaryRequest]) -> list[SummaryReply]:
    """The summaries of each page; pages with the same settings are summarized together."""
    pages = [_read_page(one) for one in wanted]
    summaries: dict[SummarySettings, Iterator[Summary]] = {}
    for settings in {one.settings for one in wanted}:
        articles = (
            name_article(article, one.title if number == 0 else None)
            for one, page in zip(wanted, pages, strict=True)
            if one.settings == settings
            for number, article in enumerate(page.articles)
        )
        summaries[settings] = iter(summarize_many(articles, settings))
    return [
        make_summary_reply(_join(page, summaries[one.settings]))
        for one, page in zip(wanted, pages, strict=True)
    ]


def find_article_phrases(wanted: Sequence[PhrasesRequest]) -> list[PhrasesReply]:
    """The key phrases of the first article of each page, or why it has none."""
    return [_find_phrases(_read_page(one), one.n) for one in wanted]


def _find_phrases(page: Page, n: int) -> PhrasesReply:
    return PhrasesReply(find_key_phrases(next(iter(page.articles), Article()), n), page.no_article)


def summarize_stories(wanted: Sequence[SharedSummaryRequest]) -> list[SharedSummary]:
    """One summary of each story."""
    return [
        summarize_together(
            (Document(str(place), article.text, article.title) for place, article in enumerate(one.articles)),
            one.settings,
            dates=[article.date for article in one.articles],
        )
        for one in wanted
    ]


def compare_pairs(wanted: Sequence[ComparisonRequest]) -> list[Comparison]:
    """The comparison of the two texts of each request."""
    return [compare(one.a, one.b, one.settings) for one in wanted]


def deduplicate_stream(
    stream: RequestStream[DocumentRequest], settings: DuplicateSettings, limit: int
) -> ReplyStream:
    """A verdict on each document of a stream, when all have arrived: any may repeat any.

    A line without a document is answered at once. Raises ``ProblemError`` for more than ``limit`` bytes.
    """
    return ReplyStream(_deduplicate_lines(stream, settings, limit))


def _deduplicate_lines(
    stream: RequestStream[DocumentRequest], settings: DuplicateSettings, limit: int
) -> Iterator[list[tuple[int, object]]]:
    numbers: dict[str, int] = {}
    # Bytes, not requests: Python looks through requests when it looks for garbage, for 50 ms at a time.
    lines: list[bytes] = []
    taken = 0
    for batch in stream.batches:
        taken += sum(len(line.data) for line in batch)
        if taken > limit:
            raise ProblemError(TOO_LARGE, f"the documents have more than {limit} bytes: send more as a job")
        refused: list[tuple[int, object]] = []
        for line in batch:
            wanted = line.request
            if isinstance(wanted, ProblemError):
                refused.append((line.number, wanted))
            elif wanted.id in numbers:
                refused.append((line.number, _refuse_repeated_id(numbers[wanted.id])))
            else:
                numbers[wanted.id] = line.number
                lines.append(line.data)
        yield refused
    elsewhere: BodyCall | None = current_app.extensions.get(ELSEWHERE)
    if elsewhere is not None and taken > LARGEST:
        yield _deduplicate_elsewhere(lines, list(numbers.values()), elsewhere)
    elif lines:
        documents = (check_value(parse_json(line), DocumentRequest).document for line in lines)
        verdicts = describe_verdicts(deduplicate(documents, settings))
        yield [(number, verdicts[name]) for name, number in numbers.items()]


def _deduplicate_elsewhere(
    lines: list[bytes], numbers: list[int], elsewhere: BodyCall
) -> list[tuple[int, object]]:
    """The verdicts by a process of its own, which gets the lines that are good as a stream of its own."""
    found = elsewhere(b"\n".join(lines), LINES[0])
    *rows, end = [orjson.loads(line) for line in found.splitlines()]
    if end["error"] is not None:
        raise read_problem(end["error"])
    return [(numbers[row["line"] - 1], row["result"]) for row in rows]


def _refuse_repeated_id(line: int) -> ProblemError:
    detail = f"found the id of line {line} again, wanted an id that no other document has"
    return ProblemError(INVALID_FIELD, f"id: {detail}", (Fault("id", detail),))


def _read_page(wanted: PageRequest) -> Page:
    """The page of a request. Raises ``TextError`` with the name of its field, and ``HtmlError``."""
    furniture = current_app.config["FURNITURE"] if has_app_context() else None
    if wanted.html is not None:
        return parse_html(wanted.html, wanted.url, furniture=furniture)
    return parse(wanted.text or "", furniture=furniture)


def _join(page: Page, summaries: Iterator[Summary]) -> PageSummary:
    own = tuple(islice(summaries, len(page.articles)))
    both = zip(page.articles, own, strict=True)
    rows = tuple(ArticleSummary(article, summary) for article, summary in both)
    return PageSummary(rows, page.removed, page.text, page.no_article)
