"""Texts that a kernel might read otherwise than its twin."""

import random

from hypothesis import strategies as st

# Letters of one, two and four bytes, marks, ligatures, fractions, every kind of digit and of mark between digits,
# hidden characters, codes of no character; the last are halves of surrogate pairs.
CHARACTERS = (
    "ابتةأإآلئوﻻﷲ\ufdfa½⅔①²\ufb01ßéAz#&;()%"
    "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲\uff11.,٫٬،-−–\u00a0\u2009\u202f \n\t\r"
    "\u064b\u0651\u0640\u200b\u200f\u00ad\ufeff\ufffe\uffff\U0001f600\U00010330\U0001e900\U0001d7d8\U0001fbf0\U000e0100א一가"
)
HALVES = "\ud800\udbff\udc00\udfff"
PIECES = (
    *("&amp;", "&#1632;", "&#65018;", "&lrm;", "&NotEqualTilde;", "&#x1F600;"),
    *("مليون", "ثلاثة", " وعشرون ", "5 مليون", "ألف", "و5", "و", "واحد", "نصف", "خمسة عشر ألفاً", "ولألف"),
    *(
        "1,234",
        "12 345 678",
        "1.500.000",
        "1 23 456",
        "1.410,5",
        "-5",
        " - 5",
        "3 -4",
        "007",
        "0055512",
        "0.50",
    ),
    *(
        "15.01.2025",
        ".5",
        "2½",
        "-0.0",
        "00",
        "-",
        ".",
        "س" * 64,
        "س" * 65,
        "1" * 65,
        "0" * 70 + "1",
        "1.5" * 30,
    ),
)
ONE_TEXT = st.text(alphabet=CHARACTERS, max_size=80) | st.lists(
    st.sampled_from(PIECES) | st.sampled_from([" ", *CHARACTERS]), max_size=30
).map("".join)
TEXTS = st.lists(ONE_TEXT, max_size=6)
BROKEN_TEXTS = st.lists(st.text(alphabet=CHARACTERS + HALVES, max_size=20), min_size=1, max_size=3)


def draw_texts(chance: random.Random) -> list[str]:
    """Some texts, without Hypothesis, which takes too long under a sanitizer."""
    parts = chance.choice([CHARACTERS, PIECES, (*CHARACTERS, *PIECES)])
    sizes = (0, 1, 2, 3, 8, 30, 300)
    return ["".join(chance.choices(parts, k=chance.choice(sizes))) for _ in range(chance.choice((1, 2, 5)))]


# Lines of every group that the measures of a page know, in invented words.
LINES = (
    "الرئيسية",
    "افتتاح مكتبة عامة في حي الزيتون",
    "كتب سليم الحداد",
    "12 مايو 2031",
    "صورة من الحفل (رويترز)",
    "افتتحت البلدية أمس مكتبة عامة في حي الزيتون بعد عامين من العمل في المبنى القديم.",
    "وقال مدير المكتبة إن القاعة تتسع لمئتي قارئ وإن الدخول إليها مجاني طوال أيام الأسبوع.",
    "جملة قصيرة من ست كلمات هنا.",
    "وفي القائمة ما يلي:",
    "- كتاب عن النهر",
    "من يدفع ثمن الكتب؟",
    "خبر قطع في منتصف الكلام ...",
    "مقالات ذات صلة",
    "اقرأ أيضا",
    "شارك الخبر",
    "جميع الحقوق محفوظة",
    "وسوم: مكتبة، كتب",
    "The library opens at nine and closes at eight on every day of the week.",
    "كلمة طويلة " * 40,
    "",
    "",
)


def draw_page(chance: random.Random) -> str:
    """Some lines, many of them twice."""
    return "\n".join(chance.choices(LINES, k=chance.choice((1, 2, 3, 12, 40))))
