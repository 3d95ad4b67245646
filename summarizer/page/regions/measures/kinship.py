"""How many words a short line shares with the text below it, above it, and with the bulk of the text.

A title shares words with its text, a menu does not; a subheading stands inside one text, a title between two.
Used by `features`.
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from summarizer.page.records import Line
from summarizer.page.regions.measures.arrays import Flags, Matrix
from summarizer.page.regions.measures.shared_words import Sentences, count_shared

SHARES = (
    "shares words with the text below", "shares words with the text above",
    "shares words with the bulk of the text",
    "number of words in the text below", "is a sentence", "the most likely title", "the next likely title",
    "shares words with the next sentence",
)  # fmt: skip
IS_SENTENCE, SHARES_WITH_NEXT = 4, 7
LIKELIEST = (5, 6)
# A breadcrumb ends with the title, the name of a page begins with it; neither is the title.
NAMING = ("begins with a line below", "ends with a line below", "begins a line above", "ends a line above")
# Lines between a line and the one that names it.
N_BETWEEN = 6
# A line shares many words with the text below from so many on.
N_WORDS = 5


def measure_kinship(lines: Sequence[Line], sentence: Flags, bulk: tuple[int, int]) -> Matrix:
    """The measures of ``SHARES`` for each line; ``bulk`` is the stretch of lines with most sentences."""
    found = np.zeros((len(lines), len(SHARES)))
    flags = sentence.tolist()
    before = list(accumulate(flags, initial=0))
    if not before[-1]:
        return found
    plain = [row for row, line in enumerate(lines) if line.folded and not flags[row]]
    found[:, IS_SENTENCE] = 1.0
    found[plain, IS_SENTENCE] = 0.0
    texts = [line.block.text for line, flag in zip(lines, flags, strict=True) if flag]
    sentences = Sentences(texts, (before[bulk[0]], before[bulk[1]]))
    short, places = [lines[row].block.text for row in plain], [before[row] for row in plain]
    counts = count_shared(sentences, short, places)
    titles = []
    for row, (n_words, n_below, n_above, n_whole, n_next) in zip(plain, counts, strict=True):
        if not (n_below or n_above or n_whole):
            continue
        shares = (n_below / n_words, n_above / n_words, n_whole / n_words, min(1.0, n_below / N_WORDS))
        found[row, :IS_SENTENCE] = shares
        found[row, SHARES_WITH_NEXT] = n_next / n_words
        if row < bulk[0] and n_whole and n_words > 1:
            titles.append((n_whole * n_whole / n_words, row))
    for column, (_, row) in zip(LIKELIEST, sorted(titles, reverse=True), strict=False):
        found[row, column] = 1.0
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
