"""Calls `page_lines.c`: the measures of the lines of a page."""

import ctypes
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import Layout, point_to

_ARRAYS = ("words", "far", "runs", "counts", "since")
TABLES = Layout(
    **dict.fromkeys(("form_groups", "marks", "offsets", "windows"), np.int64),
    **dict.fromkeys(_ARRAYS, np.float64),
    **dict.fromkeys(f"n_{name}" for name in ("forms", "marks", "offsets", "windows", *_ARRAYS)),
    **dict.fromkeys(("n_groups", "n_own", "n_naming", "n_kinship", "n_openings", "n_features")),
    **dict.fromkeys(("sentence", "cut", "heading", "short_groups", "site_groups", "unended_groups")),
    **dict.fromkeys(("is_cut", "ends_with_colon", "has_site_word")),
    **dict.fromkeys(("long_words", "most_letters", "near", "longest_list", "few")),
    like_size=np.float64,
)
# ``tables`` is the address of a struct.
PAGE = Layout(
    tables=np.void,
    **dict.fromkeys(("forms", "gaps", "previous"), np.int64),
    **dict.fromkeys(("sentence", "is_often"), np.bool_),
    **dict.fromkeys(("own", "sizes", "naming", "kinship", "openings"), np.float64),
    groups=np.int64,
    **dict.fromkeys(("n_lines", "usual_gap", "bulk_start", "bulk_stop")),
)


def measure_page(
    library: ctypes.CDLL, tables: ctypes.Structure, page: dict[str, NDArray[Any] | int], n_features: int
) -> NDArray[np.float64]:
    """The measures of each line of a page, (n_lines, n_features).

    tables  the fields of ``TABLES``, filled once
    page    the other fields of ``PAGE``
    """
    n_lines = len(page["forms"]) if isinstance(page["forms"], np.ndarray) else 0
    found = np.zeros((n_lines, n_features))
    room: dict[str, NDArray[Any] | int] = {
        "tables": ctypes.addressof(tables),
        "n_lines": n_lines,
        "groups": np.empty(n_lines, np.int64),
    }
    n_filled = library.measure_page(ctypes.byref(PAGE.fill(page | room)), point_to(found, np.float64))
    assert n_filled == n_features, f"{n_filled} instead of {n_features} measures"
    return found
