"""How many words of short lines stand in the sentences around them; used by `kinship`.

The kernel `page_words` counts the same.

Words are compared as they are written, without the article, and inside of longer words too: to fold the text
of a page would cost more than all else.
"""

from codecs import utf_32_le_encode
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, compress

import numpy as np
from numpy.typing import NDArray

from summarizer.page.regions.measures.single_lines import PUNCTUATION

# Characters of a sentence and of the bulk of the text, sentences beside a line, letters of a longer word.
LENGTH, BULK_LENGTH = 500, 4000
N_SENTENCES = 3
LONGER = 3
ARTICLE = "ال"
# Hashes of three letters: odd factors, and how many there are.
_MIXING, N_MARKS = (0x9E3B, 0x01F5), 1 << 16


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a page, of which the first ``LENGTH`` characters are read; ``bulk`` is a stretch."""

    texts: Sequence[str]
    bulk: tuple[int, int]

    def cut(self) -> list[str]:
        """What is read of each."""
        return [text[:LENGTH] for text in self.texts]


def count_shared(
    sentences: Sentences, lines: Sequence[str], places: Sequence[int]
) -> list[tuple[int, int, int, int, int]]:
    """The longer words of each line, and how many of them stand in the sentences around it; (n_lines, 5).

    places   how many sentences stand above each line
    returns  words, those in the sentences below, above, in the bulk of the text, and in the next sentence
    """
    texts = sentences.cut()
    whole = " ".join(texts[slice(*sentences.bulk)])[:BULK_LENGTH]
    words = [_find_longer_words(line) for line in lines]
    known = _find_candidates(list(set(chain.from_iterable(words))), " ".join(texts))
    counts = []
    for own, place in zip(words, places, strict=True):
        shared = [word for word in own if word in known]
        below, above = texts[place : place + N_SENTENCES], texts[max(0, place - N_SENTENCES) : place]
        around = (" ".join(below), " ".join(above), whole, below[0] if below else "")
        n_below, n_above, n_whole, n_next = (_count(shared, text) for text in around)
        counts.append((len(own), n_below, n_above, n_whole, n_next))
    return counts


def _encode(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(utf_32_le_encode(text, "surrogatepass")[0], np.uint32)


def _find_candidates(words: Sequence[str], text: str) -> set[str]:
    """The words that may stand in a text: their first three letters stand somewhere in it, and their last.

    Three words of four stand nowhere, and to search for each costs more than all the rest. So the hashes of
    all triples of letters are marked, for the whole text at once.
    """
    if not words or len(text) < LONGER:
        return set()
    codes = _encode(f"{text} {' '.join(words)}")
    keys = (codes[:-2] * _MIXING[0] + codes[1:-1] * _MIXING[1] + codes[2:]) & (N_MARKS - 1)
    marked = np.zeros(N_MARKS, dtype=bool)
    marked[keys[: len(text) - 2]] = True
    lengths = np.array([len(word) for word in words])
    starts = np.cumsum(lengths + 1) - lengths + len(text)
    may = marked[keys[starts]] & marked[keys[starts + lengths - LONGER]]
    return set(compress(words, may.tolist()))


def _find_longer_words(text: str) -> list[str]:
    words = [word.strip(PUNCTUATION).removeprefix(ARTICLE) for word in text.split()]
    return [word for word in words if len(word) >= LONGER]


def _count(words: Sequence[str], text: str) -> int:
    return sum(map(text.__contains__, words)) if text else 0
