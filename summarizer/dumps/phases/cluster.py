"""Merging: accepted pairs of all parts -> clusters of rows.

Clustering never crosses a connected component, so components are found first, by merging spanning forests
two by two, and then dealt out: each task clusters whole components as `duplicates.clustering` does in memory.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.run.arrays import load, save, slice_ascending
from summarizer.duplicates.candidates import unpack_pairs
from summarizer.duplicates.clusters import cluster


def accept(
    measured: Path, threshold: float | None
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """The packed pairs that are one text, how far above the line each is, and how alike."""
    likeness = load(measured, "likeness")
    scores = load(measured, "verdicts") if threshold is None else np.round(likeness - threshold, 9)
    chosen = np.flatnonzero(scores >= 0)
    return load(measured, "pairs")[chosen], scores[chosen], likeness[chosen]


def find_forest(folder: Path, measured: Path, threshold: float | None) -> None:
    """Write the forest of one range of pairs: ``rows`` (n,) ascending, and the ``roots`` of their trees."""
    _save_forest(folder, *_connect(unpack_pairs(accept(measured, threshold)[0])))


def merge_forests(folder: Path, forests: Sequence[Path]) -> None:
    """Write the forest of several."""
    edges = [np.column_stack([load(path, "rows"), load(path, "roots")]) for path in forests]
    _save_forest(folder, *_connect(np.concatenate(edges)))


def deal_pairs(folder: Path, measured: Path, forest: Path, threshold: float | None) -> None:
    """Write the accepted pairs of a range by their components: roots, pairs, scores, likeness."""
    pairs, scores, likeness = accept(measured, threshold)
    rows = load(forest, "rows")
    roots = load(forest, "roots")[np.searchsorted(rows, pairs >> 32)]
    order = np.lexsort((pairs, roots))
    arrays = {"roots": roots, "pairs": pairs, "scores": scores, "likeness": likeness}
    save(folder, {name: array[order] for name, array in arrays.items()})


def cluster_components(folder: Path, dealt: Sequence[Path], bucket: tuple[int, int | None]) -> None:
    """Write the clusters of the components whose roots are in a range: ``rows`` (n,) and ``centres`` (n,)."""
    pieces, scores = [], []
    for path in dealt:
        chosen = slice_ascending(load(path, "roots"), *bucket)
        pieces.append(np.asarray(load(path, "pairs")[chosen]))
        scores.append(np.asarray(load(path, "scores")[chosen]))
    packed = np.concatenate(pieces)
    # In the order of memory: sums of scores are rounded, but need not be tempted.
    order = np.argsort(packed)
    pairs = unpack_pairs(packed[order])
    rows = np.unique(pairs)
    places = np.searchsorted(rows, pairs)
    centres = rows[cluster(len(rows), places, np.concatenate(scores)[order])]
    save(folder, {"rows": rows, "centres": centres})


def _connect(edges: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of some edges, ascending, and the smallest row that each is connected with."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows, places = np.unique(edges, return_inverse=True)
    if not len(rows):
        return rows, rows
    places = places.reshape(-1, 2)
    graph = coo_array((np.ones(len(places), np.int8), (places[:, 0], places[:, 1])), (len(rows), len(rows)))
    n_components, labels = connected_components(graph, directed=False)
    roots = np.full(n_components, len(rows), np.int64)
    np.minimum.at(roots, labels, np.arange(len(rows)))
    return rows, rows[roots[labels]]


def _save_forest(folder: Path, rows: NDArray[np.int64], roots: NDArray[np.int64]) -> None:
    save(folder, {"rows": rows, "roots": roots})
