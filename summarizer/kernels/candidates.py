"""Calls `candidates.c`: the pairs of documents that share a hash."""

import ctypes

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import point_to


def pair_keys(library: ctypes.CDLL, keys: NDArray[np.uint64], crowd: int) -> NDArray[np.int64]:
    """The packed pairs of ascending keys, bucket after bucket.

    crowd  the most documents of a bucket of which all are paired
    """
    given = point_to(keys, np.uint64), ctypes.c_int64(len(keys)), ctypes.c_int64(crowd)
    pairs = np.empty(library.pair_keys(*given, None), np.int64)
    library.pair_keys(*given, point_to(pairs, np.int64))
    return pairs
