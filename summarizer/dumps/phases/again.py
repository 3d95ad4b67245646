"""Phase `again`: what is kept is compared again, until none of it repeats another.

`duplicates.rounds` says why. The phases from `count` to `elect` run again, over the rows that are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from summarizer.dumps.phases.cluster import Clustered, cluster_rows, take_pairs
from summarizer.dumps.phases.count import count_all_runs
from summarizer.dumps.phases.elect import REASONS, elect_kept
from summarizer.dumps.phases.measure import Candidates, measure_pairs
from summarizer.dumps.phases.pair import pair_rows
from summarizer.dumps.phases.sketch import sketch_rows
from summarizer.dumps.run.arrays import load, load_slice, save
from summarizer.dumps.run.buckets import slice_ascending
from summarizer.dumps.run.corpus import Decided, Documents, PartFiles, load_shingles
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.rounds import may_compare_all, repeat_rounds
from summarizer.duplicates.small_batches import SMALL_BATCH
from summarizer.records import DuplicateSettings, Reason


@dataclass(frozen=True, slots=True)
class Round:
    """What was measured, and what is kept by it."""

    clusters: Clustered
    decided: Decided

    def count_barred(self) -> int:
        """How many rows may not be kept."""
        eligible = [load(path, "eligible") for path in self.clusters.folders]
        return sum(len(found) - int(np.count_nonzero(found)) for found in eligible)


def compare_kept_again(
    runner: Runner, documents: Documents, first: Round, settings: DuplicateSettings
) -> Decided:
    """What is kept when no two kept documents are one text."""
    n_rows = documents.corpus.n_rows

    def compare_again(number: int, last: Round) -> Round | None:
        inner = runner.nest("again", f"again-{number}")
        left = _take_left(inner, documents, last)
        if left.corpus.n_rows == n_rows:
            return None
        pairs = last.clusters.pairs
        new = _compare_left(inner, left, pairs)
        if not any((take_pairs(path, settings.threshold)["scores"] >= 0).any() for path in new):
            return None
        clusters = cluster_rows(inner, [*pairs, *new], settings)
        return Round(clusters, elect_kept(inner, documents.corpus, clusters, settings))

    return first.decided if n_rows <= SMALL_BATCH else repeat_rounds(first, compare_again).decided


def _take_left(runner: Runner, documents: Documents, last: Round) -> Documents:
    """The documents as if only the rows were there that `list_left_texts` would name."""
    choice = Choice(last.decided.removed, may_compare_all(documents.corpus.n_rows - last.count_barred()))
    folders = runner.run("kept", take_left_rows, [(part, choice) for part in documents.parts])
    parts = tuple(
        replace(part, assigned=folder) for part, folder in zip(documents.parts, folders, strict=True)
    )
    n_rows = sum(int(load(folder, "is_first").sum()) for folder in folders)
    return replace(documents, parts=parts, corpus=replace(documents.corpus, n_rows=n_rows))


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows are left.

    removed       folders of the documents that are not kept
    has_eligible  whether the rows that may be kept are left, and not the kept ones alone
    """

    removed: Sequence[Path]
    has_eligible: bool


def take_left_rows(folder: Path, part: PartFiles, choice: Choice) -> None:
    """Write what `collapse` writes of a part, with the rows alone that are left.

    A row is kept where the document that stands for it is, or another of the same words.
    """
    is_first = np.array(load(part.assigned, "is_first"))
    for path in choice.removed:
        documents = load(path, "documents")
        chosen = slice_ascending(documents, part.first, part.first + len(is_first))
        is_gone = load(path, "reasons")[chosen] != REASONS.index(Reason.EXACT)
        if choice.has_eligible:
            is_gone &= ~load(path, "may_stay")[chosen]
        is_first[documents[chosen][is_gone] - part.first] = False
    n_runs = np.diff(load_shingles(part.folder).run_offsets)[is_first].sum()
    rows = load_slice(part.assigned, "rows")
    save(folder, {"rows": rows, "is_first": is_first, "n_runs": np.array([n_runs])})


def _compare_left(runner: Runner, left: Documents, compared: Sequence[Path]) -> Sequence[Path]:
    """The candidate pairs of the rows left that no round has measured, measured."""
    sketches = sketch_rows(runner, left, count_all_runs(runner, left))
    candidates = Candidates(sketches, pair_rows(runner, left, sketches), compared)
    return measure_pairs(runner, left.corpus, candidates)
