"""Which line is the title by its words: what a text says again, and a menu does not."""

import pytest

from summarizer.page.records import Region
from tests.page.pages import PARAGRAPHS, TITLE
from tests.page.rules.pages import correct

F, T, H, A, B = Region.FRONT, Region.TITLE, Region.HEAD, Region.ASIDE, Region.BODY


@pytest.mark.parametrize("menu", ["أسواق الذهب", "عاجل: إغلاق المطار بسبب الضباب"])
def test_a_line_of_a_menu_is_no_title(menu: str) -> None:
    """The text says nothing of it, and says again what the line under it says."""
    walk = [F, T, H, H, B, B, B]
    lines = ("الرئيسية", menu, "مباشر", TITLE, *PARAGRAPHS)
    assert correct(walk, *lines) == [F, F, F, T, B, B, B]


def test_the_name_of_a_site_is_no_title() -> None:
    """Though the title begins with it and the text says it too."""
    lines = ("وزير الثقافة", TITLE, "12 مايو 2031", *PARAGRAPHS)
    assert correct([T, H, H, B, B, B], *lines) == [F, T, H, B, B, B]


def test_a_title_of_which_the_text_says_nothing_stays() -> None:
    """Under it stand who wrote it and a standfirst, which the text says again."""
    lines = ("حين تنام المدن ولا ينام حراسها القدامى", "هالة الرندي", TITLE, *PARAGRAPHS)
    walk = [T, H, H, B, B, B]
    assert correct(walk, *lines) == walk


def test_a_subheading_of_a_list_of_contents_is_no_title() -> None:
    """It stands again above its part."""
    heading = "متحف في المدينة"
    lines = ("دليل الزائر", heading, "صور", "خرائط", heading, *PARAGRAPHS)
    walk = [T, A, A, A, H, B, B, B]
    assert correct(walk, *lines) == walk


def test_a_label_above_a_text_is_no_title() -> None:
    """The title stands above a box of the site."""
    lines = ("الرئيسية", TITLE, "استطلاع", "نعم", "لا", "المصدر:", "12 مايو 2031", *PARAGRAPHS)
    assert correct([F, F, F, F, F, T, H, B, B, B], *lines) == [F, T, A, A, A, H, H, B, B, B]


def test_a_text_that_begins_with_its_title_has_one() -> None:
    """Also behind a number, which looks like an item of a list, and above a name with a date."""
    lines = ("الرئيسية", "", f"7 أسباب: {TITLE}", "هالة الرندي 12 مايو 2031", *PARAGRAPHS)
    assert correct([F, B, B, B, B, B], *lines) == [F, T, H, B, B, B]


def test_a_title_that_stands_again_above_its_text_stays_where_it_is_first() -> None:
    """Section, date and buttons stand between both."""
    lines = (TITLE, "منوعات", "2031-05-12", "مشاهدات عالية", "شارك", TITLE, *PARAGRAPHS)
    walk = [T, H, H, A, A, H, B, B, B]
    assert correct(walk, *lines) == walk
