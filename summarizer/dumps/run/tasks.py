"""Runs the tasks of a phase on the processes of this machine or of a Dask cluster; used by every phase.

A task is a function from files to files, and writes the same bytes wherever and however often it runs. A task
whose folder exists is done and not run again.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

from summarizer.dumps.records import DumpSettings, PhaseReport, Progress
from summarizer.dumps.run.arrays import Folders
from summarizer.dumps.run.dask_cluster import run_on_cluster
from summarizer.errors import RunError

# How many results one task merges; a tree of such tasks merges any number.
FAN_IN = 8
# How often memory use, or the parent process, is looked at.
_LOOK_SECONDS = 0.2
# Between two looks at memory use, as a multiple of what one takes: 30 ms with two workers, whose pages the
# kernel counts while they wait.
_LOOK_PAUSE = 20


class Runner:
    """Runs phases one after the other, reports progress, and notes what each phase took.

    round_name  ends the names of the folders that a new decision on a finished run makes anew
    scale       how many times the usual task a worker has memory for, from `Plan.scale`: a task of a
                bucket takes up to 100 MB. Each bucket opens a file of each part or bucket before it, so a
                larger dump needs larger buckets.
    """

    # The phase that all tasks belong to, where phases run again inside another one, and how often they did.
    _shown: str | None = None
    _repeat = 0

    def __init__(
        self,
        work: Path,
        settings: DumpSettings,
        phases: Sequence[str],
        *,
        round_name: str = "",
        scale: int = 1,
    ) -> None:
        self.work, self.phases, self.round_name, self.scale = work, phases, round_name, scale
        self._report = settings.report
        # Tasks get the settings; a callback cannot be sent to another process.
        self.settings = replace(settings, report=None)
        self.costs: dict[str, PhaseReport] = {}
        # What progress tells of the whole run, as soon as a phase knows it.
        self.n_bytes = self.n_documents = self.part_bytes = 0

    def nest(self, phase: str, repeat: int) -> "Runner":
        """A runner for phases that run again inside ``phase``: their folders lie in one of their own.

        repeat  how often they run again, this time included
        """
        inner = copy(self)
        inner.work, inner._shown, inner._repeat = self.name_nested(phase, repeat), phase, repeat
        return inner

    def name_nested(self, phase: str, repeat: int) -> Path:
        """The folder of what runs again inside a phase."""
        return self.work / f"{phase}-{repeat - 1}{self.round_name}"

    def run(
        self, phase: str, function: Callable[..., None], tasks: Sequence[tuple[Any, ...]], step: str = ""
    ) -> Folders:
        """The folders of a phase's tasks, each made by ``function(folder, *task)`` unless it is there.

        step  ends the name of the phase's folder, where the phase has several steps
        """
        folders = Folders(self.work / f"{phase}{step}", len(tasks))
        left = [place for place, folder in enumerate(folders) if not folder.is_dir()]
        done = len(tasks) - len(left)
        start = time.perf_counter()
        with _watch_memory() as peak:
            self._report_progress(phase, done, len(tasks), 0.0)
            calls = [(function, folders[place], tasks[place]) for place in left]
            for n_run, _ in enumerate(self._perform(calls), start=1):
                rate = n_run / (time.perf_counter() - start)
                self._report_progress(phase, done + n_run, len(tasks), rate)
        self._add_cost(phase, time.perf_counter() - start, peak(), len(tasks))
        return folders

    def merge(
        self, phase: str, function: Callable[..., None], folders: Sequence[Path], step: str = ""
    ) -> Path:
        """One folder made of many by ``function(folder, folders)``, a few at a time."""
        depth = 0
        while len(folders) > 1:
            depth += 1
            groups = [(folders[start : start + FAN_IN],) for start in range(0, len(folders), FAN_IN)]
            folders = self.run(phase, function, groups, f"{step}-{depth}")
        return folders[0]

    def _perform(self, calls: Sequence[tuple[Callable[..., None], Path, tuple[Any, ...]]]) -> Iterator[None]:
        if not calls:
            return
        if self.settings.cluster is None:
            yield from self._perform_here(calls)
        else:
            yield from run_on_cluster(self.settings.cluster, calls)

    def _perform_here(
        self, calls: Sequence[tuple[Callable[..., None], Path, tuple[Any, ...]]]
    ) -> Iterator[None]:
        from joblib import Parallel, delayed, parallel_config
        from joblib.externals.loky.process_executor import TerminatedWorkerError

        ending = {"initializer": _end_with_parent, "initargs": (os.getpid(),)}
        with parallel_config("loky", inner_max_num_threads=1, **ending):
            parallel = Parallel(
                n_jobs=self.settings.workers or -1, batch_size=1, return_as="generator_unordered"
            )
            results = parallel(delayed(function)(folder, *task) for function, folder, task in calls)
            try:
                yield from results
            except TerminatedWorkerError:
                raise RunError(
                    str(self.work),
                    "a worker that died",
                    "all of them alive",
                    "check whether memory ran out, then continue with --resume",
                ) from None
            finally:
                results.close()

    def _report_progress(self, phase: str, done: int, total: int, rate: float) -> None:
        if self._report is None:
            return
        phase = self._shown or phase
        left = (total - done) / rate if rate else None
        place = self.phases.index(phase) + 1
        counts = (self.n_bytes, self.n_documents, self.part_bytes, self._repeat)
        self._report(Progress(phase, place, len(self.phases), done, total, "parts", rate, left, *counts))

    def _add_cost(self, phase: str, seconds: float, peak: int, tasks: int) -> None:
        phase = self._shown or phase
        before = self.costs.get(phase, PhaseReport(phase, 0.0, 0, 0))
        self.costs[phase] = PhaseReport(
            phase, before.seconds + seconds, max(before.peak_memory, peak), before.tasks + tasks
        )


def _end_with_parent(parent: int) -> None:
    """End this worker when its parent has ended; without this it would run on for minutes."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _watch_memory() -> Iterator[Callable[[], int]]:
    """The most bytes that this process and its children took together, so far.

    Of what is over before the first look, this process alone: most phases of a small dump are.
    """
    import psutil

    peaks, stopped = [int(psutil.Process().memory_info().rss)], threading.Event()

    def watch() -> None:
        pause = _LOOK_SECONDS
        while not stopped.wait(pause):
            begun = time.perf_counter()
            peaks[0] = max(peaks[0], measure_memory(psutil.Process()))
            pause = max(_LOOK_SECONDS, _LOOK_PAUSE * (time.perf_counter() - begun))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield lambda: peaks[0]
    finally:
        stopped.set()
        watcher.join()


def measure_memory(process: Any) -> int:
    """Bytes of a process and its children: proportional set sizes, which count a shared page once."""
    import psutil

    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            memory = one.memory_full_info()
        except psutil.Error:
            continue
        total += getattr(memory, "pss", None) or memory.rss
    return int(total)
