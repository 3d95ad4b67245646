"""Phase `elect`: which document of each cluster is kept, and how the others differ from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.cluster import Clustered
from summarizer.dumps.run.arrays import Folders, Joined, load, load_slice, save
from summarizer.dumps.run.buckets import Bucket, count_tasks, cut_buckets, slice_ascending
from summarizer.dumps.run.corpus import Corpus, Decided
from summarizer.dumps.run.strings import pack_strings
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.candidates import pack_pairs
from summarizer.duplicates.representatives import name_reason
from summarizer.records import DuplicateSettings, Keep, Reason

REASONS = tuple(Reason)
# What is written of each document that is not kept, besides the id of the one that is.
OF_REMOVED = ("documents", "rows", "kept", "similarity", "reasons", "may_stay")
# Documents that one task takes; some 30 to 100 MB of working arrays.
BUCKET_DOCUMENTS = 1 << 18


def elect_kept(runner: Runner, corpus: Corpus, clustered: Clustered, settings: DuplicateSettings) -> Decided:
    """Which documents are kept."""
    removed = elect_removed(runner, corpus, clustered, settings)
    clusters = runner.work / f"clusters{runner.round_name}"
    if not clusters.is_dir():
        kept = [np.unique(load_slice(path, "kept")) for path in removed]
        save(clusters, {"kept": np.unique(np.concatenate(kept))})
    return Decided(Joined((removed,)), clusters)


def elect_removed(
    runner: Runner,
    corpus: Corpus,
    clustered: Clustered,
    settings: DuplicateSettings,
    *,
    has_all_rows: bool = True,
) -> Folders:
    """The documents that are not kept.

    has_all_rows  whether rows outside clusters are of interest, of which one document each is kept
    """
    name = runner.round_name
    buckets = zip(corpus.buckets, corpus.row_firsts.tolist(), strict=True)
    wanted = Wanted(clustered.folders, has_all_rows)
    tasks = [(bucket, first, wanted) for bucket, first in buckets]
    members = runner.run("elect", gather_members, tasks, f"-members{name}")
    n_members = sum(len(load(path, "centres")) for path in members)
    samples = np.concatenate([load_slice(path, "centres", slice(None, None, 16)) for path in members])
    ranges = cut_buckets(members, samples, count_tasks(n_members, BUCKET_DOCUMENTS, runner.scale))
    electing = [(bucket, corpus, settings, clustered.pairs) for bucket in ranges]
    return runner.run("elect", elect_bucket, electing, name)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are of interest.

    clustered     folders of the rows in clusters
    has_all_rows  whether rows outside these are, of which one document each is kept
    """

    clustered: Sequence[Path]
    has_all_rows: bool


def gather_members(folder: Path, bucket: Path, first: int, wanted: Wanted) -> None:
    """Write the documents of a bucket of rows that have a neighbour, and, with all rows, those with a copy.

    centres, documents, rows  (n,)
    may_stay                  (n,)  whether it may be kept

    In the order of their ``centres``, so that a range of centres is one slice.
    """
    rows, numbers = load(bucket, "rows"), load(bucket, "numbers")
    n_rows = len(load(bucket, "documents"))
    centres, is_clustered = np.arange(first, first + n_rows), np.zeros(n_rows, bool)
    may_stay = np.ones(n_rows, bool)
    for path in wanted.clustered:
        chosen = slice_ascending(load(path, "rows"), first, first + n_rows)
        own = load(path, "rows")[chosen] - first
        centres[own] = load(path, "centres")[chosen]
        may_stay[own] = load(path, "eligible")[chosen]
        is_clustered[own] = True
    taken = np.flatnonzero(np.asarray(rows) >= 0)
    local = np.asarray(rows)[taken]
    chosen = is_clustered[local]
    if wanted.has_all_rows:
        chosen |= np.bincount(local, minlength=n_rows)[local] > 1
    local, numbers = local[chosen], np.asarray(numbers)[taken[chosen]]
    order = np.lexsort((numbers, centres[local]))
    save(
        folder,
        {
            "centres": centres[local][order],
            "documents": numbers[order],
            "rows": local[order] + first,
            "may_stay": may_stay[local][order],
        },
    )


def elect_bucket(
    folder: Path, bucket: Bucket, corpus: Corpus, settings: DuplicateSettings, measured: Sequence[Path]
) -> None:
    """Write, for the clusters whose centres are in a range, every document that is not kept.

    measured: the folders of the measured pairs

    documents   (n,)  ascending
    rows        (n,)  the row of each
    kept        (n,)  the kept document of each one's cluster
    similarity  (n,)  Jaccard likeness of the runs of the two
    reasons     (n,)  places in ``REASONS``
    may_stay    (n,)  whether it might have been kept
    ids         the ids of the kept ones, as bytes, with ``id_offsets``
    """
    centres, documents, rows, may_stay = bucket.read("centres", "centres", "documents", "rows", "may_stay")
    order = _rank(corpus, centres, documents, settings)
    # Of each cluster those that may be kept come first, each kind in the order of preference.
    order = order[np.lexsort((~may_stay[order], centres[order]))]
    centres, documents, rows = centres[order], documents[order], rows[order]
    is_kept = np.diff(centres, prepend=-1) != 0
    kept = np.flatnonzero(is_kept)[np.cumsum(is_kept) - 1]
    removed = np.flatnonzero(~is_kept)
    removed = removed[np.argsort(documents[removed])]
    similarity, reasons = _describe(corpus, measured, rows[removed], rows[kept[removed]])
    ids = corpus.parts.fetch_strings(documents[kept[removed]], "id")
    save(
        folder,
        {
            "documents": documents[removed],
            "rows": rows[removed],
            "kept": documents[kept[removed]],
            "similarity": similarity,
            "reasons": reasons,
            "may_stay": may_stay[order][removed],
            **pack_strings(ids, "id"),
        },
    )


def _rank(
    corpus: Corpus, centres: NDArray[np.int64], documents: NDArray[np.int64], settings: DuplicateSettings
) -> NDArray[np.int64]:
    """The documents by their centres, the kept one of each first, as `deduplicate` ranks them."""
    if settings.keep is Keep.FIRST:
        return np.lexsort((documents, centres))
    # The smaller id wins a tie; UTF-8 bytes have the order of the text.
    names = np.array([*corpus.parts.fetch_strings(documents, "id"), b""], object)[:-1]
    by_name = np.empty(len(names), np.int64)
    by_name[np.argsort(names, kind="stable")] = np.arange(len(names))
    lengths = -corpus.parts.fetch_values(documents, "n_characters")
    first: NDArray[Any] = np.zeros(len(documents))
    if settings.keep is Keep.NEWEST:
        first = -corpus.parts.fetch_values(documents, "dates")
    elif settings.keep is Keep.SOURCE:
        places = {source.encode(): place for place, source in reversed(list(enumerate(settings.sources)))}
        names_of_sources = corpus.parts.fetch_strings(documents, "source")
        first = np.array([places.get(source, len(places)) for source in names_of_sources])
    return np.lexsort((by_name, lengths, first, centres))


def _describe(
    corpus: Corpus, measured: Sequence[Path], rows: NDArray[np.int64], kept: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """How similar rows are to the kept ones of their clusters, and the reasons.

    A kept row is accepted with every other of its cluster, so each pair was measured.
    """
    similarity, reasons = np.ones(len(rows)), np.full(len(rows), REASONS.index(Reason.EXACT), np.uint8)
    others = np.flatnonzero(rows != kept)
    pairs = np.column_stack([rows[others], kept[others]])
    likeness, sizes = _fetch_likeness(measured, np.sort(pairs, axis=1)), corpus.count_runs(pairs)
    # Rounded: a likeness is a quotient of whole numbers.
    shared = np.rint(likeness * sizes.sum(axis=1) / (1 + likeness))
    containment = shared / np.maximum(sizes.min(axis=1), 1)
    found = zip(likeness.tolist(), containment.tolist(), sizes.tolist(), strict=True)
    similarity[others] = likeness
    reasons[others] = [
        REASONS.index(name_reason(alike, contained, n_runs, n_runs_kept))
        for alike, contained, (n_runs, n_runs_kept) in found
    ]
    return similarity, reasons


def _fetch_likeness(measured: Sequence[Path], pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """The likeness of measured pairs; each folder holds an ascending range, and each round has its own."""
    packed = pack_pairs(pairs)
    order = np.argsort(packed)
    wanted, found = packed[order], np.empty(len(packed))
    for path in measured:
        own = load(path, "pairs")
        chosen = slice_ascending(wanted, int(own[0]), int(own[-1]) + 1) if len(own) else slice(0, 0)
        if chosen.start < chosen.stop:
            places = np.searchsorted(own, wanted[chosen])
            is_there = own[places] == wanted[chosen]
            found[order[chosen][is_there]] = load(path, "likeness")[places[is_there]]
    return found
