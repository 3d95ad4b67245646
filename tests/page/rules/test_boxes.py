"""Teasers, links and offers are no text, in it and under it."""

import pytest

from summarizer.page.records import Region
from tests.page.pages import PARAGRAPHS, TITLE
from tests.page.rules.pages import HEADLINES, OTHER, correct

T, B, E, R, A = Region.TITLE, Region.BODY, Region.END, Region.RELATED, Region.ASIDE


def test_an_article_that_stands_above_is_an_entry_of_a_list() -> None:
    """Its title and its text have been said."""
    lines = (TITLE, *PARAGRAPHS, "اقرأ أيضا", HEADLINES[0], OTHER, HEADLINES[0], OTHER)
    assert correct([T, B, B, B, R, R, R, T, B], *lines) == [T, B, B, B, R, R, R, R, R]


def test_a_title_with_one_sentence_behind_a_text_is_a_teaser() -> None:
    """The text has three sentences."""
    walk = [T, B, B, B, E, T, B]
    lines = (TITLE, *PARAGRAPHS, "شارك", HEADLINES[0], OTHER)
    assert correct(walk, *lines) == [T, B, B, B, E, R, R]


@pytest.mark.parametrize(
    "teaser",
    [
        ("شاهد أيضا", HEADLINES[0], "أطفأ الحارس المصباح للمرة الأخيرة مساء أمس وسلم مفتاح الفنار..."),
        (HEADLINES[0], OTHER, "اقرأ المزيد ←"),
    ],
)
def test_a_teaser_between_paragraphs_is_related(teaser: tuple[str, ...]) -> None:
    """Its label stands above it, or the link to the rest below."""
    walk = [T, B, B, B, B, B, B]
    expected = [T, B, B, R, R, R, B]
    assert correct(walk, TITLE, *PARAGRAPHS[:2], *teaser, PARAGRAPHS[2]) == expected


def test_a_box_between_a_lead_and_its_text_is_closed() -> None:
    """The lead belongs to the text, the headlines to the box, and a subheading to its paragraph."""
    lines = (
        TITLE,
        "بقلم: هالة الرندي",
        PARAGRAPHS[0],
        "اقرأ أيضا",
        *HEADLINES,
        "بداية القصة",
        *PARAGRAPHS[1:],
    )
    walk = [T, Region.HEAD, A, A, A, B, B, B, B, B]
    assert correct(walk, *lines) == [T, Region.HEAD, B, A, A, R, R, B, B, B]


def test_parts_that_all_end_with_a_link_are_text() -> None:
    """A page of services has such a link under each part."""
    lines = (TITLE, PARAGRAPHS[0], "بداية القصة", OTHER, "اقرأ المزيد", HEADLINES[0], PARAGRAPHS[1])
    walk = [T, B, B, B, A, B, B]
    assert correct(walk, *lines) == walk


def test_an_offer_under_a_text_is_none_of_it() -> None:
    """A firm speaks of its team to the reader; a report of a team says who did what."""
    question = "هل تريد زيارة الفنار؟"
    offer = "فريقنا جاهز لمساعدتك في حجز الرحلة في الموعد الذي يناسبك."
    lines = (TITLE, *PARAGRAPHS, question, offer, "اتصل بنا")
    assert correct([T, B, B, B, B, B, E], *lines) == [T, B, B, B, E, E, E]
    said = "وقال القبطان: فريقنا جاهز لمساعدتك في أي وقت."
    assert correct([T, B, B, B, B, E], TITLE, *PARAGRAPHS, said, "اتصل بنا") == [T, B, B, B, B, E]


def test_words_about_a_site_under_a_text_are_none_of_it() -> None:
    """With the heading that says so."""
    lines = (TITLE, *PARAGRAPHS, "معلومات عنا", "في دار الفنار ننشر كتب البحر منذ ثلاثين عاما.", "اتصل بنا")
    assert correct([T, *[B] * 5, E], *lines) == [T, B, B, B, E, E, E]


def test_a_list_of_headlines_in_a_text_is_related() -> None:
    """Under "most read", with the text going on below; a subheading may have these words too."""
    walk = [T, B, B, B, B, B, B]
    lines = (TITLE, PARAGRAPHS[0], "الأكثر قراءة", *HEADLINES, PARAGRAPHS[1])
    assert correct(walk, *lines) == [T, B, R, R, R, R, B]
    heading = (TITLE, PARAGRAPHS[0], "الأكثر قراءة", *PARAGRAPHS[1:])
    assert correct([T, B, B, B, B], *heading) == [T, B, B, B, B]


def test_the_first_sentence_under_a_title_is_none_of_the_box_below_it() -> None:
    """Though the walk takes it for the beginning of the box, and a link closes the box."""
    box = ("متابعات", HEADLINES[0], f"{OTHER[:60]} ...", "اقرأ المزيد")
    walk = [T, R, R, R, R, A, B, B]
    assert correct(walk, TITLE, PARAGRAPHS[0], *box, *PARAGRAPHS[1:]) == [T, B, R, R, R, A, B, B]


def test_headlines_under_their_heading_at_the_end_of_a_text_are_related() -> None:
    """No text follows, so one headline is enough."""
    lines = (TITLE, *PARAGRAPHS, "اقرأ أيضا:", HEADLINES[0])
    assert correct([T, B, B, B, B, B], *lines) == [T, B, B, B, R, R]


def test_a_sentence_between_a_title_and_a_poll_is_text() -> None:
    """The poll is none."""
    poll = ("استطلاع", "هل زرت الفنار القديم؟", "نعم", "لا", "شاهد النتائج")
    walk = [T, *[A] * 6, B, B]
    assert correct(walk, TITLE, PARAGRAPHS[0], *poll, *PARAGRAPHS[1:]) == [T, B, *[A] * 5, B, B]
