"""Joining: sketches of all parts -> candidate pairs -> measured pairs.

A bucket of sketch hashes finds pairs; the same pair may share hashes of several buckets, so pairs are joined
again by ranges of their own before it is asked whether they share two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.run.arrays import fetch_shingles, load, save, slice_ascending
from summarizer.duplicates.candidates import add_shared, pair_buckets, select_pairs, unpack_pairs
from summarizer.duplicates.decision import choose_rule, decide, load_rarity
from summarizer.duplicates.measures import LIKENESS, Commonness, measure_candidates
from summarizer.duplicates.shingles import Shingles

# Rows whose shingles are in memory together; `measure_candidates` bounds its own working arrays.
ROWS_AT_ONCE = 1 << 15


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where the documents and rows of a dump lie.

    parts       folders of shingles
    firsts      (n_parts,)    number of the first document of each
    buckets     folders that tell the first document of each row
    row_firsts  (n_buckets,)  number of the first row of each
    n_rows      rows in all
    """

    parts: tuple[Path, ...]
    firsts: NDArray[np.int64]
    buckets: tuple[Path, ...]
    row_firsts: NDArray[np.int64]
    n_rows: int

    def find_documents(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The document that stands for each row; ``rows`` ascend."""
        edges = np.append(np.searchsorted(rows, self.row_firsts), len(rows)).tolist()
        found = [
            load(bucket, "documents")[rows[start:end] - first]
            for bucket, first, start, end in zip(
                self.buckets, self.row_firsts.tolist(), edges[:-1], edges[1:], strict=True
            )
            if end > start
        ]
        return np.concatenate(found) if found else np.empty(0, np.int64)

    def fetch(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], Shingles]:
        """Rows, each once and in the order of their documents, and their shingles."""
        rows = np.unique(rows)
        documents = self.find_documents(rows)
        order = np.argsort(documents)
        return rows[order], fetch_shingles(list(self.parts), self.firsts, documents[order])


def find_pairs(folder: Path, sketches: Sequence[Path], bucket: tuple[int, int | None]) -> None:
    """Write the packed ``pairs`` of rows that share hashes of a bucket, ascending, and ``n_shared``."""
    found = []
    for path in sketches:
        keys = load(path, "keys")
        found.append(np.asarray(keys[slice_ascending(keys, *bucket)]))
    pairs, n_shared = pair_buckets(np.concatenate(found))
    save(folder, {"pairs": pairs, "n_shared": np.minimum(n_shared, 255).astype(np.uint8)})


def measure_pairs(
    folder: Path,
    found: Sequence[Path],
    bucket: tuple[int, int | None],
    corpus: Corpus,
    singles: NDArray[np.int64],
    table: Path,
) -> None:
    """Write every candidate of a range of pairs, measured.

    pairs     (n,)  packed rows, ascending
    verdicts  (n,)  log-odds of the trained rule, 0 or more: one text
    likeness  (n,)  Jaccard likeness of the runs
    """
    pieces, counts = [], []
    for path in found:
        pairs = load(path, "pairs")
        chosen = slice_ascending(pairs, *bucket)
        pieces.append(np.asarray(pairs[chosen]))
        counts.append(np.asarray(load(path, "n_shared")[chosen]))
    pairs, n_shared = add_shared(np.concatenate(pieces), np.concatenate(counts))
    del pieces, counts

    def count_hashes(rows: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.where(np.isin(rows, singles), 1, 2)

    pairs = select_pairs(pairs, n_shared, count_hashes)
    common = Commonness(load_rarity(), load(table, "table"), corpus.n_rows)
    rule = choose_rule(None)
    verdicts, likeness = np.empty(len(pairs)), np.empty(len(pairs))
    for start, end in split_rows(unpack_pairs(pairs)):
        rows, shingles = corpus.fetch(unpack_pairs(pairs[start:end]).reshape(-1))
        measures = measure_candidates(shingles, place_pairs(unpack_pairs(pairs[start:end]), rows), common)
        verdicts[start:end], likeness[start:end] = decide(measures, rule), measures[:, LIKENESS]
    save(folder, {"pairs": pairs, "verdicts": verdicts, "likeness": likeness})


def split_rows(pairs: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Stretches of pairs whose rows fit into memory together."""
    step = ROWS_AT_ONCE // 2
    return [(start, min(start + step, len(pairs))) for start in range(0, len(pairs), step)]


def place_pairs(pairs: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs of rows as places in ``rows``, which hold each once in any order."""
    order = np.argsort(rows)
    return order[np.searchsorted(rows[order], pairs)]
