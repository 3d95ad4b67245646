"""The archive: documents seen before, in one file that outlives every run.

Repeats are found as `deduplicate` finds them: a sketch finds candidates, every candidate is measured exactly,
the same rule decides. Only the storage differs: sketches are posting rows (run -> document), the arrays that
are compared are one blob per document, and the number of documents that hold a run is kept as counts.

- A *text* is stored once. A document with the same words in the same order adds nothing, so adding the same
  documents again, after a crash for example, is safe. An id is a label: the same id with another text is
  another document.
- A near copy of a stored document is stored too, so that documents that resemble only the copy are found.
- A document without words repeats nothing and is not stored.
- The file has only hashes of the words, not the texts. So documents measured under other settings cannot be
  measured again, and an archive made under other settings is refused.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.archive.counts import Tally
from summarizer.dumps.archive.database import connect, read_snapshot, report_damage, translate_errors
from summarizer.dumps.archive.postings import (
    SketchedDocuments,
    fetch_documents,
    find_candidate_pairs,
    find_same_text,
    write_documents,
)
from summarizer.dumps.archive.serialization import DamageError
from summarizer.dumps.archive.sqlite import write_transaction
from summarizer.dumps.records import Match
from summarizer.duplicates.decision import choose_rule, decide, fingerprint_rule, load_commonness
from summarizer.duplicates.documents import check_document
from summarizer.duplicates.entries import take_entries
from summarizer.duplicates.measures import measure_candidates, overlap
from summarizer.duplicates.representatives import name_reason
from summarizer.duplicates.shingles import Shingles, join, shingle_all
from summarizer.duplicates.sketches import list_formulas, sketch
from summarizer.errors import ArchiveError
from summarizer.records import Document, DuplicateSettings, Reason

DEFAULT = DuplicateSettings()
# Documents compared together. Each has at most 192 candidates of a few KB, mostly one or two. No threads:
# starting them takes longer than the comparison.
PART_DOCUMENTS = 256


def open_archive(
    path: str | PathLike[str], settings: DuplicateSettings = DEFAULT, *, read_only: bool = False
) -> "Archive":
    """The archive at ``path``, for a ``with`` statement; a new one is made if there is no file.

    With ``read_only`` the file must exist and is never changed, so that it may lie on a disk that cannot be
    written to; `add` is refused. Of ``settings`` only the threshold is used. The file must be on a disk of
    this machine. Several processes may have it open: readers go on while one writes, a second writer waits.
    Raises ``ArchiveError`` for a file that cannot be used, ``OSError`` for one that cannot be read or made.
    """
    return Archive(Path(path), settings, read_only=read_only)


class Archive:
    """Documents seen before. Several threads may call its methods; a forked process must open its own."""

    def __init__(self, path: Path, settings: DuplicateSettings, *, read_only: bool = False) -> None:
        self.path, self.read_only = path, read_only
        self._rule, self._common = choose_rule(settings.threshold), load_commonness()
        self._lock, self._tally = Lock(), Tally()
        self._connection = connect(path, fingerprint_rule(), read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """The number of different texts."""
        with self._lock_archive(), read_snapshot(self._connection):
            self._tally.catch_up(self._connection)
            return self._tally.n_documents

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def query(self, documents: Iterable[Document]) -> tuple[Match | None, ...]:
        """For each document the most similar one that it repeats, or None; nothing is added.

        Raises ``DocumentError`` and ``TextError`` for an invalid document, ``ArchiveError`` and ``OSError``.
        """
        parts = self._shingle(documents)
        with self._lock_archive(), read_snapshot(self._connection):
            self._tally.catch_up(self._connection)
            return tuple(match for ids, shingles in parts for match in self._find(ids, shingles))

    def add(self, documents: Iterable[Document]) -> tuple[Match | None, ...]:
        """Add the documents, and return for each what it repeats in the archive or among those before it.

        All of them are added or, if an error is raised, none; they are on disk when this returns. Raises
        ``DocumentError`` and ``TextError`` for an invalid document, ``ArchiveError`` and ``OSError``.
        """
        if self.read_only:
            advice = "open it without read_only"
            raise ArchiveError(str(self.path), "an archive opened for reading", "one to add to", advice)
        parts = self._shingle(documents)
        with self._lock_archive(), write_transaction(self._connection):
            self._tally.catch_up(self._connection)
            found = tuple(match for ids, shingles in parts for match in self._find(ids, shingles, keep=True))
            self._tally.save(self._connection)
        return found

    @contextmanager
    def _lock_archive(self) -> Iterator[None]:
        """One thread at a time; an error resets the counts, which may include what was rolled back."""
        with self._lock, translate_errors(self.path):
            try:
                yield
            except BaseException as error:
                self._tally = Tally()
                if isinstance(error, DamageError):
                    raise report_damage(self.path, str(error)) from error
                raise

    def _shingle(self, documents: Iterable[Document]) -> list[tuple[list[str], Shingles]]:
        """Ids and shingles, in parts."""
        collected = tuple(documents)
        for place, document in enumerate(collected, 1):
            check_document(place, document)
        parts = (collected[at : at + PART_DOCUMENTS] for at in range(0, len(collected), PART_DOCUMENTS))
        return [
            ([document.id for document in part], shingle_all([each.text for each in part], 1))
            for part in parts
        ]

    def _find(self, ids: list[str], shingles: Shingles, *, keep: bool = False) -> list[Match | None]:
        """What each document of a part repeats; with ``keep`` it is stored first."""
        found, rows = self._find_same_texts(ids, shingles)
        tally, connection = self._tally, self._connection
        numbers = np.full(len(rows), tally.n_documents + 1)
        if keep:
            numbers += np.arange(len(rows))
            tally.count(take_entries(shingles.runs, shingles.run_offsets, rows), len(rows))
        formulas = list_formulas(tally.table, tally.n_documents)
        part = SketchedDocuments(shingles, rows, *sketch(shingles, rows, formulas))
        if keep:
            write_documents(connection, numbers, [ids[row] for row in rows.tolist()], part)
        # Stored first, so that a document also finds those before it in the same part.
        for row, match in self._choose(part, find_candidate_pairs(connection, part, numbers)):
            found[row] = match
        return found

    def _find_same_texts(
        self, ids: list[str], shingles: Shingles
    ) -> tuple[list[Match | None], NDArray[np.int64]]:
        """For each document one with the same words in the same order; the rows that remain to compare."""
        texts = list(
            zip(shingles.texts.view(np.int64).tolist(), shingles.checks.view(np.int64).tolist(), strict=True)
        )
        found: list[Match | None] = []
        firsts: dict[tuple[int, int], str] = {}
        for name, text, length in zip(ids, texts, shingles.lengths.tolist(), strict=True):
            known = (find_same_text(self._connection, text) or firsts.get(text)) if length else None
            found.append(Match(known, 1.0, Reason.EXACT) if known else None)
            firsts.setdefault(text, name)
        is_new = np.array([match is None for match in found], bool) & (shingles.lengths > 0)
        return found, np.flatnonzero(is_new)

    def _choose(self, part: SketchedDocuments, pairs: NDArray[np.int64]) -> Iterator[tuple[int, Match]]:
        """For each row that repeats something, what it repeats most; ``pairs`` are candidate pairs."""
        numbers, archived = np.unique(pairs[:, 1], return_inverse=True)
        ids, seen = fetch_documents(self._connection, numbers.tolist())
        both = join([seen, part.shingles])
        _check_index(part, pairs[:, 0], seen, archived)
        sides = np.column_stack([len(ids) + part.rows[pairs[:, 0]], archived])
        verdicts = decide(measure_candidates(both, sides, self._common), self._rule)
        # The surest verdict first; of equals, the document that came first.
        order = np.lexsort((archived, -verdicts, pairs[:, 0]))
        order = order[verdicts[order] >= 0]
        best = order[np.flatnonzero(np.diff(pairs[order, 0], prepend=-1))]
        likeness, containment, sizes = overlap(both, sides[best])
        for place, pair in enumerate(best.tolist()):
            similarity = float(likeness[place])
            reason = name_reason(similarity, float(containment[place]), *sizes[place].tolist())
            yield int(sides[pair, 0]) - len(ids), Match(ids[archived[pair]], similarity, reason)


def _check_index(
    part: SketchedDocuments, rows: NDArray[np.int64], seen: Shingles, archived: NDArray[np.int64]
) -> None:
    """Raise ``DamageError`` where a document of the archive has the text of one that was not found by it."""
    owners = part.rows[rows]
    same = (part.shingles.texts[owners] == seen.texts[archived]) & (
        part.shingles.checks[owners] == seen.checks[archived]
    )
    if same.any():
        raise DamageError("a text that its index does not have")
