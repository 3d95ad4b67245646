"""What a mark between digits does: it groups thousands, parts a number from its fraction, or ends it."""

from enum import IntEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


class Mark(IntEnum):
    """What stands between digits or before them."""

    BLANK = 1
    COMMA = 2
    POINT = 3
    DECIMAL = 4
    SIGN = 5


BLANKS = " \u00a0\u2009\u202f"
# Hyphen-minus, minus, en dash, and the small and full-width forms.
SIGNS = "-\u2212\u2013\ufe63\uff0d"
# The Arabic decimal sign; the Arabic comma serves as one too.
DECIMAL = "\u066b"
COMMAS = ",\u060c\u066c"
# Digits of a phone number in groups. Its first group is a prefix of two to five digits; after one of two, a
# group of three or more tells it from a date, or five pairs do.
PHONE_DIGITS, PREFIX_DIGITS = (8, 15), (2, 5)
SHORT_PREFIX_DIGITS, PAIRS = 11, 5
# What a mark between digits does.
SPLITS, JOINS, POINTS = 0, 1, 2

_MARKS = {
    Mark.BLANK: BLANKS,
    Mark.COMMA: COMMAS,
    Mark.POINT: ".",
    Mark.DECIMAL: DECIMAL,
    Mark.SIGN: SIGNS,
}


def join_digits(
    lengths: NDArray[np.int64], marks: NDArray[np.uint32], zeros: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """What each mark between two runs of digits does: ``SPLITS``, ``JOINS`` or ``POINTS``.

    lengths  (n,)      digits of each run
    marks    (n - 1,)  code of the one character between a run and the next; 0 where they are not neighbours
    zeros    (n,)      whether the run begins with 0

    A comma before three digits groups thousands, any other is a decimal comma, as are the Arabic decimal sign
    and a point: 1.410 is 1.41. Several points, or points before a decimal comma, group: 1.500.000. Blanks
    group where all runs but the first have three digits, so that a row of a table is not one number. Blanks
    and dashes join the groups of a phone number.
    """
    if not len(marks):
        return np.empty(0, np.uint8)
    kinds = classify_marks(marks)
    is_blank, is_comma, is_point, is_decimal = (kinds == kind for kind in list(Mark)[:4])
    after = np.append(lengths[2:], 0)
    is_three = (lengths[1:] == 3) & (lengths[:-1] <= 3) & ~(zeros[:-1] & (lengths[:-1] < 3))
    next_point, next_comma = np.append(is_point[1:], False), np.append((is_comma | is_decimal)[1:], False)
    is_three_before = np.append(False, is_point[:-1] & (lengths[1:-1] == 3))
    groups = is_comma & is_three
    groups |= (
        is_point
        & is_three
        & ((next_point & (after == 3)) | is_three_before | (next_comma & (after != 3) & (after > 0)))
    )
    does = np.where(is_comma | is_point | is_decimal, POINTS, SPLITS).astype(np.uint8)
    is_divided = does > 0
    groups |= is_blank & _group_by_blanks(lengths, is_blank, is_divided)
    is_within = is_blank | (kinds == Mark.SIGN)
    groups |= is_within & _find_phones(lengths, zeros, is_within, is_divided)
    does[groups] = JOINS
    return does


def _group_by_blanks(
    lengths: NDArray[np.int64], is_blank: NDArray[np.bool_], is_marked: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which marks stand in a chain of blanks that groups thousands."""
    starts = np.flatnonzero(np.append(True, ~is_blank))
    is_wrong = lengths != 3
    is_wrong[starts] = (lengths[starts] > 3) | np.append(False, is_marked)[starts]
    wrong = np.logical_or.reduceat(is_wrong, starts)
    chains = np.cumsum(~is_blank)
    return ~wrong[chains]


def _find_phones(
    lengths: NDArray[np.int64],
    zeros: NDArray[np.bool_],
    is_within: NDArray[np.bool_],
    is_divided: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Which marks stand in a chain of blanks and dashes that groups a phone number, 079-123-4567 say."""
    starts = np.flatnonzero(np.append(True, ~is_within))
    n_runs = np.diff(starts, append=len(lengths))
    first, n_digits = lengths[starts], np.add.reduceat(lengths, starts)
    later = lengths.copy()
    later[starts] = n_digits.max()
    is_phone = zeros[starts] & (n_runs > 1) & (np.minimum.reduceat(later, starts) > 1)
    is_phone &= (n_digits >= PHONE_DIGITS[0]) & (n_digits <= PHONE_DIGITS[1])
    is_phone &= (first >= PREFIX_DIGITS[0]) & (first <= PREFIX_DIGITS[1])
    # The digits of a decimal number are no group.
    is_phone &= ~(np.append(False, is_divided)[starts] | np.append(is_divided, False)[starts + n_runs - 1])
    second = np.append(lengths, 0)[starts + 1]
    is_number = (second > PREFIX_DIGITS[0]) & (n_digits <= SHORT_PREFIX_DIGITS)
    is_phone &= (first > PREFIX_DIGITS[0]) | is_number | ((n_runs == PAIRS) & (n_digits == 2 * PAIRS))
    chains = np.cumsum(~is_within)
    found: NDArray[np.bool_] = is_phone[chains]
    return found


def classify_marks(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Which ``Mark`` each code is; 0 for any other character."""
    return list_marks()[np.minimum(codes, 0xFFFF)]


@lru_cache(maxsize=1)
def list_marks() -> NDArray[np.uint8]:
    """The ``Mark`` of each code below 2**16, 0 for any other character."""
    marks = np.zeros(1 << 16, np.uint8)
    for mark, characters in _MARKS.items():
        marks[[ord(character) for character in characters]] = mark
    return marks
