"""How the process of a command is set up, before anything else is imported.

A process that reads one page lives for a third of a second, and most of that are imports.
"""

import atexit
import gc
import os

# Objects made and not removed, before Python looks for garbage. Imports make some 60,000, of which none is
# garbage: Python's usual 700 took a twentieth of a whole `khulasa dedup` of 20,000 documents.
_GARBAGE_OBJECTS = 100_000


def prepare_process() -> None:
    """Leave out what a process that ends soon does not need."""
    gc.set_threshold(_GARBAGE_OBJECTS, *gc.get_threshold()[1:])
    # At the end Python would look at every object once more.
    atexit.register(gc.freeze)
    # numpy starts a thread for each processor, for products of matrices, of which nothing here makes any.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
