"""The numbers of a text by value, in figures and in words: the one reader of numbers.

`duplicates/word_hashes` reads most numbers of a dump over arrays and asks here for the rest; `together` reads
sentences. ``join_digits`` decides for both what a mark between digits does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from summarizer.text.letters import FOLD, LETTERS
from summarizer.text.numerals import NUMERALS, Kind, Numeral, read_numerals

BLANKS = " \u00a0\u2009\u202f"
# Hyphen-minus, minus, en dash, and the small and full-width forms.
SIGNS = "-\u2212\u2013\ufe63\uff0d"
# The Arabic decimal sign; the Arabic comma serves as one too.
DECIMAL = "\u066b"
COMMAS = ",\u060c\u066c"
# What is printed as one character; digits after the decimal sign.
FRACTIONS = {"½": "5", "¼": "25", "¾": "75", "⅓": "333333", "⅔": "666667", "⅛": "125"}
# Numerals that one number has at most; a list of numerals without end stays linear.
LONGEST = 16
# What a mark between digits does.
SPLITS, JOINS, POINTS = 0, 1, 2

_FOLDED_LETTERS = f"(?![0-9])[{LETTERS}]"
_TOKEN = re.compile(
    f"(?P<figures>(?:[0-9]+|{DECIMAL}[0-9]+)(?:[.{COMMAS}{DECIMAL}{BLANKS}][0-9]+)*)|(?P<word>(?:{_FOLDED_LETTERS})+)"
)
_MARK = re.compile(f"[.{COMMAS}{DECIMAL}{BLANKS}]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a text: its value as ASCII digits, and the characters from ``start`` to ``end``."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    """A number in figures, a numeral or another word (None), in folded text."""

    numeral: Numeral | None
    start: int
    end: int
    digits: str = ""  # of a number in figures, without zeros at its ends

    @property
    def is_decimal(self) -> bool:
        """Whether it has a value that others can multiply; 15.01.2025 has none."""
        return self.digits.count(".") < 2


def find_numbers(text: str) -> dict[str, str]:
    """The numbers of a text, in figures and in words: from each value to how it is first written."""
    numbers: dict[str, str] = {}
    for figure in find_figures(text):
        numbers.setdefault(figure.value, text[figure.start : figure.end])
    return numbers


def find_figures(text: str) -> list[Figure]:
    """The numbers of a text, in reading order."""
    folded, places = _fold(text)
    tokens = list(_split_tokens(folded))
    figures, at = [], 0
    while at < len(tokens):
        stretch = _take_numerals(folded, tokens, at)
        value, n_read = read_numerals([numeral for numeral, _ in stretch]) if stretch else (Decimal(0), 0)
        if not n_read:
            at += 1
            continue
        n_tokens = sum(size for _, size in stretch[:n_read])
        first, last = tokens[at + stretch[0][1] - 1], tokens[at + n_tokens - 1]
        digits = first.digits if n_read == 1 and first.digits else format_value(value)
        figures.append(Figure(digits, places[first.start], places[last.end - 1] + 1))
        at += n_tokens
    return figures


def format_value(value: Decimal) -> str:
    """A value in ASCII digits without zeros at its ends: 7, .5, -1.41, 0."""
    return trim_zeros(f"{value:f}")


def trim_zeros(digits: str) -> str:
    """A number without zeros at its ends; one with two points is no decimal number and stays as it is."""
    if digits.count(".") > 1:
        return digits
    sign = digits[:1] if digits.startswith("-") else ""
    whole, _, part = digits.removeprefix("-").partition(".")
    whole, part = whole.lstrip("0"), part.rstrip("0")
    return sign + (f"{whole}.{part}" if part else whole or "0")


def join_digits(
    lengths: NDArray[np.int64], marks: NDArray[np.uint32], zeros: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """What each mark between two runs of digits does: ``SPLITS``, ``JOINS`` or ``POINTS``.

    lengths  (n,)      digits of each run
    marks    (n - 1,)  code of the one character between a run and the next; 0 where they are not neighbours
    zeros    (n,)      whether the run begins with 0

    A comma before three digits groups thousands, any other is a decimal comma, as are the Arabic decimal sign
    and a point: 1.410 is 1.41. Several points, or points before a decimal comma, group: 1.500.000. Blanks
    group where all runs but the first have three digits, so that a row of a table is not one number.
    """
    if not len(marks):
        return np.empty(0, np.uint8)
    is_blank, is_comma = np.isin(marks, _list_codes(BLANKS)), np.isin(marks, _list_codes(COMMAS))
    is_point, is_decimal = marks == ord("."), marks == ord(DECIMAL)
    after = np.append(lengths[2:], 0)
    is_three = (lengths[1:] == 3) & (lengths[:-1] <= 3) & ~(zeros[:-1] & (lengths[:-1] < 3))
    next_point, next_comma = np.append(is_point[1:], False), np.append((is_comma | is_decimal)[1:], False)
    is_three_before = np.append(False, is_point[:-1] & (lengths[1:-1] == 3))
    groups = is_comma & is_three
    groups |= (
        is_point
        & is_three
        & ((next_point & (after == 3)) | is_three_before | (next_comma & (after != 3) & (after > 0)))
    )
    does = np.where(is_comma | is_point | is_decimal, POINTS, SPLITS).astype(np.uint8)
    does[groups | (is_blank & _group_by_blanks(lengths, is_blank, does > 0))] = JOINS
    return does


def _group_by_blanks(
    lengths: NDArray[np.int64], is_blank: NDArray[np.bool_], is_marked: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which marks stand in a chain of blanks that groups thousands."""
    starts = np.flatnonzero(np.append(True, ~is_blank))
    is_wrong = lengths != 3
    is_wrong[starts] = (lengths[starts] > 3) | np.append(False, is_marked)[starts]
    wrong = np.logical_or.reduceat(is_wrong, starts)
    chains = np.cumsum(~is_blank)
    return ~wrong[chains]


def _list_codes(characters: str) -> list[int]:
    return [ord(character) for character in characters]


def _fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and the place in ``text`` of each of its characters."""
    folded, places = [], []
    for place, character in enumerate(text):
        fraction = FRACTIONS.get(character)
        form = f"{DECIMAL}{fraction}" if fraction else FOLD.get(ord(character), character)
        folded.append(form or "")
        places += [place] * len(form or "")
    return "".join(folded), places


def _split_tokens(folded: str) -> Iterator[_Token]:
    """The words of a folded text and its numbers in figures."""
    for match in _TOKEN.finditer(folded):
        if match["word"]:
            yield _Token(NUMERALS.get(match[0]), *match.span())
        else:
            yield from _split_figures(folded, *match.span())


def _split_figures(folded: str, start: int, end: int) -> Iterator[_Token]:
    """The numbers in a stretch of digits and marks."""
    written = folded[start:end].removeprefix(DECIMAL)
    runs, marks = _MARK.split(written), _MARK.findall(written)
    does = join_digits(
        np.array([len(run) for run in runs]),
        np.array([ord(mark) for mark in marks], np.uint32),
        np.array([run.startswith("0") for run in runs]),
    )
    is_signed = start > 0 and _is_sign(folded, start - 1)
    digits = "." * (end - start - len(written)) + runs[0]
    first, at = start - is_signed, start + len(digits)
    digits = "-" * is_signed + digits
    for run, does_what in zip(runs[1:], does.tolist(), strict=True):
        if does_what == SPLITS:
            yield _make_figures(digits, first, at)
            digits, first = "", at + 1
        digits += "." * (does_what == POINTS) + run
        at += 1 + len(run)
    yield _make_figures(digits, first, at)


def _is_sign(folded: str, place: int) -> bool:
    """Whether a dash before digits is a minus: no letter, digit or dash before it, no number and a blank."""
    if folded[place] not in SIGNS:
        return False
    before = folded[max(place - 2, 0) : place]
    is_range = len(before) == 2 and before[1] in BLANKS and before[0].isdecimal()
    return not (is_range or (before and (before[-1] in SIGNS or re.match(f"[{LETTERS}]", before[-1]))))


def _make_figures(digits: str, start: int, end: int) -> _Token:
    value = Decimal(digits) if digits.count(".") < 2 else Decimal(0)
    return _Token(Numeral(Kind.FIGURES, value), start, end, trim_zeros(digits))


def _take_numerals(folded: str, tokens: Sequence[_Token], start: int) -> list[tuple[Numeral, int]]:
    """The numerals from token ``start`` on with one blank between each, and how many tokens each takes.

    A waw directly before digits is a token of its own and joins them to what stands before.
    """
    taken: list[tuple[Numeral, int]] = []
    at = start
    while at < len(tokens) and len(taken) < LONGEST:
        if at > start and not _are_neighbours(folded, tokens[at - 1], tokens[at]):
            break
        token, size = tokens[at], 1
        numeral = token.numeral
        if taken and folded[token.start : token.end] == "و" and at + 1 < len(tokens):
            token, size = tokens[at + 1], 2
            numeral = replace(token.numeral, joined=True) if token.digits and token.numeral else None
            if token.start != tokens[at].end:
                break
        if numeral is None or (taken and not token.is_decimal):
            break
        taken.append((numeral, size))
        at += size
        if not token.is_decimal:
            break
    return taken


def _are_neighbours(folded: str, one: _Token, other: _Token) -> bool:
    """Whether one blank stands between two tokens."""
    return other.start == one.end + 1 and folded[one.end] in BLANKS
