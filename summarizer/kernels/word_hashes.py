"""Calls `word_hashes.c`: the hashes and the letters of the words of many texts."""

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import Layout, check_memory, point_to

_TABLES = Layout(
    fold=np.uint16,
    expansion_offsets=np.int64,
    expansions=np.uint16,
    numerals=np.uint64,
    values=np.uint64,
    zeros=np.uint8,
    is_possible=np.uint8,
    n_numerals=None,
    waw=None,
    identifier_digits=None,
)
_WORDS = Layout(
    hashes=np.uint64,
    is_number=np.bool_,
    bounds=np.int64,
    spelling=np.uint16,
    spelling_bounds=np.int64,
    touches=np.uint8,
    long_words=np.int64,
    stretches=np.int64,
    n_long_words=None,
    n_stretches=None,
    n_words=None,
    n_spelled=None,
    capacity=None,
)
_FULL = -2
# Letters that the kernel copies together.
_TOGETHER = 16
# Where the numbers of ligatures begin, and how many there can be.
_EXPANDED, _SURROGATES = 0xD800, 0x800


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
    bounds           (n_texts + 1,)  where the words of each text begin
    spelling                         letters of the words, one separator between words that stand apart
    spelling_bounds  (n_texts + 1,)  where those of each text begin
    touches          (n_texts,)      1: a word begins at the first letter; 2: one ends at the last; 3: both
    long_words       (n, 3)          which have more than 64 letters, and where each is spelled: from, to
    stretches        (n, 4)          of several numerals: first word, how many, from, to. Where ``from`` is -1
                                     the first word has the hash of the value; others are left to the caller
    """

    hashes: NDArray[np.uint64]
    is_number: NDArray[np.bool_]
    bounds: NDArray[np.int64]
    spelling: NDArray[np.uint16]
    spelling_bounds: NDArray[np.int64]
    touches: NDArray[np.uint8]
    long_words: NDArray[np.int64]
    stretches: NDArray[np.int64]


def lay_out_word_tables(
    letters: tuple[NDArray[np.uint16], NDArray[np.uint8]],
    expansions: dict[int, list[int]],
    numerals: dict[str, NDArray[Any]],
    numbers: dict[str, int],
) -> WordTables:
    """The tables for the kernel; `word_hashes.c` says what each array holds.

    letters     (2**18,) the letter of each code, and (2**16,) which mark each is
    expansions  from a code of several letters to its letters
    numerals    ``numerals``, ``values``, ``zeros`` and ``is_possible``, a truth value for each top 16 bits
    numbers     ``waw`` and ``identifier_digits``
    """
    codes = sorted(expansions)
    sizes = [len(expansions[code]) for code in codes]
    fold, marks = letters[0].copy(), letters[1]
    # A mark separates words; a ligature becomes its number among the codes that no character has.
    assert not fold[: len(marks)][marks > 0].any()
    assert len(codes) < _SURROGATES
    fold[: len(marks)] |= marks
    fold[_EXPANDED : _EXPANDED + _SURROGATES] = _EXPANDED + _SURROGATES - 1
    fold[codes] = _EXPANDED + np.arange(len(codes))
    struct = _TABLES.fill(
        {
            "fold": fold,
            "expansion_offsets": np.cumsum([0, *sizes], dtype=np.int64),
            "expansions": np.array([letter for code in codes for letter in expansions[code]], np.uint16),
            **numerals,
            "is_possible": np.packbits(numerals["is_possible"], bitorder="little"),
            "n_numerals": len(numerals["numerals"]),
            **numbers,
        }
    )
    return WordTables(struct, max(sizes, default=1))


def hash_units(
    library: ctypes.CDLL, tables: WordTables, encoded: bytes, text_bounds: NDArray[np.int64]
) -> SpelledWords:
    """The words of texts in UTF-16, one behind the other.

    text_bounds  (n_texts + 1,) where the units of each text begin
    """
    units = np.frombuffer(encoded, np.uint16)
    capacity = len(units)
    while True:
        words = _allocate(len(text_bounds) - 1, capacity)
        struct = _WORDS.fill(words)
        result = library.hash_words(
            ctypes.byref(tables.struct),
            point_to(units, np.uint16),
            point_to(text_bounds, np.int64),
            ctypes.c_int64(len(text_bounds) - 1),
            ctypes.byref(struct),
        )
        if check_memory(result) != _FULL:
            return _take_used(words, struct)
        # Ligatures are so rare that room for their letters is made only where they occur.
        capacity = len(units) * tables.longest


def drop_words(
    library: ctypes.CDLL,
    words: tuple[NDArray[np.uint64], NDArray[np.bool_]],
    numbers: NDArray[np.int64],
    bounds: NDArray[np.int64],
) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """Drop all words but the first of each number from ``words`` and ``bounds``, in place; what is left.

    numbers  (n, 2) first word and how many words, ascending
    """
    n = library.drop_words(
        point_to(words[0], np.uint64),
        point_to(words[1], np.bool_),
        point_to(bounds, np.int64),
        ctypes.c_int64(len(bounds) - 1),
        point_to(numbers, np.int64),
        ctypes.c_int64(len(numbers)),
    )
    return words[0][:n], words[1][:n]


def _allocate(n_texts: int, capacity: int) -> dict[str, NDArray[Any] | int]:
    """Room for the words of texts; pages of it that are not written to cost nothing."""
    sizes = {"bounds": n_texts + 1, "spelling_bounds": n_texts + 1, "touches": n_texts}
    sizes["spelling"] = capacity + _TOGETHER
    # A word takes a letter at least, a long one more than 64, two numerals apart three.
    sizes |= {"long_words": 3 * (capacity // 64 + 1), "stretches": 4 * (capacity // 2 + 1)}
    words: dict[str, NDArray[Any] | int] = {
        name: np.empty(sizes.get(name, capacity), dtype) if dtype else 0
        for name, dtype in _WORDS.fields.items()
    }
    return {**words, "capacity": capacity}


def _take_used(words: dict[str, NDArray[Any] | int], struct: ctypes.Structure) -> SpelledWords:
    """What was written, without the room behind it."""
    used: dict[str, Any] = {name: words[name] for name in ("bounds", "spelling_bounds", "touches")}
    counts: Any = struct
    n_used = {
        "hashes": counts.n_words,
        "is_number": counts.n_words,
        "spelling": counts.n_spelled,
        "long_words": 3 * counts.n_long_words,
        "stretches": 4 * counts.n_stretches,
    }
    used |= {name: np.asarray(words[name])[:n] for name, n in n_used.items()}
    used["long_words"], used["stretches"] = (
        used["long_words"].reshape(-1, 3),
        used["stretches"].reshape(-1, 4),
    )
    return SpelledWords(**used)
