"""Calls `word_hashes.c`: the hashes and the letters of the words of many texts."""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import Layout, check_memory, point_to

_TABLES = Layout(
    fold=np.uint16,
    marks=np.uint8,
    expanded=np.uint64,
    expansion_offsets=np.int64,
    expansions=np.uint16,
    n_expanded=None,
    numerals=np.uint64,
    values=np.uint64,
    is_possible=np.bool_,
    n_numerals=None,
    waw=None,
    identifier_digits=None,
)
_WORDS = Layout(
    hashes=np.uint64,
    is_number=np.bool_,
    word_starts=np.int64,
    word_lengths=np.int32,
    bounds=np.int64,
    spelling=np.uint16,
    spelling_bounds=np.int64,
    touches=np.uint8,
    stretches=np.int64,
    n_stretches=None,
    n_words=None,
    n_spelled=None,
    capacity=None,
)
_FULL = -2


@dataclass(frozen=True, slots=True)
class WordTables:
    """What the kernel goes by.

    struct   for the kernel
    longest  the most letters that folding makes of one character
    """

    struct: ctypes.Structure
    longest: int


@dataclass(frozen=True, slots=True)
class SpelledWords:
    """The words of many texts.

    hashes           (n_words,)      those of words of more than 64 letters are left to the caller
    is_number        (n_words,)
    starts, lengths  (n_words,)      where the letters of each word stand in ``spelling``
    bounds           (n_texts + 1,)  where the words of each text begin
    spelling                         letters of the words, one separator between words that stand apart
    spelling_bounds  (n_texts + 1,)  where those of each text begin
    touches          (n_texts,)      1: a word begins at the first letter; 2: one ends at the last; 3: both
    stretches        (n, 2)          first word and size of stretches of several numerals, left to the caller
    """

    hashes: NDArray[np.uint64]
    is_number: NDArray[np.bool_]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int32]
    bounds: NDArray[np.int64]
    spelling: NDArray[np.uint16]
    spelling_bounds: NDArray[np.int64]
    touches: NDArray[np.uint8]
    stretches: NDArray[np.int64]


def lay_out_word_tables(
    letters: tuple[NDArray[np.uint16], NDArray[np.uint8]],
    expansions: dict[int, list[int]],
    numerals: tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.bool_]],
    numbers: dict[str, int],
) -> WordTables:
    """The tables for the kernel; `word_hashes.c` says what each array holds.

    letters     ``fold`` and ``marks``
    expansions  from a code of several letters to its letters
    numerals    ``numerals``, ``values`` and ``is_possible``
    numbers     ``waw`` and ``identifier_digits``
    """
    codes = sorted(expansions)
    sizes = [len(expansions[code]) for code in codes]
    struct = _TABLES.fill(
        {
            "fold": letters[0],
            "marks": letters[1],
            "expanded": np.array(codes, np.uint64),
            "expansion_offsets": np.cumsum([0, *sizes], dtype=np.int64),
            "expansions": np.array([letter for code in codes for letter in expansions[code]], np.uint16),
            "n_expanded": len(codes),
            "numerals": numerals[0],
            "values": numerals[1],
            "is_possible": numerals[2],
            "n_numerals": len(numerals[0]),
            **numbers,
        }
    )
    return WordTables(struct, max(sizes, default=1))


def hash_units(library: ctypes.CDLL, tables: WordTables, texts: Sequence[bytes]) -> SpelledWords:
    """The words of texts in UTF-16."""
    units = np.frombuffer(b"".join(texts), np.uint16)
    text_bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) // 2, out=text_bounds[1:])
    capacity = len(units)
    while True:
        words = _allocate(len(texts), capacity)
        struct = _WORDS.fill(words)
        result = library.hash_words(
            ctypes.byref(tables.struct),
            point_to(units, np.uint16),
            point_to(text_bounds, np.int64),
            ctypes.c_int64(len(texts)),
            ctypes.byref(struct),
        )
        if check_memory(result) != _FULL:
            return _take_used(words, struct.n_stretches)
        # Ligatures are so rare that room for their letters is made only where they occur.
        capacity = len(units) * tables.longest


def _allocate(n_texts: int, capacity: int) -> dict[str, NDArray[Any] | int]:
    """Room for the words of texts; pages of it that are not written to cost nothing."""
    bounds = ("bounds", "spelling_bounds")
    arrays = {
        name: np.empty(n_texts + 1 if name in bounds else n_texts if name == "touches" else capacity, dtype)
        for name, dtype in _WORDS.fields.items()
        if dtype
    }
    return {**arrays, "n_stretches": 0, "n_words": 0, "n_spelled": 0, "capacity": capacity}


def _take_used(words: dict[str, NDArray[Any] | int], n_stretches: int) -> SpelledWords:
    """What was written, without the room behind it."""
    bounds, spelling_bounds = np.asarray(words["bounds"]), np.asarray(words["spelling_bounds"])
    used = slice(int(bounds[-1]))
    return SpelledWords(
        hashes=np.asarray(words["hashes"])[used],
        is_number=np.asarray(words["is_number"])[used],
        starts=np.asarray(words["word_starts"])[used],
        lengths=np.asarray(words["word_lengths"])[used],
        bounds=bounds,
        spelling=np.asarray(words["spelling"])[: int(spelling_bounds[-1])],
        spelling_bounds=spelling_bounds,
        touches=np.asarray(words["touches"]),
        stretches=np.asarray(words["stretches"])[: 2 * n_stretches].reshape(-1, 2),
    )
