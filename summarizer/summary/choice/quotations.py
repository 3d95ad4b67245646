"""Quotations that run over several sentences: chosen whole or not at all; used by `summarizing`.

Within a line a short closed quotation holds no sentence end (`text/sentences`): the ones found here are long,
run over several paragraphs, or are never closed.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

# Straight and curly quotes: writers swap their directions, so they count by pairs.
_PAIRED = '"“”„'
_SIGNS = "«»" + _PAIRED
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
    whole = "\n".join(texts)
    signs = [sign for sign in _SIGNS if sign in whole]
    if not signs:
        return []
    starts = list(accumulate([len(text) + 1 for text in texts], initial=0))
    directed: dict[int, int] = {}
    paired: dict[int, int] = {}
    for sign in signs:
        step, counts = (1, paired) if sign in _PAIRED else (OPENS if sign == "«" else CLOSES, directed)
        place = whole.find(sign)
        while place >= 0:
            row = bisect_right(starts, place) - 1
            counts[row] = counts.get(row, 0) + step
            place = whole.find(sign, place + 1)
    changes = {row: EITHER for row, count in paired.items() if count % 2}
    changes |= {row: OPENS if count > 0 else CLOSES for row, count in directed.items() if count}
    return sorted(changes.items())
