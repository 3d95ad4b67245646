"""Numbers in words: which words are numerals, and the value of numerals side by side; used by `numbers`.

Arabic says the units before the tens (three *and* twenty), joins the parts of a number with waw, and has
duals (`ألفان`, two thousand). A plural (`آلاف`, thousands), `واحد` and `نصف` are numbers only beside another
numeral.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from summarizer.text.tokenizing import tokenize


class Step(Enum):
    """What a numeral may stand beside."""

    UNIT = "unit"  # 1 to 9
    TEN = "ten"
    TENS = "tens"  # 20 to 90
    HUNDRED = "hundred"
    HUNDREDS = "hundreds"  # 200 to 900 in one word
    SCALE = "scale"  # a thousand, a million ...
    TWO = "two"  # two thousand, two million ...
    PART = "part"  # a half, a quarter
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral: its value, whether waw is attached to it, and whether it is a number by itself."""

    kind: Step
    value: Decimal
    joined: bool = False
    alone: bool = True


_UNITS = {
    2: "اثنان اثنين اثنتان اثنتين",
    3: "ثلاثة ثلاث",
    4: "أربعة أربع",
    5: "خمسة خمس",
    6: "ستة ست",
    7: "سبعة سبع",
    8: "ثمانية ثماني ثمان",
    9: "تسعة تسع",
}
# Numbers only in 11, 12, 21 and so on; by themselves the words mean "one of" or "alone".
_UNITS_IN_COMPOUNDS = {1: "واحد واحدة أحد إحدى", 2: "اثنا اثني اثنتا اثنتي"}
_TENS = {
    20: "عشرون عشرين",
    30: "ثلاثون ثلاثين",
    40: "أربعون أربعين",
    50: "خمسون خمسين",
    60: "ستون ستين",
    70: "سبعون سبعين",
    80: "ثمانون ثمانين",
    90: "تسعون تسعين",
}
_HUNDRED = "مئة مائة"
_TWO_HUNDRED = "مئتان مئتين مئتي مائتان مائتين مائتي"
# Singular, plural, dual.
_SCALES = {
    10**3: ("ألف ألفا", "آلاف", "ألفان ألفين ألفي"),
    10**6: ("مليون مليونا", "ملايين", "مليونان مليونين مليوني"),
    10**9: ("مليار مليارا بليون بليونا", "مليارات بلايين", "ملياران مليارين ملياري"),
    10**12: ("تريليون تريليونا ترليون ترليونا", "تريليونات ترليونات", "تريليونان تريليونين"),
}
_PARTS = {"0.5": "نصف", "0.25": "ربع"}
# Attached particles, folded; articles only before forms that no other word shares: with the article, the
# short form of five is a town and that of two is Monday.
_PARTICLES = ("", "و", "ف", "ب", "ل", "وب", "ول")
_ARTICLES = ("ال", "وال", "بال", "لل")
# "I am not", which is no "for six".
_OTHER_WORDS = frozenset(tokenize("لست"))


def _list_numerals() -> dict[str, Numeral]:
    found: dict[str, Numeral] = {}

    def add(words: str, kind: Step, value: int | str, *, alone: bool = True) -> None:
        for word in tokenize(words):
            found[word] = Numeral(kind, Decimal(value), alone=alone)

    for value, words in _UNITS.items():
        add(words, Step.UNIT, value)
    for value, words in _UNITS_IN_COMPOUNDS.items():
        add(words, Step.UNIT, value, alone=False)
    add("عشرة عشر", Step.TEN, 10)
    for value, words in _TENS.items():
        add(words, Step.TENS, value)
    add(_HUNDRED, Step.HUNDRED, 100)
    add(_TWO_HUNDRED, Step.HUNDREDS, 200)
    for value in range(3, 10):
        stems = _UNITS[value].split()[1:]
        add(
            " ".join(stem + word for stem in stems for word in _HUNDRED.split()),
            Step.HUNDREDS,
            100 * value,
        )
    for value, (singular, plural, dual) in _SCALES.items():
        add(singular, Step.SCALE, value)
        add(plural, Step.SCALE, value, alone=False)
        add(dual, Step.TWO, 2 * value)
    for part, words in _PARTS.items():
        add(words, Step.PART, part, alone=False)
    return found


def _attach_particles() -> dict[str, Numeral]:
    """Every form of every numeral with what may be attached to it."""
    forms: dict[str, Numeral] = {}
    for word, numeral in _list_numerals().items():
        takes_article = numeral.kind is Step.TENS or (numeral.kind is Step.UNIT and word.endswith("ه"))
        for particle in _PARTICLES + (_ARTICLES if takes_article else ()):
            if particle + word not in _OTHER_WORDS:
                joined = particle.startswith("و")
                forms[particle + word] = Numeral(numeral.kind, numeral.value, joined, numeral.alone)
    return forms


# From each folded form to what it says.
NUMERALS = _attach_particles()


def read_numerals(numerals: Sequence[Numeral]) -> tuple[Decimal, int]:
    """The value of the number that begins with the first numeral, and how many numerals it takes.

    None of them is taken where the first one is no number by itself and makes none with those after it.
    """
    total, lowest, end = Decimal(0), Decimal("Infinity"), 0
    while end < len(numerals) and lowest > 1 and (not end or numerals[end].joined):
        value, scale, n_read = _read_part(numerals[end:])
        if not n_read or scale >= lowest or (end and (value >= lowest or numerals[end].value % 1)):
            break
        total, lowest, end = total + value, scale, end + n_read
    if end < len(numerals) and end and numerals[end].kind is Step.PART and numerals[end].joined:
        # "A million and a half" is half a million more.
        return total + numerals[end].value * lowest, end + 1
    if end == 1 and not numerals[0].alone:
        return Decimal(0), 0
    return total, end


def _read_part(numerals: Sequence[Numeral]) -> tuple[Decimal, Decimal, int]:
    """A number below a thousand with its scales: the value, the product of the scales, numerals taken."""
    first = numerals[0]
    if first.kind is Step.TWO:
        return first.value, first.value / 2, 1
    if first.kind is Step.SCALE:
        value, end = Decimal(1), 0
        if not first.alone:
            return Decimal(0), Decimal(1), 0
    elif first.kind is Step.FIGURES or _is_part_of_scale(numerals):
        value, end = first.value, 1
    else:
        value, end = _read_hundreds(numerals)
    scale = Decimal(1)
    while end < len(numerals) and numerals[end].kind is Step.SCALE and (not end or not numerals[end].joined):
        scale, end = scale * numerals[end].value, end + 1
    return value * scale, scale, end


def _is_part_of_scale(numerals: Sequence[Numeral]) -> bool:
    """Whether the first two are "half a million"."""
    first, after = numerals[0], numerals[1] if len(numerals) > 1 else None
    return first.kind is Step.PART and after is not None and after.kind is Step.SCALE and not after.joined


def _read_hundreds(numerals: Sequence[Numeral]) -> tuple[Decimal, int]:
    """A number below a thousand, and how many numerals it takes."""
    first, after = numerals[0], numerals[1] if len(numerals) > 1 else None
    if first.kind in (Step.HUNDRED, Step.HUNDREDS):
        value, end = first.value, 1
    elif first.kind is Step.UNIT and after and after.kind is Step.HUNDRED and not after.joined:
        value, end = first.value * 100, 2
    else:
        return _read_tens(numerals)
    if end < len(numerals) and numerals[end].joined:
        rest, n_read = _read_tens(numerals[end:])
        if n_read:
            return value + rest, end + n_read
    return value, end


def _read_tens(numerals: Sequence[Numeral]) -> tuple[Decimal, int]:
    """A number below a hundred, and how many numerals it takes."""
    first, after = numerals[0], numerals[1] if len(numerals) > 1 else None
    if first.kind is Step.UNIT:
        if after and (
            (after.kind is Step.TENS and after.joined) or (after.kind is Step.TEN and not after.joined)
        ):
            return first.value + after.value, 2
        return first.value, 1
    if first.kind in (Step.TEN, Step.TENS):
        return first.value, 1
    return Decimal(0), 0
