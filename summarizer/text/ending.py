"""Ending: where sentences end within a line that shows every one of its characters.

An end mark ends a sentence unless it is an ellipsis, stands inside closed quotes or brackets (`quoting`), belongs to
an abbreviation, a number or an address (`abbreviating`), or closes a quotation that the sentence goes on about.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.text.abbreviating import is_abbreviated, opens_sentence, read_word
from summarizer.text.cues import CONTINUING, MANNER, REPORTING
from summarizer.text.letters import (
    ALPHABET,
    CLOSING_BRACKETS,
    CLOSING_QUOTES,
    ELLIPSIS,
    LETTERS,
    QUESTIONS,
    STOPS,
)
from summarizer.text.quoting import Enclosure, find_enclosures

# A longer quotation holds whole sentences of its own.
MAX_ENCLOSED = 220
# Characters looked at on each side of an end mark; no abbreviation with the word before it is longer.
REACH = 40

_MARKS = re.compile(rf"[{STOPS}{QUESTIONS}{ELLIPSIS}](?:\s*+[{STOPS}{QUESTIONS}{ELLIPSIS}])*")
_QUESTION = re.compile(f"[{QUESTIONS}]")
_LETTER = re.compile(f"[{LETTERS}]")
_CLOSER = re.compile(rf"[{re.escape(CLOSING_BRACKETS + CLOSING_QUOTES)}\"'](?![{LETTERS}])")
_REFERENCE = re.compile(r"(?:\[\d{1,3}\])*")
# The number or letter of a list's item: 1.  ٢.  أ.  - 3.
_ITEM = re.compile(rf"[\s\-*•–—(]*(?:\d{{1,3}}(?:\.\d{{1,2}})*|[{ALPHABET}]|[ivxIVX]{{1,4}})\s?")
_GOES_ON = re.compile(r"\s?[،,؛;:]")
_LATIN = re.compile("[A-Za-z0-9]")


class Candidate(NamedTuple):
    """End marks that stand in no closed quotation or bracket."""

    marks: str
    start: int  # place of the first mark
    end: int  # behind the marks and the quotes and brackets that close there
    is_closed: bool  # whether any close there
    enclosure: Enclosure | None  # the last of them, where its opening was found


def find_ends(line: str) -> list[int]:
    """The places behind each sentence of ``line`` but the last, in order; time grows with the line's length."""
    ends: list[int] = []
    start, letter = 0, _find_letter(line, 0)
    for candidate in _find_candidates(line):
        # What shows no letter or digit is no sentence: it stays with the text beside it.
        if letter < candidate.start and _ends_sentence(line, start, candidate):
            start, letter = candidate.end, _find_letter(line, candidate.end)
            if letter == len(line):
                break
            ends.append(start)
    return ends


def _find_letter(line: str, start: int) -> int:
    found = _LETTER.search(line, start)
    return found.start() if found else len(line)


def _find_candidates(line: str) -> Iterator[Candidate]:
    marks = [match for match in _MARKS.finditer(line) if match.end() < len(line)]
    if not marks:
        return
    enclosures = find_enclosures(line)
    closing = {enclosure.last: enclosure for enclosure in enclosures}
    covered = _find_outermost(enclosures)
    for match in marks:
        end, enclosure = _extend(line, match.end(), closing)
        while covered and covered[-1].last < end:
            covered.pop()
        if end < len(line) and not (covered and covered[-1].first < end):
            yield Candidate("".join(match.group().split()), match.start(), end, end > match.end(), enclosure)


def _find_outermost(enclosures: list[Enclosure]) -> list[Enclosure]:
    """The pairs that keep what is inside together and lie in no other such pair, the last one first."""
    outermost: list[Enclosure] = []
    for enclosure in enclosures:
        if enclosure.last - enclosure.first <= MAX_ENCLOSED:
            while outermost and outermost[-1].first > enclosure.first:
                outermost.pop()
            outermost.append(enclosure)
    return outermost[::-1]


def _extend(line: str, end: int, closing: dict[int, Enclosure]) -> tuple[int, Enclosure | None]:
    """The end moved behind the quotes, brackets and references that close there, and the last of the pairs."""
    enclosure = None
    while end < len(line):
        if end in closing or _CLOSER.match(line, end):
            enclosure = closing.get(end, enclosure)
            end += 1
        elif line[end].isspace() and end + 1 in closing:
            enclosure = closing[end + 1]
            end += 2
        else:
            break
    reference = _REFERENCE.match(line, end)
    return (reference.end() if reference else end), enclosure


def _ends_sentence(line: str, start: int, candidate: Candidate) -> bool:
    """Whether the sentence that began at ``start`` ends at a candidate."""
    before = line[max(start, candidate.start - REACH) : candidate.start]
    after = line[candidate.end : candidate.end + REACH]
    is_question = bool(_QUESTION.search(candidate.marks))
    if _GOES_ON.match(after) or not (is_question or candidate.marks in STOPS):
        return False
    if candidate.is_closed:
        return _ends_behind_closing(line, start, candidate, after)
    if is_question:
        return not _is_part_of_name(before, after)
    return not (_ITEM.fullmatch(before) or is_abbreviated(before, after))


def _is_part_of_name(before: str, after: str) -> bool:
    """A mark inside an address, or an exclamation mark that a Latin name ends in."""
    if not _LATIN.match(before[-1:]):
        return False
    return bool(_LATIN.match(after)) or not (before[-1].isdecimal() or opens_sentence(after))


def _ends_behind_closing(line: str, start: int, candidate: Candidate, after: str) -> bool:
    """Whether marks at the end of a quotation or bracket end the sentence around it, too."""
    first = candidate.enclosure.first if candidate.enclosure else start
    word = read_word(after)
    is_whole = _find_letter(line, start) >= first
    is_stop = candidate.marks in STOPS
    if word in REPORTING:
        return False
    if line[candidate.end - 1] in CLOSING_BRACKETS:
        return is_whole or (is_stop and opens_sentence(after))
    if is_stop:
        return word not in MANNER
    if line[max(0, first - 2) : first].strip() == ":":
        return word not in CONTINUING and not (word[:1] == "ف" and word[1:] in REPORTING)
    # A question that is no speech of its own is a title or a phrase within the sentence.
    return opens_sentence(after) if is_whole else word[:1] == "و" and word[1:] in REPORTING
