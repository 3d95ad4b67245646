"""The start of a command: nothing that a short process does not need."""

import ctypes
import os
import subprocess
import sys

import pytest

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


FREED = """
import resource
from summarizer.command.startup import keep_freed_memory
keep_freed_memory()
def count_faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    blocks = [bytearray(24 << 20) for _ in range(3)]
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
print(*(count_faults() for _ in range(3)))
"""


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallopt"), reason="needs glibc"
)
def test_freed_memory_is_used_again() -> None:
    """The pages of large blocks come once from the system, where they came each time."""
    done = subprocess.run([sys.executable, "-c", FREED], capture_output=True, text=True, check=True)
    first, *later = map(int, done.stdout.split())
    assert max(later) < first / 10
