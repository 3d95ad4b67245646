"""Which lines repeat an earlier line, and which only look alike."""

from hypothesis import given
from hypothesis import strategies as st

from summarizer.page.lines.forms import describe_lines
from summarizer.page.lines.repeats import find_previous, find_repeats
from summarizer.text.sentences.segmenting import find_blocks
from tests.page.pages import PARAGRAPHS, read
from tests.strategies import ARABIC_TEXT

CAPTION = "زوار في قاعة المتحف الكبرى يوم الافتتاح"


def repeats_of(*lines: str) -> tuple[int, ...]:
    """The line that each line repeats, on a page with some other text."""
    return find_repeats(read(*lines, *PARAGRAPHS))[: len(lines)]


def test_equal_lines_repeat() -> None:
    """Titles, captions, paragraphs: all that stands twice word for word."""
    assert repeats_of("متحف جديد", PARAGRAPHS[0], "متحف جديد", PARAGRAPHS[0]) == (0, 1, 0, 1)


def test_spelling_makes_no_difference() -> None:
    """Vowel marks, hamza and ta marbuta do not count."""
    assert repeats_of(f"{CAPTION} (رويترز)", "زوّار في قاعه المتحف الكبرى يوم الإفتتاح (رويترز)") == (0, 0)


def test_captions_repeat_with_another_credit() -> None:
    """In brackets, after a dash, or without a credit."""
    lines = (f"{CAPTION} (رويترز)", f"{CAPTION} (أ.ب)", f"{CAPTION} - أ ف ب", CAPTION)
    assert repeats_of(*lines) == (0, 0, 0, 0)


def test_captions_repeat_with_a_prefix_or_a_tail() -> None:
    """Words before or after the caption do not make another caption."""
    lines = (
        f"{CAPTION} (رويترز)",
        f"صورة أرشيفية: {CAPTION} (رويترز)",
        f"{CAPTION} في المدينة القديمة (أ.ب)",
    )
    assert repeats_of(*lines) == (0, 0, 0)


def test_captions_of_a_series_do_not_repeat() -> None:
    """They differ in a name, an ordinal or a number."""
    lines = (
        "سالم جابر يسدد كرة الهدف الأول (أ.ب)",
        "سالم جابر يسدد كرة الهدف الثاني (أ.ب)",
        "وسام الخطيب يحتفل بهدفه في مرمى الواحة (أ.ب)",
        "زياد الديري يحتفل بهدفه في مرمى الميناء (أ.ب)",
        "المركبة رقم 7 في ساحة العرض (أ.ب)",
        "المركبة رقم 9 في ساحة العرض (أ.ب)",
    )
    assert repeats_of(*lines) == (0, 1, 2, 3, 4, 5)


def test_a_sentence_that_is_like_another_does_not_repeat_it() -> None:
    """Only captions and headings are compared by similarity."""
    one = "وقال الوزير إن المتحف سيفتح أبوابه للزوار مجانا."
    assert repeats_of(one, one.replace("مجانا", "غدا")) == (0, 1)


def test_previous_is_the_latest_of_those_that_say_the_same() -> None:
    """Not the first."""
    assert find_previous((0, 1, 0, 0)) == (None, None, 0, 2)


@given(ARABIC_TEXT)
def test_a_line_repeats_an_earlier_one_that_repeats_none(text: str) -> None:
    """So the first line stands for its group."""
    repeats = find_repeats(describe_lines(find_blocks(text)))
    assert all(first <= row and repeats[first] == first for row, first in enumerate(repeats))


@given(st.lists(st.sampled_from([CAPTION, "متحف جديد", *PARAGRAPHS]), max_size=12))
def test_all_equal_lines_are_one_group(lines: list[str]) -> None:
    """For any number of lines, in any place."""
    repeats = find_repeats(read(*lines))
    assert repeats == tuple(lines.index(line) for line in lines)
