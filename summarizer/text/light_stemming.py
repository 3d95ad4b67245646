"""Light stems of words, for finding a given word in a text: the focus of a summary, key phrases.

Root stems (`stemming`) serve to score sentences, where one error among many words does little harm. They are
wrong for finding one word: NLTK's ISRI gives `السعودية` and `مساعدات` the same root, and words of a title
were found by root alone in 9% of other articles, mostly as another word. The light stem removes the article
with its prepositions, and repeatedly the endings of gender, number, possession and origin (after Larkey,
Ballesteros and Connell 2007, "Light stemming for Arabic information retrieval"), so that `لبنان` and
`اللبنانيين` have the same stem.
"""

from collections.abc import Iterable
from functools import lru_cache

from summarizer.text.form_cache import LONGEST_FORM, N_FORMS, FormCache
from summarizer.text.late_patterns import compile_late
from summarizer.text.tokenizing import tokenize

# A conjunction or preposition without the article may be a letter of the root (`وزير`, `بلد`): it is kept.
_START = compile_late("^[وف]?(?:[بك]?ال|لل)(?=.{3})")
_END = compile_late("(?<=.{3})(?:ها|ات|ون|ين|يه|ه|ي|ا|ت)$|(?<=.{4})(?:ان|هم|هما)$")
# The first letters and the last ones without which neither pattern is tried.
_FIRST, _LAST = frozenset("وفبكال"), frozenset("اتنهيم")


def light_stem(words: Iterable[str]) -> list[str]:
    """The light stem of each folded word, never empty and never longer than the word."""
    return list(map(light_stem_word, words))


def light_stem_word(word: str) -> str:
    """The light stem of one folded word."""
    return _light_stem_word(word) if len(word) <= LONGEST_FORM else word


def light_stem_form(form: str) -> str:
    """The light stem of a word as written in a text; empty if it has no letter or is too long."""
    return LIGHT_STEMS[form]


def _read_light_stem(form: str) -> str:
    return "".join(light_stem(tokenize(form))) if len(form) <= LONGEST_FORM else ""


# `light_stem_form` of recent forms, for all words of a sentence at once.
LIGHT_STEMS = FormCache(_read_light_stem)


@lru_cache(N_FORMS)
def _light_stem_word(word: str) -> str:
    return strip_endings(_START.sub("", word) if word[:1] in _FIRST else word)


def strip_endings(word: str) -> str:
    """A folded word without the endings of gender, number, possession and origin."""
    while word[-1:] in _LAST and (shorter := _END.sub("", word)) != word:
        word = shorter
    return word
