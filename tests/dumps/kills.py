"""A run over a dump that dies in the middle of it: run by the survival tests, with their arguments.

    python -m tests.dumps.kills IN OUT [--workers N] [--resume] [--dies WHOM AT]

WHOM is `at-files`: this process, by its AT-th file operation; `at-messages`: this process, by its AT-th message
of progress; `worker`: one of its worker processes, by that message.
`full`: no file may be longer than AT bytes, as on a full disk. Prints how many there were of each.
"""

import argparse
import errno
import os
import resource
import signal
import sys
from collections.abc import Callable

import psutil

from summarizer.dumps.dumping import deduplicate_dump
from summarizer.dumps.records import MIN_MEMORY, DumpSettings, Progress
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


def count_messages(whom: str, at: int) -> tuple[Callable[[Progress], None], Callable[[], int]]:
    """A report that kills somebody at its ``at``-th message, and how many there were."""
    seen, has_killed = 0, False

    def report(_progress: Progress) -> None:
        nonlocal seen, has_killed
        seen += 1
        if whom == "worker" and not has_killed and seen >= at > 0 and (workers := _list_workers()):
            workers[at % len(workers)].kill()
            has_killed = True
        elif seen == at and whom == "at-messages":
            os.kill(os.getpid(), signal.SIGKILL)

    return report, lambda: seen


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def _list_workers() -> list[psutil.Process]:
    """The worker processes of this one; the tracker of their semaphores is none."""
    children = psutil.Process().children()
    return [
        child
        for child in children
        if child.status() != psutil.STATUS_ZOMBIE and "popen_loky" in " ".join(child.cmdline())
    ]


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
    report, count = count_messages(whom, at)
    count_operations = count_files(at if whom == "at-files" else -1)
    # As little memory as there may be: the more parts, the more moments to die in.
    dump = DumpSettings(workers=options.workers, resume=options.resume, memory=MIN_MEMORY)
    try:
        deduplicate_dump([options.input], options.output, DuplicateSettings(), dump, report)
    except OSError as error:
        return FULL if error.errno in (errno.EFBIG, errno.ENOSPC) else 1
    except RunError as error:
        print(error, file=sys.stderr)
        return DIED
    print(count_operations(), count())
    return 0


if __name__ == "__main__":
    sys.exit(main())
