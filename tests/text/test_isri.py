"""Our stems are those of NLTK's ISRI, letter for letter."""

from hypothesis import given
from hypothesis import strategies as st
from nltk.stem.isri import ISRIStemmer

from summarizer.text.isri import stem_word
from summarizer.text.tokenizing import tokenize
from tests.strategies import ARABIC_TEXT

THEIRS = ISRIStemmer()
LETTERS = st.text("ابتسفلكمنهويةىئءأإآؤرقع\u064e\u0651a1", max_size=9)
STARTS = st.sampled_from(["", "وال", "كال", "ال", "لل", "وو", "است", "مست", "ا", "م", "ت", "مت"])
ENDS = st.sampled_from(["", "تين", "همل", "ون", "ات", "ها", "ة", "ان", "ي", "ائ"])


@given(STARTS, LETTERS, ENDS)
def test_a_word_has_the_root_that_nltk_finds(start: str, middle: str, end: str) -> None:
    """Prefixes, suffixes and patterns of every length."""
    word = start + middle + end
    assert stem_word(word) == THEIRS.stem(word)


@given(ARABIC_TEXT)
def test_words_of_a_text_have_the_roots_that_nltk_finds(text: str) -> None:
    """Whatever characters there are."""
    assert [stem_word(word) for word in text.split()] == [THEIRS.stem(word) for word in text.split()]


def test_stop_words_and_patterns_are_those_of_nltk() -> None:
    """Its stop words are their own stems; a root from each pattern of four to seven letters."""
    roots = tokenize(
        """
        مكتب كاتب كتاب كتبة افتعل مكتوب مفعلة مفتعل مقاتل حكومة انكسر افعال فعلان تفعيل فاعول فواعل فعائل
        فاعلة فعالي تفعلل فعللة فعالل استفعل مفعالة افتعال افعوعل تفاعيل افعلال متفعلل استقبال
        """
    )
    words = [*THEIRS.stop_words, *roots]
    assert [stem_word(word) for word in words] == [THEIRS.stem(word) for word in words]
