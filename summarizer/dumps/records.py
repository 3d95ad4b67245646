"""Records of dumps: the settings of a run, its progress, what it refused, what came out.

Nothing here computes. ``summarizer/records/`` has the nouns of the stories.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from summarizer.errors import SettingsError
from summarizer.records import Document, Reason
from summarizer.records.record import Record

if TYPE_CHECKING:
    # The client has a copy of this file, and no stage of the library with it.
    from summarizer.page.furniture import Furniture  # type: ignore[import-not-found, unused-ignore]

# An interpreter with numpy takes 100 MB; below this, two workers have no room for a part.
MIN_MEMORY = 256 * 1024**2


class Level(StrEnum):
    """What is deduplicated: whole documents, the blocks that recur across them, or both."""

    DOCUMENTS = "documents"
    BLOCKS = "blocks"  # recurring blocks are listed; every document is kept
    BOTH = "both"


class RefusalKind(StrEnum):
    """Why a record of a dump holds no document."""

    BROKEN = "broken"  # no JSON object, no CSV row, a damaged WARC record
    ENCODING = "encoding"  # bytes that are not UTF-8, or characters that no text can hold
    NO_TEXT = "no_text"  # the text field is missing
    NOT_A_STRING = "not_a_string"  # a field that must be text holds something else
    NO_ID = "no_id"
    DUPLICATE_ID = "duplicate_id"


@dataclass(frozen=True, slots=True)
class DumpSettings:
    """What a run over a dump needs besides the settings of its story. Raises ``SettingsError``.

    The outputs do not depend on ``workers``, ``memory``, ``cluster`` or ``report``. A run that is resumed may
    have others of them than it began with; its parts and buckets keep their sizes.
    """

    text_field: str = "text"
    id_field: str = "id"
    date_field: str = "date"
    source_field: str = "source"
    title_field: str = "title"
    # None: one for each processor, fewer for a small dump; or all workers of the cluster.
    workers: int | None = None
    # Bytes that all processes of this machine may take together; decides how large the parts and buckets are.
    # None: 1 GiB for each worker, at most half of what this machine has.
    memory: int | None = None
    # The address of a Dask scheduler, tcp://...; None: processes of this machine.
    cluster: str | None = None
    strict: bool = False  # the first record that holds no document stops the run
    sample: int | None = None  # only so many documents, the first
    resume: bool = False  # continue a run that was stopped
    overwrite: bool = False  # replace what an earlier run left in the output, as a whole
    dry_run: bool = False  # find the clusters, write no documents
    level: Level = Level.DOCUMENTS
    escape_formulas: bool = False  # kept.csv: an apostrophe before text that a spreadsheet would compute
    # The folder of unfinished work; None: in the output. Every worker must see it, so it is no URL.
    work: str | None = None
    # An archive of earlier runs: what it has is not kept. ``add``: what is kept is added to it at the end.
    against: str | None = None
    add: bool = False
    # Lines that sites repeat: pages of HTML and WARC, and the records of a summary, are read without them.
    furniture: "Furniture | None" = None
    # Called with every progress of the run. What it raises stops the run, which can be resumed.
    report: "Callable[[Progress], None] | None" = None

    def __post_init__(self) -> None:
        for name in ("text_field", "id_field", "date_field", "source_field", "title_field"):
            field = getattr(self, name)
            if not isinstance(field, str) or not field:
                raise SettingsError(name, field, "the name of a field")
        for name in ("workers", "sample"):
            count = getattr(self, name)
            if count is not None and (not isinstance(count, int) or isinstance(count, bool) or count < 1):
                raise SettingsError(name, count, "a whole number from 1")
        memory = self.memory
        if memory is not None and (
            not isinstance(memory, int) or isinstance(memory, bool) or memory < MIN_MEMORY
        ):
            raise SettingsError("memory", memory, f"{MIN_MEMORY} bytes (256 MiB) or more")
        self._check_switches()
        if self.cluster is not None and "://" not in str(self.cluster):
            raise SettingsError(
                "cluster", self.cluster, "the address of a Dask scheduler, for example tcp://host:8786"
            )
        if self.against is not None and (self.cluster is not None or self.level == Level.BLOCKS):
            wanted = "no archive on a cluster, whose workers do not share its lock, or over blocks alone"
            raise SettingsError("against", self.against, wanted)
        if self.level not in tuple(Level):
            raise SettingsError("level", self.level, " or ".join(Level))
        object.__setattr__(self, "level", Level(self.level))

    def _check_switches(self) -> None:
        if self.overwrite and self.resume:
            raise SettingsError("overwrite", self.overwrite, "either overwrite or resume")
        if self.add and self.against is None:
            raise SettingsError("add", self.add, "an archive to add to, named by against")


@dataclass(frozen=True, slots=True)
class Progress(Record):
    """How far a run is, for a progress bar, a log or the state of a job."""

    phase: str
    place: int  # which of the phases, from 1
    phases: int
    done: int  # of this phase
    total: int
    unit: str  # what is counted
    rate: float  # units a second
    seconds_left: float | None  # None: not known yet
    n_bytes: int = 0  # of the whole input; 0 where it is not known
    n_documents: int = 0  # 0 until they are counted
    part_bytes: int = 0  # of the parts in which plain files are read
    round: int = 0  # of the phase `again`, from 1


class Format(StrEnum):
    """The format of a file of documents."""

    JSONL = "jsonl"
    ARRAY = "array"  # one JSON array of records
    CSV = "csv"
    PARQUET = "parquet"
    TEXT = "text"  # one document a file
    HTML = "html"  # one document a file
    WARC = "warc"  # WARC or WET


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of input that one worker reads by itself: bytes of a file, or a whole stream."""

    path: str  # as given, or an fsspec URL
    start: int
    end: int | None  # None: to the end
    format: Format
    size: int  # bytes of the whole file; 0 where it is not known


@dataclass(frozen=True, slots=True)
class Refusal(Record):
    """A record of a dump that holds no document: where it is, why, and how it begins."""

    path: str
    line: int | None  # from 1; None where the format has no lines
    offset: int | None  # the byte, or the row, from 0; None where the line says it
    kind: RefusalKind
    found: str
    wanted: str
    excerpt: str = ""  # the beginning of the record; bytes that are not UTF-8 as escapes


@dataclass(frozen=True, slots=True)
class Counts(Record):
    """What became of the records of a dump."""

    documents: int  # taken, without the refused
    kept: int
    removed: int
    refused: int
    clusters: int  # of two documents or more


@dataclass(frozen=True, slots=True)
class PhaseReport(Record):
    """What one phase took."""

    name: str
    seconds: float
    peak_memory: int  # bytes of all processes of this machine together
    tasks: int


@dataclass(frozen=True, slots=True)
class Output(Record):
    """A file that a run wrote."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DumpReport(Record):
    """What a run did; ``run.json`` has the same and more."""

    counts: Counts
    outputs: tuple[Output, ...]
    phases: tuple[PhaseReport, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Match(Record):
    """The document of an archive that another one repeats, and how similar they are."""

    id: str
    similarity: float  # Jaccard likeness of the runs of three words, 0 to 1
    reason: Reason


class Marked(StrEnum):
    """What a piece of a text is in comparison with another text."""

    SHARED = "shared"  # a passage of three words or more that the other has too
    OWN = "own"
    NUMBER = "number"  # a number that the other does not have


@dataclass(frozen=True, slots=True)
class Piece(Record):
    """A stretch of a text, verbatim."""

    text: str
    kind: Marked


@dataclass(frozen=True, slots=True)
class Member(Record):
    """A document of a cluster as a run wrote it; the kept one repeats none."""

    document: Document
    kept: bool
    duplicate_of: str
    similarity: float  # to the kept one, 0 to 1; 1 for the kept one itself
    kind: str  # exact, near or contained; empty for the kept one
    reason: str  # the same in words
