"""Words for scikit-learn: one spelling, one stem, no stop words."""

import pickle

import pytest
from hypothesis import given
from sklearn.feature_extraction.text import TfidfVectorizer

from summarizer import TextError, analyze
from summarizer.text.stemming import stem
from summarizer.text.tokenizing import STOP_WORDS, tokenize
from tests.strategies import ARABIC_TEXT


@given(ARABIC_TEXT)
def test_words_are_folded_stemmed_and_without_stop_words(text: str) -> None:
    """As the three steps one after the other give them."""
    assert analyze(text) == stem([word for word in tokenize(text) if word not in STOP_WORDS])


def test_texts_in_other_spellings_are_the_same_to_scikit_learn() -> None:
    """Vowel marks, tatweel, hamza and endings do not matter; a fitted vectorizer can be kept."""
    vectorizer = TfidfVectorizer(analyzer=analyze).fit(
        ["وصلت القوافل إلى الواحة.", "هطلت الأمطار على الجبل."]
    )
    kept = pickle.loads(pickle.dumps(vectorizer))  # noqa: S301  our own bytes
    one, other = kept.transform(["وصلت القوافل إلى الواحة.", "وَصَلَتْ القـوافل الى الواحه"]).toarray()
    assert one.tolist() == other.tolist()
    assert one.any()


def test_what_is_no_text_is_refused() -> None:
    """As everywhere."""
    with pytest.raises(TextError):
        analyze(b"abc")  # type: ignore[arg-type]
