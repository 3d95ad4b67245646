"""Full stops that belong to an abbreviation, a number or an address; used by `ends`."""

from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import LETTERS
from summarizer.text.normalizing import normalize
from summarizer.text.sentences.continuations import (
    DOMAINS,
    JOINED_TITLES,
    LABELS,
    LATIN_SHORT_FORMS,
    OPENING,
    RATES,
    SHORT_FORMS,
    SPELLED,
    SPELLED_LOOKALIKES,
    SPELLED_NAMES,
    SPELLED_WORDS,
    WAW_WORDS,
)
from summarizer.text.tokenizing import LETTERS_RUN

# A word, the stop joined to it, and the rest up to the next word.
_PIECE = compile_late(rf"([{LETTERS}]+)(\.?)([^{LETTERS}]*)")
_FIRST_WORD = compile_late(rf"[\s\"'(\[«“‘]*([{LETTERS}]*)")
_ADDRESS = compile_late(r"[A-Za-z\d_@/%&=#~+-]")
_TITLE = compile_late(rf"(?<![{LETTERS}])و?ا\s?\.\s?(?:م\s?\.\s?)?د\s?$")
# "الساعة 2 م." and "2:30 م." in the afternoon, but not "عام 2 م."
_HOUR = compile_late(r"(?:ساعه\s\d{1,2}|(?<!\d)\d{1,2}:\d\d)\s?م\s?$")
# "300 م. مربع"
_METRE = compile_late(r"\d\s?م\s?$")
_SQUARE = compile_late(r"\s?(?:مربع|مكعب)")
# Particles; they stand alone only after a stray space, or when the tatweel of "لـ د. سعيد" is removed.
_PROCLITICS = frozenset("وفبلك")
_PREFIXES = (*_PROCLITICS, "ال", "لل", "بال", "وال")

Piece = tuple[str, str, str]
_NOTHING: Piece = ("", "", "")


def is_abbreviated(before: str, after: str) -> bool:
    """Whether the stop between the two belongs to an abbreviation, a number or an address."""
    if _is_inside_address(before, after):
        return True
    found = [_NOTHING, _NOTHING, *_PIECE.findall(before)][-3:]
    pieces = [(normalize(word), stop, rest) for word, stop, rest in found]
    last, _, rest = pieces[-1]
    if not last or rest.strip():
        return False
    if last == "م" and pieces[-2][0][-1:].isdecimal() and _is_hour_or_metre(normalize(before), after):
        return True
    if read_word(after) in DOMAINS:
        return True
    if _goes_on(last, after):
        return True
    if found[-1][0] in SPELLED_LOOKALIKES or not _is_initial(last):
        return last in SHORT_FORMS or (last in LATIN_SHORT_FORMS and not opens_sentence(after))
    if _is_joined(pieces[-2]):  # A title's chain never ends a sentence: "أ.د. وليد"
        return bool(_TITLE.search(normalize(before))) or not opens_sentence(after)
    return _abbreviates_spelled(pieces, after) if last in SPELLED else _abbreviates_letter(pieces, after)


def opens_sentence(after: str) -> bool:
    """Whether the text after a stop likely opens a sentence: most Arabic sentences begin with "and"."""
    word = read_word(after)
    return word in OPENING or (word[:1] == "و" and len(word) > 2 and word not in WAW_WORDS)


def read_word(after: str) -> str:
    """The first word after a stop, folded, without opening signs; empty if something else comes first."""
    found = _FIRST_WORD.match(after)
    return normalize(found[1]) if found else ""


def _is_inside_address(before: str, after: str) -> bool:
    """A stop inside a number, a version, an address or a file name: 30.89, www.example.org, .NET"""
    if not _ADDRESS.match(after):
        return False
    if before[-1:].isspace():
        return after[0].isalpha()
    return "a" <= after[0] <= "z" or bool(_ADDRESS.match(before[-1:]))


def _is_initial(word: str) -> bool:
    """A single letter, also with a particle joined to it (ود.), or a Latin letter spelled out."""
    return word in SPELLED or word in JOINED_TITLES or (len(word) == 1 and not word.isdecimal())


def _is_spelled(word: str) -> bool:
    """Whether a word is a spelled letter and not also another word."""
    return word in SPELLED and word not in SPELLED_WORDS


def _is_prefixed(word: str) -> bool:
    """An initial, perhaps with a particle in front: the لأ of "لأ.ف.ب"."""
    return _is_initial(word) or any(
        word.startswith(prefix) and _is_initial(word[len(prefix) :]) for prefix in _PREFIXES
    )


def _is_hour_or_metre(before: str, after: str) -> bool:
    """Whether "م." stands for an hour or a metre within its sentence; else behind a number it is a year."""
    if _METRE.search(before) and _SQUARE.match(normalize(after)):
        return True
    return bool(_HOUR.search(before)) and not opens_sentence(after)


def _goes_on(last: str, after: str) -> bool:
    """Whether the next letter of a chain follows the stop without a space: the ف of أ.ف.ب"""
    found = LETTERS_RUN.match(after)
    word = normalize(found.group()) if found else "و"
    if word == "و" or not _is_initial(word):
        return False
    # "تي.في" is a chain, "به.في" a word and a preposition without the space between them.
    return _is_initial(last) if word in SPELLED_WORDS else _is_prefixed(last)


def _is_joined(previous: Piece) -> bool:
    """Whether the piece before is an initial with its own stop: the chain أ. ف. ب"""
    word, stop, rest = previous
    return bool(stop) and not rest.strip() and _is_prefixed(word)


def _abbreviates_letter(pieces: list[Piece], after: str) -> bool:
    """Whether a letter is a title or an initial, and not a unit, a year or a name such as "group A"."""
    (earlier, _, _), (previous, stop, rest), (last, _, _) = pieces
    if stop or rest.strip(" \t\xa0/°"):
        previous = ""
    if previous[-1:].isdecimal():  # A year or a degree ends the sentence, as in "7/1/2020 م."; "50 ج." may
        return last not in "مه" and not opens_sentence(after)
    if rest == "/" and last in RATES:
        return False
    is_acronym = len(previous) == 1 and (previous not in _PROCLITICS or len(earlier) == 1)
    if is_acronym and "/" not in rest:  # "أ ف ب."
        return False
    return not ((previous in LABELS or last.isascii()) and opens_sentence(after))


def _abbreviates_spelled(pieces: list[Piece], after: str) -> bool:
    """Whether a spelled letter is a middle initial; after another one ("بي بي سي.") or a label it is none."""
    _, (previous, stop, rest), (last, _, _) = pieces
    if last in SPELLED_NAMES:
        return False
    if not stop and not rest.strip() and (previous in LABELS or _is_spelled(previous)):
        return False
    return not opens_sentence(after)
