"""Quotations that run over several sentences: chosen whole or not at all; used by `summarizing`.

Within a line a short closed quotation holds no sentence end (`text/sentences`): the ones found here are long,
run over several paragraphs, or are never closed.
"""

from collections.abc import Iterable, Sequence
from operator import add

# Straight and curly quotes: writers swap their directions, so they count by pairs.
_PAIRED = '"“”„'
_OPENING, _CLOSING = "«»"
# Rows up to the one that closes a quotation; behind that a sign is taken for one without a partner.
REACH = 4
# What a sentence does to the quotation before it.
OPENS, CLOSES, EITHER = 1, -1, 2


def find_quotations(texts: Sequence[str]) -> tuple[list[tuple[int, int]], list[int]]:
    """The quotations of the sentences of an article that hold a sentence end.

    returns  the first and the last row of each that is closed soon, and the rows where one opens that is not
    """
    closed: list[tuple[int, int]] = []
    unclosed: list[int] = []
    opened = -1
    for row, change in _find_changes(texts):
        if opened >= 0 and (change == OPENS or row - opened > REACH):
            unclosed.append(opened)
            opened = -1
        if opened >= 0:
            closed.append((opened, row))
            opened = -1
        elif change > 0:
            opened = row
    return closed, unclosed if opened < 0 else [*unclosed, opened]


def _find_changes(texts: Sequence[str]) -> list[tuple[int, int]]:
    """The rows that open or close a quotation, and which of both."""
    whole = "".join(texts)
    changes: dict[int, int] = {}
    if paired := [sign for sign in _PAIRED if sign in whole]:
        counts = enumerate(_count_signs(texts, paired))
        changes = {row: EITHER for row, count in counts if count % 2}
    if _OPENING in whole or _CLOSING in whole:
        both = zip(_count_signs(texts, _OPENING), _count_signs(texts, _CLOSING), strict=True)
        balances = enumerate([opened - closed for opened, closed in both])
        changes |= {row: OPENS if balance > 0 else CLOSES for row, balance in balances if balance}
    return sorted(changes.items())


def _count_signs(texts: Sequence[str], signs: Iterable[str]) -> list[int]:
    """How many of some signs each text has."""
    counts = [0] * len(texts)
    for sign in signs:
        counts = list(map(add, counts, [text.count(sign) for text in texts]))
    return counts
