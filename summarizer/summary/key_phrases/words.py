"""The words of an article as key phrases see them: which count as one, and which may begin or form a phrase.

No word is ever shown without one of its letters. A particle counts as attached to a word only where the bare
form stands in the article as well: then the two are one word, and the bare form is the one that is shown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.word_places import WordPlaces
from summarizer.records import Passage
from summarizer.summary.key_phrases.no_topic_words import NO_TOPIC
from summarizer.summary.key_phrases.word_kinds import (
    PRONOUN,
    ends_whole,
    fold_form,
    is_adjective,
    is_verb,
    starts_whole,
)
from summarizer.summary.key_phrases.word_places import find_places
from summarizer.summary.rarity import detach_particles, find_rarity
from summarizer.text.form_cache import LONGEST_FORM, FormCache
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import HIDDEN
from summarizer.text.light_stemming import strip_endings
from summarizer.text.tokenizing import STOP_WORDS

_BARE = compile_late("^[وف]?[بكل]?(?:ال|ل)?(.{2,}?)ا?$")
_ARTICLE = compile_late("^ال(?=.{3})")
# A conjunction, a preposition, and the article, of which `لل` has lost the first letter.
_ATTACHED = tuple(re.compile(pattern) for pattern in ("[وف]?لل(.{2,})", "[وفبكل](.{2,})", "[وف][بكل](.{2,})"))
_ATTACHED_TO_ARTICLE = compile_late("(?:(?:[وف]?[بك]|[وف])ال|[وف]?لل).{3}")
# A conjunction before any verb, the mark of the future or of purpose before one in the present.
_BEFORE_VERB = compile_late("[وف].{3}|[سل][ايتن].{2}")
# "And will": a conjunction and the mark of the future before a verb in the present: `وسيعزف`, not `فستان`.
_AND_WILL = compile_late("وس([يت].{3,})")
# Ta marbuta and the feminine plural: endings that no verb of the present has.
_NOUN = compile_late(f"(?:ة|ات)[{HIDDEN}]*$")
_OBJECT = compile_late("\u064bا|ا\u064b$")
# On the scale of `find_rarity`: within 2.7 times as common, and in at least eight of 76,780 documents.
_EQUALLY_RARE = 1.0
_TOO_RARE = 9.0
# How often a form must stand that seems to have a particle attached, and never stands without: a letter, or
# letters and the article. Shown once, it would be a word like `بمدينة`; more often it may be a name.
_LEAST = {False: 2, True: 3}
# What ends a phrase.
GAP = -1


@dataclass(frozen=True, slots=True, eq=False)
class WordForm:
    """A form before its article is known.

    bases      the word without the article of nouns, then what else it is if its first letters are particles
    stems      the stem of each
    attached   whether the news takes these for particles
    prefixed   whether they are a particle and the article
    possessed  whether a pronoun is attached
    """

    bases: tuple[str, ...]
    stems: tuple[str, ...]
    attached: bool
    prefixed: bool
    possessed: bool
    adjective: bool
    feminine: bool
    definite: bool


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of an article in order, as rows, with a gap of stem -1 wherever a phrase must end.

    stems     (n_rows,)   the stem as a number, in the order in which stems first occur
    rows      (n_rows,)   the word of each row; -1 in a gap
    names     (n_stems,)  the stem of each number
    forms     (n_forms,)  none where no phrase may hold it
    attached  (n_forms,)  whether particles are attached
    """

    stems: NDArray[np.int64]
    rows: NDArray[np.int64]
    names: list[str]
    forms: list[WordForm | None]
    attached: list[bool]
    places: WordPlaces


def read_words(passages: Sequence[Passage]) -> Words:
    """The words of an article's passages. Raises ``ModelError`` where a table is missing or damaged."""
    texts = [passage.text for passage in passages]
    places = find_places(texts)
    firsts = (array[places.firsts].tolist() for array in (places.texts, places.starts, places.ends))
    forms = [_FORMS[texts[text][start:end]] for text, start, end in zip(*firsts, strict=True)]
    names, stems, attached = _number_stems(forms, np.bincount(places.forms, minlength=len(forms)).tolist())
    gaps = places.gaps | np.array(attached, np.bool_)[places.forms]
    word_stems = np.array(stems, np.int64)[places.forms]
    # Each gap before a word, and each passage behind its last word, is a row.
    n_gaps = gaps.cumsum()
    rows = places.texts + n_gaps
    words = np.arange(len(rows))
    rows += words
    n_rows = len(rows) + len(passages) + int(n_gaps[-1] if len(rows) else 0)
    filled = np.full((2, n_rows), GAP)
    filled[0, rows] = word_stems
    words[word_stems == GAP] = GAP
    filled[1, rows] = words
    return Words(filled[0], filled[1], names, forms, attached, places)


def _number_stems(
    forms: Sequence[WordForm | None], n_places: Sequence[int]
) -> tuple[list[str], list[int], list[bool]]:
    """The stems of an article; for each form the number of its stem, and whether particles are attached.

    A form that has no stem of its own gets a gap.
    """
    counts: dict[str, int] = {}
    for form, n in zip(forms, n_places, strict=True):
        if form is not None:
            base = form.bases[0]
            counts[base] = counts.get(base, 0) + n
    numbers: dict[str, int] = {}
    stems, attached = [GAP] * len(forms), [False] * len(forms)
    for place, form in enumerate(forms):
        if form is None:
            continue
        cut = 0
        if form.attached or len(form.bases) > 1:
            cut = _find_cut(form, counts)
            attached[place] = cut != 0
        if cut != GAP:
            stems[place] = numbers.setdefault(form.stems[cut], len(numbers))
    return list(numbers), stems, attached


def _find_cut(form: WordForm, counts: dict[str, int]) -> int:
    """Which of its bases a form is in an article; ``GAP`` where it is none, but a word with a particle."""
    n_places = counts[form.bases[0]]
    # A name that stands more often than what would be left of it keeps its letter.
    least = 1 if form.attached else n_places
    cut = next((n for n, base in enumerate(form.bases) if n and counts.get(base, 0) >= least), 0)
    return GAP if not cut and form.attached and n_places < _LEAST[form.prefixed] else cut


def _read_form(form: str) -> WordForm | None:
    """A form as far as it is known without its article; none where no phrase may hold it."""
    word = fold_form(form) if len(form) <= LONGEST_FORM else ""
    folded = word.replace("ة", "ه")
    if not word or any(map(str.isdigit, word)) or _is_empty(folded):
        return None
    # `سنوياً` has the ending of an object, which adjectives take.
    adjective = is_adjective(word) or (_OBJECT.search(form) is not None and is_adjective(word[:-1]))
    whole = starts_whole(word)
    possessed = _is_possessed(word)
    if not adjective and is_verb_form(form):
        return None
    rests = [] if whole else [_strip(rest) for rest in _list_rests(folded)]
    prefixed = _ATTACHED_TO_ARTICLE.match(folded) is not None
    attached = not whole and (prefixed or detach_particles(folded)[1] > 0)
    bases = (_strip(folded), *rests)
    return WordForm(
        bases,
        tuple(map(strip_endings, bases)),
        attached,
        prefixed,
        possessed,
        adjective,
        feminine=_NOUN.search(form) is not None,
        definite=_ARTICLE.match(word) is not None,
    )


_FORMS = FormCache(_read_form)


def is_verb_form(form: str) -> bool:
    """Whether a word as written is a verb, perhaps with a conjunction before it or an object behind it."""
    word = fold_form(form)
    return bool(word) and (
        is_verb(word)
        or (_is_possessed(word) and is_verb(PRONOUN.sub(r"\1", word)))
        or (_BEFORE_VERB.match(word) is not None and not starts_whole(word) and is_verb(word[1:]))
        or (_NOUN.search(form) is None and any(map(_is_present, _list_present(word))))
    )


def _list_present(word: str) -> list[str]:
    """What of a word may be a verb in the present: the word, and what is left behind "and will"."""
    folded = word.replace("ة", "ه")
    # `وسيطرتها` is a noun with its owner.
    future = None if _is_possessed(word) else _AND_WILL.fullmatch(folded)
    return [folded, future[1]] if future else [folded]


def _is_possessed(word: str) -> bool:
    return not (word.startswith("ال") or ends_whole(word)) and PRONOUN.match(word) is not None


def _strip(word: str) -> str:
    """A folded word without the article."""
    return _ARTICLE.sub("", word)


def _list_rests(word: str) -> list[str]:
    """What is left of a folded word if its first letters are particles, fewest first."""
    return [found[1] for found in (pattern.match(word) for pattern in _ATTACHED) if found]


def _is_empty(word: str) -> bool:
    rest = word[detach_particles(word)[1] :]
    return not STOP_WORDS.isdisjoint((word, rest)) or not NO_TOPIC.isdisjoint((word, *_BARE.findall(word)))


def _is_present(word: str) -> bool:
    """Whether a word is a present verb: its masculine and feminine are about equally common in the news.

    `يعلن` and `تعلن` are; `يقرير` is not Arabic, and `يونس` much rarer than `تونس`.
    """
    stem = detach_particles(word)[0]
    if stem[0] not in "يت" or _ATTACHED_TO_ARTICLE.match(word) or _ARTICLE.match(word):
        return False
    masculine, feminine = find_rarity(["ي" + stem[1:], "ت" + stem[1:]])
    return bool(max(masculine, feminine) < _TOO_RARE and abs(masculine - feminine) < _EQUALLY_RARE)
