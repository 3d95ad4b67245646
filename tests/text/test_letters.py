"""The tables of characters are those of Python and of Unicode."""

import unicodedata

from summarizer.text.letters import WHITE_SPACE, list_codes, list_decimals

ALL = range(0x110000)


def test_white_space_is_what_python_takes_for_it() -> None:
    """No more and no less."""
    assert set(list_codes(WHITE_SPACE)) == {code for code in ALL if chr(code).isspace()}


def test_all_decimal_digits_that_are_folded_are_listed() -> None:
    """Those of every script up to the last one that has any."""
    decimals = {code for code in ALL if chr(code).isdecimal()}
    assert set(list_decimals()) == decimals
    assert all(unicodedata.decimal(chr(code)) == place % 10 for place, code in enumerate(list_decimals()))
