"""The score of a sentence: its six measures, weighted as `models/sentence_weights.py` has fitted them.

There are two sets of weights. The ``news`` ones are for a text with its most important sentences first:
fitted on articles as published and without their first sentence. The ``content`` ones are for a text whose
order says nothing: fitted on the same articles, shuffled. A text is scored by a mixture of both: the caller
decides how far its order counts (`Mode`), or signs in the text do. benchmarks/quality.py compares the result
with the first sentences.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.records import Mode, SentenceMeasure
from summarizer.summary.measures import GOES_ON, MEASURES, PLACE_DECAY, scale
from summarizer.summary.text_order import SIGNS, read_signs
from summarizer.summary.tf_idf import StemWeights
from summarizer.trained import load_rule

MODEL = "ranking.json"
FOCUS = ("focus", "has the words that were asked for")
_MEANINGS = (*MEASURES.items(), FOCUS)
# About the largest sum of all other measures.
FOCUS_WEIGHT = 2.5
# A first sentence that goes on from another one is not a lead: being near the start is worth less.
NO_LEAD = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The fitted weights: of each measure for news and for content, and of each sign of `text_order`."""

    news: NDArray[np.float64]
    content: NDArray[np.float64]
    signs: NDArray[np.float64]
    intercept: float


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


def score(weights: StemWeights, measures: NDArray[np.float64], mode: Mode) -> Scores:
    """Score the sentences of a batch, each article on its own. Raises ``ModelError``."""
    ranking = load_ranking()
    order = _trust_order(weights, measures, mode, ranking)
    factors = _mix(weights, measures, order, ranking)
    # Rounded, so that a last bit that differs between machines chooses no sentence.
    return Scores(_add(factors * measures).round(9), measures, factors, order)


@lru_cache(maxsize=1)
def load_ranking() -> Ranking:
    """The fitted weights. Raises ``ModelError``."""
    stored = load_rule(MODEL, fingerprint_ranking())
    news, content = (np.array([stored[mode][name] for name in MEASURES]) for mode in ("news", "content"))
    signs = np.array([stored["signs"][name] for name in SIGNS])
    return Ranking(news, content, signs, float(stored["intercept"]))


@lru_cache(maxsize=1)
def fingerprint_ranking() -> str:
    """A hash of the settings that the fitted weights depend on."""
    settings = (tuple(MEASURES), SIGNS, PLACE_DECAY, NO_LEAD)
    return hashlib.sha256(repr(settings).encode()).hexdigest()[:16]


def add_focus(scores: Scores, shares: NDArray[np.float64]) -> Scores:
    """The scores with one more measure: the share of the focus that each sentence holds."""
    return Scores(
        np.round(scores.scores + FOCUS_WEIGHT * shares, 9),
        np.vstack((scores.measures, shares)),
        np.vstack((scores.factors, np.full(len(shares), FOCUS_WEIGHT))),
        scores.order,
    )


def explain_score(scores: Scores, row: int) -> tuple[SentenceMeasure, ...]:
    """The measures of one sentence that are not 0, the largest share of its score first."""
    values, factors = scores.measures[:, row].tolist(), scores.factors[:, row].tolist()
    measures = [
        SentenceMeasure(name, meaning, round(value, 6), round(factor, 6), round(value * factor, 6))
        for (name, meaning), value, factor in zip(_MEANINGS, values, factors, strict=False)
        if value
    ]
    measures.sort(key=lambda measure: -abs(measure.share))
    return tuple(measures)


def _trust_order(
    weights: StemWeights, measures: NDArray[np.float64], mode: Mode, ranking: Ranking
) -> NDArray[np.float64]:
    """How far the order of each article counts, 0 to 1."""
    if mode is not Mode.AUTO:
        return np.full(len(weights.starts) - 1, 1.0 if mode is Mode.NEWS else 0.0)
    worth = scale(_add(ranking.content[:, None] * measures), weights.starts)
    evidence = _add(ranking.signs[:, None] * read_signs(weights, worth)) + ranking.intercept
    trust: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-evidence))
    return trust


def _mix(
    weights: StemWeights, measures: NDArray[np.float64], order: NDArray[np.float64], ranking: Ranking
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
