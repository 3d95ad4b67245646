"""How often each stem stands in each sentence, without the kernels; used by `weights`.

Every article has columns of its own, numbered in the order in which its stems first occur.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import count, pairwise

import numpy as np
from numpy.typing import NDArray

# Before the first and behind the last of equal numbers in a row.
_EDGE = np.ones(1, dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class StemCounts:
    """An entry for each stem of each sentence, in order of (row, column).

    rows, columns, counts  (n_entries,)  sentence, stem, how often it stands there
    owners                 (n_columns,)  the article of the stem
    documents              (n_columns,)  how many sentences of its article hold it
    titled                 (n_columns,)  whether the article's title holds it
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    counts: NDArray[np.int64]
    owners: NDArray[np.int64]
    documents: NDArray[np.int64]
    titled: NDArray[np.bool_]


def count_by_numbers(
    stems: NDArray[np.uint64], bounds: NDArray[np.int64], starts: NDArray[np.int64]
) -> StemCounts:
    """Count the stems of the sentences of each article.

    stems   (n_stems,)                       hashes
    bounds  (n_sentences + n_articles + 1,)  where those of each sentence begin, then those of each title
    starts  (n_articles + 1,)                the first sentence of each article, and the end
    """
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
