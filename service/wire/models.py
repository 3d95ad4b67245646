"""What goes over the wire: requests, and the replies that are not the library's own records.

Used by the service and its client. `job_models` has the same for jobs and the archive.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic.config import JsonDict

from service.wire.problems import Problem
from summarizer.errors import DocumentError
from summarizer.records import (
    DEFAULT_PHRASES,
    Deduplication,
    Document,
    DuplicateSettings,
    Keep,
    KeyPhrase,
    Mode,
    Reason,
    SummarySettings,
)
from summarizer.text.dates import read_date
from summarizer.text.validation import read_id

# The types of a body with one JSON object a line. Answers have the first; the others are in use too.
LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl")

_PAGE = "افتُتح السوق الجديد صباح اليوم.\n\nوقال المدير إن المحال كلها مؤجرة."
_ONE = "افتُتح السوق الجديد صباح اليوم."
_OTHER = "افتُتح السوق الجديد صباح الأحد."
DOCUMENTS = [{"id": "d1", "text": _ONE}, {"id": "d2", "text": _ONE}]
_STORY = [{"text": _ONE, "date": "2025-03-01"}, {"text": _OTHER}]


def split_names(value: object) -> object:
    """The names of a list in an address, with commas between."""
    return [part for part in value.split(",") if part] if isinstance(value, str) else value


def _check_date(value: str) -> str:
    try:
        read_date(value, 0)
    except DocumentError as error:
        raise ValueError(error.wanted) from None
    return value


Date = Annotated[
    str,
    AfterValidator(_check_date),
    WithJsonSchema(
        {
            "type": "string",
            "anyOf": [{"const": ""}, {"format": "date"}, {"format": "date-time"}],
            "examples": ["2025-03-01"],
        }
    ),
]


def _take_whole(value: object) -> object:
    """3.0 as 3: JSON has one kind of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


# Up to 2**53: beyond it JSON readers disagree about whole numbers.
Whole = Annotated[int, Field(ge=1, le=2**53), BeforeValidator(_take_whole)]


class Request(BaseModel):
    """A JSON body: no unknown fields, no text in place of a number."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class PageRequest(Request):
    """A raw page to find the articles of."""

    text: str = Field(examples=[_PAGE], description="the page as it was scraped, with menus and captions")


# The rules of the validators, for programs that read the schema: one budget, sources only with keep=source.
_BUDGETS = ("sentences", "words", "ratio")
_ONE_BUDGET: JsonDict = {
    "allOf": [
        {
            "if": {"properties": {a: {"type": "number"}}, "required": [a]},
            "then": {"properties": {b: {"type": "null"}}},
        }
        for a, b in combinations(_BUDGETS, 2)
    ]
}
SOURCES: JsonDict = {
    "if": {"properties": {"keep": {"const": "source"}}, "required": ["keep"]},
    "then": {"properties": {"sources": {"minItems": 1}}, "required": ["sources"]},
    "else": {"properties": {"sources": {"maxItems": 0}}},
}


class BudgetFields(BaseModel):
    """How long a summary may be and what it is about."""

    sentences: Whole | None = Field(
        None, examples=[1], description="at most so many sentences; 3 without any budget"
    )
    words: Whole | None = Field(None, description="at most so many words")
    ratio: float | None = Field(None, gt=0, le=1, description="at most this share of the article's words")
    mode: Annotated[Mode, Field(strict=False)] = Field(
        Mode.AUTO, description="whether a sentence's place counts; auto decides by the text"
    )
    focus: str | None = Field(None, pattern=r"\S", description="words or a question: only sentences about it")


class Budget(Request, BudgetFields):
    """How long a summary may be and what it is about; at most one of `sentences`, `words` and `ratio`."""

    model_config = ConfigDict(json_schema_extra=_ONE_BUDGET)

    @property
    def settings(self) -> SummarySettings:
        """The budget, mode and focus asked for. Raises ``SettingsError`` for two budgets."""
        return SummarySettings(self.sentences, self.words, self.ratio, self.mode, self.focus)

    @model_validator(mode="after")
    def _check_settings(self) -> Self:
        """Refuse two budgets with the other faults of a body, not when the work has begun."""
        _ = self.settings
        return self


class SummaryRequest(PageRequest, Budget):
    """A raw page to summarize, with settings."""

    title: str | None = Field(
        None, examples=["سوق جديد في المدينة"], description="replaces the title of the first article"
    )


class PhrasesRequest(PageRequest):
    """A raw page, for the key phrases of its first article."""

    n: Annotated[int, Field(ge=1, le=1000), BeforeValidator(_take_whole)] = Field(
        DEFAULT_PHRASES, description="how many at most"
    )


class StoryRequest(Request):
    """One of several articles of a story."""

    text: str = Field(examples=[_PAGE], description="the article, or a page whose first article is taken")
    title: str = ""
    date: Date = Field(
        "",
        examples=["2025-03-01"],
        description="ISO 8601; of sentences that say the same the newest is chosen",
    )


class SharedSummaryRequest(Budget):
    """Several articles of one story to summarize together; the budget is for the whole summary."""

    articles: Annotated[list[StoryRequest], FailFast(), Field(min_length=1, examples=[_STORY])]


Id = Annotated[
    str,
    Field(min_length=1),
    BeforeValidator(read_id),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "integer", "minimum": -(2**63), "maximum": 2**64 - 1},
            ],
        }
    ),
]


class DocumentRequest(Request):
    """One document of a list; only `id` and `text` are required; the rest helps to choose what is kept."""

    id: Id = Field(examples=["d1"], description="a whole number becomes a string of its digits")
    text: str = Field(examples=[_ONE])
    title: str = ""
    date: Date = Field("", examples=["2025-03-01"], description="ISO 8601")
    source: str = ""

    @property
    def document(self) -> Document:
        """The library's record."""
        return Document(self.id, self.text, self.title, self.date, self.source)


class DocumentsRequest(Request):
    """Documents; no two of one id."""

    documents: Annotated[list[DocumentRequest], FailFast(), Field(min_length=1, examples=[DOCUMENTS])]


Threshold = Annotated[
    float | None,
    Field(
        ge=0,
        le=1,
        description="texts at least this similar are duplicates; without it the trained rule decides",
    ),
]
KeepChoice = Annotated[Keep, Field(strict=False, description="which document of a cluster is kept")]


class ClusteringQuery(BaseModel):
    """How documents are clustered, in an address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    threshold: Threshold = None
    keep: KeepChoice = Keep.FIRST
    sources: Annotated[tuple[str, ...], BeforeValidator(split_names)] = Field(
        (),
        description="for `keep` by source: the best first, with commas between",
        json_schema_extra={"type": "string"},
    )


class ClusteringRequest(Request):
    """How documents are clustered, in a JSON body."""

    model_config = ConfigDict(json_schema_extra=SOURCES)

    threshold: Threshold = None
    keep: KeepChoice = Keep.FIRST
    sources: list[str] = Field([], description="for `keep` by source: the best first")

    @property
    def settings(self) -> DuplicateSettings:
        """What counts as a duplicate and what is kept. Raises ``SettingsError``."""
        return _choose(self.threshold, self.keep, tuple(self.sources))

    @model_validator(mode="after")
    def _check_settings(self) -> Self:
        """Refuse wrong settings with the other faults of a body, not when the work has begun."""
        _ = self.settings
        return self


class DuplicatesQuery(ClusteringQuery):
    """How documents are clustered where the body is a list or a stream of them."""

    @property
    def settings(self) -> DuplicateSettings:
        """What counts as a duplicate and what is kept. Raises ``SettingsError``."""
        return _choose(self.threshold, self.keep, self.sources)


class DuplicatesRequest(ClusteringRequest, DocumentsRequest):
    """Documents to cluster, and how; no two of one id."""


class ComparisonRequest(Request):
    """Two texts to compare."""

    a: str = Field(examples=[_ONE])
    b: str = Field(examples=[_OTHER])
    threshold: Threshold = None

    @property
    def settings(self) -> DuplicateSettings:
        """What counts as a duplicate."""
        return DuplicateSettings(self.threshold)


def _choose(threshold: float | None, keep: Keep, sources: tuple[str, ...]) -> DuplicateSettings:
    """One process: other requests need the other processors."""
    return DuplicateSettings(threshold, keep, sources, workers=1)


@dataclass(frozen=True, slots=True)
class PhrasesReply:
    """What an article is about, best first."""

    phrases: tuple[KeyPhrase, ...]


@dataclass(frozen=True, slots=True)
class DocumentVerdict:
    """The result for one document of a stream: the kept document of its cluster, and what it repeats."""

    id: str
    kept: str  # id of the document that is kept, which may be this one
    duplicate_of: str | None  # None if it is kept
    similarity: float | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class StreamCounts:
    """How many lines of a stream were answered, and how many were refused."""

    lines: int
    answered: int
    refused: int


@dataclass(frozen=True, slots=True)
class StreamEnd:
    """The last line of the answer to a stream, with an error if the stream broke off."""

    counts: StreamCounts
    error: Problem | None


def describe_verdicts(result: Deduplication) -> dict[str, DocumentVerdict]:
    """The verdict on each document, by its id."""
    found: dict[str, DocumentVerdict] = {}
    for cluster in result.clusters:
        found[cluster.kept] = DocumentVerdict(cluster.kept, cluster.kept, None, None, None)
        for row in cluster.duplicates:
            found[row.id] = DocumentVerdict(
                row.id, cluster.kept, row.duplicate_of, row.similarity, row.reason
            )
    return found
