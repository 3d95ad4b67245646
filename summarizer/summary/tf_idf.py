"""TF-IDF: how much each stem counts in each sentence; the first stage after the words of `summarizing`.

Works on a batch of articles at once. Every article has columns of its own, so a stem is rare or common within
its article only (IDF from other news did not improve scores), and the numbers of an article do not depend on
the rest of the batch.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from summarizer.text.stemming import stem_forms

_ZERO = np.zeros(1, dtype=np.int64)
# Before the first and behind the last of equal numbers in a row.
_EDGE = np.ones(1, dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class StemWeights:
    """The stems of a batch's sentences: one entry for each stem of each sentence, in order of (row, column).

    rows, columns, weights   (n_entries,)    sentence, stem, TF-IDF of unit length per sentence
    owners                   (n_columns,)    the article of the stem
    documents                (n_columns,)    how many sentences of its article hold the stem
    rarity                   (n_columns,)    IDF of the stem within its article
    titled                   (n_columns,)    whether the article's title holds the stem
    starts                   (n_articles+1,) first row of each article, and the end
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    weights: NDArray[np.float64]
    owners: NDArray[np.int64]
    documents: NDArray[np.int64]
    rarity: NDArray[np.float64]
    titled: NDArray[np.bool_]
    starts: NDArray[np.int64]


def weigh_stems(articles: Sequence[Sequence[Sequence[str]]], titles: Sequence[Sequence[str]]) -> StemWeights:
    """Weigh the stems of a batch of articles by TF-IDF (scikit-learn's, smoothed, rows of length 1).

    articles  per article its sentences, each as its words in the form they stand in
    titles    per article the words of its title, none where it has no title
    """
    stems = [list(map(stem_forms, sentences)) for sentences in articles]
    title_stems = [frozenset(stem_forms(words)) for words in titles]
    rows, columns, counts, owners, titled = _count(stems, title_stems)
    sizes = np.array(list(map(len, stems)), dtype=np.int64)
    documents = np.bincount(columns, minlength=len(owners))
    rarity = _measure_rarity(documents, sizes[owners])
    return StemWeights(
        rows=rows,
        columns=columns,
        weights=_weigh_entries(rows, columns, counts, rarity),
        owners=owners,
        documents=documents,
        rarity=rarity,
        titled=titled,
        starts=np.concatenate((_ZERO, sizes.cumsum())),
    )


def _count(
    articles: list[list[list[str]]], titles: list[frozenset[str]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Count each stem of each sentence; also which article owns each column, and whether its title has it."""
    ids: list[int] = []
    lengths: list[int] = []
    n_columns: list[int] = []
    titled: list[bool] = []
    for sentences, title in zip(articles, titles, strict=True):
        # A stem that is not in it yet gets the next number.
        vocabulary: defaultdict[str, int] = defaultdict(count(len(titled)).__next__)
        for stems in sentences:
            ids.extend(map(vocabulary.__getitem__, stems))
        lengths.extend(map(len, sentences))
        titled.extend(map(title.__contains__, vocabulary))
        n_columns.append(len(vocabulary))
    width = max(1, len(titled))
    occurrences = np.arange(len(lengths)).repeat(lengths) * width + np.array(ids, dtype=np.int64)
    occurrences.sort()
    # `np.unique` with counts, which takes twice as long for a few hundred.
    is_first = np.concatenate((_EDGE, occurrences[1:] != occurrences[:-1], _EDGE))[-len(ids) - 1 :]
    (firsts,) = is_first.nonzero()
    entries, counts = occurrences[firsts[:-1]], firsts[1:] - firsts[:-1]
    rows = entries // width
    owners = np.arange(len(articles)).repeat(n_columns)
    return rows, entries - rows * width, counts, owners, np.array(titled, dtype=np.bool_)


def _measure_rarity(documents: NDArray[np.int64], n_sentences: NDArray[np.int64]) -> NDArray[np.float64]:
    """The IDF of each column in its article: ``ln((1 + n) / (1 + df)) + 1``, as scikit-learn smooths it."""
    rarity: NDArray[np.float64] = np.log((1.0 + n_sentences) / (1.0 + documents)) + 1.0
    return rarity


def _weigh_entries(
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    counts: NDArray[np.int64],
    rarity: NDArray[np.float64],
) -> NDArray[np.float64]:
    """TF-IDF of each entry, each sentence's weights together of length 1."""
    if not len(rows):
        return np.zeros(0)
    weights = counts * rarity[columns]
    # To the last bit scikit-learn's TfidfTransformer, which sums the squares of a row in the same order.
    lengths = np.sqrt(np.bincount(rows, weights * weights))
    normal: NDArray[np.float64] = weights / lengths[rows]
    return normal
