"""Hard-wrapped text: its lines are joined to paragraphs before a page is read and before sentences are cut.

Mail, terminals and old archives break lines at a fixed width. There a line end says nothing. A text counts as
wrapped if it has eight lines or more, none over 130 characters, at least half of them near the full width and
at least half without an end mark, and if the next word would mostly not have fitted behind such a line: a
list of headlines has short lines without end marks too, but their lengths differ. Five to seven lines are
wrapped if that holds for each of two or more, and if all paragraphs, with blank lines between, end as
sentences do. So is a page with menus and lists around three paragraphs or more whose lines are all full but
the last.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer.records import Block, Span
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import CLOSING_BRACKETS, CLOSING_QUOTES, ELLIPSIS, HIDDEN, QUESTIONS, STOPS

MIN_LINES = 8
# Wrapped paragraphs of a page that has other lines too.
FEWEST_PARAGRAPHS = 3
# The share of their lines, but the last ones, that have no end mark.
MOSTLY_OPEN = 0.7
# A title and two paragraphs of two lines. Verses have no end marks, and headlines neither.
FEWEST_LINES, FEWEST_BREAKS = 5, 2
# No mail or terminal is wider, and hardly any paragraph of a newspaper is narrower than its wrapping.
MAX_WIDTH = 130
# Nobody wraps narrower than a newspaper's column; shorter lines are lists and verses.
MIN_WIDTH = 28
NEAR_FULL = 0.75
# A line is full if it would be at least this share of the width with the next word behind it. Not 1: the line
# from which the width is read may be a title that was not wrapped.
FULL = 0.85
# One line in so many may be longer than the width: titles are seldom wrapped.
UNWRAPPED = 20
# Of the lines without an end mark that many must be full.
MOSTLY_FULL = 0.75

_CLOSERS = re.escape(CLOSING_BRACKETS + CLOSING_QUOTES + "\"'")
# With quotes, brackets and references ("[1]") behind it.
_END_MARK = compile_late(rf"[{STOPS}{QUESTIONS}{ELLIPSIS}](?:[\s{HIDDEN}{_CLOSERS}]|\[\d{{1,3}}\])*$")
# More is not read: quotes, a reference and a few controls.
_TAIL = 24
_BULLETS = ("-", "•", "*", "–", "▪", "●", "■", "◦")


def has_end_mark(text: str) -> bool:
    """Whether a line ends as a sentence does, perhaps with quotes or brackets behind the mark."""
    return text.endswith(".") or bool(_END_MARK.search(text[-_TAIL:]))


def join_wrapped(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of ``text``; of a hard-wrapped text, each paragraph as one block, line ends inside it."""
    if not _is_wrapped(blocks):
        return tuple(blocks)
    width = _find_width(blocks)
    spaced = _has_spaced_paragraphs(blocks)
    paragraphs: list[list[Block]] = []
    for last, block in zip((None, *blocks), blocks, strict=False):
        if last is not None and _continues(last, block, width, spaced=spaced):
            paragraphs[-1].append(block)
        else:
            paragraphs.append([block])
    return tuple(_join(text, lines) for lines in paragraphs)


def _join(text: str, lines: Sequence[Block]) -> Block:
    span = Span(lines[0].span.start, lines[-1].span.end)
    return Block(span.of(text), span, lines[0].gap)


def is_joined(lines: Sequence[str]) -> bool:
    """Whether the lines of one passage may be those of a paragraph that `join_wrapped` has joined."""
    width = max(map(len, lines))
    return MIN_WIDTH <= width <= MAX_WIDTH and all(
        _is_full(line, following, width) for line, following in pairwise(lines)
    )


def may_be_wrapped(lines: Sequence[str]) -> bool:
    """Whether there are as many lines as hard-wrapped text has, and none is wider."""
    return len(lines) >= FEWEST_LINES and max(map(len, lines)) <= MAX_WIDTH


def _is_wrapped(blocks: Sequence[Block]) -> bool:
    if not may_be_wrapped([block.text for block in blocks]):
        return False
    return _is_mostly_wrapped(blocks) or _has_wrapped_paragraphs(blocks)


def _has_wrapped_paragraphs(blocks: Sequence[Block]) -> bool:
    """Whether several paragraphs between blank lines are wrapped, among menus and lists that are not.

    Each ends as sentences do, and all their other lines are full, most of them without an end mark.
    """
    paragraphs = [
        lines for lines in _split_at_gaps(blocks) if len(lines) > 1 and has_end_mark(lines[-1].text)
    ]
    if len(paragraphs) < FEWEST_PARAGRAPHS:
        return False
    width = max(len(block.text) for lines in paragraphs for block in lines)
    breaks = [pair for lines in paragraphs for pair in pairwise(lines)]
    n_open = sum(not has_end_mark(line.text) for line, _ in breaks)
    is_full = all(_is_full(line.text, following.text, width) for line, following in breaks)
    return width >= MIN_WIDTH and is_full and n_open >= max(FEWEST_PARAGRAPHS, MOSTLY_OPEN * len(breaks))


def _split_at_gaps(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks between blank lines."""
    paragraphs: list[list[Block]] = []
    for block in blocks:
        if block.gap or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(block)
    return paragraphs


def _is_mostly_wrapped(blocks: Sequence[Block]) -> bool:
    width = _find_width(blocks)
    n_full = sum(len(block.text) >= NEAR_FULL * width for block in blocks)
    n_open = sum(not has_end_mark(block.text) for block in blocks)
    if width < MIN_WIDTH:
        return False
    # Of paragraphs of two lines half have an end mark, and those may all be short.
    is_plain = len(blocks) >= MIN_LINES and 2 * min(n_full, n_open) >= len(blocks)
    spaced = _has_spaced_paragraphs(blocks)
    breaks = [
        _is_full(block.text, following.text, width)
        for block, following in pairwise(blocks)
        if not (has_end_mark(block.text) or (spaced and following.gap))
    ]
    if not is_plain:
        return spaced and all(breaks) and len(breaks) >= FEWEST_BREAKS and _end_paragraphs(blocks)
    return bool(breaks) and sum(breaks) >= MOSTLY_FULL * len(breaks)


def _end_paragraphs(blocks: Sequence[Block]) -> bool:
    """Whether each paragraph of more lines than one ends as a sentence does."""
    before = [False, *(block.gap == 0 for block in blocks[1:])]
    after = [*before[1:], False]
    return all(
        has_end_mark(block.text)
        for block, is_joined, goes_on in zip(blocks, before, after, strict=True)
        if is_joined and not goes_on
    )


def _find_width(blocks: Sequence[Block]) -> int:
    """The length of the longest line but one, or but a few in a long text."""
    return sorted(len(block.text) for block in blocks)[-2 - len(blocks) // UNWRAPPED :][0]


def _has_spaced_paragraphs(blocks: Sequence[Block]) -> bool:
    """Whether blank lines stand between paragraphs: between some of the lines, not all.

    One below the first line says nothing: that may be a title.
    """
    return len({block.gap > 0 for block in blocks[2:]}) == 2


def _continues(block: Block, following: Block, width: int, *, spaced: bool) -> bool:
    """Whether the paragraph of a line goes on in the next line."""
    if spaced and following.gap:
        return False
    # Where only end marks tell paragraphs apart, a full line with one may well be the last of its paragraph.
    if has_end_mark(block.text) and not spaced:
        return False
    if following.text.startswith(_BULLETS) or max(len(block.text), len(following.text)) * FULL > width:
        return False
    return _is_full(block.text, following.text, width)


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line would not have fitted behind a line."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) >= FULL * width
