"""How rare a word is in the news, from the table that `models/summaries/stem_rarity.py` counts.

Used for focus and key phrases: rarity in the news cannot be counted in a single article.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from summarizer.text.form_cache import N_FORMS, FormCache
from summarizer.text.light_stemming import light_stem, light_stem_word
from summarizer.text.tokenizing import tokenize
from summarizer.trained import load_arrays

# For 171,551 stems: one in seven shares its bucket with another, and most stems are rare.
N_BUCKETS = 1 << 20
_SHORTEST = 3
# Prefixes of one letter written without a space: conjunctions, prepositions, the mark of the future.
PARTICLES = "وفبلكس"
# How much rarer a word must be than the rest without its first letter: a little where its count is reliable
# (26 of 76,780 documents), 4.5 times elsewhere; with less, the names `باوك` and `كايب` would lose a letter.
_RARER, _FAR_RARER = 0.3, 1.5
_SELDOM = 8.0
# Rarity is stored in steps of 1/20: finer than the error of the counts, and no rarity exceeds 255 / 20.
STEPS = 20
# Part of the fingerprint: other folding or other light stems would look up other buckets.
_PROBE = "واللبنانيين بالشركات لأرامكو مؤسسته ١٢ ﻻ آخر ABC"


def find_rarity(stems: Sequence[str]) -> NDArray[np.float64]:
    """The rarity of light stems: ``ln((N + 1) / (df + 1))`` over N news documents, df of which hold the stem.

    returns  (n_stems,)  0 for a stem of every document, about 11 for one that no document has

    Raises ``ModelError`` where the table is missing or damaged.
    """
    return find_bucket_rarity(list(map(_BUCKETS.__getitem__, stems)))


def find_stem_rarity(stem: str) -> float:
    """The rarity of one light stem, as `find_rarity`, in a tenth of the time."""
    rarity: int = _load_table().item(find_bucket(stem))
    return rarity / STEPS


def find_bucket_rarity(buckets: Sequence[int]) -> NDArray[np.float64]:
    """The rarity of the light stems in some buckets of the table, as `find_rarity`."""
    rarity: NDArray[np.float64] = _load_table()[buckets] / STEPS
    return rarity


@lru_cache(maxsize=1)
def _load_table() -> NDArray[np.uint8]:
    return load_arrays("stems.npz", fingerprint_stems())["rarity"]


@lru_cache(N_FORMS)
def detach_particles(word: str) -> tuple[str, int]:
    """The light stem of a folded word without its attached particles, and how many letters these have.

    No rule of spelling tells `بلبنان` from `بلاد`, but counts do: a letter is a particle where the news has
    the rest more often than the whole. Raises ``ModelError`` as `find_rarity` does.
    """
    stem = light_stem_word(word)
    if len(word) <= _SHORTEST or word[0] not in PARTICLES:
        return stem, 0
    whole, bare = find_stem_rarity(stem), find_stem_rarity(light_stem_word(word[1:]))
    if whole - bare < (_RARER if whole < _SELDOM else _FAR_RARER):
        return stem, 0
    found, n_letters = detach_particles(word[1:])
    return found, n_letters + 1


def find_bucket(stem: str) -> int:
    """The bucket of the table that counts a stem."""
    return crc32(stem.encode()) % N_BUCKETS


_BUCKETS = FormCache(find_bucket)


def fingerprint_stems() -> str:
    """A hash of the settings and code that the table depends on."""
    found = [N_BUCKETS, STEPS, *light_stem(tokenize(_PROBE))]
    return hashlib.sha256(repr(found).encode()).hexdigest()[:16]
