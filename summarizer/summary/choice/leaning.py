"""Sentences that lean on the one before them, and so cannot be shown without it; used by `summarizing`.

A sentence leans if it opens with a connective or a pronoun, reports what somebody says who is not named in
it, points at something (`هذه القطع`), goes on by "and" within its paragraph, or has a possessive pronoun
among its first words. As a penalty of the score this lowered ROUGE each time; as a constraint of the choice
readers preferred it (`docs/how-it-works.md`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.kernels.word_stems import N_FIRST, OWNED
from summarizer.summary.choice.lean_words import (
    BEFORE_NOUNS,
    BEFORE_VIEWS,
    CLAUSES,
    CONNECTING_NOUNS,
    FOR_THE,
    LIMIT,
    NOT_OWNED,
    OPPOSITE,
    OTHER,
    OTHER_OR_SAME,
    SAME,
    SAME_OR_NEXT,
    TIMES,
    TIMES_AND_PLACES,
    TWO_WORDS,
    VIEWS,
)
from summarizer.summary.choice.openings import OWNING_WORDS, Openings
from summarizer.summary.choice.speakers import FOLDED, SPEECH, find_speaker
from summarizer.summary.opening_words import (
    AND,
    AS_FOR,
    COMES,
    CONNECTS,
    COUNTED,
    FORM_ROLES,
    GOES_ON,
    HAS_AND,
    IS_SAID,
    POINTS,
    SAYS,
    SO,
    TURNS,
)
from summarizer.text.form_cache import FormCache
from summarizer.text.late_patterns import compile_late
from summarizer.text.light_stemming import light_stem_form
from summarizer.text.tokenizing import LETTERS_RUN, WORD, find_first_words

# A demonstrative further inside mostly points at something in its own sentence.
POINTING_WORDS = N_FIRST
# Where paragraphs are long or hardly divided, a sentence that begins with "and" says nothing of them.
MIN_PARAGRAPHS, LONGEST_PARAGRAPH = 3, 4
# A longer sentence that goes on within its paragraph mostly names all that it speaks of. Without this bound
# half-length summaries of encyclopaedia articles lose .005 of ROUGE-2.
LONGEST_LATER = 24

# "As for the second".
_COUNTS_ON = AS_FOR | COUNTED
# Without one of these signs a sentence leans only as a quotation; the second only where the text is divided.
_ALWAYS, _DIVIDED = CONNECTS | AS_FOR | POINTS | SAYS | TURNS, GOES_ON | OWNED
_CLOSING = compile_late('["»”]')
_QUOTES = frozenset('"«“')
_COMMAS = frozenset("،,")
# A word with the article has no owner.
_ARTICLES = ("ال", "وال", "بال", "لل")


@dataclass(frozen=True, slots=True)
class Leaning:
    """What the sentences of an article lean on.

    before         rows that need the row before them
    pointing       rows that need it only until another chosen sentence has the noun, or the speaker ("the
                   researchers said that"): the light stem of each
    introductions  rows that point at a speaker, with the row that tells who it is: they need all rows from
                   there on
    """

    before: frozenset[int]
    pointing: dict[int, str]
    introductions: dict[int, int]


def find_leaning(texts: Sequence[str], blocks: Sequence[int], openings: Openings, lead: int) -> Leaning:
    """The rows of an article that lean on others.

    blocks  (n_sentences,)  the number of the paragraph of each
    lead    the row of the lead
    """
    n_blocks = len(set(blocks))
    divided = n_blocks >= MIN_PARAGRAPHS and len(texts) <= LONGEST_PARAGRAPH * n_blocks
    may_lean = _ALWAYS | _DIVIDED if divided else _ALWAYS
    before: set[int] = set()
    pointing: dict[int, str] = {}
    introductions: dict[int, int] = {}
    found, rows = openings.signs, range(max(1, lead + 1), len(texts))
    for row in [row for row in rows if found[row] & may_lean or texts[row][0] in _QUOTES]:
        text, signs, n_words = texts[row], found[row], openings.n_words[row]
        noun = _find_pointed(find_first_words(text, POINTING_WORDS + 1)) if signs & POINTS else None
        if noun is None and signs & SAYS and not signs & IS_SAID:
            speaker = find_speaker(texts, row)
            if speaker is not None:
                introductions[row], noun = speaker
        if noun == "" and signs & COMES and row == lead + 1:
            continue  # "This comes after" right behind the lead: it is clear what "this" is.
        if (
            signs & CONNECTS
            or signs & _COUNTS_ON == _COUNTS_ON
            or noun == ""
            or (divided and signs & GOES_ON and _is_later(blocks, row, n_words))
            or (divided and signs & OWNED and _is_owned(find_first_words(text, OWNING_WORDS), signs))
            or (signs & TURNS and opens_by_phrase(text))
            or (signs & SAYS and _hides_speaker(text, signs))
            or (text[0] in _QUOTES and n_words and _is_quotation(text))
        ):
            before.add(row)
        elif noun is not None:
            pointing[row] = noun
    return Leaning(frozenset(before), pointing, introductions)


def _is_later(blocks: Sequence[int], row: int, n_words: int) -> bool:
    """Whether a sentence is not the first of its paragraph, and short enough to need the one before it."""
    return n_words <= LONGEST_LATER and blocks[row] == blocks[row - 1]


def _find_pointed(forms: Sequence[str]) -> str | None:
    """The light stem of the noun that a demonstrative points at, empty if at no noun; None without one."""
    for place, form in enumerate(forms[:POINTING_WORDS]):
        if FORM_ROLES[form] & POINTS:
            noun = FOLDED[forms[place + 1]] if place + 1 < len(forms) else ""
            if not noun.startswith("ال"):
                return ""
            if noun not in TIMES:
                return light_stem_form(noun)
    return None


def _is_owned(forms: Sequence[str], signs: int) -> bool:
    """Whether one of the first words, behind "and", has a pronoun as its owner."""
    return any(map(_OWNED.__getitem__, forms[bool(signs & HAS_AND) : OWNING_WORDS]))


def _hides_speaker(text: str, signs: int) -> bool:
    """Whether what is said follows the verb of saying at once, without who says it."""
    if signs & IS_SAID:
        return True
    first = WORD.search(text)
    return first is not None and text[first.end() :].lstrip()[:1] in SPEECH


def _is_quotation(text: str) -> bool:
    """Whether a sentence that begins with a quote is one quotation, so that nothing says whose."""
    closing = _CLOSING.search(text, 1)
    return closing is not None and not LETTERS_RUN.search(text, closing.end())


def opens_by_phrase(text: str) -> bool:
    """Whether a sentence opens with a connective of two or three words, perhaps behind "and"."""
    forms = find_first_words(text, 3)
    first, second, third = (*map(FOLDED.__getitem__, forms), "", "", "")[:3]
    bare = first[1:] if len(first) > 2 and first[0] in AND + SO else first
    both = f"{bare} {second}"
    if both == OPPOSITE:
        behind = text.partition(forms[1])[2].lstrip()[:1]
        return not third.startswith("ال") or behind in _COMMAS
    if (
        both in TWO_WORDS
        or (second in OTHER and bare.startswith(_ARTICLES))
        or (bare.startswith(FOR_THE) and second in SAME_OR_NEXT)
    ):
        return True
    if bare in BEFORE_VIEWS and (second in VIEWS or (second in LIMIT and third in VIEWS)):
        return True
    return bare in BEFORE_NOUNS and (
        (second in CONNECTING_NOUNS and third in OTHER_OR_SAME)
        or (second in TIMES_AND_PLACES and third in SAME_OR_NEXT)
        or (second in SAME and third in CONNECTING_NOUNS | TIMES_AND_PLACES)
    )


def begins_clause(form: str) -> bool:
    """Whether a text may begin with this word, although it goes on from another sentence elsewhere."""
    return FOLDED[form] in CLAUSES


def _read_owned(form: str) -> bool:
    """Whether a word ends in a pronoun, and is no demonstrative, which points at its owner itself."""
    word, role = FOLDED[form], FORM_ROLES[form]
    return bool(role & OWNED) and not (role & POINTS or word in NOT_OWNED or word.startswith(_ARTICLES))


_OWNED = FormCache(_read_owned)
