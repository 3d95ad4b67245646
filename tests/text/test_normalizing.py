"""What folding makes equal, and what it leaves unchanged."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.letters import ALPHABET, FOLD, HIDDEN, LETTERS, WHITE_SPACE, list_codes
from summarizer.text.normalizing import MANY, fold_in_arrays, normalize, normalize_blanks, normalize_lines
from tests.reference import normalize_slowly
from tests.strategies import ARABIC_TEXT


@pytest.mark.parametrize(
    ("given_form", "folded"),
    [
        ("م\u064fح\u064eم\u064e\u0651د\u064c", "محمد"),
        ("ال\u0640رئ\u0640ي\u0640س", "الرييس"),
        ("أحمد إلى آخر ٱلبيت", "احمد الي اخر البيت"),
        ("مسؤول شاطئ", "مسوول شاطي"),
        ("مستشفى مدرسة", "مستشفي مدرسه"),
        ("کتاب علی", "كتاب علي"),
        ("\ufefb\ufe8e\ufef7", "لاالا"),
        ("\ufdf2 \ufdfa", "الله صلي الله عليه وسلم"),
        ("١٩٩٨ ۲۰۲۶ २०", "1998 2026 20"),
        ("BBC Été É", "bbc ete e"),
        ("\u202bنص\u202c\u200f \ufeffآخر\u200b", "نص اخر"),
    ],
)
def test_spellings_of_one_word_fold_to_one_form(given_form: str, folded: str) -> None:
    """Marks, tatweel, hamza, ya, ta marbuta, Persian letters, presentation forms, digits, case, controls."""
    assert normalize(given_form) == folded


def test_a_letter_and_its_parts_fold_alike() -> None:
    """Alef with hamza is the same as alef followed by the combining hamza."""
    assert normalize("ا\u0654ي\u0654") == normalize("أئ")


def test_white_space_and_punctuation_stay() -> None:
    """Line ends and signs stay in place."""
    assert normalize("\u00a0،\r\n؛\t…«»؟!٪\u2028") == "\u00a0،\r\n؛\t…«»؟!٪\u2028"


@given(ARABIC_TEXT)
def test_folding_agrees_with_unicode(text: str) -> None:
    """The table gives the same as folding each character by Unicode's own data."""
    assert normalize(text) == normalize_slowly(text)


@given(ARABIC_TEXT)
def test_long_texts_fold_as_short_ones_do(text: str) -> None:
    """Both ways of folding give the same result, also for ligatures and letters of any plane."""
    assert normalize(text + " " * MANY) == normalize_slowly(text) + " " * MANY


def test_every_character_folds_in_a_long_text_as_alone() -> None:
    """The table for long texts has the same entries as the dictionary for short ones."""
    plain = [chr(code) for code in range(0xFFFE) if not 0xD800 <= code < 0xE000]
    one_each = "".join(letter for letter in plain if len(normalize(letter)) < 2)
    assert normalize(one_each) == "".join(map(normalize, one_each))


@given(ARABIC_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded form is its own folded form."""
    assert normalize(normalize(text)) == normalize(text)


@given(st.lists(ARABIC_TEXT | st.text()))
def test_lines_fold_together_as_each_does_alone(lines: list[str]) -> None:
    """Line ends inside a line are blanks."""
    assert normalize_lines(lines) == [normalize_blanks(line) for line in lines]


@pytest.mark.parametrize("text", ["", "اخبار", "\ufdfa", "\U0001e900", "سطر" * MANY])
def test_lines_have_single_blanks_of_one_kind(text: str) -> None:
    """White space of every kind, also around a hidden character, and none at the ends of a line."""
    blanks = "".join(chr(code) for code in list_codes(WHITE_SPACE))
    line = f"\u200f {blanks}أول\u00a0\u200f\tثان{blanks}{text}\u202c {blanks}"
    plain = f"اول ثان {normalize(text)}".strip()
    assert normalize_lines([line, blanks, line]) == [plain, "", plain]


def test_every_decimal_digit_becomes_ascii() -> None:
    """No script's digits are left out."""
    digits = [chr(code) for code in range(0x110000) if chr(code).isdecimal()]
    assert {normalize(digit) for digit in digits} == set("0123456789")


@given(ARABIC_TEXT | st.text())
def test_the_kernel_folds_as_numpy_does(text: str) -> None:
    """Ligatures, letters beyond the first 65,536 code points and halves of them too; short texts, long ones."""
    for given_text in (text, text * 9, text + "\ud800", text + "\ufdfa\U0001e900" * 20, text + "\uffff" * 40):
        assert normalize(given_text) == fold_in_arrays(given_text) == given_text.translate(FOLD)


def test_no_character_is_both_letter_and_hidden() -> None:
    """The tables do not overlap."""
    letter, hidden = re.compile(f"[{LETTERS}]"), re.compile(f"[{HIDDEN}]")
    assert not [code for code in range(0x110000) if letter.match(chr(code)) and hidden.match(chr(code))]


def test_letters_hold_every_letter_of_arabic_script() -> None:
    """All that Unicode calls a letter or digit in the Arabic blocks is a letter, or hidden."""
    known = re.compile(f"[{LETTERS}{HIDDEN}]")
    blocks = [*range(0x600, 0x700), *range(0x750, 0x780), *range(0x870, 0x900), *range(0xFB50, 0xFF00)]
    assert not [hex(code) for code in blocks if chr(code).isalnum() and not known.match(chr(code))]


def test_only_letters_digits_and_hidden_characters_are_folded() -> None:
    """Every entry of the table is such a character; nothing else changes."""
    known = re.compile(f"[{LETTERS}{HIDDEN}]")
    assert all(known.match(chr(code)) for code in FOLD)


def test_the_alphabet_holds_no_digit() -> None:
    """`ALPHABET` is letters only."""
    assert not re.search(f"[{ALPHABET}]", "0123456789٠١٢٣٤٥٦٧٨٩")
