"""Tables of letters, marks and punctuation, and the table that folds them; used wherever text is read.

A table is the inside of a character class of `re`: single characters and ranges. Invisible characters are
written as escapes, never typed. ``FOLD`` is built from the tables for ``str.translate``.
"""

import re
import unicodedata
from functools import cache

TATWEEL = "\u0640"
# Vowel marks, Koranic signs, the combining accents of Latin text.
MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0674\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff"
    # The same marks as presentation forms, and the separate dots from U+FBB2.
    "\ufbb2-\ufbc2\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f"
)
# Soft hyphen, bidi controls, zero-width characters, variation selectors, byte order mark.
INVISIBLE = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
# Everything that a reader does not see as a separate character.
HIDDEN = MARKS + TATWEEL + INVISIBLE

# Without the marks; U+06D4, a full stop; U+06DD and U+06DE, signs; U+066A to U+066D, punctuation.
ARABIC = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u0673\u0675-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9"
    "\ufb50-\ufbb1\ufbd3-\ufc5d\ufc64-\ufcf1\ufcf5-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdfc\ufe80-\ufefc"
)
LATIN = (
    "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a"
)
GREEK_AND_CYRILLIC = (
    "\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f\u0386\u0388-\u03ff\u0400-\u0481\u048a-\u052f"
)
# Whole blocks with their digits, since the vowel signs of Indic scripts belong to the word. A few rare full
# stops are among them.
OTHER_SCRIPTS = (
    "\u0531-\u0556\u0560-\u0588\u05d0-\u05f2\u0710-\u074f\u0780-\u086a\u0900-\u0963\u0966-\u1fbc\u1fc2-\u1fcc"
    "\u1fd0-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ffc\u2c00-\u2dff\u3041-\u30fa\u30fc-\ud7ff\uf900-\ufb4f\uff66-\uffdc"
    "\U00010280-\U0001d7ff\U0001e000-\U0001efff\U0001fbf0-\U0001fbf9\U00020000-\U0003ffff"
)
DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9\uff10-\uff19"
# Letters without digits, of the scripts that Arabic newspapers print.
ALPHABET = ARABIC + LATIN + GREEK_AND_CYRILLIC
# Every letter and digit that a word may hold.
LETTERS = ALPHABET + DIGITS + OTHER_SCRIPTS

# What ``str.isspace`` says is white space.
WHITE_SPACE = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Where ``str.splitlines`` ends a line.
LINE_ENDS = "\n-\r\x1c-\x1e\x85\u2028\u2029"
# Not U+060C: Arabic prose chains clauses with its comma for whole paragraphs.
STOPS = ".\u06d4"
QUESTIONS = "!?\u061f\u203c\u203d\u2047-\u2049\u2e2e\uff01\uff1f"
ELLIPSIS = "\u2026"

OPENING_BRACKETS = "([{\ufd3f"
CLOSING_BRACKETS = ")]}\ufd3e"
OPENING_QUOTES = "«‹“„‘‚"
CLOSING_QUOTES = "»›”’"

# Letters that writers, keyboards and neighbouring languages write differently. NFKD has removed the hamza.
_VARIANTS = str.maketrans("ٱٲٳىیۍېےةۃھہەکڪ", "ااايييييهههههكك", TATWEEL + "\u0674")

# No script has decimal digits after this code point.
_LAST_DIGIT = 0x1FBF9


def list_ranges(characters: str) -> list[tuple[int, int]]:
    """The first and the last code point of each range of a character class."""
    found = re.findall("(.)(?:-(.))?", characters, re.DOTALL)
    return [(ord(first), ord(last or first)) for first, last in found]


def list_codes(characters: str) -> list[int]:
    """The code points of a character class, ranges written out."""
    return [code for first, last in list_ranges(characters) for code in range(first, last + 1)]


@cache
def list_decimals() -> list[int]:
    """The code points of the decimal digits of all scripts.

    The ten digits of a script stand side by side, so one of them is a multiple of ten.
    """
    tens = [code for code in range(0, _LAST_DIGIT + 1, 10) if chr(code).isdecimal()]
    zeros = [code - unicodedata.decimal(chr(code)) for code in tens]
    return [code for zero in zeros for code in range(zero, zero + 10)]


def _fold_letter(letter: str) -> str | None:
    parts = unicodedata.normalize("NFKD", letter)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return bare.translate(_VARIANTS).lower().strip() or None


def _build_fold() -> dict[int, str | None]:
    folded = {code: _fold_letter(chr(code)) for code in list_codes(ALPHABET)}
    folded |= {code: str(unicodedata.decimal(chr(code))) for code in list_decimals()}
    folded |= dict.fromkeys(list_codes(HIDDEN))
    return {code: form for code, form in folded.items() if form != chr(code)}


# Marks, tatweel, zero-width and bidi characters are removed. Forms of alef, hamza, ya, kaf and ha, ta marbuta
# and presentation forms (a ligature becomes its letters) become plain letters. Every Unicode decimal digit
# becomes ASCII. Latin, Greek and Cyrillic letters become lower case without accents.
FOLD: dict[int, str | None] = _build_fold()
