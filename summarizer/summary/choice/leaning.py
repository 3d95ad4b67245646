"""Sentences that lean on the one before them, and so cannot be shown without it; used by `summarizing`.

A sentence leans if it opens with a connective or a pronoun, reports what somebody says who is not named in
it, points at something (`هذه القطع`), goes on by "and" within its paragraph, or has a possessive pronoun
among its first words. As a penalty of the score this lowered ROUGE each time; as a constraint of the choice
readers preferred it (`docs/how-it-works.md`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.records import Sentence
from summarizer.summary.choice.lean_words import (
    CLAUSES,
    COMING,
    CONNECTIVES,
    FA_WORDS,
    NO_SPEAKER,
    NOT_OWNED,
    POINTING,
    PRONOUNS,
    SAYING,
    TIMES,
)
from summarizer.text.form_cache import FormCache
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import LETTERS
from summarizer.text.light_stemming import light_stem_form
from summarizer.text.sentences.continuations import WAW_WORDS
from summarizer.text.tokenizing import tokenize

# A demonstrative further inside mostly points at something in its own sentence.
POINTING_WORDS = 6
OWNING_WORDS = 3
# Where paragraphs are long or hardly divided, a sentence that begins with "and" says nothing of them.
MIN_PARAGRAPHS, LONGEST_PARAGRAPH = 3, 4
# A longer sentence that goes on within its paragraph mostly names all that it speaks of. Without this bound
# half-length summaries of encyclopaedia articles lose .005 of ROUGE-2.
LONGEST_LATER = 24

# A shorter word with such an ending is a preposition with its pronoun, which says little.
SHORTEST_OWNED = 5

# What a word among the first ones may be: a demonstrative, or one with a pronoun at its end, its owner.
POINTS, OWNED = 1, 2

_CLOSING = compile_late('["»”]')
_LETTER = compile_late(f"[{LETTERS}]")
_QUOTES = frozenset('"«“')
_SPEECH = _QUOTES | {":"}
_PARTICLES = frozenset("وفبلك")
# A word with the article has no owner.
_ARTICLES = ("ال", "وال", "بال", "لل")


@dataclass(frozen=True, slots=True)
class Leaning:
    """What the sentences of an article lean on.

    before    rows that need the row before them
    pointing  rows that need it only until another chosen sentence has the noun: the noun's light stem of each
    """

    before: frozenset[int]
    pointing: dict[int, str]


@dataclass(frozen=True, slots=True)
class WordRole:
    """What a word as written does at the beginning of a sentence."""

    connects: bool
    goes_on: bool  # by "and" or "so"
    has_and: bool
    says: bool
    comes: bool  # "this comes after"


def find_leaning(sentences: Sequence[Sentence], words: Sequence[Sequence[str]], lead: int) -> Leaning:
    """The rows of an article that lean on others; ``lead`` is the row of the lead."""
    n_blocks = len({sentence.block for sentence in sentences})
    divided = n_blocks >= MIN_PARAGRAPHS and len(sentences) <= LONGEST_PARAGRAPH * n_blocks
    before: set[int] = set()
    pointing: dict[int, str] = {}
    for row in range(max(1, lead + 1), len(sentences)):
        forms = words[row]
        if not forms:
            continue
        first = ROLES[forms[0]]
        signs = list(map(_SIGNS.__getitem__, forms[:POINTING_WORDS]))
        noun = _find_pointed(forms, signs) if POINTS in signs else None
        if noun == "" and first.comes and row == lead + 1:
            continue  # "This comes after" right behind the lead: it is clear what "this" is.
        text = sentences[row].text
        if (
            first.connects
            or noun == ""
            or (divided and first.goes_on and _is_later(sentences, row, len(forms)))
            or (divided and OWNED in signs[first.has_and : OWNING_WORDS])
            or (first.says and _hides_speaker(text, forms))
            or (text[0] in _QUOTES and _is_quotation(text))
        ):
            before.add(row)
        elif noun is not None:
            pointing[row] = noun
    return Leaning(frozenset(before), pointing)


def _is_later(sentences: Sequence[Sentence], row: int, n_words: int) -> bool:
    """Whether a sentence is not the first of its paragraph, and short enough to need the one before it."""
    return n_words <= LONGEST_LATER and sentences[row].block == sentences[row - 1].block


def _find_pointed(forms: Sequence[str], signs: Sequence[int]) -> str | None:
    """The light stem of the noun that a demonstrative points at, empty if at no noun; None without one."""
    for place, sign in enumerate(signs):
        if sign == POINTS:
            noun = _FOLDED[forms[place + 1]] if place + 1 < len(forms) else ""
            if not noun.startswith("ال"):
                return ""
            if noun not in TIMES:
                return light_stem_form(noun)
    return None


def _hides_speaker(text: str, forms: Sequence[str]) -> bool:
    """Whether what is said follows the verb of saying at once, without who says it."""
    if len(forms) > 1 and _FOLDED[forms[1]] in NO_SPEAKER:
        return True
    behind = text[text.index(forms[0]) + len(forms[0]) :].lstrip()
    return behind[:1] in _SPEECH


def _is_quotation(text: str) -> bool:
    """Whether a sentence that begins with a quote is one quotation, so that nothing says whose."""
    closing = _CLOSING.search(text, 1)
    return closing is not None and not _LETTER.search(text, closing.end())


def goes_on_from(form: str) -> bool:
    """Whether a sentence that begins with this word goes on from another: "and", "so", "but", "he"."""
    role = ROLES[form]
    return role.goes_on or role.connects


def begins_clause(form: str) -> bool:
    """Whether a text may begin with this word, although it goes on from another sentence elsewhere."""
    return _FOLDED[form] in CLAUSES


def _fold(form: str) -> str:
    return next(iter(tokenize(form)), "")


def _read_role(form: str) -> WordRole:
    word = _FOLDED[form]
    bare = word[1:] if len(word) > 3 and word[0] in "وف" else word
    has_and = word.startswith("و") and word not in WAW_WORDS
    has_fa = word.startswith("ف") and word not in FA_WORDS
    return WordRole(
        connects=word in CONNECTIVES or bare in CONNECTIVES or word in PRONOUNS,
        goes_on=len(word) > 2 and (has_and or has_fa),
        has_and=has_and,
        says=word in SAYING or bare in SAYING,
        comes=word in COMING or bare in COMING,
    )


def _read_sign(form: str) -> int:
    """Whether a word is a demonstrative, perhaps with a particle in front, or is owned; 0 for neither."""
    word = _FOLDED[form]
    if word in POINTING or (word[:1] in _PARTICLES and word[1:] in POINTING):
        return POINTS
    is_owned = (
        len(word) >= SHORTEST_OWNED
        and word.endswith(("ها", "هم", "هما"))
        and word not in NOT_OWNED
        and not word.startswith(_ARTICLES)
    )
    return OWNED if is_owned else 0


_FOLDED = FormCache(_fold)
# What a word as written does at the beginning of a sentence.
ROLES = FormCache(_read_role)
_SIGNS = FormCache(_read_sign)
