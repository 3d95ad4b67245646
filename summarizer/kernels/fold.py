"""Calls `fold.c`: the folded form of a text."""

from array import array
from collections.abc import Callable


def fold_units(kernel: Callable[..., int], units: bytes, table: int, marks: tuple[int, int]) -> bytes | None:
    """UTF-16 code units after a table; None where one of them becomes the second mark, "other".

    kernel  ``fold_units`` of the library, or ``fold_lines`` with its table
    table   the address of 65,536 code units: what each one becomes
    marks   what the table has for units that are left out, and for those that it cannot map
    """
    folded = array("H", units)
    address, n_units = folded.buffer_info()
    kept = kernel(address, n_units, table, *marks)
    return None if kept < 0 else folded[:kept].tobytes()
