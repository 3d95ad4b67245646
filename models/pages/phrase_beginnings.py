"""How the lines that a pattern matches may begin; used by `phrase_index`.

Read here are the signs that the tables use: groups, alternatives, classes, quantifiers, and looking ahead,
which is passed over. What is found may be more than a pattern matches, never less.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from summarizer.page.phrases.lookup import ANY, END, LENGTH

_SIGN = re.compile(r"\\.|\(\?[:=!>]|\[\^?[^\]]*\]|\{\d*,?\d*\}|.", re.DOTALL)
_DIGITS = frozenset("0123456789")
_QUANTIFIERS = ("?", "*", "+", "{")

Beginnings = frozenset[str]
_NOTHING: Beginnings = frozenset([""])
_ANYTHING: Beginnings = frozenset([ANY])


def list_beginnings(pattern: str) -> Beginnings:
    """The first characters of all lines that a pattern may match whole.

    Each has ``LENGTH`` characters, or is shorter and ends with ``ANY`` or ``END``.
    """
    found, _ = _read_alternatives(_SIGN.findall(pattern), 0)
    return _append(found, frozenset([END]))


def split_alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern that stand in no group."""
    start = place = depth = 0
    for sign in _SIGN.findall(pattern):
        if sign == "|" and not depth:
            yield pattern[start:place]
            start = place + 1
        depth += sign.startswith("(") - (sign == ")")
        place += len(sign)
    yield pattern[start:]


def _read_alternatives(signs: Sequence[str], at: int) -> tuple[Beginnings, int]:
    """The beginnings of the alternatives of a group, and the place of its end."""
    found: Beginnings = frozenset()
    branch = _NOTHING
    while at < len(signs) and signs[at] != ")":
        if signs[at] == "|":
            found, branch, at = found | branch, _NOTHING, at + 1
        elif all(map(_is_whole, branch)):
            at = _skip(signs, at)
        else:
            piece, at = _read_piece(signs, at)
            branch = _append(branch, piece)
    return found | branch, at


def _read_piece(signs: Sequence[str], at: int) -> tuple[Beginnings, int]:
    """One sign, class or group with its quantifier, and the place behind it."""
    sign = signs[at]
    if sign.startswith("("):
        piece, at = _read_alternatives(signs, at + 1)
        piece = _NOTHING if sign in ("(?=", "(?!") else piece
    else:
        piece = _read_sign(sign)
    at += 1
    quantifier = signs[at] if at < len(signs) and signs[at].startswith(_QUANTIFIERS) else ""
    if not quantifier:
        return piece, at
    if quantifier != "?":
        # What follows the first time is not looked at.
        piece = _append(piece, _ANYTHING)
    return piece | _NOTHING if quantifier[0] in "?*" or quantifier.startswith("{0") else piece, at + 1


def _read_sign(sign: str) -> Beginnings:
    if sign == r"\d":
        return _DIGITS
    if sign == "." or sign.startswith("[^") or (len(sign) > 1 and sign[0] == "\\" and sign[1].isalnum()):
        return _ANYTHING
    if sign.startswith("["):
        return _list_class(sign[1:-1])
    return frozenset([sign[-1]])


def _list_class(listed: str) -> Beginnings:
    """The characters of a class; those of one with a range or a class inside are not listed."""
    if "\\" in listed or "-" in listed[1:-1]:
        return _ANYTHING
    return frozenset(listed)


def _append(branch: Beginnings, piece: Iterable[str]) -> Beginnings:
    """Each beginning that is not whole, followed by each piece."""
    whole = filter(_is_whole, branch)
    return frozenset(
        [*whole, *((one + more)[:LENGTH] for one in branch if not _is_whole(one) for more in piece)]
    )


def _is_whole(beginning: str) -> bool:
    return len(beginning) >= LENGTH or beginning.endswith((ANY, END))


def _skip(signs: Sequence[str], at: int) -> int:
    """The place of the end of an alternative."""
    depth = 0
    while at < len(signs) and (depth or signs[at] not in ("|", ")")):
        depth += signs[at].startswith("(") - (signs[at] == ")")
        at += 1
    return at
