"""A run over a dump that dies in the middle of it: run by the survival tests, with their arguments.

    python -m tests.dumps.kills IN OUT [--workers N] [--resume] [--dies WHOM AT]

WHOM is `at-files`: this process, at its AT-th file operation; `at-messages`: this process, at its AT-th message
of progress; `worker`: the worker process that is given the AT-th task of the run, before it does anything for it.
`full`: no file may be longer than AT bytes, as on a full disk. Prints how many file operations and messages
there were.
"""

import argparse
import errno
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from summarizer.dumps.deduplicating import deduplicate_dump
from summarizer.dumps.records import MIN_MEMORY, DumpSettings, Progress
from summarizer.dumps.run.arrays import Folders, find_task
from summarizer.dumps.run.tasks import Runner
from summarizer.errors import RunError
from summarizer.records import DuplicateSettings

# What a run does to files: makes, writes, renames and removes them.
OPERATIONS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"})
FULL, DIED = 9, 3


def count_files(at: int) -> Callable[[], int]:
    """Kill this process by its ``at``-th file operation that changes something; how many there were."""
    seen = 0

    def look(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event not in OPERATIONS or (event == "open" and not _writes(arguments)):
            return
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)
    return lambda: seen


def count_messages(at: int) -> tuple[Callable[[Progress], None], Callable[[], int]]:
    """A report that kills this process at its ``at``-th message, and how many there were."""
    seen = 0

    def report(_progress: Progress) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

    return report, lambda: seen


def kill_worker(at: int) -> None:
    """Have the process that is given the ``at``-th task of the run kill itself."""
    run, n_before = Runner.run, 0

    def run_deadly(
        self: Runner,
        phase: str,
        function: Callable[..., None],
        tasks: Sequence[tuple[Any, ...]],
        step: str = "",
    ) -> Folders:
        nonlocal n_before
        deadly = find_task(self.work / f"{phase}{step}", at - n_before - 1)
        n_before += len(tasks)
        return run(self, phase, partial(_run_unless_deadly, function, deadly), tasks, step)

    Runner.run = run_deadly  # type: ignore[method-assign]


def _run_unless_deadly(function: Callable[..., None], deadly: Path, folder: Path, *task: Any) -> None:
    if folder == deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    function(folder, *task)


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def main() -> int:
    """Run, until the end or until death."""
    parser = argparse.ArgumentParser()
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--dies", nargs=2, default=("nobody", "-1"))
    options = parser.parse_args()
    whom, at = options.dies[0], int(options.dies[1])
    if whom == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (at, at))
    if whom == "worker":
        kill_worker(at)
    report, count = count_messages(at if whom == "at-messages" else -1)
    count_operations = count_files(at if whom == "at-files" else -1)
    # The least memory makes the most parts, and so the most moments to die in.
    dump = DumpSettings(workers=options.workers, resume=options.resume, memory=MIN_MEMORY, report=report)
    try:
        deduplicate_dump([options.input], options.output, DuplicateSettings(), dump)
    except OSError as error:
        return FULL if error.errno in (errno.EFBIG, errno.ENOSPC) else 1
    except RunError as error:
        print(error, file=sys.stderr)
        return DIED
    print(count_operations(), count())
    return 0


if __name__ == "__main__":
    sys.exit(main())
