"""The hashes of the words of many texts, without a Python loop over words or texts; used by `shingles`.

A batch is one array of code points. A table folds them; the hash of a word is the difference of two entries
of one wrapping prefix sum, so that all words of a batch are hashed at once (Karp and Rabin 1987, modulo
2**64).
"""

from codecs import utf_16_le_encode
from collections.abc import Sequence
from ctypes import CDLL
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.words.compiled import Scan, scan_pieces, scan_texts
from summarizer.duplicates.words.hashing import BASE, LONGEST_WORD, hash_form, hash_long, mix
from summarizer.duplicates.words.letter_folding import (
    MINUS,
    POINT,
    SEPARATOR,
    ZERO,
    Letters,
    fold_letters,
    is_of_number,
)
from summarizer.duplicates.words.number_words import Located, join_numerals
from summarizer.duplicates.words.spelling import BETWEEN, Spelling, hash_spelling, read_digests
from summarizer.kernels.library import load_library
from summarizer.text.numbers import IDENTIFIER_DIGITS, trim_zeros

# The size of a piece of a long text, and of a batch of texts, whose working arrays take 12 MB a thread. With
# batches of half the size one thread took a tenth more processor time, two took a sixth more.
PIECE_CHARACTERS = 1 << 17
BATCH_CHARACTERS = 1 << 18

Words = tuple[NDArray[np.uint64], NDArray[np.bool_], NDArray[np.int64]]


def hash_words(text: str) -> Words:
    """Hash the words of one text. A number is one word, whose hash is that of its value.

    returns  (n_words,)    64-bit hashes of folded words, in reading order
             (n_words,)    whether the word is a number
             (n_words, 2)  the first character and the one after the last, in ``text`` as given
    """
    pieces = [_hash_piece(fold_letters(text[start:end]), start)[0] for start, end in cut(text)]
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
    return scan_batch(texts)[:3]


def scan_batch(texts: Sequence[str], *, strict: bool = False) -> Scan:
    """Hash the words of many texts at once, and each text as a whole.

    strict   whether half a surrogate pair raises ``UnicodeEncodeError``
    returns  as `hash_batch`, and
             (n_texts, 2)    128 bits of BLAKE2b for the folded words of each text in their order
    """
    library = load_library()
    if not library:
        if strict:
            utf_16_le_encode("".join(texts))
        return scan_arrays(texts)
    try:
        return scan_compiled(library, texts)
    except UnicodeEncodeError:
        if strict:
            raise
        # Only numpy's way reads halves of pairs.
        return scan_arrays(texts)


def scan_compiled(library: CDLL, texts: Sequence[str]) -> Scan:
    """The same by the kernels. Raises ``UnicodeEncodeError`` for half a surrogate pair."""
    if len(texts) != 1:
        return scan_texts(library, texts)
    return scan_pieces(library, (texts[0][start:end] for start, end in cut(texts[0])))


def scan_arrays(texts: Sequence[str]) -> Scan:
    """The same with numpy alone."""
    if len(texts) == 1:
        return _scan_long(texts[0])
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(lengths + 1, out=bounds[1:])
    folded = fold_letters("\n".join(texts))
    (hashes, numbers, spans), spelling = _hash_piece(folded, 0)
    rows = np.searchsorted(spelling.find_places(folded), bounds).tolist()
    digests = [hash_spelling([spelling.cut(start, end)]) for start, end in pairwise(rows)]
    return hashes, numbers, np.searchsorted(spans[:, 0], bounds), read_digests(digests)


def _scan_long(text: str) -> Scan:
    """One text, piece by piece. Spans are not kept: for 50 MB they would be the largest array."""
    parts, spellings, was_open = [], list[memoryview](), False
    for start, end in cut(text):
        folded = fold_letters(text[start:end])
        (hashes, numbers, _), spelling = _hash_piece(folded, start)
        parts.append((hashes, numbers))
        if len(spelling.starts):
            is_split = was_open and spelling.starts[0] == 0
            spellings += [
                *([] if is_split or not spellings else [BETWEEN]),
                spelling.cut(0, len(spelling.starts)),
            ]
            was_open = bool(spelling.ends[-1] == len(folded.letters))
    hashes, numbers = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return hashes, numbers, np.array([0, len(hashes)]), read_digests([hash_spelling(spellings)])


def fold_sequences(hashes: NDArray[np.uint64], bounds: NDArray[np.int64]) -> NDArray[np.uint64]:
    """One hash for the ``hashes`` between each two bounds; it depends on their order."""
    folded = np.empty(len(bounds) - 1, np.uint64)
    powers, _ = _list_powers()
    # Most documents are shorter than the table of powers; a longer one restarts it and mixes in the turn.
    places = np.arange(len(hashes)) - np.repeat(bounds[:-1], np.diff(bounds))
    turns = (places // len(powers)).astype(np.uint64)
    terms = mix(hashes + turns * np.uint64(BASE)) * powers[places % len(powers)]
    sums = np.zeros(len(hashes) + 1, np.uint64)
    np.cumsum(terms, out=sums[1:])
    folded[:] = mix(sums[bounds[1:]] - sums[bounds[:-1]])
    return folded


def cut(text: str) -> list[tuple[int, int]]:
    """Pieces of a long text, each ending with a line or a word."""
    cuts, start = [], 0
    while len(text) - start > PIECE_CHARACTERS:
        end = max(
            text.rfind(" ", start, start + PIECE_CHARACTERS),
            text.rfind("\n", start, start + PIECE_CHARACTERS),
        )
        end = end if end > start else start + PIECE_CHARACTERS
        cuts.append((start, end))
        start = end
    return [*cuts, (start, len(text))]


def _hash_piece(folded: Letters, offset: int) -> tuple[Words, Spelling]:
    letters = folded.letters
    is_digit = is_of_number(letters)
    is_letter = letters != SEPARATOR
    # A number begins and ends where digits do: a conjunction attached to it is a word of its own.
    edges = np.empty(len(letters) + 1, bool)
    edges[0] = edges[-1] = True
    edges[1:-1] = (is_letter[1:] != is_letter[:-1]) | (is_digit[1:] != is_digit[:-1])
    starts = np.flatnonzero(edges[:-1] & is_letter)
    ends = np.flatnonzero(edges[1:] & is_letter) + 1
    powers, inverses = _list_powers(len(letters))
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.cumsum(letters * powers[: len(letters)], out=sums[1:])
    hashes = (sums[ends] - sums[starts]) * inverses[starts]
    is_number = is_digit[starts]
    rows, firsts, lasts, is_negative = _trim_numbers(letters, starts, ends, np.flatnonzero(is_number))
    trimmed = (sums[lasts] - sums[firsts]) * inverses[firsts]
    trimmed[lasts == firsts] = ZERO
    hashes[rows] = np.where(is_negative, trimmed * np.uint64(BASE) + np.uint64(MINUS), trimmed)
    hashes = mix(hashes)
    _hash_long_words(letters, starts, ends, hashes)
    spelling = Spelling(letters, starts, ends)
    words = join_numerals(folded, Located(hashes, is_number, starts, ends))
    starts, ends = words.starts, words.ends
    if folded.places is not None:
        starts, ends = folded.places[starts], folded.places[ends - 1] + 1
    return (words.hashes, words.is_number, np.column_stack([starts, ends]) + offset), spelling


def _trim_numbers(
    letters: NDArray[np.uint16], starts: NDArray[np.int64], ends: NDArray[np.int64], rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Which numbers have zeros at their ends, where they begin and end without, which have a minus.

    ``text.numbers.trim_zeros`` over arrays.
    """
    points = np.flatnonzero(letters == POINT)
    n_points = np.searchsorted(points, ends[rows]) - np.searchsorted(points, starts[rows])
    is_short = ends[rows] - starts[rows] <= LONGEST_WORD
    is_negative = letters[starts[rows]] == MINUS
    firsts = starts[rows] + is_negative
    has_zeros = (letters[firsts] == ZERO) | ((n_points == 1) & (letters[ends[rows] - 1] == ZERO))
    is_identifier = (n_points == 0) & (ends[rows] - firsts >= IDENTIFIER_DIGITS)
    chosen = np.flatnonzero(is_short & (n_points < 2) & has_zeros & ~is_identifier)
    rows, firsts, is_negative, has_point = (
        rows[chosen],
        firsts[chosen],
        is_negative[chosen],
        n_points[chosen] == 1,
    )
    lasts = ends[rows]
    while (zero := has_point & (letters[lasts - 1] == ZERO)).any():
        lasts -= zero
    lasts -= has_point & (letters[lasts - 1] == POINT)
    while (zero := (firsts < lasts - 1) & (letters[firsts] == ZERO)).any():
        firsts += zero
    return rows, firsts, lasts, is_negative


def _hash_long_words(
    letters: NDArray[np.uint16],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    hashes: NDArray[np.uint64],
) -> None:
    """Hash long words anew, in place."""
    for row in np.flatnonzero(ends - starts > LONGEST_WORD).tolist():
        word = letters[starts[row] : ends[row]]
        is_number = bool(is_of_number(word[:1])[0])
        data = word.tobytes()
        hashes[row] = hash_form(trim_zeros(data.decode("utf-16-le"))) if is_number else hash_long(data)


def _list_powers(n_letters: int = 0) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of the base and of its inverse modulo 2**64; more than usual for a text without spaces."""
    size = PIECE_CHARACTERS * 2
    while size < n_letters:
        size *= 2
    return _make_powers(size)


@lru_cache(maxsize=4)
def _make_powers(size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    powers, inverses = np.full(size, BASE, np.uint64), np.full(size, pow(BASE, -1, 1 << 64), np.uint64)
    powers[0] = inverses[0] = 1
    return np.cumprod(powers, dtype=np.uint64), np.cumprod(inverses, dtype=np.uint64)
