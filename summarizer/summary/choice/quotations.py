"""Quotations that run over several sentences: chosen whole or not at all; used by `summarizing`.

Within a line a short closed quotation holds no sentence end (`text/sentences`): the ones found here are long,
run over several paragraphs, or are never closed.
"""

from collections.abc import Sequence

from summarizer.records import Sentence

# Straight and curly quotes: writers swap their directions, so they count by pairs.
_PAIRED = '"“”„'
_SIGNS = "«»" + _PAIRED
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
    texts = [sentence.text for sentence in sentences]
    whole = "\n".join(texts)
    signs = [sign for sign in _SIGNS if sign in whole]
    if not signs:
        return []
    rows = sorted({row for sign in signs for row, text in enumerate(texts) if sign in text})
    changes = ((row, _count(texts[row], signs)) for row in rows)
    return [(row, change) for row, change in changes if change]


def _count(text: str, signs: Sequence[str]) -> int:
    """What a sentence does to the quotation before it; 0 for nothing."""
    counts = {sign: text.count(sign) for sign in signs if sign in text}
    difference = counts.pop("«", 0) - counts.pop("»", 0)
    if difference:
        return OPENS if difference > 0 else CLOSES
    return EITHER if sum(counts.values()) % 2 else 0
