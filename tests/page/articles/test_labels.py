"""The part that each line has in its article."""

from summarizer.page.articles.labels import label
from summarizer.page.lines.repeats import find_previous, find_repeats
from summarizer.page.records import Part, Reading, Region
from summarizer.records import RemovedKind
from tests.page.pages import PARAGRAPHS, TITLE, name, read

BODY = Part.BODY
CAPTION = "زوار في قاعة المتحف الكبرى (رويترز)"


def test_a_repeated_title_is_a_repeat() -> None:
    """Once above the photo, once below it."""
    labels = name(TITLE, CAPTION, CAPTION, "TT", TITLE, *PARAGRAPHS)
    assert labels[:5] == [Part.TITLE, Part.CAPTION, Part.CAPTION, RemovedKind.WIDGET, RemovedKind.REPEAT]


def test_a_line_under_the_title_is_the_standfirst() -> None:
    """It is too long for a name."""
    assert name(TITLE, "المبنى يضم ألف قطعة جمعت في عشرين عاما", *PARAGRAPHS)[1] is Part.STANDFIRST


def test_an_article_has_one_standfirst() -> None:
    """A second one, however far below the first, would be in no part of the article."""
    standfirst, second = "المبنى يضم ألف قطعة جمعت في عشرين عاما", "القاعات تفتح للزوار أربعة أيام في الأسبوع"
    lines = read(TITLE, standfirst, *(["مقالات ذات صلة"] * 14), second, PARAGRAPHS[0])
    regions = (Region.TITLE, *[Region.HEAD] * (len(lines) - 2), Region.BODY)
    repeats = find_repeats(lines)
    labels = label(Reading(lines, repeats, find_previous(repeats), regions))
    assert labels.count(Part.STANDFIRST) == 1
    assert labels[-2:] == (BODY, BODY)


def test_names_under_the_title_are_bylines() -> None:
    """Alone, with a place, or with an office."""
    for line in ("سلمى الناصر", "وادي السدر - سلمى الناصر", "كتبت: سلمى الناصر"):
        assert name(TITLE, line, "12 مايو 2031", *PARAGRAPHS)[1] is RemovedKind.BYLINE


def test_the_name_of_the_page_repeats_the_title() -> None:
    """It stands before the title and adds the outlet."""
    assert name(f"{TITLE} | صحيفة الضفاف", TITLE, "12 مايو 2031", *PARAGRAPHS)[0] is RemovedKind.REPEAT


def test_a_bare_credit_belongs_to_the_line_above() -> None:
    """That line is a caption, though nothing else shows it."""
    labels = name(TITLE, PARAGRAPHS[0], "زوار في قاعة المتحف يوم الافتتاح", "Reuters", *PARAGRAPHS[1:])
    assert labels[2:4] == [Part.CAPTION, RemovedKind.CREDIT]


def test_a_labelled_credit_belongs_to_the_line_below() -> None:
    """And not to the sentence above, which has no stop."""
    unended = "وينتظر أن يزور المتحف عدد كبير من طلاب المدارس"
    labels = name(
        TITLE, PARAGRAPHS[0], unended, "مصدر الصورة EPA", "زوار في قاعة المتحف يوم الافتتاح", *PARAGRAPHS[1:]
    )
    assert labels[2:5] == [BODY, RemovedKind.CREDIT, Part.CAPTION]


def test_a_few_words_above_a_paragraph_are_a_subheading() -> None:
    """After a paragraph that has ended."""
    assert name(TITLE, PARAGRAPHS[0], "بداية القصة", *PARAGRAPHS[1:])[2] is Part.SUBHEADING


def test_a_subheading_may_say_what_a_menu_says() -> None:
    """A phrase of the table is boilerplate only in the right region."""
    assert name(TITLE, PARAGRAPHS[0], "الاقتصاد", *PARAGRAPHS[1:])[2] is Part.SUBHEADING


def test_sentences_without_a_stop_stay_body() -> None:
    """Even short ones: a conjunction or a verb at the start makes a sentence."""
    for line in (
        "وينتظر الزوار موعد الافتتاح",
        "قال المدير ذلك أمس",
        "وسيبقى في مكانه حتى نهاية العام المقبل على الأقل",
    ):
        assert name(TITLE, PARAGRAPHS[0], line, *PARAGRAPHS[1:])[2] is BODY


def test_questions_and_answers_stay_body() -> None:
    """With a bullet, with a letter, or plain."""
    lines = ["* كيف بدأت الفكرة؟", "- بدأت من بيت جدي.", "س: ومن دفع الكلفة", "ولماذا الآن؟"]
    assert name(TITLE, PARAGRAPHS[0], *lines, *PARAGRAPHS[1:])[2:6] == [BODY] * 4


def test_lists_stay_body() -> None:
    """With bullets, with numbers, and as rows of a table."""
    for rows in (["- قاعة", "- مكتبة", "- مقهى"], ["1. قاعة", "2. مكتبة", "3. مقهى"]):
        assert name(TITLE, PARAGRAPHS[0], *rows, *PARAGRAPHS[1:])[2:5] == [BODY] * 3


def test_a_repeated_sentence_stays_body() -> None:
    """Once in its place, once at the end."""
    assert name(TITLE, *PARAGRAPHS, PARAGRAPHS[1])[1:] == [BODY] * 4


def test_a_bracket_at_the_end_of_a_sentence_stays_body() -> None:
    """It is an explanation and not a credit."""
    line = "وبلغت كلفة الترميم تسعة ملايين دينار في المرحلة الأولى من العمل (بالأسعار الجارية)"
    assert name(TITLE, PARAGRAPHS[0], line, *PARAGRAPHS[1:])[2] is BODY


def test_a_line_cut_from_a_paragraph_is_a_caption() -> None:
    """Inside the text, without any credit."""
    line = "متحفا جديدا في المدينة القديمة يضم أكثر من ألف قطعة نادرة"
    assert name(TITLE, PARAGRAPHS[0], PARAGRAPHS[1], line, PARAGRAPHS[2])[3] is Part.CAPTION


def test_lines_under_a_list_heading_have_its_kind() -> None:
    """Tags after the text."""
    assert name(TITLE, *PARAGRAPHS, "الوسوم", "متاحف", "ثقافة")[4:] == [RemovedKind.TAGS] * 3


def test_a_lone_caption_is_a_text() -> None:
    """If a page has no other text, a caption is its text."""
    assert name(CAPTION) == [BODY]


def test_a_place_and_a_name_above_the_first_sentence_are_a_byline() -> None:
    """Whatever their region."""
    lines = read(TITLE, "12 مايو 2031", "وادي السدر - سلمى الناصر", *PARAGRAPHS)
    regions = (Region.TITLE, Region.HEAD, *[Region.BODY] * 4)
    repeats = find_repeats(lines)
    labels = label(Reading(lines, repeats, find_previous(repeats), regions))
    assert labels[2:] == (RemovedKind.BYLINE, BODY, BODY, BODY)


def test_scores_below_a_colon_stay_body() -> None:
    """Elsewhere a bare number is a counter."""
    lines = read(TITLE, "وجاءت نتائج الأشواط كالآتي:", "25-21", "23-25", PARAGRAPHS[0], "1204", PARAGRAPHS[1])
    repeats = find_repeats(lines)
    labels = label(Reading(lines, repeats, find_previous(repeats), (Region.TITLE, *[Region.BODY] * 6)))
    assert labels[2:] == (BODY, BODY, BODY, RemovedKind.WIDGET, BODY)


def test_a_heading_may_stand_below_a_table() -> None:
    """Its rows are no list of headings, though they hold times."""
    rows = ("القطار\tالقيام\tالوصول", "901\t6:00 ص\t8:45 ص", "905\t9:30 ص\t12:20 م")
    lines = read(TITLE, PARAGRAPHS[0], *rows, "أسعار التذاكر", PARAGRAPHS[1])
    repeats = find_repeats(lines)
    labels = label(Reading(lines, repeats, find_previous(repeats), (Region.TITLE, *[Region.BODY] * 6)))
    assert labels[1:] == (BODY, BODY, BODY, BODY, Part.SUBHEADING, BODY)


def test_a_caption_stands_below_standfirst_and_date() -> None:
    """A longer line there opens the text."""
    standfirst, photo = "المبنى يضم ألف قطعة جمعت في عشرين عاما", "زوار يملؤون قاعات المتحف الكبرى صباحا"
    lines = read(TITLE, standfirst, "12 مايو 2031", photo, *PARAGRAPHS)
    repeats = find_repeats(lines)
    regions = (Region.TITLE, *[Region.HEAD] * 3, *[Region.BODY] * 3)
    labels = label(Reading(lines, repeats, find_previous(repeats), regions))
    assert labels[1:4] == (Part.STANDFIRST, RemovedKind.DATE, Part.CAPTION)
