"""Calls `word_places.c`: where the words of texts stand, and which are written alike."""

import ctypes
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import check_memory, draw_seed, find_address, point_to

_N_CODES = 0x40000
# The classes of `word_places.c`.
CLASSES = ("letter", "hidden", "blank", "before_sign", "sign", "entity")
_N_NUMBERS = 5


@dataclass(frozen=True, slots=True, eq=False)
class WordPlaces:
    """The words of texts, in order.

    texts   (n_words,)  the text of each
    starts  (n_words,)  its place there
    ends    (n_words,)
    forms   (n_words,)  the number of the form, in the order in which forms first occur
    gaps    (n_words,)  whether more than blanks stand between it and the word before it in its text
    firsts  (n_forms,)  the first word of each form
    webs    (n_texts,)  whether the text may hold an address or an entity
    """

    texts: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    forms: NDArray[np.int64]
    gaps: NDArray[np.bool_]
    firsts: NDArray[np.int64]
    webs: NDArray[np.bool_]


class _Places(ctypes.Structure):
    _fields_ = (("arrays", ctypes.c_void_p * 7), ("n_forms", ctypes.c_int64))


def lay_out_word_classes(ranges: Mapping[str, Sequence[tuple[int, int]]]) -> NDArray[np.uint8]:
    """The classes of each code; per name of ``CLASSES`` the first and last codes of its characters."""
    classes = np.zeros(_N_CODES, np.uint8)
    for bit, name in enumerate(CLASSES):
        for first, last in ranges[name]:
            classes[first : last + 1] |= np.uint8(1 << bit)
    return classes


def place_words(library: ctypes.CDLL, classes: NDArray[np.uint8], texts: Sequence[str]) -> WordPlaces:
    """The words of texts, each text by itself."""
    codes, lengths = "".join(texts).encode("utf-32-le", "surrogatepass"), array("q", map(len, texts))
    # Two words of a text have a character between them.
    most = (len(codes) // 4 + len(texts)) // 2
    numbers, gaps = np.empty((_N_NUMBERS, most), np.int64), np.empty(most, np.bool_)
    webs = np.empty(len(texts), np.bool_)
    start = find_address(numbers)
    *found, firsts = (start + 8 * most * place for place in range(_N_NUMBERS))
    struct = _Places((ctypes.c_void_p * 7)(*found, find_address(gaps), firsts, find_address(webs)))
    n_words = check_memory(
        library.place_words(
            point_to(classes, np.uint8),
            codes,
            ctypes.c_void_p(lengths.buffer_info()[0]),
            ctypes.c_int64(len(texts)),
            ctypes.c_int64(most),
            ctypes.c_uint64(draw_seed()),
            ctypes.byref(struct),
        )
    )
    words = numbers[:, :n_words]
    return WordPlaces(
        words[0], words[1], words[2], words[3], gaps[:n_words], numbers[4, : struct.n_forms], webs
    )
