"""What the first words of the sentences of each article do, as lists; used by `groups`."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from summarizer.kernels.word_stems import OWNED
from summarizer.summary.opening_words import COUNTED, HAS_AND, IS_SAID, POINTS
from summarizer.summary.sentence_words import SentenceWords

# A possessive pronoun further inside mostly belongs to something in its own sentence.
OWNING_WORDS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Openings:
    """The openings of the sentences of one article.

    n_words  (n_sentences,)
    signs    (n_sentences,)  the role of the first word; ``IS_SAID`` and ``COUNTED`` of the second one;
                             ``POINTS`` where one of the first six does; ``OWNED`` where one of the first
                             three, but "and", may have an owner
    """

    n_words: Sequence[int]
    signs: Sequence[int]


def list_openings(words: SentenceWords) -> list[Openings]:
    """The openings of each article of a batch."""
    n_sentences = int(words.starts[-1])
    roles = words.roles[:n_sentences]
    first = roles[:, 0]
    owned = np.where(first & HAS_AND, 0, first)
    for place in range(1, OWNING_WORDS):
        owned = owned | roles[:, place]
    points = np.bitwise_or.reduce(roles, axis=1)
    second = IS_SAID | COUNTED
    first = first & ~np.uint32(POINTS | OWNED | second)
    signs = (first | (roles[:, 1] & second) | (owned & OWNED) | (points & POINTS)).tolist()
    n_words = words.n_words[:n_sentences].tolist()
    return [Openings(n_words[start:end], signs[start:end]) for start, end in pairwise(words.starts.tolist())]
