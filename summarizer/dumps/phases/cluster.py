"""Phase `cluster`: measured pairs of all parts become clusters of rows.

No cluster reaches beyond a connected component of the accepted pairs. So components are found first, by
merging spanning forests, and each task then clusters whole components as `duplicates.clusters` does in
memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.run.arrays import Folders, Joined, load, save
from summarizer.dumps.run.buckets import Bucket, count_tasks, cut_buckets
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.candidates import unpack_pairs
from summarizer.duplicates.clusters import cluster
from summarizer.duplicates.coherence import NEAR
from summarizer.duplicates.decision import apply_threshold
from summarizer.records import DuplicateSettings

# Rows of a forest that one task clusters.
FOREST_ROWS = 1 << 18


@dataclass(frozen=True, slots=True)
class Clustered:
    """The clusters of rows.

    folders  of the clusters, by ranges of components
    pairs    folders of the measured pairs
    forest   the folder of the components
    """

    folders: Folders
    pairs: Joined
    forest: Path


def cluster_rows(runner: Runner, pairs: Joined, settings: DuplicateSettings) -> Clustered:
    """The clusters of rows, as the settings say."""
    buckets, forest = split_components(runner, pairs, settings.threshold, "cluster")
    tasks = [(bucket, settings) for bucket in buckets]
    folders = runner.run("cluster", cluster_components, tasks, runner.round_name)
    return Clustered(folders, pairs, forest)


def split_components(
    runner: Runner, pairs: Sequence[Path], threshold: float | None, phase: str
) -> tuple[list[Bucket], Path]:
    """The pairs inside components in the order of these, by ranges of whole components; the components."""
    # The curve does not depend on the decision, so a new one does not make it anew.
    name = runner.round_name if phase == "cluster" else ""
    tasks = [(path, threshold) for path in pairs]
    forests = runner.run(phase, find_forest, tasks, f"-forest{name}")
    forest = runner.merge(phase, merge_forests, forests, f"-forest{name}")
    dealt = runner.run(phase, deal_pairs, [(path, forest, threshold) for path in pairs], f"-deal{name}")
    roots = load(forest, "roots")
    return cut_buckets(dealt, roots[::16], count_tasks(len(roots), FOREST_ROWS, runner.scale)), forest


def take_pairs(
    measured: Path, threshold: float | None, places: NDArray[np.int64] | slice = slice(None)
) -> dict[str, NDArray[Any]]:
    """The packed pairs that are one text or nearly, their scores, and what else was measured.

    places  those of the measured pairs to choose from
    """
    likeness = load(measured, "likeness")[places]
    scores = load(measured, "verdicts")[places] if threshold is None else apply_threshold(likeness, threshold)
    chosen = np.flatnonzero(scores > -NEAR)
    columns = {name: load(measured, name)[places][chosen] for name in ("pairs", "holders")}
    return {**columns, "scores": scores[chosen], "likeness": likeness[chosen]}


def find_forest(folder: Path, measured: Path, threshold: float | None) -> None:
    """Write the forest of one range of pairs: ``rows`` (n,) ascending, and the ``roots`` of their trees."""
    selected = take_pairs(measured, threshold)
    _save_forest(folder, *connect_rows(unpack_pairs(selected["pairs"][selected["scores"] >= 0])))


def merge_forests(folder: Path, forests: Sequence[Path]) -> None:
    """Write the forest of several."""
    edges = [np.column_stack([load(path, "rows"), load(path, "roots")]) for path in forests]
    _save_forest(folder, *connect_rows(np.concatenate(edges)))


def deal_pairs(folder: Path, measured: Path, forest: Path, threshold: float | None) -> None:
    """Write the pairs of a range inside components, by these: roots, pairs, scores and more."""
    selected = take_pairs(measured, threshold)
    sides = find_roots(unpack_pairs(selected["pairs"]), load(forest, "rows"), load(forest, "roots"))
    roots = np.where(sides[:, 0] == sides[:, 1], sides[:, 0], -1)
    order = np.lexsort((selected["pairs"], roots))
    order = order[np.count_nonzero(roots < 0) :]
    arrays = {"roots": roots, **selected}
    save(folder, {name: array[order] for name, array in arrays.items()})


def cluster_components(folder: Path, bucket: Bucket, settings: DuplicateSettings) -> None:
    """Write the clusters of the components whose roots are in a range.

    rows      (n,)  ascending
    centres   (n,)  the row at the centre of each one's cluster
    eligible  (n,)  whether it may be kept
    """
    packed, scores, holders = bucket.read("roots", "pairs", "scores", "holders")
    save(folder, cluster_pairs(packed, scores, holders, settings))


def cluster_pairs(
    packed: NDArray[np.int64],
    scores: NDArray[np.float64],
    holders: NDArray[np.int8],
    settings: DuplicateSettings,
) -> dict[str, NDArray[Any]]:
    """What `cluster_components` writes, of the pairs inside whole components, in any order."""
    # Same order as in memory, so rounding of sums cannot change the result.
    order = np.argsort(packed)
    pairs = unpack_pairs(packed[order])
    rows = np.unique(pairs)
    places = np.searchsorted(rows, pairs)
    found = cluster(len(rows), places, scores[order], None if settings.allow_shorter else holders[order])
    return {"rows": rows, "centres": rows[found.centres], "eligible": found.eligible}


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


def find_roots(
    wanted: NDArray[np.int64], rows: NDArray[np.int64], roots: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The root of each row, -1 for one outside the forest."""
    if not len(rows):
        return np.full(wanted.shape, -1)
    places = np.minimum(np.searchsorted(rows, wanted), len(rows) - 1)
    return np.where(rows[places] == wanted, roots[places], -1)


def _save_forest(folder: Path, rows: NDArray[np.int64], roots: NDArray[np.int64]) -> None:
    save(folder, {"rows": rows, "roots": roots})
