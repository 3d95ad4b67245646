"""Slow, obvious twins of the fast functions of `summarizer.text`."""

import unicodedata

VARIANTS = {"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا"}
MARKS_BY_ANOTHER_NAME = "\u0640\ufe76"


def is_hidden(character: str) -> bool:
    """Whether a character is not visible alone: a mark, tatweel, a control of direction or joining."""
    return unicodedata.category(character) in ("Mn", "Me", "Cf") or character in MARKS_BY_ANOTHER_NAME


def normalize_slowly(text: str) -> str:
    """Fold letter by letter, by Unicode's data."""
    return "".join(_fold(character) for character in text if not is_hidden(character))


def _fold(character: str) -> str:
    if character.isdecimal():
        return str(int(character))
    if not character.isalpha():
        return character
    parts = unicodedata.normalize("NFKD", character)
    return "".join(VARIANTS.get(part, part) for part in parts if not is_hidden(part)).lower()


def tokenize_slowly(text: str) -> list[str]:
    """Runs of letters and digits of the folded text."""
    spaced = "".join(part if part.isalnum() else " " for part in normalize_slowly(text))
    return spaced.split()


def find_blocks_slowly(text: str) -> list[tuple[int, int, int]]:
    """Start, end and number of blank lines before, for each line that is not blank."""
    found, gap, start = [], 0, 0
    for line in text.splitlines(keepends=True):
        inside = [place for place in range(start, start + len(line)) if not text[place].isspace()]
        if any(not is_hidden(text[place]) for place in inside):
            found.append((inside[0], inside[-1] + 1, gap))
            gap = 0
        else:
            gap += 1
        start += len(line)
    return found
