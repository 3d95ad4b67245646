"""Abbreviating: does this full stop belong to an abbreviation, a number or an address rather than end a sentence?"""

import re

from summarizer.text.cues import (
    DOMAINS,
    LABELS,
    LATIN_ABBREVIATIONS,
    NEWS_OPENERS,
    OPENING_WORDS,
    SPELLED,
    WAW_WORDS,
)
from summarizer.text.letters import LETTERS, OPENING_BRACKETS, OPENING_QUOTES
from summarizer.text.normalizing import normalize

# No abbreviation with the word before it is longer; a line may be a megabyte.
REACH = 40

_EDGE = rf"(?:^|[\s/،,:\-–—\"'{re.escape(OPENING_BRACKETS + OPENING_QUOTES)}])"
_LETTER = "[^\\W\\d_]"
# Single letters with stops between them, a conjunction or preposition perhaps joined to the first: أ.ف.ب  ق. م  U.S
_CHAIN = re.compile(rf"{_EDGE}(?:وال|بال|لل|[وفبلك])?((?:{_LETTER}\s?\.\s?)+){_LETTER}\s?$")
_SINGLE = re.compile(rf"(?:(?P<before>\S+)\s)?{_EDGE}?(?<!{_LETTER})و?(?P<letter>{_LETTER})\s?$")
_TITLE_CHAINS = re.compile(r"(?:[ام]\.\s?)*[ام]\.\s?$")
_ERA = re.compile(r"\d\s?[مه]\s?$")
_WORD = re.compile(f"[{LETTERS}]+")
_FIRST_WORD = re.compile(rf"[\s\"'{re.escape(OPENING_BRACKETS + OPENING_QUOTES)}]*([{LETTERS}]*)")
_LATIN_SIDE = re.compile(r"[A-Za-z0-9_@/%&=#~+-]")


def is_abbreviated(before: str, after: str) -> bool:
    """Whether the full stop between ``before`` and ``after`` belongs to what stands before it."""
    before, after = normalize(before[-REACH:]), normalize(after[:REACH])
    if _is_glued(before, after):
        return True
    if _CHAIN.search(before):
        return _is_title(before) or _goes_on_glued(after) or not opens_sentence(after)
    words = _WORD.findall(before)
    if not words or not before.rstrip().endswith(words[-1]):
        return False
    last, previous = words[-1], _read_previous(before)
    if len(last) == 1 or (len(last) == 2 and last in ("ود", "وم", "وا", "لد")):
        return _abbreviates_letter(before, last, previous, after)
    if read_word(after) in DOMAINS:
        return True
    if last in SPELLED:
        return _abbreviates_spelled(before, previous, after)
    return last in LATIN_ABBREVIATIONS and not opens_sentence(after)


def opens_sentence(after: str) -> bool:
    """Whether what follows is likely a new sentence rather than the rest of this one: "and" and a word."""
    word = read_word(after)
    return word in OPENING_WORDS or (word[:1] == "و" and len(word) > 2 and word not in WAW_WORDS)


def read_word(after: str) -> str:
    """The first word of what follows, folded; empty where a sign comes first."""
    found = _FIRST_WORD.match(after)
    return normalize(found[1]) if found else ""


def _is_glued(before: str, after: str) -> bool:
    """A stop inside a number or an address: 30.89, www.example.org, 3.1"""
    return bool(_LATIN_SIDE.match(after) and before and _LATIN_SIDE.match(before[-1]))


def _goes_on_glued(after: str) -> bool:
    """The next letter of a chain: the ف of أ.ف.ب"""
    return bool(re.match(rf"\s?{_LETTER}\s?(?:\.|[^\w\s]|$)", after))


def _is_title(before: str) -> bool:
    """أ.د. and أ.م.د. stand before a name, whatever letter the name begins with."""
    return bool(re.search(r"(?:^|\W)و?[ا]\s?\.\s?(?:م\s?\.\s?)?د\s?$", before))


def _read_previous(before: str) -> str:
    """The piece before the last one, with the signs joined to it."""
    pieces = before.split()
    return pieces[-2] if len(pieces) > 1 else ""


def _abbreviates_letter(before: str, last: str, previous: str, after: str) -> bool:
    if _ERA.search(before):
        return False  # "2014م." and "1400 هـ." are years
    bare = previous.strip("\"'«»()[]“”")
    if bare in LABELS or (len(bare) == 1 and bare.isalpha() and bare != "و"):
        return False  # "فيتامين د." and "أ ف ب." are whole
    return not (last.isascii() and opens_sentence(after))


def _abbreviates_spelled(before: str, previous: str, after: str) -> bool:
    if previous.endswith(".") and previous[:-1] in SPELLED:
        return not opens_sentence(after)  # "واشنطن دي. سي. صباح"
    if previous in SPELLED or previous in LABELS:
        return False  # "بي بي سي." is whole
    return read_word(after) not in NEWS_OPENERS
