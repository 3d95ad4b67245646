"""The compiled way of `word_hashes`: the kernel reads the words, and what is rare is read here.

Rare are words of more than 64 letters, numbers of several numerals, and texts of more than a piece.
"""

import ctypes
from codecs import utf_16_le_encode
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.words.hashing import hash_form, hash_long
from summarizer.duplicates.words.letter_folding import SEPARATOR, list_letters_of_codes, replace_entities
from summarizer.duplicates.words.number_words import list_numerals, read_long_stretch
from summarizer.duplicates.words.spelling import BETWEEN, hash_spelling, read_digests
from summarizer.kernels.digests import digest_texts
from summarizer.kernels.word_hashes import (
    SpelledWords,
    WordTables,
    drop_words,
    hash_units,
    lay_out_word_tables,
)
from summarizer.text.digit_marks import list_marks
from summarizer.text.numbers import IDENTIFIER_DIGITS, WAW, scale_figures, trim_zeros

# What `word_hashes.scan_batch` returns.
Scan = tuple[NDArray[np.uint64], NDArray[np.bool_], NDArray[np.int64], NDArray[np.uint64]]
# Bits of ``SpelledWords.touches``.
_AT_START, _AT_END = 1, 2
# Letters of a stretch whose numbers are remembered.
_LONGEST_SPELLED = 200
# What a number may begin with.
_OF_NUMBER = frozenset("-.0123456789")


def scan_texts(library: ctypes.CDLL, texts: Sequence[str]) -> Scan:
    """What `word_hashes.scan_batch` returns for several texts.

    Raises ``UnicodeEncodeError`` for half a surrogate pair, which UTF-16 cannot hold.
    """
    words = hash_units(library, _lay_out_tables(), *_encode(texts))
    return *_read_rare(library, words), digest_texts(library, words.spelling, words.spelling_bounds)


def scan_pieces(library: ctypes.CDLL, pieces: Iterable[str]) -> Scan:
    """What `word_hashes.scan_batch` returns for one text that is given in pieces; raises as `scan_texts`."""
    hashes, numbers, spellings, was_open = [], [], list[memoryview](), False
    for piece in pieces:
        words = hash_units(library, _lay_out_tables(), *_encode([piece]))
        found = _read_rare(library, words)
        hashes.append(found[0])
        numbers.append(found[1])
        if len(words.spelling):
            is_split = was_open and words.touches[0] & _AT_START
            spellings += [
                *([] if is_split or not spellings else [BETWEEN]),
                memoryview(words.spelling.data).cast("B"),
            ]
            was_open = bool(words.touches[0] & _AT_END)
    n_words = sum(map(len, hashes))
    digests = read_digests([hash_spelling(spellings)])
    return np.concatenate(hashes), np.concatenate(numbers), np.array([0, n_words]), digests


def _encode(texts: Sequence[str]) -> tuple[bytes, NDArray[np.int64]]:
    """The texts in UTF-16, and where the units of each begin."""
    joined = "".join(texts)
    if "&" in joined:
        texts = list(map(replace_entities, texts))
        joined = "".join(texts)
    encoded = utf_16_le_encode(joined)[0]
    sizes: Iterable[int] = map(len, texts)
    if len(encoded) != 2 * len(joined):
        sizes = (len(utf_16_le_encode(text)[0]) // 2 for text in texts)
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(sizes, np.int64, len(texts)), out=bounds[1:])
    return encoded, bounds


def _read_rare(
    library: ctypes.CDLL, words: SpelledWords
) -> tuple[NDArray[np.uint64], NDArray[np.bool_], NDArray[np.int64]]:
    """Hashes, numbers and bounds of the words, with what the kernel leaves to its caller."""
    hashes, is_number, bounds = words.hashes, words.is_number, words.bounds
    # Not `tobytes`: to copy the letters of a batch takes as long as to read its numbers.
    spelled = memoryview(words.spelling.data).cast("B")
    for row, start, end in words.long_words.tolist():
        word = bytes(spelled[2 * start : 2 * end])
        hashes[row] = hash_form(trim_zeros(word.decode("utf-16-le"))) if is_number[row] else hash_long(word)
    if not len(words.stretches):
        return hashes, is_number, bounds
    is_read = words.stretches[:, 2] < 0
    table, values = _read_stretches(words.stretches[~is_read], spelled)
    hashes[table[:, 0]] = values
    table = np.concatenate([table, words.stretches[is_read, :2]])
    table = table[np.argsort(table[:, 0])]
    is_number[table[:, 0]] = True
    return *drop_words(library, (hashes, is_number), table, bounds), bounds


def _read_stretches(
    stretches: NDArray[np.int64], spelled: memoryview
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """First word and how many words of each number, (n, 2), and the hashes of their values."""
    numbers, values = list[tuple[int, int]](), list[int]()
    for row, _, start, end in stretches.tolist():
        # A text of numbers alone would be too long to remember.
        read = _read_spelled if end - start <= _LONGEST_SPELLED else _read_spelled.__wrapped__
        for first, n_words, value in read(bytes(spelled[2 * start : 2 * end])):
            numbers.append((row + first, n_words))
            values.append(value)
    return np.array(numbers, np.int64).reshape(-1, 2), np.array(values, np.uint64)


@lru_cache(maxsize=1 << 14)
def _read_spelled(spelled: bytes) -> tuple[tuple[int, int, int], ...]:
    """First word, words and hash of each number of a stretch. Only waw stands before figures unseparated."""
    forms: list[str] = []
    for form in spelled.decode("utf-16-le").split(chr(SEPARATOR)):
        is_attached = form.startswith(WAW) and form[1:2] in _OF_NUMBER
        forms += [WAW, form[1:]] if is_attached else [form]
    return tuple((first, n_words, hash_form(value)) for first, n_words, value in read_long_stretch(forms))


@lru_cache(maxsize=1)
def _lay_out_tables() -> WordTables:
    letters, expansions = list_letters_of_codes()
    numerals = list_numerals()
    arrays = {"numerals": numerals.hashes, "values": numerals.values, "is_possible": numerals.is_possible}
    return lay_out_word_tables(
        (letters, list_marks()),
        expansions,
        {**arrays, "zeros": np.array([_count_zeros(form) for form in numerals.forms], np.uint8)},
        {"waw": numerals.forms.index(WAW), "identifier_digits": IDENTIFIER_DIGITS},
    )


def _count_zeros(form: str) -> int:
    """How many zeros a scale puts behind the figures before it; 0 for any other numeral."""
    product = scale_figures("1", form)
    return len(product) - 1 if product.strip("0") == "1" else 0
