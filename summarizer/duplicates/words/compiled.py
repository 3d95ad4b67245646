"""The compiled way of `word_hashes`: the kernel reads the words, and what is rare is read here.

Rare are words of more than 64 letters, numbers of several numerals, and texts of more than a piece.
"""

import ctypes
from codecs import utf_16_le_encode
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.words.hashing import LONGEST_WORD, hash_form, hash_long
from summarizer.duplicates.words.letter_folding import SEPARATOR, list_letters_of_codes, replace_entities
from summarizer.duplicates.words.number_words import list_numerals, read_long_stretch
from summarizer.duplicates.words.spelling import BETWEEN, hash_spelling, read_digests
from summarizer.kernels.digests import digest_texts
from summarizer.kernels.word_hashes import SpelledWords, WordTables, hash_units, lay_out_word_tables
from summarizer.text.numbers import IDENTIFIER_DIGITS, WAW, list_marks, trim_zeros

# What `word_hashes.scan_batch` returns.
Scan = tuple[NDArray[np.uint64], NDArray[np.bool_], NDArray[np.int64], NDArray[np.uint64]]
# Bits of ``SpelledWords.touches``.
_AT_START, _AT_END = 1, 2
# Letters of a stretch whose numbers are remembered.
_LONGEST_SPELLED = 200
# What a number may begin with.
_OF_NUMBER = frozenset("-.0123456789")


def scan_texts(library: ctypes.CDLL, texts: Sequence[str]) -> Scan | None:
    """What `word_hashes.scan_batch` returns for several texts; None where a text is no Unicode."""
    units = _encode(texts)
    if units is None:
        return None
    words = hash_units(library, _lay_out_tables(), units)
    return *_read_rare(words), digest_texts(library, words.spelling, words.spelling_bounds)


def scan_pieces(library: ctypes.CDLL, pieces: Iterable[str]) -> Scan | None:
    """What `word_hashes.scan_batch` returns for one text that is given in pieces."""
    hashes, numbers, spellings, was_open = [], [], list[memoryview](), False
    for piece in pieces:
        units = _encode([piece])
        if units is None:
            return None
        words = hash_units(library, _lay_out_tables(), units)
        found = _read_rare(words)
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


def _encode(texts: Iterable[str]) -> list[bytes] | None:
    """The texts in UTF-16; None where one holds half a surrogate pair, which only numpy's way can read."""
    try:
        return [utf_16_le_encode(replace_entities(text))[0] for text in texts]
    except UnicodeEncodeError:
        return None


def _read_rare(words: SpelledWords) -> tuple[NDArray[np.uint64], NDArray[np.bool_], NDArray[np.int64]]:
    """Hashes, numbers and bounds of the words, with what the kernel leaves to its caller."""
    hashes, is_number, bounds = words.hashes, words.is_number, words.bounds
    for row in np.flatnonzero(words.lengths > LONGEST_WORD).tolist():
        word = words.spelling[words.starts[row] :][: words.lengths[row]].tobytes().decode("utf-16-le")
        hashes[row] = hash_form(trim_zeros(word)) if is_number[row] else hash_long(word.encode("utf-16-le"))
    if not len(words.stretches):
        return hashes, is_number, bounds
    is_kept = np.ones(len(hashes), bool)
    for start, spelled in _spell_stretches(words):
        # A text of numbers alone would be too long to remember.
        read = _read_spelled if len(spelled) <= _LONGEST_SPELLED else _read_spelled.__wrapped__
        for first, n_words, value in read(spelled):
            row = start + first
            hashes[row], is_number[row] = value, True
            is_kept[row + 1 : row + n_words] = False
    n_kept = np.concatenate([[0], np.cumsum(is_kept)])
    return hashes[is_kept], is_number[is_kept], n_kept[bounds]


def _spell_stretches(words: SpelledWords) -> Iterator[tuple[int, str]]:
    """The first word and the letters of each stretch of several numerals."""
    spelled = memoryview(words.spelling.data).cast("B")
    firsts, lasts = words.stretches[:, 0], words.stretches.sum(axis=1) - 1
    ends = words.starts[lasts] + words.lengths[lasts]
    for row, start, end in zip(firsts.tolist(), words.starts[firsts].tolist(), ends.tolist(), strict=True):
        yield row, str(spelled[2 * start : 2 * end], "utf-16-le")


@lru_cache(maxsize=1 << 14)
def _read_spelled(spelled: str) -> tuple[tuple[int, int, int], ...]:
    """First word, words and hash of each number of a stretch. Only waw stands before figures unseparated."""
    forms: list[str] = []
    for form in spelled.split(chr(SEPARATOR)):
        is_attached = form.startswith(WAW) and form[1:2] in _OF_NUMBER
        forms += [WAW, form[1:]] if is_attached else [form]
    return tuple((first, n_words, hash_form(value)) for first, n_words, value in read_long_stretch(forms))


@lru_cache(maxsize=1)
def _lay_out_tables() -> WordTables:
    letters, expansions = list_letters_of_codes()
    numerals = list_numerals()
    return lay_out_word_tables(
        (letters, list_marks()),
        expansions,
        (numerals.hashes, numerals.values, numerals.is_possible),
        {"waw": numerals.forms.index(WAW), "identifier_digits": IDENTIFIER_DIGITS},
    )
