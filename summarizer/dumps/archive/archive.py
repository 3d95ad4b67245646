"""Archiving: what was seen before, in one file that outlives every run.

"Have we had this?" is answered as `deduplicate` answers it: a sketch finds candidates, every candidate is
measured exactly, the same rule decides. What differs is where things lie: sketches as posting rows (run ->
document), what is compared of a document as one packed blob, and in how many documents a run stands as counts
that grow along.

- A *text* is kept once. A document whose words were all seen in the same order adds nothing, so adding the
  same documents again, after a crash say, is safe. An id is a label: the same id with another text is another
  document, which often repeats its earlier wording, and is told so.
- A near copy of a seen document is kept: what resembles only the copy was still seen.
- A document without words repeats nothing and is not kept.
- The texts are not in the file, only hashes of their words: an archive names documents, it does not hand them
  out. So what was measured under other settings cannot be measured anew, and other settings refuse the file.
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
from summarizer.duplicates.decision import choose_rule, decide, fingerprint_rule, load_rarity
from summarizer.duplicates.documents import check_document
from summarizer.duplicates.measures import Commonness, measure_candidates, overlap
from summarizer.duplicates.representatives import name_reason
from summarizer.duplicates.shingles import Shingles, join, shingle_all
from summarizer.duplicates.sketches import locate_entries, sketch
from summarizer.records import Document, DuplicateSettings, Reason

DEFAULT = DuplicateSettings()
# Documents compared together. Each has at most 192 candidates of a few KB, mostly one or two. Not on threads:
# starting them takes longer than a part does.
PART_DOCUMENTS = 256


def open_archive(path: str | PathLike[str], settings: DuplicateSettings = DEFAULT) -> "Archive":
    """The archive at ``path``, to be used in a ``with`` statement; it is made where there is none.

    Of ``settings`` the threshold counts. The file must lie on a disk of this machine, where
    several processes may have it open: readers go on while one writes, a second writer waits its turn.
    Raises ``ArchiveError`` for a file that cannot be used, ``OSError`` for one that cannot be read or made.
    """
    return Archive(Path(path), settings)


class Archive:
    """What was seen before. Its methods may be called from several threads; a fork must open its own."""

    def __init__(self, path: Path, settings: DuplicateSettings) -> None:
        self.path = path
        self._rule, self._rarity = choose_rule(settings.threshold), load_rarity()
        self._lock, self._tally = Lock(), Tally()
        self._connection = connect(path, fingerprint_rule())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """How many different texts there are."""
        with self._lock_archive(), read_snapshot(self._connection):
            self._tally.catch_up(self._connection)
            return self._tally.n_documents

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def query(self, documents: Iterable[Document]) -> tuple[Match | None, ...]:
        """For each document the one in the archive that it repeats most, or None; nothing is added.

        Raises ``DocumentError`` and ``TextError`` for what is no document, ``ArchiveError`` and ``OSError``.
        """
        parts = self._shingle(documents)
        with self._lock_archive(), read_snapshot(self._connection):
            self._tally.catch_up(self._connection)
            return tuple(match for ids, shingles in parts for match in self._find(ids, shingles))

    def add(self, documents: Iterable[Document]) -> tuple[Match | None, ...]:
        """Keep the documents, and say of each what it repeats: in the archive, or among those before it.

        All of them are kept or, where an error is raised, none; they are on disk when this returns. Raises
        ``DocumentError`` and ``TextError`` for what is no document, ``ArchiveError`` and ``OSError``.
        """
        parts = self._shingle(documents)
        with self._lock_archive(), write_transaction(self._connection):
            self._tally.catch_up(self._connection)
            found = tuple(match for ids, shingles in parts for match in self._find(ids, shingles, keep=True))
            self._tally.save(self._connection)
        return found

    @contextmanager
    def _lock_archive(self) -> Iterator[None]:
        """One thread at a time; counts that may belong to what was rolled back are counted anew."""
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
        """What each document of a part repeats; with ``keep``, kept before it is looked for."""
        found, rows = self._find_same_texts(ids, shingles)
        tally, connection = self._tally, self._connection
        numbers = np.full(len(rows), tally.n_documents + 1)
        if keep:
            numbers += np.arange(len(rows))
            tally.count(shingles.runs[locate_entries(shingles.run_offsets, rows)[0]], len(rows))
        part = SketchedDocuments(shingles, rows, *sketch(shingles, rows, tally.table, tally.n_documents))
        if keep:
            write_documents(connection, numbers, [ids[row] for row in rows.tolist()], part)
        # A document finds those before it in its own part in the way it finds all others.
        for row, match in self._choose(part, find_candidate_pairs(connection, part, numbers)):
            found[row] = match
        return found

    def _find_same_texts(
        self, ids: list[str], shingles: Shingles
    ) -> tuple[list[Match | None], NDArray[np.int64]]:
        """For each document one with the same words in the same order; the rows of those left to compare."""
        texts = shingles.texts.view(np.int64).tolist()
        found: list[Match | None] = []
        firsts: dict[int, str] = {}
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
        sides = np.column_stack([len(ids) + part.rows[pairs[:, 0]], archived])
        common = Commonness(self._rarity, self._tally.table, self._tally.n_documents)
        verdicts = decide(measure_candidates(both, sides, common), self._rule)
        # The surest first, of equals the one that came first.
        order = np.lexsort((archived, -verdicts, pairs[:, 0]))
        order = order[verdicts[order] >= 0]
        best = order[np.flatnonzero(np.diff(pairs[order, 0], prepend=-1))]
        likeness, containment, sizes = overlap(both, sides[best])
        for place, pair in enumerate(best.tolist()):
            similarity = float(likeness[place])
            reason = name_reason(similarity, float(containment[place]), *sizes[place].tolist())
            yield int(sides[pair, 0]) - len(ids), Match(ids[archived[pair]], similarity, reason)
