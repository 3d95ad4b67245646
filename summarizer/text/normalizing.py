"""Folds spelling variants to one form, for matching only; folded text is never output."""

from codecs import utf_16_le_decode, utf_16_le_encode
from collections.abc import Callable, Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.fold import fold_units
from summarizer.kernels.library import find_address, load_library
from summarizer.text.letters import FOLD, WHITE_SPACE, list_codes

# Characters. From these lengths the kernel, and a look-up in a table without it, are faster than
# ``str.translate``: ten times at 1,000.
SOME, MANY = 30, 100
# Code units of no character: one marks what is removed, one what `_build_table` cannot map.
_GONE, _OTHER = 0xFFFF, 0xFFFE


def normalize(text: str) -> str:
    """The folded form of ``text``; white space and punctuation stay as they are, so lines stay lines."""
    if len(text) < SOME:
        return text.translate(FOLD)
    library = load_library()
    if library is None:
        return text.translate(FOLD) if len(text) < MANY else fold_in_arrays(text)
    folded = _fold(library.fold_units, text, _find_table())
    return text.translate(FOLD) if folded is None else folded


def _fold(kernel: Callable[..., int], text: str, table: int) -> str | None:
    """A text folded by a kernel; None where it holds what the table cannot map."""
    units, _ = utf_16_le_encode(text, "surrogatepass")
    folded = fold_units(kernel, units, table, (_GONE, _OTHER))
    return None if folded is None else utf_16_le_decode(folded)[0]


def fold_in_arrays(text: str) -> str:
    """What `normalize` returns, by numpy."""
    folded = _build_table()[np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)]
    # Rare: ligatures become several letters, and letters beyond the first 65,536 are two code units.
    if (folded == _OTHER).any():
        return text.translate(FOLD)
    form: bytes = folded[folded != _GONE].tobytes()
    return form.decode("utf-16-le")


def normalize_blanks(text: str) -> str:
    """The folded form of a text, with single blanks for white space of any kind."""
    return " ".join(normalize(text).split())


def normalize_lines(lines: Iterable[str]) -> list[str]:
    """What `normalize_blanks` returns for each of some lines.

    Folded together: to call the kernel takes as long as to fold a thousand characters.
    """
    given = [line.replace("\n", " ") for line in lines]
    if not given:
        return []
    text, library = "\n".join(given), load_library()
    if library is not None and len(text) >= SOME:
        folded = _fold(library.fold_lines, text, _find_line_table())
        if folded is not None:
            return folded.split("\n")
    return [" ".join(line.split()) for line in normalize(text).split("\n")]


@cache
def _find_table() -> int:
    """The address of the table, which is kept for good."""
    return find_address(_build_table())


@cache
def _find_line_table() -> int:
    """The same for lines."""
    return find_address(_build_line_table())


@cache
def _build_line_table() -> NDArray[np.uint16]:
    """What `_build_table` returns, with one blank for all but the ends of lines."""
    table = _build_table().copy()
    table[[code for code in list_codes(WHITE_SPACE) if code != ord("\n")]] = ord(" ")
    return table


@cache
def _build_table() -> NDArray[np.uint16]:
    """The folded form of each UTF-16 code unit."""
    table = np.arange(1 << 16, dtype=np.uint16)
    table[0xD800:0xE000] = table[_OTHER:] = _OTHER
    for code, form in FOLD.items():
        if code < _OTHER:
            table[code] = _GONE if form is None else ord(form) if len(form) == 1 else _OTHER
    return table
