"""How far a run over a dump is as a whole, how fast it is, and how long it still takes; used by `display`."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.command.language.translation import count_columns, say
from summarizer.dumps.report.units import write_size, write_time

if TYPE_CHECKING:
    from summarizer.dumps.records import Progress

# The share of a run's time that each phase takes, in hundredths: a run over 80,000 packed documents on two
# processors. They differ by machine and dump, so the time left is an estimate until the long phases are done.
_HUNDREDTHS = {
    "read": 32,
    "gather": 41,
    "collapse": 1,
    "count": 1,
    "sketch": 1,
    "pair": 1,
    "measure": 9,
    "curve": 4,
    "cluster": 1,
    "elect": 1,
    "again": 3,
    "block": 5,
    "archive": 5,
    "write": 8,
}
# The phases whose tasks read a part of the input each.
PARTS = ("gather", "summarize")
# A part is read within this share of its task's time (.95 of the processor time, measured on 15 MB); the rest
# goes into writing what was found.
_READING = 0.9
_SUMMARIES = {"read": 5, "summarize": 95}
PHASES = (*_HUNDREDTHS, "summarize")
# Of the last phase: after its tasks its files are joined, hashed and moved into place.
_TASKS_OF_WRITE = 0.6
# What a narrow terminal does without, the least telling first.
_LEFT_OUT = ("rate", "documents", "bytes")
# How the names of the files begin that the phase ``read`` writes.
_PART_NAME = "part-"
# An estimate from less than this share of a run would jump about.
_LEAST_SHARE = 0.03


def measure_run(progress: "Progress", reading: float, skipped: Collection[str]) -> float:
    """The share of a run that is done, 0 to 1.

    reading  the share of the phase that tasks under way have done
    """
    table = _HUNDREDTHS if progress.phase in _HUNDREDTHS and progress.phases > 2 else _SUMMARIES
    phases = {name: share for name, share in table.items() if name not in skipped}
    names = list(phases)
    if progress.phase not in phases:
        return 0.0
    before = sum(phases[name] for name in names[: names.index(progress.phase)])
    # A phase without tasks is over when it begins.
    done = min(progress.done / progress.total + reading, 1.0) if progress.total else 1.0
    done *= _TASKS_OF_WRITE if progress.phase == "write" else 1.0
    return (before + phases[progress.phase] * done) / sum(phases.values())


def describe_rest(progress: "Progress", share: float, gained: float, seconds: float) -> dict[str, str]:
    """How much of the input is done, the documents, the rate, the time left; each as far as it is known.

    gained   the share that was done in ``seconds``
    """
    total = progress.n_bytes
    parts = {"bytes": f"{write_size(total * share)} / {write_size(total)}"} if total else {}
    if progress.round:
        parts["round"] = say("round {}", str(progress.round))
    if progress.n_documents:
        parts["documents"] = say("{} documents", f"{progress.n_documents:,}")
    if gained > _LEAST_SHARE and seconds > 1:
        if total:
            parts["rate"] = f"{write_size(total * gained / seconds)}/s"
        parts["left"] = say("{} left", write_time(seconds * (1 - share) / gained))
    return parts


def join_parts(parts: Mapping[str, str], columns: int | None = None) -> str:
    """The parts on one line; where it has not the columns for all, the less telling ones are left out."""
    kept = dict(parts)
    for name in _LEFT_OUT:
        if columns is not None and count_columns(" · ".join(kept.values())) > columns:
            kept.pop(name, None)
    return " · ".join(kept.values())


def watch_positions(inputs: Sequence[str]) -> int:
    """Bytes of the inputs that the processes of this run have read of the files they have open.

    Only Linux tells how far a process has read in a file. Elsewhere this is 0, and the bar moves when a file
    has been read.
    """
    return sum(position for _, position in _list_positions(inputs))


def watch_parts(inputs: Sequence[str], part_bytes: int) -> float:
    """How many parts of the input the tasks under way have read, as a sum of their shares; 0 but on Linux.

    A part is a stretch of ``part_bytes`` of a plain file, or a file that the phase ``read`` has written.
    """
    done = 0.0
    for path, position in _list_positions(inputs):
        done += position % part_bytes / min(part_bytes, _measure_file(path))
    for path, position in _list_positions([], _PART_NAME):
        done += position / _measure_file(path)
    return _READING * done


def _measure_file(path: str) -> int:
    """The size of a file; 1 for an empty one, and for one that is gone since."""
    try:
        return max(Path(path).stat().st_size, 1)
    except OSError:
        return 1


def _list_positions(inputs: Sequence[str], name: str = "") -> Iterator[tuple[str, int]]:
    """The inputs, or files with such a name, that processes of this run have open, and where they read."""
    import psutil

    places = tuple(os.path.realpath(given) for given in inputs if "://" not in given)
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        try:
            files = [(file.path, getattr(file, "position", 0)) for file in process.open_files()]
        except (psutil.Error, OSError):
            continue
        if name:
            yield from (file for file in files if Path(file[0]).name.startswith(name))
            continue
        opened = [file for file in files if places and file[0].startswith(places)]
        # This process reads the inputs for their checksums, and a second time only as the one worker.
        if process.pid == os.getpid():
            paths = [path for path, _ in opened]
            twice = [file for file in opened if paths.count(file[0]) > 1]
            opened = sorted(twice, key=lambda file: file[1])[:1]
        yield from opened
