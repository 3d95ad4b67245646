"""Folds spelling variants to one form, for matching only; folded text is never output."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from summarizer.text.letters import FOLD

# Characters. From this length a table look-up is faster than ``str.translate``, ten times at 1,000.
MANY = 100
# Code units of no character: one marks what is removed, one what `_build_table` cannot map.
_GONE, _OTHER = 0xFFFF, 0xFFFE


def normalize(text: str) -> str:
    """The folded form of ``text``; white space and punctuation stay as they are, so lines stay lines."""
    if len(text) < MANY:
        return text.translate(FOLD)
    folded = _build_table()[np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)]
    # Rare: ligatures become several letters, and letters beyond the first 65,536 are two code units.
    if (folded == _OTHER).any():
        return text.translate(FOLD)
    form: bytes = folded[folded != _GONE].tobytes()
    return form.decode("utf-16-le")


def normalize_blanks(text: str) -> str:
    """The folded form of a text, with single blanks for white space of any kind."""
    return " ".join(normalize(text).split())


@cache
def _build_table() -> NDArray[np.uint16]:
    """The folded form of each UTF-16 code unit."""
    table = np.arange(1 << 16, dtype=np.uint16)
    table[0xD800:0xE000] = table[_OTHER:] = _OTHER
    for code, form in FOLD.items():
        if code < _OTHER:
            table[code] = _GONE if form is None else ord(form) if len(form) == 1 else _OTHER
    return table
