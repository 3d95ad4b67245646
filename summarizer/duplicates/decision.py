"""Deciding: measures to a verdict, by the trained rule or by a plain threshold on likeness."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates import candidates, shingles, sketches
from summarizer.duplicates.measures import LIKENESS, MEASURES
from summarizer.duplicates.word_hashes import hash_words
from summarizer.records import Measure
from summarizer.trained import load_arrays, load_rule

# Every way a letter can be folded that the trained numbers depend on: marks, tatweel, forms, digits.
_PROBE = "أُمّـة إلى آخر مؤتمر على شئ، ﻻ ﷲ ک ی ١٬٥٠٠ ۱۲ 18.84 و65 2014م. ABC"


@dataclass(frozen=True, slots=True)
class Rule:
    """A logistic rule: weights beside ``MEASURES``, and what the sum must overcome."""

    weights: NDArray[np.float64]
    intercept: float


def make_threshold(threshold: float) -> Rule:
    """A plain threshold on likeness, as a rule."""
    weights = np.zeros(len(MEASURES))
    weights[LIKENESS] = 1.0
    return Rule(weights, -threshold)


def choose_rule(threshold: float | None) -> Rule:
    """The trained rule, or a plain threshold on likeness. Raises ``ModelError``."""
    if threshold is not None:
        return make_threshold(threshold)
    stored = load_rule("duplicates.json", fingerprint_rule())
    weights = np.array([stored["weights"].get(name, 0.0) for name in MEASURES])
    return Rule(weights, float(stored["intercept"]))


def load_rarity() -> NDArray[np.float64]:
    """How rare each word is: logarithm of the inverse document frequency, by the top 16 bits of its hash.

    Counted once, on the training collection, and not on the documents at hand: so that two documents compare
    the same whether they come alone or among a million. Raises ``ModelError``.
    """
    arrays = load_arrays("words.npz", fingerprint_rule())
    rarity: NDArray[np.float64] = arrays["rarity"].astype(np.float64) / float(arrays["scale"])
    return rarity


@lru_cache(maxsize=1)
def fingerprint_rule() -> str:
    """What stands for the settings that the trained numbers depend on."""
    hashes, numbers, _ = hash_words(_PROBE)
    settings = (
        MEASURES,
        (shingles.RUN_WORDS, shingles.OPENING_WORDS),
        (sketches.SKETCH_RUNS, candidates.SHARED_HASHES),
        hashes.tolist(),
        numbers.tolist(),
    )
    return hashlib.sha256(repr(settings).encode()).hexdigest()[:16]


def decide(measures: NDArray[np.float64], rule: Rule) -> NDArray[np.float64]:
    """How far each pair is above the line: log-odds of the trained rule, or likeness above the threshold.

    measures  (n_pairs, n_measures)
    returns   (n_pairs,)             0 or more: one text
    """
    # Rounded, so that a sum taken in another order does not move a pair over the line.
    verdicts: NDArray[np.float64] = np.round(measures @ rule.weights + rule.intercept, 9)
    return verdicts


def explain_verdict(measures: NDArray[np.float64], rule: Rule) -> tuple[Measure, ...]:
    """What each measure of one pair adds to the verdict, the largest share first."""
    found = [
        Measure(name, float(value), float(weight), float(value * weight))
        for name, value, weight in zip(MEASURES, measures, rule.weights, strict=True)
        if weight
    ]
    return tuple(sorted(found, key=lambda measure: -abs(measure.share)))
