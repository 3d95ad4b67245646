"""Pages on which a site only speaks to its reader have no article; small reports keep theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import parse, parse_html
from summarizer.explaining import explain_page
from summarizer.page.lines.notices import (
    _IN_OURS,
    LONGEST_NOTICE,
    _read_offers,
    is_consent,
    speaks_to_reader,
)

NOTICES = {
    "log in": "تسجيل الدخول\nيرجى تسجيل الدخول إلى حسابك للمتابعة.",
    "log in, alone": "يجب تسجيل الدخول لعرض هذا المحتوى.",
    "a form": "تسجيل الدخول\nأدخل بريدك الإلكتروني وكلمة المرور للدخول إلى حسابك في الصحيفة.\nنسيت كلمة المرور؟",
    "activation": "حسابك غير مفعل\nلم يتم تفعيل حسابك بعد، راجع صندوق بريدك واضغط على رابط التفعيل.",
    "members": "محتوى خاص\nهذه المادة لمشتركي الباقة الذهبية، جدد اشتراكك لتشاهدها.",
    "cookies": "خصوصيتك تهمنا\nيستخدم هذا الموقع الكوكيز، وباستمرارك في التصفح فإنك توافق على سياسة الخصوصية.\nموافق",
    "cookies in English": "Cookie settings\nWe use cookies to improve your experience on our website.",
    "subscribe": "اشترك لمتابعة القراءة\nهذا المقال متاح للمشتركين فقط، اشترك الآن لتصل إلى كل المقالات.",
    "not found": "404\nلم نعثر على الصفحة المطلوبة، تأكد من صحة الرابط أو عد إلى الصفحة الرئيسية.",
    "gone": "عذرا\nعذرا، هذا الخبر لم يعد متاحا.",
    "failed": "خطأ 500\nحدث خطأ في الخادم، يرجى المحاولة مرة أخرى في وقت لاحق.",
    "closed": "الموقع تحت الصيانة\nنعمل حاليا على تحديث الموقع، وسنعود إليكم قريبا.",
    "robots": "لحظة من فضلك\nنتحقق من أن متصفحك آمن قبل تحويلك إلى الموقع.",
    "blocker": "مانع إعلانات\nلاحظنا أنك تستخدم مانع إعلانات، نرجو تعطيله لدعم الموقع.",
}
REPORTS = {
    "a death": "وفاة الأديبة ليلى الهاشمي\nتوفيت مساء الأحد الأديبة ليلى الهاشمي عن ثمانين عاما.",
    "on accounts": "خدمة دخول بلا كلمة مرور\nأطلقت شركة نور للتقنية خدمة تتيح تسجيل الدخول إلى الحسابات ببصمة الوجه.",
    "on cookies": "غرامة على موقع\nفرضت هيئة حماية البيانات غرامة على موقع لأنه يستخدم ملفات تعريف الارتباط دون موافقة الزوار.",
    "on a failure": "عطل يوقف موقع البنك\nتوقف موقع بنك الواحة ساعتين أمس بسبب خطأ في الخادم.",
    "on a price": "الصحيفة ترفع سعر الاشتراك\nأعلنت صحيفة الغد رفع سعر الاشتراك السنوي ابتداء من يناير.",
    "an apology": "المدرب: نعتذر لجمهورنا\nقال المدرب نعتذر لجمهورنا عن الخسارة وسنعود أقوى.",
    "advice": "تطبيق جديد للحافلات\nيمكنك منذ اليوم أن تحجز مقعدا في الحافلة عبر تطبيق البلدية.",
    "scored": "هدف الفوز\nسجل سامي الراوي هدف الفوز في الدقيقة الأخيرة من مباراة أمس.",
}


def mark_up(text: str) -> str:
    """The lines as a page of HTML with a menu."""
    title, *rest = text.split("\n")
    body = "".join(f"<p>{line}</p>" for line in rest)
    return (
        f'<html lang="ar"><body><header class="top"><nav><a href="/">الرئيسية</a> <a href="/s">رياضة</a></nav>'
        f'</header><div class="content"><h1>{title}</h1><div class="entry">{body}</div></div></body></html>'
    )


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
def test_a_notice_is_no_article(notice: str) -> None:
    """Neither as text nor as HTML; its lines are named among those left out."""
    for page in (parse(notice), parse_html(mark_up(notice))):
        assert not page.articles
        assert {*notice.split("\n")} <= {row.text for row in page.removed}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_a_small_report_is_an_article(report: str) -> None:
    """With its title, though it is about accounts, cookies or failures, or quotes an apology."""
    title, sentence = report.split("\n")
    for page in (parse(report), parse_html(mark_up(report))):
        [article] = page.articles
        assert article.title is not None
        assert (article.title.text, [one.text for one in article.body]) == (title, [sentence])


def test_an_explanation_says_the_same() -> None:
    """The lines of a notice stand in front, by a rule."""
    lines = explain_page(NOTICES["log in"])
    assert [line.label for line in lines] == ["front", "front"]
    assert lines[1].by_rule


def test_a_longer_text_about_accounts_is_an_article() -> None:
    """A guide of many lines speaks to its reader too."""
    steps = [f"الخطوة {name}: افتح حسابك في الموقع ثم سجل الدخول بكلمة المرور الجديدة." for name in "أبجدهوز"]
    assert not speaks_to_reader("دليل الحسابات", steps)


@given(st.text(max_size=80), st.lists(st.text(max_size=LONGEST_NOTICE + 5), max_size=6))
def test_any_lines_are_judged(title: str, texts: list[str]) -> None:
    """No text is too odd, and none without a sentence is a notice."""
    assert not (speaks_to_reader(title, texts) and not any(" " in text for text in texts))


@pytest.mark.parametrize(
    "line",
    [
        "نستخدم ملفات تعريف الارتباط لنتذكر اختياراتك في كل زيارة.",
        "تحفظ هذه الصفحة ملفات صغيرة في جهازك وتقيس بها عدد زوارها.",
        "هل تقبل ملفات تعريف الارتباط؟ يمكنك تغيير رأيك في أي وقت.",
        "يهمنا أمر خصوصيتك، لذلك نطلب إذنك لحفظ ملفات ارتباط تحليلية.",
        "This site uses cookies. By continuing to browse you accept our policy.",
    ],
)
def test_consent_is_asked_in_any_words(line: str) -> None:
    """Inside a longer text as on a page of its own."""
    assert is_consent(line)
    assert parse(f"{line}\nموافق").articles == ()


@pytest.mark.parametrize(
    "line",
    [
        "وقال الباحث: نحن لا نعرف كم موقعا يخزن ملفات تعريف الارتباط على جهازك.",
        "وتتيح ملفات تعريف الارتباط للمعلنين أن يتعقبوا المستخدم من موقع إلى موقع.",
        "ورفعت الوزارة ملفات القضية إلى المحكمة أمس.",
    ],
)
def test_a_report_on_the_files_of_sites_asks_for_nothing(line: str) -> None:
    """Somebody says something, or nobody is addressed."""
    assert not is_consent(line)


def test_a_quick_look_misses_no_word_of_a_firm() -> None:
    """Letters of which one stands in every word by which a firm speaks of itself."""
    assert all(any(map(word.__contains__, _IN_OURS)) for word in _read_offers()[0])
