"""How often each stem stands in each sentence; the stage between `sentence_words` and `tf_idf`.

Every article has columns of its own, numbered in the order in which its stems first occur.
"""

from collections import defaultdict
from itertools import count, pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import load_library
from summarizer.kernels.stem_counts import StemCounts, count_stems
from summarizer.summary.sentence_words import SentenceWords

# Before the first and behind the last of equal numbers in a row.
_EDGE = np.ones(1, dtype=np.bool_)


def count_words(words: SentenceWords) -> StemCounts:
    """Count the stems of the sentences of each article."""
    library = load_library()
    if library:
        return count_stems(library, words.stems, words.bounds, words.starts)
    return count_by_numbers(words.stems, words.bounds, words.starts)


def count_by_numbers(
    stems: NDArray[np.uint64], bounds: NDArray[np.int64], starts: NDArray[np.int64]
) -> StemCounts:
    """The same without the kernels."""
    known, places = stems.tolist(), bounds.tolist()
    ids: list[int] = []
    n_columns: list[int] = []
    titled: list[bool] = []
    n_sentences = int(starts[-1])
    for article, (first, end) in enumerate(pairwise(starts.tolist())):
        # A stem that is not in it yet gets the next number.
        vocabulary: defaultdict[int, int] = defaultdict(count(len(titled)).__next__)
        ids.extend(map(vocabulary.__getitem__, known[places[first] : places[end]]))
        title = frozenset(known[places[n_sentences + article] : places[n_sentences + article + 1]])
        titled.extend(map(title.__contains__, vocabulary))
        n_columns.append(len(vocabulary))
    rows, columns, counts = _count_entries(np.array(ids, np.int64), bounds[: n_sentences + 1], len(titled))
    owners = np.arange(len(n_columns)).repeat(n_columns)
    documents = np.bincount(columns, minlength=len(titled))
    return StemCounts(rows, columns, counts, owners, documents, np.array(titled, dtype=np.bool_))


def _count_entries(
    ids: NDArray[np.int64], bounds: NDArray[np.int64], n_columns: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The row, the column and the count of each entry."""
    width = max(1, n_columns)
    occurrences = np.arange(len(bounds) - 1).repeat(bounds[1:] - bounds[:-1]) * width + ids
    occurrences.sort()
    # `np.unique` with counts, which takes twice as long for a few hundred.
    is_first = np.concatenate((_EDGE, occurrences[1:] != occurrences[:-1], _EDGE))[-len(ids) - 1 :]
    (firsts,) = is_first.nonzero()
    entries, counts = occurrences[firsts[:-1]], firsts[1:] - firsts[:-1]
    rows = entries // width
    return rows, entries - rows * width, counts
