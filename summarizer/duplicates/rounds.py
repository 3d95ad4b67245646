"""Rounds: what is kept is compared again, until none of it repeats another.

Runs that many documents hold are left out of sketches, so which pairs are compared depends on the documents
at hand. Among those that are kept fewer runs are common, and other pairs share sketches. After one round, one
of the 2,919 documents kept of 5,000 would be removed if they were deduplicated again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.candidates import pack_pairs, pair_sketches
from summarizer.duplicates.coherence import NEAR
from summarizer.duplicates.decision import choose_rule, decide, load_commonness
from summarizer.duplicates.measures import LIKENESS, measure_candidates
from summarizer.duplicates.representatives import find_holders
from summarizer.duplicates.shingles import Shingles
from summarizer.duplicates.sketches import Counts, count_on_threads, sketch_on_threads
from summarizer.duplicates.small_batches import pair_small_batch
from summarizer.records import DuplicateSettings

# Each round accepts a pair of kept documents that none before compared. Collections of news need one or two,
# a hundred texts that are made of six stories up to eighteen; the bound is for forged ones.
MOST_ROUNDS = 32

Round = TypeVar("Round")


def repeat_rounds(
    first: Round, compare_again: Callable[[int, Round], Round | None], n_made: int = 0
) -> Round:
    """The last round, in memory and over a dump.

    first          the first round, over all documents; or the last of those that were made before
    compare_again  the round after one, from its number, 0 and up, and the round before; None where no pair of
                   what is left is one text
    n_made         how many rounds were made before, besides the first
    """
    last = first
    for number in range(n_made, MOST_ROUNDS):
        following = compare_again(number, last)
        if following is None:
            break
        last = following
    return last


@dataclass(frozen=True, slots=True)
class Texts:
    """The different texts of documents.

    rows  (n_texts,)  a document for each
    """

    shingles: Shingles
    rows: NDArray[np.int64]
    settings: DuplicateSettings


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Measured pairs of texts.

    compared  (n,)    all pairs, packed
    counts            of the runs of the texts they are of; None: they are all pairs of a small batch
    pairs     (m, 2)  those that are one text, or nearly
    scores    (m,)    the verdict of each
    holders   (m,)    which of the two holds more
    """

    compared: NDArray[np.int64]
    counts: Counts | None
    pairs: NDArray[np.int64]
    scores: NDArray[np.float64]
    holders: NDArray[np.int8]

    @property
    def are_all(self) -> bool:
        """Whether no other pair of the texts compared last is one text."""
        return self.counts is None

    @property
    def has_accepted(self) -> bool:
        """Whether a pair is one text."""
        return bool((self.scores >= 0).any())


def compare_candidates(texts: Texts) -> Verdicts:
    """The verdicts on the candidate pairs of all texts."""
    everything = np.arange(len(texts.rows))
    pairs = pair_small_batch(texts.shingles, texts.rows)
    return _measure(texts, pairs) if pairs is not None else _compare_sketches(texts, everything, None)


def compare_left(texts: Texts, left: Sequence[NDArray[np.int64]], before: Verdicts) -> Verdicts:
    """The verdicts on those candidate pairs of the texts left that were not compared before.

    left  what `list_left_texts` returns
    """
    for chosen in left:
        pairs = pair_small_batch(texts.shingles, texts.rows[chosen])
        if pairs is not None:
            return _measure(texts, chosen[pairs], before=before)
    return _compare_sketches(texts, left[-1], before)


def join_verdicts(one: Verdicts, other: Verdicts) -> Verdicts:
    """The pairs of both, of which none is in both, and the counts of the second."""
    return Verdicts(
        np.concatenate([one.compared, other.compared]),
        other.counts,
        np.concatenate([one.pairs, other.pairs]),
        np.concatenate([one.scores, other.scores]),
        np.concatenate([one.holders, other.holders]),
    )


def list_left_texts(
    kept: NDArray[np.int64], eligible: NDArray[np.bool_], copies: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The texts that are compared again, ascending: those that may be kept, and those that are.

    All that may be kept are compared where they are a small batch. Then no choice among them leaves two that
    are one text, so the order of the documents does not decide which belong together.

    kept      (n_documents,)  the kept document of each one's cluster
    eligible  (n_texts,)      which texts may be kept
    copies    (n_documents,)  the text of each document
    """
    is_kept = np.zeros(len(eligible), bool)
    is_kept[copies[kept]] = True
    return np.flatnonzero(eligible), np.flatnonzero(is_kept)


def _compare_sketches(texts: Texts, chosen: NDArray[np.int64], before: Verdicts | None) -> Verdicts:
    """The verdicts on pairs of some texts whose sketches share hashes."""
    shingles, rows, workers = texts.shingles, texts.rows[chosen], texts.settings.workers
    counts = count_on_threads(shingles, rows, workers, before.counts if before else None)
    pairs = pair_sketches(*sketch_on_threads(shingles, rows, counts, workers), workers)
    return _measure(texts, chosen[pairs], counts, before)


def _measure(
    texts: Texts, pairs: NDArray[np.int64], counts: Counts | None = None, before: Verdicts | None = None
) -> Verdicts:
    """The verdicts on those pairs of texts that were not compared before."""
    packed = pack_pairs(pairs)
    if before is not None:
        is_new = np.isin(packed, before.compared, assume_unique=True, invert=True)
        pairs, packed = pairs[is_new], packed[is_new]
    shingles, rows, settings = texts.shingles, texts.rows, texts.settings
    measures = measure_candidates(shingles, rows[pairs], load_commonness(), settings.workers)
    scores = decide(measures, choose_rule(settings.threshold))
    near = np.flatnonzero(scores > -NEAR)
    sizes = np.diff(shingles.run_offsets)[rows[pairs[near]]]
    holders = find_holders(measures[near, LIKENESS], sizes)
    return Verdicts(packed, counts, pairs[near], scores[near], holders)
