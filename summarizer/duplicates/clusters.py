"""Clusters around centres, from accepted pairs; the last stage before a document of each is kept.

The best-connected document becomes a centre and takes its neighbours, then the best of those left, and so on.
A document joins a cluster only by a pair with its centre, so that A like B and B like C never join A and C:
connected components over the same pairs lowered F1 at 80,000 documents from .87 to .67.
"""

import numpy as np
from numpy.typing import NDArray

# Dumps of news need five to ten rounds.
_ROUNDS = 32


def cluster(n_documents: int, pairs: NDArray[np.int64], scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """The centre of each document's cluster, itself where it has no neighbour.

    pairs    (n_pairs, 2)    accepted pairs, each once
    scores   (n_pairs,)      the verdict of each, 0 or more
    returns  (n_documents,)  ties go to the smaller document: number documents in an order that does not
                             depend on the input order
    """
    centres = np.arange(n_documents)
    if not len(pairs):
        return centres
    # With the logistic function a few very certain neighbours do not count more than many others.
    ends, neighbours, probabilities, starts = _index_neighbours(pairs, 1 / (1 + np.exp(-scores)))
    ranks = _rank(ends, probabilities, starts, n_documents)
    is_centre = find_centres(ranks, ends, neighbours)
    # A document with several centres as neighbours joins the one with the highest probability.
    joins = np.flatnonzero(is_centre[neighbours] & ~is_centre[ends])
    joins = joins[np.lexsort((ranks[neighbours[joins]], -probabilities[joins], ends[joins]))]
    joins = joins[np.flatnonzero(np.diff(ends[joins], prepend=-1))]
    centres[ends[joins]] = neighbours[joins]
    return centres


def count_centres(n_documents: int, pairs: NDArray[np.int64], scores: NDArray[np.float64]) -> int:
    """How many clusters `cluster` makes of these documents; the same arguments."""
    if not len(pairs):
        return n_documents
    ends, neighbours, probabilities, starts = _index_neighbours(pairs, 1 / (1 + np.exp(-scores)))
    is_centre = find_centres(_rank(ends, probabilities, starts, n_documents), ends, neighbours)
    return n_documents - len(starts) + int(is_centre.sum())


def find_centres(
    ranks: NDArray[np.int64], ends: NDArray[np.int64], neighbours: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which documents become centres when they are visited in the order of their ranks.

    A document becomes a centre unless a neighbour is one already. Each round visits every open document that
    comes before all its open neighbours: the same centres as one by one, the lexicographically first maximal
    independent set (Blelloch, Fineman and Shun 2012), in a few rounds over arrays.

    ranks    (n_documents,)  with documents that have no pairs; these are not centres here
    ends, neighbours  (n,)   both directions of every pair
    """
    is_centre, is_open = np.zeros(len(ranks), bool), np.zeros(len(ranks), bool)
    is_open[ends] = True
    for _ in range(_ROUNDS):
        if not is_open.any():
            return is_centre
        is_first = is_open.copy()
        is_first[ends[ranks[neighbours] < ranks[ends]]] = False
        is_centre |= is_first
        is_open &= ~is_first
        is_open[neighbours[is_first[ends]]] = False
        left = is_open[ends] & is_open[neighbours]
        ends, neighbours = ends[left], neighbours[left]
    # In a long chain of neighbours with ascending ranks a round closes only a few: a loop is faster there.
    others: dict[int, list[int]] = {}
    for end, neighbour in zip(ends.tolist(), neighbours.tolist(), strict=True):
        others.setdefault(end, []).append(neighbour)
    open_ones = np.flatnonzero(is_open)
    closed: set[int] = set()
    for document in open_ones[np.argsort(ranks[open_ones])].tolist():
        if document not in closed:
            is_centre[document] = True
            closed.update(others.get(document, ()))
    return is_centre


def _rank(
    ends: NDArray[np.int64], probabilities: NDArray[np.float64], starts: NDArray[np.int64], n_documents: int
) -> NDArray[np.int64]:
    """The place of each document in the order of visits: the best connected first."""
    connected = np.add.reduceat(probabilities, starts)
    order = np.lexsort((ends[starts], -np.round(connected, 9)))
    ranks = np.full(n_documents, n_documents)
    ranks[ends[starts][order]] = np.arange(len(order))
    return ranks


def _index_neighbours(
    pairs: NDArray[np.int64], scores: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Both directions of every pair, sorted by document: documents, neighbours, probabilities, starts."""
    ends = np.concatenate([pairs[:, 0], pairs[:, 1]])
    neighbours = np.concatenate([pairs[:, 1], pairs[:, 0]])
    order = np.lexsort((neighbours, ends))
    ends, neighbours = ends[order], neighbours[order]
    starts = np.flatnonzero(np.diff(ends, prepend=-1))
    return ends, neighbours, np.concatenate([scores, scores])[order], starts
