"""Sentences of several articles that say the same; used by `together`.

Sentences are compared without their numbers, so that `قتل 5` and `قتل 7` match and can be shown side by side.
A later sentence that an earlier one holds nearly whole is the same fact in other words.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.stem_weights import StemWeights
from summarizer.text.late_patterns import compile_late
from summarizer.text.tokenizing import tokenize

# Some fifty pairs of sentences from labelled copies and related stories were read: from .6 on nearly all
# state one fact, at .5 about half.
SAME_FACT = 0.6
# A sentence of whose weight so much stands in another says nothing new: true of all eight pairs read from .75
# on, and of four of six from .65 to that.
CONTAINED = 0.7
# Of fewer stems three in four are too few to tell a fact.
_FEWEST_STEMS = 5
# How sentences open that tell the background, in folded letters.
_BACKGROUND = compile_late(
    "[وف]?(?:يذكر|يشار|يجدر|تجدر|من الجدير|مما يجدر|الجدير|جدير|يشار|سبق|كان قد|كانت قد|كانوا قد"
    "|في وقت سابق|قبل ذلك|تاسس|تاسست|ولد|ولدت)(?= )|[وف]?كان[تو]?ا? .{2,40}? قد "
)
_OPENING = 8


def match_sentences(
    weights: StemWeights, differ: Callable[[int, int], bool] = lambda _one, _other: False
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Find for each sentence the one that represents it.

    weights  the sentences of all articles as those of one article, in order of preference
    differ   whether two sentences that are alike tell of different things
    returns  (n_sentences,)  the row of its representative; no two representatives are alike but those that
                             ``differ``
             (n_sentences,)  the cosine to the representative, or how much of it that one holds if more

    Each sentence is compared with its representative itself: no chain of small changes joins two facts. A
    representative represents itself.
    """
    representatives = np.arange(weights.starts[-1])
    likeness = np.ones(len(representatives))
    best = np.zeros(len(representatives))
    # What represents a sentence is known once all earlier ones are compared; only then it is read itself.
    may_represent = (row for row in range(len(representatives)) if representatives[row] == row)
    for one, other, cosine in _find_pairs(weights, may_represent):
        if cosine > best[other] and not differ(one, other):
            representatives[other], likeness[other], best[other] = one, cosine, cosine
    return representatives, likeness


def is_background(words: Sequence[str]) -> bool:
    """Whether a sentence opens with words that announce what was known before the news."""
    return _BACKGROUND.match(" ".join(tokenize(" ".join(words[:_OPENING])))) is not None


def _find_pairs(weights: StemWeights, rows: Iterable[int]) -> Iterator[tuple[int, int, float]]:
    """The pairs of each of the given rows with a later one that is like it, in order."""
    if not len(weights.rows):
        return
    n_sentences = int(weights.starts[-1])
    pointers = np.searchsorted(weights.rows, np.arange(n_sentences + 1))
    long = np.diff(pointers) >= _FEWEST_STEMS
    by_stem = np.argsort(weights.columns, kind="stable")
    stems = np.searchsorted(weights.columns[by_stem], np.arange(len(weights.documents) + 1)).tolist()
    for one in rows:
        mine = slice(pointers[one], pointers[one + 1])
        places = [by_stem[stems[stem] : stems[stem + 1]] for stem in weights.columns[mine].tolist()]
        shared = np.concatenate([*places, by_stem[:0]])
        others, weight = weights.rows[shared], weights.weights[shared]
        own = np.repeat(weights.weights[mine], [len(place) for place in places])
        likeness = np.bincount(others, own * weight, n_sentences)
        held = np.bincount(others, weight**2, n_sentences)
        likeness = np.where((held >= CONTAINED) & long, np.maximum(likeness, held), likeness)
        found = one + 1 + np.flatnonzero(likeness[one + 1 :] >= SAME_FACT)
        yield from (
            (one, other, share) for other, share in zip(found.tolist(), likeness[found].tolist(), strict=True)
        )
