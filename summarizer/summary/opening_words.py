"""What the first words of a sentence do: announce news, go on from another sentence, point, own.

Used by `measures` and by the rules of the choice. A role is a sum of bits. Of words that are in no table the
first letter and the length decide, so the compiled kernel of `sentence_words` knows the role of every word.
"""

from functools import cache
from itertools import product

from summarizer.kernels.word_stems import FREE_BITS, OWN_STEM, OWNED, STOP
from summarizer.summary.choice.lean_words import (
    AS_FOR_WORDS,
    COMING,
    CONNECTIVES,
    COUNTED_WORDS,
    FA_WORDS,
    NO_SPEAKER,
    POINTING,
    PRONOUNS,
    SAYING,
    SECOND_WORDS,
)
from summarizer.summary.first_words import HAPPENING, JOINING
from summarizer.text.form_cache import FormCache
from summarizer.text.isri import OWN_STEMS
from summarizer.text.sentences.continuations import REPORTING, WAW_WORDS
from summarizer.text.tokenizing import STOP_WORDS, fold_first

# Opens by joining what was said; by "and" or "so"; begins with "and"; says; comes ("this comes after"); is a
# demonstrative; announces news; goes on from another sentence as `measures` counts it; is what is said, where
# behind a verb the speaker should stand; is "as for"; is one of several that were counted before; is the
# second word of a connective like "on the other hand".
CONNECTS, GOES_ON, HAS_AND, SAYS, COMES, POINTS, ANNOUNCES, JOINS, IS_SAID, AS_FOR, COUNTED, TURNS = (
    1 << bit for bit in range(FREE_BITS, FREE_BITS + 12)
)
# How words end that may have a pronoun as their owner. A shorter word with such an ending is a preposition
# with its pronoun, which says little.
OWNED_ENDINGS = ("ها", "هم", "هما")
SHORTEST_OWNED = 5
AND, SO = "وف"
_PREPOSITIONS = ("", *"بلك")
# `ولهذا`.
_POINTING_FORMS = frozenset(map("".join, product(("", AND, SO), _PREPOSITIONS, POINTING)))
# What other words are by their first letter, and what of it words of 0, 1, 2, 3, 4 or more letters may be.
INITIALS = {AND: HAS_AND | GOES_ON | JOINS, SO: GOES_ON}
BY_LENGTH = (0, HAS_AND, HAS_AND, HAS_AND | GOES_ON, HAS_AND | GOES_ON | JOINS)


def read_role(word: str) -> int:
    """The role of a folded word."""
    bare = word[1:] if len(word) > 3 and word[0] in INITIALS else word
    has_and = word.startswith(AND) and word not in WAW_WORDS
    has_so = word.startswith(SO) and word not in FA_WORDS
    # `والثالث`; without "and" it may open a first sentence.
    joins_counted = bare != word and bare in COUNTED_WORDS
    signs = {
        STOP: word in STOP_WORDS,
        OWN_STEM: word in OWN_STEMS,
        OWNED: len(word) >= SHORTEST_OWNED and word.endswith(OWNED_ENDINGS),
        CONNECTS: word in CONNECTIVES or bare in CONNECTIVES or word in PRONOUNS or joins_counted,
        GOES_ON: len(word) > 2 and (has_and or has_so),
        HAS_AND: has_and,
        SAYS: word in SAYING or bare in SAYING,
        COMES: word in COMING or bare in COMING,
        POINTS: word in _POINTING_FORMS,
        ANNOUNCES: word in REPORTING or word in HAPPENING,
        JOINS: (has_and and len(word) > 3) or word in JOINING,
        IS_SAID: word in NO_SPEAKER,
        AS_FOR: word in AS_FOR_WORDS,
        COUNTED: word in COUNTED_WORDS,
        TURNS: word in SECOND_WORDS,
    }
    return sum(bit for bit, holds in signs.items() if holds)


def _read_form_role(form: str) -> int:
    return read_role(fold_first(form))


# The roles of words as written.
FORM_ROLES = FormCache(_read_form_role)


@cache
def list_roles() -> dict[str, int]:
    """The roles of all words whose role does not follow from their letters."""
    alone = (
        STOP_WORDS
        | OWN_STEMS
        | WAW_WORDS
        | FA_WORDS
        | PRONOUNS
        | REPORTING
        | HAPPENING
        | JOINING
        | NO_SPEAKER
        | SECOND_WORDS
    )
    joined = CONNECTIVES | SAYING | COMING | COUNTED_WORDS | AS_FOR_WORDS
    words = alone | {letter + word for letter, word in product(("", AND, SO), joined)}
    words |= _POINTING_FORMS
    return {word: read_role(word) for word in words}
