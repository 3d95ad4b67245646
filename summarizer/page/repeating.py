"""Repeating: which line says again what an earlier line of the page says?

Titles stand twice, lead captions up to four times, each time with another credit, prefix or tail. Captions of a series
share most of their words and differ in a name: those are not repeats.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

from summarizer.page.describing import find_core
from summarizer.records import Form, Line, RemovedKind
from summarizer.text.letters import LETTERS

# Share of the shorter line's weight that the other holds. Swept .6 to .9 on 17,744 labelled captions: F1 is flat
# from .70 to .80.
LIKE_CAPTIONS = 0.75
# Other lines carry no credits and tails; they repeat when nearly everything is the same.
LIKE_LINES = 0.85
# A line is compared with the latest few that share one of its rarest words, so that time stays linear.
N_RAREST = 4
N_COMPARED = 6

_REPEATING = {Form.CAPTION, Form.OPEN, Form.SHORT, Form.QUESTION, Form.ITEM, RemovedKind.READ_MORE}
_WORD = re.compile(f"[{LETTERS}0-9]+")


def find_repeats(lines: Sequence[Line]) -> tuple[int, ...]:
    """For each line the index of the first line it repeats, or its own."""
    words = [
        frozenset(_WORD.findall(find_core(line))) if _may_repeat(line) else frozenset() for line in lines
    ]
    weights = _weigh_words(words)
    first_of: dict[str, int] = {}
    holders: dict[str, list[int]] = defaultdict(list)
    repeats = []
    for row, line in enumerate(lines):
        first = first_of.setdefault(line.folded or line.block.text, row)
        if first == row and words[row]:
            first = _find_like(row, lines, words, weights, holders)
        repeats.append(first)
    return tuple(repeats)


def find_previous(repeats: Sequence[int]) -> tuple[int | None, ...]:
    """For each line the latest earlier line that says the same, or ``None``."""
    latest: dict[int, int] = {}
    previous = []
    for row, first in enumerate(repeats):
        previous.append(latest.get(first))
        latest[first] = row
    return tuple(previous)


def _may_repeat(line: Line) -> bool:
    """Likeness is asked of captions and headings only; sentences of a body repeat on purpose, if at all."""
    return line.form in _REPEATING or (line.form is Form.PARAGRAPH and line.folded.endswith(("...", "…")))


def _weigh_words(words: Sequence[frozenset[str]]) -> dict[str, float]:
    """Inverse document frequency within the page: what all its captions share tells nothing."""
    n_holders = Counter(word for some in words for word in some)
    return {word: log(1 + len(words) / n) for word, n in n_holders.items()}


def _find_like(
    row: int,
    lines: Sequence[Line],
    words: Sequence[frozenset[str]],
    weights: dict[str, float],
    holders: dict[str, list[int]],
) -> int:
    """The first line like this one, or the row itself, which then stands for those to come."""
    rarest = sorted(words[row], key=lambda word: (-weights[word], word))[:N_RAREST]
    candidates = {other for word in rarest for other in holders[word][-N_COMPARED:]}
    likeness = {other: _measure(words[row], words[other], weights) for other in candidates}
    for other in sorted(likeness):
        both = lines[row].form is Form.CAPTION and lines[other].form is Form.CAPTION
        contained, shared = likeness[other]
        if contained >= LIKE_CAPTIONS if both else shared >= LIKE_LINES:
            return other
    for word in rarest:
        holders[word].append(row)
    return row


def _measure(one: frozenset[str], other: frozenset[str], weights: dict[str, float]) -> tuple[float, float]:
    """Weight of the shared words as a share of the lighter line, and of all words of both."""
    both = sum(weights[word] for word in one & other)
    light, heavy = sorted((sum(weights[word] for word in one), sum(weights[word] for word in other)))
    return both / light, both / (light + heavy - both)
