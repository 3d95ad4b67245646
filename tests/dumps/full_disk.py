"""A process that fills an archive and dies in the middle of it: run by the kill tests, with their arguments.

    python -m tests.dumps.full_disk PATH FIRST LAST [--statements N] [--bytes N]

Adds the stories FIRST to LAST three at a time and prints the last number of each batch once it is acknowledged.
"""

import argparse
import os
import resource
import signal
import sqlite3
from pathlib import Path

from summarizer.dumps.archive.archive import open_archive
from summarizer.records import Document
from tests.duplicates.samples import write_story


def make_documents(first: int, last: int) -> list[Document]:
    """Stories ``first`` up to, not including, ``last``."""
    return [Document(f"s{number}", write_story(number, 60)) for number in range(first, last)]


def die_after(connection: sqlite3.Connection, n_statements: int) -> None:
    """Kill this process as soon as it begins its n-th statement that writes."""
    left = n_statements

    def count(statement: str) -> None:
        nonlocal left
        left -= not statement.lstrip().startswith("SELECT")
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    connection.set_trace_callback(count)


def limit_files(n_bytes: int) -> None:
    """Kill this process by the write that would make any file longer than that, after what still fits."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, n_bytes))


def main() -> None:
    """Fill the archive until the end, or until death."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--statements", type=int)
    parser.add_argument("--bytes", type=int)
    options = parser.parse_args()
    with open_archive(options.path) as archive:
        if options.statements:
            die_after(archive._connection, options.statements)
        if options.bytes:
            limit_files(options.bytes)
        for start in range(options.first, options.last, 3):
            end = min(start + 3, options.last)
            archive.add(make_documents(start, end))
            print(end, flush=True)


if __name__ == "__main__":
    main()
