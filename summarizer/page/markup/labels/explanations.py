"""Why each line of HTML has its label: what `labelling` goes by, in plain words."""

import numpy as np

from summarizer.page.evidence import explain_line, find_next, name_evidence
from summarizer.page.markup.labels.meanings import say_plainly
from summarizer.page.markup.labels.measures import measure_markup_lines
from summarizer.page.markup.labels.weights import load_html_weights
from summarizer.page.markup.records import LABELS, MarkedPage
from summarizer.records import LineExplanation


def explain_labels(page: MarkedPage) -> tuple[LineExplanation, ...]:
    """For each line its label, the one that comes next, and the measures that decided between the two."""
    if not page.lines:
        return ()
    rule = load_html_weights()
    measures, names = measure_markup_lines(page.lines, page.markups, page.title)
    values, weights = rule.standardize(measures), rule.walk.lines
    chosen = np.array([LABELS.index(one.label) for one in page.labels])
    others = find_next(values @ weights + rule.walk.plain, chosen)
    explained = []
    for row, (label, other) in enumerate(zip(chosen, others, strict=True)):

        def mean(column: int, row: int = row) -> str:
            return say_plainly(names[column], is_high=bool(values[row, column] > 0))

        evidence = name_evidence(values[row] * (weights[:, label] - weights[:, other]), mean)
        explained.append(explain_line(page.lines[row], (LABELS[label].value, LABELS[other].value), evidence))
    return tuple(explained)
