"""Opens the compiled kernels, where this installation has them; without, numpy does the same more slowly.

The kernels are one shared library of plain C functions over arrays. They are called by ctypes, which lets
other threads run during a call. The library uses nothing of Python's C interface: it is built without its
headers, and one wheel for each platform serves every version of Python.
"""

import ctypes
import os
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Written by `hatch_build.py` when the package is built.
LIBRARY = Path(__file__).with_name("kernels.so")
# The names of the two ways; the variable of this name chooses the second one.
COMPILED, NUMPY = "compiled", "numpy"
CHOICE = "KHULASA_KERNELS"

# That of `version.c`, so that a library of an older build is not called with other arguments.
VERSION = 27
_NO_MEMORY = -1
_view, _get_address = ctypes.c_char.from_buffer, ctypes.addressof
# Of what is called for each short text: numbers are then turned into arguments without objects of Python.
_ADDRESS, _NUMBER = ctypes.c_void_p, ctypes.c_int64
_ARGUMENTS = {
    **dict.fromkeys(("fold_units", "fold_lines"), (_ADDRESS, _NUMBER, _ADDRESS, _NUMBER, _NUMBER)),
    "find_walk": (*[_ADDRESS] * 5, _NUMBER, _NUMBER, _ADDRESS, _ADDRESS),
    "find_ends": (*[_ADDRESS] * 3, _NUMBER, _NUMBER, *[_ADDRESS] * 3),
    "measure_page": (_ADDRESS, _ADDRESS),
    "score_lines": (*[_ADDRESS] * 5,),
    "walk_page": (*[_ADDRESS] * 5,),
    "stem_words": (*[_ADDRESS] * 3, _NUMBER, _ADDRESS),
}


@lru_cache(maxsize=1)
def load_library() -> ctypes.CDLL | None:
    """The compiled kernels; None where they were not built, cannot be loaded, or are not wanted."""
    if os.environ.get(CHOICE) == NUMPY or not LIBRARY.exists():
        return None
    try:
        library = ctypes.CDLL(str(LIBRARY))
    except OSError:
        # Built for another processor or system: a folder that moved, for example.
        return None
    if library.kernels_version() != VERSION:
        return None
    for name in (
        "hash_words",
        "drop_words",
        "sort_shingles",
        "sketch_runs",
        "pair_keys",
        "find_sharing",
        "count_shared",
        "sum_words",
        "measure_page",
        "walk_page",
        "find_ends",
        "stem_words",
        "weigh_stems",
        "score_sentences",
        "rate_sentences",
        "place_words",
        "fold_units",
        "fold_lines",
    ):
        # As an attribute it is kept; as an item it would be another object each time.
        getattr(library, name).restype = ctypes.c_int64
    for name, types in _ARGUMENTS.items():
        getattr(library, name).argtypes = types
    return library


def name_kernels() -> str:
    """``COMPILED`` or ``NUMPY``: which of the two this process uses."""
    return COMPILED if load_library() else NUMPY


def point_to(array: NDArray[Any], dtype: type[np.generic]) -> ctypes.c_void_p:
    """The address of an array for a kernel, which reads it as entries of ``dtype`` one after the other."""
    assert array.dtype == dtype, f"{array.dtype} instead of {dtype.__name__}"
    assert array.flags.c_contiguous
    return ctypes.c_void_p(find_address(array))


def find_address(array: NDArray[Any]) -> int:
    """Where the entries of an array begin; by a buffer, four times as fast as by ``array.ctypes``."""
    try:
        return _get_address(_view(array))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        # An empty array, or one that is not written to, is no buffer.
        if array.size and array.flags.writeable:
            raise
        return int(array.ctypes.data)


class Layout:
    """A struct of the kernels: its fields in order, with the type of an array's entries, None for numbers."""

    def __init__(self, **fields: type[np.generic] | None) -> None:
        self.fields = fields
        types = [(name, ctypes.c_void_p if dtype else ctypes.c_int64) for name, dtype in fields.items()]
        self.structure = type("Struct", (ctypes.Structure,), {"_fields_": types})

    def fill(self, values: dict[str, NDArray[Any] | int]) -> ctypes.Structure:
        """The struct with these values; it keeps their arrays alive."""
        struct: Any = self.structure()
        for name, dtype in self.fields.items():
            value = values[name]
            if dtype is not None and isinstance(value, np.ndarray):
                setattr(struct, name, point_to(value, dtype))
            else:
                setattr(struct, name, value)
        struct.kept_alive = values
        filled: ctypes.Structure = struct
        return filled


def check_memory(result: int) -> int:
    """What a kernel returned. Raises ``MemoryError`` where it had too little memory."""
    if result == _NO_MEMORY:
        raise MemoryError("too little memory for the compiled kernels")
    return result


@cache
def draw_seed() -> int:
    """An odd number for tables of hashes; no result depends on it."""
    return int.from_bytes(os.urandom(8)) >> 1 | 1
