"""Lines around and inside the text of an article, by kind: the article is the same with and without them."""

import pytest

from summarizer.parsing import parse, parse_html
from summarizer.records import Article

TITLE = "صيادو خليج النخيل يوقفون الصيد شهرين لإنقاذ السلمون"
TEXT = (
    "أعلن صيادو خليج النخيل أنهم لن يخرجوا إلى البحر شهرين كاملين، ليمنحوا الأسماك فرصة للتكاثر بعد موسم هو الأفقر.",
    "ووافقت غرفة التجارة على دفع نصف أجور البحارة خلال فترة التوقف، على أن تدفع الحكومة النصف الآخر.",
    "وأوضح الباحث البحري مازن العطار أن حرارة المياه ارتفعت درجتين، وأن أسراباً كاملة هاجرت نحو الشمال.",
    "وستراقب ثلاثة زوارق تابعة لخفر السواحل التزام الجميع بالقرار حتى منتصف أيلول.",
)
HEADLINES = (
    "إصابة ثلاثة عمال في انهيار سقالة",
    "حفل غنائي يعيد فتح المسرح البلدي",
    "تراجع إنتاج الفستق للعام الثاني",
)
CUT = "نقل المسعفون العمال إلى مستشفى المدينة بعد سقوط سقالة من"

ABOVE = {
    "a ticker on one line": f"شريط الأخبار | {' *** '.join(HEADLINES)}",
    "headlines under most read": "\n".join(["أكثر المواضيع قراءة", *HEADLINES]),
}
BELOW_TITLE = {
    "a city and an agency in brackets": "بيروت – (د ب أ)",
}
BETWEEN = {
    "a headline under a label": f"ذات صلة\n{HEADLINES[0]}",
    "two headlines, one behind a label": f"إقرأ المزيد: {HEADLINES[0]}\n{HEADLINES[1]}",
    "a video": f"شاهد بالفيديو: {HEADLINES[2]}",
    "read more and dots": f"للمزيد.. {HEADLINES[1]}",
    "addressed to a woman": f"اقرئي أيضاً: {HEADLINES[1]}",
    "a teaser that is cut short": f"{HEADLINES[0]}\n{CUT}... اقرأ المزيد",
    "a numbered list under most read": "\n".join(
        ["الأكثر قراءة اليوم", *(part for row, line in enumerate(HEADLINES, 1) for part in (f"{row}", line))]
    ),
}
BELOW = {
    "rules for comments": "شروط التعليق:\nعدم الإساءة للكاتب أو للأشخاص أو للمقدسات.\nالابتعاد عن التحريض الطائفي.\nإرسال",
    "a teaser with dots in brackets": f"{HEADLINES[0]}\n{CUT} [...]",
    "what the writer is": "رانية الحداد مهندسة معمارية ومحاضرة في جامعة المدينة، وتكتب في شؤون البحر.",
    "tags between bars": "صيد | بحر | أسماك",
    "what the writer of this report is": "كاتب هذا التقرير صحفي مستقل يقيم في مدينة الصفصاف.",
}


def read(*parts: str) -> Article:
    """The only article of a page with a blank line between its parts."""
    (article,) = parse("\n\n".join(parts)).articles
    return article


def is_whole(article: Article) -> bool:
    """Whether an article has the title and the text, and no subheading, caption or standfirst."""
    body = tuple(passage.text for passage in article.body)
    others = (*article.subheadings, *article.captions)
    named = article.title is not None and article.title.text == TITLE
    return named and body == TEXT and not others and article.standfirst is None


@pytest.mark.parametrize("lines", ABOVE.values(), ids=ABOVE)
def test_lines_above_the_title(lines: str) -> None:
    """They belong to no article."""
    assert is_whole(read(lines, TITLE, *TEXT))


@pytest.mark.parametrize("lines", BELOW_TITLE.values(), ids=BELOW_TITLE)
def test_lines_below_the_title(lines: str) -> None:
    """They say where and by whom the text was written."""
    assert is_whole(read(TITLE, lines, *TEXT))


@pytest.mark.parametrize("lines", BETWEEN.values(), ids=BETWEEN)
def test_lines_between_paragraphs(lines: str) -> None:
    """They lead to other articles."""
    assert is_whole(read(TITLE, *TEXT[:2], lines, *TEXT[2:]))


@pytest.mark.parametrize("lines", BELOW.values(), ids=BELOW)
def test_lines_below_the_text(lines: str) -> None:
    """They belong to the site, to another article or to the writer."""
    assert is_whole(read(TITLE, *TEXT, lines))


@pytest.mark.parametrize("lines", [*BETWEEN.values(), *BELOW.values()], ids=[*BETWEEN, *BELOW])
def test_plain_html_is_read_as_its_text_is(lines: str) -> None:
    """A heading, paragraphs, and a list for lines right below each other."""
    rows = lines.split("\n")
    items = "".join(f"<li>{row}</li>" for row in rows)
    between = f"<ul>{items}</ul>" if len(rows) > 1 else f"<p>{lines}</p>"
    texts = [f"<p>{paragraph}</p>" for paragraph in TEXT]
    place = 2 if lines in BETWEEN.values() else len(TEXT)
    body = "".join([f"<h1>{TITLE}</h1>", *texts[:place], between, *texts[place:]])
    (article,) = parse_html(f'<!DOCTYPE html><html lang="ar"><body>{body}</body></html>').articles
    assert is_whole(article)


@pytest.mark.parametrize(
    "rows",
    [
        ["وطالب المحتجون بما يأتي:", "• إعادة فتح المرفأ", "• تعويض المتضررين"],
        ["والشروط المطلوبة:", "1- رخصة صيد سارية", "2- شهادة سباحة"],
        ["وأسعار الصرف كما أعلنها المصرف:", "الدولار 14.10 14.25", "اليورو 15.40 15.62"],
        ["مواعيد الرحلات:", "من المرفأ: 7:00 - 9:30 - 14:00", "من الجزيرة: 8:15 - 11:00 - 16:45"],
    ],
    ids=["bullets", "numbers", "table", "times"],
)
def test_what_the_last_line_announces_is_text(rows: list[str]) -> None:
    """Up to the blank line behind it."""
    article = read(TITLE, *TEXT, "\n".join(rows))
    body = "\n".join(passage.text for passage in article.body)
    assert all(row.lstrip("• ") in body for row in rows)


def test_a_page_without_a_menu_is_named_by_a_line_that_begins_with_a_number() -> None:
    """Below the one line that says where one is."""
    title = "1,200 طالب في سباق القراءة"
    article = read("الرئيسية / محليات", title, *TEXT)
    assert article.title is not None
    assert article.title.text == title


def test_a_name_under_the_title_of_an_opinion_is_no_title() -> None:
    """The text says neither the words of the title nor the name."""
    article = read("رأي", "في مديح الأفران الصغيرة", "سهى الأمين", *TEXT)
    assert article.title is not None
    assert article.title.text == "في مديح الأفران الصغيرة"
    assert article.byline is not None


def test_the_text_goes_on_behind_a_link_above_its_last_paragraph() -> None:
    """More links stand under the text."""
    links = "\n".join(["أخبار ذات صلة", *HEADLINES[1:]])
    article = read(TITLE, *TEXT[:3], f"شاهد أيضاً\n{HEADLINES[0]}", TEXT[3], links)
    assert tuple(passage.text for passage in article.body) == TEXT


@pytest.mark.parametrize("width", [48, 60, 76])
def test_wrapped_paragraphs_among_menus_and_links(width: int) -> None:
    """Each paragraph is whole, though half of the lines of the page are not wrapped."""
    wrapped = ["\n".join(_wrap(paragraph, width)) for paragraph in TEXT]
    menu, links = "الرئيسية\nمحليات\nرياضة", "\n".join(["اقرأ أيضاً", *HEADLINES])
    article = read(menu, TITLE, *wrapped, links)
    assert [" ".join(passage.text.split()) for passage in article.body] == list(TEXT)


def _wrap(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
