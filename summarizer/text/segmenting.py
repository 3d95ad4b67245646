"""Segmenting: text -> blocks -> sentences, with spans.

A line end is always a boundary, and within a line `ending` finds them. Vowel marks, tatweel, bidi controls
and zero-width characters change nothing about where a sentence ends: the rules see a line without them.
"""

import re
from collections.abc import Iterator, Sequence

from summarizer.records import Block, Passage, Sentence, Span
from summarizer.text.checking import check
from summarizer.text.ending import find_ends
from summarizer.text.letters import HIDDEN

_HIDDEN = re.compile(f"[{HIDDEN}]+")
_SHOWN = re.compile(rf"[^\s{HIDDEN}]")


def find_blocks(text: str) -> tuple[Block, ...]:
    """The lines of a text that show something, without the white space around them.

    Lines end where ``str.splitlines`` ends them: at newline, carriage return or both, vertical tab, form
    feed, the file, group and record separators, U+0085, U+2028 and U+2029. A line of marks and controls alone
    is blank.
    """
    blocks, start, gap = [], 0, 0
    for line in text.splitlines(keepends=True):
        shown = line.strip()
        if shown and _SHOWN.search(shown):
            first = start + line.index(shown[0])
            blocks.append(Block(shown, Span(first, first + len(shown)), gap))
            gap = 0
        else:
            gap += 1
        start += len(line)
    return tuple(blocks)


def segment(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, verbatim, in order; ``block`` counts its lines that show something.

    All that shows in the text lies in exactly one sentence. Raises ``TextError`` for what is not a text.
    """
    blocks = find_blocks(check(text))
    return tuple(sentence for number, block in enumerate(blocks) for sentence in _cut(block, 0, number))


def segment_passages(passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """The sentences of passages of a page; spans count in the page, ``block`` is the passage's index."""
    return tuple(
        sentence
        for number, passage in enumerate(passages)
        for block in find_blocks(passage.text)
        for sentence in _cut(block, passage.span.start, number)
    )


def _cut(block: Block, offset: int, number: int) -> Iterator[Sentence]:
    """The sentences of one line; ``offset`` is where the text that the block was found in starts."""
    line, offset = block.text, offset + block.span.start
    start = 0
    for end in [*_find_ends(line), len(line)]:
        yield Sentence(line[start:end], Span(offset + start, offset + end), number)
        start = end
        while start < len(line) and line[start].isspace():
            start += 1


def _find_ends(line: str) -> list[int]:
    """Sentence ends counted in all characters; hidden ones behind an end stay with what stands before it."""
    plain = _HIDDEN.sub("", line)
    ends = find_ends(plain)
    if len(plain) == len(line) or not ends:
        return ends
    runs = [match.span() for match in _HIDDEN.finditer(line)]
    restored, n_hidden, run = [], 0, 0
    for end in ends:
        while run < len(runs) and runs[run][0] - n_hidden <= end:
            n_hidden += runs[run][1] - runs[run][0]
            run += 1
        restored.append(end + n_hidden)
    return restored
