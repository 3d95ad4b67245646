"""Rarity in the news, light stems, and the removal of particles."""

import pytest
from hypothesis import given

from summarizer import find_key_phrases
from summarizer.summary.rarity import detach_particles, find_rarity
from summarizer.text.light_stemming import light_stem
from summarizer.text.tokenizing import tokenize
from tests.strategies import ARABIC_TEXT


def read(word: str) -> str:
    """The light stem of a word."""
    [stem] = light_stem(tokenize(word))
    return stem


@pytest.mark.parametrize(
    "words",
    [
        "شركة الشركة والشركات شركته شركاتهم بالشركة",
        "لبنان لبناني اللبنانية اللبنانيين",
        "وزارة الوزارة والوزارات",
        "بريطانيا البريطانيون بريطاني",
    ],
)
def test_forms_of_a_word_have_one_light_stem(words: str) -> None:
    """The article and the endings of number, gender, possession and origin are removed."""
    assert len({read(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("السعودية", "مساعدات"), ("المغرب", "غرب"), ("صلاح", "إصلاح"), ("الإسلام", "السلام")]
)
def test_words_of_one_root_keep_their_stems(one: str, other: str) -> None:
    """Words that stemming to roots would confuse."""
    assert read(one) != read(other)


@given(ARABIC_TEXT)
def test_a_light_stem_is_part_of_its_word(text: str) -> None:
    """It is never empty, and words of up to three letters stay unchanged."""
    words = tokenize(text)
    for word, stem in zip(words, light_stem(words), strict=True):
        assert stem
        assert stem in word
        assert len(word) > 3 or stem == word


def test_rarity_falls_with_the_number_of_documents() -> None:
    """A common word, a rare one, and one that never occurs."""
    common, rare, never = find_rarity(["رييس", "زلزال", "قثقثقثق"])
    assert 0 < common < rare < never


@pytest.mark.parametrize(
    ("word", "stem", "n_letters"),
    [
        ("لواشنطن", "واشنطن", 1),
        ("وبلبنان", "لبنان", 2),
        ("وزير", "وزير", 0),
        ("بلاد", "بلاد", 0),
        ("فرنسا", "فرنس", 0),
    ],
)
def test_only_particles_are_detached(word: str, stem: str, n_letters: int) -> None:
    """The same letters may belong to the root."""
    assert detach_particles(word) == (stem, n_letters)


def test_a_phrase_of_one_word_is_worth_its_formula() -> None:
    """TF-IDF, times nine at the very beginning; the second occurrence adds only to the count."""
    [phrase] = find_key_phrases("زلزال. زلزال.")
    assert phrase.n_places == 2
    assert phrase.score == pytest.approx(2 * find_rarity(["زلزال"])[0] * 9)
