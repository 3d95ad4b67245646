"""Quoting: what stands inside closed quotes and brackets, where no sentence ends."""

import re
from typing import NamedTuple

from summarizer.text.letters import CLOSING_BRACKETS, CLOSING_QUOTES, LETTERS, OPENING_BRACKETS, OPENING_QUOTES

# A longer quotation holds whole sentences of its own, or its closing sign is missing.
MAX_ENCLOSED = 220

BRACKETS = OPENING_BRACKETS + CLOSING_BRACKETS
_SIGN = re.compile(rf"''|[{re.escape(BRACKETS + OPENING_QUOTES + CLOSING_QUOTES)}\"']")
_PAIRS = str.maketrans(CLOSING_BRACKETS + CLOSING_QUOTES, OPENING_BRACKETS + "«‹“‘")
_LETTER = re.compile(f"[{LETTERS}]")
_BEFORE_OPENING = " \t\xa0،؛:,;/-–—=" + OPENING_BRACKETS + OPENING_QUOTES
_AFTER_CLOSING = " \t\xa0،؛:,;/-–—=.!?؟…%" + CLOSING_BRACKETS + CLOSING_QUOTES


class Enclosure(NamedTuple):
    """A closed pair of quotes or brackets: places of its first and last sign."""

    first: int
    last: int


def find_enclosures(line: str) -> list[Enclosure]:
    """The closed pairs of at most ``MAX_ENCLOSED`` characters, by the place of their last sign.

    Each kind of sign pairs for itself, so that a sign without a partner disturbs no other.
    """
    opened: dict[str, list[int]] = {}
    found = []
    for match in _SIGN.finditer(line):
        sign, place = match.group(), match.start()
        kind = _name_kind(sign)
        places = opened.setdefault(kind, [])
        if places and place - places[-1] > MAX_ENCLOSED:
            places.clear()
        if _opens(line, match, kind, waiting=bool(places)):
            places.append(place)
        elif places:
            found.append(Enclosure(places.pop(), match.end() - 1))
    return found


def _name_kind(sign: str) -> str:
    """What pairs with what: brackets each with their own, double quotes of every shape with each other."""
    if sign in "“”„\"" or sign == "''":
        return '"'
    if sign in "‘’‚'":
        return "'"
    return sign.translate(_PAIRS)


def _opens(line: str, match: re.Match[str], kind: str, *, waiting: bool) -> bool:
    """Whether a sign opens: quotes by what stands beside them, since parity is lost with the first missing one."""
    sign = match.group()
    if sign in BRACKETS:
        return sign in OPENING_BRACKETS
    before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
    may_open = (not before or before in _BEFORE_OPENING) and bool(after) and not after.isspace()
    may_close = (not after or after in _AFTER_CLOSING) and bool(before) and not before.isspace()
    if may_open != may_close:
        return may_open
    if sign in OPENING_QUOTES or (sign in CLOSING_QUOTES and sign != "’"):
        return sign in OPENING_QUOTES
    return not waiting and kind == '"'
