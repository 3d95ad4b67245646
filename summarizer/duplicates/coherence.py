"""How far the documents around one are not one text with each other; used by `clusters` to choose centres.

A round-up is accepted with reports that have nothing in common. As a centre it would put them into one
cluster, so that one of them would stand for another.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.entries import locate_entries

# A pair this far below acceptance is two texts; one less far below counts in part. Strongly edited copies of
# one report lie 1 to 3 below with each other. With 2, F1 at 5,000 documents was lower by .002; with 8, a
# third of the wrong pairs that are left out of clusters of real articles came back.
NEAR = 4.0
# Steps of closeness, a power of two: sums of them are exact in any order.
_STEPS = 1024
# Documents around pairs that are looked up at once.
_PART_ENTRIES = 1 << 20


def sum_openness(
    graph: tuple[NDArray[np.int64], NDArray[np.int64]],
    pairs: NDArray[np.int64],
    scores: NDArray[np.float64],
    n_documents: int,
) -> NDArray[np.float64]:
    """For each document the sum over its neighbours of the share of its others that each is apart from.

    graph    documents and their neighbours: both directions of every accepted pair, ascending, (n,) each
    pairs    (n_pairs, 2)    measured pairs, each once
    scores   (n_pairs,)      the verdict of each
    returns  (n_documents,)  0 where all neighbours are accepted with each other
    """
    ends, neighbours = graph
    degrees = np.bincount(ends, minlength=n_documents)
    offsets = np.concatenate([[0], np.cumsum(degrees)])
    edges = ends * n_documents + neighbours
    closeness = np.round(np.clip(1 + scores / NEAR, 0, 1) * _STEPS) / _STEPS
    chosen = np.flatnonzero((closeness > 0) & (degrees[pairs] > 0).all(axis=1))
    closeness, pairs = closeness[chosen], pairs[chosen]
    # The side with fewer neighbours is walked through, the other is looked up.
    is_turned = degrees[pairs[:, 0]] > degrees[pairs[:, 1]]
    fewer, more = np.where(is_turned, pairs[:, ::-1].T, pairs.T)
    closed = np.zeros(n_documents)
    for part in _split(degrees[fewer]):
        places, counts = locate_entries(offsets, fewer[part])
        around = neighbours[places]
        wanted = around * n_documents + np.repeat(more[part], counts)
        found = edges[np.minimum(np.searchsorted(edges, wanted), len(edges) - 1)] == wanted
        closed += np.bincount(around[found], np.repeat(closeness[part], counts)[found], n_documents)
    return np.where(degrees > 0, degrees - 1 - 2 * closed / np.maximum(degrees, 1), 0.0)


def _split(counts: NDArray[np.int64]) -> Iterator[slice]:
    """Slices with about ``_PART_ENTRIES`` entries each."""
    parts = np.cumsum(counts) // _PART_ENTRIES
    edges = np.flatnonzero(np.diff(parts, prepend=-1, append=-1))
    for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        yield slice(start, end)
