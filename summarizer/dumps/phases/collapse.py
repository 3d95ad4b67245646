"""Collapsing: exact copies -> one row each, and ids that came before -> refused, over all parts.

A bucket is a range of hashes; every part keeps its hashes in order, so a bucket is one slice of each part and
no file stands between them. Rows are numbered in the order of the hashes of texts, as
`duplicates.collecting.collapse` does in memory: by the texts alone, whatever files they came in.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.run.arrays import load, save, slice_ascending

Range = tuple[int, int | None]


def find_repeated_ids(folder: Path, parts: Sequence[Path], firsts: NDArray[np.int64], bucket: Range) -> None:
    """Write the documents whose id came before: ``dropped`` (n,) ascending, and ``earlier`` (n,)."""
    digests, documents = [], []
    for part, first in zip(parts, firsts.tolist(), strict=True):
        whole = load(part, "digests")
        chosen = slice_ascending(whole[:, 0], *bucket)
        digests.append(np.asarray(whole[chosen]))
        documents.append(load(part, "digest_documents")[chosen] + first)
    pairs, numbers = np.concatenate(digests), np.concatenate(documents)
    order = np.lexsort((numbers, pairs[:, 1], pairs[:, 0]))
    pairs, numbers = pairs[order], numbers[order]
    is_new = np.ones(len(pairs), bool)
    is_new[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
    earlier = numbers[np.maximum.accumulate(np.where(is_new, np.arange(len(pairs)), 0))]
    dropped = np.flatnonzero(~is_new)
    dropped = dropped[np.argsort(numbers[dropped])]
    save(folder, {"dropped": numbers[dropped], "earlier": earlier[dropped]})


def collapse_texts(
    folder: Path, parts: Sequence[Path], firsts: NDArray[np.int64], dropped: NDArray[np.int64], bucket: Range
) -> None:
    """Write the rows of a bucket, numbered from 0 within it.

    documents  (n_rows,)       the first document of each row
    rows       (n_documents,)  the row of each document of the bucket, part after part; -1 for a dropped one
    numbers    (n_documents,)  these documents
    bounds     (n_parts + 1,)  where the documents of each part begin in ``rows``
    """
    hashes, documents, lengths = [], [], []
    for part, first in zip(parts, firsts.tolist(), strict=True):
        whole = load(part, "text_hashes")
        chosen = slice_ascending(whole, *bucket)
        local = load(part, "text_documents")[chosen]
        hashes.append(np.asarray(whole[chosen]))
        documents.append(local + first)
        lengths.append(load(part, "lengths")[local])
    bounds = np.concatenate([[0], np.cumsum([len(found) for found in hashes])])
    numbers, texts = np.concatenate(documents), np.concatenate(hashes)
    taken = np.flatnonzero(~np.isin(numbers, dropped))
    # A stable sort: of the same text the earlier document comes first, for parts come in order.
    order = taken[np.argsort(texts[taken], kind="stable")]
    is_new = np.ones(len(order), bool)
    is_new[1:] = texts[order[1:]] != texts[order[:-1]]
    # A text without words is a copy of none.
    is_new |= np.concatenate(lengths)[order] == 0
    rows = np.full(len(numbers), -1, np.int64)
    rows[order] = np.cumsum(is_new) - 1
    save(folder, {"documents": numbers[order[is_new]], "rows": rows, "numbers": numbers, "bounds": bounds})


def assign_rows(
    folder: Path,
    part: int,
    parts: Sequence[Path],
    firsts: NDArray[np.int64],
    buckets: Sequence[Path],
    row_firsts: NDArray[np.int64],
) -> None:
    """Write the rows of one part.

    rows      (n_documents,)  the row of each document, over all buckets; -1 for a dropped one
    is_first  (n_documents,)  whether it is the document that stands for its row
    n_runs    (1,)            runs of the documents that stand for rows
    """
    documents = load(parts[part], "text_documents")
    rows, is_first = np.full(len(documents), -1, np.int64), np.zeros(len(documents), bool)
    start = 0
    for bucket, first in zip(buckets, row_firsts.tolist(), strict=True):
        low, high = load(bucket, "bounds")[part : part + 2].tolist()
        found = np.asarray(load(bucket, "rows")[low:high])
        own = documents[start : start + len(found)]
        taken = found >= 0
        rows[own[taken]] = found[taken] + first
        is_first[own[taken]] = load(bucket, "documents")[found[taken]] == own[taken] + firsts[part]
        start += len(found)
    n_runs = np.diff(load(parts[part], "run_offsets"))[is_first].sum()
    save(folder, {"rows": rows, "is_first": is_first, "n_runs": np.array([n_runs])})
