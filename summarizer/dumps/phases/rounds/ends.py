"""The end of a round, and of all: what the next one reads, what is kept at last, what no one reads any more.

A round is finished when it is written down. A run that continues begins with the last one that was; where
files of it are lost, as after a power cut, all rounds are made again, since those of earlier ones are gone.
"""

from itertools import count, takewhile
from pathlib import Path

import numpy as np

from summarizer.dumps.phases.elect import OF_REMOVED
from summarizer.dumps.phases.rounds.records import Round, load_round, save_round
from summarizer.dumps.run.arrays import Folders, Joined, load, load_slice, remove_folder, save
from summarizer.dumps.run.corpus import Decided, Documents
from summarizer.dumps.run.strings import cut_strings, pack_strings
from summarizer.dumps.run.tasks import Runner

_RECORD = "round"


def continue_rounds(runner: Runner, documents: Documents, first: Round) -> tuple[int, Round]:
    """How many rounds were made before this run continued, and the last of them; 0 and the first."""
    folders = _list_rounds(runner)
    made = [place for place, folder in enumerate(folders) if (folder / _RECORD).is_dir()]
    if made:
        last = load_round(folders[made[-1]] / _RECORD, runner.work, documents)
        if last is not None:
            _remove_unread(runner, made[-1], last)
            return made[-1] + 1, last
        remove_rounds(runner)
    return 0, first


def finish_round(runner: Runner, number: int, made: Round) -> None:
    """Write down a round; remove what the next one does not read of this round and of those before."""
    save_round(_list_rounds(runner)[number] / _RECORD, runner.work, made)
    _remove_unread(runner, number, made)


def settle(runner: Runner, first: Decided, last: Round | None) -> Decided:
    """What is kept after the last round, in folders of their own; None: after the first."""
    decided, name = first, runner.round_name
    if last is not None:
        tasks = [(path, last.moved) for path in last.removed] + [(path, None) for path in last.removed_anew]
        decided = Decided(Joined((runner.run("again", take_removed, tasks, name),)), _name_clusters(runner))
        if not decided.clusters.is_dir():
            kept = [np.unique(load_slice(path, "kept")) for path in decided.removed]
            save(decided.clusters, {"kept": np.unique(np.concatenate(kept))})
    save(_name_end(runner), {"n_tasks": np.array([len(decided.removed) if last else -1])})
    return decided


def load_settled(runner: Runner, first: Decided) -> Decided | None:
    """What `settle` returned before this run continued; None where it did not, or files of it are lost."""
    end = _name_end(runner)
    if not end.is_dir():
        return None
    n_tasks = int(load_slice(end, "n_tasks")[0])
    if n_tasks < 0:
        return first
    removed = Folders(runner.work / f"again{runner.round_name}", n_tasks)
    if all(path.is_dir() for path in (*removed, _name_clusters(runner))):
        return Decided(Joined((removed,)), _name_clusters(runner))
    for path in (end, _name_clusters(runner), removed.phase):
        remove_folder(path)
    return None


def remove_rounds(runner: Runner) -> None:
    """Remove the files of all rounds but the first."""
    # Backwards, so that those that are left after a kill are the first ones.
    for folder in reversed(_list_rounds(runner)):
        remove_folder(folder)


def take_removed(folder: Path, removed: Path, moved: Path | None) -> None:
    """Write what `elect_bucket` wrote, without the documents of the rows that are decided anew."""
    rows = load(removed, "rows")
    chosen = np.flatnonzero(~np.isin(rows, load(moved, "rows") if moved else rows[:0]))
    arrays = {name: np.asarray(load(removed, name)[chosen]) for name in OF_REMOVED}
    save(folder, {**arrays, **pack_strings(cut_strings(removed, "id", chosen), "id")})


def _remove_unread(runner: Runner, number: int, made: Round) -> None:
    folders = _list_rounds(runner)
    read = {path for needed in made.list_needed() for path in (needed, needed.parent)}
    read.add(folders[number] / _RECORD)
    for folder in folders[: number + 1]:
        for phase in sorted(folder.iterdir()):
            if phase not in read:
                remove_folder(phase)


def _list_rounds(runner: Runner) -> list[Path]:
    """The folders of the rounds that were begun."""
    named = (runner.name_nested("again", number) for number in count(1))
    return list(takewhile(Path.is_dir, named))


def _name_end(runner: Runner) -> Path:
    return runner.work / f"again-end{runner.round_name}"


def _name_clusters(runner: Runner) -> Path:
    return runner.work / f"clusters-again{runner.round_name}"
