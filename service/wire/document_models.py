"""What goes over the wire of documents and their duplicates: requests and verdicts. `models` has the rest."""

from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, FailFast, Field, WithJsonSchema, model_validator
from pydantic.config import JsonDict

from service.wire.models import ONE, OTHER, Date, Request
from summarizer.records import Deduplication, Document, DuplicateSettings, Keep, Reason
from summarizer.text.validation import read_id

DOCUMENTS = [{"id": "d1", "text": ONE}, {"id": "d2", "text": ONE}]
# The rule of the validator, for programs that read the schema: sources only with keep=source.
SOURCES: JsonDict = {
    "if": {"properties": {"keep": {"const": "source"}}, "required": ["keep"]},
    "then": {"properties": {"sources": {"minItems": 1}}, "required": ["sources"]},
    "else": {"properties": {"sources": {"maxItems": 0}}},
}


def split_names(value: object) -> object:
    """The names of a list in an address, with commas between."""
    return [part for part in value.split(",") if part] if isinstance(value, str) else value


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
    text: str = Field(examples=[ONE])
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
KeepChoice = Annotated[
    Keep, Field(strict=False, description="which document of a cluster is kept; the first by default")
]
AllowShorter = Annotated[
    bool,
    Field(
        description="whether `keep` decides too where one document holds most of another; otherwise the one "
        "that holds more is kept"
    ),
]


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
    allow_shorter: AllowShorter = False


class ClusteringRequest(Request):
    """How documents are clustered, in a JSON body."""

    model_config = ConfigDict(json_schema_extra=SOURCES)

    threshold: Threshold = None
    keep: KeepChoice = Keep.FIRST
    sources: list[str] = Field([], description="for `keep` by source: the best first")
    allow_shorter: AllowShorter = False

    @property
    def settings(self) -> DuplicateSettings:
        """What counts as a duplicate and what is kept. Raises ``SettingsError``."""
        return _choose(self)

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
        return _choose(self)


class DuplicatesRequest(ClusteringRequest, DocumentsRequest):
    """Documents to cluster, and how; no two of one id."""


class ComparisonRequest(Request):
    """Two texts to compare."""

    a: str = Field(examples=[ONE])
    b: str = Field(examples=[OTHER])
    threshold: Threshold = None

    @property
    def settings(self) -> DuplicateSettings:
        """What counts as a duplicate."""
        return DuplicateSettings(self.threshold)


def _choose(wanted: ClusteringRequest | ClusteringQuery) -> DuplicateSettings:
    """One process: other requests need the other processors."""
    return DuplicateSettings(
        wanted.threshold, wanted.keep, tuple(wanted.sources), workers=1, allow_shorter=wanted.allow_shorter
    )


@dataclass(frozen=True, slots=True)
class DocumentVerdict:
    """The result for one document of a stream: the kept document of its cluster, and what it repeats."""

    id: str
    kept: str  # id of the document that is kept, which may be this one
    duplicate_of: str | None  # None if it is kept
    similarity: float | None
    reason: Reason | None


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
