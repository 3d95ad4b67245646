"""Pages of kinds that are no plain article page: AMP, print, gallery, live blog, paywall; as HTML and as text."""

import pytest

from summarizer.parsing import parse, parse_html
from summarizer.records import Article, Page
from tests.html.pages import BODY, CAPTION, RELATED, TITLE

PHOTOS = (
    "واجهة المكتبة كما بدت مساء الافتتاح",
    "أطفال يختارون كتبهم في القاعة الجديدة",
    "عمال يعيدون تعليق الساعة القديمة",
)
UPDATES = (
    ("14:20", "وصول الوفد إلى ساحة المكتبة", "وصل الوفد إلى الساحة وسط حضور كبير من سكان القرى المجاورة."),
    ("13:05", "إغلاق الطريق الشمالي", "أغلقت الشرطة الطريق الشمالي ساعة واحدة كي تمر سيارات الضيوف."),
    ("12:40", "بدء الاحتفال", "بدأ الاحتفال بكلمة قصيرة لرئيس البلدية شكر فيها من تبرعوا بالكتب."),
    ("12:10", "زحام عند المدخل", "اصطف الأهالي أمام المدخل الجنوبي قبل فتح الأبواب بنصف ساعة."),
    ("11:30", "وصول الكتب الأخيرة", "وصلت الشاحنة الأخيرة من مطبعة المدينة وفيها ألف كتاب جديد."),
)


def get_article(page: Page) -> Article:
    """The only article of a page."""
    (article,) = page.articles
    return article


def list_body(article: Article) -> list[str]:
    """The paragraphs of an article."""
    return [passage.text for passage in article.body]


def build(body: str, *, html: str = '<html lang="ar">') -> str:
    """A page of HTML around a body."""
    return f'<!DOCTYPE html>{html}<head><meta charset="utf-8"><title>{TITLE}</title></head><body>{body}</body></html>'


AMP = build(
    '<amp-sidebar id="menu"><ul><li><a href="/">الرئيسية</a></li><li><a href="/1">محليات</a></li></ul></amp-sidebar>'
    f'<article class="amp-wp-article"><h1 class="amp-wp-title">{TITLE}</h1>'
    f'<amp-img src="a.jpg" width="4" height="3"></amp-img><p class="amp-wp-caption-text">{CAPTION}</p>'
    f'<div class="amp-wp-article-content">{"".join(f"<p>{text}</p>" for text in BODY)}</div></article>'
    '<amp-consent id="consent"><div>يستخدم الموقع ملفات الارتباط ليعمل كما ينبغي.</div>'
    "<button>موافق</button></amp-consent>"
    '<footer class="amp-wp-footer"><a href="/full">عرض النسخة الكاملة</a></footer>',
    html='<html amp lang="ar">',
)
PRINT = build(
    '<div class="print-header">صحيفة الوادي<br>www.example.org/news/4417<br>طبع في 10/3/2031</div>'
    f"<h2>{TITLE}</h2><hr>" + "<br><br>".join(BODY) + "<hr><div>جميع الحقوق محفوظة لصحيفة الوادي</div>"
    '<a href="javascript:print()">اطبع هذه الصفحة</a>'
)
PAYWALL = build(
    f'<main><article><h1>{TITLE}</h1><p>{BODY[0]}</p><div class="paywall"><h3>أكمل القراءة</h3>'
    "<p>هذه المادة متاحة للمشتركين وحدهم. اشترك الآن وتصفح الأعداد كلها على هاتفك.</p>"
    '<a href="/subscribe">اختر اشتراكك</a><p>مشترك من قبل؟ <a href="/in">سجل الدخول</a></p></div></article></main>'
)
GALLERY = build(
    f"<article><h1>{TITLE}</h1><p>{BODY[0]}</p>"
    + "".join(
        f'<figure><img src="{n}.jpg"><figcaption>{text}</figcaption></figure>'
        for n, text in enumerate(PHOTOS)
    )
    + f"<p>{BODY[1]}</p></article>"
    '<aside class="related-posts"><h3>معارض أخرى</h3><ul>'
    + "".join(f'<li><a href="/{n}"><img src="x.jpg">{text}</a></li>' for n, text in enumerate(RELATED))
    + "</ul></aside>"
)
LIVE = build(
    f"<article><h1>{TITLE}</h1><p>{BODY[0]}</p><div class='live-posts'>"
    + "".join(
        f'<div class="live-post"><time>{time}</time><h2>{heading}</h2><p>{text}</p></div>'
        for time, heading, text in UPDATES
    )
    + "</div></article><footer>جميع الحقوق محفوظة</footer>"
)


@pytest.mark.parametrize("page", [AMP, PRINT], ids=["amp", "print"])
def test_other_versions_of_a_page_have_its_article(page: str) -> None:
    """The text alone, under its title."""
    article = get_article(parse_html(page))
    assert article.title is not None
    assert (article.title.text, list_body(article)) == (TITLE, list(BODY))


def test_a_paywall_is_not_text() -> None:
    """What is free is the text; the offer is left out."""
    article = get_article(parse_html(PAYWALL))
    assert list_body(article) == [BODY[0]]


def test_photos_of_a_gallery_have_their_captions() -> None:
    """None of them is text, and none belongs to another article."""
    article = get_article(parse_html(GALLERY))
    assert list_body(article) == list(BODY[:2])
    assert [caption.text for caption in article.captions] == list(PHOTOS)


def test_a_live_blog_is_one_article() -> None:
    """Its updates are the text."""
    article = get_article(parse_html(LIVE))
    assert list_body(article) == [BODY[0], *(text for _, _, text in UPDATES)]


TEXTS = {
    "amp": ["الرئيسية", "محليات", TITLE, CAPTION, "", *BODY, "يستخدم الموقع ملفات الارتباط ليعمل كما ينبغي.", "موافق",
            "عرض النسخة الكاملة"],
    "print": ["صحيفة الوادي", "www.example.org/news/4417", "طبع في 10/3/2031", TITLE, "", *BODY,
              "جميع الحقوق محفوظة لصحيفة الوادي", "اطبع هذه الصفحة"],
}  # fmt: skip


@pytest.mark.parametrize("lines", TEXTS.values(), ids=TEXTS)
def test_the_text_of_other_versions_has_the_article(lines: list[str]) -> None:
    """Menus, addresses of the page and consent are left out."""
    article = get_article(parse("\n".join(lines)))
    assert article.title is not None
    assert (article.title.text, list_body(article)) == (TITLE, list(BODY))


def test_the_text_of_a_paywalled_page_ends_at_the_offer() -> None:
    """The free paragraphs are the text."""
    offer = [
        "أكمل القراءة",
        "هذه المادة متاحة للمشتركين وحدهم. اشترك الآن وتصفح الأعداد كلها على هاتفك.",
        "اختر اشتراكك",
    ]
    article = get_article(parse("\n".join([TITLE, "", *BODY[:2], *offer])))
    assert list_body(article) == list(BODY[:2])


def test_the_text_of_a_live_blog_is_one_article() -> None:
    """Times and headings stand between its updates."""
    lines = [TITLE, "", BODY[0], *(line for update in UPDATES for line in ("", *update))]
    article = get_article(parse("\n".join(lines)))
    assert [text for text in list_body(article) if text.endswith(".")] == [
        BODY[0],
        *(text for _, _, text in UPDATES),
    ]
