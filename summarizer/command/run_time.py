"""How far a run over a dump is as a whole, how fast, and how long it takes yet; used by `progress`."""

import os
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from summarizer.command.language import say

if TYPE_CHECKING:
    from summarizer.dumps.records import Progress

# The share of a run's time that each phase takes, in hundredths: a run over 80,000 packed documents on two
# processors. They differ by machine and dump, so the time left is an estimate until the long phases are done.
_HUNDREDTHS = {
    "read": 17,
    "gather": 45,
    "collapse": 1,
    "count": 3,
    "sketch": 4,
    "pair": 1,
    "measure": 15,
    "curve": 2,
    "cluster": 1,
    "elect": 2,
    "block": 5,
    "archive": 5,
    "write": 9,
}
_SUMMARIES = {"read": 5, "summarize": 95}
# Of the last phase: after its tasks its files are joined, hashed and moved into place.
_TASKS_OF_WRITE = 0.6
# An estimate from less than this share of a run would jump about.
_LEAST_SHARE = 0.03


def measure_run(progress: "Progress", reading: float, skipped: Collection[str]) -> float:
    """The share of a run that is done, 0 to 1.

    reading  the share of the input that tasks under way have read
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


def describe_rest(progress: "Progress", share: float, gained: float, seconds: float) -> str:
    """How much of the input is done, the documents, the rate, the time left.

    gained   the share that was done in ``seconds``
    """
    from summarizer.dumps.report.words import measure_bytes

    total = progress.n_bytes
    parts = [f"{measure_bytes(total * share)} / {measure_bytes(total)}"] if total else []
    parts += [say("{} documents", f"{progress.n_documents:,}")] if progress.n_documents else []
    if gained > _LEAST_SHARE and seconds > 1:
        parts += [f"{measure_bytes(total * gained / seconds)}/s"] if total else []
        parts.append(say("{} left", write_time(seconds * (1 - share) / gained)))
    return " · ".join(parts)


def write_time(seconds: float) -> str:
    """Minutes and seconds, 1:05, or with hours, 2:00:09."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def watch_positions(inputs: Sequence[str]) -> int:
    """Bytes of the inputs that the processes of this run have read of the files they have open.

    Only Linux tells how far a process has read in a file. Elsewhere this is 0, and the bar moves when a file
    has been read.
    """
    import psutil

    places = tuple(os.path.realpath(given) for given in inputs if "://" not in given)
    total = 0
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        try:
            opened = [file for file in process.open_files() if places and file.path.startswith(places)]
        except (psutil.Error, OSError):
            continue
        # This process reads the inputs for their checksums, and a second time only as the one worker.
        if process.pid == os.getpid():
            names = [file.path for file in opened]
            twice = [file for file in opened if names.count(file.path) > 1]
            opened = sorted(twice, key=lambda file: getattr(file, "position", 0))[:1]
        total += sum(getattr(file, "position", 0) for file in opened)
    return total
