"""How lines and words are found in the tables."""

import pytest

from models.pages.phrase_index import read_table
from summarizer.page.phrases.matching import (
    are_agencies,
    begins_like_sentence,
    is_agency,
    is_section,
    opens_clause,
    recognize,
)
from summarizer.page.phrases.rows import FurnitureRow
from summarizer.records import RemovedKind
from summarizer.text.normalizing import normalize


def kind_of(line: str) -> RemovedKind | None:
    """The kind of a line by the table."""
    return recognize(" ".join(normalize(line).split()))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("مقالات ذات صلة", RemovedKind.RELATED_HEADING),
        ("إقرأ أيضاً:", RemovedKind.RELATED_HEADING),
        ("قد يعجبك أيضًا", RemovedKind.RELATED_HEADING),
        ("للمزيد:", RemovedKind.RELATED_HEADING),
        ("الأكثر قراءة اليوم", RemovedKind.TICKER),
        ("آخر الأخبار", RemovedKind.TICKER),
        ("تسجيل الدخول", RemovedKind.NAVIGATION),
        ("الرئيسية / ثقافة / متحف جديد في المدينة", RemovedKind.NAVIGATION),
        ("شارك هذا الخبر", RemovedKind.SHARE),
        ("فيسبوك | تويتر | واتساب", RemovedKind.SHARE),
        ("اشترك في نشرتنا البريدية ليصلك كل جديد", RemovedKind.NEWSLETTER),
        ("تابعوا أخبار «الضفاف» عبر Google News", RemovedKind.NEWSLETTER),
        ("📽 قناتي على YouTube", RemovedKind.NEWSLETTER),
        ("صفحتي على GitHub", RemovedKind.NEWSLETTER),
        ("نبذة عنا", RemovedKind.FOOTER),
        ("مرسلة بواسطة هدى السالمي في 9:40 م", RemovedKind.BYLINE),
        ("هناك 12 تعليقا", RemovedKind.FOOTER),
        ("هل كان هذا المقال مفيدا؟ نعم لا", RemovedKind.WIDGET),
        ("أسئلة مشابهة", RemovedKind.RELATED_HEADING),
        ("حمّل تطبيقنا الآن", RemovedKind.APP),
        ("اقرأ أيضاً: متحف جديد في المدينة", RemovedKind.READ_MORE),
        ("...المزيد", RemovedKind.READ_MORE),
        ("إعلان", RemovedKind.ADVERTISEMENT),
        ("الكلمات المفتاحية: متحف، ثقافة", RemovedKind.TAGS),
        ("فئات", RemovedKind.TAGS),
        ("كتبت: دعاء مراد", RemovedKind.BYLINE),
        ("مصدر الصورة، Getty Images", RemovedKind.CREDIT),
        ("© جامعة الساحل", RemovedKind.CREDIT),
        ("مدة القراءة: 3 دقائق", RemovedKind.WIDGET),
        ("1,204 مشاهدة", RemovedKind.WIDGET),
        ("جميع الحقوق محفوظة © 2031", RemovedKind.FOOTER),
        ("لن يتم نشر عنوان بريدك الإلكتروني.", RemovedKind.FOOTER),
        ("// انتهى //", RemovedKind.FOOTER),
        ("المقال يعبّر عن رأي كاتبه", RemovedKind.DISCLAIMER),
        ("الخميس، 15 فبراير/شباط 2031 - 10:20 ص", RemovedKind.DATE),
        ("منذ 3 ساعات", RemovedKind.DATE),
        ("2031-02-15", RemovedKind.DATE),
        ("مدينة الرمّانة، 21 يوليو 2031:", RemovedKind.DATE),
        ("الرمّانة 14 شعبان 1452 هـ الموافق 10 ديسمبر 2030 م وسا", RemovedKind.DATELINE),
    ],
)
def test_phrases_of_outlets_are_known_in_any_spelling(line: str, kind: RemovedKind) -> None:
    """With or without hamza, marks and surrounding signs."""
    assert kind_of(line) is kind


@pytest.mark.parametrize(
    "line",
    [
        "وتابع أن حساب الوزارة على تويتر تعرض للاختراق",
        "اشترك عشرات الآلاف في خدمة جديدة تقدمها بعض البنوك",
        "الأخبار التي نشرتها الصحيفة تعكس قلقا واسعا",
        "اتصل بالرئيس فور وقوع الحادث",
        "شارك في الاجتماع وزراء الخارجية",
        "مشاركة المرأة في الحياة السياسية",
        "حقوق الإنسان في العالم",
        "المزيد من الضغوط على الحكومة",
        "الهاشتاغات: اختر منها ثلاثة على الأكثر. لا تكرر ما كتبته بالأمس",
        "فئات المجتمع كلها تشارك في المهرجان",
        "كتب محمد صلاح اسمه في تاريخ النادي العريق",
        "في 12 مارس 2011 وقع الزلزال الكبير",
        "إعلان الاستقلال",
        "بداية القصة",
    ],
)
def test_sentences_that_begin_like_phrases_are_none(line: str) -> None:
    """A verb in the third person is not an imperative, a topic not a menu."""
    assert kind_of(line) is None


@pytest.mark.parametrize(
    "line",
    [
        f"كتبت: هدى{'-' * 120}{'ن' * 30}",
        f"بقلم: هدى{'-' * 120}{'ن' * 30}",
        f"تقرير: هدى{'+' * 120}{'ن' * 30}",
        f"المصدر: هدى{'+' * 120}{'ن' * 30}",
        f"مصدر الصورة {':' * 120}{'ن' * 30}",
        f"المقال يعبر عن {'ن' * 210}",
    ],
)
def test_a_long_line_that_begins_like_a_phrase_takes_no_time(line: str) -> None:
    """Patterns with two ways to read a sign between names took hours for such lines."""
    assert kind_of(line) is None


def test_agencies_are_known_whatever_stands_between_their_letters() -> None:
    """Dots, blanks, a second name after a dash; any name that begins with "agency"."""
    names = ["أ.ف.ب", "أ ف ب", "رويترز - أرشيفية", "وكالة السواحل"]
    assert all(is_agency(normalize(credit)) for credit in names)


def test_a_person_is_no_agency() -> None:
    """And neither is a place."""
    assert not any(is_agency(normalize(credit)) for credit in ("سالم الغيثي", "وادي السدر"))


def test_a_line_of_agencies_names_two_at_least() -> None:
    """One name alone could be a word."""
    assert are_agencies(normalize("رويترز/ أ ف ب"))
    assert not are_agencies(normalize("رويترز"))


def test_sections_are_named_alone_or_in_pairs() -> None:
    """The sections of a newspaper, with the article or without."""
    assert all(is_section(normalize(words)) for words in ("الاقتصاد", "ثقافة وفنون", "أخبار محلية"))
    assert not is_section(normalize("حكاية البيت"))


def test_a_conjunction_with_a_verb_opens_a_clause() -> None:
    """Nouns that begin with the same letter do not."""
    assert all(opens_clause(normalize(line)) for line in ("وقال الوزير", "ويضم المبنى", "كما افتتح"))
    nouns = ("وزير الثقافة", "واشنطن تعلن", "وفاة الكاتب", "فيلم جديد")
    assert not any(opens_clause(normalize(line)) for line in nouns)


def test_a_verb_first_opens_a_sentence_but_no_clause() -> None:
    """A teaser begins like this too."""
    line = normalize("قالت الوزارة إن المتحف سيفتح")
    assert begins_like_sentence(line)
    assert not opens_clause(line)


@pytest.mark.parametrize(
    "phrase", read_table().rows, ids=lambda phrase: f"{phrase.label}: {phrase.pattern[:30]}"
)
def test_each_phrase_says_where_it_was_seen(phrase: FurnitureRow) -> None:
    """And how this is known."""
    assert phrase.outlets
    assert phrase.known in ("corpora", "pages", "html", "web", "usage")
