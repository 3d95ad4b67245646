"""What is known after a round, and how it is written down for a run that continues."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from summarizer.dumps.phases.cluster import Clustered
from summarizer.dumps.phases.sketch import Sketches
from summarizer.dumps.run.arrays import Folders, Joined, load_slice, save
from summarizer.dumps.run.corpus import Decided, Documents, stand_on

_NONE = Joined(())


@dataclass(frozen=True, slots=True)
class Sketched:
    """The sketches of the rows that a round compared.

    documents  with these rows alone
    standing   the folders that say which rows these are
    """

    documents: Documents
    standing: Folders
    sketches: Sketches


@dataclass(frozen=True, slots=True)
class Round:
    """What was measured, and what is kept by it.

    Most of it is that of an earlier round; what differs from it now is beside it.

    sketched      of the last round that sketched all its rows
    clusters      of the last round that clustered all rows
    removed       the documents that it did not keep
    measured      the pairs that were measured since
    moved         the folder of the rows that are clustered otherwise now; None: none are
    removed_anew  the documents of these rows that are not kept
    """

    sketched: Sketched
    clusters: Clustered
    removed: Joined
    measured: Joined = _NONE
    moved: Path | None = None
    removed_anew: Joined = _NONE

    @property
    def pairs(self) -> Joined:
        """All measured pairs."""
        return Joined((*self.clusters.pairs.phases, *self.measured.phases))

    def list_needed(self) -> Iterator[Path]:
        """The folders that a following round reads."""
        yield from (self.clusters.forest, self.sketched.sketches.table)
        yield from (*self.sketched.standing, *self.sketched.sketches.folders, *self.clusters.folders)
        yield from (*self.pairs, *self.removed, *self.removed_anew)
        if self.moved:
            yield self.moved


def begin_rounds(documents: Documents, sketches: Sketches, clusters: Clustered, decided: Decided) -> Round:
    """The first round, which compared all rows."""
    assigned = Folders(documents.parts[0].assigned.parent, len(documents.parts))
    return Round(Sketched(documents, assigned, sketches), clusters, decided.removed)


def save_round(folder: Path, work: Path, made: Round) -> None:
    """Write down a round.

    work  the folder of the run, against which folders are named
    """

    def name(path: Path) -> str:
        return path.relative_to(work).as_posix()

    def list_phases(folders: Folders | Joined) -> list[tuple[str, int]]:
        phases = (folders,) if isinstance(folders, Folders) else folders.phases
        return [(name(phase.phase), phase.n_tasks) for phase in phases]

    sketched, clusters = made.sketched, made.clusters
    record = {
        "standing": list_phases(sketched.standing),
        "sketches": list_phases(sketched.sketches.folders),
        "table": name(sketched.sketches.table),
        "clusters": list_phases(clusters.folders),
        "pairs": list_phases(clusters.pairs),
        "forest": name(clusters.forest),
        "removed": list_phases(made.removed),
        "measured": list_phases(made.measured),
        "moved": name(made.moved) if made.moved else None,
        "removed_anew": list_phases(made.removed_anew),
    }
    save(folder, {"record": np.frombuffer(json.dumps(record).encode(), np.uint8)})


def load_round(folder: Path, work: Path, documents: Documents) -> Round | None:
    """The round that was written down; None where folders of it are lost, as after a power cut."""
    record: dict[str, Any] = json.loads(load_slice(folder, "record").tobytes())

    def join(name: str) -> Joined:
        return Joined(tuple(Folders(work / phase, n_tasks) for phase, n_tasks in record[name]))

    standing, sketches, clusters = (join(name).phases[0] for name in ("standing", "sketches", "clusters"))
    if not all(path.is_dir() for path in standing):
        return None
    made = Round(
        Sketched(stand_on(documents, standing), standing, Sketches(sketches, work / record["table"])),
        Clustered(clusters, join("pairs"), work / record["forest"]),
        join("removed"),
        join("measured"),
        work / record["moved"] if record["moved"] else None,
        join("removed_anew"),
    )
    return made if all(path.is_dir() for path in made.list_needed()) else None
