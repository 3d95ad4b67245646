"""Shingles: the hashed words, runs of three words and figures of each text, sorted within each document.

The first stage of deduplication. All later stages work on these arrays; only `comparison` reads a text again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.shingle_sorting import lay_out_tables, sort_arrays
from summarizer.duplicates.threads import yield_results
from summarizer.duplicates.words.word_hashes import BATCH_CHARACTERS, scan_batch
from summarizer.kernels.library import load_library
from summarizer.kernels.shingles import sort_shingles


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


def _accumulate(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets
