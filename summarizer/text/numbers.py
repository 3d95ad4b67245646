"""The numbers of a text by value, in figures and in words: the one reader of numbers.

`duplicates/words/word_hashes` reads most numbers of a dump over arrays and asks here for the rest; `together`
reads sentences. `digit_marks` decides for both what a mark between digits does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import numpy as np

from summarizer.text.digit_marks import BLANKS, COMMAS, DECIMAL, POINTS, SIGNS, SPLITS, join_digits
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import FOLD, LETTERS
from summarizer.text.numerals import NUMERALS, Numeral, Step, read_numerals

_DASHES = SIGNS.replace("-", r"\-")
# What is printed as one character: the digits after the point. Folded, a mark of its own stands before them.
_FRACTION = "\ue000"
FRACTIONS = {"½": "5", "¼": "25", "¾": "75", "⅓": "333333", "⅔": "666667", "⅛": "125"}
# Numerals that one number has at most; a list of numerals without end stays linear.
LONGEST = 16
# Digits of a number that may be multiplied by a scale.
LONGEST_FIGURES = 24
# A phone number or a code begins with 0 and has at least so many digits; the 0 is one of them. A day, a time
# or a padded count has fewer.
IDENTIFIER_DIGITS = 5
# The letter that joins the parts of a number.
WAW = "و"
_TOKEN = compile_late(
    f"(?P<figures>[0-9]+(?:[.{COMMAS}{DECIMAL}{BLANKS}{_DASHES}][0-9]+)*(?:{_FRACTION}[0-9]+)?|{_FRACTION}[0-9]+)"
    f"|(?P<word>(?:(?![0-9])[{LETTERS}])+)"
)
_MARK = compile_late(f"[.{COMMAS}{DECIMAL}{BLANKS}{_DASHES}]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a text: its value as ASCII digits, and the characters from ``start`` to ``end``."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    """A numeral in words, digits as they count, or another word (without a form), in folded text."""

    form: str
    start: int
    end: int


def find_figures(text: str) -> list[Figure]:
    """The numbers of a text, in reading order."""
    folded, places = _fold(text)
    tokens = list(_split_tokens(folded))
    figures, at = [], 0
    while at < len(tokens):
        stretch = _take_stretch(folded, tokens, at)
        for first, size, value in read_stretch(tuple(token.form for token in stretch)):
            start, end = stretch[first].start, stretch[first + size - 1].end
            figures.append(Figure(value, places[start], places[end - 1] + 1))
        at += max(len(stretch), 1)
    return figures


@lru_cache(maxsize=1 << 14)
def read_stretch(forms: tuple[str, ...]) -> tuple[tuple[int, int, str], ...]:
    """The numbers of a stretch of folded numerals and figures: the first form, how many forms, the value.

    A waw among them is one that is attached to the figures after it.
    """
    if len(forms) == 2 and (product := scale_figures(*forms)):
        return ((0, 2, product),)
    found, at = [], 0
    numerals = [_read_form(form, forms[place - 1] if place else "") for place, form in enumerate(forms)]
    while at < len(forms):
        taken = [
            (place, numeral)
            for place, numeral in enumerate(numerals[at:], start=at)
            if forms[place] != WAW and numeral
        ]
        # Figures without one value, 15.01.2025 say, end what stands before them.
        until = next((n for n, (place, _) in enumerate(taken) if not _is_decimal(forms[place])), len(taken))
        value, n_read = read_numerals([numeral for _, numeral in taken[: max(until, 1)]])
        first = taken[0][0] if taken else len(forms)
        if n_read:
            last = taken[n_read - 1][0]
            is_alone = n_read == 1 and forms[first] not in NUMERALS
            found.append((first, last - first + 1, trim_zeros(forms[first] if is_alone else f"{value:f}")))
            at = last + 1
        else:
            at = first + 1
    return tuple(found)


def scale_figures(figures: str, scale: str) -> str:
    """The value of figures and a scale, `5 مليون` say; empty for any other two forms.

    Four of five stretches in news are such, so they are read by one multiplication.
    """
    numeral = NUMERALS.get(scale)
    if numeral is None or numeral.kind is not Step.SCALE or numeral.joined:
        return ""
    if figures == WAW or figures in NUMERALS or not _is_decimal(figures):
        return ""
    # 0 is added as to any number, so that -0 is 0.
    return trim_zeros(f"{Decimal(0) + Decimal(figures) * numeral.value:f}")


def _read_form(form: str, before: str) -> Numeral | None:
    """The numeral of a form; figures after a waw are joined to what stands before."""
    if form in NUMERALS or form == WAW:
        return NUMERALS.get(form)
    return Numeral(Step.FIGURES, Decimal(form) if _is_decimal(form) else Decimal(0), before == WAW)


def _is_decimal(form: str) -> bool:
    """Whether a form is a number to calculate with; 15.01.2025 is none, nor are a thousand digits."""
    return len(form) <= LONGEST_FIGURES and form.count(".") < 2


def trim_zeros(digits: str) -> str:
    """A number without zeros at its ends.

    One with two points is no decimal number, and a long one that begins with 0 and has no point is a phone
    number or a code: both stay as they are.
    """
    sign = digits[:1] if digits.startswith("-") else ""
    whole, point, part = digits.removeprefix("-").partition(".")
    if "." in part or (not point and whole.startswith("0") and len(whole) >= IDENTIFIER_DIGITS):
        return digits
    whole, part = whole.lstrip("0"), part.rstrip("0")
    return sign + (f"{whole}.{part}" if part else whole or "0")


def _fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and the place in ``text`` of each of its characters."""
    folded, places = [], []
    for place, character in enumerate(text):
        fraction = FRACTIONS.get(character)
        form = f"{_FRACTION}{fraction}" if fraction else FOLD.get(ord(character), character)
        folded.append(form or "")
        places += [place] * len(form or "")
    return "".join(folded), places


def _split_tokens(folded: str) -> Iterator[_Token]:
    """The words of a folded text and its numbers in figures."""
    for match in _TOKEN.finditer(folded):
        if match["word"]:
            is_attached = match[0] == WAW and folded[match.end() : match.end() + 1].isdecimal()
            yield _Token(match[0] if is_attached or match[0] in NUMERALS else "", *match.span())
        else:
            yield from _split_figures(folded, *match.span())


def _split_figures(folded: str, start: int, end: int) -> Iterator[_Token]:
    """The numbers in a stretch of digits and marks."""
    written, _, fraction = folded[start:end].partition(_FRACTION)
    runs, marks = _MARK.split(written), _MARK.findall(written)
    does = join_digits(
        np.array([len(run) for run in runs]),
        np.array([ord(mark) for mark in marks], np.uint32),
        np.array([run.startswith("0") for run in runs]),
    )
    is_signed = start > 0 and bool(written) and _is_sign(folded, start - 1)
    digits, first, at = "-" * is_signed + runs[0], start - is_signed, start + len(runs[0])
    for run, does_what in zip(runs[1:], does.tolist(), strict=True):
        if does_what == SPLITS:
            yield _Token(trim_zeros(digits), first, at)
            digits, first = "", at + 1
        digits += "." * (does_what == POINTS) + run
        at += 1 + len(run)
    yield _Token(trim_zeros(f"{digits}.{fraction}" if fraction else digits), first, end)


def _is_sign(folded: str, place: int) -> bool:
    """Whether a dash before digits is a minus: no letter, digit or dash before it, no number and a blank."""
    if folded[place] not in SIGNS:
        return False
    before = folded[max(place - 2, 0) : place]
    is_range = len(before) == 2 and before[1] in BLANKS and before[0].isdecimal()
    return not (is_range or (before and (before[-1] in SIGNS or re.match(f"[{LETTERS}]", before[-1]))))


def _take_stretch(folded: str, tokens: Sequence[_Token], start: int) -> Sequence[_Token]:
    """The numerals and figures from token ``start`` on with one blank between each."""
    end = start
    while end < min(len(tokens), start + LONGEST) and tokens[end].form:
        if end > start and not _are_neighbours(folded, tokens[end - 1], tokens[end]):
            break
        end += 1
    return tokens[start:end]


def _are_neighbours(folded: str, one: _Token, other: _Token) -> bool:
    """Whether one blank stands between two tokens, or none between a waw and figures."""
    return one.form == WAW or (other.start == one.end + 1 and folded[one.end] in BLANKS)
