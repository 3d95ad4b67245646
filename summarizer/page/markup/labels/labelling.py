"""The label of each line of HTML: learned weights of its measures, and the cheapest walk through the page.

A multinomial logistic rule gives each line a cost for each label, steps between labels cost as well, and the
cheapest walk decides (Viterbi).
"""

from collections.abc import Sequence

import numpy as np

from summarizer.page.lines.forms import describe_lines
from summarizer.page.markup.labels.measures import measure_markup_columns, stack_columns
from summarizer.page.markup.labels.weights import load_html_weights
from summarizer.page.markup.records import LABELS, HtmlLabel, Labelled, MarkedPage
from summarizer.page.records import Line
from summarizer.page.regions.measures.arrays import Counts, Matrix
from summarizer.records import Block, Markup

# Measures that are named for each line.
N_NAMED = 3
# Lines whose scores are added up together, so that a long list takes little memory.
STRETCH = 4_000


def describe_marked(blocks: Sequence[Block], markups: Sequence[Markup], title: str | None) -> MarkedPage:
    """The lines of a page, each with its form and its label; ``title`` as the metadata gives it."""
    lines = describe_lines(blocks)
    return MarkedPage(lines, tuple(markups), label_lines(lines, markups, title), title)


def label_lines(lines: Sequence[Line], markups: Sequence[Markup], title: str | None) -> tuple[Labelled, ...]:
    """The label of each line; ``title`` is what the page calls itself in its metadata."""
    if not lines:
        return ()
    rule = load_html_weights()
    columns = measure_markup_columns(lines, markups, title)
    names = tuple(columns)
    stretches = [
        rule.standardize(stack_columns(columns, slice(start, start + STRETCH)))
        for start in range(0, len(lines), STRETCH)
    ]
    scores = np.concatenate([values @ rule.walk.lines for values in stretches])
    walk = rule.find_labels(scores + rule.walk.plain)
    labelled: list[Labelled] = []
    for values in stretches:
        own = walk[len(labelled) : len(labelled) + len(values)]
        most = _find_most(_compare_labels(values, rule.walk.lines, own))
        are_high = np.take_along_axis(values, most, 1) > 0
        labelled += [
            Labelled(LABELS[label], tuple(zip([names[column] for column in columns], highs, strict=True)))
            for label, columns, highs in zip(own, most.tolist(), are_high.tolist(), strict=True)
        ]
    return tuple(labelled)


def _compare_labels(values: Matrix, weights: Matrix, walk: Sequence[int]) -> Matrix:
    """How much each measure speaks for the label of each line against body; for body against furniture."""
    body, furniture = LABELS.index(HtmlLabel.BODY), LABELS.index(HtmlLabel.FURNITURE)
    others = np.where(np.array(walk) == body, furniture, body)
    spoke: Matrix = values * (weights[:, walk] - weights[:, others]).T
    return spoke


def _find_most(spoke: Matrix) -> Counts:
    """The columns of the few measures that speak most, the strongest first."""
    most = np.argpartition(-spoke, N_NAMED, axis=1)[:, :N_NAMED]
    order = np.argsort(-np.take_along_axis(spoke, most, 1), axis=1)
    found: Counts = np.take_along_axis(most, order, 1)
    return found
