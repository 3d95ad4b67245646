"""Phase `cluster`: accepted pairs of all parts become clusters of rows.

No cluster reaches beyond a connected component. So components are found first, by merging spanning forests,
and each task then clusters whole components as `duplicates.clusters` does in memory.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.run.arrays import load, save
from summarizer.dumps.run.buckets import Bucket, cut_buckets
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.candidates import unpack_pairs
from summarizer.duplicates.clusters import cluster

# Rows of a forest that one task clusters.
FOREST_ROWS = 1 << 18


def cluster_rows(runner: Runner, pairs: Sequence[Path], threshold: float | None) -> list[Path]:
    """The clusters of rows; ``threshold`` None: the trained rule accepts pairs."""
    buckets = split_components(runner, pairs, threshold, "cluster")
    tasks = [(bucket,) for bucket in buckets]
    return runner.run("cluster", cluster_components, tasks, runner.round_name)


def split_components(
    runner: Runner, pairs: Sequence[Path], threshold: float | None, phase: str
) -> list[Bucket]:
    """The accepted pairs in the order of their components, by ranges of whole components."""
    # The curve does not depend on the decision, so a new one does not make it anew.
    name = runner.round_name if phase == "cluster" else ""
    tasks = [(path, threshold) for path in pairs]
    forests = runner.run(phase, find_forest, tasks, f"-forest{name}")
    forest = runner.merge(phase, merge_forests, forests, f"-forest{name}")
    dealt = runner.run(phase, deal_pairs, [(path, forest, threshold) for path in pairs], f"-deal{name}")
    roots = load(forest, "roots")
    return cut_buckets(dealt, roots[::16], len(roots) // FOREST_ROWS + 1)


def accept_pairs(
    measured: Path, threshold: float | None
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """The packed pairs that are one text, how far above the threshold each is, and how similar."""
    likeness = load(measured, "likeness")
    scores = load(measured, "verdicts") if threshold is None else np.round(likeness - threshold, 9)
    chosen = np.flatnonzero(scores >= 0)
    return load(measured, "pairs")[chosen], scores[chosen], likeness[chosen]


def find_forest(folder: Path, measured: Path, threshold: float | None) -> None:
    """Write the forest of one range of pairs: ``rows`` (n,) ascending, and the ``roots`` of their trees."""
    _save_forest(folder, *connect_rows(unpack_pairs(accept_pairs(measured, threshold)[0])))


def merge_forests(folder: Path, forests: Sequence[Path]) -> None:
    """Write the forest of several."""
    edges = [np.column_stack([load(path, "rows"), load(path, "roots")]) for path in forests]
    _save_forest(folder, *connect_rows(np.concatenate(edges)))


def deal_pairs(folder: Path, measured: Path, forest: Path, threshold: float | None) -> None:
    """Write the accepted pairs of a range by their components: roots, pairs, scores, likeness."""
    pairs, scores, likeness = accept_pairs(measured, threshold)
    rows = load(forest, "rows")
    roots = load(forest, "roots")[np.searchsorted(rows, pairs >> 32)]
    order = np.lexsort((pairs, roots))
    arrays = {"roots": roots, "pairs": pairs, "scores": scores, "likeness": likeness}
    save(folder, {name: array[order] for name, array in arrays.items()})


def cluster_components(folder: Path, bucket: Bucket) -> None:
    """Write the clusters of the components whose roots are in a range: ``rows`` (n,) and ``centres`` (n,)."""
    packed, scores = bucket.read("roots", "pairs", "scores")
    # Same order as in memory, so rounding of sums cannot change the result.
    order = np.argsort(packed)
    pairs = unpack_pairs(packed[order])
    rows = np.unique(pairs)
    places = np.searchsorted(rows, pairs)
    centres = rows[cluster(len(rows), places, scores[order])]
    save(folder, {"rows": rows, "centres": centres})


def connect_rows(edges: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of some edges, ascending, and the smallest row that each is connected to."""
    rows, places = np.unique(edges, return_inverse=True)
    left, right = places.reshape(-1, 2).T
    roots = np.arange(len(rows))
    while True:
        one, other = roots[left], roots[right]
        apart = one != other
        if not apart.any():
            return rows, rows[roots]
        # A root takes the smallest root that it is connected to; then every row takes the root of its root.
        np.minimum.at(roots, np.maximum(one, other)[apart], np.minimum(one, other)[apart])
        while not np.array_equal(jumped := roots[roots], roots):
            roots = jumped


def _save_forest(folder: Path, rows: NDArray[np.int64], roots: NDArray[np.int64]) -> None:
    save(folder, {"rows": rows, "roots": roots})
