"""Splits a text into blocks (its lines) and sentences, with spans; used by every story.

A line end is always a sentence end but in hard-wrapped text (`hard_wraps`); within a line `ends` finds
them. Vowel marks, tatweel, bidi controls and
zero-width characters do not change where a sentence ends: the rules see a line without them.
"""

import re
from collections.abc import Iterator, Sequence

from summarizer.records import Block, Passage, Sentence, Span
from summarizer.text.letters import ELLIPSIS, HIDDEN, QUESTIONS, STOPS
from summarizer.text.sentences.ends import find_ends
from summarizer.text.sentences.hard_wraps import is_joined, join_wrapped
from summarizer.text.validation import check

_MARK = f"[{STOPS}{QUESTIONS}{ELLIPSIS}]"
_MARKS = re.compile(rf"{_MARK}(?:[^\S\n]*+{_MARK})*+")
_HIDDEN = re.compile(f"[{HIDDEN}]+")
_SHOWN = re.compile(rf"[^\s{HIDDEN}]")

# A line, its start in the text, and the number of its block.
Row = tuple[str, int, int]


def find_blocks(text: str) -> tuple[Block, ...]:
    """The lines of a text that are not blank, without the white space around them.

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


def find_paragraphs(text: str) -> tuple[Block, ...]:
    """The blocks of a text, as `find_blocks`; hard-wrapped lines are joined, with their line ends inside."""
    return join_wrapped(text, find_blocks(text))


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, verbatim, in order; ``block`` counts its paragraphs.

    Every visible character is in exactly one sentence. Raises ``TextError`` if ``text`` is not a text.
    """
    blocks = find_paragraphs(check(text))
    return tuple(_cut([(block.text, block.span.start, number) for number, block in enumerate(blocks)]))


def segment_passages(passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """The sentences of passages of a page; spans count in the page, ``block`` is the index of the passage."""
    return tuple(_cut(_split_lines(passages)))


def _split_lines(passages: Sequence[Passage]) -> list[Row]:
    """The lines of passages; nearly always each passage is one line."""
    texts = [passage.text for passage in passages]
    if "\n".join(texts).splitlines() == texts and all(map(_is_line, texts)):
        return [(passage.text, passage.span.start, number) for number, passage in enumerate(passages)]
    return [
        (block.text, block.span.start + passage.span.start, number)
        for number, passage in enumerate(passages)
        for block in _find_lines(passage.text)
    ]


def _find_lines(text: str) -> tuple[Block, ...]:
    """The lines of a passage, or the passage itself where it was joined of hard-wrapped lines."""
    blocks = find_blocks(text)
    if len(blocks) > 1 and is_joined([block.text for block in blocks]):
        span = Span(blocks[0].span.start, blocks[-1].span.end)
        return (Block(span.of(text), span, 0),)
    return blocks


def _is_line(text: str) -> bool:
    return bool(_SHOWN.match(text)) and not text[-1].isspace()


def _cut(lines: Sequence[Row]) -> Iterator[Sentence]:
    """The sentences of lines. Most lines are one sentence: their only end mark is their last character."""
    several = _find_several(lines)
    for row, (line, offset, number) in enumerate(lines):
        if row in several:
            yield from _cut_line(line, offset, number)
        else:
            yield Sentence(line, Span(offset, offset + len(line)), number)


def _find_several(lines: Sequence[Row]) -> set[int]:
    """The rows that may hold several sentences, found by one search through all lines."""
    text = "\n".join([line for line, _, _ in lines])
    if text.count("\n") >= len(lines):  # Some paragraph holds line ends of its own.
        text = "\n".join([line.replace("\n", " ") for line, _, _ in lines])
    rows, row, last = set(), 0, 0
    for match in _MARKS.finditer(text):
        start, end = match.span()
        if end < len(text) and text[end] != "\n":
            row += text.count("\n", last, start)
            last = start
            rows.add(row)
    return rows


def _cut_line(line: str, offset: int, number: int) -> Iterator[Sentence]:
    """The sentences of one line that starts at ``offset``."""
    start = 0
    for end in [*_find_ends(line), len(line)]:
        yield Sentence(line[start:end], Span(offset + start, offset + end), number)
        start = end
        while start < len(line) and line[start].isspace():
            start += 1


def _find_ends(line: str) -> list[int]:
    """Sentence ends, counted in all characters; hidden ones after an end belong to the sentence before it."""
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
