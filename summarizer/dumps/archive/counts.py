"""How many documents of an archive hold each run of words; used by `archive`.

The same buckets as ``sketches.count_runs``, so that formulas are found by the same rule. The counts are saved
every 4,096 documents; later documents are counted from their blobs, so that every process has the same counts
for the same archive.
"""

import sqlite3
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.archive.serialization import DamageError, StoredDocument, unpack_runs
from summarizer.duplicates.sketches import find_buckets

# 4 million buckets: 16 MB in memory, 8 MB in the file.
_BUCKETS = 1 << 22
_MOST = np.iinfo(np.uint16).max
# Opening an archive reads at most so many documents again: 10 MB, 20 ms.
SAVE_EVERY = 1 << 12
_SAVED = "SELECT n_documents, background, counts FROM counts WHERE n_documents > ?"
_LATER = "SELECT id, text, text_rest, packed FROM documents WHERE number > ? ORDER BY number"


class Tally:
    """How many documents are counted, and how many of them hold the runs of each bucket.

    table       (4M,)  documents above the background
    background         the median of all buckets: what one holds by chance, since many runs share it. It is
                       subtracted, or every run would be a formula from a few million documents on.
    """

    def __init__(self) -> None:
        self.table: NDArray[np.int32] = np.zeros(_BUCKETS, np.int32)
        self.background = 0
        self.n_documents = 0
        self._n_saved = 0

    def catch_up(self, connection: sqlite3.Connection) -> None:
        """Count the documents that this or another process has added. Raises ``DamageError``."""
        (n_documents,) = connection.execute("SELECT coalesce(max(number), 0) FROM documents").fetchone()
        if n_documents == self.n_documents:
            return
        saved = connection.execute(_SAVED, (max(self.n_documents, self._n_saved),)).fetchone()
        if saved:
            self._load(*saved)
        later = [StoredDocument(*row) for row in connection.execute(_LATER, (self.n_documents,))]
        if len(later) != n_documents - self.n_documents:
            raise DamageError(f"documents missing of number {self.n_documents + 1} to {n_documents}")
        self.count(unpack_runs(later), len(later))

    def count(self, runs: NDArray[np.uint32], n_documents: int) -> None:
        """Count the runs of ``n_documents`` more documents, each run once per document."""
        np.add.at(self.table, find_buckets(runs, len(self.table)), 1)
        self.n_documents += n_documents

    def save(self, connection: sqlite3.Connection) -> None:
        """Save the counts if enough documents were added since the last time."""
        if self.n_documents < self._n_saved + SAVE_EVERY:
            return
        counts = self.table + self.background
        background = int(np.median(counts))
        data = np.minimum(counts, _MOST).astype("<u2").tobytes()
        checksum = _find_checksum(self.n_documents, background, data)
        row = (self.n_documents, background, checksum + data)
        connection.execute("INSERT OR REPLACE INTO counts VALUES (1, ?, ?, ?)", row)
        self._load(*row)

    def _load(self, n_documents: int, background: int, data: bytes) -> None:
        checksum, counts = data[:4], memoryview(data)[4:]
        if len(counts) != 2 * _BUCKETS or _find_checksum(n_documents, background, counts) != checksum:
            raise DamageError("counts with a wrong checksum")
        self.table = np.frombuffer(counts, "<u2").astype(np.int32) - np.int32(background)
        self.background, self.n_documents, self._n_saved = background, n_documents, n_documents


def _find_checksum(n_documents: int, background: int, counts: bytes | memoryview) -> bytes:
    return crc32(counts, crc32(b"%d %d" % (n_documents, background))).to_bytes(4, "little")
