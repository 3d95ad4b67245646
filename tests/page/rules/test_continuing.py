"""A text goes on where the learned weights end it too early, and ends where a site speaks for itself."""

import pytest

from summarizer.page.records import Region
from tests.page.pages import PARAGRAPHS, TITLE
from tests.page.rules.test_corrections import HEADLINES, OTHER, correct

T, B, E, R, A = Region.TITLE, Region.BODY, Region.END, Region.RELATED, Region.ASIDE


def test_commands_between_the_steps_of_a_guide_are_text() -> None:
    """Each step announces its command; the text goes on below."""
    steps = ("* لتشغيل البرنامج اكتب في الطرفية:", "fanar --run", "* لإيقافه اكتب:", "fanar --stop")
    walk = [T, B, E, E, E, E, B]
    assert correct(walk, TITLE, PARAGRAPHS[0], *steps, PARAGRAPHS[1]) == [T, *[B] * 6]


def test_short_lines_and_notices_between_two_texts_are_none() -> None:
    """Nothing of them is said."""
    for lines in ((HEADLINES[0], HEADLINES[1]), (OTHER, "جميع الحقوق محفوظة")):
        walk = [T, B, E, E, B]
        assert correct(walk, TITLE, PARAGRAPHS[0], *lines, PARAGRAPHS[1]) == walk


def test_a_numbered_list_at_the_end_belongs_to_the_text() -> None:
    """A line with a colon announces it, under a heading of its own."""
    items = ("1. غسل العدسات بالماء العذب", "2. تزييت الباب", "3. كتابة التقرير اليومي")
    lines = (TITLE, *PARAGRAPHS, "الخلاصة", "يطلب الحارس من خلفه ثلاثة أمور كل يوم:", *items, "روابط")
    assert correct([T, B, B, B, *[E] * 6], *lines) == [T, *[B] * 8, E]
    # The numbers of a list begin with 1 and go on.
    others = (*lines[:6], "4. غسل العدسات بالماء العذب", *items[1:], "روابط")
    assert correct([T, B, B, B, *[E] * 6], *others) == [T, B, B, B, *[E] * 6]


def test_questions_with_answers_at_the_end_belong_to_the_text() -> None:
    """Under a heading that says so, up to the last answer."""
    lines = (TITLE, *PARAGRAPHS, "أسئلة متكررة", "متى يفتح الفنار للزوار؟", OTHER, "صفحات أخرى")
    assert correct([T, B, B, B, E, E, E, E], *lines) == [T, *[B] * 6, E]


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


def test_parts_of_an_entry_belong_to_it() -> None:
    """Each is a heading of a few words and a sentence; headlines with teasers have more words."""
    said = (
        "وصل الفنار بالبر جسر من الخشب.",
        "ويعيش حوله صيادون وطيور بحر كثيرة.",
        "ويزوره الناس في الصيف وحده.",
    )
    entry = [line for part in zip(("الجسر", "بيئة", "السياحة"), said, strict=True) for line in part]
    assert correct([T, B, *[E] * 6, E], TITLE, OTHER, *entry, "اتصل بنا") == [T, *[B] * 7, E]
    teasers = [line for part in zip(HEADLINES, said, strict=True) for line in part]
    walk = [T, B, *[E] * 6, E]
    assert correct(walk, TITLE, OTHER, *teasers, "اتصل بنا") == walk


def test_a_list_of_headlines_in_a_text_is_related() -> None:
    """Under "most read", with the text going on below; a subheading may have these words too."""
    walk = [T, B, B, B, B, B, B]
    lines = (TITLE, PARAGRAPHS[0], "الأكثر قراءة", *HEADLINES, PARAGRAPHS[1])
    assert correct(walk, *lines) == [T, B, R, R, R, R, B]
    heading = (TITLE, PARAGRAPHS[0], "الأكثر قراءة", *PARAGRAPHS[1:])
    assert correct([T, B, B, B, B], *heading) == [T, B, B, B, B]


@pytest.mark.parametrize(
    "tags", [("• متحف", "• المدينة القديمة", "• ثقافة"), ("متحف، المدينة القديمة، ثقافة",)]
)
def test_names_that_close_a_text_are_tags(tags: tuple[str, ...]) -> None:
    """The text says most of them too; what a colon announces is text."""
    n = len(tags)
    assert correct([T, B, B, B, *[B] * n], TITLE, *PARAGRAPHS, *tags) == [T, B, B, B, *[E] * n]
    announced = (TITLE, *PARAGRAPHS[:2], "ويضم الدليل ثلاثة أبواب عن:", *tags)
    assert correct([T, B, B, B, *[B] * n], *announced) == [T, B, B, B, *[B] * n]
    others = [f"{tag} أخرى"[-8:] for tag in ("• كرسي", "• خزانة", "• طاولة")]
    assert correct([T, *[B] * 6], TITLE, *PARAGRAPHS, *others) == [T, *[B] * 6]
