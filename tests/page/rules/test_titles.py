"""Which line is the title, where the learned weights take another."""

from summarizer.page.records import Region
from tests.page.pages import PARAGRAPHS, TITLE
from tests.page.rules.pages import HEADLINES, correct

F, T, H, B = Region.FRONT, Region.TITLE, Region.HEAD, Region.BODY


def test_a_text_under_a_few_words_and_a_blank_line_has_a_title() -> None:
    """A text without such words has none."""
    assert correct([B, B, B], "متحف جديد في المدينة", "", PARAGRAPHS[0], PARAGRAPHS[1]) == [T, B, B]
    assert correct([B, B, B], *PARAGRAPHS) == [B, B, B]


def test_a_breadcrumb_names_the_title() -> None:
    """The section between both is none, though it stands first."""
    lines = (f"الرئيسية / ثقافة / {TITLE}", "ثقافة وفنون", TITLE, "12 مايو 2031", *PARAGRAPHS)
    assert correct([F, T, H, H, B, B, B], *lines) == [F, F, T, H, B, B, B]
    # A crumb that is cut short names it too; one of two words may be a section.
    cut = (f"الرئيسية › {TITLE[:30].rsplit(' ', 1)[0]}...", *lines[1:])
    assert correct([F, T, H, H, B, B, B], *cut) == [F, F, T, H, B, B, B]


def test_an_excerpt_of_the_text_is_no_title() -> None:
    """The line above it is."""
    excerpt = PARAGRAPHS[0][:60].rsplit(" ", 1)[0]
    lines = ("مدونة", TITLE, excerpt, "12 مايو 2031", *PARAGRAPHS)
    assert correct([F, F, T, H, B, B, B], *lines) == [F, T, H, H, B, B, B]


def test_a_page_without_a_title_has_it_above_its_text() -> None:
    """Below the menu, with space between; a section or a notice is none."""
    lines = ("اتصل بنا", HEADLINES[0], f"\n{PARAGRAPHS[0]}", *PARAGRAPHS[1:])
    assert correct([F, F, B, B, B], *lines) == [F, T, B, B, B]
    menu = ("اتصل بنا", "ثقافة وفنون", f"\n{PARAGRAPHS[0]}", *PARAGRAPHS[1:])
    assert correct([F, F, B, B, B], *menu) == [F, F, B, B, B]
