"""The verdict on a pair: its measures, weighted by the trained rule, or a threshold on likeness.

The rule lies in `models/duplicates.json`; `models/duplicates/weights.py` fits it.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates import candidates, shingle_sorting, sketches
from summarizer.duplicates.measures import CONTAINMENT, LIKENESS, MEASURES, Commonness
from summarizer.duplicates.words.word_hashes import hash_words
from summarizer.records import Measure
from summarizer.trained import load_arrays, load_rule

# Two texts of which the shorter has less than this share of its runs in the other are not one text, whatever
# their words: a reader of what is kept would lose what is removed.
LEAST_CONTAINMENT = 0.125
# The containment of texts that share a run, and the verdict on texts that share too little.
SOMETHING, DENIED = 1e-9, -1.0
# Part of the fingerprint: every kind of folding that the trained numbers depend on.
_PROBE = "أُمّـة إلى آخر مؤتمر على شئ، ﻻ ﷲ ک ی ١٬٥٠٠ ۱۲ 18.84 و65 2014م. ABC -5 ثلاثة وعشرون ألفا"


@dataclass(frozen=True, slots=True)
class Rule:
    """A logistic rule: one weight for each of ``MEASURES``, the intercept, and the least containment."""

    weights: NDArray[np.float64]
    intercept: float
    least: float = LEAST_CONTAINMENT


def make_threshold(threshold: float) -> Rule:
    """A plain threshold on likeness, as a rule."""
    weights = np.zeros(len(MEASURES))
    weights[LIKENESS] = 1.0
    # Texts that share nothing are never one, whatever the threshold.
    return Rule(weights, -threshold, SOMETHING)


def choose_rule(threshold: float | None) -> Rule:
    """The trained rule, or a plain threshold on likeness. Raises ``ModelError``."""
    if threshold is not None:
        return make_threshold(threshold)
    stored = load_rule("duplicates.json", fingerprint_rule())
    weights = np.array([stored["weights"].get(name, 0.0) for name in MEASURES])
    return Rule(weights, float(stored["intercept"]))


@lru_cache(maxsize=1)
def load_commonness() -> Commonness:
    """How rare each word is, and which runs are formulas of the news. Raises ``ModelError``.

    rarity    logarithm of the inverse document frequency, by the top 16 bits of a word's hash
    formulas  hashes of the runs that many documents hold

    Counted once, on the training collection, and not on the documents at hand, so that two documents compare
    the same alone or among a million.
    """
    words = load_arrays("words.npz", fingerprint_rule())
    rarity: NDArray[np.float64] = words["rarity"].astype(np.float64) / float(words["scale"])
    return Commonness(rarity, load_arrays("formulas.npz", fingerprint_rule())["runs"])


@lru_cache(maxsize=1)
def fingerprint_rule() -> str:
    """A hash of the settings and code that the trained numbers depend on."""
    hashes, numbers, _ = hash_words(_PROBE)
    settings = (
        MEASURES,
        (shingle_sorting.RUN_WORDS, shingle_sorting.LEAD_WORDS),
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
    verdicts = np.round(measures @ rule.weights + rule.intercept, 9)
    return _deny(verdicts, measures[:, CONTAINMENT] < rule.least)


def apply_threshold(likeness: NDArray[np.float64], threshold: float) -> NDArray[np.float64]:
    """What `decide` says by `make_threshold`, from the likeness of each pair alone, (n_pairs,)."""
    return _deny(np.round(likeness - threshold, 9), likeness <= 0)


def _deny(verdicts: NDArray[np.float64], denied: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.where(denied, np.minimum(verdicts, DENIED), verdicts)


def explain_verdict(measures: NDArray[np.float64], rule: Rule) -> tuple[Measure, ...]:
    """What each measure of one pair adds to the verdict, the largest share first."""
    found = [
        Measure(name, float(value), float(weight), float(value * weight))
        for name, value, weight in zip(MEASURES, measures, rule.weights, strict=True)
        if weight
    ]
    return tuple(sorted(found, key=lambda measure: -abs(measure.share)))
