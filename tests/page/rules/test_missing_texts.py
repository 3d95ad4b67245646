"""Articles without a text, and the first lines of texts."""

from summarizer.page.records import Region
from tests.page.pages import PARAGRAPHS, TITLE
from tests.page.rules.pages import correct

T, H, B, A = Region.TITLE, Region.HEAD, Region.BODY, Region.ASIDE
DATE, CAPTION = "9 آذار 2031", "زوار المتحف في القاعة الكبرى"


def test_sentences_above_the_first_heading_open_a_text() -> None:
    """With the heading itself."""
    lines = (TITLE, DATE, PARAGRAPHS[0], "ونوضح هنا مواعيده.", "مواعيد الزيارة", *PARAGRAPHS[1:])
    assert correct([T, H, A, A, A, B, B], *lines) == [T, H, B, B, B, B, B]


def test_one_line_below_the_date_is_of_the_head() -> None:
    """Above the first sentence, whether or not it is called text."""
    assert correct([T, A, A, B, B], TITLE, DATE, CAPTION, *PARAGRAPHS[:2]) == [T, H, H, B, B]
    assert correct([T, H, A, A, B], TITLE, DATE, CAPTION, *PARAGRAPHS[:2]) == [T, H, H, B, B]


def test_several_lines_there_are_a_box() -> None:
    """Headlines of other articles."""
    walk = [T, H, A, A, A, B, B]
    lines = (TITLE, DATE, CAPTION, "سوق النحاس يفتح أبوابه", "مصنع الزجاج يعود إلى العمل", *PARAGRAPHS[:2])
    assert correct(walk, *lines) == walk


def test_numbers_that_a_sentence_announces_are_text() -> None:
    """The scores of a match."""
    lines = (TITLE, PARAGRAPHS[0], "وجاءت نتائج الأشواط كالآتي:", "25-21", "23-25", PARAGRAPHS[1])
    assert correct([T, B, B, A, A, B], *lines) == [T, B, B, B, B, B]
