"""Whether a key phrase shares words with better ones; used by `ranking`.

A phrase is compared with all that are taken at once: compared with each of them, a thousand phrases of a text
whose words never recur took three times as long as all the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

# Words of a phrase.
LONGEST = 3


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The words of the phrases taken so far.

    stems     of all phrases
    in_short  of those of fewer than three words
    pairs     of those of three words, each two of them
    """

    stems: set[int]
    in_short: set[int]
    pairs: set[tuple[int, int]]


def is_new(stems: Sequence[int], chosen: Chosen) -> bool:
    """Whether a phrase shares less than half of the words of the shorter one with every phrase taken.

    One word is half of two; two phrases of three words may have one in common.
    """
    own = set(stems)
    if len(own) < LONGEST:
        return chosen.stems.isdisjoint(own)
    return chosen.in_short.isdisjoint(own) and chosen.pairs.isdisjoint(combinations(sorted(own), 2))


def add_phrase(stems: Sequence[int], chosen: Chosen) -> None:
    """Remember the words of a phrase, now that it is taken."""
    own = set(stems)
    chosen.stems.update(own)
    if len(own) < LONGEST:
        chosen.in_short.update(own)
    else:
        chosen.pairs.update(combinations(sorted(own), 2))
