"""Sentences of several articles that say the same, and the numbers of a sentence; used by `together`.

Sentences are compared without their numbers, so that `قتل 5` and `قتل 7` match and can be shown side by side.
"""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from summarizer.summary.tf_idf import StemWeights
from summarizer.text.letters import HIDDEN
from summarizer.text.normalizing import normalize
from summarizer.text.tokenizing import locate_words, tokenize

# Some fifty pairs of sentences from labelled copies and related stories were read: from .6 on nearly all
# state one fact, at .5 about half.
SAME_FACT = 0.6
# Rows compared with all others at once: 256 against 10,000 sentences take 30 MB.
_ROWS = 256
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
_GLUED = "وفبل"


def match_sentences(weights: StemWeights) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Find for each sentence the one that represents it.

    weights  the sentences of all articles as those of one article, in order of preference
    returns  (n_sentences,)  the row of its representative; no two representatives are alike
             (n_sentences,)  the cosine to the representative

    Each sentence is compared with its representative itself: no chain of small changes joins two facts. A
    representative represents itself.
    """
    representatives = np.arange(weights.starts[-1])
    likeness = np.ones(len(representatives))
    best = np.zeros(len(representatives))
    for one, other, cosine in _find_pairs(weights):
        if representatives[one] == one and cosine > best[other]:
            representatives[other], likeness[other], best[other] = one, cosine, cosine
    return representatives, likeness


def _find_pairs(weights: StemWeights) -> Iterator[tuple[int, int, float]]:
    """The pairs of sentences that are alike, in order; the earlier sentence of each first."""
    if not len(weights.rows):
        return
    from scipy.sparse import csr_array

    n_sentences = int(weights.starts[-1])
    pointers = np.searchsorted(weights.rows, np.arange(n_sentences + 1))
    shape = (n_sentences, len(weights.documents))
    matrix = csr_array((weights.weights, weights.columns, pointers), shape=shape)
    for start in range(0, n_sentences, _ROWS):
        cosines = (matrix[start : start + _ROWS] @ matrix.T).tocoo()
        chosen = (cosines.data >= SAME_FACT) & (cosines.col > cosines.row + start)
        found = np.stack([cosines.row[chosen] + start, cosines.col[chosen]])
        order = np.lexsort(found[::-1])
        yield from zip(*found[:, order].tolist(), cosines.data[chosen][order].tolist(), strict=True)


def find_numbers(text: str) -> dict[str, str]:
    """The numbers of a sentence, in figures and in words: from each value to how it is first written."""
    found = [(match.start(), _read_figures(match[0]), match[0]) for match in _NUMBER.finditer(text)]
    for start, end in locate_words(text):
        word = "".join(tokenize(text[start:end]))
        value = _NUMERALS.get(word) or (word[:1] in _GLUED and _NUMERALS.get(word[1:]))
        if value:
            found.append((start, value, text[start:end]))
    numbers: dict[str, str] = {}
    for _, value, written in sorted(found):
        numbers.setdefault(value, written)
    return numbers


def _read_figures(written: str) -> str:
    """The value in ASCII digits: marks that group thousands are dropped, others become a decimal point."""
    return re.sub("[,\u066b\u066c]", ".", _GROUPING.sub("", normalize(written)))
