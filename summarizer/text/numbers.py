"""The numbers of a text, in figures and in words, by value; used where articles are compared."""

import re

from summarizer.text.letters import HIDDEN
from summarizer.text.normalizing import normalize
from summarizer.text.tokenizing import locate_words, tokenize

_NUMBER = re.compile(f"\\d[\\d{HIDDEN}]*(?:[.,\u066b\u066c]\\d[\\d{HIDDEN}]*)*")
_GROUPING = re.compile("[,\u066c](?=\\d{3}(?!\\d))")
_WRITTEN = {
    "2": "اثنان اثنين اثنتان اثنتين",
    "3": "ثلاثة ثلاث",
    "4": "أربعة أربع",
    "5": "خمسة خمس",
    "6": "ستة ست",
    "7": "سبعة سبع",
    "8": "ثمانية ثماني ثمان",
    "9": "تسعة تسع",
    "10": "عشرة عشر",
    "20": "عشرون عشرين",
    "30": "ثلاثون ثلاثين",
    "40": "أربعون أربعين",
    "50": "خمسون خمسين",
    "60": "ستون ستين",
    "70": "سبعون سبعين",
    "80": "ثمانون ثمانين",
    "90": "تسعون تسعين",
    "100": "مئة مائة مئات",
    "1000": "ألف آلاف ألفا",
    "1000000": "مليون مليونا ملايين",
    "1000000000": "مليار مليارا مليارات",
}
_NUMERALS = {word: value for value, words in _WRITTEN.items() for word in tokenize(words)}
# Particles of one letter that are attached to a numeral.
_PARTICLES = "وفبل"


def find_numbers(text: str) -> dict[str, str]:
    """The numbers of a text, in figures and in words: from each value to how it is first written."""
    found = [(match.start(), _read_figures(match[0]), match[0]) for match in _NUMBER.finditer(text)]
    for start, end in locate_words(text):
        word = "".join(tokenize(text[start:end]))
        value = _NUMERALS.get(word) or (word[:1] in _PARTICLES and _NUMERALS.get(word[1:]))
        if value:
            found.append((start, value, text[start:end]))
    numbers: dict[str, str] = {}
    for _, value, written in sorted(found):
        numbers.setdefault(value, written)
    return numbers


def _read_figures(written: str) -> str:
    """The value in ASCII digits: marks that group thousands are dropped, others become a decimal point."""
    return re.sub("[,\u066b\u066c]", ".", _GROUPING.sub("", normalize(written)))
