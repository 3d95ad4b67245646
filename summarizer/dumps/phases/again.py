"""Phase `again`: what is kept is compared again, until none of it repeats another.

`duplicates.rounds` says why. The phases from `count` to `elect` run again, over the rows that are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from summarizer.dumps.phases.cluster import cluster_rows, take_pairs
from summarizer.dumps.phases.count import count_all_runs
from summarizer.dumps.phases.elect import REASONS, elect_kept
from summarizer.dumps.phases.measure import Candidates, measure_pairs
from summarizer.dumps.phases.pair import pair_rows
from summarizer.dumps.phases.sketch import sketch_rows
from summarizer.dumps.run.arrays import load, load_slice, save
from summarizer.dumps.run.buckets import slice_ascending
from summarizer.dumps.run.corpus import Decided, Documents, PartFiles, load_shingles
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.candidates import SMALL_BATCH
from summarizer.duplicates.rounds import MOST_ROUNDS
from summarizer.records import DuplicateSettings, Reason


@dataclass(frozen=True, slots=True)
class Round:
    """What was measured, and what is kept by it."""

    pairs: Sequence[Path]
    decided: Decided


def repeat_rounds(runner: Runner, documents: Documents, first: Round, settings: DuplicateSettings) -> Decided:
    """What is kept when no two kept documents are one text."""
    done = first
    if documents.corpus.n_rows <= SMALL_BATCH:
        return done.decided
    for number in range(MOST_ROUNDS):
        inner = runner.nest("again", f"again-{number}")
        kept = _take_kept(inner, documents, done.decided)
        if kept.corpus.n_rows == documents.corpus.n_rows:
            break
        new = _compare_kept(inner, kept, done.pairs)
        if not any((take_pairs(path, settings.threshold)["scores"] >= 0).any() for path in new):
            break
        pairs = [*done.pairs, *new]
        clusters = cluster_rows(inner, pairs, settings)
        done = Round(pairs, elect_kept(inner, documents.corpus, clusters, settings))
    return done.decided


def _take_kept(runner: Runner, documents: Documents, decided: Decided) -> Documents:
    """The documents as if only the kept rows were there."""
    folders = runner.run("kept", take_kept_rows, [(part, decided.removed) for part in documents.parts])
    parts = tuple(
        replace(part, assigned=folder) for part, folder in zip(documents.parts, folders, strict=True)
    )
    n_rows = sum(int(load(folder, "is_first").sum()) for folder in folders)
    return replace(documents, parts=parts, corpus=replace(documents.corpus, n_rows=n_rows))


def take_kept_rows(folder: Path, part: PartFiles, removed: Sequence[Path]) -> None:
    """Write what `collapse` writes of a part, with the rows that are kept alone.

    A row is kept where the document that stands for it is, or another of the same words.
    """
    is_first = np.array(load(part.assigned, "is_first"))
    for path in removed:
        documents = load(path, "documents")
        chosen = slice_ascending(documents, part.first, part.first + len(is_first))
        is_gone = load(path, "reasons")[chosen] != REASONS.index(Reason.EXACT)
        is_first[documents[chosen][is_gone] - part.first] = False
    n_runs = np.diff(load_shingles(part.folder).run_offsets)[is_first].sum()
    rows = load_slice(part.assigned, "rows")
    save(folder, {"rows": rows, "is_first": is_first, "n_runs": np.array([n_runs])})


def _compare_kept(runner: Runner, kept: Documents, compared: Sequence[Path]) -> Sequence[Path]:
    """The candidate pairs of kept rows that no round has measured, measured."""
    sketches = sketch_rows(runner, kept, count_all_runs(runner, kept))
    candidates = Candidates(sketches, pair_rows(runner, kept, sketches), compared)
    return measure_pairs(runner, kept.corpus, candidates)
