"""The shingles of a batch of hashed words, sorted within each text; with numpy, where no kernel was built.

The twin is summarizer/kernels/shingles.c, which takes from here what the marks of words and the names of days
and months are.
"""

from ctypes import Structure
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.words.hashing import mix
from summarizer.duplicates.words.word_hashes import hash_words
from summarizer.kernels.shingles import SortedShingles, lay_out_marks
from summarizer.text.dates import DAYS, HIJRI_MONTHS, MONTHS
from summarizer.text.normalizing import normalize
from summarizer.text.written_dates import MONTH_NUMBERS

RUN_WORDS = 3
# The lead; in a text of fewer than twice as many words it is the first half. The opening is twice as long,
# the head two thirds as long.
LEAD_WORDS = 30

# Bits of ``Shingles.marks``.
OPENING, REPEATED, LEAD, HEAD = 1, 2, 4, 8
MARK_BITS = 4
# The lowest bit of a word hash says whether the word is a number.
NUMBER = 1

# Bits of a figure: its place is above its value.
VALUE_BITS, PLACE_BITS = 22, 24
# The marks of the words of the head, of the rest of the lead, of the rest of the opening, and of later words.
_BLOCK_MARKS = np.array([OPENING | LEAD | HEAD, OPENING | LEAD, OPENING, 0], np.uint8)
# Days and months stand in bulletins as numbers do: another one is another day's news.
_DATES = " ".join((DAYS, MONTHS, HIJRI_MONTHS))


def combine_runs(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Hash every run of three adjacent words; (n_words - 2,)."""
    if len(hashes) < RUN_WORDS:
        return np.empty(0, np.uint32)
    combined = (
        hashes[:-2] * np.uint64(0xC2B2AE3D27D4EB4F)
        + hashes[1:-1] * np.uint64(0x165667B19E3779F9)
        + hashes[2:]
    )
    return (mix(combined) >> np.uint64(32)).astype(np.uint32)


def sort_arrays(
    hashes: NDArray[np.uint64], numbers: NDArray[np.bool_], bounds: NDArray[np.int64]
) -> SortedShingles:
    """What `kernels.shingles.sort_shingles` returns, with numpy alone."""
    n_texts = len(bounds) - 1
    owners = np.repeat(np.arange(n_texts, dtype=np.uint64), np.diff(bounds))
    runs, n_runs = _hash_runs(hashes, owners, n_texts)
    words, marks, n_words = _sort_words(hashes, numbers, owners, bounds)
    figures, n_figures = _place_figures(hashes, numbers, owners, n_texts)
    return SortedShingles(runs, words, marks, figures, n_runs, n_words, n_figures)


def _truncate_hashes(hashes: NDArray[np.uint64], numbers: NDArray[np.bool_]) -> NDArray[np.uint32]:
    """Word hashes of 32 bits; the lowest bit marks a number."""
    short = (hashes >> np.uint64(32)).astype(np.uint32)
    return (short & ~np.uint32(NUMBER)) | numbers.astype(np.uint32)


def _hash_runs(
    hashes: NDArray[np.uint64], owners: NDArray[np.uint64], n_documents: int
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    inside = owners[2:] == owners[:-2]
    keys = (owners[:-2][inside] << np.uint64(32)) | combine_runs(hashes)[inside]
    keys.sort()
    keys = keys[_find_firsts(keys)]
    counts = np.bincount((keys >> np.uint64(32)).astype(np.int64), minlength=n_documents)
    return keys.astype(np.uint32), counts


def _sort_words(
    hashes: NDArray[np.uint64],
    numbers: NDArray[np.bool_],
    owners: NDArray[np.uint64],
    bounds: NDArray[np.int64],
) -> tuple[NDArray[np.uint32], NDArray[np.uint8], NDArray[np.int64]]:
    n_documents = len(bounds) - 1
    lengths = np.diff(bounds)
    places = np.arange(len(hashes)) - np.repeat(bounds[:-1], lengths)
    leads = np.repeat(np.clip((lengths + 1) // 2, 1, LEAD_WORDS), lengths)
    blocks = (places >= (2 * leads + 2) // 3).astype(np.uint64) + (places >= leads) + (places >= 2 * leads)
    # The last bits sort equal words by their blocks, so that the first of them is the one that stays.
    keys = (
        (owners << np.uint64(35))
        | (_truncate_hashes(hashes, numbers).astype(np.uint64) << np.uint64(3))
        | blocks
    )
    keys.sort()
    firsts = np.flatnonzero(_find_firsts(keys >> np.uint64(3)))
    counts = np.diff(firsts, append=len(keys))
    keys = keys[firsts]
    marks = _BLOCK_MARKS[keys & np.uint64(7)] | np.where(counts > 1, np.uint8(REPEATED), np.uint8(0))
    n_words = np.bincount((keys >> np.uint64(35)).astype(np.int64), minlength=n_documents)
    return (keys >> np.uint64(3)).astype(np.uint32), marks, n_words


def _place_figures(
    hashes: NDArray[np.uint64], numbers: NDArray[np.bool_], owners: NDArray[np.uint64], n_documents: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Every figure of every document once, and how many each has.

    The place of a figure is given by the words on both sides of it; all figures count as one word there. A
    figure between two others, as a month may be, has the place of the words around all of these.
    """
    read = np.where(numbers, hashes, _read_dates(hashes))
    is_figure = read > 0
    around = np.zeros(len(hashes) + 2, np.uint64)
    around[1:-1] = np.where(is_figure, np.uint64(1), hashes)
    rows = np.flatnonzero(is_figure)
    ends = np.full(len(hashes) + 2, n_documents, np.uint64)
    ends[1:-1] = owners
    firsts, lasts = _find_stretches(rows, owners)
    is_inner = (firsts < rows) & (rows < lasts)
    firsts, lasts = (np.where(is_inner, edges, rows) for edges in (firsts, lasts))
    before = np.where(ends[firsts] == owners[rows], around[firsts], np.uint64(0))
    after = np.where(ends[lasts + 2] == owners[rows], around[lasts + 2], np.uint64(0))
    places = mix(before * np.uint64(0xC2B2AE3D27D4EB4F) + after) >> np.uint64(64 - PLACE_BITS)
    values = read[rows] >> np.uint64(64 - VALUE_BITS)
    keys = (owners[rows] << np.uint64(PLACE_BITS + VALUE_BITS)) | (places << np.uint64(VALUE_BITS)) | values
    keys.sort()
    keys = keys[_find_firsts(keys)]
    counts = np.bincount((keys >> np.uint64(PLACE_BITS + VALUE_BITS)).astype(np.int64), minlength=n_documents)
    return keys & np.uint64((1 << (PLACE_BITS + VALUE_BITS)) - 1), counts


def _find_stretches(
    rows: NDArray[np.int64], owners: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first and the last row of the stretch of neighbouring figures of one document that each is in."""
    is_first = np.ones(len(rows), bool)
    is_first[1:] = (np.diff(rows) > 1) | (owners[rows[1:]] != owners[rows[:-1]])
    firsts = np.flatnonzero(is_first)
    sizes = np.diff(firsts, append=len(rows))
    return np.repeat(rows[firsts], sizes), np.repeat(rows[firsts + sizes - 1], sizes)


def _read_dates(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hash that each day or month counts as; 0 for any other word."""
    dates, figures, is_possible = _list_dates()
    rows = np.flatnonzero(is_possible[hashes >> np.uint64(48)])
    places = np.minimum(np.searchsorted(dates, hashes[rows]), len(dates) - 1)
    found = np.zeros(len(hashes), np.uint64)
    found[rows] = np.where(dates[places] == hashes[rows], figures[places], np.uint64(0))
    return found


@lru_cache(maxsize=1)
def lay_out_tables() -> Structure:
    """What the kernel goes by."""
    dates, figures, is_possible = _list_dates()
    return lay_out_marks((dates, figures), is_possible, LEAD_WORDS, _BLOCK_MARKS)


@lru_cache(maxsize=1)
def _list_dates() -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.bool_]]:
    """The hashes of days and months, ascending; what each counts as, a month as its number; and a table of
    their top 16 bits that excludes most other words.
    """
    names = [normalize(name) for name in _DATES.split()]
    counted = " ".join(str(MONTH_NUMBERS.get(name, name)) for name in names)
    figures = dict(zip(hash_words(_DATES)[0].tolist(), hash_words(counted)[0].tolist(), strict=True))
    dates = np.array(sorted(figures), np.uint64)
    is_possible = np.zeros(1 << 16, bool)
    is_possible[dates >> np.uint64(48)] = True
    return dates, np.array([figures[date] for date in dates.tolist()], np.uint64), is_possible


def _find_firsts(keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which entries of sorted ``keys`` differ from the one before."""
    firsts = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=firsts[1:])
    return firsts
