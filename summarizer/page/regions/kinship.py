"""How many words a short line shares with the text below it, above it, and with the bulk of the text.

A title shares words with its text, a menu does not; a subheading stands inside one text, a title between two.
Used by `features`.
"""

from collections.abc import Sequence
from itertools import chain, compress

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
IS_SENTENCE, SHARES_WITH_NEXT = 4, 7
LIKELIEST = (5, 6)
# A breadcrumb ends with the title, the name of a page begins with it; neither is the title.
NAMING = ("begins with a line below", "ends with a line below", "begins a line above", "ends a line above")
# Lines between a line and the one that names it.
N_BETWEEN = 6
# Characters of a sentence and of the bulk of the text, sentences, words, letters of a longer word.
LENGTH, BULK_LENGTH = 500, 4000
N_SENTENCES = 3
N_WORDS = 5
LONGER = 3
# Hashes of three letters: odd factors, and how many there are.
_MIXING, N_MARKS = (0x9E3B, 0x01F5), 1 << 16


def measure_kinship(lines: Sequence[Line], sentence: Flags, bulk: tuple[int, int]) -> Matrix:
    """The measures of ``SHARES`` for each line; ``bulk`` is the stretch of lines with most sentences."""
    found = np.zeros((len(lines), len(SHARES)))
    rows = np.flatnonzero(sentence).tolist()
    if not rows:
        return found
    texts = [lines[row].block.text[:LENGTH] for row in rows]
    whole = " ".join([text for row, text in zip(rows, texts, strict=True) if bulk[0] <= row < bulk[1]])
    whole, titles = whole[:BULK_LENGTH], []
    plain = ~sentence & [bool(line.folded) for line in lines]
    found[~plain, IS_SENTENCE] = 1.0
    words = {row: _find_longer_words(lines[row].block.text) for row in np.flatnonzero(plain).tolist()}
    known = _find_candidates(list(set(chain.from_iterable(words.values()))), " ".join(texts))
    places = np.cumsum(sentence).tolist()
    for row, own in words.items():
        if not (shared := [word for word in own if word in known]):
            continue
        n_whole, n_words = _count(shared, whole), len(own)
        n_below, n_above, n_next = _count_beside(shared, texts, places[row])
        shares = (n_below / n_words, n_above / n_words, n_whole / n_words, min(1.0, n_below / N_WORDS))
        found[row, :IS_SENTENCE] = shares
        found[row, SHARES_WITH_NEXT] = n_next / n_words
        if row < bulk[0] and n_whole and n_words > 1:
            titles.append((n_whole * n_whole / n_words, row))
    for column, (_, row) in zip(LIKELIEST, sorted(titles, reverse=True), strict=False):
        found[row, column] = 1.0
    return found


def _count_beside(words: Sequence[str], texts: Sequence[str], place: int) -> tuple[int, int, int]:
    """How many words stand in the sentences below a place, in those above it, and in the next one."""
    below, above = texts[place : place + N_SENTENCES], texts[max(0, place - N_SENTENCES) : place]
    return (
        _count(words, " ".join(below)),
        _count(words, " ".join(above)),
        _count(words, below[0]) if below else 0,
    )


def _find_candidates(words: Sequence[str], text: str) -> set[str]:
    """The words that may stand in a text: their first three letters stand somewhere in it, and their last.

    Three words of four stand nowhere, and to search for each costs more than all the rest. So the hashes of
    all triples of letters are marked, for the whole text at once.
    """
    if not words or len(text) < LONGER:
        return set()
    codes = np.frombuffer(f"{text} {' '.join(words)}".encode("utf-32-le"), np.uint32)
    keys = (codes[:-2] * _MIXING[0] + codes[1:-1] * _MIXING[1] + codes[2:]) & (N_MARKS - 1)
    marked = np.zeros(N_MARKS, dtype=bool)
    marked[keys[: len(text) - 2]] = True
    lengths = np.array([len(word) for word in words])
    starts = np.cumsum(lengths + 1) - lengths + len(text)
    may = marked[keys[starts]] & marked[keys[starts + lengths - LONGER]]
    return set(compress(words, may.tolist()))


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
    words = [word.strip(PUNCTUATION).removeprefix("ال") for word in text.split()]
    return [word for word in words if len(word) >= LONGER]


def _count(words: Sequence[str], text: str) -> int:
    return sum(map(text.__contains__, words)) if text else 0
