"""How many words a short line shares with the text below it, above it, and with the bulk of the text.

A title shares words with its text, a menu does not; a subheading stands inside one text, a title between two.
Used by `features`.
"""

from collections.abc import Sequence
from itertools import repeat

import numpy as np

from summarizer.page.records import Line
from summarizer.page.regions.arrays import Flags, Matrix
from summarizer.page.regions.line_measures import PUNCTUATION

SHARES = (
    "shares words with the text below", "shares words with the text above",
    "shares words with the bulk of the text",
    "number of words in the text below", "is a sentence", "the most likely title", "the next likely title",
    "shares words with the next sentence",
)  # fmt: skip
# A breadcrumb ends with the title, the name of a page begins with it; neither is the title.
NAMING = ("begins with a line below", "ends with a line below", "begins a line above", "ends a line above")
# Lines between a line and the one that names it.
N_BETWEEN = 6
# Characters of a sentence and of the bulk of the text, sentences, words, letters of a longer word.
LENGTH, BULK_LENGTH = 500, 4000
N_SENTENCES = 3
N_WORDS = 5
LONGER = 3


def measure_kinship(lines: Sequence[Line], sentence: Flags, bulk: tuple[int, int]) -> Matrix:
    """The measures of ``SHARES`` for each line; ``bulk`` is the stretch of lines with most sentences."""
    found = np.zeros((len(lines), len(SHARES)))
    rows = np.flatnonzero(sentence).tolist()
    texts = [lines[row].block.text[:LENGTH] for row in rows]
    whole = " ".join(text for row, text in zip(rows, texts, strict=True) if bulk[0] <= row < bulk[1])
    whole, place, titles = whole[:BULK_LENGTH], 0, []
    for row, line in enumerate(lines if rows else ()):
        if sentence[row] or not line.folded:
            found[row, 4] = 1.0
            place += bool(sentence[row])
            continue
        words = _find_longer_words(line.block.text)
        if not words:
            continue
        below, above = texts[place : place + N_SENTENCES], texts[max(0, place - N_SENTENCES) : place]
        n_below, n_whole = _count(words, " ".join(below)), _count(words, whole)
        shares = (n_below, _count(words, " ".join(above)), n_whole)
        found[row, :3] = [n / len(words) for n in shares]
        found[row, 3] = min(1.0, n_below / N_WORDS)
        found[row, 7] = _count(words, below[0]) / len(words) if below else 0.0
        if row < bulk[0] and len(words) > 1:
            titles.append((n_whole * n_whole / len(words), row))
    for column, (score, row) in zip((5, 6), sorted(titles, reverse=True), strict=False):
        found[row, column] = score > 0
    return found


def measure_naming(lines: Sequence[Line]) -> Matrix:
    """The measures of ``NAMING`` for each line."""
    found = np.zeros((len(lines), len(NAMING)))
    for row, line in enumerate(lines):
        if " " not in line.folded:
            continue
        for above in range(max(0, row - N_BETWEEN), row):
            name = lines[above].folded
            if len(name) > len(line.folded) and line.folded in name:
                for column, is_named in enumerate((name.startswith(line.folded), name.endswith(line.folded))):
                    if is_named:
                        found[above, column] = found[row, 2 + column] = 1.0
    return found


def _find_longer_words(text: str) -> list[str]:
    words = [word.removeprefix("ال") for word in map(str.strip, text.split(), repeat(PUNCTUATION))]
    return [word for word in words if len(word) >= LONGER]


def _count(words: Sequence[str], text: str) -> int:
    return sum(map(text.__contains__, words)) if text else 0
