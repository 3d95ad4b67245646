"""The document of each cluster that is kept, and how each duplicate repeats it; the last stage."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.clusters import FIRST_MORE, NEITHER, SECOND_MORE
from summarizer.duplicates.measures import overlap
from summarizer.duplicates.shingles import Shingles
from summarizer.records import (
    Cluster,
    Deduplication,
    Document,
    Duplicate,
    DuplicateSettings,
    Keep,
    Reason,
)
from summarizer.text.dates import read_date

# A shortened copy has at most this share as many runs as the other, and shares at least this part of its own.
CONTAINED_SIZE, CONTAINED_SHARE = 0.8, 0.8
# A longer document of which the other has less than this share of the runs would be lost in its place.
LOST_SHARE = 0.15


def find_holders(likeness: NDArray[np.float64], sizes: NDArray[np.int64]) -> NDArray[np.int8]:
    """Which of each pair holds more and so must not be removed for the other; `clusters` names the answers.

    likeness  (n_pairs,)    Jaccard likeness of the runs
    sizes     (n_pairs, 2)  runs of each side
    """
    shared = likeness * sizes.sum(axis=1) / (1 + likeness)
    shorter, longer = sizes.min(axis=1), sizes.max(axis=1)
    # Rounded: a likeness is a quotient of whole numbers.
    is_part = np.round(shared, 3) >= CONTAINED_SHARE * shorter
    is_lost = np.round(shared, 3) < LOST_SHARE * longer
    has_holder = (shorter <= CONTAINED_SIZE * longer) & (is_part | is_lost)
    side = np.where(sizes[:, 0] > sizes[:, 1], FIRST_MORE, SECOND_MORE)
    return np.where(has_holder, side, NEITHER).astype(np.int8)


def choose_kept(
    documents: Sequence[Document],
    labels: NDArray[np.int64],
    eligible: NDArray[np.bool_],
    settings: DuplicateSettings,
) -> NDArray[np.int64]:
    """The kept document of each document's cluster, by place.

    labels    (n_documents,)  equal within a cluster
    eligible  (n_documents,)  which may be kept, at least one of each cluster

    Raises ``DocumentError`` for an invalid date, where the newest is kept.
    """
    kept = np.arange(len(documents))
    # Most documents are alone.
    several = np.flatnonzero(np.bincount(labels)[labels] > 1)
    members = several[eligible[several]]
    members = members[np.argsort(labels[members], kind="stable")]
    members = members[np.lexsort((_rank(documents, members, settings), labels[members]))]
    # The first eligible member of each cluster.
    kept_of = np.empty(int(labels.max()) + 1, np.int64)
    firsts = members[np.flatnonzero(np.diff(labels[members], prepend=-1))]
    kept_of[labels[firsts]] = firsts
    kept[several] = kept_of[labels[several]]
    return kept


def describe_clusters(
    documents: Sequence[Document], shingles: Shingles, kept: NDArray[np.int64], workers: int | None = 1
) -> Deduplication:
    """Every cluster, in the order of the kept documents, and how each duplicate repeats its kept document.

    kept  (n_documents,)  the kept document of each document's cluster
    """
    rows = np.flatnonzero(kept != np.arange(len(kept)))
    rows = rows[np.argsort(kept[rows], kind="stable")]
    reasons = _find_reasons(shingles, rows, kept[rows], workers)
    return _make_clusters(documents, kept, rows.tolist(), reasons)


def name_reason(likeness: float, containment: float, n_runs: int, n_runs_kept: int) -> Reason:
    """Whether a duplicate is nearly the kept document or a shortened copy of it."""
    is_shortened = n_runs <= CONTAINED_SIZE * n_runs_kept and containment >= CONTAINED_SHARE and likeness < 1
    return Reason.CONTAINED if is_shortened else Reason.NEAR


def _make_clusters(
    documents: Sequence[Document],
    kept: NDArray[np.int64],
    rows: list[int],
    reasons: list[tuple[float, Reason]],
) -> Deduplication:
    """The records of all clusters; ``rows`` are the duplicates, by their kept documents."""
    duplicates: dict[int, list[Duplicate]] = {}
    for row, place, (similarity, reason) in zip(rows, kept[rows].tolist(), reasons, strict=True):
        duplicates.setdefault(place, []).append(
            Duplicate(documents[row].id, documents[place].id, similarity, reason)
        )
    return Deduplication(
        tuple(
            Cluster(documents[place].id, tuple(duplicates.get(place, ())))
            for place in np.flatnonzero(kept == np.arange(len(kept))).tolist()
        )
    )


def _rank(
    documents: Sequence[Document], places: NDArray[np.int64], settings: DuplicateSettings
) -> NDArray[np.int64]:
    """The rank of each of some documents; of a cluster the one with the smallest is kept."""
    if settings.keep == Keep.FIRST:
        return places
    wanted = sorted(
        range(len(places)), key=list(map(_make_key(documents, settings), places.tolist())).__getitem__
    )
    ranks = np.empty(len(places), np.int64)
    ranks[wanted] = np.arange(len(places))
    return ranks


def _make_key(
    documents: Sequence[Document], settings: DuplicateSettings
) -> Callable[[int], tuple[float, int, str]]:
    """A function from the place of a document to what ranks it."""
    preference = {source: place for place, source in reversed(list(enumerate(settings.sources)))}
    first: Callable[[int], float] = {
        Keep.LONGEST: lambda _: 0,
        Keep.NEWEST: lambda place: -read_date(documents[place].date, place),
        Keep.SOURCE: lambda place: preference.get(documents[place].source, len(preference)),
    }[settings.keep]
    return lambda place: (first(place), -len(documents[place].text), documents[place].id)


def _find_reasons(
    shingles: Shingles, rows: NDArray[np.int64], kept: NDArray[np.int64], workers: int | None
) -> list[tuple[float, Reason]]:
    """How alike each row and its kept document are, and why the row is a duplicate."""
    reasons = [(1.0, Reason.EXACT)] * len(rows)
    is_other = (shingles.texts[rows] != shingles.texts[kept]) | (
        shingles.checks[rows] != shingles.checks[kept]
    )
    others = np.flatnonzero(is_other)
    pairs = np.column_stack([rows[others], kept[others]])
    likeness, containment, sizes = overlap(shingles, pairs, workers)
    measured = zip(others.tolist(), likeness.tolist(), containment.tolist(), sizes.tolist(), strict=True)
    for place, alike, contained, (n_runs, n_runs_kept) in measured:
        reasons[place] = (alike, name_reason(alike, contained, n_runs, n_runs_kept))
    return reasons
