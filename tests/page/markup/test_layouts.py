"""Layouts of several systems: what `parse_html` finds where templates name things in their own way."""

from dataclasses import replace

import pytest

from summarizer import parse_html
from summarizer.page.lines.forms import describe_lines
from summarizer.page.markup.bodies import find_main_text
from summarizer.records import Article, Markup, Page
from summarizer.text.sentences.segmenting import find_blocks
from tests.html.pages import BODY, TITLE

PARAGRAPHS = "".join(f"<p>{text}</p>" for text in BODY)
MENU = '<ul class="menu"><li><a href="/">الرئيسية</a></li><li><a href="/n">أخبار</a></li></ul>'


def build(content: str, title: str = TITLE) -> Page:
    """A page with a menu, some content and a footer."""
    return parse_html(
        f"<html><head><title>{title}</title></head><body>{MENU}{content}"
        '<div class="footer">جميع الحقوق محفوظة</div></body></html>'
    )


def get_article(page: Page) -> Article:
    """The one article of a page."""
    (article,) = page.articles
    return article


@pytest.mark.parametrize(
    "line",
    [
        '<div class="author-date"><span>هدى السالمي</span> <span>9 مارس 2031</span></div>',
        '<div class="meta">هدى السالمي | 9 مارس 2031 | <a href="#r">انتقل إلى الطريقة</a></div>',
        '<p class="by">هدى السالمي</p><p>تاريخ النشر: 2031/03/09</p>',
    ],
)
def test_a_name_and_a_date_above_the_text_are_no_text(line: str) -> None:
    """They are read as byline and, where there is one, as date."""
    article = get_article(build(f'<article class="post"><h1>{TITLE}</h1>{line}{PARAGRAPHS}</article>'))
    assert [one.text for one in article.body] == list(BODY)
    assert article.byline is not None
    assert article.byline.value == "هدى السالمي"
    assert article.published is not None
    assert article.published.value == "2031-03-09"


@pytest.mark.parametrize(
    "line",
    [
        '<address><a href="/w">هدى السالمي</a></address>',
        '<p class="deck">يربط المكتبة بأربعين قرية</p><p class="by">هدى السالمي</p>',
        '<div class="posted-by">هدى السالمي</div>',
    ],
)
def test_the_element_of_a_name_says_that_it_wrote_the_article(line: str) -> None:
    """Without a date or a label beside it, as <address> or by its class."""
    article = get_article(build(f'<article class="post"><h1>{TITLE}</h1>{line}{PARAGRAPHS}</article>'))
    assert [one.text for one in article.body] == list(BODY)
    assert article.byline is not None
    assert article.byline.value == "هدى السالمي"
    assert not article.subheadings


def test_a_heading_above_the_text_is_the_standfirst() -> None:
    """By the name of its element."""
    standfirst = "يربط المكتبة بأربعين قرية في الوادي"
    article = get_article(
        build(f'<article><h1>{TITLE}</h1><h2 class="standfirst">{standfirst}</h2>{PARAGRAPHS}</article>')
    )
    assert article.standfirst is not None
    assert article.standfirst.text == standfirst
    assert [one.text for one in article.body] == list(BODY)


def test_lists_of_a_review_are_text() -> None:
    """Their headings are subheadings; the box with links behind them is none of it."""
    lists = "<h4>المزايا</h4><ul><li>قاعة واسعة</li><li>ضوء جيد</li></ul><h4>العيوب</h4><ul><li>مقاعد قليلة</li></ul>"
    box = '<h5>مراجعات أخرى</h5><div class="row"><a href="/1">مكتبة الميناء</a></div>'
    content = f'<div class="container"><h1>{TITLE}</h1><p>{BODY[0]}</p><p>{BODY[1]}</p>{lists}'
    article = get_article(build(f"{content}<h4>الخلاصة</h4><p>{BODY[2]}</p>{box}</div>"))
    assert [one.text for one in article.body] == [*BODY[:2], "قاعة واسعة", "ضوء جيد", "مقاعد قليلة", BODY[2]]
    assert [one.text for one in article.subheadings] == ["المزايا", "العيوب", "الخلاصة"]


def test_the_first_post_of_a_thread_begins_with_its_first_sentence() -> None:
    """All its lines stand in one element."""
    lines = "<br><br>".join(BODY)
    content = (
        f'<div class="page-body"><h2 class="topic-title">{TITLE}</h2><div class="post"><div class="postbody">'
        f'<p class="author">بواسطة هدى السالمي</p><div class="content">{lines}</div>'
        '<div class="signature">الكتاب خير جليس</div></div></div></div>'
    )
    article = get_article(build(content, f"{TITLE} - منتدى الوادي"))
    assert article.title is not None
    assert article.title.text == TITLE
    assert [one.text for one in article.body] == list(BODY)


def test_references_are_no_text() -> None:
    """By the names of their list, and by their heading."""
    named = '<ol class="references"><li>سجل المكتبات، وزارة الثقافة، ص 14.</li><li>سالم الحداد، الوادي، 2004.</li></ol>'
    plain = "<p>(1) سجل المكتبات، ص 14.</p><p>(2) سالم الحداد، الوادي، 2004.</p>"
    for content in (f"{PARAGRAPHS}<h2>المراجع</h2>{named}", f"{PARAGRAPHS}<p>الهوامش:</p>{plain}"):
        article = get_article(build(f"<article><h1>{TITLE}</h1>{content}</article>"))
        assert [one.text for one in article.body] == list(BODY)


@pytest.mark.parametrize("heading", ["<h2>المصادر</h2>", "<p>المصادر</p>"])
def test_a_sentence_below_such_a_heading_is_text(heading: str) -> None:
    """It names no work, no year and no page; whether the heading is a line of the text or a subheading."""
    last = "وجاءت أكثر الكتب من بيوت أهل الوادي الذين حفظوها عشرات السنين ثم أهدوها إلى القراء الصغار."
    article = get_article(build(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}{heading}<p>{last}</p></article>"))
    assert [one.text for one in article.body if one.text != "المصادر"] == [*BODY, last]
    if heading.startswith("<h2>"):
        assert [one.text for one in article.subheadings] == ["المصادر"]


def test_the_menu_above_a_digest_is_no_article() -> None:
    """Nor the first lines of its first article."""
    heads = [
        f"{name} يفتح أبوابه للزوار" for name in ("متحف الحرير", "مصنع الزجاج", "بيت الخزف", "سوق النحاس")
    ]
    items = "".join(
        f"<li>{head}</li><li>{text}</li>"
        for head, text in zip(heads, [*BODY, BODY[0][:80] + "."], strict=True)
    )
    page = build(
        f'<div class="feed"><p>شبكة الوادي | أخبار | اقتصاد | رياضة | تقارير | مقالات | ثقافة وفنون</p><ul>{items}</ul></div>'
    )
    assert all("|" not in one.text for article in page.articles for one in article.body)


def test_the_name_of_the_page_may_begin_with_its_site() -> None:
    """The caption of a photo is no title, though it stands above the text as one would."""
    photo = (
        '<div class="story-photo"><img src="a.jpg"><span>قارئة بين الرفوف الجديدة - شبكة الوادي</span></div>'
    )
    content = f'<div class="story"><div class="story-title">{TITLE}</div>{photo}<div class="story-text">{PARAGRAPHS}</div></div>'
    article = get_article(build(content, f"شبكة الوادي - {TITLE}"))
    assert article.title is not None
    assert article.title.text == TITLE


def test_cells_of_an_old_layout_are_apart() -> None:
    """The title is the line in large letters, or the one that the page is named by."""
    text = "<br><br>".join(BODY)
    for title in (f'<font size="5"><b>{TITLE}</b></font>', f"<b>{TITLE}</b>"):
        page = parse_html(
            f"<html><head><title>{TITLE}</title></head><body><table><tr><td colspan=3><a href=1>سياسة</a> | <a href=2>رياضة</a></td>"
            f"</tr><tr><td>شقق للإيجار</td><td>{title}<br><br>{text}</td><td><a href=3>طقس الغد</a></td></tr></table></body></html>"
        )
        article = get_article(page)
        assert article.title is not None
        assert article.title.text == TITLE
        assert [one.text for one in article.body] == list(BODY)


def test_the_name_of_a_blog_is_no_title() -> None:
    """It is the only <h1>, and a link."""
    head = '<div class="header"><h1 class="title"><a href="/">دفتر الوادي</a></h1><p class="description">حكايات</p></div>'
    post = f'<div class="post hentry"><h3 class="post-title entry-title">{TITLE}</h3><div class="post-body">{PARAGRAPHS}</div></div>'
    article = get_article(build(head + post, f"دفتر الوادي: {TITLE}"))
    assert article.title is not None
    assert article.title.text == TITLE


def test_links_of_boxes_are_related_and_no_text() -> None:
    """Under their heading, in a box between two paragraphs, and as a paragraph of their own."""
    box = '<div class="read-more"><a href="/1"><span>ترميم ثلاثين مخطوطا في الدير</span></a></div>'
    link = '<p><strong><a href="/2">شاهد أيضا: جولة في القاعة الكبرى</a></strong></p>'
    below = '<div class="jp-relatedposts"><h3>ذات صلة</h3><p><a href="/3">مدرسة القرية تستقبل التلاميذ</a></p></div>'
    first, *others = BODY
    content = f"<p>{first}</p>{box}<p>{others[0]}</p>{link}<p>{others[1]}</p>{below}"
    article = get_article(build(f"<article><h1>{TITLE}</h1>{content}</article>"))
    assert [one.text for one in article.body] == list(BODY)
    headlines = [item.headline.text for item in article.related if item.headline]
    assert headlines == ["ترميم ثلاثين مخطوطا في الدير", "مدرسة القرية تستقبل التلاميذ"]


def test_a_tool_bar_under_the_title_is_no_text() -> None:
    """Nor is the link back under the text."""
    tools = '<ul class="page-actions"><li>اللغة</li><li>راقب</li><li>عدل</li></ul>'
    content = f'<main><h1>{TITLE}</h1>{tools}<div class="content">{PARAGRAPHS}<p><a href="/">عودة</a></p></div></main>'
    assert [one.text for one in get_article(build(content)).body] == list(BODY)


def test_all_paragraphs_beside_those_of_the_text_are_text() -> None:
    """Also in the element for the head of a page, with links in them, and rows of a table between them."""
    rows = "<table><tr><td>الكتب</td><td>40</td></tr><tr><td>القراء</td><td>12</td></tr></table>"
    content = f'<header class="page"><h1>{TITLE}</h1><p>{BODY[0]}</p><p>{BODY[1]}</p>{rows}<p>{BODY[2]}</p></header>'
    article = get_article(build(content))
    assert [one.text for one in article.body] == [*BODY[:2], "الكتب\t40", "القراء\t12", BODY[2]]


def test_a_few_words_above_the_first_sentence_are_the_title() -> None:
    """Where neither the page nor its markup names one; what stands above them is no text."""
    rows = f'<tr><td class="hd">{TITLE}</td></tr><tr><td class="dt">27-06-2031 | 18:20</td></tr>'
    text = "<br><br>".join(BODY)
    page = parse_html(
        "<html><head><title>موقع الوادي</title></head><body><center><table><tr><td colspan=2>الوادي</td></tr><tr><td>"
        f'<table>{rows}<tr><td class="bd">{text}</td></tr></table></td><td><table><tr><td><a href="/1">حكم أجنبي للنهائي</a>'
        "</td></tr></table></td></tr></table></center></body></html>"
    )
    article = get_article(page)
    assert article.title is not None
    assert article.title.text == TITLE
    assert [one.text for one in article.body] == list(BODY)


BOX = "<p>تابع أخبار الوادي كل صباح</p><p>رسالة قصيرة تصلك قبل أن تبدأ يومك.</p>"
FORM = '<form><input name="e"><button>أريد الرسالة</button></form>'


@pytest.mark.parametrize("box", [f"<div>{BOX}{FORM}</div>", f"<div>{FORM}{BOX}</div>"])
def test_a_box_with_a_form_is_no_text(box: str) -> None:
    """Whatever its template names it."""
    first, *others = (f"<p>{text}</p>" for text in BODY)
    text = f'<h1>{TITLE}</h1><div class="txt">{first}{box}{"".join(others)}</div>'
    article = get_article(build(text))
    assert [one.text for one in article.body] == list(BODY)
    assert article.subheadings == ()


def test_a_page_in_a_form_keeps_its_text() -> None:
    """As those of some systems are."""
    article = get_article(
        build(f'<form action="/"><h1>{TITLE}</h1><div class="txt">{PARAGRAPHS}</div></form>')
    )
    assert [one.text for one in article.body] == list(BODY)


def test_a_quotation_that_repeats_the_text_is_left_out() -> None:
    """One that says something else is text."""
    first, *others = (f"<p>{text}</p>" for text in BODY)
    for quoted in (BODY[1][:60], "قال شاعر الوادي إن الكتاب بيت من لا بيت له."):
        text = f"{first}<blockquote>{quoted}</blockquote>{''.join(others)}"
        article = get_article(build(f'<h1>{TITLE}</h1><div class="txt">{text}</div>'))
        assert (quoted in [one.text for one in article.body]) is (quoted not in BODY[1])


def test_a_note_behind_a_star_closes_no_text() -> None:
    """Unless other lines have one as well."""
    note = "* كاتب من وادي النسيم، صدر له كتابان عن القرى."
    article = get_article(build(f'<h1>{TITLE}</h1><div class="txt">{PARAGRAPHS}<p>{note}</p></div>'))
    assert [one.text for one in article.body] == list(BODY)
    listed = f"<p>* تفتح المكتبة صباحا أمام طلاب المدارس.</p><p>{note}</p>"
    article = get_article(build(f'<h1>{TITLE}</h1><div class="txt">{PARAGRAPHS}{listed}</div>'))
    assert len(article.body) == len(BODY) + 2


def test_a_class_may_name_a_heading() -> None:
    """As Bootstrap's do."""
    article = get_article(
        build(f'<div class="h1">{TITLE}</div><div class="txt">{PARAGRAPHS}</div>', "الوادي")
    )
    assert article.title is not None
    assert article.title.text == TITLE


def test_entries_of_a_live_blog_are_text() -> None:
    """Each stands in an element of its own, with its time and its heading."""
    heads = ("عودة القراء", "كتب الأطفال", "أوقات الدوام")
    entries = "".join(
        f'<div class="live-entry"><time>1{n}:05</time><h3>{head}</h3><p>{text}</p></div>'
        for n, (head, text) in enumerate(zip(heads, BODY, strict=True))
    )
    article = get_article(build(f'<div class="page"><h1>{TITLE}</h1><div class="live">{entries}</div></div>'))
    assert [one.text for one in article.body] == list(BODY)
    assert [one.text for one in article.subheadings] == list(heads)


def test_counters_and_labels_above_the_text_are_no_subheadings() -> None:
    """How often a page was read; the mark of an advertisement."""
    lines = '<dl><dt class="t">التفاصيل</dt><dd class="hits">الزيارات: 933</dd></dl>'
    text = PARAGRAPHS.replace("</p><p>", "</p><div><div>إعلان</div></div><p>", 1)
    article = get_article(build(f'<h1>{TITLE}</h1>{lines}<div class="txt">{text}</div>'))
    assert article.subheadings == ()
    assert [one.text for one in article.body] == list(BODY)


def test_paragraphs_between_those_of_a_text_are_text() -> None:
    """Beside most of them and named as they are: whatever their words, code and commands among them."""
    between = (
        "يحوي قالب mktba المجلدات التالية كلها:",
        "لتعديل files_2 اكتب index.html في config ثم احفظ ما كتبت.",
    )
    text = "".join(f"<p>{line}</p>" for line in (*BODY, *between, *BODY[::-1]))
    article = get_article(build(f'<h1>{TITLE}</h1><div class="txt">{text}</div>'))
    assert [one.text for one in article.body][3:5] == list(between)


def test_a_line_of_rights_closes_no_text() -> None:
    """However long it is, and wherever its template puts it."""
    rights = (
        "© 2031 بلدية وادي النسيم - إدارة المكتبات والمراكز الثقافية. جميع الحقوق محفوظة للبلدية وشركائها."
    )
    article = get_article(build(f'<h1>{TITLE}</h1><div class="txt">{PARAGRAPHS}<p>{rights}</p></div>'))
    assert [one.text for one in article.body] == list(BODY)


def test_sentences_side_by_side_are_a_text_without_a_label() -> None:
    """At least three; those of a menu, or apart, are none."""
    lines = describe_lines(find_blocks("\n".join((*BODY, "مساحة إعلانية"))))
    markups = [Markup("div", "div.col>div.par", number, 1) for number in range(len(lines))]
    assert find_main_text(range(len(lines)), lines, markups) == [0, 1, 2]
    assert find_main_text(range(2), lines, markups) == []
    menu = [replace(markup, areas=frozenset(("nav",))) for markup in markups]
    assert find_main_text(range(len(lines)), lines, menu) == []
