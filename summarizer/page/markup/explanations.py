"""Why each line of HTML has its label: what `labels` goes by, in plain words."""

import re

import numpy as np

from summarizer.page.evidence import explain_line, find_next, name_evidence
from summarizer.page.markup.articles import MarkedPage
from summarizer.page.markup.labels import (
    LABELS,
    MODEL,
    fingerprint,
    standardize,
)
from summarizer.page.markup.measures import measure_markup_lines
from summarizer.records import LineExplanation
from summarizer.trained import load_rule

_PLAIN = {
    "log_words": "how many words it has",
    "long": "its length",
    "stop": "a full stop at its end",
    "colon": "a colon at its end",
    "digits": "its share of digits",
    "latin": "its share of Latin letters",
    "links": "its share of links",
    "linked": "being a link",
    "bold": "bold letters",
    "log_size": "the size of the box it stands in",
    "share_of_size": "its share of the box it stands in",
    "extracted": "trafilatura takes it for text",
    "heading": "being a heading",
    "in_article": "an <article> around it",
    "title_same": "being the title that the page names",
    "title_begins": "being the beginning of that title",
    "only_h1": "being the only <h1>",
    "before_title": "standing before the title",
    "just_after_title": "standing just after the title",
    "log_after_title": "its distance from the title",
    "log_times": "how often the page has it",
    "announced": "a heading of other articles above it",
    "place": "its place on the page",
    "long near": "long lines around it",
    "stop near": "sentences around it",
    "links near": "links around it",
    "extracted near": "lines around it that trafilatura takes",
    "between extracted": "standing between lines that trafilatura takes",
    "after extracted": "standing after all lines that trafilatura takes",
    "extracted share": "how much of the page trafilatura takes",
    "none extracted": "trafilatura takes nothing",
    "first of element": "being the first line of its element",
    "last of element": "being the last line of its element",
    "within element": "standing inside its element",
    "log_lines": "how many lines",
    "log_containers": "how many boxes",
}
_BESIDE = re.compile(r"(?P<name>.+)@(?P<step>[+-]\d)")


def explain_labels(page: MarkedPage) -> tuple[LineExplanation, ...]:
    """For each line its label, the one that comes next, and the measures that decided between the two."""
    if not page.lines:
        return ()
    rule = load_rule(MODEL, fingerprint())
    measures, names = measure_markup_lines(page.lines, page.markups, page.title)
    values, weights = standardize(measures, rule), np.array(rule["weights"])
    chosen = np.array([LABELS.index(one.label) for one in page.labels])
    others = find_next(values @ weights + np.array(rule["intercepts"]), chosen)
    explained = []
    for row, (label, other) in enumerate(zip(chosen, others, strict=True)):

        def mean(column: int, row: int = row) -> str:
            meaning = say_plainly(names[column])
            return meaning if measures[row, column] else f"not: {meaning}"

        evidence = name_evidence(values[row] * (weights[:, label] - weights[:, other]), mean)
        explained.append(explain_line(page.lines[row], (LABELS[label].value, LABELS[other].value), evidence))
    return tuple(explained)


def say_plainly(name: str) -> str:
    """What a measure of the markup says, in words for a reader."""
    if beside := _BESIDE.fullmatch(name):
        step = int(beside["step"])
        where = f"line {abs(step)} {'below' if step > 0 else 'above'}"
        return f"{where}: {_PLAIN[beside['name']]}"
    kind, _, rest = name.partition(" ")
    if kind in ("own", "outer"):
        return f"the names of {'its element' if kind == 'own' else 'the elements around it'} say “{rest}”"
    if kind == "form":
        return f"its words look like: {rest.replace('_', ' ')}"
    if kind in ("container", "path") and name not in _PLAIN:
        return f"lines {'beside it' if kind == 'container' else 'of its kind'}: {_PLAIN[rest]}"
    if name.startswith(("<", "in <")) or re.fullmatch("h[1-6]", name):
        return name if name.startswith("in") else f"its element is {name}"
    return _PLAIN[name]
