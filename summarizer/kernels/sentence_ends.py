"""Calls `sentence_ends.c`: where sentences end in many lines, as far as that is plain."""

import ctypes
from array import array
from codecs import utf_32_le_encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import Layout, check_memory

# The flags of `sentence_ends.c`; from bit 24 on stands the kind of a quote or bracket.
CLASSES = (
    *("letter", "mark", "stop", "question", "hidden", "space", "closer", "after_closing", "before_opening"),
    *("decimal", "bracket", "opening", "closing", "latin", "line_end"),
)
_KIND_SHIFT = 24
_N_CODES, _N_FOLDED = 0x40000, 0x700
_N_FIELDS = 6
_FULL = -2
_FACTOR, _MASK = 0x9E3779B97F4A7C15, (1 << 64) - 1
_TABLES = Layout(
    classes=np.uint32,
    folded=np.uint16,
    clitics=np.uint64,
    short_forms=np.uint64,
    domains=np.uint64,
    n_clitics=None,
    n_short_forms=None,
    n_domains=None,
    longest_enclosure=None,
    reach=None,
)


@dataclass(frozen=True, slots=True)
class EndRules:
    """What the kernel goes by.

    classes            per name of ``CLASSES`` the first and last codes of its characters
    kinds              the kind of each quote and bracket, from 1; 1 for double quotes, 2 for single ones
    folded             Arabic letters that are folded to one letter, and that letter
    clitics            particles that a quote may open behind
    short_forms        folded words that a stop may abbreviate
    domains            folded words that make an address of what stands before a stop
    longest_enclosure  a longer pair of signs may hold a sentence end
    reach              how far before a stop its word is read
    """

    classes: Mapping[str, Sequence[tuple[int, int]]]
    kinds: Mapping[str, int]
    folded: Mapping[int, int]
    clitics: Iterable[str]
    short_forms: Iterable[str]
    domains: Iterable[str]
    longest_enclosure: int
    reach: int


@dataclass(frozen=True, slots=True)
class LineEnds:
    """What the kernel finds in lines.

    counts      (n_lines,)  the candidates of a line that holds a doubtful one; of others, minus its ends
    ends        (n_ends,)   the ends of those others, line after line
    candidates  (n, 6)      of the first kind, in shown characters: start, end of marks, end, first and
                            last character of the pair that closes there or -1, 1 where it surely ends one
    are_bare    whether each line is one, without a line end in it, white space around it or a hidden first
                character
    """

    counts: list[int]
    ends: list[int]
    candidates: list[list[int]]
    are_bare: bool


def lay_out_end_tables(rules: EndRules) -> ctypes.Structure:
    """The tables for the kernel."""
    classes = np.zeros(_N_CODES, np.uint32)
    for bit, name in enumerate(CLASSES):
        for first, last in rules.classes[name]:
            classes[first : last + 1] |= np.uint32(1 << bit)
    for sign, kind in rules.kinds.items():
        classes[ord(sign)] |= np.uint32(kind << _KIND_SHIFT)
    folded = np.zeros(_N_FOLDED, np.uint16)
    folded[list(rules.folded)] = list(rules.folded.values())
    keys = {
        "clitics": _sort(map(_pack, rules.clitics)),
        "short_forms": _sort(map(_hash_word, rules.short_forms)),
        "domains": _sort(map(_hash_word, rules.domains)),
    }
    sizes = {f"n_{name}": len(array) for name, array in keys.items()}
    limits = {"longest_enclosure": rules.longest_enclosure, "reach": rules.reach}
    return _TABLES.fill({"classes": classes, "folded": folded, **keys, **sizes, **limits})


def find_line_ends(library: ctypes.CDLL, tables: ctypes.Structure, lines: Sequence[str]) -> LineEnds:
    """The ends of the sentences of lines, each by itself."""
    codes, _ = utf_32_le_encode("".join(lines), "surrogatepass")
    lengths = array("q", map(len, lines))
    # Two candidates have a character between them; few texts have so many.
    most = len(codes) // 8 + 1
    room = min(most, len(codes) // 128 + 64)
    while True:
        found = array("q", bytes(8 * (len(lines) + room * (1 + _N_FIELDS))))
        start = found.buffer_info()[0]
        ends_start, candidates_start = len(lines), len(lines) + room
        result = library.find_ends(
            ctypes.byref(tables),
            codes,
            lengths.buffer_info()[0],
            len(lines),
            room,
            *(start + 8 * place for place in (0, ends_start, candidates_start)),
        )
        if check_memory(result) != _FULL:
            break
        room = most
    counts = found[:ends_start].tolist()
    n_ends = -sum([count for count in counts if count < 0])
    n_candidates = sum([count for count in counts if count > 0])
    stop = candidates_start + _N_FIELDS * n_candidates
    candidates = [
        found[place : place + _N_FIELDS].tolist() for place in range(candidates_start, stop, _N_FIELDS)
    ]
    return LineEnds(counts, found[ends_start : ends_start + n_ends].tolist(), candidates, not result)


def _sort(keys: Iterable[int]) -> NDArray[np.uint64]:
    return np.array(sorted(set(keys)), np.uint64)


def _pack(word: str) -> int:
    """A word of up to four letters as one number, its last letter lowest."""
    packed = 0
    for letter in word:
        packed = packed << 16 | ord(letter)
    return packed


def _hash_word(word: str) -> int:
    """`hash_letters` of a folded word."""
    found = 1
    for letter in word:
        found = (found ^ ord(letter)) * _FACTOR & _MASK
    return found
