"""Splits a text into blocks (its lines) and sentences, with spans; used by every story.

A line end is always a sentence end but in hard-wrapped text (`hard_wraps`); within a line `ends` finds
them. Vowel marks, tatweel, bidi controls and
zero-width characters do not change where a sentence ends: the rules see a line without them.
"""

import ctypes
from collections.abc import Iterable, Sequence

from summarizer.kernels.library import load_library
from summarizer.kernels.sentence_ends import find_line_ends
from summarizer.records import Block, Passage, Sentence, Span
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import ELLIPSIS, HIDDEN, QUESTIONS, STOPS, list_codes
from summarizer.text.sentences.ends import choose_ends, find_ends, read_candidates
from summarizer.text.sentences.hard_wraps import is_joined, join_wrapped, may_be_wrapped
from summarizer.text.sentences.plain_ends import build_end_tables
from summarizer.text.validation import check

_MARK = f"[{STOPS}{QUESTIONS}{ELLIPSIS}]"
_MARKS = compile_late(rf"{_MARK}(?:[^\S\n]*+{_MARK})*+")
_HIDDEN = compile_late(f"[{HIDDEN}]+")
_SHOWN = compile_late(rf"[^\s{HIDDEN}]")

_HIDDEN_LETTERS = frozenset(chr(code) for code in list_codes(HIDDEN))

# A line or a sentence, its start in the text, and the number of its block or of the blank lines before it.
Row = tuple[str, int, int]


def find_blocks(text: str) -> tuple[Block, ...]:
    """The lines of a text that are not blank, without the white space around them.

    Lines end where ``str.splitlines`` ends them: at newline, carriage return or both, vertical tab, form
    feed, the file, group and record separators, U+0085, U+2028 and U+2029. A line of marks and controls alone
    is blank.
    """
    return tuple([Block(line, Span(start, start + len(line)), gap) for line, start, gap in _find_rows(text)])


def _find_rows(text: str) -> list[Row]:
    """The lines of a text that are not blank, each with its start and the blank lines before it."""
    rows, start, gap = [], 0, 0
    for line in text.splitlines(keepends=True):
        shown = line.strip()
        if shown and (shown[0] not in _HIDDEN_LETTERS or _SHOWN.search(shown)):
            rows.append((shown, start if line.startswith(shown) else start + line.index(shown[0]), gap))
            gap = 0
        else:
            gap += 1
        start += len(line)
    return rows


def find_paragraphs(text: str) -> tuple[Block, ...]:
    """The blocks of a text, as `find_blocks`; hard-wrapped lines are joined, with their line ends inside."""
    return join_wrapped(text, find_blocks(text))


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, verbatim, in order; ``block`` counts its paragraphs.

    Every visible character is in exactly one sentence. Raises ``TextError`` if ``text`` is not a text.
    """
    rows = _find_rows(check(text))
    if may_be_wrapped([line for line, _, _ in rows]):
        rows = [(block.text, block.span.start, block.gap) for block in find_paragraphs(text)]
    ends, _ = _find_all([line for line, _, _ in rows])
    return _build(_cut([(line, start, number) for number, (line, start, _) in enumerate(rows)], ends))


def segment_passages(passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """The sentences of passages of a page; spans count in the page, ``block`` is the index of the passage."""
    return _build(cut_passages(passages))


def cut_passages(passages: Sequence[Passage]) -> list[Row]:
    """The sentences of `segment_passages` without records: text, start in the page, index of the passage."""
    ends, are_lines = _find_all([passage.text for passage in passages])
    if are_lines:  # Nearly always each passage is one line.
        rows = [(passage.text, passage.span.start, number) for number, passage in enumerate(passages)]
    else:
        rows = _split_lines(passages)
        ends, _ = _find_all([text for text, _, _ in rows])
    return _cut(rows, ends)


def _build(rows: Iterable[Row]) -> tuple[Sentence, ...]:
    return tuple([Sentence(text, Span(start, start + len(text)), block) for text, start, block in rows])


def _split_lines(passages: Sequence[Passage]) -> list[Row]:
    """The lines of passages."""
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


def _are_lines(texts: Sequence[str]) -> bool:
    """Whether each text is one line with a shown first character and no white space around it."""
    if "\n".join(texts).splitlines() != list(texts):
        return False
    if texts != [*map(str.strip, texts)] or not all(texts):
        return False
    return _HIDDEN_LETTERS.isdisjoint([text[0] for text in texts])


def _cut(lines: Sequence[Row], ends: Sequence[Sequence[int]]) -> list[Row]:
    """The sentences of lines; ``ends`` are those of each but its last one."""
    rows: list[Row] = []
    for row, found in zip(lines, ends, strict=True):
        if found:
            _cut_line(row, found, rows)
        else:
            rows.append(row)
    return rows


def _find_all(lines: Sequence[str]) -> tuple[list[Sequence[int]], bool]:
    """The ends of the sentences of each line but its last one, and what `_are_lines` says of all lines."""
    library = load_library()
    return find_by_kernel(library, lines) if library else find_by_patterns(lines)


def find_by_patterns(lines: Sequence[str]) -> tuple[list[Sequence[int]], bool]:
    """The same without the kernels."""
    several = _find_several(lines)
    ends: list[Sequence[int]] = [_find_ends(line) if row in several else () for row, line in enumerate(lines)]
    return ends, _are_lines(lines)


def find_by_kernel(library: ctypes.CDLL, lines: Sequence[str]) -> tuple[list[Sequence[int]], bool]:
    """The same by a compiled kernel, which leaves doubtful lines to `ends`."""
    if not lines:
        return [], True
    found = find_line_ends(library, build_end_tables(), lines)
    ends: list[Sequence[int]] = []
    n_ends = n_candidates = 0
    for line, count in zip(lines, found.counts, strict=True):
        if count > 0:
            candidates = found.candidates[n_candidates : n_candidates + count]
            n_candidates += count
            ends.append(_choose(line, candidates))
        else:
            ends.append(found.ends[n_ends : n_ends - count])
            n_ends -= count
    return ends, found.are_bare


def _choose(line: str, candidates: Sequence[Sequence[int]]) -> Sequence[int]:
    plain = _HIDDEN.sub("", line)
    return _restore(line, plain, choose_ends(plain, read_candidates(plain, candidates)))


def _find_several(lines: Sequence[str]) -> set[int]:
    """The rows that may hold several sentences, found by one search through all lines.

    Most lines are one sentence: their only end mark is their last character.
    """
    text = "\n".join(lines)
    if text.count("\n") >= len(lines):  # Some paragraph holds line ends of its own.
        text = "\n".join([line.replace("\n", " ") for line in lines])
    rows, row, last = set(), 0, 0
    for match in _MARKS.finditer(text):
        start, end = match.span()
        if end < len(text) and text[end] != "\n":
            row += text.count("\n", last, start)
            last = start
            rows.add(row)
    return rows


def _cut_line(row: Row, ends: Sequence[int], rows: list[Row]) -> None:
    """Add the sentences of one line to ``rows``."""
    line, offset, number = row
    start = 0
    for end in [*ends, len(line)]:
        rows.append((line[start:end], offset + start, number))
        start = end
        while start < len(line) and line[start].isspace():
            start += 1


def _find_ends(line: str) -> list[int]:
    """The ends of the sentences of a line."""
    plain = _HIDDEN.sub("", line)
    return _restore(line, plain, find_ends(plain))


def _restore(line: str, plain: str, ends: list[int]) -> list[int]:
    """Ends counted in all characters; hidden ones behind an end belong to the sentence before it."""
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
