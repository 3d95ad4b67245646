"""How numbers are read, in figures and in words."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.digit_marks import join_digits
from summarizer.text.numbers import find_figures, read_stretch, scale_figures, trim_zeros
from summarizer.text.numerals import NUMERALS, Numeral, Step, read_numerals

SIGNS = "0123456789٠١٢٣٤٥.,،٫٬ \u00a0-−½و"
WORDS = "خمسة عشر وعشرون مئة ومئتان ألف آلاف وألفان مليون ملايين ونصف أحد كتاب 5 و7 1.5 -3 ، ."


def list_values(text: str) -> list[str]:
    """Each number of a text once, in reading order."""
    return list(dict.fromkeys(figure.value for figure in find_figures(text)))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("قتل 5 وأصيب عشرة", ["5", "10"]),
        ("وخمسة منهم في عشرين يوما", ["5", "20"]),
        ("يوم الاثنين وأحد الحاضرين وآلاف غيرهم لست منهم", []),
        ("ثلاثة وعشرون", ["23"]),
        ("أحد عشر واثنتا عشرة وإحدى وثلاثون", ["11", "12", "31"]),
        ("مئة وخمسة، وثلاثمائة وأربعون، وخمس مئة", ["105", "340", "500"]),
        ("ألف وخمسمئة", ["1500"]),
        ("مئتان وخمسة وأربعون ألفا وثلاثمئة واثنا عشر", ["245312"]),
        ("ألفان وستة وعشرون", ["2026"]),
        ("ثلاثة ملايين و500 ألف", ["3500000"]),
        ("2 مليون و1.5 ألف و٣ آلاف", ["2000000", "1500", "3000"]),
        ("مليونان ونصف المليون وثلاثة وربع", ["2500000", "3.25"]),
        ("خمسة وسبعة وتسعة", ["5", "7", "9"]),
        ("بخمسين ألفا", ["50000"]),
        ("خَمْسَةٌ وَعِشْرُون", ["25"]),
        ("نصف ساعة وربع الطريق", []),
        ("نصف مليون ثم ربع مليار", ["500000", "250000000"]),
        ("زيادة 3 في المئة أو بالمائة", ["3"]),
    ],
)
def test_numerals_are_read_by_value(text: str, values: list[str]) -> None:
    """Units before tens, duals, scales, parts joined by waw."""
    assert list_values(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("بلغ 1,500 طن و٣٫٥ بالمئة", ["1500", "3.5"]),
        ("خسر ١٬٥٠٠٬٠٠٠ دينار", ["1500000"]),
        ("1.410 و1.41 و١،٤١ و١٫٤١٠", ["1.41"]),
        ("١٫٤١٠ ليست ١٤١٠", ["1.41", "1410"]),
        ("07 هي 7، و00 هي 0", ["7", "0"]),
        ("12\u00a0500 و12 500 و12500", ["12500"]),
        ("12 345 6789", ["12", "345", "6789"]),
        ("2024 300", ["2024", "300"]),
        ("1.500.000 و1.500,25", ["1500000", "1500.25"]),
        ("0,500 و½ و3½", [".5", "3.5"]),
        ("15.01.2025 و07:30", ["15.01.2025", "7", "30"]),
        ("0791234567 ليس 791234567", ["0791234567", "791234567"]),
        ("٠٦٢ ٣٤٥ ٦٧٨ أو 062345678", ["062345678"]),
        ("0042 و042 و42", ["42"]),
        ("079-123-4567، ٠٧٩ ١٢٣ ٤٥٦٧، 0791234567", ["0791234567"]),
        ("06-5661234 أو 06 566 1234", ["065661234"]),
        ("06 12 34 56 78", ["0612345678"]),
        ("05-12-2024 و01 02 2003 و02-2020", ["5", "12", "2024", "1", "2", "2003", "2020"]),
        ("079-123-4567.5", ["79", "123", "4567.5"]),
    ],
)
def test_figures_are_read_by_value(text: str, values: list[str]) -> None:
    """Marks group or divide digits; zeros at the ends say nothing but of phone numbers and codes."""
    assert list_values(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("الصغرى -5", ["-5"]),
        ("الصغرى −٥ أو (-3)", ["-5", "-3"]),
        ("فاز 3-1 في 10-12 يوما", ["3", "1", "10", "12"]),
        ("من 10 -15 مترا", ["10", "15"]),
        ("كوفيد-19", ["19"]),
        ("+1.2 و1.2", ["1.2"]),
        ("- 5", ["5"]),
    ],
)
def test_a_minus_is_part_of_the_number(text: str, values: list[str]) -> None:
    """Where it cannot be a hyphen, a range or a dash."""
    assert list_values(text) == values


@given(st.text(alphabet=SIGNS, max_size=40) | st.lists(st.sampled_from(WORDS.split())).map(" ".join))
def test_figures_stand_in_order_at_their_places(text: str) -> None:
    """Spans do not overlap, and the text at each is read as the same number again, but for a sign before it."""
    end = 0
    for figure in find_figures(text):
        assert end <= figure.start < figure.end
        end = figure.end
        assert any(character.isalnum() for character in text[figure.start : figure.end])


@given(st.integers(0, 10**9), st.sampled_from([",", "٬", " ", "\u00a0"]))
def test_grouped_digits_are_the_number(number: int, mark: str) -> None:
    """Whatever groups the thousands."""
    assert [figure.value for figure in find_figures(f"بلغ {number:,} طنا".replace(",", mark))] == [
        str(number)
    ]


@given(st.decimals(-1000, 1000, places=3))
def test_zeros_at_the_ends_do_not_change_a_value(value: object) -> None:
    """Before and after the digits."""
    digits = trim_zeros(f"{value:f}")
    assert float(digits) == float(str(value))
    assert trim_zeros(f"{digits}.000" if "." not in digits else f"{digits}000") == digits


def test_a_list_of_numerals_takes_linear_time() -> None:
    """Thousands of numerals side by side are read a few at a time."""
    assert len(find_figures("خمسة " * 5_000)) == 5_000


def test_no_runs_have_no_marks() -> None:
    """One number alone has nothing to join."""
    assert not len(join_digits(np.array([3]), np.empty(0, np.uint32), np.array([False])))


@given(
    st.from_regex(r"-?[0-9]{1,14}(\.[0-9]{1,12})?|\.[0-9]{1,5}|[0-9]{1,3}\.[0-9]\.[0-9]|و", fullmatch=True),
    st.sampled_from(sorted(NUMERALS)),
)
def test_figures_and_a_scale_are_read_as_any_stretch(figures: str, form: str) -> None:
    """The short way says nothing, or what the long way says."""
    value = scale_figures(figures, form)
    if value:
        both = [Numeral(Step.FIGURES, Decimal(figures), False), NUMERALS[form]]  # noqa: FBT003
        number, n_read = read_numerals(both)
        assert (n_read, value) == (2, trim_zeros(f"{number:f}"))
        assert read_stretch((figures, form)) == ((0, 2, value),)
