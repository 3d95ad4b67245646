"""Words of key phrases as written: patterns that are tried only where letters allow it find the same."""

import re

from hypothesis import given
from hypothesis import strategies as st

from summarizer.summary.key_phrases import word_forms
from summarizer.summary.key_phrases.no_topic_words import NO_TOPIC
from summarizer.summary.key_phrases.word_forms import FORMS, is_verb_form
from summarizer.summary.key_phrases.word_kinds import PRONOUN, ends_whole, fold_form, is_verb, starts_whole
from summarizer.summary.rarity import detach_particles, find_rarity, find_stem_rarity
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import HIDDEN
from summarizer.text.light_stemming import light_stem, strip_endings
from summarizer.text.tokenizing import STOP_WORDS

# Prefixes, stems and endings that meet every rule, and any letters.
WORDS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "و", "ف", "وس", "س", "ل", "لل", "ولل", "ب", "كال", "وال", "ال", "فب"]),
        st.one_of(
            st.sampled_from(
                ["يعلن", "تعلن", "ملعب", "كنعان", "سجل", "مدينة", "يوم", "عام", "جديد", "تم", "كان"]
            ),
            st.text(st.sampled_from("ابتسفكلمنهويةأآء\u0640\u0651\u064bé5"), min_size=1, max_size=5),
        ),
        st.sampled_from(["", "ة", "ات", "ها", "هما", "نا", "ا", "ا\u064b", "\u064bا", "ين", "ه", "ات\u0650"]),
    ),
)
_END = re.compile("(?<=.{3})(?:ها|ات|ون|ين|يه|ه|ي|ا|ت)$|(?<=.{4})(?:ان|هم|هما)$")
_BARE = re.compile("^[وف]?[بكل]?(?:ال|ل)?(.{2,}?)ا?$")
_BEFORE_VERB = re.compile("[وف].{3}|[سل][ايتن].{2}")
_NOUN = compile_late(f"(?:ة|ات)[{HIDDEN}]*$")


def is_empty(word: str) -> bool:
    """A slow twin."""
    rest = word[detach_particles(word)[1] :]
    return not STOP_WORDS.isdisjoint((word, rest)) or not NO_TOPIC.isdisjoint((word, *_BARE.findall(word)))


def is_any_verb(form: str) -> bool:
    """A slow twin."""
    word = fold_form(form)
    if not word:
        return False
    possessed = not (word.startswith("ال") or ends_whole(word)) and PRONOUN.match(word) is not None
    folded = word.replace("ة", "ه")
    future = None if possessed else re.fullmatch("وس([يت].{3,})", folded)
    present = [folded, future[1]] if future else [folded]
    return (
        is_verb(word)
        or (possessed and is_verb(PRONOUN.sub(r"\1", word)))
        or (_BEFORE_VERB.match(word) is not None and not starts_whole(word) and is_verb(word[1:]))
        or (_NOUN.search(form) is None and any(map(word_forms._is_present, present)))
    )


@given(WORDS)
def test_a_form_is_read_as_by_all_patterns(form: str) -> None:
    """Verbs, empty words, and what is attached."""
    word = fold_form(form)
    folded = word.replace("ة", "ه")
    assert is_verb_form(form) == is_any_verb(form)
    if word:
        assert word_forms._is_empty(folded) == is_empty(folded)
    read = FORMS[form]
    if read is not None:
        rests = [found[1] for found in (pattern.match(folded) for pattern in word_forms._ATTACHED) if found]
        bases = [
            re.sub("^ال(?=.{3})", "", base) for base in (folded, *(rests if not starts_whole(word) else ()))
        ]
        assert read.bases == tuple(bases)
        assert read.definite == (re.match("ال.{3}", word) is not None)
        assert read.feminine == (_NOUN.search(form) is not None)


@given(WORDS)
def test_endings_are_stripped_as_by_the_pattern(form: str) -> None:
    """Again and again, until none is left."""
    word = expected = fold_form(form)
    while (shorter := _END.sub("", expected)) != expected:
        expected = shorter
    assert strip_endings(word) == expected


@given(WORDS)
def test_one_stem_is_as_rare_as_among_several(form: str) -> None:
    """The look-up of one and that of many agree to the last bit."""
    [stem] = light_stem([fold_form(form)])
    assert find_stem_rarity(stem) == find_rarity([stem])[0]
