"""Shingles: the hashed words, runs of three words and figures of each text, sorted within each document.

The first stage of deduplication. All later stages work on these arrays; only `comparison` reads a text again.
"""

from collections.abc import Iterable, Iterator, Sequence
from ctypes import Structure
from dataclasses import dataclass, fields
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.threads import yield_results
from summarizer.duplicates.words.hashing import mix
from summarizer.duplicates.words.word_hashes import BATCH_CHARACTERS, hash_words, scan_batch
from summarizer.kernels.library import load_library
from summarizer.kernels.shingles import SortedShingles, lay_out_marks, sort_shingles
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


@dataclass(frozen=True, slots=True)
class Shingles:
    """What is compared of n documents, one array for all; document d owns ``offsets[d] : offsets[d + 1]``.

    runs          hashes of runs of three words, ascending within a document, each once
    run_offsets   (n + 1,)
    words         hashes of words, ascending within a document, each once; the lowest bit marks a number
    marks         of each word: LEAD if among the first 30 or in the first half, HEAD if in the first two
                  thirds of the lead, OPENING if among the first 60, REPEATED if it occurs twice or more
    word_offsets  (n + 1,)
    figures       numbers, days and months, these as their numbers: a hash of the words on both sides, of a
                  stretch where it stands inside one, then one of the figure
    figure_offsets  (n + 1,)
    texts         (n,) 64 bits for the folded words in their order; exact copies have the same, and
    checks        (n,) the same 64 bits more
    lengths       (n,) words in the document
    """

    runs: NDArray[np.uint32]
    run_offsets: NDArray[np.int64]
    words: NDArray[np.uint32]
    marks: NDArray[np.uint8]
    word_offsets: NDArray[np.int64]
    figures: NDArray[np.uint64]
    figure_offsets: NDArray[np.int64]
    texts: NDArray[np.uint64]
    checks: NDArray[np.uint64]
    lengths: NDArray[np.int64]


def shingle_all(texts: Iterable[str], workers: int | None = None, *, strict: bool = False) -> Shingles:
    """The shingles of any number of texts, in batches on threads; ``strict`` as in `shingle`."""
    calls = [(batch,) for batch in split_batches(texts)]
    return join_in_turn(yield_results(partial(shingle, strict=strict), calls, workers), len(calls))


def split_batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Batches of about ``BATCH_CHARACTERS`` characters; a longer text is a batch of its own."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (size + len(text) > BATCH_CHARACTERS or len(batch) >= 1 << 15):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text) + 1
    if batch:
        yield batch


def shingle(texts: Sequence[str], *, strict: bool = False) -> Shingles:
    """The shingles of one batch; ``strict``: raises ``UnicodeEncodeError`` for half a surrogate pair."""
    hashes, numbers, bounds, digests = scan_batch(texts, strict=strict)
    library = load_library()
    if library:
        found = sort_shingles(library, lay_out_tables(), (hashes, numbers), bounds)
    else:
        found = sort_arrays(hashes, numbers, bounds)
    return Shingles(
        runs=found.runs,
        run_offsets=_accumulate(found.n_runs),
        words=found.words,
        marks=found.marks,
        word_offsets=_accumulate(found.n_words),
        figures=found.figures,
        figure_offsets=_accumulate(found.n_figures),
        texts=digests[:, 0].copy(),
        checks=digests[:, 1].copy(),
        lengths=np.diff(bounds),
    )


def join(batches: Sequence[Shingles]) -> Shingles:
    """The shingles of many batches as those of one."""
    if not batches:
        return shingle([])
    arrays: dict[str, NDArray[Any]] = {}
    for field in fields(Shingles):
        parts = [getattr(batch, field.name) for batch in batches]
        if field.name.endswith("_offsets"):
            arrays[field.name] = _accumulate(np.concatenate([np.diff(part) for part in parts]))
        else:
            arrays[field.name] = np.concatenate(parts)
    return Shingles(**arrays)


def join_in_turn(batches: Iterable[Shingles], n_batches: int) -> Shingles:
    """The shingles of many batches as those of one, each copied when it comes.

    So the memory of a batch serves the next ones. To hold all batches until the end took 90,000 page faults
    for 80,000 documents, a tenth of the time; large arrays have large pages.
    """
    arrays: dict[str, NDArray[Any]] = {}
    sizes = dict.fromkeys((field.name for field in fields(Shingles)), 0)
    for n_joined, batch in enumerate(batches, start=1):
        for name, size in sizes.items():
            part = getattr(batch, name)
            part = np.diff(part) if name.endswith("_offsets") else part
            sizes[name] = end = size + len(part)
            if name not in arrays or end > len(arrays[name]):
                # As if the batches to come were like those so far.
                room = np.empty(max(3 * end // 2, end * n_batches // n_joined * 21 // 20), part.dtype)
                room[:size] = arrays.get(name, part)[:size]
                arrays[name] = room
            arrays[name][size:end] = part
    if not arrays:
        return shingle([])
    for name, size in sizes.items():
        joined = arrays[name][:size]
        arrays[name] = _accumulate(joined) if name.endswith("_offsets") else joined
    return Shingles(**arrays)


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


def _accumulate(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets
