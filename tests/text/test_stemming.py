"""Stems are those of ISRI, and each form is computed once."""

from hypothesis import given
from nltk.stem.isri import ISRIStemmer

from summarizer.text import stemming
from summarizer.text.form_cache import LONGEST_FORM
from summarizer.text.stemming import stem, stem_forms
from summarizer.text.tokenizing import STOP_WORDS, find_words, tokenize
from tests.strategies import ARABIC_TEXT


def test_inflections_share_a_stem() -> None:
    """The article, plural and conjunction do not matter."""
    assert len(set(stem(tokenize("كاتب والكاتب الكاتبون")))) == 1


@given(ARABIC_TEXT)
def test_stems_are_those_of_isri(text: str) -> None:
    """The cache changes no stem, and every word has one."""
    words = tokenize(text)
    assert stem(words) == [ISRIStemmer().stem(word) for word in words]


@given(ARABIC_TEXT)
def test_stems_of_forms_leave_out_stop_words(text: str) -> None:
    """`stem_forms` is folding, the stop list and `stem` in one, for all forms that a word can have."""
    forms = [form for form in find_words(text) if len(form) <= LONGEST_FORM]
    kept = [word for form in forms for word in tokenize(form) if word not in STOP_WORDS]
    assert stem_forms(forms) == stem(kept)


def test_each_form_is_stemmed_once() -> None:
    """The second time, the stem comes from the cache."""
    stemming._stem_word.cache_clear()
    stem(["مدرسه", "مدرسه", "كتاب", "مدرسه"])
    assert stemming._stem_word.cache_info().misses == 2


def test_no_endless_form_is_remembered() -> None:
    """A string longer than any word has no stem and is not cached."""
    endless = "ك" * (LONGEST_FORM + 1)
    assert stem_forms([endless, "كتاب"]) == stem(["كتاب"])
    assert endless not in stemming._STEMS
