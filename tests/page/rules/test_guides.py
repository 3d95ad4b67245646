"""Guides, entries, questions and answers: title, headings and every part."""

import pytest

from summarizer.parsing import parse
from summarizer.records import Article

GUIDE = "خمس خطوات لزراعة الزعتر في الشرفة"
STEPS = {
    "اختيار الإناء": "اختر إناء فخارياً بعمق عشرين سنتمتراً وفي قاعه ثقوب لتصريف الماء. ولا تستعمل البلاستيك الأسود.",
    "التربة": "اخلط التراب بالرمل مناصفة، وأضف إليه حفنة من السماد العضوي.",
    "البذر": "انثر البذور على السطح وغطها بطبقة رقيقة، ثم رشها بالماء كل صباح.",
    "المناخ": "يحتاج الزعتر إلى ست ساعات من الشمس على الأقل.",
    "وقت القطاف": "اقطف الأطراف بعد شهرين، واترك الثلث الأسفل ليعود إلى النمو.",
}
QUESTIONS = {
    "من يدفع الضريبة؟": "يدفعها كل مالك يترك مسكنه خالياً أكثر من عشرة أشهر في السنة.",
    "كم تبلغ؟": "تبلغ واحداً في المئة من قيمة المسكن كما تقدرها البلدية.",
    "متى تُدفع؟": "تُدفع قبل نهاية آذار من كل عام، على دفعتين لمن يطلب.",
}
LIFE = {
    "النشأة": "ولد الرحالة في بلدة المرجة عام 1874 لأسرة من صناع السروج. وتعلم القراءة على يد خاله.",
    "الرحلات": "سافر إلى الهند وهو في العشرين، وأقام في بومباي أربع سنوات. ثم عبر البحر إلى زنجبار.",
    "مؤلفاته": "ترك ثلاثة كتب في الجغرافيا، ضاع أحدها ولم يصل منه إلا فصلان.",
    "وفاته": "توفي عام 1931 ودفن في مقبرة البلدة القديمة.",
}
TITLED = [
    (GUIDE, STEPS),
    ("أسئلة وأجوبة عن ضريبة المساكن الخالية", QUESTIONS),
    ("سيرة الرحالة ياقوت المرجاوي", LIFE),
]


def list_parts(parts: dict[str, str]) -> list[str]:
    """Headings and sentences by turns."""
    return [line for part in parts.items() for line in part]


def check(article: Article, title: str, parts: dict[str, str]) -> None:
    """The title, each heading and each sentence stand in their places."""
    assert article.title is not None
    assert article.title.text == title
    assert [heading.text for heading in article.subheadings] == list(parts)
    assert [passage.text for passage in article.body] == list(parts.values())


@pytest.mark.parametrize(("title", "parts"), TITLED, ids=["guide", "questions", "life"])
@pytest.mark.parametrize("above", ["", "الرئيسية\nمنوعات\nفيديو\n\n"], ids=["alone", "menu"])
def test_no_part_is_lost(title: str, parts: dict[str, str], above: str) -> None:
    """The last part may stand under a word of menus."""
    (article,) = parse(above + "\n\n".join([title, *list_parts(parts)])).articles
    check(article, title, parts)


@pytest.mark.parametrize("name", ["محتويات", "فهرس المقال:", "نقاط رئيسية في المقال"])
@pytest.mark.parametrize("is_numbered", [True, False], ids=["numbers", "bare"])
def test_a_list_of_contents_above_the_parts(name: str, *, is_numbered: bool) -> None:
    """It is left out, with its name; the title stands above it."""
    rows = [f"{row} {heading}" if is_numbered else heading for row, heading in enumerate(STEPS, 1)]
    (article,) = parse("\n\n".join([GUIDE, "\n".join([name, *rows]), *list_parts(STEPS)])).articles
    check(article, GUIDE, STEPS)


def test_what_a_site_says_under_a_heading_is_no_part() -> None:
    """A notice has the shape of a part."""
    notice = ["ملفات الارتباط", "نستخدم الكوكيز لتحسين تجربتك، وباستخدامك الموقع توافق على ذلك."]
    (article,) = parse("\n\n".join([GUIDE, *list_parts(STEPS), *notice])).articles
    assert notice[1] not in [passage.text for passage in article.body]


def test_a_digest_of_numbered_headlines_loses_nothing() -> None:
    """Each has a summary and a link to the rest."""
    parts = [
        f"{row}. {head} في البلدة القديمة\n{text}\nاقرأ التفاصيل"
        for row, (head, text) in enumerate(LIFE.items(), 1)
    ]
    page = parse("\n\n".join(parts))
    shown = [passage.text for article in page.articles for passage in article.body]
    assert shown == list(LIFE.values())
