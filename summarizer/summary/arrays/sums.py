"""Sums over the weights of stems, by numpy; used by `weights`.

Where there is a compiler, `kernels/stem_weights.c` does the same. It adds in the order of `numpy.bincount`.
"""

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.stem_weights import StemWeights
from summarizer.summary.arrays.counts import StemCounts

Floats = NDArray[np.float64]


def sum_by_arrays(
    counts: StemCounts, starts: NDArray[np.int64], rarity: Floats, weights: Floats
) -> StemWeights:
    """The weights of a batch of articles with their sums.

    starts   (n_articles + 1,)  the first sentence of each article, and the end
    rarity   (n_columns,)       IDF of each stem within its article
    weights  (n_entries,)       TF-IDF of unit length per sentence
    """
    n_sentences, n_articles = int(starts[-1]), len(starts) - 1
    is_shared = (counts.documents > 1)[counts.columns]
    rows, shared = counts.rows[is_shared], weights[is_shared]
    return StemWeights(
        rows=counts.rows,
        columns=counts.columns,
        weights=weights,
        documents=counts.documents,
        starts=starts,
        titles=_compare_title(counts, starts, rarity, weights),
        others=_count_others(counts, n_sentences),
        shares=np.bincount(rows, shared * shared, n_sentences).astype(np.float64),
        near=_sum_neighbours(counts, weights, n_articles),
        far=_sum_all(counts, weights, n_articles),
        shared_columns=counts.columns[is_shared],
        shared_weights=shared,
        shared_starts=rows.searchsorted(np.arange(n_sentences + 1)),
    )


def _compare_title(counts: StemCounts, starts: NDArray[np.int64], rarity: Floats, weights: Floats) -> Floats:
    """The cosine of each sentence to its title; only stems of the title that the article holds count."""
    sizes = starts[1:] - starts[:-1]
    title = counts.titled * rarity
    lengths = np.sqrt(np.bincount(counts.owners, title * title, len(sizes)))
    lengths[lengths == 0] = 1.0
    dots = np.bincount(counts.rows, weights * title[counts.columns], int(starts[-1]))
    cosines: Floats = dots / lengths.repeat(sizes)
    return cosines


def _count_others(counts: StemCounts, n_sentences: int) -> Floats:
    """How many other sentences hold each sentence's stems, over the root of the number of its stems."""
    others = np.bincount(counts.rows, counts.documents[counts.columns] - 1.0, n_sentences)
    n_stems = np.bincount(counts.rows, minlength=n_sentences)
    common: Floats = others / np.sqrt(np.maximum(1, n_stems))
    return common


def _sum_neighbours(counts: StemCounts, weights: Floats, n_articles: int) -> Floats:
    """The cosines of neighbouring sentences, summed over each article."""
    order = counts.columns.argsort(kind="stable")
    rows, columns, values = counts.rows[order], counts.columns[order], weights[order]
    (pairs,) = ((columns[1:] == columns[:-1]) & (rows[1:] == rows[:-1] + 1)).nonzero()
    products = values[pairs] * values[pairs + 1]
    return np.bincount(counts.owners[columns[pairs]], products, n_articles).astype(np.float64)


def _sum_all(counts: StemCounts, weights: Floats, n_articles: int) -> Floats:
    """The cosines of all ordered pairs of different sentences, summed over each article."""
    sums = np.bincount(counts.columns, weights, len(counts.owners))
    squares = np.bincount(counts.columns, weights**2, len(counts.owners))
    # Rounding can leave a sum of zeros slightly below 0.
    products = np.maximum(0.0, sums * sums - squares)
    return np.bincount(counts.owners, products, n_articles).astype(np.float64)
