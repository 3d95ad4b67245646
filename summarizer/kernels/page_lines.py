"""Calls `page_lines.c`: the measures of the lines of a page."""

import ctypes
from array import array
from codecs import utf_32_le_encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import Layout, check_memory, find_address

# Bits of the classes of code points, in the order of the kernel.
CLASSES = (
    "blank", "edge", "stop", "colon", "question", "behind question", "ellipsis", "comma", "bar", "slash",
    "quote", "address", "verb", "digit", "latin", "significant", "plain", "known",
)  # fmt: skip
# Bits of what Python says of a line, in the order of the kernel.
HAS_BULLET, BEGINS, OPENS_CLAUSE, GOES_ON, IN_LATIN, HAS_CELLS, HAS_SHORT_CELLS, IS_MEASURED = (
    1 << bit for bit in range(8)
)
_ROOM = 5
# What the kernel returns where a line has a code without classes, and Python has not measured it.
_UNKNOWN_CODES = -2

_ARRAYS = ("words", "far", "runs", "counts", "since")
TABLES = Layout(
    **dict.fromkeys(("classes", "article", "known"), np.uint32),
    **dict.fromkeys(("known_starts", "known_kinds"), np.int64),
    **dict.fromkeys(("form_groups", "marks", "offsets", "windows"), np.int64),
    **dict.fromkeys(_ARRAYS, np.float64),
    **dict.fromkeys(
        f"n_{name}" for name in ("classes", "known", "forms", "marks", "offsets", "windows", *_ARRAYS)
    ),
    **dict.fromkeys(("n_groups", "n_own", "n_naming", "n_kinship", "n_openings", "n_features")),
    **dict.fromkeys(("sentence", "cut", "heading", "short_groups", "site_groups", "unended_groups")),
    **dict.fromkeys(("paragraph", "least_words", "long_words", "most_letters", "no_sentence")),
    **dict.fromkeys(("n_looked_up", "sentence_length", "bulk_length", "n_near", "n_between", "n_shared")),
    **dict.fromkeys(("near", "longest_list", "few")),
    like_ratio=np.float64,
)
_TEXTS = ("given", "folded")
_COLUMNS = ("starts", "folded_starts", "forms", "gaps", "repeats", "flags")
_FOUND = ("groups", "previous", "times", "sentence", "before")


class _Page(ctypes.Structure):
    _fields_ = (
        ("tables", ctypes.c_void_p),
        *((name, ctypes.c_char_p) for name in _TEXTS),
        *((name, ctypes.c_void_p) for name in (*_COLUMNS, "own", "room")),
        *((name, ctypes.c_int64) for name in ("n_lines", "usual_gap")),
        *((name, ctypes.c_void_p) for name in _FOUND),
        *((name, ctypes.c_int64) for name in ("bulk_start", "bulk_stop")),
    )


@dataclass(frozen=True, slots=True, eq=False)
class PageLines:
    """The lines of a page, as the kernel reads them.

    given, folded  the texts of the lines; a long line is not folded, and empty there
    forms          rows of the table of forms
    repeats        for each line the number of the first one that says the same, below the number of lines
    flags          what Python says of each line, as bits
    measured       rows of lines that Python has measured, with their measures
    """

    given: Sequence[str]
    folded: Sequence[str]
    forms: Sequence[int]
    gaps: Sequence[int]
    usual_gap: int
    repeats: Sequence[int]
    flags: list[int]
    measured: Mapping[int, Sequence[float]]


def measure_page(library: ctypes.CDLL, tables: Any, page: PageLines) -> NDArray[np.float64]:
    """The measures of each line of a page, (n_lines, n_features); ``tables`` has the fields of ``TABLES``."""
    given = lay_out_page(tables, page)
    is_whole = check_measures(library.measure_page(ctypes.byref(given.struct), given.address), tables)
    assert is_whole, "lines with codes that have no classes are measured by Python"
    found: NDArray[np.float64] = given.room[: given.n_found].reshape(len(page.forms), -1)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class LaidOutPage:
    """A page as the kernels take it.

    room     the measures that they find, ``n_found`` numbers at ``address``, and room of their own
    columns  kept alive
    """

    struct: ctypes.Structure
    room: NDArray[np.float64]
    address: int
    n_found: int
    columns: "array[int]"


def lay_out_page(tables: Any, page: PageLines) -> LaidOutPage:
    """The page with zeros for its measures."""
    n_lines, n_own = len(page.forms), tables.n_own
    n_found = n_lines * tables.n_features
    room = np.zeros(n_found + n_lines * (n_own + _ROOM))
    for row, measures in page.measured.items():
        start = n_found + row * n_own
        room[start : start + len(measures)] = measures
    starts = [accumulate(map(len, texts), initial=0) for texts in (page.given, page.folded)]
    columns = array("q", [*starts[0], *starts[1], *page.forms, *page.gaps, *page.repeats, *page.flags])
    first, step = columns.buffer_info()[0], columns.itemsize * n_lines
    folded, forms = first + step + columns.itemsize, first + 2 * (step + columns.itemsize)
    address = find_address(room)
    own = address + room.itemsize * n_found
    struct = _Page(
        ctypes.addressof(tables),
        _encode(page.given),
        _encode(page.folded),
        *(first, folded, *[forms + place * step for place in range(4)]),
        *(own, own + room.itemsize * n_lines * n_own, n_lines, page.usual_gap),
    )
    return LaidOutPage(struct, room, address, n_found, columns)


def check_measures(n_filled: int, tables: Any) -> bool:
    """Whether all lines were measured. Raises ``MemoryError`` where a kernel had too little."""
    if n_filled == _UNKNOWN_CODES:
        return False
    assert check_memory(n_filled) == tables.n_features, f"{n_filled} measures, not {tables.n_features}"
    return True


def _encode(texts: Sequence[str]) -> bytes:
    return utf_32_le_encode("".join(texts), "surrogatepass")[0]
