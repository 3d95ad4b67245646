"""The documents of an archive and its posting rows (run -> document); used by `archive`."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.archive.serialization import (
    DamageError,
    StoredDocument,
    check_stored,
    pack_document,
    unpack_documents,
)
from summarizer.duplicates.candidates import CROWD, SHARED_HASHES
from summarizer.duplicates.shingles import Shingles
from summarizer.duplicates.small_batches import FEW

# If many documents hold a run, only the newest are candidates: copies appear within days.
_HOLDERS = (
    "SELECT document, is_short FROM postings WHERE run = ? AND document < ? ORDER BY document DESC LIMIT ?"
)
_COLUMNS = "SELECT id, text, text_rest, packed FROM documents"
_DOCUMENT = f"{_COLUMNS} WHERE number = ?"
_SAME_TEXT = f"{_COLUMNS} WHERE text = ? AND text_rest = ? ORDER BY number LIMIT 1"


@dataclass(frozen=True, slots=True)
class SketchedDocuments:
    """Documents to be added or looked up, with their sketches.

    shingles          of all of them
    rows      (n,)    those to look up: with words, and not an exact copy
    hashes    (m,)    sketch hashes
    owners    (m,)    which of ``rows`` each belongs to
    """

    shingles: Shingles
    rows: NDArray[np.int64]
    hashes: NDArray[np.uint32]
    owners: NDArray[np.int64]


def write_documents(
    connection: sqlite3.Connection, numbers: NDArray[np.int64], ids: Sequence[str], part: SketchedDocuments
) -> None:
    """Write documents under ``numbers`` and their sketches; (n_documents,), as the rows of ``part``."""
    shingles, rows, hashes, owners = part.shingles, part.rows, part.hashes, part.owners
    documents = zip(numbers.tolist(), ids, rows.tolist(), strict=True)
    connection.executemany(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
        ((number, *pack_document(name, shingles, row)) for number, name, row in documents),
    )
    is_short = np.bincount(owners, minlength=len(rows))[owners] == 1
    order = np.argsort(hashes, kind="stable")
    columns = (hashes[order].tolist(), numbers[owners[order]].tolist(), is_short[order].tolist())
    connection.executemany("INSERT INTO postings VALUES (?, ?, ?)", zip(*columns, strict=True))


def find_candidate_pairs(
    connection: sqlite3.Connection, part: SketchedDocuments, bounds: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Candidate pairs: those that share hashes of their sketches, or all where the archive is small.

    bounds   (n_rows,)     for each row of ``part``, the number below which documents count as before it
    returns  (n_pairs, 2)  a place in ``part.rows``, and the number of a document in the archive; ascending
    """
    if bounds.max(initial=0) <= FEW:
        owners = np.repeat(np.arange(len(bounds)), bounds - 1)
        firsts = np.repeat(np.cumsum(bounds - 1) - (bounds - 1), bounds - 1)
        return np.column_stack([owners, np.arange(len(owners)) - firsts + 1])
    keys: list[int] = []
    shorts: list[int] = []
    # In the order of the table, so that neighbouring rows are read together.
    order = np.argsort(part.hashes, kind="stable")
    runs, owners = part.hashes[order].tolist(), part.owners[order]
    for run, owner, bound in zip(runs, owners.tolist(), bounds[owners].tolist(), strict=True):
        for document, is_short in connection.execute(_HOLDERS, (run, bound, CROWD)):
            keys.append(owner << 40 | document)
            shorts.append(is_short)
    pairs, firsts, n_shared = np.unique(np.array(keys, np.int64), return_index=True, return_counts=True)
    new, numbers = pairs >> 40, pairs & ((1 << 40) - 1)
    # A sketch of one run cannot share two.
    n_hashes = np.bincount(owners, minlength=len(part.rows))
    wanted = np.minimum(SHARED_HASHES, np.minimum(n_hashes[new], 2 - np.array(shorts, np.int64)[firsts]))
    is_candidate = n_shared >= wanted
    return np.column_stack([new[is_candidate], numbers[is_candidate]])


def fetch_documents(connection: sqlite3.Connection, numbers: Sequence[int]) -> tuple[list[str], Shingles]:
    """The ids and the shingles of documents of an archive. Raises ``DamageError``."""
    documents = []
    for number in numbers:
        row = connection.execute(_DOCUMENT, (number,)).fetchone()
        if row is None:
            raise DamageError(f"no document {number}, to which postings point")
        documents.append(StoredDocument(*row))
    return [one.id for one in documents], unpack_documents(documents)


def find_same_text(connection: sqlite3.Connection, text: tuple[int, int]) -> str | None:
    """The id of the first document with the same words in the same order; ``text``: 128 bits for them.

    Raises ``DamageError``.
    """
    row = connection.execute(_SAME_TEXT, text).fetchone()
    if row is None:
        return None
    found = StoredDocument(*row)
    check_stored(found)
    return found.id
