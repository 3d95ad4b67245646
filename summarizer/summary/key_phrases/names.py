"""Names that are adjectives too (`كريم`, `جميلة`): words of an article that stand where only a name can.

No list tells the two apart. An adjective without the article stands behind its noun. What stands behind a
verb or `إن`, or begins a sentence, is a subject, and so a name.
"""

from collections.abc import Sequence

from summarizer.records import Passage
from summarizer.summary.key_phrases.word_forms import is_verb_form
from summarizer.summary.key_phrases.word_kinds import fold_form
from summarizer.summary.key_phrases.words import GAP, Words
from summarizer.text.form_cache import LONGEST_FORM, FormCache
from summarizer.text.letters import QUESTIONS, STOPS
from summarizer.text.sentences.continuations import REPORTING
from summarizer.text.tokenizing import STOP_WORDS, tokenize

# A name stands in such a place so often, and oftener there than elsewhere: what stands there once may be an
# adjective in the place of a noun.
LEAST_NAMED = 3
_BEFORE_SUBJECT = frozenset(tokenize("إن أن لأن بأن وإن وأن فإن لكن ولكن"))
# Verbs behind which an adjective says what the subject is.
_LINKING = frozenset(
    tokenize(
        """
        بدا بدت يبدو تبدو ظل ظلت يظل تظل بقي بقيت يبقى تبقى صار صارت يصير تصير يصبح تصبح أمسى أمست يعد تعد
        يعتبر تعتبر اعتبر اعتبرت
        """
    )
)


def find_named(passages: Sequence[Passage], words: Words, places: Sequence[range]) -> list[range]:
    """The places of a word where it is a name; none unless it mostly is one."""
    if len(places) < LEAST_NAMED:
        return []
    named = [place for place in places if _is_name(passages, words, int(words.rows[place.start]))]
    return named if len(named) >= LEAST_NAMED and 2 * len(named) > len(places) else []


def _is_name(passages: Sequence[Passage], words: Words, word: int) -> bool:
    number = words.places.forms[word]
    form = words.forms[number] if word != GAP and not words.attached[number] else None
    if form is None or form.possessed or form.definite or not form.adjective:
        return False
    text = int(words.places.texts[word])
    between, before = _read_before(passages[text].text, words, word)
    if not before or words.places.gaps[word]:
        return not before or between.strip() in tuple(STOPS + QUESTIONS)
    return _BEFORE_NAMES[before]


def _may_stand_before(form: str) -> bool:
    """Whether a subject stands behind a word as written."""
    if len(form) > LONGEST_FORM:
        return False
    folded = fold_form(form)
    bare = folded[1:] if folded[:1] in "وف" else folded
    if folded in _BEFORE_SUBJECT or folded in REPORTING or bare in REPORTING:
        return True
    return (
        is_verb_form(form) and STOP_WORDS.isdisjoint((folded, bare)) and _LINKING.isdisjoint((folded, bare))
    )


_BEFORE_NAMES = FormCache(_may_stand_before)


def _read_before(text: str, words: Words, word: int) -> tuple[str, str]:
    """What stands before a word in its passage up to the word before it, and that one; empty without one."""
    places = words.places
    if word == 0 or places.texts[word - 1] != places.texts[word]:
        return "", ""
    start, end = int(places.starts[word - 1]), int(places.ends[word - 1])
    return text[end : int(places.starts[word])], text[start:end]
