"""Numerals among the words of a batch become numbers by value; used by `word_hashes`.

One numeral alone is replaced over arrays. Only numerals beside other numerals or figures (`ثلاثة وعشرون`,
`2 مليون`) are read one after the other, by `text.numbers`, which remembers what it has read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.words.hashing import hash_form
from summarizer.duplicates.words.letter_folding import Letters
from summarizer.text.digit_marks import Mark, classify_marks
from summarizer.text.numbers import LONGEST, WAW, read_stretch
from summarizer.text.numerals import NUMERALS


@dataclass(frozen=True, slots=True)
class Located:
    """The words of a batch: hashes, whether each is a number, and where in the letters it begins and ends."""

    hashes: NDArray[np.uint64]
    is_number: NDArray[np.bool_]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Numerals:
    """All forms in the order of their hashes.

    forms        (n,)      folded
    hashes       (n,)      ascending
    values       (n,)      the hash of the value of each
    is_alone     (n,)      whether it is a number by itself
    is_possible  (2**16,)  by the top 16 bits of a hash; excludes most other words
    """

    forms: tuple[str, ...]
    hashes: NDArray[np.uint64]
    values: NDArray[np.uint64]
    is_alone: NDArray[np.bool_]
    is_possible: NDArray[np.bool_]


def join_numerals(folded: Letters, words: Located) -> Located:
    """The words, each number in words as one word with the hash of its value."""
    table = list_numerals()
    indexes = _find_numerals(words.hashes, table)
    is_numeral = (indexes >= 0) & (indexes != table.forms.index(WAW))
    if not is_numeral.any():
        return words
    rows, bounds = _find_stretches(folded, words, is_numeral, indexes == table.forms.index(WAW))
    has_word = np.logical_or.reduceat(is_numeral[rows], bounds[:-1])
    sizes = np.diff(bounds)
    single = rows[bounds[:-1][has_word & (sizes == 1)]]
    single = single[table.is_alone[indexes[single]]]
    hashes, is_number, ends = words.hashes.copy(), words.is_number.copy(), words.ends.copy()
    hashes[single], is_number[single] = table.values[indexes[single]], True
    is_kept = np.ones(len(hashes), bool)
    several = np.repeat(has_word & (sizes > 1), sizes)
    for row, n_words, value in _read(folded, words, indexes, (rows[several], sizes[has_word & (sizes > 1)])):
        hashes[row], is_number[row], ends[row] = hash_form(value), True, words.ends[row + n_words - 1]
        is_kept[row + 1 : row + n_words] = False
    return Located(hashes[is_kept], is_number[is_kept], words.starts[is_kept], ends[is_kept])


def _find_numerals(hashes: NDArray[np.uint64], table: Numerals) -> NDArray[np.int64]:
    """The place of each word among the numerals; -1 for other words."""
    indexes = np.full(len(hashes), -1)
    rows = np.flatnonzero(table.is_possible[hashes >> np.uint64(48)])
    found = np.minimum(np.searchsorted(table.hashes, hashes[rows]), len(table.hashes) - 1)
    is_same = table.hashes[found] == hashes[rows]
    indexes[rows[is_same]] = found[is_same]
    return indexes


def _find_stretches(
    folded: Letters, words: Located, is_numeral: NDArray[np.bool_], is_waw: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of numerals and figures, and the bounds of stretches in which they are neighbours.

    Neighbours have one blank between them, or none between a waw and figures.
    """
    starts, ends = words.starts, words.ends
    is_joined = np.append(is_waw[:-1] & words.is_number[1:] & (starts[1:] == ends[:-1]), False)
    rows = np.flatnonzero(words.is_number | is_joined | is_numeral)
    one, other = rows[:-1], rows[1:]
    gap = folded.codes[np.minimum(ends[one], len(folded.codes) - 1)]
    is_blank = (starts[other] - ends[one] == 1) & (classify_marks(gap) == Mark.BLANK)
    is_linked = (other - one == 1) & (is_blank | is_joined[one])
    return rows, np.concatenate([[0], np.flatnonzero(~is_linked) + 1, [len(rows)]]).astype(np.int64)


def _read(
    folded: Letters,
    words: Located,
    indexes: NDArray[np.int64],
    stretches: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> Iterator[tuple[int, int, str]]:
    """The numbers of stretches: the row of the first word of each, how many words, the value.

    stretches  the rows of all of them, and the size of each
    """
    forms, letters = list_numerals().forms, folded.letters
    rows, sizes = stretches
    columns = (indexes[rows].tolist(), words.starts[rows].tolist(), words.ends[rows].tolist())
    written = [
        forms[index] if index >= 0 else letters[start:end].tobytes().decode("utf-16-le")
        for index, start, end in zip(*columns, strict=True)
    ]
    end, first_rows = 0, rows.tolist()
    for size in sizes.tolist():
        for first, n_words, value in read_long_stretch(written[end : end + size]):
            yield first_rows[end + first], n_words, value
        end += size


def read_long_stretch(forms: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """As `read_stretch`, ``LONGEST`` forms at a time."""
    for start in range(0, len(forms), LONGEST):
        for first, n_words, value in read_stretch(tuple(forms[start : start + LONGEST])):
            yield start + first, n_words, value


@lru_cache(maxsize=1)
def list_numerals() -> Numerals:
    """The forms of numerals."""
    forms = sorted((*NUMERALS, WAW), key=hash_form)
    hashes = np.array([hash_form(form) for form in forms], np.uint64)
    values = [
        hash_form(str(read[0][2])) if (read := read_stretch((form,))) and form != WAW else 0 for form in forms
    ]
    is_possible = np.zeros(1 << 16, bool)
    is_possible[hashes >> np.uint64(48)] = True
    return Numerals(
        tuple(forms), hashes, np.array(values, np.uint64), np.array(values, np.uint64) > 0, is_possible
    )
