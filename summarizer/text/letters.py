"""Arabic letters by name; a mark that does not show is written as an escape, never typed."""

import re
import unicodedata

TATWEEL = "\u0640"
# Vowel marks, Koranic signs and high hamza; the combining accents of Latin text.
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u0674\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff\u0300-\u036f"
# Presentation forms of vowel marks that stand alone: they fold to nothing, as the marks do.
MARK_FORMS = "\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f\ufbb2-\ufbc1"
# Bidi controls, zero-width characters, soft hyphen, byte order mark, variation selectors.
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
# All that no reader sees as a character of its own.
HIDDEN = MARKS + MARK_FORMS + TATWEEL + INVISIBLE

# U+064B..U+065F are marks; U+06D4 is a full stop, U+06DD and U+06DE signs; U+066A..U+066D punctuation.
ARABIC = (
    "\u0620-\u063f\u0641-\u064a\u0660-\u0669\u066e\u066f\u0671-\u0673\u0675-\u06d3\u06d5\u06e5\u06e6\u06ee-\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufc5d\ufc64-\ufcf1\ufcf5-\ufd3d\ufd50-\ufdfc"
    "\ufe80-\ufefc"
)
LATIN = (
    "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1\u1e00-\u1eff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
)
# Whole blocks: the vowel signs of Indic scripts belong to their words. Left out is what is punctuation.
OTHER = (
    "\u0370-\u037d\u037f\u0386\u0388-\u0559\u0560-\u0588\u0591-\u05bd\u05d0-\u05f2\u0710-\u074f\u0780-\u085f"
    "\u0900-\u0963\u0966-\u0e4e\u0e50-\u0eff\u0f18-\u0f39\u0f40-\u1049\u1050-\u135f\u1369-\u13ff\u1401-\u166c\u166f-\u169a"
    "\u16a0-\u16ea\u1780-\u17d3\u17e0-\u17ff\u1810-\u1cff\u1d00-\u1dff\u1f00-\u1fbc\u1fc2-\u1fcc\u1fd0-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ffc"
    "\u2c00-\u2cf3\u2d00-\u2d6f\u2d80-\u2dff\u3041-\u30fa\u30fc-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua4d0-\ua4fd"
    "\ua500-\ua60c\ua610-\ua6f1\ua717-\ua873\ua880-\ua8cd\ua8d0-\ua8f7\ua900-\ua92d\ua930-\ua95e\uaa00-\uaa5b\uaa60-\uabea\uabec-\ud7ff"
    "\uf900-\ufb4f\uff66-\uffdc\U00010280-\U0001efff\U00020000-\U0003ffff"
)
# A character class without its brackets: every letter and digit that a word may hold.
LETTERS = ARABIC + LATIN + OTHER

# Not U+060C: Arabic prose chains clauses with its comma for whole paragraphs.
STOPS = ".\u06d4"
QUESTIONS = "!?\u061f\u203c\u2047-\u2049\u2e2e\uff01\uff1f"
ELLIPSIS = "\u2026"

OPENING_BRACKETS = "([{\ufd3f"
CLOSING_BRACKETS = ")]}\ufd3e"
OPENING_QUOTES = "«‹“„‘‚"
CLOSING_QUOTES = "»›”’"

# Letters that spelling, keyboards and neighbouring languages vary, after marks are gone.
_VARIANTS = str.maketrans(
    {
        "\u0671": "ا", "\u0672": "ا", "\u0673": "ا", "\u0675": "ا", "\u0649": "ي", "\u06cc": "ي", "\u06cd": "ي", "\u06d0": "ي", "\u06d2": "ي",
        "\u0629": "ه", "\u06c3": "ه", "\u06be": "ه", "\u06c1": "ه", "\u06d5": "ه", "\u06a9": "ك", "\u06aa": "ك",
        "\u0674": "", TATWEEL: "",
    }
)  # fmt: skip
# Greek and Cyrillic stand beside Latin for their small letters; the rest of Unicode only for its digits.
_LETTER_RANGES = (range(0x530), range(0x600, 0x700), range(0x750, 0x780), range(0x870, 0x900), range(0x1E00, 0x1F00), range(0xFB50, 0xFDFD), range(0xFE70, 0xFEFD), range(0xFF10, 0xFF5B))  # fmt: skip
_DIGIT_RANGES = (range(0x7C0, 0x1C60), range(0xA620, 0xABFA), range(0x104A0, 0x11DAA), range(0x1D7CE, 0x1D800))


def _fold(character: str) -> str | None:
    """The folded form of one letter, digit or mark; ``None`` for nothing."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    parts = unicodedata.normalize("NFKD", character)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return bare.translate(_VARIANTS).lower().strip() or None


def _build_fold() -> dict[int, str | None]:
    folded: dict[int, str | None] = {}
    hidden = re.compile(f"[{HIDDEN}]")
    letter = re.compile(f"[{LETTERS}]")
    for code in (code for codes in _LETTER_RANGES for code in codes):
        if letter.match(chr(code)):
            folded[code] = _fold(chr(code))
    folded |= {code: _fold(chr(code)) for codes in _DIGIT_RANGES for code in codes if chr(code).isdecimal()}
    folded |= {code: None for code in (*range(0xFFFF), ) if hidden.match(chr(code))}
    return {code: form for code, form in folded.items() if form != chr(code)}


# The whole folding, for ``str.translate``.
FOLD: dict[int, str | None] = _build_fold()
