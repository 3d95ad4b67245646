"""Root stems of words, with a cache; used to score the sentences of a summary.

ISRI (`isri`) was the best of eight stemmers for sentence scoring (ROUGE-2
.398, unstemmed .383) and needs no data download. Without the cache it would be the slowest step of a summary.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from summarizer.text.form_cache import LONGEST_FORM, N_FORMS, FormCache
from summarizer.text.isri import stem_word
from summarizer.text.tokenizing import STOP_WORDS, tokenize


def stem(words: Iterable[str]) -> list[str]:
    """The ISRI stem of each folded word."""
    return [_stem_word(word) for word in words]


def stem_forms(forms: Iterable[str]) -> list[str]:
    """The stems of words as written in a text, without stop words; a word that is too long has none."""
    return list(chain.from_iterable(map(_STEMS.__getitem__, forms)))


def _stem_form(form: str) -> tuple[str, ...]:
    if len(form) > LONGEST_FORM:
        return ()
    return tuple(_stem_word(word) for word in tokenize(form) if word not in STOP_WORDS)


_STEMS = FormCache(_stem_form)


@lru_cache(N_FORMS)
def _stem_word(word: str) -> str:
    return stem_word(word)
