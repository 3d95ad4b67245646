"""Servers for the tests: the service as a real process on a free port of 127.0.0.1, stopped by its id."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DEFAULTS = {"KHULASA_SERVE_WORKERS": "2", "KHULASA_SERVE_WORKER": "false"}


@dataclass(frozen=True)
class Running:
    """A service in a process group of its own, and what it printed when it was ready."""

    process: subprocess.Popen[bytes]
    port: int
    said: str


@contextmanager
def serving(stderr: Path = Path(os.devnull), port: int = 0, **environ: str) -> Iterator[Running]:
    """Start the service, wait until it prints its address, and stop it at the end; its log goes to a file.

    It has no worker for jobs unless ``KHULASA_SERVE_WORKER="true"`` is given: a second process takes long to start.
    """
    with tempfile.TemporaryDirectory() as data, stderr.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "summarizer", "serve", "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=log,
            env={**os.environ, **DEFAULTS, "KHULASA_SERVE_DATA": data, **environ},
            start_new_session=True,
        )
        assert process.stdout is not None
        try:
            said = process.stdout.readline().decode() + process.stdout.readline().decode()
            found = re.search(r"http://127\.0\.0\.1:(\d+)", said)
            assert found, said
            yield Running(process, int(found[1]), said)
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(timeout=60)
            process.stdout.close()


@contextmanager
def working(**environ: str) -> Iterator[None]:
    """A separate worker, `khulasa work`, for a service without one."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "summarizer", "work"],
        env={**os.environ, **environ},
        start_new_session=True,
    )
    try:
        yield
    finally:
        worker.terminate()
        assert worker.wait(timeout=60) == 0
