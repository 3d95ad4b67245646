"""Calls `page_lines.c`: the measures of the lines of a page."""

import ctypes
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import Layout, check_memory, find_address

# Bits of the classes of code points, in the order of the kernel.
CLASSES = (
    "blank", "edge", "stop", "colon", "question", "behind question", "ellipsis", "comma", "bar", "slash",
    "quote", "address", "verb", "digit", "latin", "significant", "plain",
)  # fmt: skip
# Bits of what Python says of a line, in the order of the kernel.
HAS_BULLET, BEGINS, OPENS_CLAUSE, GOES_ON, IN_LATIN, HAS_CELLS, HAS_SHORT_CELLS, IS_MEASURED = (
    1 << bit for bit in range(8)
)
_ROOM = 5

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
    flags: Sequence[int]
    measured: dict[int, Sequence[float]]


def measure_page(library: ctypes.CDLL, tables: Any, page: PageLines) -> NDArray[np.float64]:
    """The measures of each line of a page, (n_lines, n_features); ``tables`` has the fields of ``TABLES``."""
    n_lines, n_features, n_own = len(page.forms), tables.n_features, tables.n_own
    sizes = (n_lines * n_features, n_lines * n_own, n_lines * _ROOM)
    room = np.zeros(sum(sizes))
    found = room[: sizes[0]].reshape(n_lines, n_features)
    for row, measures in page.measured.items():
        start = sizes[0] + row * n_own
        room[start : start + len(measures)] = measures
    starts = (accumulate(map(len, texts), initial=0) for texts in (page.given, page.folded))
    columns = [array("q", column) for column in (*starts, page.forms, page.gaps, page.repeats, page.flags)]
    struct: Any = _Page(
        ctypes.addressof(tables),
        _encode(page.given),
        _encode(page.folded),
        *(column.buffer_info()[0] for column in columns),
    )
    address = find_address(room)
    struct.own = address + room.itemsize * sizes[0]
    struct.room = struct.own + room.itemsize * sizes[1]
    struct.n_lines, struct.usual_gap = n_lines, page.usual_gap
    n_filled = check_memory(library.measure_page(ctypes.byref(struct), address))
    assert n_filled == n_features, f"{n_filled} instead of {n_features} measures"
    return found


def _encode(texts: Sequence[str]) -> bytes:
    return "".join(texts).encode("utf-32-le", "surrogatepass")
