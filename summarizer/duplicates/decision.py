"""The verdict on a pair: its measures, weighted by the trained rule, or a threshold on likeness.

The rule lies in `models/duplicates.json`; `models/duplicate_weights.py` fits it.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates import candidates, shingles, sketches
from summarizer.duplicates.measures import LIKENESS, MEASURES
from summarizer.duplicates.words.word_hashes import hash_words
from summarizer.records import Measure
from summarizer.trained import load_arrays, load_rule

# Part of the fingerprint: every kind of folding that the trained numbers depend on.
_PROBE = "أُمّـة إلى آخر مؤتمر على شئ، ﻻ ﷲ ک ی ١٬٥٠٠ ۱۲ 18.84 و65 2014م. ABC"


@dataclass(frozen=True, slots=True)
class Rule:
    """A logistic rule: one weight for each of ``MEASURES``, and the intercept."""

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

    Counted once, on the training collection, and not on the documents at hand, so that two documents compare
    the same alone or among a million. Raises ``ModelError``.
    """
    arrays = load_arrays("words.npz", fingerprint_rule())
    rarity: NDArray[np.float64] = arrays["rarity"].astype(np.float64) / float(arrays["scale"])
    return rarity


@lru_cache(maxsize=1)
def fingerprint_rule() -> str:
    """A hash of the settings and code that the trained numbers depend on."""
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
    """The verdict on each pair: the log-odds of the trained rule, or likeness minus the threshold.

    measures  (n_pairs, n_measures)
    returns   (n_pairs,)             0 or more: one text
    """
    # Rounded, so that a sum in another order does not change the decision.
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
