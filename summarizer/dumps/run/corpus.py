"""The documents of a dump as the phases pass them on: where they are, by part, by row and by number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.records import Source
from summarizer.dumps.run.arrays import Joined, load, load_slice
from summarizer.dumps.run.lines import Lines
from summarizer.dumps.run.packed_arrays import load_packed, write_packed
from summarizer.dumps.run.strings import cut_strings
from summarizer.duplicates.entries import take_entries
from summarizer.duplicates.shingles import Shingles, join

_SHINGLES = "shingles.arrays"


@dataclass(frozen=True, slots=True)
class Input:
    """A stretch of the dump that one task reads, and where its documents came from.

    files    the files they were read from
    spooled  the folder that they were copied into first; None: they are read from the file itself
    place    the number of the stretch in that folder
    n_before lines of the file before the stretch; None: not counted
    """

    source: Source
    files: tuple[Source, ...]
    spooled: Path | None = None
    place: int = 0
    n_before: int | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a dump; documents are numbered through all of them.

    folders   of their shingles, ids, sources, dates and places
    numbered  the folder of ``firsts``: in a file, since every task gets this record
    """

    folders: Sequence[Path]
    numbered: Path

    @property
    def firsts(self) -> NDArray[np.int64]:
        """The number of the first document of each part, (n_parts,)."""
        return load_slice(self.numbered, "firsts")

    def fetch_values(self, documents: NDArray[np.int64], name: str) -> NDArray[Any]:
        """One value of each document."""
        found: NDArray[Any] | None = None
        for part, first, chosen in self.group(documents):
            values = load(self.folders[part], name)[documents[chosen] - first]
            found = np.empty(len(documents), values.dtype) if found is None else found
            found[chosen] = values
        return np.empty(0) if found is None else found

    def fetch_strings(self, documents: NDArray[np.int64], kind: str) -> list[bytes]:
        """The id or the source of each document."""
        found: list[bytes] = [b""] * len(documents)
        for part, first, chosen in self.group(documents):
            strings = cut_strings(self.folders[part], kind, documents[chosen] - first)
            for place, string in zip(chosen.tolist(), strings, strict=True):
                found[place] = string
        return found

    def count_runs(self, documents: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many runs each document has."""
        counts = np.empty(len(documents), np.int64)
        for part, first, chosen in self.group(documents):
            offsets, own = load_shingles(self.folders[part]).run_offsets, documents[chosen] - first
            counts[chosen] = offsets[own + 1] - offsets[own]
        return counts

    def fetch_shingles(self, documents: NDArray[np.int64]) -> Shingles:
        """The shingles of a few documents; ``documents`` ascend."""
        # One part is mapped at a time: pages that were read count as memory until they are unmapped.
        return join(
            [
                _take_shingles(self.folders[part], documents[chosen] - first)
                for part, first, chosen in self.group(documents)
            ]
        )

    def group(self, documents: NDArray[np.int64]) -> Iterator[tuple[int, int, NDArray[np.int64]]]:
        """The parts that have some of the documents, the first document of each, the places of these."""
        firsts = self.firsts
        owners = np.searchsorted(firsts, documents, side="right") - 1
        order = np.argsort(owners, kind="stable")
        for chosen in np.split(order, np.flatnonzero(np.diff(owners[order])) + 1):
            if len(chosen):
                part = int(owners[chosen[0]])
                yield part, int(firsts[part]), chosen


@dataclass(frozen=True, slots=True)
class Corpus:
    """The rows of a dump: each stands for all documents of one text.

    buckets   folders that hold the first document of each row
    numbered  the folder of ``row_firsts``
    n_rows    rows in all
    """

    parts: Parts
    buckets: Sequence[Path]
    numbered: Path
    n_rows: int

    @property
    def row_firsts(self) -> NDArray[np.int64]:
        """The number of the first row of each bucket, (n_buckets,)."""
        return load_slice(self.numbered, "row_firsts")

    def find_documents(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The document that stands for each row; ``rows`` ascend."""
        firsts = self.row_firsts
        edges = np.append(np.searchsorted(rows, firsts), len(rows)).tolist()
        found = [
            load(bucket, "documents")[rows[start:end] - first]
            for bucket, first, start, end in zip(
                self.buckets, firsts.tolist(), edges[:-1], edges[1:], strict=True
            )
            if end > start
        ]
        return np.concatenate(found) if found else np.empty(0, np.int64)

    def count_runs(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many runs each row has; rows in any order and any shape."""
        distinct, places = np.unique(rows, return_inverse=True)
        return self.parts.count_runs(self.find_documents(distinct))[places].reshape(rows.shape)

    def fetch_rows(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], Shingles]:
        """Rows, each once and in the order of their documents, and their shingles."""
        rows = np.unique(rows)
        documents = self.find_documents(rows)
        order = np.argsort(documents)
        return rows[order], self.parts.fetch_shingles(documents[order])


@dataclass(frozen=True, slots=True)
class RepeatedIds:
    """Documents whose id came before, which are refused.

    dropped  (n,)  these documents, ascending
    earlier  (n,)  the documents whose ids they repeat
    """

    dropped: NDArray[np.int64]
    earlier: NDArray[np.int64]


NO_REPEATS = RepeatedIds(np.empty(0, np.int64), np.empty(0, np.int64))


@dataclass(frozen=True, slots=True)
class PartFiles:
    """What a task reads of one part of the dump.

    folder    its shingles, ids, sources, dates and places
    first     the number of its first document
    lines     where its raw lines are
    assigned  the folder of the rows of its documents
    standing  the folder that says which documents stand for the rows that are compared
    """

    folder: Path
    first: int
    lines: Lines
    assigned: Path
    standing: Path


@dataclass(frozen=True, slots=True)
class Documents:
    """A dump whose exact copies are one row each.

    inputs       where each part came from
    parts        what a task reads of each
    n_documents  without those whose id came before
    """

    inputs: tuple[Input, ...]
    parts: tuple[PartFiles, ...]
    corpus: Corpus
    repeats: RepeatedIds
    n_documents: int


def stand_on(documents: Documents, folders: Sequence[Path]) -> Documents:
    """The documents with other rows.

    folders  one for each part, with ``is_first``: the documents that stand for a row
    """
    parts = tuple(
        replace(part, standing=folder) for part, folder in zip(documents.parts, folders, strict=True)
    )
    n_rows = sum(int(np.count_nonzero(load(folder, "is_first"))) for folder in folders)
    return replace(documents, parts=parts, corpus=replace(documents.corpus, n_rows=n_rows))


@dataclass(frozen=True, slots=True)
class Decided:
    """What a run keeps.

    removed   folders of the documents that are not kept
    clusters  the folder of the kept documents that have copies
    """

    removed: Joined
    clusters: Path

    def count_removed(self) -> int:
        """How many documents are not kept."""
        return sum(len(load(path, "documents")) for path in self.removed)


def write_shingles(folder: Path, shingles: Shingles) -> None:
    """Write the shingles of a part into the folder of its task."""
    arrays = {field.name: getattr(shingles, field.name) for field in fields(Shingles)}
    write_packed(folder / _SHINGLES, arrays)


def load_shingles(folder: Path) -> Shingles:
    """All the shingles of a part, as one memory map."""
    return Shingles(**load_packed(folder / _SHINGLES))


def _take_shingles(folder: Path, rows: NDArray[np.int64]) -> Shingles:
    whole = load_shingles(folder)
    arrays: dict[str, NDArray[Any]] = {
        name: getattr(whole, name)[rows] for name in ("texts", "checks", "lengths")
    }
    for kind, names in (("run", ("runs",)), ("word", ("words", "marks")), ("figure", ("figures",))):
        offsets = getattr(whole, f"{kind}_offsets")
        arrays[f"{kind}_offsets"] = np.concatenate([[0], np.cumsum(offsets[rows + 1] - offsets[rows])])
        for name in names:
            arrays[name] = take_entries(getattr(whole, name), offsets, rows)
    return Shingles(**arrays)
