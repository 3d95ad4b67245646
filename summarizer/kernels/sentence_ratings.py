"""Calls `sentence_ratings.c`: all that a choice of sentences goes by, for a batch of articles."""

import ctypes
from array import array
from codecs import utf_32_le_encode
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import check_memory, draw_seed, find_address
from summarizer.kernels.sentence_scores import N_MEASURES, ScoreRules

_ODD_WORDS = -2
_NUMBERS = ("n_words", "opened", "shared_starts", "shared_columns")
_FLOATS = ("scores", "measures", "factors", "orders", "shares", "shared_weights")


class _Ratings(ctypes.Structure):
    _fields_ = (
        ("words", ctypes.c_void_p),
        ("codes", ctypes.c_char_p),
        *((name, ctypes.c_void_p) for name in ("lengths", "starts", "by_documents", "places")),
        *((name, ctypes.c_void_p) for name in ("news", "content", "signs", "counted")),
        *(
            (name, ctypes.c_int64)
            for name in ("n_articles", "n_codes", "seed", "announces", "goes_on", "has_and")
        ),
        *((name, ctypes.c_double) for name in ("intercept", "no_lead", "least_likeness", "order")),
        *((name, ctypes.c_void_p) for name in (*_NUMBERS, *_FLOATS)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class RatingRules:
    """What the kernel goes by.

    words    the tables of `word_stems`
    scores   the weights of measures and signs
    counted  (n_first,) what of the role of each first word counts for its sentence
    has_and  the bit of a first word with "and", behind which it has no owner
    """

    words: ctypes.Structure
    scores: ScoreRules
    counted: NDArray[np.uint32]
    has_and: int
    addresses: Sequence[int]  # of the arrays, found once


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """The sentences of a batch as the kernel rates them.

    n_words                         (n_sentences + n_articles,)
    opened                          (n_sentences,)      what the first words of each do
    shared_starts, shared_columns   (n_sentences + 1,), (n_shared,)
    shared_weights, shares          (n_shared,), (n_sentences,)  as `StemWeights` has these four
    scores                          (n_sentences,)
    measures, factors               (6 * n_sentences,)  measure after measure
    orders                          (n_articles,)
    """

    n_words: NDArray[np.int64]
    opened: NDArray[np.int64]
    shared_starts: NDArray[np.int64]
    shared_columns: NDArray[np.int64]
    scores: NDArray[np.float64]
    measures: NDArray[np.float64]
    factors: NDArray[np.float64]
    orders: NDArray[np.float64]
    shares: NDArray[np.float64]
    shared_weights: NDArray[np.float64]


def rate_compiled(
    library: ctypes.CDLL,
    rules: RatingRules,
    texts: tuple[Sequence[str], "array[int]"],
    given: tuple[NDArray[np.float64], NDArray[np.float64], float],
) -> Ratings | None:
    """Rate the sentences of a batch; None where some word is left to the caller.

    texts  the sentences of all articles, then the titles; and (n_articles + 1,) the first sentence of each
           article, and the end
    given  as `weigh_compiled` takes the rarities, and what each place is worth and how far the order counts
           as `score_compiled` does
    """
    (sentences, starts), (rarities, places, order), scores = texts, given, rules.scores
    codes, _ = utf_32_le_encode("".join(sentences), "surrogatepass")
    lengths = array("q", map(len, sentences))
    n_articles, n_codes, n = len(starts) - 1, len(codes) // 4, places.shape[1]
    most = (n_codes + len(lengths)) // 2
    numbers = list(accumulate((n + n_articles, n, n + 1, most), initial=0))
    floats = list(accumulate((n, N_MEASURES * n, N_MEASURES * n, n_articles, n, most), initial=0))
    counts, values = np.empty(numbers[-1], np.int64), np.empty(floats[-1])
    first, second = find_address(counts), find_address(values)
    struct = _Ratings(
        *(ctypes.addressof(rules.words), codes, lengths.buffer_info()[0], starts.buffer_info()[0]),
        *(find_address(rarities), find_address(places), *rules.addresses),
        *(n_articles, n_codes, draw_seed(), scores.announces, scores.goes_on, rules.has_and),
        *(scores.intercept, scores.no_lead, scores.least_likeness, order),
        *[first + 8 * place for place in numbers[:-1]],
        *[second + 8 * place for place in floats[:-1]],
    )
    n_shared = library.rate_sentences(ctypes.byref(struct))
    if n_shared == _ODD_WORDS:
        return None
    numbers[-1], floats[-1] = (ends[-2] + check_memory(n_shared) for ends in (numbers, floats))
    whole = [counts[start:end] for start, end in pairwise(numbers)]
    return Ratings(*whole, *[values[start:end] for start, end in pairwise(floats)])
