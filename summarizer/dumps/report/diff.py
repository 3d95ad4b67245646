"""Two texts in pieces: said by both, by one alone, and numbers of one alone; for report and command."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np

from summarizer.dumps.records import Marked, Piece
from summarizer.duplicates.comparison import find_passages
from summarizer.duplicates.words.word_hashes import hash_words
from summarizer.records import Span

_PRIORITY = tuple(Marked)


def mark_texts(text: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces that make up the whole text again."""
    passages = find_passages(text, other)
    return (
        _mark_one(text, other, [passage.a for passage in passages]),
        _mark_one(other, text, [passage.b for passage in passages]),
    )


def _mark_one(text: str, other: str, shared: Sequence[Span]) -> tuple[Piece, ...]:
    """The pieces of one side; ``shared`` are its passages that the other side has too."""
    hashes, is_number, spans = hash_words(text)
    other_hashes, other_is_number, _ = hash_words(other)
    kinds = [Marked.OWN] * len(hashes)
    for span in shared:
        first, last = np.searchsorted(spans[:, 0], [span.start, span.end]).tolist()
        kinds[first:last] = [Marked.SHARED] * (last - first)
    for place in np.flatnonzero(is_number & ~np.isin(hashes, other_hashes[other_is_number])).tolist():
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
