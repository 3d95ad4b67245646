"""What a line says of its region by itself: its form, length, end, signs and words; used by `features`."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, repeat

import numpy as np

from summarizer.page.phrases.matching import begins_like_sentence, find_bullet, opens_clause
from summarizer.page.phrases.vocabulary import SITE_WORDS, SMALL_WORDS
from summarizer.page.records import Line
from summarizer.page.regions.measures.arrays import Matrix
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
# Signs by what they say of a line, as character classes; `compiled` adds white space, digits and letters.
SIGNS = {
    "edge": PUNCTUATION, "stop": ".!۔", "colon": ":؛", "question": "؟?", "behind question": ' »"”)',
    "ellipsis": "…", "comma": "،,", "bar": "|»>", "slash": "/", "quote": '"“«', "address": "@©", "verb": "يت",
    "latin": "a-z", "plain": " -/:-`{-~\u060c-\u065f\u066a-\u06ef«»“”…–—",
}  # fmt: skip
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
# All that is no sign of ASCII, no Arabic letter and no common quote, so that few lines are counted in vain.
_DIGITS_OR_LATIN = re.compile(f"[^{SIGNS['plain']}]")
_PUNCTUATED = re.compile(f"[{re.escape(PUNCTUATION)}]")
# Of folded lines; half of the short ones have none.
_NO_LETTER = re.compile("[^ \u0621-\u063a\u0641-\u064a]")
# What holds for every line without signs, up to "has quotes".
_WITHOUT_SIGNS = (False,) * OWN.index("goes on from the line before")
# Of a line that is too long to be folded: from "begins with a bullet" on; it has a comma.
_LONG_SIGNS = tuple(name == "has a comma" for name in OWN[OWN.index("asks") + 1 : HAS_SITE_WORD])
SITE = frozenset(normalize(SITE_WORDS).split()) | frozenset(SITE_WORDS.split())
SMALL = frozenset(normalize(SMALL_WORDS).split())


def measure_own(lines: Sequence[Line]) -> Matrix:
    """Words, characters, and the measures of ``OWN`` of each line; (n_lines, 2 + n_own)."""
    rows = [measure_short(line.folded) if line.folded else _measure_long(line.block.text) for line in lines]
    found = np.zeros((len(lines), 2 + len(OWN)))
    found[:, :-2] = np.fromiter(chain.from_iterable(rows), float).reshape(len(lines), -1)
    for row, cells in measure_cells([line.block.text for line in lines]):
        found[row, -2:] = cells
    return found


def measure_cells(texts: Sequence[str]) -> Iterator[tuple[int, tuple[bool, bool]]]:
    """The rows of texts with signs of cells: whether each has several, and whether these are short."""
    page = "\n".join(texts)
    if "\t" not in page and "|" not in page and "  " not in page:
        return
    for row, text in enumerate(texts):
        if (n_cells := count_cells(text)) > 1:
            yield row, (True, len(text) < SHORT_CELLS * n_cells)


def count_cells(text: str) -> int:
    """How many cells a row of a table has: tabs, bars or wide gaps stand between them."""
    if "\t" not in text and "|" not in text and "  " not in text:
        return 1
    return sum(not cell.isspace() for cell in _BETWEEN_CELLS.split(text) if cell)


@lru_cache(maxsize=4096)
def measure_short(plain: str) -> tuple[float, ...]:
    """The measures of a folded line; cached, since menus and notices are the same on every page."""
    words = plain.split()
    if not _NO_LETTER.search(plain):
        return _measure_letters(plain, words)
    bare = [word.strip(PUNCTUATION) for word in words] if _PUNCTUATED.search(plain) else words
    n_site = 0 if SITE.isdisjoint(bare) else sum(map(SITE.__contains__, bare))
    last, n_words = plain[-1], len(words)
    n_digits, n_latin, n_signs = _count_signs(plain)
    begins = begins_like_sentence(plain)
    return (
        n_words,
        len(plain),
        last in ".!۔",
        last in ":؛",
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
        # Whatever opens a clause begins like a sentence, which is tested first, since it is rare.
        begins and opens_clause(plain),
        begins,
        n_site > 0,
        min(1.0, 3 * n_site / n_words),
        "@" in plain or "http" in plain or "www" in plain or "©" in plain,
        ". " in plain,
        min(1.0, sum(map(SMALL.__contains__, bare)) / 4),
        n_words > 3 and words[0][0] in "يت" and len(words[0]) > 3,
    )


def _count_signs(plain: str) -> tuple[int, int, int]:
    """The digits, the Latin letters, and all letters and digits; 0 where it has neither of the first two."""
    # Most lines have neither, and one search says so.
    if not _DIGITS_OR_LATIN.search(plain):
        return 0, 0, 0
    n_signs = max(1, sum(map(str.isalnum, plain)))
    return sum(map(str.isdigit, plain)), len(_LATIN.findall(plain)), n_signs


def _measure_letters(plain: str, words: Sequence[str]) -> tuple[float, ...]:
    """What `measure_short` returns for a line of Arabic letters and blanks alone."""
    begins, n_words = begins_like_sentence(plain), len(words)
    n_site = 0 if SITE.isdisjoint(words) else sum(map(SITE.__contains__, words))
    return (
        n_words,
        len(plain),
        *_WITHOUT_SIGNS,
        begins and opens_clause(plain),
        begins,
        n_site > 0,
        min(1.0, 3 * n_site / n_words),
        False,
        False,
        min(1.0, sum(map(SMALL.__contains__, words)) / 4),
        n_words > 3 and plain[0] in "يت" and len(words[0]) > 3,
    )


def _measure_long(text: str) -> tuple[float, ...]:
    """The measures of a line that is too long to be folded; of its signs only its end is looked at."""
    words = text.split()
    n_site = sum(map(SITE.__contains__, map(str.strip, words[:N_LOOKED_UP], repeat(PUNCTUATION))))
    last = text[-1]
    return (
        len(words),
        len(text),
        last in ".!۔",
        last in ":؛",
        last == "…" or text.endswith(".."),
        last in "؟?",
        *_LONG_SIGNS,
        n_site > 0,
        min(1.0, 3 * n_site / len(words)),
        False,
        ". " in text,
        1.0,
        False,
    )
