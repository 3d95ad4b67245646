"""Quotations that run over several sentences: chosen whole or not at all; used by `summarizing`.

Within a line a short closed quotation holds no sentence end (`text/sentences`): the ones found here are long,
run over several paragraphs, or are never closed.
"""

import re
from collections.abc import Sequence

from summarizer.records import Sentence

_SIGN = re.compile('["«»“”„]')
# Straight and curly quotes: writers swap their directions, so they count by pairs.
_PAIRED = '"“”„'
# Rows up to the one that closes a quotation; behind that a sign is taken for one without a partner.
REACH = 4
# What a sentence does to the quotation before it.
OPENS, CLOSES, EITHER = 1, -1, 2


def find_quotations(sentences: Sequence[Sentence]) -> tuple[list[tuple[int, int]], list[int]]:
    """The quotations of an article that hold a sentence end.

    returns  the first and the last row of each that is closed soon, and the rows where one opens that is not
    """
    closed: list[tuple[int, int]] = []
    unclosed: list[int] = []
    opened = -1
    for row, change in _find_changes(sentences):
        if opened >= 0 and (change == OPENS or row - opened > REACH):
            unclosed.append(opened)
            opened = -1
        if opened >= 0:
            closed.append((opened, row))
            opened = -1
        elif change > 0:
            opened = row
    return closed, unclosed if opened < 0 else [*unclosed, opened]


def _find_changes(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The rows that open or close a quotation, and which of both."""
    found = []
    for row, sentence in enumerate(sentences):
        signs = _SIGN.findall(sentence.text)
        if signs and (change := _count(signs)):
            found.append((row, change))
    return found


def _count(signs: list[str]) -> int:
    difference = signs.count("«") - signs.count("»")
    if difference:
        return OPENS if difference > 0 else CLOSES
    return EITHER if sum(sign in _PAIRED for sign in signs) % 2 else 0
