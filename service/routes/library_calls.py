"""Working: what requests ask of the library, for many at once, which costs less each than one by one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from service.http.answers import Answers, check_line
from service.http.streams import Line
from service.wire.models import (
    ComparisonRequest,
    DocumentRequest,
    PageRequest,
    PhrasesReply,
    PhrasesRequest,
    SharedSummaryRequest,
    SummaryReply,
    SummaryRequest,
    describe_summaries,
    describe_verdicts,
)
from service.wire.problems import (
    INVALID_FIELD,
    TOO_LARGE,
    Fault,
    ProblemError,
)
from summarizer.deduplicating import compare, deduplicate
from summarizer.key_phrases import find_key_phrases
from summarizer.parsing import name_article, parse
from summarizer.records import (
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
from summarizer.summarizing import summarize_many
from summarizer.together import summarize_together


def parse_pages(wanted: Sequence[PageRequest]) -> list[Page]:
    """The articles of each page."""
    return [parse(one.text) for one in wanted]


def summarize_pages(wanted: Sequence[SummaryRequest]) -> list[SummaryReply]:
    """The summaries of each page, those under the same settings in one go."""
    pages = [parse(one.text) for one in wanted]
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
        describe_summaries(_join(page, summaries[one.settings]))
        for one, page in zip(wanted, pages, strict=True)
    ]


def find_phrases(wanted: Sequence[PhrasesRequest]) -> list[PhrasesReply]:
    """The key phrases of each."""
    return [PhrasesReply(find_key_phrases(one.text, one.n)) for one in wanted]


def combine(wanted: Sequence[SharedSummaryRequest]) -> list[SharedSummary]:
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
    """The two texts of each side by side."""
    return [compare(one.a, one.b, one.settings) for one in wanted]


def judge_documents(
    batches: Iterable[list[Line]], settings: DuplicateSettings, most: int
) -> Iterator[Answers]:
    """A verdict on each document of a stream, when all have come: any may repeat any.

    A line that holds none is told at once. Raises ``ProblemError`` where there are more than ``most`` bytes.
    """
    places: dict[str, int] = {}
    documents: list[Document] = []
    taken = 0
    for batch in batches:
        taken += sum(len(line or b"") for _, line in batch)
        if taken > most:
            detail = f"the documents have more than {most} bytes: send more as a job"
            raise ProblemError(TOO_LARGE, detail)
        refused: Answers = []
        for number, line in batch:
            wanted = check_line(line, DocumentRequest)
            if not isinstance(wanted, ProblemError) and wanted.id in places:
                wanted = _refuse_again(places[wanted.id])
            if isinstance(wanted, ProblemError):
                refused.append((number, wanted))
            else:
                places[wanted.id] = number
                documents.append(wanted.document)
        yield refused
    verdicts = describe_verdicts(deduplicate(documents, settings)) if documents else {}
    yield [(places[document.id], verdicts[document.id]) for document in documents]


def _refuse_again(line: int) -> ProblemError:
    detail = f"found the id of line {line} again, wanted one that no other document has"
    return ProblemError(INVALID_FIELD, f"id: {detail}", (Fault("id", detail),))


def _join(page: Page, summaries: Iterator[Summary]) -> PageSummary:
    own = tuple(islice(summaries, len(page.articles)))
    both = zip(page.articles, own, strict=True)
    return PageSummary(tuple(ArticleSummary(article, summary) for article, summary in both), page.removed)
