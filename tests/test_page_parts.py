"""Which lines of a text are headings, rows, notices and notes about the writer."""

import sys
from collections.abc import Callable

import pytest

from summarizer.parsing import parse
from summarizer.records import Article

TITLE = "متطوعون ينظفون بئر الحارة القديمة في درب النخيل"
TEXT = (
    "أنهى متطوعون في درب النخيل يوم الخميس تنظيف بئر الحارة القديمة بعد عمل استمر أسبوعين، وأخرجوا منها الطين.",
    "وقال منسق الحملة بسام الراوي إن الماء عاد صافياً في اليوم العاشر، وإن عينات منه أرسلت إلى المختبر.",
    "وتكفلت عائلات الحارة بثمن الحبال والدلاء، وصنع حداد الحي غطاءً من الحديد المشغول للبئر.",
    "ويأمل السكان أن تروي البئر بساتين الرمان المجاورة قبل حلول الصيف.",
)
HEADINGS = ("بداية الفكرة", "ماء صاف", "متابعة بالمختبر", "أمل السكان")
QUESTIONS = ("من نظف البئر؟", "كيف عاد الماء؟", "وماذا بعد؟", "ومتى يبدأ الري؟")


def read(*parts: str) -> Article:
    """The only article of a page with a blank line between its parts."""
    (article,) = parse("\n\n".join(parts)).articles
    assert article.title is not None
    assert article.title.text == TITLE
    return article


def list_texts(article: Article) -> tuple[list[str], list[str]]:
    """Its paragraphs and its subheadings."""
    return [part.text for part in article.body], [part.text for part in article.subheadings]


def test_each_paragraph_has_its_heading() -> None:
    """Behind a lead; one heading begins as a note about the writer does."""
    sections = [part for section in zip(HEADINGS[1:], TEXT[1:], strict=True) for part in section]
    assert list_texts(read(TITLE, TEXT[0], *sections)) == (list(TEXT), list(HEADINGS[1:]))


def test_questions_above_their_answers_are_headings() -> None:
    """The first stands right under the title."""
    sections = [part for section in zip(QUESTIONS, TEXT, strict=True) for part in section]
    assert list_texts(read(TITLE, *sections)) == (list(TEXT), list(QUESTIONS))


@pytest.mark.parametrize("name", ["محتويات المقال", "في هذا المقال", "المحتويات\nإخفاء"])
def test_a_list_of_contents_is_left_out_and_its_headings_stay(name: str) -> None:
    """The list names each subheading before it stands above its paragraph."""
    contents = "\n".join([name, *HEADINGS])
    sections = [part for section in zip(HEADINGS, TEXT, strict=True) for part in section]
    assert list_texts(read(TITLE, contents, *sections)) == (list(TEXT), list(HEADINGS))


@pytest.mark.parametrize(
    "rows",
    [
        ["الأسبوع الأول: 9 أمتار", "الأسبوع الثاني: 11 متراً"],
        ["حبل طويل 750 ديناراً", "دلو صغير 40 ديناراً", "غطاء 90 ديناراً"],
    ],
)
def test_the_first_row_of_a_table_is_no_heading(rows: list[str]) -> None:
    """Each row has a figure, and no blank line stands between them."""
    article = read(TITLE, *TEXT[:2], "\n".join(rows), *TEXT[2:])
    assert list_texts(article) == ([*TEXT[:2], *rows, *TEXT[2:]], [])


def test_a_question_of_the_text_is_text() -> None:
    """One question among paragraphs has no answer of its own."""
    article = read(TITLE, *TEXT[:2], "فمن يدفع الكلفة؟", *TEXT[2:])
    assert list_texts(article) == ([*TEXT[:2], "فمن يدفع الكلفة؟", *TEXT[2:]], [])


def test_a_notice_above_the_title_leaves_the_title() -> None:
    """The notice has no end mark and is as long as a sentence."""
    notice = "بزيارتك هذا الموقع فإنك توافق على سياسة ملفات تعريف الارتباط لدينا. اعرف المزيد"
    assert list_texts(read(notice, TITLE, *TEXT)) == (list(TEXT), [])


@pytest.mark.parametrize("link", ["ذات صلة: ", "خبر ذو صلة | ", "قد يهمك أيضاً: "])
def test_a_link_between_paragraphs_is_left_out(link: str) -> None:
    """It names another article behind a sign."""
    article = read(TITLE, *TEXT[:2], link + "افتتاح جسر المشاة في ساحة السنابل", *TEXT[2:])
    assert list_texts(article) == (list(TEXT), [])


def test_a_note_about_the_writer_is_left_out_with_the_name() -> None:
    """The name stands alone, and the sentence under it begins with the occupation."""
    article = read(TITLE, *TEXT, "ريم الدروبي\nصحفية مقيمة في وادي السدر، تكتب في شؤون القرى والمياه.")
    assert list_texts(article) == (list(TEXT), [])


@pytest.mark.parametrize(
    "note",
    [
        "* باحثة في تاريخ الماء، ولها زاوية أسبوعية هنا.",
        "عن كاتبة التقرير: ريم الدروبي مهندسة ري تعيش في درب النخيل وتكتب عن آبارها.",
    ],
)
def test_a_note_about_the_writer_needs_no_name_of_its_own(note: str) -> None:
    """A star, or words that say whom it is about, stand for it."""
    assert list_texts(read(TITLE, *TEXT, note)) == (list(TEXT), [])


def test_a_headline_behind_an_arrow_is_related() -> None:
    """Between two paragraphs, alone."""
    article = read(TITLE, *TEXT[:2], ">> سد قديم يعود إلى العمل في وادي الغزلان", *TEXT[2:])
    assert list_texts(article) == (list(TEXT), [])


def test_a_section_of_newspapers_may_head_a_part() -> None:
    """An entry has "climate" and "history" above its paragraphs."""
    parts = ("الموقع", TEXT[0], "المناخ", TEXT[1], "تاريخ", TEXT[2], "السكان", TEXT[3])
    assert list_texts(read(TITLE, *parts))[0] == list(TEXT)


def write_stack(n: int) -> str:
    """Many articles below one another."""
    return "\n".join(
        f"بئر الحارة رقم {i}ب تعود إلى الحياة\nعادت بئر الحارة رقم {i}ب إلى الحياة.\n{TEXT[1]}"
        for i in range(n)
    )


def test_a_source_in_brackets_makes_a_caption() -> None:
    """Between two paragraphs, also if no table knows the outlet; "according to" is no source."""
    line = "بئر الحارة بعد تنظيفها صباح الخميس (الوادي اليوم)"
    article = read(TITLE, *TEXT[:2], line, *TEXT[2:])
    assert list_texts(article) == (list(TEXT), [])
    assert [caption.text for caption in article.captions] == [line]
    said = "بلغ عمق البئر عشرين متراً في آخر أيام العمل (حسب التوقيت المحلي)"
    assert said in list_texts(read(TITLE, *TEXT[:2], said, *TEXT[2:]))[0]


def test_verses_in_a_text_have_no_subheading() -> None:
    """The first of them is as short as the others."""
    verses = (
        "يا بئر عدنا إليك اليوم",
        "نحمل شوق الدلاء والحبال",
        "فافتح لنا قلب مائك البارد",
        "واسق بساتيننا قبل صيف",
    )
    article = read(TITLE, *TEXT[:2], "\n".join(verses), *TEXT[2:])
    assert list_texts(article) == ([*TEXT[:2], *verses, *TEXT[2:]], [])


def write_questions(n: int) -> str:
    """A page of questions, each above its answer."""
    return "\n".join(f"ما السؤال رقم {i}؟\n{TEXT[1]}" for i in range(n))


def write_contents(n: int) -> str:
    """A long list of contents, and its headings once more, each with a share link under its paragraph."""
    headings = [f"باب {i} هنا" for i in range(n)]
    sections = (f"{heading}\n{TEXT[1]}\nشارك" for heading in headings)
    return "\n".join(["المحتويات", *headings, "", *sections])


@pytest.mark.parametrize("write", [write_questions, write_contents, write_stack])
def test_work_grows_with_the_lines_and_not_with_their_square(write: Callable[[int], str]) -> None:
    """Counted in calls of functions and steps of generators, which are the same on every machine."""
    short, long = (count_calls(f"{TITLE}\n\n{write(n)}") for n in (200, 400))
    assert long < 2.5 * short


def count_calls(page: str) -> int:
    """How many calls it takes to parse a page."""
    n_calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal n_calls
        n_calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        parse(page)
    finally:
        sys.setprofile(None)
    return n_calls
