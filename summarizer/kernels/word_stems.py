"""Calls `word_stems.c`: the words of many texts, and the hashes of their stems."""

import ctypes
import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import Layout, find_address

# What is known of a word, as far as the kernel itself uses it; other bits are the caller's.
STOP, OWN_STEM, OWNED = 1, 2, 4
FREE_BITS = 3
# Of how many words at the start of a text the kernel says what is known of them.
N_FIRST = 6
_N_CODES, _N_KNOWN, _N_LENGTHS, _N_POSITIONS = 0x40000, 0x700, 5, 6
_N_ODD_FIELDS, _OFFSET_BITS = 4, 12
_HIDDEN, _ODD = 0xFFFF, 0xFFFE
_SHORT_PREFIX, _SHORT_SUFFIX, _PREFIX, _SUFFIX, _ENDING = 1 << 30, 1 << 29, 1 << 28, 1 << 27, 1 << 26
# Of a place in a pattern: a letter that is no root, or the twin of the one at that place.
_OTHER, _ROOT = -1, -2
_FACTOR, _MASK = 0x9E3779B97F4A7C15, (1 << 64) - 1
_TABLES = Layout(
    letters=np.uint16,
    signs=np.uint32,
    known=np.uint64,
    offsets=np.uint16,
    **dict.fromkeys(("roles", "initials", "by_length"), np.uint32),
    **dict.fromkeys(("endings", "prefixes", "suffixes"), np.uint64),
    allowed=np.uint32,
    patterns=np.int32,
    groups=np.int64,
    **dict.fromkeys(("n_endings", "n_prefixes", "n_suffixes", "n_signs")),
    **dict.fromkeys(("longest_form", "shortest_owned", "doubled")),
)
# The parts of a pattern: a set of letters, the second and the first twin, letters of the root, one letter.
_PART = re.compile(
    r"\[(?P<set>[^]]+)]|(?P<again>\(\?P=twin\))|(?P<twin>\(\?P<twin>\.\))|\((?P<root>\.+)\)|(.)"
)


@dataclass(frozen=True, slots=True)
class StemRules:
    """How words lose what is not their stem: `isri` has the meaning of each."""

    prefixes: Sequence[str]
    suffixes: Sequence[str]
    short_prefixes: Sequence[str]
    short_suffixes: Sequence[str]
    doubled: str
    patterns: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class WordRules:
    """What the kernel goes by.

    letters    first and last codes of letters
    hidden     the same of characters that no reader sees
    folded     per code what it is folded to, if not to itself
    known      per folded word what is known of it, bits; of the others:
    initials   bits by the first letter
    by_length  the bits that a word of 0, 1, 2, 3, 4 or more letters may have
    endings    of words of ``shortest_owned`` letters or more that are ``OWNED``
    longest    a word with more characters is left to the caller
    """

    letters: Sequence[tuple[int, int]]
    hidden: Sequence[tuple[int, int]]
    folded: Mapping[int, str | None]
    known: Mapping[str, int]
    initials: Mapping[str, int]
    by_length: Sequence[int]
    endings: Sequence[str]
    shortest_owned: int
    longest: int
    stems: StemRules


@dataclass(frozen=True, slots=True)
class StemmedWords:
    """The words of texts.

    n_words  (n_texts,)
    roles    (n_texts, 6)    what is known of the first words of each, 0 where it has fewer
    stems    (n_stems,)      64-bit hashes, text after text; 0 for each odd word
    bounds   (n_texts + 1,)  where those of each text begin
    odd      (n_odd, 4)      words left to the caller: text, which of its words, first character, end
    """

    n_words: NDArray[np.int64]
    roles: NDArray[np.uint32]
    stems: NDArray[np.uint64]
    bounds: NDArray[np.int64]
    odd: NDArray[np.int64]


def hash_letters(word: str) -> int:
    """The hash of a folded word or of a stem, never 0.

    Two different words have equal hashes once in 2**64 pairs, so of 40 million million articles of a thousand
    different stems each, one counts two of them as the same.
    """
    found = 1
    for letter in word:
        found = (found ^ ord(letter)) * _FACTOR & _MASK
        found ^= found >> 32
    return found or 1


def lay_out_word_rules(rules: WordRules) -> ctypes.Structure:
    """The tables for the kernel."""
    known = sorted((hash_letters(word), bits) for word, bits in rules.known.items())
    hashes = np.array([word for word, _ in known], np.uint64)
    initials = np.zeros(_N_KNOWN, np.uint32)
    initials[list(map(ord, rules.initials))] = list(rules.initials.values())
    stems = rules.stems
    packed = {"endings": rules.endings, "prefixes": stems.prefixes, "suffixes": stems.suffixes}
    signs, allowed, patterns = _lay_out_patterns(stems)
    for bit, letters in (
        (_PREFIX, [part[0] for part in stems.prefixes]),
        (_SUFFIX, [part[-1] for part in stems.suffixes]),
        (_ENDING, [part[-1] for part in rules.endings]),
    ):
        signs[list(map(ord, letters))] |= np.uint32(bit)
    return _TABLES.fill(
        {
            "letters": _lay_out_letters(rules),
            "signs": signs,
            "known": hashes,
            "offsets": _find_offsets(hashes),
            "roles": np.array([bits for _, bits in known], np.uint32),
            "initials": initials,
            "by_length": np.array(rules.by_length, np.uint32),
            "allowed": allowed,
            "patterns": patterns,
            "groups": np.cumsum([0, *map(len, stems.patterns)], dtype=np.int64),
            "n_signs": allowed.shape[2],
            **{name: np.array(list(map(_pack, words)), np.uint64) for name, words in packed.items()},
            **{f"n_{name}": len(words) for name, words in packed.items()},
            "longest_form": rules.longest,
            "shortest_owned": rules.shortest_owned,
            "doubled": ord(stems.doubled),
        }
    )


def stem_texts(library: ctypes.CDLL, tables: ctypes.Structure, texts: Sequence[str]) -> StemmedWords:
    """The words of texts, each by itself."""
    codes, lengths = "".join(texts).encode("utf-32-le", "surrogatepass"), array("q", map(len, texts))
    # Two words of a text have a character between them.
    n_texts, most = len(texts), (len(codes) // 4 + len(texts)) // 2
    n_words, roles = np.empty(n_texts, np.int64), np.empty((n_texts, N_FIRST), np.uint32)
    stems, bounds = np.empty(most, np.uint64), np.empty(n_texts + 1, np.int64)
    odd = np.empty((most, _N_ODD_FIELDS), np.int64)
    arrays = (n_words, roles, stems, bounds, odd)
    n_odd = library.stem_words(
        ctypes.byref(tables),
        codes,
        lengths.buffer_info()[0],
        n_texts,
        ctypes.byref((ctypes.c_void_p * len(arrays))(*[find_address(array) for array in arrays])),
    )
    return StemmedWords(n_words, roles, stems[: bounds[-1]], bounds, odd[:n_odd])


def _lay_out_letters(rules: WordRules) -> NDArray[np.uint16]:
    """What each code is folded to."""
    letters = np.zeros(_N_CODES, np.uint16)
    for first, last in rules.letters:
        letters[first : last + 1] = np.minimum(np.arange(first, last + 1), _ODD)
    is_letter = letters > 0
    for first, last in rules.hidden:
        letters[first : last + 1] = np.where(is_letter[first : last + 1], _ODD, _HIDDEN)
    for code, form in rules.folded.items():
        if code < _N_CODES and is_letter[code]:
            is_plain = form and len(form) == 1 and is_letter[ord(form)]
            letters[code] = min(ord(form), _ODD) if form and is_plain else _ODD
    return letters


def _lay_out_patterns(rules: StemRules) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.int32]]:
    """The signs of letters, which patterns of a group allow which sign at each place, and the patterns."""
    named = sorted(
        {letter for group in rules.patterns for found in group for letter in found if letter > "~"}
    )
    signs = np.zeros(_N_KNOWN, np.uint32)
    signs[list(map(ord, named))] = np.arange(1, len(named) + 1)
    allowed = np.zeros((len(rules.patterns), _N_POSITIONS, 1 + len(named)), np.uint32)
    patterns = []
    for number, group in enumerate(rules.patterns):
        for bit, pattern in enumerate(group):
            places = _read_pattern(pattern)
            for place, (_, letters) in enumerate(places):
                allowed[number, place, [signs[ord(one)] for one in letters] or slice(None)] |= 1 << bit
            kinds = [kind for kind, _ in places]
            patterns.append(kinds + [_OTHER] * (_N_POSITIONS - len(kinds)))
    signs[list(map(ord, rules.short_prefixes))] |= np.uint32(_SHORT_PREFIX)
    signs[list(map(ord, rules.short_suffixes))] |= np.uint32(_SHORT_SUFFIX)
    return signs, allowed, np.array(patterns, np.int32)


def _read_pattern(pattern: str) -> list[tuple[int, str]]:
    """What stands at each place of a pattern, and the letters that may, none where all may."""
    places: list[tuple[int, str]] = []
    twin = 0
    for part in _PART.finditer(pattern):
        if part["root"]:
            places += [(_ROOT, "")] * len(part["root"])
        elif part["again"]:
            places.append((twin, ""))
        elif part["twin"]:
            twin = len(places)
            places.append((_ROOT, ""))
        else:
            places.append((_OTHER, part["set"] or part[0]))
    return places


def _find_offsets(hashes: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """Where the hashes with each beginning start, and the end."""
    tops = (hashes >> np.uint64(64 - _OFFSET_BITS)).astype(np.int64)
    return tops.searchsorted(np.arange((1 << _OFFSET_BITS) + 1)).astype(np.uint16)


def _pack(word: str) -> int:
    """A word of up to four letters as one number, its first letter lowest."""
    packed = 0
    for letter in reversed(word):
        packed = packed << 16 | ord(letter)
    return packed
