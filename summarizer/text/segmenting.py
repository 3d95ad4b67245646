"""Segmenting: text -> blocks -> sentences, with spans.

A line end is always a boundary. Within a line an end mark is one unless it is an ellipsis, stands inside closed quotes
or brackets (`quoting`), or belongs to an abbreviation, a number or an address (`abbreviating`).
"""

import re
from collections.abc import Sequence

from summarizer.records import Block, Passage, Sentence, Span
from summarizer.text.abbreviating import REACH, is_abbreviated, opens_sentence, read_word
from summarizer.text.checking import check
from summarizer.text.cues import CONTINUING, NEWS_OPENERS, REPORTING
from summarizer.text.letters import CLOSING_BRACKETS, ELLIPSIS, HIDDEN, LETTERS, QUESTIONS, STOPS
from summarizer.text.quoting import Enclosure, find_enclosures

_MARKS = STOPS + QUESTIONS + ELLIPSIS
_END = re.compile(rf"[{_MARKS}](?:\s*[{_MARKS}])*")
_HIDDEN = re.compile(f"[{HIDDEN}]")
_SHOWN = re.compile(rf"[^\s{HIDDEN}]")
_LETTER = re.compile(f"[{LETTERS}]")
# 1.  ٢.  أ.  - 3.  at the start of a sentence
_MARKER = re.compile(r"[\s\-*•–—(]*(?:\d{1,3}(?:\.\d{1,2})*|[^\W\d_]|[ivxIVX]{1,4})\s?$")
_REFERENCE = re.compile(r"(?:\[\d{1,3}\])+")
_GOES_ON = re.compile(r"\s?[،,؛;:]")


def find_blocks(text: str) -> tuple[Block, ...]:
    """The lines of a text that show something, without the white space around them.

    Lines end where ``str.splitlines`` ends them: at newline, carriage return or both, vertical tab, form feed, the
    file, group and record separators, U+0085, U+2028 and U+2029.
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
    """The sentences of a text, verbatim, in order. Raises ``TextError`` for what is not a text."""
    return segment_passages([Passage(block.text, block.span) for block in find_blocks(check(text))])


def segment_passages(passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """The sentences of passages of a page; spans count from the page's start, ``block`` from the first passage."""
    sentences = []
    for number, passage in enumerate(passages):
        for block in find_blocks(passage.text):
            offset = passage.span.start + block.span.start
            for start, end in _split(block.text):
                sentences.append(Sentence(block.text[start:end], Span(offset + start, offset + end), number))
    return tuple(sentences)


def _split(line: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of one line, without the white space around it."""
    if not _HIDDEN.search(line):
        cuts = _find_cuts(line)
        return _trim(line, cuts)
    places = [place for place, character in enumerate(line) if not _HIDDEN.match(character)]
    plain = "".join([line[place] for place in places])
    return _trim(line, [places[cut - 1] + 1 for cut in _find_cuts(plain)])


def _trim(line: str, cuts: list[int]) -> list[tuple[int, int]]:
    """Spans between cuts; a mark or control right behind a cut stays with what stands before it."""
    spans, start = [], 0
    for cut in cuts:
        end = cut
        while end < len(line) and _HIDDEN.match(line[end]):
            end += 1
        spans.append((start, end))
        start = end
        while line[start].isspace():
            start += 1
    return [*spans, (start, len(line))]


def _find_cuts(line: str) -> list[int]:
    """Where sentences end within the line, the line's own end left out."""
    cuts: list[int] = []
    enclosures: list[Enclosure] | None = None
    start = 0
    for match in _END.finditer(line):
        if match.end() == len(line):
            break
        if enclosures is None:
            enclosures = find_enclosures(line)
            closing = {enclosure.last: enclosure for enclosure in enclosures}
            covered = _cover(enclosures)
        end, last = _extend(line, match.end(), closing)
        while covered and covered[0].last < end:
            covered.pop(0)
        if end >= len(line) or (covered and covered[0].first < end):
            continue
        if _LETTER.search(line, start, match.start()) and _ends(line, start, match, end, last):
            cuts.append(end)
            start = end
    return cuts


def _cover(enclosures: list[Enclosure]) -> list[Enclosure]:
    """The outermost stretches, in order."""
    outer: list[Enclosure] = []
    for enclosure in enclosures:
        while outer and outer[-1].first > enclosure.first:
            outer.pop()
        outer.append(enclosure)
    return outer


def _extend(line: str, end: int, closing: dict[int, Enclosure]) -> tuple[int, Enclosure | None]:
    """The end moved behind the quotes and brackets that close there, and the last of them."""
    last = None
    while True:
        if end in closing:
            last = closing[end]
            end += 1
        elif end + 1 in closing and line[end].isspace():
            last = closing[end + 1]
            end += 2
        else:
            break
    reference = _REFERENCE.match(line, end)
    return (reference.end() if reference else end), last


def _ends(line: str, start: int, match: re.Match[str], end: int, last: Enclosure | None) -> bool:
    marks = "".join(match.group().split())
    stop = marks in STOPS
    after = line[end : end + REACH]
    if _GOES_ON.match(after) or not (stop or any(mark in QUESTIONS for mark in marks)):
        return False
    if last:
        return _ends_behind(line, start, last, stop, after)
    if stop:
        before = line[max(start, match.start() - REACH) : match.start()]
        if _MARKER.match(before) and (len(before) < REACH):
            return False
        return not is_abbreviated(before, after)
    return not ("A" <= line[match.start() - 1] <= "z" and (after[0] < "\x7f" and after[0] > " " or not opens_sentence(after)))


def _ends_behind(line: str, start: int, last: Enclosure, stop: bool, after: str) -> bool:
    """Whether a quotation or bracket that ends in an end mark ends the sentence around it, too."""
    word = read_word(after)
    whole = not _LETTER.search(line, start, last.first)
    if word in REPORTING:
        return False
    if line[last.last] in CLOSING_BRACKETS:
        return whole or (stop and opens_sentence(after))
    if stop:
        return True
    spoken = whole or line[:last.first].rstrip().endswith(":")
    if spoken:
        return word not in CONTINUING and not (word[:1] == "ف" and word[1:] in REPORTING)
    return word in NEWS_OPENERS or (word[:1] == "و" and word[1:] in REPORTING)
