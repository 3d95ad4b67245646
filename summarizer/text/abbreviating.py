"""Abbreviating: does a full stop belong to what stands before it, or does it end a sentence?"""

import re

from summarizer.text.cues import DOMAINS, LABELS, LATIN_SHORT_FORMS, OPENING, RATES, SHORT_FORMS, SPELLED, WAW_WORDS
from summarizer.text.letters import LETTERS
from summarizer.text.normalizing import normalize

# A word, the stop joined to it, and the rest up to the next word.
_PIECE = re.compile(rf"([{LETTERS}]+)(\.?)([^{LETTERS}]*)")
_FIRST_WORD = re.compile(rf"[\s\"'(\[«“‘–—-]*([{LETTERS}]*)")
_NEXT_LETTER = re.compile(rf"[{LETTERS}](?![{LETTERS}])")
_ADDRESS = re.compile(r"[A-Za-z0-9_@/%&=#~+-]")
_TITLE = re.compile(rf"(?<![{LETTERS}])و?ا\s?\.\s?(?:م\s?\.\s?)?د\s?$")
_PROCLITICS = frozenset("وفبلك")

Piece = tuple[str, str, str]
_NOTHING: Piece = ("", "", "")


def is_abbreviated(before: str, after: str) -> bool:
    """Whether the full stop between ``before`` and ``after`` belongs to an abbreviation, a number or an address."""
    if _is_inside_address(before, after):
        return True
    before, after = normalize(before), normalize(after)
    pieces: list[Piece] = _PIECE.findall(before)[-3:]
    if not pieces or pieces[-1][2].strip():
        return False
    last, previous = pieces[-1][0], pieces[-2] if len(pieces) > 1 else _NOTHING
    if read_word(after) in DOMAINS:
        return True
    if _is_initial(last):
        if _is_joined(previous):
            return _is_inside_chain(before, after)
        return _abbreviates_letter(pieces, after) if last not in SPELLED else _abbreviates_spelled(previous, after)
    return last in SHORT_FORMS or (last in LATIN_SHORT_FORMS and not opens_sentence(after))


def opens_sentence(after: str) -> bool:
    """Whether a new sentence is likely in what follows: Arabic opens most of them with "and"."""
    word = read_word(after)
    return word in OPENING or (word[:1] == "و" and len(word) > 2 and word not in WAW_WORDS)


def read_word(after: str) -> str:
    """The first word of what follows, folded, behind opening signs; empty where none comes first."""
    found = _FIRST_WORD.match(normalize(after))
    return found[1] if found else ""


def _is_inside_address(before: str, after: str) -> bool:
    """A stop inside a number, a version, an address or a file name: 30.89, www.example.org, .NET"""
    if not _ADDRESS.match(normalize(after[0])):
        return False
    return "a" <= after[0] <= "z" or before[-1:].isspace() or bool(_ADDRESS.match(normalize(before[-1:])))


def _is_initial(word: str) -> bool:
    """A single letter, also with a particle joined to it (ود.), or a Latin letter spelled out."""
    single = len(word) == 1 or (len(word) == 2 and word[0] in "ول" and word[1] in "اادم")
    return word in SPELLED or (single and not word.isdecimal())


def _is_joined(previous: Piece) -> bool:
    """Whether the piece before is an initial with its own stop: the chain أ. ف. ب"""
    word, stop, rest = previous
    return bool(stop) and not rest.strip() and (_is_initial(word) or _is_initial(word[1:]) or _is_initial(word[2:]))


def _is_inside_chain(before: str, after: str) -> bool:
    """A chain ends a sentence where the next one clearly opens; a title's chain never does."""
    return bool(_TITLE.search(before) or _NEXT_LETTER.match(after)) or not opens_sentence(after)


def _abbreviates_letter(pieces: list[Piece], after: str) -> bool:
    """A letter alone is a title or an initial, but for units, years and letters that name something."""
    last = pieces[-1][0]
    earlier, (previous, stop, rest) = ([_NOTHING, _NOTHING, *pieces])[-3:-1]
    if stop or (rest.strip() and rest != "/"):
        previous = ""
    if previous[-1:].isdecimal():  # "7/1/2020 م." and "50 ج."
        return last not in "مهص" and not opens_sentence(after)
    if rest == "/" and last in RATES:
        return False
    is_acronym = len(previous) == 1 and (previous not in _PROCLITICS or len(earlier[0]) == 1)
    if is_acronym and rest != "/":  # "أ ف ب."
        return False
    return not ((previous in LABELS or last.isascii()) and opens_sentence(after))


def _abbreviates_spelled(previous: Piece, after: str) -> bool:
    """One spelled letter is a middle initial; "بي بي سي." and "فيتامين سي." are whole names."""
    word, stop, rest = previous
    whole = not stop and not rest.strip() and (word in SPELLED or word in LABELS)
    return not whole and not opens_sentence(after)
