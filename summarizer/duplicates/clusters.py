"""Clusters around centres, from accepted pairs; the last stage before a document of each is kept.

The best-connected document becomes a centre and takes its neighbours, then the best of those left, and so on.
What connects documents that are two texts with each other counts less (`coherence`).
A document joins a cluster only by a pair with its centre, so that A like B and B like C never join A and C:
connected components over the same pairs lowered F1 at 80,000 documents from .87 to .67.

No centre is accepted with another centre, and every other document with its own: what is kept repeats nothing
that is kept, and what is removed repeats what is kept in its place. A document that holds more is visited
before the shorter ones that it is accepted with, so that no report is removed for a brief of it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.coherence import sum_openness

# Which of a pair holds more.
NEITHER, FIRST_MORE, SECOND_MORE = 0, 1, 2
# Neighbours that are looked up for all accepted pairs, at most, and for each document, where clusters are
# only counted. The curve of a run counts 71 times: with 330 bulletins of one form it took 15 seconds.
MOST_AROUND, MOST_AROUND_EACH = 1 << 20, 1 << 8
# Dumps of news need five to ten rounds.
_ROUNDS = 32


@dataclass(frozen=True, slots=True)
class Clusters:
    """The clusters of documents.

    centres   (n_documents,)  the centre of each document's cluster, itself where it has no neighbour
    eligible  (n_documents,)  which documents may be kept: the centre, and every other that is accepted with
                              all documents of its cluster, of which none holds more, and with none that may
                              be kept of another
    """

    centres: NDArray[np.int64]
    eligible: NDArray[np.bool_]


def cluster(
    n_documents: int,
    pairs: NDArray[np.int64],
    scores: NDArray[np.float64],
    holders: NDArray[np.int8] | None = None,
) -> Clusters:
    """The clusters of documents, from measured pairs.

    pairs    (n_pairs, 2)  pairs, each once: at least those with a verdict above ``-NEAR``
    scores   (n_pairs,)    the verdict of each; 0 or more: accepted
    holders  (n_pairs,)    which of each pair holds more, from `representatives.find_holders`; None: neither

    Ties go to the smaller document: number documents in an order that does not depend on the input order.
    """
    centres = np.arange(n_documents)
    graph = _connect(n_documents, pairs, scores, holders)
    ends, neighbours = graph.ends, graph.neighbours
    if not len(ends):
        return Clusters(centres, np.ones(n_documents, bool))
    ranks = _rank(graph, sum_openness((ends, neighbours), pairs, scores, n_documents))
    is_centre = find_centres(ranks, ends, neighbours)
    # A document with several centres as neighbours joins the one with the highest probability.
    joins = np.flatnonzero(is_centre[neighbours] & ~is_centre[ends] & ~graph.is_more)
    joins = joins[np.lexsort((ranks[neighbours[joins]], -graph.probabilities[joins], ends[joins]))]
    joins = joins[np.flatnonzero(np.diff(ends[joins], prepend=-1))]
    centres[ends[joins]] = neighbours[joins]
    return Clusters(centres, _find_eligible(centres, graph))


def count_centres(
    n_documents: int,
    pairs: NDArray[np.int64],
    scores: NDArray[np.float64],
    holders: NDArray[np.int8] | None = None,
) -> int:
    """How many clusters `cluster` makes of these documents, or about so many; the same arguments.

    Where documents have very many accepted pairs, what connects them counts in full, whatever else is near.
    """
    graph = _connect(n_documents, pairs, scores, holders)
    if not len(graph.ends):
        return n_documents
    openness, degrees = np.zeros(n_documents), np.bincount(graph.ends, minlength=n_documents)
    n_around = np.minimum(degrees[graph.ends], degrees[graph.neighbours]).sum() // 2
    if n_around <= max(MOST_AROUND, MOST_AROUND_EACH * n_documents):
        openness = sum_openness((graph.ends, graph.neighbours), pairs, scores, n_documents)
    is_centre = find_centres(_rank(graph, openness), graph.ends, graph.neighbours)
    # The ends ascend.
    n_connected = np.count_nonzero(np.diff(graph.ends, prepend=-1))
    return n_documents - int(n_connected) + int(is_centre.sum())


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


@dataclass(frozen=True, slots=True)
class _Graph:
    """Both directions of every accepted pair, sorted by document; (2 * n_pairs,) each.

    is_less  whether the neighbour holds more
    is_more  whether the document holds more
    """

    ends: NDArray[np.int64]
    neighbours: NDArray[np.int64]
    probabilities: NDArray[np.float64]
    is_less: NDArray[np.bool_]
    is_more: NDArray[np.bool_]


def _connect(
    n_documents: int,
    pairs: NDArray[np.int64],
    scores: NDArray[np.float64],
    holders: NDArray[np.int8] | None,
) -> _Graph:
    holders = np.zeros(len(pairs), np.int8) if holders is None else holders
    accepted = np.flatnonzero(scores >= 0)
    pairs, scores, holders = pairs[accepted], scores[accepted], holders[accepted]
    ends = np.concatenate([pairs[:, 0], pairs[:, 1]])
    neighbours = np.concatenate([pairs[:, 1], pairs[:, 0]])
    order = np.argsort(ends * n_documents + neighbours)
    # With the logistic function a few very certain neighbours do not count more than many others.
    probabilities = 1 / (1 + np.exp(-scores))
    is_less = np.concatenate([holders == SECOND_MORE, holders == FIRST_MORE])
    is_more = np.concatenate([holders == FIRST_MORE, holders == SECOND_MORE])
    both = np.concatenate([probabilities, probabilities])
    return _Graph(ends[order], neighbours[order], both[order], is_less[order], is_more[order])


def _rank(graph: _Graph, openness: NDArray[np.float64]) -> NDArray[np.int64]:
    """The place of each document in the order of visits: what holds more first, then the best connected.

    openness  (n_documents,)  from `sum_openness`
    """
    n_documents = len(openness)
    starts = np.flatnonzero(np.diff(graph.ends, prepend=-1))
    documents = graph.ends[starts]
    connected = np.round(np.add.reduceat(graph.probabilities, starts) - openness[documents], 9)
    less = graph.is_less
    depths = _find_depths(graph.ends[less], graph.neighbours[less], n_documents)
    order = np.lexsort((documents, -connected, depths[documents]))
    ranks = np.full(n_documents, n_documents)
    ranks[documents[order]] = np.arange(len(order))
    return ranks


def _find_depths(less: NDArray[np.int64], more: NDArray[np.int64], n_documents: int) -> NDArray[np.int64]:
    """How many documents stand above each, where what holds more stands above the other; (n_documents,).

    In a chain each document has a quarter more words than the next, so a few rounds find the longest chain.
    """
    depths = np.zeros(n_documents, np.int64)
    while (is_flat := depths[less] <= depths[more]).any():
        np.maximum.at(depths, less[is_flat], depths[more[is_flat]] + 1)
    return depths


def _find_eligible(centres: NDArray[np.int64], graph: _Graph) -> NDArray[np.bool_]:
    """Which documents may be kept, as ``Clusters`` says."""
    n_documents = len(centres)
    inside = centres[graph.ends] == centres[graph.neighbours]
    sizes = np.bincount(centres, minlength=n_documents)[centres]
    n_accepted = np.bincount(graph.ends[inside], minlength=n_documents)
    n_above = np.bincount(graph.ends[inside & graph.is_less], minlength=n_documents)
    is_centre = centres == np.arange(n_documents)
    could = is_centre | ((n_accepted == sizes - 1) & (n_above == 0))
    n_rivals = np.bincount(graph.ends[~inside & could[graph.neighbours]], minlength=n_documents)
    eligible: NDArray[np.bool_] = is_centre | (could & (n_rivals == 0))
    return eligible
