"""What a word as written is before its article is known: a verb, an adjective, what else it is if letters of
it are attached; used by `words` and `names`.

A text whose words never recur asks for each of its words, so a pattern is tried only where the first or last
letter allows it.
"""

import re
from dataclasses import dataclass

from summarizer.records.construction import construct_by_slots
from summarizer.summary.key_phrases.no_topic_words import NO_TOPIC
from summarizer.summary.key_phrases.word_kinds import (
    PRONOUN,
    ends_whole,
    fold_form,
    is_adjective,
    is_verb,
    starts_whole,
)
from summarizer.summary.rarity import PARTICLES, detach_particles, find_stem_rarity
from summarizer.text.form_cache import LONGEST_FORM, FormCache
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import HIDDEN
from summarizer.text.light_stemming import strip_endings
from summarizer.text.tokenizing import STOP_WORDS

_ALEF = "ا"
_BARE = compile_late(f"^[وف]?[بكل]?(?:ال|ل)?(.{{2,}}?){_ALEF}?$")
_ARTICLE, _SHORTEST_DEFINITE = "ال", 5
# A conjunction, a preposition, and the article, of which `لل` has lost the first letter.
_ATTACHED = tuple(re.compile(pattern) for pattern in ("[وف]?لل(.{2,})", "[وفبكل](.{2,})", "[وف][بكل](.{2,})"))
_ATTACHED_TO_ARTICLE = compile_late("(?:(?:[وف]?[بك]|[وف])ال|[وف]?لل).{3}")
# A conjunction before any verb, the mark of the future or of purpose before one in the present.
_BEFORE_VERB = compile_late("[وف].{3}|[سل][ايتن].{2}")
# "And will": a conjunction and the mark of the future before a verb in the present: `وسيعزف`, not `فستان`.
_AND_WILL = compile_late("وس([يت].{3,})")
# Ta marbuta and the feminine plural: endings that no verb of the present has.
_NOUN = compile_late(f"(?:ة|ات)[{HIDDEN}]*$")
# The masculine and the feminine of the present.
_PRESENT = "يت"
_TANWIN = "\u064b"
_OBJECT = compile_late(f"{_TANWIN}{_ALEF}|{_ALEF}{_TANWIN}$")
# The letters without which no word begins with something attached, nor ends in a pronoun or in `_NOUN`.
_STARTS, _ENDS, _NOUN_LETTERS = frozenset(PARTICLES), frozenset("اهمن"), "ةت"
# On the scale of `find_rarity`: within 2.7 times as common, and in at least eight of 76,780 documents.
_EQUALLY_RARE = 1.0
_TOO_RARE = 9.0


@construct_by_slots
@dataclass(frozen=True, slots=True, eq=False)
class WordForm:
    """A form before its article is known.

    bases      the word without the article of nouns, then what else it is if its first letters are particles
    stems      the stem of each
    attached   whether the news takes these for particles
    conjoined  whether the first of them is "and"
    prefixed   whether they are a particle and the article
    possessed  whether a pronoun is attached
    """

    bases: tuple[str, ...]
    stems: tuple[str, ...]
    attached: bool
    conjoined: bool
    prefixed: bool
    possessed: bool
    adjective: bool
    feminine: bool
    definite: bool


def _read_form(form: str) -> WordForm | None:
    """A form as far as it is known without its article; none where no phrase may hold it."""
    word = fold_form(form) if len(form) <= LONGEST_FORM else ""
    folded = word.replace("ة", "ه")
    if not word or (not word.isalpha() and any(map(str.isdigit, word))) or _is_empty(folded):
        return None
    # `سنوياً` has the ending of an object, which adjectives take.
    adjective = is_adjective(word) or (
        _TANWIN in form and _OBJECT.search(form) is not None and is_adjective(word[:-1])
    )
    possessed, feminine = _is_possessed(word), _is_noun(form)
    if not adjective and _is_verb(word, possessed=possessed, noun=feminine):
        return None
    may_start = folded[0] in _STARTS
    whole = not may_start or starts_whole(word)
    rests = [] if whole else [_strip(rest) for rest in _list_rests(folded)]
    prefixed = may_start and _ATTACHED_TO_ARTICLE.match(folded) is not None
    attached = not whole and (prefixed or detach_particles(folded)[1] > 0)
    bases = (_strip(folded), *rests)
    return WordForm(
        bases,
        tuple(map(strip_endings, bases)),
        attached,
        attached and folded[0] == "و",
        prefixed,
        possessed,
        adjective,
        feminine=feminine,
        definite=_is_definite(word),
    )


FORMS = FormCache(_read_form)


def is_verb_form(form: str) -> bool:
    """Whether a word as written is a verb, perhaps with a conjunction before it or an object behind it."""
    word = fold_form(form)
    return bool(word) and _is_verb(word, possessed=_is_possessed(word), noun=_is_noun(form))


def _is_verb(word: str, *, possessed: bool, noun: bool) -> bool:
    """Whether a folded word is a verb; ``noun``: it has an ending of nouns."""
    return (
        is_verb(word)
        or (possessed and is_verb(PRONOUN.sub(r"\1", word)))
        or (
            word[0] in _STARTS
            and _BEFORE_VERB.match(word) is not None
            and is_verb(word[1:])
            and not starts_whole(word)
        )
        or (not noun and any(map(_is_present, _list_present(word, possessed=possessed))))
    )


def _list_present(word: str, *, possessed: bool) -> list[str]:
    """What of a word may be a verb in the present: the word, and what is left behind "and will"."""
    folded = word.replace("ة", "ه")
    # `وسيطرتها` is a noun with its owner.
    future = None if possessed or not folded.startswith("وس") else _AND_WILL.fullmatch(folded)
    return [folded, future[1]] if future else [folded]


def _is_possessed(word: str) -> bool:
    return (
        word[-1] in _ENDS
        and not word.startswith(_ARTICLE)
        and PRONOUN.match(word) is not None
        and not ends_whole(word)
    )


def _is_noun(form: str) -> bool:
    """Whether a word as written has an ending that no verb of the present has."""
    return any(map(form.__contains__, _NOUN_LETTERS)) and _NOUN.search(form) is not None


def _is_definite(word: str) -> bool:
    """Whether a folded word begins with the article."""
    return word.startswith(_ARTICLE) and len(word) >= _SHORTEST_DEFINITE


def _strip(word: str) -> str:
    """A folded word without the article."""
    return word[len(_ARTICLE) :] if _is_definite(word) else word


def _list_rests(word: str) -> list[str]:
    """What is left of a folded word if its first letters are particles, fewest first."""
    return [found[1] for found in (pattern.match(word) for pattern in _ATTACHED) if found]


def _is_empty(word: str) -> bool:
    """Whether a folded word is one that says nothing, perhaps with letters attached."""
    if word in STOP_WORDS or word in NO_TOPIC:
        return True
    if word[0] in _STARTS or word[0] == _ALEF or word[-1] == _ALEF:
        bare = _BARE.match(word)
        if bare is not None and bare[1] in NO_TOPIC:
            return True
    return word[0] in _STARTS and word[detach_particles(word)[1] :] in STOP_WORDS


def _is_present(word: str) -> bool:
    """Whether a word is a present verb: its masculine and feminine are about equally common in the news.

    `يعلن` and `تعلن` are; `يقرير` is not Arabic, and `يونس` much rarer than `تونس`.
    """
    if word[0] not in _PRESENT and word[0] not in _STARTS:
        return False
    stem = detach_particles(word)[0]
    if stem[0] not in _PRESENT or _ATTACHED_TO_ARTICLE.match(word) or _is_definite(word):
        return False
    masculine, feminine = (find_stem_rarity(letter + stem[1:]) for letter in _PRESENT)
    return max(masculine, feminine) < _TOO_RARE and abs(masculine - feminine) < _EQUALLY_RARE
