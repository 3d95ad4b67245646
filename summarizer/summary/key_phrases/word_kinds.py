"""What kind of word a form is, by the lists of `models/summaries/word_kinds.py`; used for key phrases.

No rule of spelling tells a verb from a noun (`سجل` and `سباق`), an adjective from a noun (`الدولية` and
`الجامعة`), or a letter of a name from an attached one (`كنعان` and `كبلد`). The words beside them do: a verb
follows `لم` and `الذي`, a noun follows a preposition, and no word with a preposition attached follows another
one. The lists hold hashes of the forms that the news has often enough to tell.
"""

import hashlib
from functools import lru_cache
from zlib import crc32

from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import HIDDEN
from summarizer.text.tokenizing import tokenize
from summarizer.trained import load_arrays

VERBS, ADJECTIVES, WHOLE_STARTS, WHOLE_ENDS = KINDS = ("verbs", "adjectives", "whole_starts", "whole_ends")
# Attached pronouns, and what is left where one is cut off. A shorter rest is not cut: `مها`, `وجه`, `درهم`.
PRONOUN = compile_late("(.{3,}?)(?:هما|ها|هم|هن|كم|نا|ه)$")
_TA_MARBUTA = compile_late(f"ة[{HIDDEN}]*$")
# Part of the fingerprint: with other folding the hashes of the lists are those of other forms.
_PROBE = "مدرسةٌ كتابه ﻻ آخر الأولى"


def fold_form(form: str) -> str:
    """The folded word that a form is, empty if it is none or several.

    A ta marbuta at the end stays: `كتابة` is a noun, `كتابه` has a pronoun attached.
    """
    words = tokenize(form)
    if len(words) != 1:
        return ""
    return words[0][:-1] + "ة" if "ة" in form and _TA_MARBUTA.search(form) else words[0]


def is_verb(word: str) -> bool:
    """Whether the news uses this form as a verb, wholly or mostly."""
    return crc32(word.encode()) in _load(VERBS)


def is_adjective(word: str) -> bool:
    """Whether the news uses this form behind a noun that it describes."""
    return crc32(word.encode()) in _load(ADJECTIVES)


def starts_whole(word: str) -> bool:
    """Whether the first letters of a form are its own, although they look like particles."""
    return crc32(word.encode()) in _load(WHOLE_STARTS)


def ends_whole(word: str) -> bool:
    """Whether the last letters of a form are its own, although they look like a pronoun."""
    return crc32(word.encode()) in _load(WHOLE_ENDS)


def fingerprint_kinds() -> str:
    """A hash of the code that the lists depend on."""
    found = [*KINDS, PRONOUN.pattern, *map(fold_form, _PROBE.split())]
    return hashlib.sha256(repr(found).encode()).hexdigest()[:16]


@lru_cache(len(KINDS))
def _load(kind: str) -> frozenset[int]:
    return frozenset(load_arrays("kinds.npz", fingerprint_kinds())[kind].tolist())
