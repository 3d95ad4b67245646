"""What goes over the wire of jobs and the archive: requests and replies. `models` has the rest."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from typing_extensions import TypedDict

from service.wire.document_models import SOURCES, ClusteringQuery, ClusteringRequest, DocumentsRequest
from service.wire.models import BudgetFields
from summarizer.dumps.records import Counts, DumpSettings, Level, Output
from summarizer.errors import SettingsError
from summarizer.records import DuplicateSettings, Reason, SummarySettings
from summarizer.records.record import Record

_DUPLICATE_FIELDS = ("threshold", "keep", "sources", "allow_shorter", "level")
_SUMMARY_FIELDS = ("sentences", "words", "ratio", "mode", "focus")


class JobQuery(BudgetFields, ClusteringQuery):
    """What a job does, its settings, and the names of the fields of a record."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["dedup", "summarize"] = Field(description="what is done with the dump")
    file: str = Field("", max_length=255, description="the name of the file, shown in lists of jobs")
    level: Level = Field(Level.DOCUMENTS, description="what is deduplicated: documents, blocks, or both")
    text_field: str = Field("text", min_length=1, description="the field of a record with its text")
    id_field: str = Field("id", min_length=1, description="the field of its id")
    title_field: str = Field("title", min_length=1, description="the field of its title")
    date_field: str = Field("date", min_length=1, description="the field of its date, ISO 8601")
    source_field: str = Field("source", min_length=1, description="the field of its outlet")

    @model_validator(mode="after")
    def _check(self) -> Self:
        """Refuse settings that the job would refuse or not use. Raises ``SettingsError``."""
        foreign = _SUMMARY_FIELDS if self.kind == "dedup" else _DUPLICATE_FIELDS
        for name in foreign:
            if name in self.model_fields_set:
                raise SettingsError(name, getattr(self, name), f"nothing: {self.kind} does not use it")
        _ = self.duplicates, self.summaries, self.make_dump()
        return self

    @property
    def duplicates(self) -> DuplicateSettings:
        """What counts as a duplicate and what is kept."""
        return DuplicateSettings(self.threshold, self.keep, self.sources, allow_shorter=self.allow_shorter)

    @property
    def summaries(self) -> SummarySettings:
        """How long a summary may be and what it is about."""
        return SummarySettings(self.sentences, self.words, self.ratio, self.mode, self.focus)

    def make_dump(self, **more: Any) -> DumpSettings:
        """The names of the fields, and ``more`` settings of the run."""
        names = {name: getattr(self, name) for name in type(self).model_fields if name.endswith("_field")}
        return DumpSettings(level=self.level, **names, **more)


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"  # deleted for its owner; its process may still be stopping


class JobFailure(TypedDict):
    """Why a job failed: problem details, as in the error of a request."""

    type: str
    title: str
    status: int
    detail: str
    advice: str


@dataclass(frozen=True, slots=True)
class Job(Record):
    """A job over a dump: its progress and its results."""

    id: str
    kind: str
    file: str  # its name, where it was given
    size: int  # bytes of the dump, unpacked
    state: JobState
    phase: str | None
    place: int  # the number of the phase, from 1
    phases: int
    done: int  # of this phase
    total: int
    unit: str  # what is counted
    rate: float  # units a second
    seconds_left: float | None
    created: str  # ISO 8601, as the other times
    started: str | None
    finished: str | None
    settings: dict[str, Any]
    counts: Counts | None
    results: tuple[Output, ...]
    error: JobFailure | None


@dataclass(frozen=True, slots=True)
class JobList(Record):
    """Jobs, newest first; ``next`` is the `before` of the next page, None on the last."""

    jobs: tuple[Job, ...]
    next: str | None


class JobsQuery(BaseModel):
    """Which jobs are listed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: str | None = Field(None, pattern="^[0-9a-f]{24}$", description="only jobs older than this one")
    limit: int = Field(50, ge=1, le=200, description="how many at most")


class RowsQuery(BaseModel):
    """Which rows of a result are shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    offset: int = Field(0, ge=0, le=2**53, description="how many to skip")
    limit: int = Field(50, ge=1, le=500, description="how many at most")


class ClustersQuery(RowsQuery):
    """Which clusters are listed."""

    search: str = Field(
        "", max_length=200, description="words in the kept document's id, title, source or start"
    )
    least: int = Field(2, ge=2, le=2**53, description="the fewest documents of a cluster")


class ThresholdRequest(ClusteringRequest):
    """New settings for the clusters of a finished deduplication."""

    model_config = ConfigDict(
        json_schema_extra={**SOURCES, "examples": [{"threshold": 0.7, "keep": "longest"}]}
    )


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A cluster of a list."""

    cluster: int
    size: int
    kept: str  # id of the document that is kept
    title: str  # of that document, as the other three
    start: str  # its first words
    date: str
    source: str


@dataclass(frozen=True, slots=True)
class ClusterList:
    """Clusters, the largest first, and how many there are in all, or with the words searched for."""

    total: int
    searched: int  # the clusters in which words were searched for, the largest; without a search all
    clusters: tuple[ClusterRow, ...]


@dataclass(frozen=True, slots=True)
class ClusterMember:
    """A document of a cluster, with its text; the kept one repeats no other."""

    id: str
    text: str
    title: str
    date: str
    source: str
    duplicate_of: str | None
    similarity: float | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class ClusterReply:
    """A cluster: the kept document and some of its copies; ``next`` is the offset of the next page."""

    cluster: int
    size: int
    kept: ClusterMember
    copies: tuple[ClusterMember, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class ThresholdReply:
    """How many documents each threshold from 0 to 1 keeps, in steps of .01, and the pairs by similarity."""

    histogram: tuple[int, ...]
    kept: tuple[int | None, ...]  # None for thresholds below those measured
    threshold: float | None  # the current one; None: the trained rule


@dataclass(frozen=True, slots=True)
class RowsReply:
    """Rows of a result as in its file; ``next`` is the offset of the next page."""

    rows: tuple[dict[str, Any], ...]
    next: int | None


# ---- the archive ----


class ArchiveRequest(DocumentsRequest):
    """Documents to look for in the archive."""


@dataclass(frozen=True, slots=True)
class ArchiveMatch:
    """The document seen before that a document repeats; None if it is new."""

    id: str
    duplicate_of: str | None
    similarity: float | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class ArchiveReply:
    """The match of each document, in their order."""

    documents: tuple[ArchiveMatch, ...]
