"""Calls `sentence_scores.c`: the measures of sentences and their scores."""

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import find_address
from summarizer.kernels.stem_weights import StemWeights

N_MEASURES = 6


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """The scores of the sentences of a batch, and what they are made of.

    scores    (n_sentences,)             higher is better; comparable within an article only
    measures  (n_measures, n_sentences)  as measured
    factors   (n_measures, n_sentences)  the weight of each measure; a score is the sum of the products
    order     (n_articles,)              how far the order of the text counts, 0 to 1
    """

    scores: NDArray[np.float64]
    measures: NDArray[np.float64]
    factors: NDArray[np.float64]
    order: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ScoreRules:
    """What the kernel goes by.

    news, content       (n_measures,)  the weights of the measures where the order counts, and where not
    signs               (3,)           the weights of the signs of order
    intercept           what is added to the signs
    no_lead             the first weight of ``news`` is so much less where the first sentence goes on
    least_likeness      added to each mean likeness
    announces, goes_on  the bits of what first words do
    """

    news: NDArray[np.float64]
    content: NDArray[np.float64]
    signs: NDArray[np.float64]
    intercept: float
    no_lead: float
    least_likeness: float
    announces: int
    goes_on: int


class _Sentences(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_void_p) for name in ("titles", "others", "near", "far", "places", "openings")),
        *((name, ctypes.c_void_p) for name in ("starts", "news", "content", "signs")),
        *((name, ctypes.c_int64) for name in ("n_articles", "width", "announces", "goes_on")),
        *((name, ctypes.c_double) for name in ("intercept", "no_lead", "least_likeness", "order")),
        *((name, ctypes.c_void_p) for name in ("measures", "factors", "scores", "orders")),
    )


def score_compiled(
    library: ctypes.CDLL,
    rules: ScoreRules,
    weights: StemWeights,
    given: tuple[NDArray[np.float64], NDArray[np.uint32], float],
) -> Scores:
    """Measure and score the sentences of a batch.

    given  what each place is worth, (2, n_sentences); what the first words do, (n_sentences, n) or more
           rows; and how far the order of every article counts, below 0 where the text decides
    """
    places, openings, order = given
    n_articles, n_sentences = len(weights.starts) - 1, places.shape[1]
    size = N_MEASURES * n_sentences
    found = np.empty(2 * size + n_sentences + n_articles)
    first = find_address(found)
    assert openings.flags.c_contiguous
    sums: tuple[NDArray[Any], ...] = (weights.titles, weights.others, weights.near, weights.far)
    arrays = (*sums, places, openings, weights.starts, rules.news, rules.content, rules.signs)
    struct = _Sentences(
        *map(find_address, arrays),
        *(n_articles, openings.shape[1], rules.announces, rules.goes_on),
        *(rules.intercept, rules.no_lead, rules.least_likeness, order),
        *(first + 8 * place for place in (0, size, 2 * size, 2 * size + n_sentences)),
    )
    library.score_sentences(ctypes.byref(struct))
    return Scores(
        found[2 * size : 2 * size + n_sentences],
        found[:size].reshape(N_MEASURES, n_sentences),
        found[size : 2 * size].reshape(N_MEASURES, n_sentences),
        found[2 * size + n_sentences :],
    )
