"""What each line is to its article."""

from summarizer.page.records import Part
from summarizer.records import RemovedKind
from tests.page.pages import PARAGRAPHS, TITLE, name

BODY = Part.BODY
CAPTION = "زوار في قاعة المتحف الكبرى (رويترز)"


def test_a_title_said_again_is_a_repeat() -> None:
    """Once above the photo, once below it."""
    labels = name(TITLE, CAPTION, CAPTION, "TT", TITLE, *PARAGRAPHS)
    assert labels[:5] == [Part.TITLE, Part.CAPTION, Part.CAPTION, RemovedKind.WIDGET, RemovedKind.REPEAT]


def test_a_line_under_the_title_is_the_standfirst() -> None:
    """Too long for a name."""
    assert name(TITLE, "المبنى يضم ألف قطعة جمعت في عشرين عاما", *PARAGRAPHS)[1] is Part.STANDFIRST


def test_names_under_the_title_are_bylines() -> None:
    """Alone, with a place, with what the writer does."""
    for line in ("سلمى الناصر", "وادي السدر - سلمى الناصر", "كتبت: سلمى الناصر"):
        assert name(TITLE, line, "12 مايو 2031", *PARAGRAPHS)[1] is RemovedKind.BYLINE


def test_the_name_of_the_page_repeats_the_title() -> None:
    """A title with its outlet, before the title."""
    assert name(f"{TITLE} | صحيفة الضفاف", TITLE, "12 مايو 2031", *PARAGRAPHS)[0] is RemovedKind.REPEAT


def test_a_bare_credit_belongs_to_the_line_above() -> None:
    """Which is a caption then, though nothing else says so."""
    labels = name(TITLE, PARAGRAPHS[0], "زوار في قاعة المتحف يوم الافتتاح", "Reuters", *PARAGRAPHS[1:])
    assert labels[2:4] == [Part.CAPTION, RemovedKind.CREDIT]


def test_a_labelled_credit_belongs_to_the_line_below() -> None:
    """Not to the sentence above, though it lacks its stop."""
    unended = "وينتظر أن يزور المتحف عدد كبير من طلاب المدارس"
    labels = name(
        TITLE, PARAGRAPHS[0], unended, "مصدر الصورة EPA", "زوار في قاعة المتحف يوم الافتتاح", *PARAGRAPHS[1:]
    )
    assert labels[2:5] == [BODY, RemovedKind.CREDIT, Part.CAPTION]


def test_a_few_words_above_a_paragraph_are_a_subheading() -> None:
    """After a paragraph that has ended."""
    assert name(TITLE, PARAGRAPHS[0], "بداية القصة", *PARAGRAPHS[1:])[2] is Part.SUBHEADING


def test_a_subheading_may_say_what_a_menu_says() -> None:
    """A phrase of the table is one only where it stands as such."""
    assert name(TITLE, PARAGRAPHS[0], "الاقتصاد", *PARAGRAPHS[1:])[2] is Part.SUBHEADING


def test_sentences_without_a_stop_stay_body() -> None:
    """However short: a conjunction or a verb first makes a sentence."""
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


def test_a_sentence_said_twice_stays_body() -> None:
    """Once in its place, once at the end."""
    assert name(TITLE, *PARAGRAPHS, PARAGRAPHS[1])[1:] == [BODY] * 4


def test_a_bracket_at_the_end_of_a_sentence_stays_body() -> None:
    """It explains something and names no photographer."""
    line = "وبلغت كلفة الترميم تسعة ملايين دينار في المرحلة الأولى من العمل (بالأسعار الجارية)"
    assert name(TITLE, PARAGRAPHS[0], line, *PARAGRAPHS[1:])[2] is BODY


def test_a_line_cut_from_a_paragraph_is_a_caption() -> None:
    """Inside the text, without any credit."""
    line = "متحفا جديدا في المدينة القديمة يضم أكثر من ألف قطعة نادرة"
    assert name(TITLE, PARAGRAPHS[0], PARAGRAPHS[1], line, PARAGRAPHS[2])[3] is Part.CAPTION


def test_what_stands_under_a_list_heading_is_of_its_kind() -> None:
    """Tags behind the text."""
    assert name(TITLE, *PARAGRAPHS, "الوسوم", "متاحف", "ثقافة")[4:] == [RemovedKind.TAGS] * 3


def test_a_lone_caption_is_a_text() -> None:
    """A caption stands beside a text; where there is none, it is the text."""
    assert name(CAPTION) == [BODY]
