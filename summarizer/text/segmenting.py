"""Segmenting: text -> blocks -> sentences, with spans.

A line end is always a boundary; within a line an end mark is one unless `abbreviating` or `quoting` says that it is
not. Rules as in docs/how-it-works.md; each is a case in tests/text/sentences.jsonl.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from summarizer.records import Block, Passage, Sentence, Span
from summarizer.text.abbreviating import abbreviates
from summarizer.text.checking import check
from summarizer.text.letters import (
    ARABIC,
    CLOSING_BRACKETS,
    CLOSING_QUOTES,
    ELLIPSIS,
    INVISIBLE,
    LETTERS,
    MARKS,
    OPENING_BRACKETS,
    OPENING_QUOTES,
    QUESTIONS,
    STOPS,
)
from summarizer.text.quoting import attributes, find_enclosed

_ENDS = STOPS + QUESTIONS + ELLIPSIS
_OPENING = OPENING_BRACKETS + OPENING_QUOTES
_CLOSING = CLOSING_BRACKETS + CLOSING_QUOTES
# A run of end marks, direction controls among them, then the quotes and brackets that close behind it.
_END = re.compile(
    f"(?P<marks>[{_ENDS}](?:[{INVISIBLE}]*[{_ENDS}])*)"
    rf"(?P<closers>[{re.escape(_CLOSING)}\"{INVISIBLE}]*)"
)
_GAP = re.compile(rf"(?:[{INVISIBLE}]*(?P<space>\s))?[\s{INVISIBLE}]*")
_WORD = re.compile(rf"[{re.escape(_OPENING)}\"{INVISIBLE}]*([{LETTERS}{MARKS}]*)")
_GLUED_BEFORE = re.compile(f"[{ARABIC}{MARKS}0-9{re.escape(_CLOSING)}\"]")
_GLUED_AFTER = re.compile(f"[{ARABIC}][{ARABIC}{MARKS}]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
# After one of these the sentence before has not ended: a list of signs, a closing sign, a comma or a colon.
_GOING_ON = frozenset(_ENDS + _CLOSING + ",;:\u060c\u061b")


def find_blocks(text: str) -> tuple[Block, ...]:
    """The lines of a text that show something, without the white space around them.

    Lines end where ``str.splitlines`` ends them: newline, carriage return, vertical tab, form feed, the file, group
    and record separators, next line (U+0085), line and paragraph separators (U+2028, U+2029).
    """
    blocks, start, gap = [], 0, 0
    for line in text.splitlines(keepends=True):
        shown = line.strip()
        if shown and (shown[0] not in "\u200e\u200f\u202a\u202b" or _INVISIBLE.sub("", shown).strip()):
            first = start + line.index(shown)
            blocks.append(Block(shown, Span(first, first + len(shown)), gap))
            gap = 0
        else:
            gap += 1
        start += len(line)
    return tuple(blocks)


def segment(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, verbatim, in order. Raises ``TextError`` for what is not a text."""
    return segment_passages([Passage(block.text, block.span) for block in find_blocks(check(text))])


def segment_passages(passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """The sentences of passages of a page; spans count from the page's start, ``block`` from the first passage."""
    return tuple(
        Sentence(passage.text[start:end], Span(passage.span.start + start, passage.span.start + end), number)
        for number, passage in enumerate(passages)
        for start, end in _cut(passage.text)
    )


def _cut(line: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of one line, white space between them left out."""
    start = 0
    enclosed: list[tuple[int, int]] | None = None
    for match in _END.finditer(line):
        gap = _GAP.match(line, match.end())
        if gap is None or gap.end() == len(line):
            break
        if enclosed is None:
            enclosed = find_enclosed(line)
        if not _is_enclosed(match.end() - 1, enclosed) and _ends_sentence(line, match, gap):
            yield start, match.end()
            start = gap.end()
    yield start, len(line)


def _is_enclosed(place: int, enclosed: list[tuple[int, int]]) -> bool:
    before = bisect_left(enclosed, (place,)) - 1
    return before >= 0 and place < enclosed[before][1]


def _ends_sentence(line: str, match: re.Match[str], gap: re.Match[str]) -> bool:
    """Whether the end marks of ``match`` end a sentence, given the white space behind them."""
    marks, closers = (_INVISIBLE.sub("", part) for part in match.groups())
    if line[gap.end()] in _GOING_ON or (marks != "." and not marks.strip("." + ELLIPSIS)):
        return False
    following = _read_word(line, gap.end())
    if not gap["space"] and not (_GLUED_BEFORE.match(line, match.start() - 1) and _GLUED_AFTER.match(line, gap.end())):
        return False
    if closers:
        return not attributes(following, full_stop=marks == ".")
    return marks != "." or not abbreviates(line, match.start(), following)


def _read_word(line: str, start: int) -> str:
    """The word that follows, behind an opening quote or bracket; nothing where a number or a sign follows."""
    found = _WORD.match(line, start)
    return found[1] if found else ""
