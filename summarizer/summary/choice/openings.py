"""What the first words of the sentences of each article do; used by `ratings` and `groups`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.word_stems import N_FIRST, OWNED
from summarizer.records.construction import construct_by_slots
from summarizer.summary.opening_words import COUNTED, HAS_AND, IS_SAID, POINTS, TURNS
from summarizer.summary.sentence_words import SentenceWords

# A possessive pronoun further inside mostly belongs to something in its own sentence.
OWNING_WORDS = 3
# What of the role of each of the first words counts for the sentence.
_SECOND = IS_SAID | COUNTED | TURNS
COUNTED_ROLES = np.array(
    (
        ~_SECOND,
        _SECOND | POINTS | OWNED,
        *[POINTS | OWNED] * (OWNING_WORDS - 2),
        *[POINTS] * (N_FIRST - OWNING_WORDS),
    )
).astype(np.uint32)
_FROM_AND_TO_OWNED = np.uint32(HAS_AND.bit_length() - OWNED.bit_length())


@construct_by_slots
@dataclass(frozen=True, slots=True, eq=False)
class Openings:
    """The openings of the sentences of one article.

    n_words  (n_sentences,)
    signs    (n_sentences,)  the role of the first word; ``IS_SAID``, ``COUNTED`` and ``TURNS`` of the second;
                             ``POINTS`` where one of the first six does; ``OWNED`` where one of the first
                             three, but "and", may have an owner
    """

    n_words: Sequence[int]
    signs: Sequence[int]


def join_roles(words: SentenceWords) -> NDArray[np.uint32]:
    """The signs of each sentence of a batch; (n_sentences,)."""
    roles = words.roles[: int(words.starts[-1])]
    found = roles & COUNTED_ROLES
    # Behind "and" a first word has no owner.
    found[:, 0] &= ~((roles[:, 0] & HAS_AND) >> _FROM_AND_TO_OWNED)
    signs: NDArray[np.uint32] = np.bitwise_or.reduce(found, axis=1)
    return signs
