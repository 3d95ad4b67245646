"""Sentence ends within a line without hidden characters; used by `segmenting`.

An end mark ends a sentence unless it is an ellipsis, stands inside closed quotes or brackets (`quotations`),
belongs to an abbreviation, a number or an address (`abbreviations`), or closes a quotation after which the
sentence continues.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import (
    ALPHABET,
    CLOSING_BRACKETS,
    CLOSING_QUOTES,
    ELLIPSIS,
    LETTERS,
    QUESTIONS,
    STOPS,
)
from summarizer.text.sentences.abbreviations import is_abbreviated, opens_sentence, read_word
from summarizer.text.sentences.continuations import CLAUSE_OPENING, CONTINUING, MANNER, REPORTING
from summarizer.text.sentences.quotations import Enclosure, find_enclosures
from summarizer.text.tokenizing import LETTERS_RUN

# A longer quotation holds whole sentences of its own.
MAX_ENCLOSED = 220
# Characters read on each side of an end mark; no abbreviation with the word before it is longer.
REACH = 40

_MARKS = compile_late(rf"[{STOPS}{QUESTIONS}{ELLIPSIS}](?:\s*+[{STOPS}{QUESTIONS}{ELLIPSIS}])*")
_QUESTION = compile_late(f"[{QUESTIONS}]")
_CLOSER = compile_late(rf"[{re.escape(CLOSING_BRACKETS + CLOSING_QUOTES)}\"'](?![{LETTERS}])")
_REFERENCE = compile_late(r"(?:\[\d{1,3}\])*")
# The number or letter of a list's item: 1.  ٢.  أ.  - 3.
_ITEM = compile_late(rf"[\s\-*•–—(]*(?:\d{{1,3}}(?:\.\d{{1,2}})*|[{ALPHABET}]|[ivxIVX]{{1,4}})\s?")
# The first item of a list after its heading: "المطالب: 1."
_FIRST_ITEM = compile_late(r":\s\d{1,2}\s?$")
# A comma, or an end mark of the sentence around a quotation.
_GOES_ON = compile_late(rf"\s?[،,؛;:{STOPS}{QUESTIONS}{ELLIPSIS}]")
_LATIN = compile_late("[A-Za-z0-9]")


class Candidate(NamedTuple):
    """End marks outside closed quotations and brackets."""

    marks: str
    start: int  # place of the first mark
    end: int  # after the marks and the quotes and brackets that close there
    is_closed: bool  # whether any close there
    enclosure: Enclosure | None  # the last of them, where its opening was found
    is_plain: bool = False  # whether the kernel found that a sentence ends here


def find_ends(line: str) -> list[int]:
    """The end of each sentence of ``line`` but the last, in order, in time linear in its length."""
    return choose_ends(line, _find_candidates(line))


def choose_ends(line: str, candidates: Iterable[Candidate]) -> list[int]:
    """The ends among the candidates of a line."""
    ends: list[int] = []
    start, letter = 0, _find_letter(line, 0)
    for candidate in candidates:
        # Text without a letter or digit is no sentence: it stays with the sentence next to it.
        if letter < candidate.start and (
            candidate.is_plain or _ends_sentence(line, start, letter, candidate)
        ):
            start, letter = candidate.end, _find_letter(line, candidate.end)
            if letter == len(line):
                break
            ends.append(start)
    return ends


def read_candidates(line: str, rows: Iterable[Sequence[int]]) -> Iterator[Candidate]:
    """The candidates of a line that the kernel found: `sentence_ends.c` says what a row holds."""
    for start, marks_end, end, first, last, plain in rows:
        marks = "".join(line[start:marks_end].split())
        enclosure = Enclosure(first, last) if first >= 0 else None
        yield Candidate(marks, start, end, end > marks_end, enclosure, bool(plain))


def _find_letter(line: str, start: int) -> int:
    found = LETTERS_RUN.search(line, start)
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
    """The pairs short enough that no sentence ends inside them, without those inside another, last first."""
    outermost: list[Enclosure] = []
    for enclosure in enclosures:
        if enclosure.last - enclosure.first <= MAX_ENCLOSED:
            while outermost and outermost[-1].first > enclosure.first:
                outermost.pop()
            outermost.append(enclosure)
    return outermost[::-1]


def _extend(line: str, end: int, closing: dict[int, Enclosure]) -> tuple[int, Enclosure | None]:
    """The end, moved past quotes, brackets and references that close there, and the last of the pairs."""
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


def _ends_sentence(line: str, start: int, letter: int, candidate: Candidate) -> bool:
    """Whether the sentence from ``start``, whose first letter is at ``letter``, ends at a candidate."""
    before = line[max(start, candidate.start - REACH) : candidate.start]
    after = line[candidate.end : candidate.end + REACH]
    is_stop = candidate.marks in STOPS
    if _GOES_ON.match(after) or not (is_stop or _QUESTION.search(candidate.marks)):
        return False
    if is_stop and (_ITEM.fullmatch(before) or (_FIRST_ITEM.search(before) and not opens_sentence(after))):
        return False
    if candidate.is_closed:
        return _ends_behind_closing(line, letter, candidate, after)
    return not (
        is_abbreviated(before, after) if is_stop else _is_part_of_name(before, candidate.marks, after)
    )


def _is_part_of_name(before: str, marks: str, after: str) -> bool:
    """A mark inside an address, or the exclamation mark of a name like "Yahoo!"."""
    if not _LATIN.match(before[-1:]):
        return False
    return bool(_LATIN.match(after)) or (marks == "!" and before[-1].isalpha() and not opens_sentence(after))


def _ends_behind_closing(line: str, letter: int, candidate: Candidate, after: str) -> bool:
    """Whether marks at the end of a quotation or bracket also end the sentence around it."""
    first = candidate.enclosure.first if candidate.enclosure else letter
    is_whole, is_stop = letter >= first, candidate.marks in STOPS
    word = read_word(after.lstrip(" -–—"))
    if word in REPORTING:
        return False
    if line[candidate.end - 1] in CLOSING_BRACKETS:
        return is_whole or (is_stop and opens_sentence(after))
    if is_stop:
        return word not in MANNER
    if line[max(0, first - 2) : first].strip() == ":":
        return not _continues(word)
    # A quoted question without a colon before it is a title or a phrase within the sentence.
    return opens_sentence(after) if is_whole else _opens_clause(word)


def _continues(word: str) -> bool:
    """Whether a word after a quoted question continues it: a particle, "for the ...", "so he answered"."""
    return word in CONTINUING or word.startswith("لل") or (word[:1] == "ف" and word[1:] in REPORTING)


def _opens_clause(word: str) -> bool:
    """Whether a word is "and" with a verb or a particle, and not with another name."""
    return (
        word in CLAUSE_OPENING
        or (word[:1] == "و" and word[1:] in REPORTING)
        or word.startswith(("وي", "وسي", "وست"))
    )
