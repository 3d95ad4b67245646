"""Numbers count by value where texts are hashed and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import compare
from summarizer.duplicates.words.hashing import LONGEST_WORD, hash_form
from summarizer.duplicates.words.word_hashes import hash_words
from summarizer.text.numbers import find_figures


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7", "٠٧"),
        ("25", "خمسة وعشرون"),
        ("25", "خمسةٌ وعشرين"),
        ("1500", "ألف وخمسمئة"),
        ("1500", "1.5 ألف"),
        ("1 500", "١٬٥٠٠"),
        ("1,500", "1\u00a0500"),
        ("2000000", "مليونين"),
        ("3200000", "3 ملايين و200 ألف"),
        ("1.41", "١٫٤١٠"),
        ("0.5", "½"),
        ("3.5", "3½"),
        ("-3", "\u22123"),
        ("0" * 100 + "5.5", "5.50"),
        ("0791234567", "٠٧٩١٢٣٤٥٦٧"),
    ],
)
def test_numbers_of_one_value_are_one_word(one: str, other: str) -> None:
    """Whatever they are written in."""
    hashes = [hash_words(f"بلغ عددهم {written} هذا العام")[0].tolist() for written in (one, other)]
    assert hashes[0] == hashes[1]
    assert len(hashes[0]) == 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("-5", "5"),
        ("١٫٤١٠", "١٤١٠"),
        ("2.15", "215"),
        ("خمسة", "تسعة"),
        ("1 50", "150"),
        ("0791234567", "791234567"),
        ("٠١٢٣٤", "1234"),
        ("0" * 100 + "5", "5"),
    ],
)
def test_numbers_of_two_values_are_two_words(one: str, other: str) -> None:
    """Sign, decimal mark and numeral count, and the first 0 of a phone number."""
    hashes = [set(hash_words(f"بلغ عددهم {written} هذا العام")[0].tolist()) for written in (one, other)]
    assert hashes[0] != hashes[1]


def test_entities_are_the_signs_they_stand_for() -> None:
    """And the places of the words after them stay as they are."""
    plain, given = "فتح الباب الكبير ليلا", "فتح&nbsp;الباب&#160;الك&shy;بير&quot; &unknown ليلا"
    hashes, _, spans = hash_words(given)
    assert hash_words(plain)[0].tolist() == [*hashes[:3].tolist(), *hashes[4:].tolist()]
    assert given[slice(*spans[-1].tolist())] == "ليلا"


def test_a_number_in_words_is_shown_as_written() -> None:
    """The span covers all its words."""
    found = compare("زار المعرض ثلاثة وعشرون طالبا من الحي", "زار المعرض 24 طالبا من الحي")
    assert (found.numbers_a, found.numbers_b) == (("ثلاثة وعشرون",), ("24",))


@pytest.mark.parametrize("letters", ["بت", "12"])
def test_long_words_are_not_equal_by_their_sums(letters: str) -> None:
    """A sequence and its complement have one hash in every polynomial modulo 2**64."""
    bits = [place.bit_count() % 2 for place in range(2048)]
    one, other = ("".join(letters[bit ^ flip] for bit in bits) for flip in (0, 1))
    assert hash_words(one)[0].tolist() != hash_words(other)[0].tolist()


@given(st.text("0123456789٠٩,.٫ -و", max_size=120))
def test_words_are_hashed_as_numbers_are_read(text: str) -> None:
    """The values that `find_figures` reads, in order."""
    hashes, is_number, _ = hash_words(text)
    assert hashes[is_number].tolist() == [hash_form(figure.value) for figure in find_figures(text)]


def test_the_hash_of_a_form_is_that_of_the_word() -> None:
    """Short and long."""
    for form in ("باب", "12", "-1.5", "ب" * (LONGEST_WORD + 1), "1" * (LONGEST_WORD + 1)):
        assert hash_words(form)[0].tolist() == [hash_form(form)]
