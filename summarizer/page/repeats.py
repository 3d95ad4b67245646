"""Repeating: which line says again what an earlier line of the page says?

Titles stand twice, lead captions up to four times, each time with another credit, prefix or tail. Captions
of a series share most of their words and differ in a name or a number: those are not repeats.

`text.matching` finds more of the captions that repeat (`match_captions`: F1 .977 on labelled ones, these
rules .73), but it looks at captions alone. In a page, where any line may be compared, it costs body lines:
on 293 pages their recall fell from .998 to .981. So a page asks the stricter question.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log

from summarizer.page.credits import find_core
from summarizer.page.phrases.matching import is_number
from summarizer.page.records import Form, Line
from summarizer.records import RemovedKind
from summarizer.text.letters import LETTERS

# Words. A caption that is longer or shorter than an earlier line by a prefix or a tail shares the rest with
# it. With these numbers 995 of 1,000 pairs are right among 17,744 labelled lines, where copies have spelling
# errors as well, and 580 of 1,000 are found: a caption too many is a lesser harm than one too few.
LEAST_SHARED = 4
# Share of the lighter line's weight that the other holds: of captions that both have words of their own,
# and of the heavier one's weight: of other lines, which carry no credits and tails.
LIKE_CHANGED = 0.85
LIKE_LINES = 0.9
# A line is compared with the latest few that share one of its rarest words, so that time stays linear.
N_RAREST = 4
N_COMPARED = 4

_REPEATING = (Form.CAPTION, Form.OPEN, Form.SHORT, Form.QUESTION, Form.ITEM, RemovedKind.READ_MORE)
_WORD = re.compile(f"[{LETTERS}0-9]+")

Words = frozenset[str]


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
            rarest = sorted(words[row], key=lambda word: (-weights[word], word))[:N_RAREST]
            candidates = sorted({other for word in rarest for other in holders[word][-N_COMPARED:]})
            likes = (other for other in candidates if _are_alike((row, other), lines, words, weights))
            first = next(likes, row)
            if first == row:
                for word in rarest:
                    holders[word].append(row)
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


def _weigh_words(words: Sequence[Words]) -> dict[str, float]:
    """Inverse document frequency within the page: what all its captions share tells nothing."""
    n_holders = Counter(word for some in words for word in some)
    return {word: log(1 + len(words) / n) for word, n in n_holders.items()}


def _are_alike(
    rows: tuple[int, int], lines: Sequence[Line], words: Sequence[Words], weights: Mapping[str, float]
) -> bool:
    """Whether two lines say the same, words of a prefix or a tail aside."""
    one, other = words[rows[0]], words[rows[1]]
    n_captions = sum(lines[row].form is Form.CAPTION for row in rows)
    shared = one & other
    if 2 * len(shared) < min(len(one), len(other)):
        return False
    mine, yours = _weigh(one - shared, weights), _weigh(other - shared, weights)
    both = _weigh(shared, weights)
    if n_captions and len(shared) >= LEAST_SHARED and not (mine and yours):
        return True
    if n_captions < len(rows):
        return both >= LIKE_LINES * (both + max(mine, yours))
    if any(map(is_number, one - shared)) and any(map(is_number, other - shared)):
        return False
    return both >= LIKE_CHANGED * (both + min(mine, yours))


def _weigh(words: Iterable[str], weights: Mapping[str, float]) -> float:
    # Sorted: the order of a set differs from run to run, and with it the last bit of a sum.
    return sum(sorted(weights[word] for word in words))
