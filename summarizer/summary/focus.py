"""Focusing: which sentences say something about what the reader asks for?

Words of the focus weigh by the square of their rarity in the news, as in a product of two TF-IDF vectors, so
that in `محمد صلاح` the family name decides. A sentence's share is the weight of the words it holds, 0 to 1.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.errors import SettingsError
from summarizer.summary.rarity import detach_particles, find_rarity
from summarizer.text.light_stemming import lighten, lighten_form
from summarizer.text.tokenizing import STOP_WORDS, tokenize

# How much of the focus an article must hold to say something about it, and a sentence of what the best one
# holds. At half, prices of gold would answer for prices of oil; the family name alone still answers for the
# whole name.
HELD = 0.6
# What a reader says to us, not about the news; the stop words hold the other question words.
_ASKING = frozenset(tokenize("ماهو ماهي ماهم بكم لمن ممن فيم فيمن علام إلام هلا أيهما أخبرني حدثني لخص اشرح"))
# What may be glued before a word: a conjunction, then a preposition or the mark of the future.
_GLUED = [first + second for first in ("", "و", "ف") for second in ("", "ب", "ل", "ك", "س")]
_LONG_VOWELS = re.compile("[اوي]")
_SHORTEST = 3
# Words in fewer than one document in 400 are mostly names: `كابور` is no form of `أكبر`. With this bound 357
# of the rarest words of 486 development titles are found in their own articles and 13 in another, chosen by
# chance; without it 380 and 18.
_RAREST_KIN = 6.0


def find_about(
    sentences: Sequence[Sequence[str]], focus: str | None
) -> tuple[list[int], NDArray[np.float64]]:
    """Find the sentences of an article that are about ``focus``; all of them where there is none.

    sentences  per sentence its words in the form they stand in
    returns    their rows, and (n_rows,) the share of the focus that each holds, 0 where there is no focus

    No rows where the article says nothing about it. Raises ``SettingsError`` for a focus without a word.
    """
    if focus is None:
        return list(range(len(sentences))), np.zeros(len(sentences))
    stems, weights = _read_focus(focus)
    lights = [frozenset(map(lighten_form, words)) for words in sentences]
    known = frozenset().union(*lights)
    forms = [_find_forms(stem, known) for stem in stems]
    if sum(weight for found, weight in zip(forms, weights, strict=True) if found) < HELD:
        return [], np.zeros(0)
    held = np.array([[not found.isdisjoint(light) for found in forms] for light in lights])
    shares = held @ np.array(weights)
    rows = np.flatnonzero(shares >= HELD * shares.max())
    return rows.tolist(), shares[rows]


@lru_cache(64)
def _read_focus(focus: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The light stems to look for, and their weights, 1 together."""
    words = tokenize(focus)
    telling = [word for word in words if word not in STOP_WORDS and word not in _ASKING]
    if not telling:
        raise SettingsError("focus", focus, "at least one word, besides question and function words")
    stems = tuple(dict.fromkeys(detach_particles(word)[0] for word in telling))
    weights = np.maximum(find_rarity(stems), 1.0) ** 2
    return stems, tuple((weights / weights.sum()).tolist())


def _find_forms(stem: str, known: frozenset[str]) -> frozenset[str]:
    """The light stems of the article that are this one, particles aside.

    Only where there are none, and it is no rare word, those of the same three or more consonants: broken
    plurals (`سعر` and `أسعار`).
    """
    glued = [particle + stem for particle in _GLUED]
    # Endings come off longer words only: `ولبنان` is lighter than `لبنان`.
    found = known.intersection([*glued, *lighten(glued)])
    bare = _LONG_VOWELS.sub("", stem)
    if found or len(bare) < _SHORTEST or find_rarity([stem])[0] > _RAREST_KIN:
        return found
    return frozenset(light for light in known if _LONG_VOWELS.sub("", light) == bare)
