"""Lines of letters alone, which most are, have the measures that the general way gives them."""

from hypothesis import given
from hypothesis import strategies as st

from summarizer.page.regions.measures import single_lines
from summarizer.page.regions.measures.single_lines import OWN
from tests.page.pages import read

WORDS = st.sampled_from(["افتتح", "وقال", "المدينه", "في", "الكوكيز", "يهدف", "تم", "كان", "موقعنا", "ثم"])


@given(st.lists(WORDS, min_size=1, max_size=8).map(" ".join))
def test_signs_alone_make_the_difference(plain: str) -> None:
    """A closing quote behind a line changes its length and what is said of such signs."""
    names = ("words", "letters", *OWN[:-2])
    found = single_lines.measure_short(plain)
    quoted = single_lines.measure_short(f"{plain}»")
    different = {name for name, one, other in zip(names, found, quoted, strict=True) if one != other}
    few = {"letters", "has a bar"}
    assert different <= few, different - few


def test_a_long_line_has_its_end_and_its_words() -> None:
    """Of its other signs nothing is said but that it has a comma and small words."""
    (row,) = single_lines.measure_own(read("وقال " * 60 + "الكوكيز. نعم..."))
    said = {name for name, value in zip(OWN, row[2:].tolist(), strict=True) if value}
    assert said >= {"is cut short", "ends with a stop", "has a comma", "has a stop inside", "small words"}
    assert not said & {"begins like a sentence", "has digits", "asks", "has quotes"}
