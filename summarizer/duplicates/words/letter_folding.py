"""The folded letters of many texts, without a Python loop over characters; used by `word_hashes`.

A batch is one array of code points, which a table folds. Marks that group the digits of one number are
dropped, marks that divide them become a point, and a minus becomes part of the number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from summarizer.text.digit_marks import JOINS, POINTS, Mark, classify_marks, join_digits
from summarizer.text.letters import FOLD, LETTERS
from summarizer.text.numbers import FRACTIONS

# Separates words; the other two are replaced before anything else sees them.
SEPARATOR, _HIDDEN, _EXPANDED = 0, 0xFFFF, 0xFFFE
MINUS, POINT, ZERO = ord("-"), ord("."), ord("0")

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_FILLER = "\u200b"
Code = TypeVar("Code", int, NDArray[np.int64])


@dataclass(frozen=True, slots=True)
class Letters:
    """The folded letters of a text.

    letters  (n,)  codes of letters, digits, ``MINUS`` and ``POINT`` of numbers, and ``SEPARATOR``
    codes    (n,)  the code point each came from
    places   (n,)  where each stands in the text; None: where it stands here
    """

    letters: NDArray[np.uint16]
    codes: NDArray[np.uint32]
    places: NDArray[np.int64] | None


def is_of_number(letters: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Which letters belong to numbers: the codes from MINUS to 9, among which no other letter is."""
    found: NDArray[np.bool_] = (letters - np.uint16(MINUS)) < 13
    return found


def fold_letters(text: str) -> Letters:
    """The folded letters of a text, in which an entity of HTML is the sign that it stands for."""
    codes = np.frombuffer(replace_entities(text).encode("utf-32-le", "surrogatepass"), np.uint32)
    table = _build_table()
    letters = table[np.minimum(codes, 0xFFFF)]
    if (codes > 0xFFFF).any():
        _fold_astral(codes, letters)
    places = None
    for find_dropped in (_find_hidden, _find_joiners):
        dropped = find_dropped(codes, letters)
        if dropped.any():
            kept = np.flatnonzero(~dropped)
            codes, letters = codes[kept], letters[kept]
            places = kept if places is None else places[kept]
    if (letters == _EXPANDED).any():
        return _expand(codes, letters, places)
    return Letters(letters, codes, places)


def replace_entities(text: str) -> str:
    """The text with each entity of HTML as its sign, all places as they are."""
    return _ENTITY.sub(_replace_entity, text) if "&" in text else text


def list_letters_of_codes() -> tuple[NDArray[np.uint16], dict[int, list[int]]]:
    """The letter of every code below 2**18, and the letters of those that are ``_EXPANDED``."""
    table = np.zeros(1 << 18, np.uint16)
    table[: 1 << 16] = _build_table()
    for start, end in _find_letters(1 << 16, 1 << 18):
        table[start:end] = _move_to_private_use(np.arange(start, end))
    for code in FOLD:
        if code >> 16:
            table[code] = _fold_astral_code(code)
    return table, {code: _expand_code(code) for code in np.flatnonzero(table == _EXPANDED).tolist()}


def _replace_entity(entity: re.Match[str]) -> str:
    """The sign with characters that are dropped behind it, so that all places stay as they are."""
    from html import unescape  # here: most collections have no entity

    sign = unescape(entity[0])
    return sign + _FILLER * (len(entity[0]) - len(sign))


def _find_hidden(_: NDArray[np.uint32], letters: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Which characters are marks, tatweel or invisible."""
    hidden: NDArray[np.bool_] = letters == _HIDDEN
    return hidden


def _find_joiners(codes: NDArray[np.uint32], letters: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Which characters join the digits of one number and are dropped.

    Marks that divide digits become ``POINT`` and signs become ``MINUS``, in place.
    """
    joins = np.zeros(len(codes), bool)
    digits = np.flatnonzero((letters - np.uint16(ZERO)) < 10)
    if not len(digits):
        return joins
    edges = np.flatnonzero(np.diff(digits, prepend=-2) > 1)
    firsts, lasts = digits[edges], digits[np.append(edges[1:], len(digits)) - 1]
    between = lasts[:-1] + 1
    marks = np.where(firsts[1:] - lasts[:-1] == 2, codes[between], 0).astype(np.uint32)
    does = join_digits(lasts - firsts + 1, marks, letters[firsts] == ZERO)
    joins[between[does == JOINS]] = True
    letters[between[does == POINTS]] = POINT
    letters[_find_signs(codes, letters, firsts)] = MINUS
    return joins


def _find_signs(
    codes: NDArray[np.uint32], letters: NDArray[np.uint16], firsts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Which dashes before numbers are a minus; the rule of `text.numbers`, over arrays."""
    places = firsts[firsts > 0] - 1
    places = places[classify_marks(codes[places]) == Mark.SIGN]
    before = classify_marks(codes[places - 1])
    is_range = (before == Mark.BLANK) & ((letters[places - 2] - np.uint16(ZERO)) < 10) & (places > 1)
    is_attached = (letters[places - 1] != SEPARATOR) | (before == Mark.SIGN)
    signs: NDArray[np.int64] = places[~is_range & ~(is_attached & (places > 0))]
    return signs


def _expand(
    codes: NDArray[np.uint32], letters: NDArray[np.uint16], places: NDArray[np.int64] | None
) -> Letters:
    """Ligatures and fractions, written out; they are rare, so a loop over them is fast enough."""
    places = np.arange(len(letters)) if places is None else places
    counts = np.ones(len(letters), np.int64)
    marked = np.flatnonzero(letters == _EXPANDED)
    values = [_expand_code(code) for code in codes[marked].tolist()]
    counts[marked] = [len(value) for value in values]
    expanded = np.repeat(letters, counts)
    expanded[expanded == _EXPANDED] = [letter for value in values for letter in value]
    return Letters(expanded, np.repeat(codes, counts), np.repeat(places, counts))


@lru_cache(maxsize=1024)
def _expand_code(code: int) -> list[int]:
    fraction = FRACTIONS.get(chr(code))
    return [POINT, *map(ord, fraction)] if fraction else _list_letters(FOLD[code] or "")


def _fold_astral(codes: NDArray[np.uint32], letters: NDArray[np.uint16]) -> None:
    """Replace letters beyond the first 65,536 codes by codes of the private use area, in place."""
    places = np.flatnonzero(codes > 0xFFFF)
    distinct, which = np.unique(codes[places], return_inverse=True)
    stand_ins = [_fold_astral_code(code) for code in distinct.tolist()]
    letters[places] = np.array(stand_ins, np.uint16)[which]


def _fold_astral_code(code: int) -> int:
    form = FOLD.get(code, chr(code))
    return _list_letters(form)[0] if form else _HIDDEN


def _find_letters(first: int, end: int) -> Iterator[tuple[int, int]]:
    """The runs of letters among some codes: the first code of each, and the one after its last."""
    # All codes as one text by their bytes: to join 200,000 strings of one character takes .04 s.
    codes = np.arange(first, end, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    for match in re.finditer(f"[{LETTERS}]+", codes):
        yield first + match.start(), first + match.end()


def _move_to_private_use(code: Code) -> Code:
    """The letter for a code from U+E000 on, so that 16 bits hold it."""
    return 0xE000 + code % 0x1800


def _list_letters(form: str) -> list[int]:
    """Table values of a folded form, at least one; anything but a letter separates words."""
    is_letter = re.compile(f"[{LETTERS}]").match
    values = [
        (ord(part) if ord(part) < 0xE000 else _move_to_private_use(ord(part)))
        if is_letter(part)
        else SEPARATOR
        for part in form
    ]
    return values or [SEPARATOR]


@lru_cache(maxsize=1)
def _build_table() -> NDArray[np.uint16]:
    """A table from a code to its folded letter, or to one of the three special values."""
    table = np.zeros(1 << 16, np.uint16)
    for start, end in _find_letters(0, 0xFFFE):
        table[start:end] = np.arange(start, end)
    for code, form in FOLD.items():
        if code < 0xFFFE:
            values = _list_letters(form) if form else [_HIDDEN]
            table[code] = values[0] if len(values) == 1 else _EXPANDED
    table[[ord(fraction) for fraction in FRACTIONS]] = _EXPANDED
    return table
