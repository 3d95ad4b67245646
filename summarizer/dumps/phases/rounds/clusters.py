"""The components that new pairs change, clustered anew; all others stay as they are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.cluster import (
    Clustered,
    cluster_pairs,
    cluster_rows,
    connect_rows,
    find_roots,
    take_pairs,
)
from summarizer.dumps.phases.elect import elect_kept, elect_removed
from summarizer.dumps.phases.rounds.records import Round
from summarizer.dumps.run.arrays import Folders, Joined, load, save
from summarizer.dumps.run.corpus import Corpus
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.candidates import unpack_pairs
from summarizer.duplicates.entries import locate_entries
from summarizer.records import DuplicateSettings

# Of the rows in clusters, the share that new pairs may reach: of more all are clustered anew.
MOST_MOVED = 1 / 4


def decide_anew(runner: Runner, corpus: Corpus, last: Round, settings: DuplicateSettings) -> Round:
    """What is kept by all measured pairs. ``last`` has the pairs of this round, too."""
    [moved] = runner.run("recluster", cluster_moved, [(last.clusters, last.measured, settings)])
    if len(load(moved, "rows")) <= MOST_MOVED * len(load(last.clusters.forest, "rows")):
        clustered = Clustered(Folders(moved.parent, 1), last.pairs, last.clusters.forest)
        removed = elect_removed(runner, corpus, clustered, settings, has_all_rows=False)
        return replace(last, moved=moved, removed_anew=Joined((removed,)))
    clusters = cluster_rows(runner, last.pairs, settings)
    decided = elect_kept(runner, corpus, clusters, settings)
    return Round(last.sketched, clusters, decided.removed)


def cluster_moved(
    folder: Path, clusters: Clustered, new: Sequence[Path], settings: DuplicateSettings
) -> None:
    """Write what `cluster_components` does, for the rows of the components that ``new`` pairs change."""
    rows = _find_moved(clusters.forest, [take_pairs(path, settings.threshold) for path in new])
    found = list(_take_pairs_of(rows, (*clusters.pairs, *new), settings.threshold))
    packed, scores, holders = (
        np.concatenate([one[name] for one in found]) for name in ("pairs", "scores", "holders")
    )
    sides = find_roots(unpack_pairs(packed), *connect_rows(unpack_pairs(packed[scores >= 0])))
    # Pairs of two components say nothing of either.
    inside = np.flatnonzero((sides[:, 0] == sides[:, 1]) & (sides[:, 0] >= 0))
    save(folder, cluster_pairs(packed[inside], scores[inside], holders[inside], settings))


def _find_moved(forest: Path, new: Sequence[dict[str, NDArray[Any]]]) -> NDArray[np.int64]:
    """The rows of components that new pairs join, or about whose rows they say something; ascending."""
    packed = np.concatenate([one["pairs"] for one in new])
    scores = np.concatenate([one["scores"] for one in new])
    rows, roots = load(forest, "rows"), load(forest, "roots")
    ends = unpack_pairs(packed)
    before = find_roots(ends, rows, roots)
    # A row outside all components is one by itself.
    before = np.where(before < 0, ends, before)
    joined, joined_roots = connect_rows(before[scores >= 0])
    now = find_roots(before, joined, joined_roots)
    now = np.where(now < 0, before, now)
    reached = np.union1d(joined, before[now[:, 0] == now[:, 1]])
    return np.union1d(reached, rows[np.isin(roots, reached)])


def _take_pairs_of(
    rows: NDArray[np.int64], measured: Sequence[Path], threshold: float | None
) -> Iterator[dict[str, NDArray[Any]]]:
    """The measured pairs of two of some rows, which ascend, that are one text or nearly."""
    for path in measured:
        pairs = load(path, "pairs")
        edges = np.searchsorted(pairs, np.column_stack([rows << 32, (rows + 1) << 32]).reshape(-1))
        places, _ = locate_entries(edges, np.arange(len(rows)) * 2)
        yield take_pairs(path, threshold, places[np.isin(pairs[places] & 0xFFFFFFFF, rows)])
