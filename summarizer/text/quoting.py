"""Quoting: what stands inside closed quotes and brackets, where no sentence ends."""

import re
from collections.abc import Iterator

from summarizer.text.letters import CLOSING_BRACKETS, CLOSING_QUOTES, OPENING_BRACKETS, OPENING_QUOTES
from summarizer.text.normalizing import normalize

# A quotation longer than this holds whole sentences of its own, or its closing sign is missing.
MAX_ENCLOSED = 220

OPENING = OPENING_BRACKETS + OPENING_QUOTES
CLOSING = CLOSING_BRACKETS + CLOSING_QUOTES
STRAIGHT_QUOTE = '"'
_SIGN = re.compile(rf"[{re.escape(OPENING + CLOSING)}{STRAIGHT_QUOTE}]")
_OPENER_OF = {")": "(", "]": "[", "}": "{", "\ufd3e": "\ufd3f", "»": "«", "›": "‹", "”": "“", "’": "‘"}
_REPORTING = frozenset(
    """
    قال قالت قالوا يقول تقول سال سالت سالته يسال تسال تساءل تساءلت يتساءل تتساءل اجاب اجابت يجيب رد ردت صرخ صرخت هتف هتفت
    هتفوا كتب كتبت علق علقت صاح صاحت همس همست اردف تابع تابعت استدرك استطرد ختم
    """.split()
)
_CONTINUING = frozenset("ان ثم في من علي عن الي مع حين حتي عندما بعد قبل وفق بحسب حسب هكذا لكن او ام".split())


def find_enclosed(line: str) -> list[tuple[int, int]]:
    """The outermost stretches between a sign and the one that closes it, as (place of the first, place of the last)."""
    enclosed: list[tuple[int, int]] = []
    for start, end in _pair(line):
        while enclosed and enclosed[-1][0] > start:
            enclosed.pop()
        enclosed.append((start, end))
    return enclosed


def _pair(line: str) -> Iterator[tuple[int, int]]:
    """Signs that belong together, in the order in which they close."""
    opened: dict[str, list[int]] = {sign: [] for sign in OPENING + STRAIGHT_QUOTE}
    for match in _SIGN.finditer(line):
        sign, place = match.group(), match.start()
        if sign in OPENING or (sign == STRAIGHT_QUOTE and _opens(line, place, opened[sign])):
            opened[sign].append(place)
            continue
        places = opened[_OPENER_OF.get(sign, sign)]
        if places and place - places[-1] <= MAX_ENCLOSED:
            yield places.pop(), place


def _opens(line: str, place: int, opened: list[int]) -> bool:
    """Whether a straight quote opens: by what stands beside it, since parity is lost with the first missing one."""
    before, after = line[place - 1 : place], line[place + 1 : place + 2]
    free_before = not before or before.isspace() or before in OPENING
    free_after = not after or after.isspace() or not after.isalnum()
    if free_before != free_after:
        return free_before
    return not opened or place - opened[-1] > MAX_ENCLOSED


def attributes(word: str, *, full_stop: bool) -> bool:
    """Whether the word after a quotation's own end mark goes on with the sentence around it.

    After a full stop only a reporting verb does ("«... .» قال الوزير"); after a question or exclamation mark a
    particle does too ("صرخ: «النجدة!» ثم سقط").
    """
    folded = normalize(word)
    return folded in _REPORTING or (not full_stop and folded in _CONTINUING)
