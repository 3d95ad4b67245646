"""Words stay whole, with any marks on or in them."""

import pytest
from hypothesis import given, strategies

from summarizer.text.normalizing import normalize
from summarizer.text.tokenizing import STOP_WORDS, find_first_words, find_words, tokenize
from tests.reference import tokenize_slowly
from tests.strategies import ARABIC_TEXT


def test_vowel_marks_do_not_cut_a_word() -> None:
    """A vowelled sentence has as many words as a plain one."""
    assert tokenize("ك\u064eت\u064eب\u064e الو\u064eل\u064eد\u064f الد\u064e\u0651ر\u0652س\u064e.") == [
        "كتب",
        "الولد",
        "الدرس",
    ]


def test_numbers_and_latin_are_words() -> None:
    """Digits of any kind and Latin words count; signs separate words."""
    assert tokenize("نمو ٣٫٥٪ في G20 و«آي-فون»") == ["نمو", "3", "5", "في", "g20", "و", "اي", "فون"]


def test_a_ligature_of_words_is_its_words() -> None:
    """One presentation form may stand for four words."""
    assert tokenize("النبي \ufdfa قال") == ["النبي", "صلي", "الله", "عليه", "وسلم", "قال"]


def test_a_text_without_letters_has_no_words() -> None:
    """Signs, marks and controls alone are not words."""
    assert tokenize("... \u064b\u0640 \u200f «!» _") == find_words("... \u064b\u0640 \u200f «!» _") == []


@given(ARABIC_TEXT, strategies.integers(0, 7))
def test_first_words_are_the_first_of_all_words(text: str, n_words: int) -> None:
    """Whether they stand between single blanks or not."""
    assert find_first_words(text, n_words) == find_words(text)[:n_words]


@pytest.mark.parametrize(
    "text",
    [
        "\u0640كلمة ثم أخرى",
        "كلمة  ثم أخرى",
        " كلمة ثم",
        "كلمة\u0640 ثم، أخرى",
        "كلمة\u00a0ثم أخرى",
        "\u02c6 كلمة",
        f"{'ك' * 100} ثم",
        "",
    ],
)
def test_first_words_behind_signs_marks_and_gaps(text: str) -> None:
    """What is no word between two blanks is read by the pattern."""
    for n_words in range(5):
        assert find_first_words(text, n_words) == find_words(text)[:n_words]


@given(ARABIC_TEXT)
def test_words_agree_with_the_slow_twin(text: str) -> None:
    """The letter class finds the same runs as testing each character."""
    assert tokenize(text) == tokenize_slowly(text)


@given(ARABIC_TEXT)
def test_words_as_they_stand_fold_to_the_folded_words(text: str) -> None:
    """`find_words` and `tokenize` see the same words."""
    assert [word for form in find_words(text) for word in tokenize(form)] == tokenize(text)


@given(ARABIC_TEXT)
def test_words_as_they_stand_are_verbatim(text: str) -> None:
    """The forms stand in the text, in order, without overlap."""
    place = 0
    for form in find_words(text):
        place = text.index(form, place) + len(form)
    assert place <= len(text)


def test_stop_words_are_folded_words() -> None:
    """Each stop word is folded and a single word, so that it can match."""
    assert all(normalize(word) == word and tokenize(word) == [word] for word in STOP_WORDS)


def test_the_stop_list_knows_function_words_and_no_topics() -> None:
    """Prepositions and particles are on it, with their joined forms; names of things are not."""
    assert set(tokenize("في من إلى على أن الذي هذه وقد كما عليها")) <= STOP_WORDS
    assert not set(tokenize("الحكومة الحرب المدينة وزير مليون كتاب")) & STOP_WORDS
