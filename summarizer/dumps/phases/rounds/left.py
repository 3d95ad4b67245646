"""Which rows a round compares again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.elect import REASONS
from summarizer.dumps.phases.rounds.records import Round
from summarizer.dumps.run.arrays import Folders, load, load_slice, save
from summarizer.dumps.run.buckets import slice_ascending
from summarizer.dumps.run.corpus import Documents, PartFiles, load_shingles
from summarizer.dumps.run.tasks import Runner
from summarizer.records import Reason


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows are left.

    removed       folders of the documents that are not kept
    moved         the folder of the ``rows`` that were decided anew since; None: none
    removed_anew  folders of the documents of these that are not kept
    has_eligible  whether the rows that may be kept are left, and not the kept ones alone
    """

    removed: Sequence[Path]
    moved: Path | None
    removed_anew: Sequence[Path]
    has_eligible: bool

    def find_removed(self, first: int, end: int) -> Iterator[dict[str, NDArray[Any]]]:
        """What `elect` wrote of the documents from ``first`` to below ``end``, folder after folder."""
        moved = load(self.moved, "rows") if self.moved else np.empty(0, np.int64)
        for path in (*self.removed, *self.removed_anew):
            chosen = slice_ascending(load(path, "documents"), first, end)
            names = ("documents", "rows", "reasons", "may_stay")
            found = {name: load_slice(path, name, chosen) for name in names}
            if self.moved and path not in self.removed_anew:
                stays = ~np.isin(found["rows"], moved)
                found = {name: array[stays] for name, array in found.items()}
            yield found


def count_eligible(documents: Documents, last: Round) -> int:
    """How many rows may be kept."""
    moved = load(last.moved, "rows") if last.moved else np.empty(0, np.int64)
    n_barred = int(np.count_nonzero(~load(last.moved, "eligible"))) if last.moved else 0
    for path in last.clusters.folders:
        barred = load(path, "rows")[~load(path, "eligible")]
        n_barred += int(np.count_nonzero(~np.isin(barred, moved)))
    return documents.corpus.n_rows - n_barred


def take_left(runner: Runner, documents: Documents, last: Round, *, has_eligible: bool) -> Folders:
    """Which documents stand for rows, if only those were there that are kept, or may be."""
    choice = Choice(last.removed, last.moved, last.removed_anew, has_eligible)
    tasks = [(part, choice) for part in documents.parts]
    return runner.run("kept", take_left_rows, tasks, "-eligible" if has_eligible else "")


def take_left_rows(folder: Path, part: PartFiles, choice: Choice) -> None:
    """Write which documents of a part stand for a row that is left: ``is_first`` and ``n_runs``.

    A row is kept where the document that stands for it is, or another of the same words.
    """
    is_first = np.array(load(part.assigned, "is_first"))
    for found in choice.find_removed(part.first, part.first + len(is_first)):
        is_gone = found["reasons"] != REASONS.index(Reason.EXACT)
        if choice.has_eligible:
            is_gone &= ~found["may_stay"]
        is_first[found["documents"][is_gone] - part.first] = False
    n_runs = np.diff(load_shingles(part.folder).run_offsets)[is_first].sum()
    save(folder, {"is_first": is_first, "n_runs": np.array([n_runs])})
