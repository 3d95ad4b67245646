"""Pairs of quotes and brackets in a line, since no sentence ends inside them; used by `ends`."""

import re
from typing import NamedTuple

from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import (
    CLOSING_BRACKETS,
    CLOSING_QUOTES,
    LETTERS,
    OPENING_BRACKETS,
    OPENING_QUOTES,
)

BRACKETS = OPENING_BRACKETS + CLOSING_BRACKETS
# Two apostrophes count as one double quote.
SIGNS = BRACKETS + OPENING_QUOTES + CLOSING_QUOTES + "\"'"
_SIGN = compile_late(rf"''|[{re.escape(SIGNS)}]")
_DOUBLE = ('"', "''", "“", "”", "„")
_SINGLE = ("'", "‘", "’", "‚")
_OPENER = dict(zip(CLOSING_BRACKETS + "»›", OPENING_BRACKETS + "«‹", strict=True))
# What may stand before a quotation without a space: an article or preposition, "and" or "so" before it.
CLITICS = tuple(first + rest for first in ("", "و", "ف") for rest in ("ال", "لل", *"وفبلك", "بال", "كال"))
_CLITIC = compile_late(rf"(?<![{LETTERS}])(?:{'|'.join(CLITICS)})$")
AFTER_CLOSING = frozenset("،؛:,;/-–—=.!?؟…%" + CLOSING_BRACKETS + CLOSING_QUOTES)
BEFORE_OPENING = frozenset("،؛:,;/-–—=" + OPENING_BRACKETS + OPENING_QUOTES)


class Enclosure(NamedTuple):
    """A pair of quotes or brackets: the places of its first and its last character."""

    first: int
    last: int


def find_enclosures(line: str) -> list[Enclosure]:
    """The pairs of quotes and brackets of a line, in the order in which they close.

    Each kind of sign is paired separately, so that one without a partner does not affect the others.
    """
    opened: dict[str, list[int]] = {}
    found = []
    for match in _SIGN.finditer(line):
        sign = match.group()
        openings = opened.setdefault(name_kind(sign), [])
        opens = _opens(line, match)
        if opens is None and sign in _DOUBLE:
            opens = not openings
        if opens:
            openings.append(match.start())
        elif openings and opens is not None:
            found.append(Enclosure(openings.pop(), match.end() - 1))
    return found


def name_kind(sign: str) -> str:
    """The kind of a sign: all double quotes are one kind; other signs pair with their mirror image."""
    if sign in _DOUBLE:
        return _DOUBLE[0]
    return _SINGLE[0] if sign in _SINGLE else _OPENER.get(sign, sign)


def _opens(line: str, match: re.Match[str]) -> bool | None:
    """Whether a sign opens or closes; ``None`` if it is unclear.

    For quotes the characters next to them decide: counting fails as soon as one is missing, and many writers
    swap « and » or “ and ”.
    """
    sign = match.group()
    if sign in BRACKETS:
        return sign in OPENING_BRACKETS
    before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
    may_open = bool(after) and not after.isspace() and _is_free(line, match.start(), before)
    may_close = (
        bool(before) and not before.isspace() and (not after or after.isspace() or after in AFTER_CLOSING)
    )
    if may_open != may_close:
        return may_open
    if sign in _SINGLE:
        return None
    return True if sign in OPENING_QUOTES else False if sign in CLOSING_QUOTES else None


def _is_free(line: str, place: int, before: str) -> bool:
    """Whether a quotation may open here: at the start of a word, or after a particle as in لـ"الهلال"."""
    return (
        not before
        or before.isspace()
        or before in BEFORE_OPENING
        or bool(_CLITIC.search(line[max(0, place - 5) : place]))
    )
