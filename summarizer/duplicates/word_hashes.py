"""The hashes of the words of many texts, without a Python loop over words or texts; used by `shingles`.

A batch is one array of code points. A table folds them; the hash of a word is the difference of two entries
of one wrapping prefix sum, so that all words of a batch are hashed at once (Karp and Rabin 1987, modulo
2**64).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.text.letters import FOLD, LETTERS

# The size of a batch or of a piece of a long text: 128k characters take working arrays of 6 MB a thread. From
# 32k to 256k characters the speed differs by less than a tenth.
BATCH_CHARACTERS = 1 << 17
# Odd, so that powers have inverses modulo 2**64; the fractional parts of the golden ratio and of pi.
_BASE = 0x9E3779B97F4A7C15
_MIXER = 0xD6E8FEB86659FD93

_SEPARATOR, _HIDDEN, _EXPANDED = 0, 0xFFFF, 0xFFFE
_POINT = ord(".")
# Marks that group or divide the digits of one number: 1,500 is the same number as 1500, and 18.84 is one
# number.
_JOINERS = (ord(","), ord("."), 0x066B, 0x066C)


def hash_words(text: str) -> tuple[NDArray[np.uint64], NDArray[np.bool_], NDArray[np.int64]]:
    """Hash the words of one text.

    returns  (n_words,)    64-bit hashes of folded words, in reading order
             (n_words,)    whether the word is a number
             (n_words, 2)  the first character and the one after the last, in ``text`` as given
    """
    pieces = [_hash_piece(text[start:end], start) for start, end in _cut(text)]
    hashes, numbers, spans = zip(*pieces, strict=True)
    return np.concatenate(hashes), np.concatenate(numbers), np.concatenate(spans)


def hash_batch(
    texts: Sequence[str],
) -> tuple[NDArray[np.uint64], NDArray[np.bool_], NDArray[np.int64]]:
    """Hash the words of many texts at once.

    returns  (n_words,)      64-bit hashes of folded words, text after text
             (n_words,)      whether the word is a number
             (n_texts + 1,)  where each text's words begin and end
    """
    if len(texts) == 1:
        # Spans are not kept: for a text of 50 MB they would be the largest array.
        parts = [_hash_piece(texts[0][start:end], start)[:2] for start, end in _cut(texts[0])]
        hashes, numbers = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        return hashes, numbers, np.array([0, len(hashes)])
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(lengths + 1, out=bounds[1:])
    hashes, numbers, spans = _hash_piece("\n".join(texts), 0)
    return hashes, numbers, np.searchsorted(spans[:, 0], bounds)


def mix(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Mix all bits of each hash (finalizer of Stafford and Degski): the smallest are then a random sample."""
    mixed = hashes ^ (hashes >> np.uint64(32))
    mixed *= np.uint64(_MIXER)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(_MIXER)
    mixed ^= mixed >> np.uint64(32)
    return mixed


def fold_sequences(hashes: NDArray[np.uint64], bounds: NDArray[np.int64]) -> NDArray[np.uint64]:
    """One hash for the ``hashes`` between each two bounds; it depends on their order."""
    folded = np.empty(len(bounds) - 1, np.uint64)
    powers, _ = _list_powers()
    # Most documents are shorter than the table of powers; a longer one restarts it and mixes in the turn.
    places = np.arange(len(hashes)) - np.repeat(bounds[:-1], np.diff(bounds))
    turns = (places // len(powers)).astype(np.uint64)
    terms = mix(hashes + turns * np.uint64(_BASE)) * powers[places % len(powers)]
    sums = np.zeros(len(hashes) + 1, np.uint64)
    np.cumsum(terms, out=sums[1:])
    folded[:] = mix(sums[bounds[1:]] - sums[bounds[:-1]])
    return folded


def _cut(text: str) -> list[tuple[int, int]]:
    """Pieces of a long text, each ending with a line or a word."""
    cuts, start = [], 0
    while len(text) - start > BATCH_CHARACTERS:
        end = max(
            text.rfind(" ", start, start + BATCH_CHARACTERS),
            text.rfind("\n", start, start + BATCH_CHARACTERS),
        )
        end = end if end > start else start + BATCH_CHARACTERS
        cuts.append((start, end))
        start = end
    return [*cuts, (start, len(text))]


def _hash_piece(text: str, offset: int) -> tuple[NDArray[np.uint64], NDArray[np.bool_], NDArray[np.int64]]:
    letters, places = _fold_letters(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32))
    is_digit = ((letters >= ord("0")) & (letters <= ord("9"))) | (letters == _POINT)
    is_letter = letters != _SEPARATOR
    # A number begins and ends where digits do: a conjunction attached to it is a word of its own.
    edges = np.empty(len(letters) + 1, bool)
    edges[0] = edges[-1] = True
    edges[1:-1] = (is_letter[1:] != is_letter[:-1]) | (is_digit[1:] != is_digit[:-1])
    starts = np.flatnonzero(edges[:-1] & is_letter)
    ends = np.flatnonzero(edges[1:] & is_letter) + 1
    powers, inverses = _list_powers(len(letters))
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.cumsum(letters * powers[: len(letters)], out=sums[1:])
    hashes = mix((sums[ends] - sums[starts]) * inverses[starts])
    if places is not None:
        spans = np.column_stack([places[starts], places[ends - 1] + 1])
    else:
        spans = np.column_stack([starts, ends])
    return hashes, is_digit[starts], spans + offset


def _fold_letters(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint16], NDArray[np.int64] | None]:
    """Folded letters and the place of each in ``codes`` (``None``: the same place)."""
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
    return letters, places


def _find_hidden(_: NDArray[np.uint32], letters: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Which characters are marks, tatweel or invisible."""
    hidden: NDArray[np.bool_] = letters == _HIDDEN
    return hidden


def _find_joiners(codes: NDArray[np.uint32], letters: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Which characters group the digits of one number and are dropped: a mark before exactly three digits.

    Any other mark between digits begins a fraction: it becomes a point, in place, so that 14.5 is not 145.
    """
    joins = np.zeros(len(codes), bool)
    marks = np.flatnonzero(_build_joiners()[np.minimum(codes, 0xFFFF)])
    marks = marks[(marks > 0) & (marks < len(codes) - 1)]
    around = np.concatenate([letters, np.zeros(4, np.uint16)])
    is_digit = (around >= ord("0")) & (around <= ord("9"))
    marks = marks[is_digit[marks - 1] & is_digit[marks + 1]]
    groups = is_digit[marks + 2] & is_digit[marks + 3] & ~is_digit[marks + 4]
    joins[marks[groups]] = True
    letters[marks[~groups]] = _POINT
    return joins


def _expand(
    codes: NDArray[np.uint32], letters: NDArray[np.uint16], places: NDArray[np.int64] | None
) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """Ligatures and fractions, written out; they are rare, so a loop over them is fast enough."""
    places = np.arange(len(letters)) if places is None else places
    counts = np.ones(len(letters), np.int64)
    marked = np.flatnonzero(letters == _EXPANDED)
    forms = {code: FOLD[code] or "" for code in np.unique(codes[marked]).tolist()}
    values = [_list_letters(forms[code]) for code in codes[marked].tolist()]
    counts[marked] = [len(value) for value in values]
    expanded = np.repeat(letters, counts)
    expanded[expanded == _EXPANDED] = [letter for value in values for letter in value]
    return expanded, np.repeat(places, counts)


def _fold_astral(codes: NDArray[np.uint32], letters: NDArray[np.uint16]) -> None:
    """Replace letters beyond the first 65,536 codes by codes of the private use area, in place."""
    places = np.flatnonzero(codes > 0xFFFF)
    distinct, which = np.unique(codes[places], return_inverse=True)
    forms = (FOLD.get(code, chr(code)) or "" for code in distinct.tolist())
    stand_ins = [_list_letters(form)[0] if form else _HIDDEN for form in forms]
    letters[places] = np.array(stand_ins, np.uint16)[which]


def _list_letters(form: str) -> list[int]:
    """Table values of a folded form, at least one; anything but a letter separates words."""
    is_letter = re.compile(f"[{LETTERS}]").match
    values = [
        (ord(part) if ord(part) < 0xE000 else 0xE000 + ord(part) % 0x1800) if is_letter(part) else _SEPARATOR
        for part in form
    ]
    return values or [_SEPARATOR]


@lru_cache(maxsize=1)
def _build_table() -> NDArray[np.uint16]:
    """A table from a code to its folded letter, or to one of the three special values."""
    table = np.zeros(1 << 16, np.uint16)
    every = "".join(map(chr, range(0xFFFE)))
    for match in re.finditer(f"[{LETTERS}]", every):
        table[match.start()] = match.start()
    for code, form in FOLD.items():
        if code < 0xFFFE:
            values = _list_letters(form) if form else [_HIDDEN]
            table[code] = values[0] if len(values) == 1 else _EXPANDED
    return table


@lru_cache(maxsize=1)
def _build_joiners() -> NDArray[np.bool_]:
    joiners = np.zeros(1 << 16, bool)
    joiners[list(_JOINERS)] = True
    return joiners


@lru_cache(maxsize=4)
def _list_powers(n_letters: int = 0) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of the base and of its inverse modulo 2**64; more than usual for a text without spaces."""
    size = BATCH_CHARACTERS * 2
    while size < n_letters:
        size *= 2
    if n_letters and size == BATCH_CHARACTERS * 2:
        return _list_powers()
    powers, inverses = np.full(size, _BASE, np.uint64), np.full(size, pow(_BASE, -1, 1 << 64), np.uint64)
    powers[0] = inverses[0] = 1
    return np.cumprod(powers, dtype=np.uint64), np.cumprod(inverses, dtype=np.uint64)
