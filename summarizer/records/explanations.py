"""Why a line of a page has its label: what spoke for it and what against."""

from dataclasses import dataclass

from summarizer.records.page import Span
from summarizer.records.record import Record


@dataclass(frozen=True, slots=True)
class Evidence(Record):
    """One measure of a line in plain words, and how much it adds to its label; below zero, takes from it."""

    meaning: str
    weight: float


@dataclass(frozen=True, slots=True)
class LineExplanation(Record):
    """A line, its label, the label that would come next, and what speaks for the first against the second.

    Both labels are regions of a page of text (``front``, ``title``, ``head``, ``body``, ``end``, ``related``,
    ``aside``), or labels of a page of HTML (``body``, ``title``, ``furniture``). ``by_rule`` says that a
    rule set by hand has the last word; the evidence is that of the learned weights all the same. A line that
    a row of furniture names is ``furniture`` on both, and ``reason`` says so.
    """

    text: str
    span: Span
    label: str
    instead: str | None  # none where a page has one line only
    speaks_for: tuple[Evidence, ...] = ()
    speaks_against: tuple[Evidence, ...] = ()
    by_rule: bool = False
    reason: str = ""  # what decided before any measure: a row of furniture
