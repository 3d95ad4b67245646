"""What a text lists as its sources is no part of it."""

from summarizer.page.records import Region
from tests.page.pages import PARAGRAPHS, TITLE
from tests.page.rules.pages import correct

T, B, E = Region.TITLE, Region.BODY, Region.END
SOURCES = ("1. ^ سجل المتاحف، دار الواحة، 2019، ص 12.", "2. ^ نجيب السعدي، مدن الطين، 1998.")


def test_references_under_their_heading_end_a_text() -> None:
    """The heading may have the link to change its part, as in an encyclopaedia."""
    walk = [T, *[B] * 6]
    assert correct(walk, TITLE, *PARAGRAPHS, "المراجع[عدل]", *SOURCES) == [T, B, B, B, E, E, E]


def test_sentences_under_such_a_heading_are_text() -> None:
    """They name no work, no year and no page."""
    walk = [T, *[B] * 5]
    assert correct(walk, TITLE, *PARAGRAPHS[:2], PARAGRAPHS[1], "المصادر", PARAGRAPHS[2]) == walk


def test_rights_and_arrows_end_a_text() -> None:
    """They state whose the page is and lead to the next one."""
    lines = (
        TITLE,
        *PARAGRAPHS,
        "← متحف السفن متحف الحرير →",
        "© 2031 متحف المدينة القديمة. جميع الحقوق محفوظة.",
    )
    assert correct([T, *[B] * 5], *lines) == [T, B, B, B, E, E]
