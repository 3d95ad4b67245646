"""Texts in which a site speaks to its reader: log in, accept cookies, subscribe, this page is not here.

A page of a few lines may be nothing else. A report on accounts or cookies says who did what; a notice says
"you", "please" or "this page". So words of address are counted beside words of web sites.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from summarizer.page.records import Line
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize, normalize_blanks, normalize_lines

# Lines of text, and characters of each. A longer text about accounts or cookies is an article about them.
MOST_LINES, LONGEST_NOTICE = 4, 240
# Words. A button or a heading between the sentences of a notice says too little by itself.
FEWEST_WORDS = 4
# Words of both kinds in all lines, and in each sentence. Of 97,832 pieces of one and two sentences of news,
# 29 count as notices, nearly all from the middle of articles about web sites.
IN_ALL, IN_SENTENCE = 3, 2
# What a notice says of its reader with "your": nouns and particles before the pronoun.
_YOURS = (
    "حساب بريد متصفح تجربت موافقت استخدام استمرار متابعت تصفح اشتراك تسجيل دخول بيانات معلومات جهاز اجهزت"
    " لدي علي الي زيارت تفضيلات خصوصيت هويت جلست بحث طلب رسالت تواصل اتصال اهتمامات اختيارات بلد منطقت"
    " هاتف عضويت مقالات قراءت رصيد باقت ان إذن رأي قبول"
)
_ADDRESS = (
    "يرجى الرجاء رجاء نرجو فضلك عذرا عفوا نعتذر نأسف للأسف شكرا مرحبا أهلا نستخدم نستعمل نتحقق لاحظنا"
    " سنعود سنرد أرسلنا نحن لنا معنا لدينا موقعنا نشرتنا صحافتنا شركاؤنا وشركاؤنا شركائنا نخزن نجمع نحترم"
    " نعثر نجد نعمل لست للمتابعة لمتابعة لمواصلة لإكمال لتتمكن لتقرأ لتقرأه لقراءة مسجلا please you your"
    " we our us sorry"
)
_ORDERS = (
    "سجل سجلوا سجلي أدخل اضغط انقر اشترك اشتركوا اشتركي حاول تحقق تأكد جدد انتظر راجع أعد عد جرب فعل عطل"
    " ساهم انضم أنشئ اكتب اختر وافق تبحث توافق تقبل تسمح تسجل يمكنك يمكنكم بإمكانك بإمكانكم"
)
_SITES = (
    "دخول مرور سر مستخدم حساب حسابا عضو أعضاء مسجلين اشتراك مشتركين للمشتركين مشتركي باقة مجانا مجاني"
    " مجانية كوكيز ارتباط متصفح متصفحات موقع صفحة رابط بريد إلكتروني نشرة محتوى مقال مقالة مقالات خبر"
    " قراءة تعليق خادم إنترنت اتصال طلبات صلاحية صلاحيات وصول تفعيل إشعارات إعلانات خصوصية زيارات تجربة"
    " روبوتا روبوت إنسان تحقق سكريبت سكربت جافا نتائج محاولة خطأ تحميل موجود موجودة متاح متاحا متاحة متوفر"
    " متوفرة معطل تطبيق صيانة تحديث جلسة رسالة قبول page link cookies cookie account log login logged sign"
    " server access permission browser javascript subscribe subscription website site article robot human"
    " verify error unavailable found not"
)
# Verbs of reports, in which people say "you" and "we" as well.
_REPORTS = (
    "قال قالت قالوا يقول تقول أضاف أضافت أوضح أوضحت ذكر ذكرت أعلن أعلنت أكد أكدت أشار أشارت كتب كتبت صرح"
    " صرحت نشر نشرت نقل نقلت شدد شددت دعا دعت طالب طالبت اتهم اتهمت رأى أتصور أعتقد"
)
# Words of notices about the files that sites keep, and characters of such a notice. Of 20 notices of our own
# the count finds 19, and of 58 sentences of news about such files none; a pattern found 16 and 29.
_FILES = ("كوكيز", "ملفات", "cookie", "Cookie")
LONGEST_CONSENT, IN_CONSENT = 300, 3
# How a firm speaks of itself, and what it offers to whom it speaks.
_OURS = (
    "فريقنا خبراؤنا خبراءنا مستشارونا مستشارينا مهندسونا مختصونا أطباؤنا محامونا خدماتنا شركتنا متجرنا مكتبنا"
    " عيادتنا مركزنا منتجاتنا عروضنا نساعدك نساعدكم راسلنا"
)
# One of them stands in each of these words.
_IN_OURS = ("نا", "نسا")
_OFFERS = (
    "لمساعدتك لمساعدتكم لخدمتك لخدمتكم نساعدك نساعدكم مساعدتك مساعدتكم لك لكم عملك أعمالك مشروعك مشروعكم"
    " احتياجاتك احتياجاتكم استشارتك استشارة مجانية احجز اطلب تواصل اتصل راسلنا موعدك ميزانيتك"
)
# How a site calls its reader to an offer of its own, and characters of such a line.
LONGEST_CALL = 90
_CALLS = (
    "جرب جربوا جربي احصل احصلوا احصلي احجز احجزوا اطلب اطلبوا اشترك اشتركوا سجل سجلوا حمل حملوا ابدأ ابدؤوا"
    " تواصل تواصلوا اتصل اتصلوا انضم انضموا تصفح تصفحوا اكتشف اكتشفوا تعرف استفد"
)
_GAINS = (
    "مجانا مجاني مجانية مجانيا الآن معنا بنا إلينا لدينا عروضنا خدماتنا منتجاتنا موقعنا تطبيقنا حسابك"
    " استشارة استشارتك تقدير عرض عرضك خصم اشتراك نسختك نسخة دورتنا نشرتنا فريقنا ثوان"
)
# A telephone number or an address behind words that ask to call; characters of such a line.
LONGEST_CONTACT = 80
_CONTACT = compile_late(
    normalize(
        r"لل(?:حجز|استفسار|استفسارات|تواصل|اتصال|تسجيل|مزيد|معلومات|اعلان|اشتراك)(?= |:)[^.:]{0,50}"
        r" ?:? ?(?:[+0-9][0-9 ()/-]{4,}[0-9]|[a-z0-9._-]+@[a-z0-9.-]+)"
    )
)
# Particles and the article, in the order in which they are taken off.
_PARTICLES = ("و", "ف", "ب", "ل", "ال", "لل", "بال")
_YOUR = compile_late("(.+?)(?:كم|ك)")
_WORD = compile_late("[^ ،؛:؟?!.«»\"'()\\[\\]/|–—-]+")
_THIS = compile_late(
    normalize(
        "(?:^| )و?(?:هذا|هذه|ال(?=صفحة المطلوب)) ?(?:ال)?(?:موقع|صفحة|محتوى|مقال|مقالة|مادة|خبر|رابط|خدمة)"
    )
)


def speaks_to_reader(title: str, texts: Sequence[str]) -> bool:
    """Whether a text of a few lines speaks to the reader of a site, and each of its sentences does."""
    if not 0 < len(texts) <= MOST_LINES or any(len(text) > LONGEST_NOTICE for text in texts):
        return False
    said, has_sentence = [], False
    for line in normalize_lines(texts):
        said.append(_count_words(line))
        if line.count(" ") >= FEWEST_WORDS:
            has_sentence = True
            if sum(said[-1]) < IN_SENTENCE:  # Most texts end here, at their first sentence.
                return False
    said.append((0, *_count_words(normalize(title))[1:]))
    both = any(one[0] for one in said) and any(one[2] for one in said)
    return both and has_sentence and sum(map(sum, said)) >= IN_ALL


def is_consent(text: str) -> bool:
    """Whether a line asks its reader to accept the files that a site keeps, or says that it keeps them."""
    if len(text) > LONGEST_CONSENT or not names_files(text):
        return False
    said = _count_words(normalize_blanks(text))
    return said[0] > 0 and sum(said) >= IN_CONSENT


def names_files(text: str) -> bool:
    """Whether a text speaks of the files that sites keep, or of others that have the same name."""
    return any(map(text.__contains__, _FILES))


def addresses_customers(line: Line) -> bool:
    """Whether a firm offers its help in a sentence: "our team is ready to help you"."""
    if len(line.block.text) > LONGEST_NOTICE:
        return False
    plain, (ours, offers) = line.folded or normalize(line.block.text), _read_offers()
    if not any(map(plain.__contains__, _IN_OURS)) or not any(map(plain.__contains__, _name_ours())):
        return False
    said = _WORD.findall(plain)
    if ours.isdisjoint(said):  # Most sentences; the forms of their words need not be listed.
        return False
    words = set(chain.from_iterable(map(_list_forms, said)))
    return words.isdisjoint(_read_words()[4]) and not offers.isdisjoint(words)


def offers_help(line: Line) -> bool:
    """Whether a line offers what a firm has: by naming itself, or by an order and what it costs nothing."""
    return addresses_customers(line) or calls_to_act(line)


def is_contact(line: str) -> bool:
    """Whether a folded line is a telephone number or an address, with words that ask to call."""
    return line.startswith("لل") and len(line) <= LONGEST_CONTACT and _CONTACT.fullmatch(line) is not None


def calls_to_act(line: Line) -> bool:
    """Whether a short line orders its reader to take an offer: "try it for free", "get your estimate"."""
    words = _WORD.findall(line.folded) if len(line.block.text) <= LONGEST_CALL else []
    calls, gains = _read_calls()
    return bool(words) and words[0] in calls and not gains.isdisjoint(words)


@lru_cache(maxsize=1)
def _read_calls() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(normalize(_CALLS).split()), frozenset(normalize(_GAINS).split())


@lru_cache(maxsize=1)
def _name_ours() -> tuple[str, ...]:
    return tuple(normalize(_OURS).split())


@lru_cache(maxsize=1)
def _read_offers() -> tuple[frozenset[str], frozenset[str]]:
    ours = _name_ours()
    return frozenset((*ours, *(f"و{word}" for word in ours))), frozenset(normalize(_OFFERS).split())


def _count_words(line: str) -> tuple[int, int, int]:
    """Words that address a reader, orders that may be other verbs, words of web sites; none in a report."""
    n_address, n_orders, n_sites = len(_THIS.findall(line)), 0, 0
    for word in _WORD.findall(line):
        is_address, is_order, is_site, is_report = _judge_word(word)
        if is_report:
            return 0, 0, 0
        n_address += is_address
        n_orders += is_order
        n_sites += is_site
    return n_address, n_orders, n_sites


@lru_cache(maxsize=4096)
def _judge_word(word: str) -> tuple[bool, bool, bool, bool]:
    """Whether a word addresses a reader, is an order, is of web sites, is of reports."""
    address, orders, sites, yours, reports = _read_words()
    forms = _list_forms(word)
    your = any((found := _YOUR.fullmatch(form)) and found[1] in yours for form in forms)
    kinds = [not words.isdisjoint(forms) for words in (address, orders, sites, reports)]
    return your or kinds[0], kinds[1], kinds[2], kinds[3]


def _list_forms(word: str) -> set[str]:
    """A word as it stands, and without its particles and article."""
    forms = {word}
    # Most words begin with no particle.
    if len(word) > 3 and word.startswith(_PARTICLES):
        for letters in _PARTICLES:
            forms |= {
                form.removeprefix(letters) for form in forms if form.startswith(letters) and len(form) > 3
            }
    return forms


@lru_cache(maxsize=1)
def _read_words() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(normalize(words).split()) for words in (_ADDRESS, _ORDERS, _SITES, _YOURS, _REPORTS)
    )
