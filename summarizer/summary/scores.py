"""The score of a sentence: its six measures by the weights of `models/summaries/sentence_weights.py`.

There are two sets of weights. The ``news`` ones are for a text with its most important sentences first:
fitted on articles as published and without their first sentence. The ``content`` ones are for a text whose
order says nothing: fitted on the same articles, shuffled. A text is scored by a mixture of both: the caller
decides how far its order counts (`Mode`), or signs in the text do. benchmarks/quality.py compares the result
with the first sentences.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from math import exp, inf

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import load_library
from summarizer.kernels.sentence_scores import ScoreRules, Scores, score_compiled
from summarizer.kernels.stem_weights import StemWeights
from summarizer.records import Mode, SentenceMeasure
from summarizer.summary.measures import GOES_ON, MEASURES, PLACE_DECAY, list_places, measure_sentences, scale
from summarizer.summary.opening_words import ANNOUNCES, JOINS
from summarizer.summary.text_order import LEAST_LIKENESS, SIGNS, read_signs
from summarizer.trained import load_rule

MODEL = "ranking.json"
FOCUS = ("focus", "has the words that were asked for")
_MEANINGS = (*MEASURES.items(), FOCUS)
# About the largest sum of all other measures.
FOCUS_WEIGHT = 2.5
# A first sentence that goes on from another one is not a lead: being near the start is worth less.
NO_LEAD = 0.5


# How far the order counts; for ``Mode.AUTO`` the signs of the text decide.
ORDERS = {Mode.AUTO: -1.0, Mode.NEWS: 1.0, Mode.CONTENT: 0.0}
# Of the distance between a number and the nearest whole one, which is at most .5.
NEAR_HALF = 0.49
# A larger number has no exponential.
_LARGEST = 709.0


def score(weights: StemWeights, openings: NDArray[np.uint32], mode: Mode) -> Scores:
    """Score the sentences of a batch, each article on its own. Raises ``ModelError``.

    openings  (n_sentences, n)  the roles of the first words of each; there may be more rows
    """
    library = load_library()
    if library is None:
        return score_by_arrays(weights, openings, mode)
    given = list_places((weights.starts[1:] - weights.starts[:-1]).tolist()), openings, ORDERS[mode]
    return score_compiled(library, load_ranking(), weights, given)


def score_by_arrays(weights: StemWeights, openings: NDArray[np.uint32], mode: Mode) -> Scores:
    """The same without the kernels."""
    ranking = load_ranking()
    measures = measure_sentences(weights, openings[:, 0])
    order = _trust_order(weights, measures, mode, ranking)
    factors = _mix(weights, measures, order, ranking)
    # Rounded, so that a last bit that differs between machines chooses no sentence.
    return Scores(_add(factors * measures).round(9), measures, factors, order)


@lru_cache(maxsize=1)
def load_ranking() -> ScoreRules:
    """The fitted weights. Raises ``ModelError``."""
    stored = load_rule(MODEL, fingerprint_ranking())
    news, content = (np.array([stored[mode][name] for name in MEASURES]) for mode in ("news", "content"))
    signs = np.array([stored["signs"][name] for name in SIGNS])
    return ScoreRules(
        news=news,
        content=content,
        signs=signs,
        intercept=float(stored["intercept"]),
        no_lead=NO_LEAD,
        least_likeness=LEAST_LIKENESS,
        announces=ANNOUNCES,
        goes_on=JOINS,
    )


@lru_cache(maxsize=1)
def fingerprint_ranking() -> str:
    """A hash of the settings that the fitted weights depend on."""
    settings = (tuple(MEASURES), SIGNS, PLACE_DECAY, NO_LEAD)
    return hashlib.sha256(repr(settings).encode()).hexdigest()[:16]


def explain_scores(
    measures: NDArray[np.float64], factors: Sequence[float], rows: Sequence[int]
) -> list[tuple[SentenceMeasure, ...]]:
    """Of sentences of one article the measures that are not 0, the largest share of its score first.

    measures  (n_measures, n_sentences)
    factors   (n_measures,)  the weight of each
    """
    known = [
        (*meaning, factor, round_to_six(factor)) for meaning, factor in zip(_MEANINGS, factors, strict=False)
    ]
    return [_explain(measures[:, row].tolist(), known) for row in rows]


def round_to_six(value: float) -> float:
    """What ``round(value, 6)`` returns, which writes the number as text and reads it again."""
    scaled = value * 1e6
    whole = round(scaled)
    # A whole number by a million has the digits wanted. Near a half the product may lie on the other side,
    # and a zero has a sign.
    return whole / 1e6 if whole and abs(scaled - whole) < NEAR_HALF else round(value, 6)


def _explain(
    values: Sequence[float], known: Sequence[tuple[str, str, float, float]]
) -> tuple[SentenceMeasure, ...]:
    measures = [
        SentenceMeasure(name, meaning, round_to_six(value), weight, round_to_six(value * factor))
        for value, (name, meaning, factor, weight) in zip(values, known, strict=True)
        if value
    ]
    measures.sort(key=lambda measure: -abs(measure.share))
    return tuple(measures)


def _trust_order(
    weights: StemWeights, measures: NDArray[np.float64], mode: Mode, ranking: ScoreRules
) -> NDArray[np.float64]:
    """How far the order of each article counts, 0 to 1."""
    if mode is not Mode.AUTO:
        return np.full(len(weights.starts) - 1, ORDERS[mode])
    worth = scale(_add(ranking.content[:, None] * measures), weights.starts)
    evidence = _add(ranking.signs[:, None] * read_signs(weights, worth)) + ranking.intercept
    # Not numpy's exponential, which has other last bits than that of the kernel.
    return np.array([1.0 / (1.0 + (exp(-one) if -one < _LARGEST else inf)) for one in evidence.tolist()])


def _mix(
    weights: StemWeights, measures: NDArray[np.float64], order: NDArray[np.float64], ranking: ScoreRules
) -> NDArray[np.float64]:
    """The weight of each measure for each sentence."""
    sizes = weights.starts[1:] - weights.starts[:-1]
    filled = sizes > 0
    news = ranking.news[:, None].repeat(len(sizes), axis=1)
    firsts = weights.starts[:-1][filled]
    news[0, filled] *= np.where(measures[GOES_ON, firsts] > 0, NO_LEAD, 1.0)
    factors = order * news + (1.0 - order) * ranking.content[:, None]
    return factors.repeat(sizes, axis=1)


def _add(products: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum over the first axis, always in the same order, so equal to the last bit in any batch."""
    total = np.zeros(products.shape[1])
    for product in products:
        total += product
    return total
