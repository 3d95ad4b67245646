"""How numbers are read."""

import pytest

from summarizer.text.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("قتل 5 وأصيب عشرة", ["5", "10"]),
        ("بلغ 1,500 طن و٣٫٥ بالمئة", ["1500", "3.5"]),
        ("خسر ١٬٥٠٠٬٠٠٠ دينار", ["1500000"]),
        ("وخمسة منهم في عشرين يوما", ["5", "20"]),
        ("يوم الاثنين", []),
    ],
)
def test_numbers_are_read_in_figures_and_words(text: str, values: list[str]) -> None:
    """By value, so that 5 and five agree."""
    assert list(find_numbers(text)) == values
