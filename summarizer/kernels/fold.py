"""Calls `fold.c`: the folded form of a text."""

import ctypes
from array import array


def fold_units(library: ctypes.CDLL, units: bytes, table: int, marks: tuple[int, int]) -> bytes | None:
    """UTF-16 code units after a table; None where one of them becomes the second mark, "other".

    table  the address of 65,536 code units: what each one becomes
    marks  what the table has for units that are left out, and for those that it cannot map
    """
    folded = array("H", units)
    address, n_units = folded.buffer_info()
    kept = library.fold_units(address, n_units, table, *marks)
    return None if kept < 0 else folded[:kept].tobytes()
