"""The start of a command: nothing that a short process does not need."""

import os
import subprocess
import sys

START = """
from summarizer.command.startup import prepare_process
prepare_process()
import gc, os
before = gc.get_stats()
import summarizer.command.main, summarizer.deduplicating, summarizer.summarizing
print(gc.get_stats() == before, os.environ["OPENBLAS_NUM_THREADS"])
"""


def start(**environ: str) -> str:
    """What a process prints whose command has started."""
    given = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    command = [sys.executable, "-c", START]
    return subprocess.run(
        command, env={**given, **environ}, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_imports_are_not_searched_for_garbage() -> None:
    """They make no garbage; and numpy starts no threads for products of matrices."""
    assert start() == "True 1"


def test_who_gives_numpy_threads_keeps_them() -> None:
    """What the environment says already stays."""
    assert start(OPENBLAS_NUM_THREADS="2").endswith(" 2")
