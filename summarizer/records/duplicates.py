"""The values of near-duplicates: documents, clusters, comparisons, recurring blocks, and the settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic

from summarizer.errors import SettingsError
from summarizer.records.construction import construct_by_slots
from summarizer.records.keep import Keep
from summarizer.records.page import Span
from summarizer.records.record import Record

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    Row = TypeVar("Row")
    Row_co = TypeVar("Row_co", covariant=True, default="Document")
else:
    from typing import TypeVar

    Row_co = TypeVar("Row_co", covariant=True)


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Document(Record):
    """One document of a collection; only ``id`` and ``text`` are required, the rest helps to choose."""

    id: str
    text: str
    title: str = ""
    date: str = ""  # ISO 8601
    source: str = ""


# What a caller may give as a document: a text, a pair of id and text, a mapping or a named tuple with a text.
Given = str | Document | Mapping[str, object] | tuple[Any, ...] | list[Any]


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Entry:
    """A document read from a file, its place there, and its unchanged line."""

    document: Document
    path: str
    line: int  # from 1
    raw: bytes


@dataclass(frozen=True, slots=True)
class DuplicateSettings(Record):
    """What counts as a duplicate, and which document of a cluster is kept."""

    # None: the trained rule decides. A number: the least Jaccard similarity of duplicates, 0 to 1.
    threshold: float | None = None
    keep: Keep = Keep.FIRST
    sources: tuple[str, ...] = ()
    # Threads at most; None: one for each processor. More than four are never used, since they were slower.
    # The result is the same for any number.
    workers: int | None = None
    # False: of two documents of which one holds most of the other, the one that holds more is kept, whatever
    # ``keep`` prefers. True: the preference decides there too.
    allow_shorter: bool = False

    def __post_init__(self) -> None:
        threshold, workers = self.threshold, self.workers
        is_number = isinstance(threshold, int | float) and not isinstance(threshold, bool)
        if threshold is not None and not (is_number and 0 <= threshold <= 1):
            raise SettingsError("threshold", threshold, "a number from 0 to 1, or None for the trained rule")
        if self.keep not in tuple(Keep):
            raise SettingsError("keep", self.keep, " or ".join(Keep))
        if isinstance(self.sources, str) or not all(isinstance(source, str) for source in self.sources):
            raise SettingsError("sources", self.sources, "a tuple of names")
        if bool(self.sources) != (self.keep == Keep.SOURCE):
            raise SettingsError(
                "sources", self.sources, "the preferred sources if keep is 'source', otherwise none"
            )
        if workers is not None and (not isinstance(workers, int) or isinstance(workers, bool) or workers < 1):
            raise SettingsError("workers", workers, "a whole number from 1, or None for one per processor")
        if not isinstance(self.allow_shorter, bool):
            raise SettingsError("allow_shorter", self.allow_shorter, "True or False")
        object.__setattr__(self, "keep", Keep(self.keep))
        object.__setattr__(self, "sources", tuple(self.sources))


class Reason(StrEnum):
    """Why a document is called a duplicate."""

    EXACT = "exact"  # the same words in the same order; vowel marks, punctuation and spacing do not count
    NEAR = "near"
    CONTAINED = "contained"  # a shortened copy: nearly all of it is in the longer one


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Duplicate(Record):
    """A document that repeats another, and how similar they are."""

    id: str
    duplicate_of: str
    similarity: float  # Jaccard similarity of the runs of three words, 0 to 1
    reason: Reason


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Cluster(Record):
    """Documents with the same text: the one that is kept and its duplicates."""

    kept: str
    duplicates: tuple[Duplicate, ...] = ()


@dataclass(frozen=True, slots=True)
class Deduplication(Record, Generic[Row_co]):
    """The clusters of a collection, ordered by their kept documents as in the input.

    Every document is in exactly one cluster. ``kept`` and ``removed`` are the objects that were given.
    """

    clusters: tuple[Cluster, ...]
    # From each id to what was given under it; no part of the value, which is what goes over the wire.
    _rows: Mapping[str, Row_co] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_rows", {})

    @property
    def kept(self) -> tuple[Row_co, ...]:
        """What is kept of what was given, in its order."""
        return tuple(self._rows[cluster.kept] for cluster in self.clusters)

    @property
    def removed(self) -> tuple[Row_co, ...]:
        """The other rows that were given, in their order."""
        kept = {cluster.kept for cluster in self.clusters}
        return tuple(row for name, row in self._rows.items() if name not in kept)

    def find(self, name: str) -> Row_co:
        """What was given under an id of the clusters. Raises ``KeyError``."""
        return self._rows[name]

    def with_rows(self, rows: "Mapping[str, Row]") -> "Deduplication[Row]":
        """The same clusters, with what was given under each id."""
        given: Deduplication[Row] = Deduplication(self.clusters)
        object.__setattr__(given, "_rows", rows)
        return given


@dataclass(frozen=True, slots=True)
class SharedPassage(Record):
    """A passage with the same words in the same order in both texts."""

    a: Span
    b: Span
    n_words: int


@dataclass(frozen=True, slots=True)
class Measure(Record):
    """One measure of a pair, and what it adds to the verdict: ``share = weight * value``."""

    name: str
    value: float
    weight: float
    share: float


@dataclass(frozen=True, slots=True)
class Comparison(Record):
    """Two texts compared: how similar they are, what they share, and why they are duplicates or not.

    The verdict is ``base`` plus all shares: above 0, they are duplicates.
    """

    duplicate: bool
    reason: Reason | None
    similarity: float  # Jaccard similarity of the runs of three words, 0 to 1
    containment: float  # share of the shorter text's runs that the other has too, 0 to 1
    passages: tuple[SharedPassage, ...]  # the longest first
    numbers_a: tuple[str, ...]  # numbers that only the first has, as written
    numbers_b: tuple[str, ...]
    measures: tuple[Measure, ...]
    base: float


class Recurring(StrEnum):
    """What is done with blocks that recur across documents."""

    KEPT_ONCE = "kept_once"  # the first document keeps them
    REMOVED = "removed"
    REPORTED = "reported"  # the documents are not changed


class Place(StrEnum):
    """Where a block mostly stands in its documents."""

    HEAD = "head"
    BODY = "body"
    TAIL = "tail"


@dataclass(frozen=True, slots=True)
class RecurringSettings(Record):
    """In how many documents a block must stand to count as recurring, and what is done with it."""

    # Quotations and agency phrases stand in two to four stories of a day, so fewer would remove text.
    min_documents: int = 5
    # Least share of a source's documents for a block in the middle of a text: boilerplate has it, prose not.
    min_share: float = 0.05
    action: Recurring = Recurring.REMOVED

    def __post_init__(self) -> None:
        if not isinstance(self.min_documents, int) or self.min_documents < 2:
            raise SettingsError("min_documents", self.min_documents, "a whole number from 2")
        if not isinstance(self.min_share, int | float) or not 0 <= self.min_share <= 1:
            raise SettingsError("min_share", self.min_share, "a number from 0 to 1")
        if self.action not in tuple(Recurring):
            raise SettingsError("action", self.action, " or ".join(Recurring))
        object.__setattr__(self, "action", Recurring(self.action))


@dataclass(frozen=True, slots=True)
class Occurrence(Record):
    """A block in one document."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class RecurringBlock(Record):
    """A block that recurs: its first wording, where it stands, and the evidence that it is boilerplate."""

    text: str
    n_documents: int
    share: float  # of the documents of the source that has it most often, 0 to 1
    place: Place
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Recurrence(Record):
    """The recurring blocks, most common first, and the documents as the settings leave them."""

    blocks: tuple[RecurringBlock, ...]
    documents: tuple[Document, ...]
