"""Lines of HTML that look like a part of an article and are none: what the place and the element say of them."""

import pytest

from summarizer import Article, parse_html
from tests.html.pages import BODY, CAPTION, TITLE

FIRST, *OTHERS = (f"<p>{text}</p>" for text in BODY)
REST = "".join(OTHERS)


def read(content: str) -> Article:
    """The one article of a page with a menu above it and a footer below."""
    page = parse_html(
        f"<html><head><title>{TITLE}</title></head><body><ul class='menu'><li><a href='/'>الرئيسية</a></li></ul>"
        f"<div class='story'><h1>{TITLE}</h1>{content}</div><div class='footer'>جميع الحقوق محفوظة</div></body></html>"
    )
    (article,) = page.articles
    return article


def list_body(article: Article) -> list[str]:
    """Its paragraphs."""
    return [one.text for one in article.body]


@pytest.mark.parametrize(
    "line",
    [
        '<div class="ad-in"><a href="/x">شقق بالتقسيط المريح في أبراج الندى</a></div>',
        '<div class="banner"><span>إعلان ممول</span><a href="/x">دورات لغة عن بعد - سجل الآن</a></div>',
        '<div class="readmore-in"><span>اقرأ أيضا:</span> <a href="/x">أسعار الخضار ترتفع في السوق</a></div>',
        '<blockquote class="twitter-tweet"><p>Réouverture de la bibliothèque, merci aux équipes de la ville</p>'
        "&mdash; Direction (@dp) <a href='/x'>12 mars 2031</a></blockquote>",
        "<aside class='box'><h2>باختصار</h2><ul><li>أربعون ألف كتاب</li><li>ألفا كتاب للأطفال</li></ul></aside>",
    ],
)
def test_a_box_between_paragraphs_is_no_part_of_the_text(line: str) -> None:
    """An advert, a link with a label, a post of a network, a box at the side."""
    article = read(f"<div class='txt'>{FIRST}{line}{REST}</div>")
    assert list_body(article) == list(BODY)
    assert not article.subheadings


@pytest.mark.parametrize(
    "lines",
    [
        "<p>// انتهى //</p><p>14:32 ت م</p><p>0061</p>",
        "<p>انتهى / س م / 11:20 جمت</p>",
        "<p>واج / ن ك / م ر</p>",
        "<p>كاتبة من الوادي، تنشر مقالها كل اثنين.</p>",
        "<p>للحجز والاستفسار: 555-0142</p>",
        "<p><a href='/print'>اطبع هذه الصفحة</a> - <a href='/mail'>راسل المحرر</a></p>",
    ],
)
def test_what_an_agency_or_a_site_adds_closes_the_text(lines: str) -> None:
    """The end of a report with its time and its code, a number to call, links to print it."""
    assert list_body(read(f"<div class='txt'>{FIRST}{REST}{lines}</div>")) == list(BODY)


def test_a_number_alone_closes_no_text() -> None:
    """Only below what says that the report ends is it a code."""
    score = "<p>وانتهى التصويت على أجمل قاعة بهذه الحصيلة:</p><p>1204</p>"
    assert list_body(read(f"<div class='txt'>{FIRST}{REST}{score}</div>"))[-1] == "1204"


def test_a_wall_before_the_rest_of_the_text_is_no_text() -> None:
    """Whatever the name of its element."""
    wall = (
        "<div class='wall'><h3>أكمل قراءة هذا التحقيق</h3><p>هذا المحتوى متاح للمشتركين فقط. اشترك الآن واقرأ كل ما "
        "تنشره المجلة.</p><a href='/s'>اختر باقتك</a><p>لديك حساب؟ <a href='/l'>سجل الدخول</a></p></div>"
    )
    article = read(f"<div class='txt'>{FIRST}{REST}</div>{wall}")
    assert list_body(article) == list(BODY)
    assert not article.subheadings


def test_the_entries_of_a_list_of_contents_are_no_text() -> None:
    """They are links, and say what the headings below them say."""
    contents = "<div class='toc'><h4>محتويات</h4><ol><li><a href='#a'>لماذا أغلقت؟</a></li><li><a href='#b'>من رممها؟</a></li></ol></div>"
    text = f"<h2 id='a'>لماذا أغلقت؟</h2>{FIRST}<h2 id='b'>من رممها؟</h2>{REST}"
    article = read(f"{contents}<div class='txt'>{text}</div>")
    assert list_body(article) == list(BODY)
    assert [one.text for one in article.subheadings] == ["لماذا أغلقت؟", "من رممها؟"]


@pytest.mark.parametrize("line", ["الوادي - مكتب الصحيفة - هدى السالمي", "صحيفة الوادي | 9 آذار 2031"])
def test_names_with_a_dash_above_the_text_are_no_part_of_it(line: str) -> None:
    """A place, an office and a writer, or a date: neither subheading nor standfirst."""
    article = read(
        f"<p class='lead'>أربعون ألف كتاب وقاعة للأطفال في المبنى القديم.</p><div>{line}</div>{FIRST}{REST}"
    )
    assert list_body(article)[-3:] == list(BODY)
    assert not article.subheadings


@pytest.mark.parametrize(
    "photo",
    [
        "<div class='sc-1'><img src='a'><div class='sc-2'>{}</div></div>",
        "<table><tr><td><img src='a'></td></tr><tr><td>{}</td></tr></table>",
        "<table><tr><td><img src='a'><br><font size=1>{}</font></td></tr></table>",
        "<div class='ph'><img src='a'/><small>{}</small></div>",
        "<p align='center'><img src='a'><br><font size=1>{}</font></p>",
    ],
)
def test_the_only_line_of_an_element_with_an_image_is_its_caption(photo: str) -> None:
    """Whatever the names of the elements."""
    article = read(f"{photo.format(CAPTION)}<div class='sc-3'>{FIRST}{REST}</div>")
    assert [one.text for one in article.captions] == [CAPTION]
    assert list_body(article) == list(BODY)


def test_a_sentence_below_an_image_is_text() -> None:
    """Where it stands beside the other paragraphs, and where each paragraph has an element of its own."""
    together = read(f"<div class='txt'><p><img src='a'></p>{FIRST}{REST}</div>")
    apart = read("<div><img src='a'></div>" + "".join(f"<div class='e'><p>{text}</p></div>" for text in BODY))
    assert list_body(together) == list_body(apart) == list(BODY)


def test_paragraphs_in_elements_of_their_own_go_on_below_other_articles() -> None:
    """They stand at the path of the first ones."""
    box = "<section><strong>قصص مقترحة</strong><ul><li><a href='/1'>مدرسة القرية تستقبل مئة تلميذ</a></li></ul></section>"
    pieces = [f"<div><p>{text}</p></div>" for text in (BODY[0], BODY[1])]
    more = "".join(f"<div><p>{text}</p></div>" for text in (BODY[2], BODY[0].replace("صباح", "مساء")))
    article = read(f"{''.join(pieces)}{box}<div><h2>أبواب مفتوحة</h2></div>{more}")
    assert list_body(article) == [*BODY, BODY[0].replace("صباح", "مساء")]
    assert [one.text for one in article.subheadings] == ["أبواب مفتوحة"]


def test_the_key_points_above_a_text_are_text() -> None:
    """Sentences of a list that its template names so."""
    points = ["المكتبة تفتح أبوابها بعد ترميم طويل.", "القاعات كلها تستقبل القراء من جديد."]
    items = "".join(f"<li>{point}</li>" for point in points)
    article = read(f"<div class='key-points'><h2>أبرز النقاط</h2><ul>{items}</ul></div>{FIRST}{REST}")
    assert list_body(article) == [*points, *BODY]
    assert not article.subheadings


def test_letters_as_large_as_those_of_headings_make_no_standfirst() -> None:
    """Old pages write the whole text in them."""
    text = "<br>".join(BODY)
    article = read(f"<font size=4>الوادي - هدى السالمي<br>{text}</font>")
    assert article.standfirst is None
    assert list_body(article) == list(BODY)


def test_a_portrait_beside_a_name_and_a_date_has_no_caption() -> None:
    """The line is read as byline and date, though no blank stands between them."""
    line = (
        "<div class='by'><img src='a'><div><strong>هدى السالمي</strong><span>9 آذار 2031</span></div></div>"
    )
    article = read(f"{line}<div class='txt'>{FIRST}{REST}</div>")
    assert not article.captions
    assert article.byline is not None
    assert article.byline.value == "هدى السالمي"
    assert article.published is not None


def test_a_text_with_line_breaks_goes_on_to_its_last_sentence() -> None:
    """All its lines stand in one element."""
    last = "وأمام القراء ثلاثون يوما للتسجيل."
    text = "<br><br>".join((*BODY, last))
    link = "<b>للاطلاع على النص <a href='/pdf'>اضغط هنا</a></b>"
    article = read(
        f"<span>2031-03-09</span> <span>كتبت: هدى السالمي</span><br><img src='a'><br>{text}<br><br>{link}"
    )
    assert list_body(article) == [*BODY, last]
    assert article.byline is not None
    assert article.byline.value == "هدى السالمي"


def test_a_word_above_the_title_of_an_old_page_is_none() -> None:
    """Its letters are smaller, those of the text are smaller too; in a table each has a row of its own."""
    page = parse_html(
        "<html><head><title>جريدة الوادي</title></head><body><table><tr><td width=500><table>"
        "<tr><td><font size=3><b>تحقيق</b></font></td></tr>"
        f"<tr><td><font size=6>{TITLE}</font></td></tr><tr><td><font size=3><i>الوادي - هدى السالمي</i></font></td></tr>"
        f"</table><table><tr><td><font size=4>{'<br>'.join(BODY)}</font></td></tr></table></td></tr></table></body></html>"
    )
    (article,) = page.articles
    assert article.title is not None
    assert article.title.text == TITLE
    assert list_body(article) == list(BODY)


def test_the_last_part_of_a_text_may_stand_below_a_box() -> None:
    """Its paragraph and its heading stand at the paths of those above."""
    box = "<section><strong>مواضيع ذات صلة</strong><ul><li><a href='/1'>مدرسة بلا جرس في القرية</a></li></ul></section>"
    parts = [
        f"<div><h2>{head}</h2></div><div><p>{text}</p></div>"
        for head, text in zip(("باب أول", "باب ثان", "باب ثالث"), BODY, strict=True)
    ]
    article = read(
        f"<main><div><p>{BODY[0].replace('صباح', 'مساء')}</p></div>{parts[0]}{parts[1]}<div>{box}</div>{parts[2]}</main>"
    )
    assert list_body(article)[1:] == list(BODY)
    assert [one.text for one in article.subheadings] == ["باب أول", "باب ثان", "باب ثالث"]


def test_how_long_it_takes_to_read_is_no_caption() -> None:
    """An icon stands before it."""
    meta = "<div class='sc-0'><img src='clock.svg'><span>مدة القراءة ~ 5 دقائق</span></div>"
    article = read(f"{meta}<div class='sc-3'>{FIRST}{REST}</div>")
    assert list_body(article) == list(BODY)
    assert not article.captions


def test_a_list_of_links_below_its_heading_is_no_part_of_the_text() -> None:
    """Most-read articles between two parts of it."""
    items = "<li><a href='/1'>مكتبة تبيع كتابا واحدا</a></li><li><a href='/2'>أغنية عمرها مئة عام</a></li>"
    box = f"<div><section><h3>الأكثر قراءة</h3><ol>{items}</ol></section></div>"
    parts = [
        f"<div><h2>{head}</h2></div><div><p>{text}</p></div>"
        for head, text in (("باب أول", BODY[1]), ("باب ثان", BODY[2]))
    ]
    article = read(f"<main><div><p>{BODY[0]}</p></div>{parts[0]}{box}{parts[1]}</main>")
    assert list_body(article) == list(BODY)
    assert [one.text for one in article.subheadings] == ["باب أول", "باب ثان"]


def test_the_label_of_an_offer_of_letters_is_no_part_of_the_text() -> None:
    """By the name of its box, between the paragraphs of an explainer."""
    box = "<div class='newsletter-box'><strong>نشرة الوادي</strong><p>شرح كل أسبوع في بريدك.</p><form><input><button>اشترك</button></form></div>"
    article = read(f"<div class='txt'><h2>لماذا أغلقت؟</h2>{FIRST}{box}<h2>من رممها؟</h2>{REST}</div>")
    assert list_body(article) == list(BODY)
    assert [one.text for one in article.subheadings] == ["لماذا أغلقت؟", "من رممها؟"]


def test_the_photos_of_a_gallery_have_captions() -> None:
    """Below a text of one sentence, one after the other; none leads to another article."""
    captions = [
        "أول قارئ يدخل القاعة الكبيرة بعد الترميم",
        "رفوف الأطفال في الطابق الأول",
        "حديقة المكتبة مساء",
    ]
    photos = "".join(f"<figure><img src='/p'><figcaption>{text}</figcaption></figure>" for text in captions)
    article = read(f"<div class='txt'>{FIRST}{photos}</div>")
    assert ([one.text for one in article.captions], list_body(article)) == (captions, [BODY[0]])
    assert not article.related


@pytest.mark.parametrize("line", ["(الضفة)", "(انتهى)", "(أ ف ب)"])
def test_a_name_in_brackets_closes_a_text(line: str) -> None:
    """At its end it is the agency or says that the report ends; in between it is text."""
    assert list_body(read(f"<div class='txt'>{FIRST}{REST}<p>{line}</p></div>")) == list(BODY)


def test_an_offer_to_subscribe_is_no_part_of_the_text() -> None:
    """By the name of its box and its words; a text about subscriptions goes on in such a box."""
    heading = "<h3>للقراءة كاملا اشترك الآن</h3>"
    offer = "<p>احصل على وصول غير محدود إلى كل المقالات باشتراك شهري بسيط.</p>"
    for words in (heading + offer, offer):
        article = read(f"<div class='txt'>{FIRST}{REST}<div class='paywall'>{words}</div></div>")
        assert (list_body(article), article.subheadings) == (list(BODY), ())
    article = read(f"<div class='txt'>{FIRST}<div class='paywall'>{REST}</div></div>")
    assert list_body(article) == list(BODY)


def test_a_list_above_the_first_heading_of_a_text_is_text() -> None:
    """Below a heading like it, with the sentence that introduces both: a recipe."""
    needs = ("كوب عدس أصفر مغسول", "بصلة مفرومة", "ملعقة صغيرة كمون")
    steps = ("يسلق العدس مع البصل في الماء نصف ساعة.", "يحمص الكمون في مقلاة جافة حتى تفوح رائحته.")
    first, last = (
        "شوربة العدس أسهل أطباق الشتاء، وسرها في تحميص الكمون قبل إضافته.",
        "ويمكن حفظ الشوربة في البراد ثلاثة أيام.",
    )
    lists = [
        f"<{tag} class='{tag}s'>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
        for tag, items in (("ul", needs), ("ol", steps))
    ]
    article = read(f"<p>{first}</p><h2>المقادير</h2>{lists[0]}<h2>طريقة التحضير</h2>{lists[1]}<p>{last}</p>")
    assert list_body(article) == [first, *needs, *steps, last]
    assert [one.text for one in article.subheadings] == ["المقادير", "طريقة التحضير"]


def test_three_sentences_side_by_side_are_a_text_where_no_label_says_so() -> None:
    """On a page without a paragraph, whose classes are hashes; the box between them is none of it."""
    texts = (
        "زرعت شركة النقل ألفي شتلة على سطح المحطة المركزية، لتخفض حرارة القاعة في الصيف سبع درجات.",
        "ويسقى السطح بمياه الأمطار المجموعة في خزان تحت الأرصفة.",
        "وستفتح الحديقة للركاب في الخريف بعد تركيب سور ومصعد.",
    )
    parts = [f"<div class='T2'>{text}</div>" for text in texts]
    box = "<div class='U1'><div class='U2'>اقرأ أيضا</div><div class='U3'><a href='/k'>كيف تزرع شرفتك بعشرين دينارا؟</a></div></div>"
    page = parse_html(
        "<html><head><title>حديقة على سطح المحطة</title></head><body><div id='app'><div class='Q1z'><a href='/'>مدينتي</a>"
        "<a href='/a'>مشاريع</a></div><div class='R1'><h1 class='R2'>حديقة على سطح المحطة</h1><div class='S1'><img src='x'>"
        f"<div class='S2'>أحواض الخزامى فوق المحطة</div></div><div class='T1'>{parts[0]}{parts[1]}{box}{parts[2]}</div>"
        "</div><div class='W1'>مدينتي 2030</div></div></body></html>"
    )
    (article,) = page.articles
    assert list_body(article) == list(texts)
    assert [one.text for one in article.captions] == ["أحواض الخزامى فوق المحطة"]
