"""The focus of a summary: which sentences are about what the reader asks for; used before they are weighed.

Each word of the focus is weighted by its rarity in the news. An article is about the focus if it holds enough
of it by the squares of these, as in a product of two TF-IDF vectors, so that in `محمد صلاح` the family name
decides; the words that it does not hold are named. The share of a sentence, 0 to 1, is half the weight of the
words it holds and half their number, so that a rare name alone does not outrank a sentence that holds all.

Words that "and" or "or" joins are two topics where no sentence holds words of both: then the best sentence of
each counts most.

`أم` is "or", and "mother of" in a name: it is a name where the article has it before the same word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.errors import SettingsError
from summarizer.summary.key_phrases.word_kinds import starts_whole
from summarizer.summary.rarity import detach_particles, find_rarity
from summarizer.text.late_patterns import compile_late
from summarizer.text.light_stemming import light_stem, light_stem_form
from summarizer.text.tokenizing import STOP_WORDS, find_words, tokenize

# The share of the focus that an article must hold to be about it, and the part of the best sentence's share
# that another sentence must hold. At half, prices of gold would match prices of oil; at .6 the family name
# alone still matches the whole name.
HELD = 0.6
# Words of the question, not of the news; the stop words hold the other question words.
_ASKING = frozenset(tokenize("ماهو ماهي ماهم بكم لمن ممن فيم فيمن علام إلام هلا أيهما أخبرني حدثني لخص اشرح"))
# Prefixes written without a space: a conjunction, then a preposition or the mark of the future.
_PREFIXES = [first + second for first in ("", "و", "ف") for second in ("", "ب", "ل", "ك", "س")]
_AND, _AND_THE, _JOINING = "و", "وال", frozenset(tokenize("و أو"))
_MOTHER = "أم"
# Participles like `المتبرعة` are found as their verbs, `تبرعت`; `المتوسط` is no such participle.
_PARTICIPLE, _NO_PARTICIPLES = "مت", frozenset(light_stem(tokenize("المتوسط المتحف")))
_SHORTEST_PARTICIPLE = 5
# Of several topics the best sentence of each comes first.
_OTHERS = 0.5
_LONG_VOWELS = compile_late("[اوي]")
_SHORTEST = 3
# Words in fewer than one document in 400 are mostly names: `كابور` is not a form of `أكبر`. With this bound
# 357 of the rarest words of 486 development titles are found in their own articles and 13 in another article
# chosen at random; without it 380 and 18.
_RAREST_KIN = 6.0


@dataclass(frozen=True, slots=True, eq=False)
class About:
    """What an article says about a focus.

    rows     the sentences about it
    shares   (n_rows,)  the share of the focus that each holds, 0 where there is no focus
    missing  the words of the focus, as given, that the article does not hold
    """

    rows: list[int]
    shares: NDArray[np.float64]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Focus:
    """The words to look for as given, their light stems, their weights, which sum to 1, and their topics.

    mothers  the words behind `أم`
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    weights: tuple[float, ...]
    topics: tuple[int, ...]
    mothers: frozenset[str]


def find_about(sentences: Sequence[str], focus: str | None) -> About:
    """Find the sentences of an article that are about ``focus``; all of them where there is none.

    sentences  their texts
    returns    no rows where the article is not about the focus

    Raises ``SettingsError`` for a focus without a word.
    """
    if focus is None:
        return About(list(range(len(sentences))), np.zeros(len(sentences)))
    wanted = _read_focus(focus)
    lights = [frozenset(map(light_stem_form, find_words(text))) for text in sentences]
    known = frozenset().union(*lights)
    forms = [_find_forms(stem, known) for stem in wanted.stems]
    missing = tuple(word for word, found in zip(wanted.words, forms, strict=True) if not found)
    if sum(weight for found, weight in zip(forms, wanted.weights, strict=True) if found) < HELD:
        return About([], np.zeros(0), missing)
    held = np.array([[not found.isdisjoint(light) for found in forms] for light in lights])
    for column, word in enumerate(wanted.words):
        named = [word in wanted.mothers and _names_mother(text, word) for text in sentences]
        if any(named):
            held[:, column] = named
    weights, topics = np.array(wanted.weights), np.array(wanted.topics)
    columns = [topics == topic for topic in range(topics[-1] + 1) if held[:, topics == topic].any()]
    together = np.logical_and.reduce([held[:, column].any(axis=1) for column in columns]).any()
    shares = _share(held, weights) if together else _share_topics(held, weights, columns)
    rows = np.flatnonzero(shares)
    return About(rows.tolist(), shares[rows], missing)


def _names_mother(text: str, word: str) -> bool:
    """Whether a sentence has a word behind `أم`, perhaps with "and"."""
    return any(
        behind == word and before.removeprefix(_AND) == _MOTHER
        for before, behind in pairwise(find_words(text))
    )


def _share(held: NDArray[np.bool_], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of a focus that each sentence holds, 0 where it is too little beside the best.

    held     (n_sentences, n_words)
    weights  (n_words,)  they sum to 1
    """
    shares = (held @ weights + held.mean(axis=1)) / 2
    return np.where(shares >= HELD * shares.max(), shares, 0.0)


def _share_topics(
    held: NDArray[np.bool_], weights: NDArray[np.float64], columns: Sequence[NDArray[np.bool_]]
) -> NDArray[np.float64]:
    """The largest share of a topic that each sentence holds, halved but for the best one of each topic."""
    shares = np.zeros(len(held))
    for column in columns:
        own = _share(held[:, column], weights[column] / weights[column].sum())
        halved = own * _OTHERS
        halved[own.argmax()] = own.max()
        shares = np.maximum(shares, halved)
    return shares


@lru_cache(64)
def _read_focus(focus: str) -> _Focus:
    words: dict[str, str] = {}
    topics: list[int] = []
    is_new = False
    for form in find_words(focus.replace("،", f" {_AND} ")):
        is_new = is_new or _begins_topic(form)
        if STOP_WORDS.isdisjoint(folded := tokenize(form)) and _ASKING.isdisjoint(folded):
            found = [stem for stem in map(_find_stem, folded) if stem not in words]
            words |= dict.fromkeys(found, form)
            topics += [topics[-1] + is_new if topics else 0] * len(found)
            is_new = is_new and not found
    if not words:
        raise SettingsError("focus", focus, "at least one word, besides question and function words")
    stems = tuple(words)
    weights = np.maximum(find_rarity(stems), 1.0) ** 2
    shares = tuple((weights / weights.sum()).tolist())
    mothers = frozenset(behind for before, behind in pairwise(find_words(focus)) if before == _MOTHER)
    return _Focus(tuple(words.values()), stems, shares, tuple(topics), mothers)


def _begins_topic(form: str) -> bool:
    """Whether a word is "and" or "or", or has "and" attached."""
    [word] = tokenize(form) if len(tokenize(form)) == 1 else [""]
    if word in _JOINING or not word.startswith(_AND):
        return word in _JOINING
    return not starts_whole(word) and (word.startswith(_AND_THE) or detach_particles(word)[1] > 0)


def _find_stem(word: str) -> str:
    """The light stem without attached particles; `فراس` keeps its first letter."""
    return light_stem([word])[0] if starts_whole(word) else detach_particles(word)[0]


def _find_forms(stem: str, known: frozenset[str]) -> frozenset[str]:
    """The light stems of the article that equal this one, whatever particles are attached.

    Where there are none and the word is not rare, those of the same three or more consonants: broken plurals
    (`سعر` and `أسعار`), and the verb of a participle (`متبرع` and `تبرع`).
    """
    forms = [particle + stem for particle in _PREFIXES]
    # Only longer words lose their endings: `ولبنان` gets a shorter stem than `لبنان`.
    found = known.intersection([*forms, *light_stem(forms)])
    bare = _LONG_VOWELS.sub("", stem)
    if found or len(bare) < _SHORTEST:
        return found
    if find_rarity([stem])[0] <= _RAREST_KIN:
        found = frozenset(light for light in known if _LONG_VOWELS.sub("", light) == bare)
    if (
        found
        or len(stem) < _SHORTEST_PARTICIPLE
        or not stem.startswith(_PARTICIPLE)
        or stem in _NO_PARTICIPLES
    ):
        return found
    verb = stem[1:]
    return known.intersection([verb, "و" + verb, "ف" + verb])
