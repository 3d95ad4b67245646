"""Calls `page_words.c`: how many words of short lines stand in the sentences around them."""

import ctypes
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import Layout

_N_BUCKETS, _N_COUNTS = 1024, 5
WORDS = Layout(
    **dict.fromkeys(("text", "lines"), np.uint32),
    **dict.fromkeys(("starts", "line_starts", "places"), np.int64),
    kinds=np.uint8,
    article=np.uint32,
    **dict.fromkeys(("n_sentences", "n_lines", "n_kinds", "n_near", "whole_start", "whole_stop")),
    **dict.fromkeys(("bounds", "positions"), np.int32),
    counts=np.int64,
)


def count_shared_words(
    library: ctypes.CDLL, tables: dict[str, NDArray[Any] | int], page: dict[str, NDArray[Any] | int]
) -> NDArray[np.int64]:
    """The words of each line, and how many of them stand in each place; (n_lines, 5).

    tables, page  the fields of ``WORDS`` that are the same for every page, and the others but for the room
    """
    text, places = page["text"], page["places"]
    assert isinstance(text, np.ndarray)
    assert isinstance(places, np.ndarray)
    counts = np.empty((len(places), _N_COUNTS), np.int64)
    room: dict[str, NDArray[Any] | int] = {
        "n_lines": len(places),
        "bounds": np.empty(_N_BUCKETS + 1, np.int32),
        "positions": np.empty(len(text), np.int32),
        "counts": counts,
    }
    library.count_shared_words(ctypes.byref(WORDS.fill(tables | page | room)))
    return counts
