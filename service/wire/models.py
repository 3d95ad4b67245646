"""What goes over the wire: requests, and the replies that are not the library's own records.

Used by the service and its client. `document_models` has duplicates, `job_models` jobs and the archive.
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
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from service.wire.problems import Problem
from summarizer.errors import DocumentError
from summarizer.records import (
    DEFAULT_PHRASES,
    KeyPhrase,
    Mode,
    NoArticle,
    SummarySettings,
)
from summarizer.text.iso_dates import read_iso_date

# The types of a body with one JSON object a line. Answers have the first; the others are in use too.
LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl")

_PAGE = "افتُتح السوق الجديد صباح اليوم.\n\nوقال المدير إن المحال كلها مؤجرة."
ONE = "افتُتح السوق الجديد صباح اليوم."
OTHER = "افتُتح السوق الجديد صباح الأحد."
_STORY = [{"text": ONE, "date": "2025-03-01"}, {"text": OTHER}]


def _check_date(value: str) -> str:
    try:
        read_iso_date(value, 0)
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


# The rules of the validator of `PageRequest`, for programs that read the schema.
_ONE_PAGE: list[JsonDict] = [
    {
        "oneOf": [
            {
                "properties": {given: {"type": "string"}, other: {"type": "null"}},
                "required": [given],
            }
            for given, other in (("text", "html"), ("html", "text"))
        ]
    },
    {
        "if": {"properties": {"url": {"type": "string"}}, "required": ["url"]},
        "then": {"properties": {"html": {"type": "string"}}, "required": ["html"]},
    },
]


class PageRequest(Request):
    """A raw page to find the articles of: either `text` or `html`."""

    model_config = ConfigDict(json_schema_extra={"allOf": [*_ONE_PAGE]})

    # Before `text`, whose validator sees the fields above it.
    html: str | None = Field(None, description="the page as HTML; nothing in it is fetched or run")
    text: str | None = Field(
        None,
        examples=[_PAGE],
        validate_default=True,
        description="or the page as text, as it was scraped, with menus and captions",
    )
    url: str | None = Field(None, description="the address of `html`, which its links are relative to")

    @field_validator("text")
    @classmethod
    def _check_page(cls, text: str | None, found: ValidationInfo) -> str | None:
        """Refuse two pages, and none."""
        if text is None and found.data.get("html", "") is None:
            raise PydanticCustomError("no_page", 'text or html, such as {"text": "…"}')
        if text is not None and found.data.get("html") is not None:
            raise PydanticCustomError("two_pages", "only one of text and html")
        return text

    @field_validator("url")
    @classmethod
    def _check_url(cls, url: str | None, found: ValidationInfo) -> str | None:
        """Refuse the address of a text: nothing would be done with it."""
        if url is not None and found.data.get("html", "") is None:
            raise PydanticCustomError("no_html", "html beside it")
        return url


# The rule of the validator, for programs that read the schema: at most one budget.
_BUDGETS = ("sentences", "words", "ratio")
_ONE_BUDGET: list[JsonDict] = [
    {
        "if": {"properties": {a: {"type": "number"}}, "required": [a]},
        "then": {"properties": {b: {"type": "null"}}},
    }
    for a, b in combinations(_BUDGETS, 2)
]


class BudgetFields(BaseModel):
    """How long a summary may be and what it is about."""

    sentences: Whole | None = Field(
        None, examples=[1], description="at most so many sentences; 3 without any budget"
    )
    words: Whole | None = Field(None, description="at most so many words")
    ratio: float | None = Field(None, gt=0, le=1, description="at most this share of the article's words")
    mode: Annotated[Mode, Field(strict=False)] = Field(
        Mode.AUTO, description="whether a sentence's place counts; auto, the default, decides by the text"
    )
    focus: str | None = Field(None, pattern=r"\S", description="words or a question: only sentences about it")


class Budget(Request, BudgetFields):
    """How long a summary may be and what it is about; at most one of `sentences`, `words` and `ratio`."""

    model_config = ConfigDict(json_schema_extra={"allOf": [*_ONE_BUDGET]})

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

    model_config = ConfigDict(json_schema_extra={"allOf": [*_ONE_PAGE, *_ONE_BUDGET]})

    title: str | None = Field(
        None, examples=["سوق جديد في المدينة"], description="replaces the title of the first article"
    )


class PhrasesRequest(PageRequest):
    """A raw page, for the key phrases of its first article."""

    n: Annotated[int, Field(ge=1, le=1000), BeforeValidator(_take_whole)] = Field(
        DEFAULT_PHRASES, description=f"how many at most; {DEFAULT_PHRASES} without it"
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


@dataclass(frozen=True, slots=True)
class PhrasesReply:
    """What an article is about, best first."""

    phrases: tuple[KeyPhrase, ...]
    no_article: NoArticle | None = None  # why the page has none; None where it has one


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
