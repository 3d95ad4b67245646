"""The words of an article as key phrases see them: which count as one, and which may begin or form a phrase.

No word is ever shown without one of its letters. A particle counts as attached to a word only where the bare
form stands in the article as well: then the two are one word, and the bare form is the one that is shown.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
from summarizer.summary.rarity import detach_particles, find_rarity
from summarizer.text.form_cache import LONGEST_FORM, FormCache
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import HIDDEN
from summarizer.text.light_stemming import strip_endings
from summarizer.text.tokenizing import STOP_WORDS, locate_words

_BARE = compile_late("^[وف]?[بكل]?(?:ال|ل)?(.{2,}?)ا?$")
_ARTICLE = compile_late("^ال(?=.{3})")
# A conjunction, a preposition, and the article, of which `لل` has lost the first letter.
_ATTACHED = tuple(re.compile(pattern) for pattern in ("[وف]?لل(.{2,})", "[وفبكل](.{2,})", "[وف][بكل](.{2,})"))
_ATTACHED_TO_ARTICLE = compile_late("(?:(?:[وف]?[بك]|[وف])ال|[وف]?لل).{3}")
# A conjunction before any verb, the mark of the future or of purpose before one in the present.
_BEFORE_VERB = compile_late("[وف].{3}|[سل][ايتن].{2}")
# Ta marbuta and the feminine plural: endings that no verb of the present has.
_NOUN = compile_late(f"(?:ة|ات)[{HIDDEN}]*$")
_OBJECT = compile_late("\u064bا|ا\u064b$")
# Entities, addresses of pages and of people, names of sites: ASCII by their standards.
_WEB = compile_late(
    "&(?:#[0-9xA-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9]{1,15});|&(?:nbsp|quot|amp|lt|gt|laquo|raquo)"
    "|(?:https?|ftp):[!-~]*|www\\.[!-~]*|[A-Za-z0-9_.+-]*@[A-Za-z0-9_.-]+"
    "|(?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,}(?:/[!-~]*)?"
)
_ANY_WEB = compile_late("&|[A-Za-z0-9_-][.:@]")
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


Row = tuple[int, int, int, int, bool, WordForm | None]
_GAP_ROW: Row = (GAP, 0, 0, 0, False, None)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of an article in order, with a gap of stem -1 wherever a phrase must end.

    stems  (n_words,)   the stem as a number
    rows   (n_words,)   the stem, the place (number of the passage, start, end), whether particles are
                        attached, and the form; none in a gap
    names  (n_stems,)   the stem of each number
    """

    stems: NDArray[np.int64]
    rows: list[Row]
    names: list[str]


def read_words(passages: Sequence[Passage]) -> Words:
    """The words of an article's passages. Raises ``ModelError`` where a table is missing or damaged."""
    texts = [_hide_web(passage.text) for passage in passages]
    located = [_locate_whole(text, passage.text) for text, passage in zip(texts, passages, strict=True)]
    forms = [
        [_FORMS[text[start:end]] for start, end in places]
        for text, places in zip(texts, located, strict=True)
    ]
    names, stems = _number_stems([form for part in forms for form in part if form])
    rows: list[Row] = []
    for number, (text, places, part) in enumerate(zip(texts, located, forms, strict=True)):
        last = 0
        for (start, end), form in zip(places, part, strict=True):
            stem, attached = stems[form] if form else (GAP, False)
            between = text[last:start]
            if attached or (between != " " and last and (not between.isspace() or "\n" in between)):
                rows.append(_GAP_ROW)
            rows.append((stem, number, start, end, attached, form) if stem != GAP else _GAP_ROW)
            last = end
        rows.append(_GAP_ROW)
    return Words(np.array([row[0] for row in rows], dtype=np.int64), rows, names)


def _number_stems(forms: Sequence[WordForm]) -> tuple[list[str], dict[WordForm, tuple[int, bool]]]:
    """The stems of an article; for each form the number of its stem, and whether particles are attached.

    A form that has no stem of its own gets a gap.
    """
    counts = Counter(form.bases[0] for form in forms)
    numbers: dict[str, int] = {}
    found: dict[WordForm, tuple[int, bool]] = {}
    for form in dict.fromkeys(forms):
        n_places = counts[form.bases[0]]
        # A name that stands more often than what would be left of it keeps its letter.
        least = 1 if form.attached else n_places
        cut = next((n for n, base in enumerate(form.bases) if n and counts.get(base, 0) >= least), 0)
        if not cut and form.attached and n_places < _LEAST[form.prefixed]:
            found[form] = GAP, True
        else:
            found[form] = numbers.setdefault(form.stems[cut], len(numbers)), cut > 0
    return list(numbers), found


def _hide_web(text: str) -> str:
    """The text with marks instead of entities and addresses, of the same length."""
    if _ANY_WEB.search(text) is None:
        return text
    return _WEB.sub(lambda found: "|" * len(found[0]), text)


def _locate_whole(text: str, given: str) -> list[tuple[int, int]]:
    """The places of the words of ``text`` that are whole in ``given``, where an address may touch a word."""
    places = locate_words(text)
    if text is given:
        return places
    whole = frozenset(locate_words(given))
    return [place for place in places if place in whole]


def _read_form(form: str) -> WordForm | None:
    """A form as far as it is known without its article; none where no phrase may hold it."""
    word = fold_form(form) if len(form) <= LONGEST_FORM else ""
    folded = word.replace("ة", "ه")
    if not word or any(map(str.isdigit, word)) or _is_empty(folded):
        return None
    # `سنوياً` has the ending of an object, which adjectives take.
    adjective = is_adjective(word) or (_OBJECT.search(form) is not None and is_adjective(word[:-1]))
    whole = starts_whole(word)
    possessed = not (word.startswith("ال") or ends_whole(word)) and PRONOUN.match(word) is not None
    if not adjective and (
        is_verb(word)
        or (possessed and is_verb(PRONOUN.sub(r"\1", word)))
        or (not whole and _BEFORE_VERB.match(word) is not None and is_verb(word[1:]))
        or (_NOUN.search(form) is None and _is_present(folded))
    ):
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
