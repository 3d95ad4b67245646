"""What an article has besides its text: who, when, where, under what; each with the words that say so."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.page.fields import facts
from summarizer.page.fields.around import Around
from summarizer.parsing import parse
from summarizer.records import Article, Fact, FactSource
from tests.page.pages import PARAGRAPHS, TITLE
from tests.strategies import ARABIC_TEXT

LINES = st.sampled_from(
    [
        TITLE,
        *PARAGRAPHS,
        "الرئيسية / ثقافة",
        f"{TITLE} | جريدة المرفأ",
        "بقلم: هالة الرندي",
        "هالة الرندي",
        "الكاتب",
        "12 مايو 2031",
        "آخر تحديث: 13 مايو 2031 - 6:05 م",
        "12 رمضان 1445 هـ",
        "السدرة - (وكالات)",
        "الوسوم: متاحف، تراث",
        "مقالات ذات صلة",
        "",
    ]
)
PAGES = st.one_of(ARABIC_TEXT, st.lists(LINES, max_size=16).map("\n".join))


def read(*lines: str) -> Article:
    """The only article of a page of these lines."""
    (article,) = parse("\n".join(lines)).articles
    return article


def list_facts(article: Article) -> list[Fact]:
    """Every fact of an article."""
    single = (
        article.byline,
        article.published,
        article.updated,
        article.hijri,
        article.outlet,
        article.section,
        article.lead_caption,
    )
    return [fact for fact in (*single, *article.tags) if fact]


@given(PAGES)
def test_every_fact_is_quoted_where_it_stands(text: str) -> None:
    """Of a text each has its words with their place."""
    for article in parse(text).articles:
        for fact in list_facts(article):
            assert fact.source is FactSource.TEXT
            assert fact.passage is not None
            assert fact.passage.span.of(text) == fact.passage.text


@given(PAGES)
def test_facts_move_no_line(text: str) -> None:
    """What gives a fact is among the lines left out, or is a caption of the article."""
    page = parse(text)
    captions = [caption.span for article in page.articles for caption in article.captions]
    places = [row.span for row in page.removed] + captions
    for article in page.articles:
        for fact in list_facts(article):
            assert fact.passage is not None
            span = fact.passage.span
            assert any(place.start <= span.start and span.end <= place.end for place in places)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("بقلم: هالة الرندي", "هالة الرندي"),
        ("بقلم هالة الرندي", "هالة الرندي"),
        ("كتبت: هالة الرندي", "هالة الرندي"),
        ("كَتبت هالة الرندي", "هالة الرندي"),
        ("كتب رامي الزين - هالة الرندي", "رامي الزين - هالة الرندي"),
        ("حوار: هالة الرندي", "هالة الرندي"),
        ("تقديم: هالة الرندي", "هالة الرندي"),
        ("كتب بواسطة: هالة الرندي", "هالة الرندي"),
        ("تحرير: هالة الرندي", "هالة الرندي"),
        ("هالة الرندي", "هالة الرندي"),
        ("هالة الرندي - وادي السدر", "هالة الرندي - وادي السدر"),
        ("By Hala Rundi", "Hala Rundi"),
        ("12 مايو 2031 - كتبت: هالة الرندي", "هالة الرندي"),
        ("مايو 12, 2031 هالة الرندي 3 تعليقات", "هالة الرندي"),
        ("الضفاف - هالة الرندي نشر 12 مايو 2031", "الضفاف - هالة الرندي"),
    ],
)
def test_a_byline_is_read_with_a_label_or_without(line: str, name: str) -> None:
    """Under the title; the label is no part of it."""
    byline = read(TITLE, line, "12 مايو 2031", "", *PARAGRAPHS).byline
    assert byline is not None
    assert byline.value == name


def test_a_label_may_stand_on_the_line_above_the_name() -> None:
    """As boxes of authors have it."""
    byline = read(TITLE, "الكاتب", "هالة الرندي", "12 مايو 2031", "", *PARAGRAPHS).byline
    assert byline is not None
    assert byline.value == "هالة الرندي"


def test_a_name_under_the_text_is_the_writer_if_his_occupation_follows() -> None:
    """Nothing else says that the line is a name; the office of a newspaper is none."""
    byline = read(TITLE, "", *PARAGRAPHS, "", "هالة الرندي", "باحثة في العمارة القديمة", "اتصل بنا").byline
    assert byline is not None
    assert byline.value == "هالة الرندي"
    assert read(TITLE, "رئيس التحرير", "", *PARAGRAPHS).byline is None
    headline = "الشاعرة رباب النجار: أكتب في المطبخ"
    assert read(TITLE, "", *PARAGRAPHS, "", "حلقات أخرى", headline).byline is None


def test_a_name_below_about_the_writer_is_the_byline() -> None:
    """Also where a teaser of another article stands between the paragraphs."""
    teaser = ("شاهد أيضا", "حارس الفنار الأخير يطفئ المصباح", "أطفأ الحارس المصباح للمرة الأخيرة مساء أمس...")
    text = (PARAGRAPHS[0], *teaser, *PARAGRAPHS[1:])
    byline = read(TITLE, "", *text, "", "عن الكاتبة", "هالة الرندي", "باحثة في العمارة القديمة").byline
    assert byline is not None
    assert byline.value == "هالة الرندي"


def test_a_label_wins_over_a_bare_line() -> None:
    """Wherever it stands between title and text."""
    byline = read(TITLE, "قاعة العرض", "بقلم: هالة الرندي", "", *PARAGRAPHS).byline
    assert byline is not None
    assert byline.value == "هالة الرندي"


def test_publication_and_update_are_told_apart_by_their_labels() -> None:
    """On one line or on two."""
    one = read(TITLE, "نشر في: 12 مايو 2031 - 6:05 م | آخر تحديث: 13 مايو 2031 - 7:00 ص", "", *PARAGRAPHS)
    two = read(TITLE, "12 مايو 2031 - 6:05 م", "آخر تحديث: 13 مايو 2031 - 7:00 ص", "", *PARAGRAPHS)
    for article in (one, two):
        assert article.published is not None
        assert article.updated is not None
        assert (article.published.value, article.updated.value) == ("2031-05-12T18:05", "2031-05-13T07:00")


def test_a_hijri_date_stands_beside_the_other() -> None:
    """As the page writes it."""
    article = read(TITLE, "الجمعة 12 رمضان 1445هـ - 22 مارس 2024م", "", *PARAGRAPHS)
    assert article.published is not None
    assert article.hijri is not None
    assert (article.published.value, article.hijri.value) == ("2024-03-22", "الجمعة 12 رمضان 1445هـ")


def test_section_and_outlet_are_read_above_the_title() -> None:
    """From a breadcrumb, and from the title with the name of the outlet behind it."""
    article = read("الرئيسية / ثقافة", f"{TITLE} | جريدة المرفأ", TITLE, "12 مايو 2031", "", *PARAGRAPHS)
    assert article.section is not None
    assert article.outlet is not None
    assert (article.section.value, article.outlet.value) == ("ثقافة", "جريدة المرفأ")


def test_a_section_may_have_a_label() -> None:
    """A link to print the page is no breadcrumb."""
    lines = ("اطبع الصفحة | أغلق النافذة", TITLE, "التاريخ: 2 شباط 2031", "القسم: محليات", "", *PARAGRAPHS)
    section = read(*lines).section
    assert section is not None
    assert section.value == "محليات"


def test_tags_are_one_each_without_their_label() -> None:
    """On one line, or on lines of their own under the label; no tag twice."""
    one = read(TITLE, "", *PARAGRAPHS, "", "الوسوم: متاحف، تراث، متاحف")
    two = read(TITLE, "", *PARAGRAPHS, "", "#متاحف #تراث")
    assert [tag.value for tag in one.tags] == [tag.value for tag in two.tags] == ["متاحف", "تراث"]


def test_the_caption_above_the_text_is_the_lead_image() -> None:
    """One within the text is not."""
    caption = "زوار في قاعة المتحف (رويترز)"
    above = read(TITLE, caption, "", *PARAGRAPHS)
    within = read(TITLE, "", PARAGRAPHS[0], "", caption, "", *PARAGRAPHS[1:])
    assert above.lead_caption is not None
    assert above.lead_caption.value == caption
    assert within.lead_caption is None


def test_dates_of_other_articles_below_are_not_taken() -> None:
    """They stand among related items."""
    text = "\n".join([TITLE, "", *PARAGRAPHS, "", "مقالات ذات صلة", "افتتاح سوق جديد", "3 يناير 2020"])
    assert parse(text).articles[0].published is None


def test_a_clean_article_has_no_facts() -> None:
    """Nothing is guessed."""
    assert list_facts(read(TITLE, *PARAGRAPHS)) == []


@given(PAGES)
def test_an_article_without_lines_around_it_stays_as_it_is(page: str) -> None:
    """What is read from no lines: nothing but the caption above the text."""
    for article in parse(page).articles:
        bare = Article(captions=article.captions, title=article.title, body=article.body)
        found = facts._add_facts(bare, Around((), (), ()))
        assert replace(found, lead_caption=None) == bare
        assert article.captions or found == bare
