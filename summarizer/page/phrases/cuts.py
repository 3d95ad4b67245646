"""In how many ways a pattern may cut a line: with too many, one line takes hours; used by `furniture`.

Python's `re` tries the ways one after the other. `.*` may end behind any of 240 letters, so two of them have
241 x 241 ways; in ``(?:a+)+`` each letter may begin a round, so the ways double with every letter. The count
is an upper bound, made from the pattern alone: Python's own parser is private.
"""

import math
import re

from summarizer.text.late_patterns import compile_late

# Characters. A pattern is tried on no longer line; the longest of 7,049 captions has as many.
LONGEST_LINE = 240
# Three open repeats have 14 million, which take .05 seconds at most; other patterns with so many ways half a
# second.
MOST_WAYS = 2e7
# Rounds of a repeat whose rounds can be cut in more than one way.
_MOST_ROUNDS = 16
_REPEAT = compile_late(r"(?:([*+?])|\{(?=[\d,])(\d*)(,?)(\d*)\})[?+]?")
# A class; its first sign may be a bracket.
_CLASS = compile_late(r"\[\^?(?:\\.|[^\\])(?:\\.|[^\\\]])*\]", re.DOTALL)
_GROUP = compile_late(r"\((?:\?(?:[:>]|<?[=!]))?(?!\?)")
# The letter with which an alternative begins.
_FIRST = compile_late(r"[^\W_](?![*?{])")
# Words one behind the other, and what stands between them: a round ends where the next begins.
_MORE, _MANY = r"(?:\+|\{\d+,\d*\})", r"(?:[*+]|\{\d*,\d*\})"
_WORDS = compile_late(
    rf"\(\?: (?:\\S|\[\^ \]){_MORE}\){_MANY}|\(\?:\[([^\]^\\]+)\]\+\[\^\1\]{_MORE}\){_MANY}"
)
# What other groups have matched is not cut anew: they count once, if they have no more ways than that.
_CUT_ANEW, _MOST_INSIDE = ("(", "(?:"), 20_000
_ROUNDS = {"*": (0, LONGEST_LINE), "+": (1, LONGEST_LINE), "?": (0, 1)}


def count_ways(pattern: str) -> float:
    """How many ways there are at most, for a pattern as `spell` writes it: two letters may fold into one.

    Infinite where a repeat stands in another, but for words behind words, and for groups of other kinds than
    ``(``, ``(?:``, ``(?>`` and those that look ahead or back.
    """
    pattern = _WORDS.sub("~", pattern)
    ways, end = _read_choice(pattern, 0)
    return ways if end == len(pattern) else math.inf


def _read_choice(pattern: str, place: int) -> tuple[float, int]:
    """The ways of alternatives up to the end of their group, and where it is."""
    branches = []
    while True:
        ways, end = _read_sequence(pattern, place)
        branches.append((ways, pattern[place:end]))
        if pattern[end : end + 1] != "|":
            return _add_up(branches), end
        place = end + 1


def _add_up(branches: list[tuple[float, str]]) -> float:
    """The ways of alternatives; of those that begin with different letters only one can match."""
    groups: dict[str, list[tuple[float, str]]] = {}
    for branch in branches:
        first = _FIRST.match(branch[1])
        groups.setdefault(first[0] if first else "", []).append(branch)
    unknown = sum(ways for ways, _ in groups.pop("", []))
    return unknown + max(map(_add_up_alike, groups.values()), default=0)


def _add_up_alike(branches: list[tuple[float, str]]) -> float:
    """The ways of alternatives with one first letter; plain words match together if one begins the other."""
    words = [text for _, text in branches]
    if not all(text.replace(" ", "").isalnum() for text in words):
        return sum(ways for ways, _ in branches)
    return max(sum(word.startswith(text) for text in words) for word in words)


def _read_sequence(pattern: str, place: int) -> tuple[float, int]:
    ways = 1.0
    while place < len(pattern) and pattern[place] not in "|)":
        own, place = _read_item(pattern, place)
        if repeat := _REPEAT.match(pattern, place):
            own, place = _repeat(own, *_read_rounds(repeat)), repeat.end()
        ways *= own
    return ways, place


def _read_item(pattern: str, place: int) -> tuple[float, int]:
    """The ways of one letter, class or group, and where it ends."""
    sign = pattern[place]
    if sign == "\\":
        return 1, place + 2
    if sign == "~":
        return LONGEST_LINE + 1, place + 1
    if sign == "[" and (found := _CLASS.match(pattern, place)):
        return 1, found.end()
    if sign == "(":
        found = _GROUP.match(pattern, place)
        if found is None:
            return math.inf, len(pattern)
        ways, end = _read_choice(pattern, found.end())
        if found[0] not in _CUT_ANEW and ways <= _MOST_INSIDE:
            ways = 1
        return ways, end + 1
    return 1, place + 1


def _read_rounds(repeat: re.Match[str]) -> tuple[int, int]:
    sign, least, comma, most = repeat.groups()
    if sign:
        return _ROUNDS[sign]
    first = int(least or 0)
    last = int(most or LONGEST_LINE) if comma else first
    return min(first, LONGEST_LINE), min(last, LONGEST_LINE)


def _repeat(ways: float, least: int, most: int) -> float:
    """The ways of a repeat of something with so many ways."""
    if ways > 1 and most > _MOST_ROUNDS:
        return math.inf
    return sum(ways**n for n in range(least, most + 1))
