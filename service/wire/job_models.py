"""What goes over the wire of jobs and the archive: requests and replies. `models` has the rest."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from typing_extensions import TypedDict

from service.wire.models import SOURCES, BudgetFields, ClusteringQuery, ClusteringRequest, DocumentsRequest
from summarizer.dumps.records import Counts, DumpSettings, Level, Output
from summarizer.errors import SettingsError
from summarizer.records import DuplicateSettings, Reason, SummarySettings

_DUPLICATE_FIELDS = ("threshold", "keep", "sources", "level")
_SUMMARY_FIELDS = ("sentences", "words", "ratio", "mode", "focus")


class JobQuery(BudgetFields, ClusteringQuery):
    """What a job does, and how; which fields of a record hold what."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["dedup", "summarize"] = Field(description="what is done with the dump")
    level: Level = Field(Level.DOCUMENTS, description="what is deduplicated: documents, blocks, or both")
    text_field: str = Field("text", min_length=1, description="the field of a record that holds its text")
    id_field: str = Field("id", min_length=1, description="... its id")
    title_field: str = Field("title", min_length=1, description="... its title")
    date_field: str = Field("date", min_length=1, description="... its date, ISO 8601")
    source_field: str = Field("source", min_length=1, description="... its outlet")

    @model_validator(mode="after")
    def _check(self) -> Self:
        """Refuse what the work would refuse, and what it would not look at. Raises ``SettingsError``."""
        foreign = _SUMMARY_FIELDS if self.kind == "dedup" else _DUPLICATE_FIELDS
        for name in foreign:
            if name in self.model_fields_set:
                raise SettingsError(name, getattr(self, name), f"nothing here: {self.kind} does not use it")
        _ = self.duplicates, self.summaries, self.make_dump()
        return self

    @property
    def duplicates(self) -> DuplicateSettings:
        """What counts as a duplicate and what is kept."""
        return DuplicateSettings(self.threshold, self.keep, self.sources)

    @property
    def summaries(self) -> SummarySettings:
        """How long a summary may be, and what about."""
        return SummarySettings(self.sentences, self.words, self.ratio, self.mode, self.focus)

    def make_dump(self, **more: Any) -> DumpSettings:
        """Which fields hold what, and ``more`` of what a run needs."""
        names = {name: getattr(self, name) for name in type(self).model_fields if name.endswith("_field")}
        return DumpSettings(level=self.level, **names, **more)


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"  # gone for its owner, though its work may still be stopping


class JobFailure(TypedDict):
    """Why a job failed: problem details, as an error of a request has them."""

    type: str
    title: str
    status: int
    detail: str
    advice: str


@dataclass(frozen=True, slots=True)
class Job:
    """A job over a dump: how far it is, and what came out."""

    id: str
    kind: str
    state: JobState
    phase: str | None
    place: int  # which of the phases, from 1
    phases: int
    done: int  # of this phase
    total: int
    unit: str  # what is counted
    rate: float  # a second
    seconds_left: float | None
    created: str  # ISO 8601, as the other times
    started: str | None
    finished: str | None
    settings: dict[str, Any]
    counts: Counts | None
    results: tuple[Output, ...]
    error: JobFailure | None


@dataclass(frozen=True, slots=True)
class JobList:
    """Jobs, newest first; ``next`` is what `before` must be for those that follow, if any do."""

    jobs: tuple[Job, ...]
    next: str | None


class JobsQuery(BaseModel):
    """Which jobs are listed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: str | None = Field(None, pattern="^[0-9a-f]{24}$", description="only jobs older than this one")
    limit: int = Field(50, ge=1, le=200, description="at most so many")


class RowsQuery(BaseModel):
    """Which rows of a result are shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    offset: int = Field(0, ge=0, le=2**53, description="so many are passed over")
    limit: int = Field(50, ge=1, le=500, description="at most so many")


class ThresholdRequest(ClusteringRequest):
    """How a finished deduplication is decided anew."""

    model_config = ConfigDict(
        json_schema_extra={**SOURCES, "examples": [{"threshold": 0.7, "keep": "longest"}]}
    )


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A cluster of a list."""

    cluster: int
    size: int
    kept: str  # the id of the document that is kept


@dataclass(frozen=True, slots=True)
class ClusterList:
    """Clusters, the largest first, and how many there are in all."""

    total: int
    clusters: tuple[ClusterRow, ...]


@dataclass(frozen=True, slots=True)
class ClusterMember:
    """A document of a cluster, with its text; where it is kept it repeats nothing."""

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
    """A cluster: the kept document, and some of its copies; ``next`` is the offset of those that follow."""

    cluster: int
    size: int
    kept: ClusterMember
    copies: tuple[ClusterMember, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class ThresholdReply:
    """What each threshold from 0 to 1, by hundredths, would keep, and how alike the measured pairs are."""

    histogram: tuple[int, ...]
    kept: tuple[int | None, ...]  # nothing where so little was not measured
    threshold: float | None  # the one in force; nothing: the trained rule


@dataclass(frozen=True, slots=True)
class RowsReply:
    """Rows of a result as they stand in its file; ``next`` is the offset of those that follow."""

    rows: tuple[dict[str, Any], ...]
    next: int | None


# ---- the archive ----


class ArchiveRequest(DocumentsRequest):
    """Documents to look for in the archive."""


@dataclass(frozen=True, slots=True)
class ArchiveMatch:
    """What a document repeats: one that was seen before, nothing where none was."""

    id: str
    duplicate_of: str | None
    similarity: float | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class ArchiveReply:
    """What each document repeats, in their order."""

    documents: tuple[ArchiveMatch, ...]
