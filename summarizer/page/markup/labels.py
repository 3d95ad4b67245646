"""The label of each line of HTML: learned weights of its measures, and the cheapest walk through the page.

A multinomial logistic rule gives each line a cost for each label, steps between labels cost as well, and the
cheapest walk decides (Viterbi). The weights are fitted by `models/html_labels.py`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.page.lines.forms import describe_lines
from summarizer.page.markup.measures import measure_markup_lines
from summarizer.page.markup.names import GROUPS
from summarizer.page.records import Form, Line
from summarizer.records import Block, Markup, Span
from summarizer.trained import load_rule

MODEL = "html.json"
# Steps count half: fitted whole, a short box inside a text is read as text.
STEP_WEIGHT = 0.5
# Measures that are named for each line.
N_NAMED = 3
# Lines whose scores are added up together, so that a long list takes little memory.
STRETCH = 4_000
Matrix = NDArray[np.float64]


class HtmlLabel(StrEnum):
    """What a line of HTML is; the order is that of the weights."""

    BODY = "body"
    SUBHEADING = "subheading"
    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATE = "date"
    CAPTION = "caption"
    RELATED = "related"
    TAGS = "tags"
    FURNITURE = "furniture"


LABELS = tuple(HtmlLabel)


@dataclass(frozen=True, slots=True)
class Labelled:
    """The label of a line, and the measures that spoke most for it, against body or against furniture.

    spoke  the name of each, and whether it is higher than usual
    """

    label: HtmlLabel
    spoke: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """The lines of a page with what the markup says of them and how they are labelled."""

    lines: tuple[Line, ...]
    markups: tuple[Markup, ...]
    labels: tuple[Labelled, ...]
    title: str | None  # what the page calls itself in its metadata


def describe_marked(blocks: Sequence[Block], markups: Sequence[Markup], title: str | None) -> MarkedPage:
    """The lines of a page, each with its form and its label; ``title`` as the metadata gives it."""
    lines = describe_lines(blocks)
    return MarkedPage(lines, tuple(markups), label_lines(lines, markups, title), title)


def label_lines(lines: Sequence[Line], markups: Sequence[Markup], title: str | None) -> tuple[Labelled, ...]:
    """The label of each line; ``title`` is what the page calls itself in its metadata."""
    if not lines:
        return ()
    rule = load_rule(MODEL, fingerprint())
    measures, names = measure_markup_lines(lines, markups, title)
    weights = np.array(rule["weights"])
    parts = [slice(start, start + STRETCH) for start in range(0, len(lines), STRETCH)]
    scores = np.concatenate([standardize(measures[part], rule) @ weights for part in parts])
    walk = find_best_labels(scores + np.array(rule["intercepts"]), np.array(rule["steps"]))
    spoken: list[tuple[tuple[str, bool], ...]] = []
    for part in parts:
        values = standardize(measures[part], rule)
        most = _find_most(compare_labels(values, weights, walk[part]))
        are_high = np.take_along_axis(values, most, 1) > 0
        for columns, highs in zip(most.tolist(), are_high.tolist(), strict=True):
            spoken.append(tuple((names[column], high) for column, high in zip(columns, highs, strict=True)))
    return tuple(Labelled(LABELS[place], spoke) for place, spoke in zip(walk, spoken, strict=True))


def compare_labels(values: NDArray[np.float64], weights: NDArray[np.float64], walk: Sequence[int]) -> Matrix:
    """How much each measure speaks for the label of each line against body; for body against furniture."""
    body, furniture = LABELS.index(HtmlLabel.BODY), LABELS.index(HtmlLabel.FURNITURE)
    others = np.where(np.array(walk) == body, furniture, body)
    spoke: Matrix = values * (weights[:, walk] - weights[:, others]).T
    return spoke


def _find_most(spoke: Matrix) -> NDArray[np.int64]:
    """The columns of the few measures that speak most, the strongest first."""
    most = np.argpartition(-spoke, N_NAMED, axis=1)[:, :N_NAMED]
    order = np.argsort(-np.take_along_axis(spoke, most, 1), axis=1)
    found: NDArray[np.int64] = np.take_along_axis(most, order, 1)
    return found


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A hash of the measures and labels that weights are fitted for."""
    line = Line(Block("-", Span(0, 1), 0), 1, Form.WORD, "-")
    _, names = measure_markup_lines([line], [Markup("p", "p", 0, 0)], None)
    return hashlib.sha256(
        repr((names, tuple(LABELS), [(name, sorted(group)) for name, group in GROUPS])).encode()
    ).hexdigest()[:16]


def standardize(values: NDArray[np.float64], rule: dict[str, Any]) -> NDArray[np.float64]:
    """Measures on the scale that the weights are for."""
    scaled: NDArray[np.float64] = (values - np.array(rule["means"])) / np.array(rule["scales"])
    return scaled


def find_best_labels(scores: NDArray[np.float64], steps: NDArray[np.float64]) -> list[int]:
    """The label of each line on the best walk.

    scores  (n_lines, n_labels)   the score of each label, not normalized
    steps   (n_labels, n_labels)  what a step from one label to another adds
    """
    scores = scores - np.log(np.exp(scores - scores.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True))
    best, came = scores[0], []
    for row in scores[1:]:
        reached = best[:, None] + STEP_WEIGHT * steps
        origins = reached.argmax(axis=0)
        best = reached[origins, np.arange(len(origins))] + row
        came.append(origins)
    walk = [int(best.argmax())]
    for origins in reversed(came):
        walk.append(int(origins[walk[-1]]))
    return walk[::-1]
