"""Calls `digests.c`: 128 bits of BLAKE2b for each of many texts."""

import ctypes

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import point_to

# Texts beside each other in the widest registers that the kernel knows.
MOST_LANES = 8


def digest_texts(
    library: ctypes.CDLL, spelling: NDArray[np.uint16], bounds: NDArray[np.int64], most: int = MOST_LANES
) -> NDArray[np.uint64]:
    """What `spelling.hash_spelling` returns for each text, as numbers, (n_texts, 2).

    bounds  (n_texts + 1,) where the letters of each text begin in ``spelling``
    most    how many texts may be read beside each other
    """
    digests, byte_bounds = np.empty((len(bounds) - 1, 2), np.uint64), bounds * spelling.itemsize
    library.digest_texts(
        point_to(spelling, np.uint16),
        point_to(byte_bounds, np.int64),
        ctypes.c_int64(len(digests)),
        ctypes.c_int64(most),
        point_to(digests, np.uint64),
    )
    return digests
