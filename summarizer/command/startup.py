"""How the process of a command is set up, before anything else is imported.

A process that reads one page lives for a third of a second, and most of that are imports.
"""

import atexit
import gc
import os
import sys

# Objects made and not removed, before Python looks for garbage. Imports make some 60,000, of which none is
# garbage: Python's usual 700 took a twentieth of a whole `khulasa dedup` of 20,000 documents.
_GARBAGE_OBJECTS = 100_000
# Parameters of mallopt(3), and the bytes that are kept: blocks of up to 32 MB, the most that it takes, and
# 256 MB of what lies free at the end.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT_BYTES, _LARGEST_KEPT = 1 << 28, 1 << 25


def prepare_process() -> None:
    """Leave out what a process that ends soon does not need."""
    gc.set_threshold(_GARBAGE_OBJECTS, *gc.get_threshold()[1:])
    # At the end Python would look at every object once more.
    atexit.register(gc.freeze)
    # numpy starts a thread for each processor, for products of matrices, of which nothing here makes any.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def keep_freed_memory() -> None:
    """Leave freed memory to the arrays that come next, where the C library is glibc.

    Given back to the system, it comes again as empty pages: a third of the page faults of `khulasa dedup`.
    """
    if sys.platform == "linux":
        import ctypes

        library = ctypes.CDLL(None)
        if hasattr(library, "mallopt"):
            library.mallopt(_TRIM_THRESHOLD, _KEPT_BYTES)
            library.mallopt(_MMAP_THRESHOLD, _LARGEST_KEPT)
