"""A Dask cluster of real processes, started by its own command line, for as long as a test needs it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.waiting import wait_for

# Starting takes two or three seconds; a machine under load may take longer.
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where its scheduler listens, and the processes of its workers."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def start_cluster(folder: Path, n_workers: int = 2, path: Path | None = None) -> Iterator[Cluster]:
    """A scheduler and workers of one thread each, all gone at the end; ``path``: where they find packages first."""
    folder.mkdir()
    note = folder / "scheduler.json"
    with ExitStack() as stack:
        options = ["--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(note), "--no-dashboard"]
        stack.enter_context(_run(folder, ["scheduler", *options], path))
        wait_for(lambda: note.is_file() and note.read_text().endswith("}"))
        options = ["--scheduler-file", str(note), "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        workers = [stack.enter_context(_run(folder, ["worker", *options], path)) for _ in range(n_workers)]
        address = json.loads(note.read_text())["address"]
        if n_workers:
            _wait_for_workers(address, n_workers)
        yield Cluster(address, tuple(workers))


@contextmanager
def _run(folder: Path, arguments: Sequence[str], path: Path | None) -> Iterator[subprocess.Popen[bytes]]:
    command = [str(Path(sys.executable).parent / "dask"), *arguments]
    with (folder / "log").open("ab") as log:
        environment = {**os.environ, "PYTHONPATH": str(path)} if path else None
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _wait_for_workers(address: str, n_workers: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(n_workers, timeout=PATIENCE_SECONDS)
