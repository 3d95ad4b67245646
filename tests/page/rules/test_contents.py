"""What a list of contents says of a page."""

from summarizer.page.records import Region
from tests.page.pages import PARAGRAPHS, TITLE
from tests.page.rules.pages import HEADLINES, OTHER, correct

T, B, E, A = Region.TITLE, Region.BODY, Region.END, Region.ASIDE
CONTENTS = ("المحتويات", "1 البناء", "2 الحراس", "3 السفن")


def test_the_lead_above_a_list_of_contents_is_text() -> None:
    """And so are the parts that the list names, up to the next notice."""
    parts = ("البناء", PARAGRAPHS[0], "الحراس", PARAGRAPHS[1], "السفن", PARAGRAPHS[2], "اتصل بنا")
    walk = [T, A, *[A] * 4, A, B, E, E, E, E, E]
    assert correct(walk, TITLE, OTHER, *CONTENTS, *parts) == [T, B, *[A] * 4, *[B] * 6, E]


def test_lines_that_no_list_names_stay_outside() -> None:
    """A heading alone says nothing."""
    walk = [T, B, B, B, E, E]
    assert correct(walk, TITLE, *PARAGRAPHS, "من الأرشيف", HEADLINES[0]) == walk


def test_a_list_of_contents_in_a_text_is_no_part_of_it() -> None:
    """With its last entry, which names no part, and though its headings have a link to change them."""
    listed = ("محتويات", "", "* 1 البناء", "* 2 الحراس", "* 2.1 السفن", "* 3 المراجع")
    parts = ("", "البناء[عدل]", PARAGRAPHS[0], "الحراس[عدل]", PARAGRAPHS[1], "السفن[عدل]", PARAGRAPHS[2])
    walk = [T, B, *[B] * 5, *[B] * 6]
    assert correct(walk, TITLE, PARAGRAPHS[0], *listed, *parts) == [T, B, *[A] * 5, *[B] * 6]


def test_a_heading_with_the_link_to_change_it_begins_no_article() -> None:
    """Whatever stands above it."""
    lines = (TITLE, PARAGRAPHS[0], "المحتويات", "1 البناء", "البناء[عدل]", PARAGRAPHS[1])
    assert correct([T, B, E, E, T, B], *lines) == [T, B, E, E, B, B]
