"""Electing: clusters of rows -> clusters of documents, which one is kept, what the others are to it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.gather import pack_strings
from summarizer.dumps.phases.pair import Corpus, place_pairs, split_rows
from summarizer.dumps.run.arrays import load, save, slice_ascending
from summarizer.duplicates.measures import overlap
from summarizer.duplicates.representatives import name_reason
from summarizer.records import DuplicateSettings, Keep, Reason

REASONS = tuple(Reason)


def gather_members(folder: Path, bucket: Path, first: int, clustered: Sequence[Path]) -> None:
    """Write the documents of a bucket of rows that have a copy or a neighbour: centres, documents, rows.

    In the order of their ``centres``, so that a range of centres is one slice.
    """
    rows, numbers = load(bucket, "rows"), load(bucket, "numbers")
    n_rows = len(load(bucket, "documents"))
    centres, is_clustered = np.arange(first, first + n_rows), np.zeros(n_rows, bool)
    for path in clustered:
        chosen = slice_ascending(load(path, "rows"), first, first + n_rows)
        own = load(path, "rows")[chosen] - first
        centres[own] = load(path, "centres")[chosen]
        is_clustered[own] = True
    taken = np.flatnonzero(np.asarray(rows) >= 0)
    local = np.asarray(rows)[taken]
    chosen = (np.bincount(local, minlength=n_rows)[local] > 1) | is_clustered[local]
    local, numbers = local[chosen], np.asarray(numbers)[taken[chosen]]
    order = np.lexsort((numbers, centres[local]))
    save(
        folder,
        {"centres": centres[local][order], "documents": numbers[order], "rows": local[order] + first},
    )


def elect(
    folder: Path,
    members: Sequence[Path],
    bucket: tuple[int, int | None],
    corpus: Corpus,
    settings: DuplicateSettings,
) -> None:
    """Write, for the clusters whose centres are in a range, every document that is not kept.

    documents   (n,)  ascending
    kept        (n,)  the kept document of each one's cluster
    similarity  (n,)  Jaccard likeness of the runs of the two
    reasons     (n,)  places in ``REASONS``
    ids         the ids of the kept ones, as bytes, with ``id_offsets``
    """
    slices = [(path, slice_ascending(load(path, "centres"), *bucket)) for path in members]
    centres, documents, rows = (
        np.concatenate([np.asarray(load(path, name)[chosen]) for path, chosen in slices])
        for name in ("centres", "documents", "rows")
    )
    order = _rank(corpus, centres, documents, settings)
    centres, documents, rows = centres[order], documents[order], rows[order]
    is_kept = np.diff(centres, prepend=-1) != 0
    kept = np.flatnonzero(is_kept)[np.cumsum(is_kept) - 1]
    removed = np.flatnonzero(~is_kept)
    removed = removed[np.argsort(documents[removed])]
    similarity, reasons = _describe(corpus, rows[removed], rows[kept[removed]])
    ids, offsets = _fetch_strings(corpus, documents[kept[removed]], "id")
    save(
        folder,
        {
            "documents": documents[removed],
            "kept": documents[kept[removed]],
            "similarity": similarity,
            "reasons": reasons,
            "ids": ids,
            "id_offsets": offsets,
        },
    )


def _rank(
    corpus: Corpus, centres: NDArray[np.int64], documents: NDArray[np.int64], settings: DuplicateSettings
) -> NDArray[np.int64]:
    """The documents by their centres, of each the kept one first: as `duplicates.keeping` ranks."""
    if settings.keep is Keep.FIRST:
        return np.lexsort((documents, centres))
    # The smaller id wins a tie; ids are compared as text, which UTF-8 keeps the order of.
    names = np.array([*_list_strings(corpus, documents, "id"), b""], object)[:-1]
    by_name = np.empty(len(names), np.int64)
    by_name[np.argsort(names, kind="stable")] = np.arange(len(names))
    lengths = -fetch(corpus, documents, "n_characters")
    first: NDArray[Any] = np.zeros(len(documents))
    if settings.keep is Keep.NEWEST:
        first = -fetch(corpus, documents, "dates")
    elif settings.keep is Keep.SOURCE:
        places = {source.encode(): place for place, source in reversed(list(enumerate(settings.sources)))}
        first = np.array(
            [places.get(source, len(places)) for source in _list_strings(corpus, documents, "source")]
        )
    return np.lexsort((by_name, lengths, first, centres))


def _describe(
    corpus: Corpus, rows: NDArray[np.int64], kept: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    similarity, reasons = np.ones(len(rows)), np.full(len(rows), REASONS.index(Reason.EXACT), np.uint8)
    others = np.flatnonzero(rows != kept)
    for start, end in split_rows(others):
        places = others[start:end]
        pairs = np.column_stack([rows[places], kept[places]])
        held, shingles = corpus.fetch(pairs.reshape(-1))
        likeness, containment, sizes = overlap(shingles, place_pairs(pairs, held))
        similarity[places] = likeness
        measured = zip(likeness.tolist(), containment.tolist(), sizes.tolist(), strict=True)
        reasons[places] = [
            REASONS.index(name_reason(alike, contained, n_runs, n_runs_kept))
            for alike, contained, (n_runs, n_runs_kept) in measured
        ]
    return similarity, reasons


def fetch(corpus: Corpus, documents: NDArray[np.int64], name: str) -> NDArray[Any]:
    """One value of each document, from wherever it lies."""
    owners = np.searchsorted(corpus.firsts, documents, side="right") - 1
    found: NDArray[Any] | None = None
    for part in np.unique(owners).tolist():
        chosen = np.flatnonzero(owners == part)
        values = load(corpus.parts[part], name)[documents[chosen] - corpus.firsts[part]]
        found = np.empty(len(documents), values.dtype) if found is None else found
        found[chosen] = values
    return np.empty(0) if found is None else found


def _list_strings(corpus: Corpus, documents: NDArray[np.int64], kind: str) -> list[bytes]:
    owners = np.searchsorted(corpus.firsts, documents, side="right") - 1
    found: list[bytes] = [b""] * len(documents)
    for part in np.unique(owners).tolist():
        chosen = np.flatnonzero(owners == part)
        rows = documents[chosen] - corpus.firsts[part]
        strings = cut_strings(corpus.parts[part], kind, rows)
        for place, string in zip(chosen.tolist(), strings, strict=True):
            found[place] = string
    return found


def cut_strings(part: Path, kind: str, rows: NDArray[np.int64]) -> list[bytes]:
    """The ids or sources of some documents of a part."""
    data, offsets = load(part, f"{kind}s"), load(part, f"{kind}_offsets")
    bounds = zip(offsets[rows].tolist(), offsets[rows + 1].tolist(), strict=True)
    return [data[start:end].tobytes() for start, end in bounds]


def _fetch_strings(
    corpus: Corpus, documents: NDArray[np.int64], kind: str
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    return pack_strings(_list_strings(corpus, documents, kind))
