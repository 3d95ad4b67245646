"""How many words a short line shares with the text below it, above it, and with the bulk of the text.

A title shares words with its text, a menu does not; a subheading stands inside one text, a title between two.
Used by `features`.
"""

from collections.abc import Sequence

import numpy as np

from summarizer.kernels.library import load_library
from summarizer.page.records import Line
from summarizer.page.regions.arrays import Counts, Flags, Matrix
from summarizer.page.regions.shared_words import Sentences, count_by_kernel, count_by_search

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
# Words of the text below that are many.
N_WORDS = 5


def measure_kinship(lines: Sequence[Line], sentence: Flags, bulk: tuple[int, int]) -> Matrix:
    """The measures of ``SHARES`` for each line; ``bulk`` is the stretch of lines with most sentences."""
    found = np.zeros((len(lines), len(SHARES)))
    places: Counts = np.cumsum(sentence)
    if not places[-1]:
        return found
    folded = np.array([bool(line.folded) for line in lines])
    plain = np.flatnonzero(folded & ~sentence)
    found[:, IS_SENTENCE] = 1.0
    found[plain, IS_SENTENCE] = 0.0
    texts = [lines[row].block.text for row in np.flatnonzero(sentence).tolist()]
    before = [0, *places.tolist()]
    sentences = Sentences(texts, (before[bulk[0]], before[bulk[1]]))
    short = [lines[row].block.text for row in plain.tolist()]
    library = load_library()
    if library is None:
        counts = count_by_search(sentences, short, places[plain])
    else:
        counts = count_by_kernel(library, sentences, short, places[plain])
    n_words, n_below, _, n_whole, _ = counts.T
    shares = counts[:, 1:] / np.maximum(n_words, 1)[:, None]
    found[plain, :3], found[plain, SHARES_WITH_NEXT] = shares[:, :3], shares[:, 3]
    found[plain, 3] = np.minimum(1.0, n_below / N_WORDS)
    may_be_title = np.flatnonzero((plain < bulk[0]) & (n_whole > 0) & (n_words > 1)).tolist()
    titles = [(n_whole[at] * n_whole[at] / n_words[at], plain[at]) for at in may_be_title]
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
