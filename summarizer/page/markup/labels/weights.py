"""The learned weights of the measures of a line of HTML, and of the steps from label to label.

`models/pages/html_weights.py` fits them: a multinomial logistic rule for single lines, and how much more
often than by chance one label follows another.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from summarizer.page.markup.labels.measures import measure_markup_lines
from summarizer.page.markup.labels.names import GROUPS
from summarizer.page.markup.records import LABELS
from summarizer.page.records import Form, Line
from summarizer.page.regions.measures.arrays import Matrix
from summarizer.page.regions.walk import find_walk
from summarizer.page.regions.weights import Weights
from summarizer.records import Block, Markup, Span
from summarizer.trained import load_rule

MODEL = "html.json"
# Steps count half: fitted whole, a short box inside a text is read as text.
STEP_WEIGHT = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class HtmlWeights:
    """The scale of the measures, (n_measures,) each, and what speaks for each label on that scale."""

    means: Matrix
    scales: Matrix
    walk: Weights

    def standardize(self, measures: Matrix) -> Matrix:
        """Measures on the scale that the weights are for; (n_lines, n_measures) both."""
        return (measures - self.means) / self.scales

    def find_labels(self, scores: Matrix) -> list[int]:
        """The labels on the best walk; ``scores`` are those of each label of each line, not normalized."""
        scores = scores - np.log(
            np.exp(scores - scores.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
        )
        return find_walk(scores, np.zeros(len(scores), dtype=np.int64), self.walk)


@lru_cache(maxsize=1)
def load_html_weights() -> HtmlWeights:
    """The shipped weights. Raises ``ModelError``."""
    return build_html_weights(load_rule(MODEL, fingerprint_measures()))


def build_html_weights(stored: Mapping[str, Any]) -> HtmlWeights:
    """The weights as arrays; ``stored`` has the shape of the file."""
    edges = np.zeros(len(LABELS))
    steps = STEP_WEIGHT * np.array(stored["steps"])[None]
    walk = Weights(np.array(stored["weights"]), np.array(stored["intercepts"]), steps, edges, edges)
    return HtmlWeights(np.array(stored["means"]), np.array(stored["scales"]), walk)


@lru_cache(maxsize=1)
def fingerprint_measures() -> str:
    """A hash of the measures and labels that weights are fitted for."""
    line = Line(Block("-", Span(0, 1), 0), 1, Form.WORD, "-")
    _, names = measure_markup_lines([line], [Markup("p", "p", 0, 0)], None)
    return hashlib.sha256(
        repr((names, LABELS, [(name, sorted(group)) for name, group in GROUPS])).encode()
    ).hexdigest()[:16]
