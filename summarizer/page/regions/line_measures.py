"""What a line says of its region by itself: its form, length, end, signs and words; used by `features`."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat

import numpy as np

from summarizer.page.phrases.matching import begins_like_sentence, find_bullet, opens_clause
from summarizer.page.phrases.vocabulary import SITE_WORDS, SMALL_WORDS
from summarizer.page.records import Line
from summarizer.page.regions.arrays import Matrix
from summarizer.text.normalizing import normalize

# What may stand at the edges of a word.
PUNCTUATION = "«»\"'“”.,:؛،()[]؟!"
# The words and characters of the line come first; the others are from 0 to 1.
OWN = (
    "ends with a stop", "ends with a colon", "is cut short", "asks", "begins with a bullet", "begins with #",
    "begins with a digit",
    "mostly digits", "has digits", "mostly Latin letters", "has Latin letters", "has a comma", "has a bar",
    "has a slash",
    "has a colon inside", "has quotes", "goes on from the line before", "begins like a sentence",
    "has a word of sites",
    "words of sites", "has an address", "has a stop inside", "small words", "begins with a verb",
    "has cells", "has short cells",
)  # fmt: skip
ENDS_WITH_COLON, IS_CUT, HAS_SITE_WORD = (
    OWN.index("ends with a colon"),
    OWN.index("is cut short"),
    OWN.index("has a word of sites"),
)
# Words of a long line that are looked up.
N_LOOKED_UP = 40

# Characters of a cell that is called short.
SHORT_CELLS = 25

_BETWEEN_CELLS = re.compile(r"\t|\||  +")
_LATIN = re.compile("[a-z]")
_SITE = frozenset(normalize(SITE_WORDS).split()) | frozenset(SITE_WORDS.split())
_SMALL = frozenset(normalize(SMALL_WORDS).split())


def measure_own(lines: Sequence[Line]) -> Matrix:
    """Words, characters, and the measures of ``OWN`` of each line; (n_lines, 2 + n_own)."""
    return np.array(
        [
            (_measure_short(line.folded) if line.folded else _measure_long(line.block.text))
            + _measure_cells(line.block.text)
            for line in lines
        ]
    )


def _measure_cells(text: str) -> tuple[float, float]:
    n_cells = count_cells(text)
    return float(n_cells > 1), float(n_cells > 1 and len(text) < SHORT_CELLS * n_cells)


def count_cells(text: str) -> int:
    """How many cells a row of a table has: tabs, bars or wide gaps stand between them."""
    if "\t" not in text and "|" not in text and "  " not in text:
        return 1
    return sum(not cell.isspace() for cell in _BETWEEN_CELLS.split(text) if cell)


@lru_cache(maxsize=4096)
def _measure_short(plain: str) -> tuple[float, ...]:
    """The measures of a folded line; cached, since menus and notices are the same on every page."""
    words = plain.split()
    n_digits = sum(map(str.isdigit, plain))
    n_latin = len(_LATIN.findall(plain))
    n_signs = max(1, sum(map(str.isalnum, plain)))
    n_site = _count(words, _SITE)
    flags = (
        plain[-1] in ".!۔",
        plain[-1] in ":؛",
        plain.endswith(("..", "…")),
        plain.rstrip(' »"”)').endswith(("؟", "?")),
        find_bullet(plain) > 0,
        plain[0] == "#",
        plain[0].isdigit(),
        n_digits > 0.3 * n_signs,
        n_digits > 0,
        n_latin > 0.5 * n_signs,
        n_latin > 0,
        "،" in plain or "," in plain,
        "|" in plain or "»" in plain or ">" in plain,
        "/" in plain or " - " in plain,
        ":" in plain[:-1],
        '"' in plain or "“" in plain or "«" in plain,
        opens_clause(plain),
        begins_like_sentence(plain),
        n_site > 0,
        min(1.0, 3 * n_site / len(words)),
        "@" in plain or "http" in plain or "www" in plain or "©" in plain,
        ". " in plain,
        min(1.0, _count(words, _SMALL) / 4),
        len(words) > 3 and words[0][0] in "يت" and len(words[0]) > 3,
    )
    return (float(len(words)), float(len(plain)), *map(float, flags))


def _measure_long(text: str) -> tuple[float, ...]:
    """The measures of a line that is too long to be folded; of its signs only its end is looked at."""
    words = text.split()
    n_site = _count(words[:N_LOOKED_UP], _SITE)
    said = {
        "ends with a stop": text[-1] in ".!۔",
        "ends with a colon": text[-1] in ":؛",
        "is cut short": text.endswith(("..", "…")),
        "asks": text[-1] in "؟?",
        "has a comma": True,
        "has a word of sites": n_site > 0,
        "words of sites": min(1.0, 3 * n_site / len(words)),
        "has a stop inside": ". " in text,
        "small words": True,
    }
    return (float(len(words)), float(len(text)), *(float(said.get(name, False)) for name in OWN[:-2]))


def _count(words: Sequence[str], known: frozenset[str]) -> int:
    return sum(map(known.__contains__, map(str.strip, words, repeat(PUNCTUATION))))
