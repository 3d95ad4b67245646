"""Two texts in pieces: said by both, by one alone, and numbers of one alone; for report and command."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.records import Marked, Piece
from summarizer.duplicates.comparison import find_own_numbers, find_passages
from summarizer.duplicates.words.word_hashes import hash_words
from summarizer.records import Span

_PRIORITY = tuple(Marked)


def mark_texts(text: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces that make up the whole text again."""
    words, other_words = hash_words(text), hash_words(other)
    passages = find_passages(words, other_words)
    numbers, other_numbers = find_own_numbers(words, other_words), find_own_numbers(other_words, words)
    return (
        _mark_one(text, words[2], [passage.a for passage in passages], numbers),
        _mark_one(other, other_words[2], [passage.b for passage in passages], other_numbers),
    )


def _mark_one(
    text: str, spans: NDArray[np.int64], shared: Sequence[Span], numbers: NDArray[np.int64]
) -> tuple[Piece, ...]:
    """The pieces of one side.

    spans    (n_words, 2)  of its words
    shared   its passages that the other side has too
    numbers  which of its words are numbers that the other side does not have
    """
    kinds = [Marked.OWN] * len(spans)
    for span in shared:
        first, last = np.searchsorted(spans[:, 0], [span.start, span.end]).tolist()
        kinds[first:last] = [Marked.SHARED] * (last - first)
    for place in numbers.tolist():
        kinds[place] = Marked.NUMBER
    stretches = ((kind, text[start:end]) for kind, start, end in _alternate(kinds, spans.tolist(), len(text)))
    groups = groupby((row for row in stretches if row[1]), key=itemgetter(0))
    return tuple(Piece("".join(words for _, words in group), kind) for kind, group in groups)


def _alternate(kinds: list[Marked], spans: list[list[int]], size: int) -> Iterator[tuple[Marked, int, int]]:
    """Words and gaps in turn: kind, start, end. A gap has that kind of its neighbours which marks less."""
    end = 0
    before = Marked.SHARED
    for kind, (first, stop) in zip(kinds, spans, strict=True):
        # One ligature may be several words.
        start = max(first, end)
        yield min(before, kind, key=_PRIORITY.index), end, start
        yield kind, start, stop
        before, end = kind, stop
    yield Marked.SHARED, end, size
