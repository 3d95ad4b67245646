"""Which sentences a summary may choose, and which one is the lead; used by `summarizing`.

A link to another article, a subheading, a line that announces a list and a question say nothing by
themselves. Read blind, they were among what readers marked down most.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from summarizer.summary.choice.announcements import announces, find_announcing
from summarizer.text.form_cache import N_FORMS, FormCache
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import CLOSING_BRACKETS, CLOSING_QUOTES, HIDDEN
from summarizer.text.sentences.continuations import WAW_WORDS
from summarizer.text.sentences.hard_wraps import has_end_mark
from summarizer.text.tokenizing import find_first_words, fold_first, tokenize

MIN_WORDS = 4
# A line without an end mark is a link, a subheading or a caption up to so many words; a longer one is a
# paragraph whose mark is missing.
LONGEST_HEADING = 16
# A line that ends in a comma is a fragment if it has fewer words; longer ones are paragraphs cut by the site.
LONGEST_FRAGMENT = 12
# The lines that tell whether this text ends its paragraphs with marks have more words, and so many have one.
PARAGRAPH_WORDS, MOSTLY = 12, 0.6
# A longer sentence that asks at its end has mostly told something before.
LONGEST_QUESTION = 20
# A first line without an end mark is a lead if it has so many words.
LEAD_WORDS = 8
# Signatures and blessings are short.
LONGEST_FORMULA = 12

_CLOSERS = re.escape(CLOSING_BRACKETS + CLOSING_QUOTES + "\"'")
_BEHIND = rf"[\s{HIDDEN}{_CLOSERS}]*$"
_ASKS = compile_late(rf"[?\u061f][!.?\u061f]*{_BEHIND}")
_ANNOUNCES = compile_late(rf"[:\uff1a]{_BEHIND}")
_GOES_ON = compile_late(rf"[،,؛;]{_BEHIND}")
# The last characters of a sentence, enough for its marks and what closes behind them.
_TAIL = 24
# Without one of them the end of a sentence matches none of these patterns.
_SIGNS = frozenset("?\u061f:\uff1a،,؛;")
# With these the sentence may ask; behind other letters a full stop at the end says that it matches none.
_ASKING_ENDS = ("?.", "\u061f.", "!.", "..")
_DATELINE = compile_late(r"^[^.:]{2,40}(?:[-–—/:(]|\d{4})[^.]{0,40}$")
# How signatures, share texts and links to more begin.
_STARTS = frozenset(
    tokenize(
        """
        شارك شاركنا شاركونا تابعنا تابعونا تابعوا تابع اقرأ إقرأ اقرأوا للمزيد لمزيد لقراءة اضغط إضغط انقر
        حمل اشترك اشتركوا انضم كتب كتبت إعداد تحرير ترجمة تصوير مراسل المصدر المصادر نقلا أرسل طالع شاهد
        الرابط شاهدوا استمعوا اكتبوا راسلونا زوروا حملوا انقروا اضغطوا
        """
    )
)
_PLATFORMS = tokenize(
    "فيسبوك فيس تويتر واتساب تلغرام تليغرام انستغرام إنستغرام يوتيوب تطبيقنا موقعنا قناتنا صفحتنا حسابنا"
)
_FORMULAS = [
    " ".join(tokenize(formula))
    for formula in (
        "والله ولي التوفيق",
        "والله الموفق",
        "والله المستعان",
        "والله أعلم",
        "والله من وراء القصد",
        "السلام عليكم ورحمة",
        "ودمتم",
        "وللحديث بقية",
        "وفقنا الله",
        "رمضان كريم",
        "كل عام وأنتم",
        "جميع الحقوق محفوظة",
        "اضغط هنا",
        "أضغط هنا",
        "على الرابط",
        "عبر الرابط",
        "قناتنا",
        "صفحتنا",
        "نشرتنا",
        "الرابط أدناه",
        "الرابط التالي",
        "في التعليقات",
    )
]


def find_unfit(texts: Sequence[str], blocks: Sequence[int], n_words: Sequence[int]) -> list[int]:
    """The rows of an article that are no sentences to choose, in order.

    blocks  (n_sentences,)  the number of the paragraph of each
    """
    announcing = find_announcing(texts)
    suspects = [
        row
        for row, (text, own) in enumerate(zip(texts, n_words, strict=True))
        if announcing[row] or own <= LONGEST_FORMULA or text[-1] != "."
    ]
    unmarked = {row for row in suspects if not has_end_mark(texts[row])}
    headings = {row for row in unmarked if n_words[row] <= LONGEST_HEADING}
    if headings and not _ends_paragraphs(texts, blocks, n_words):
        headings = set()
    return [
        row
        for row in suspects
        if (
            _is_heading(texts[row], n_words[row])
            if row in headings
            else announcing[row] or _is_unfit(texts[row], n_words[row], ended=row not in unmarked)
        )
    ]


def find_lead(texts: Sequence[str], n_words: Sequence[int], unfit: Sequence[int]) -> int:
    """The first row that can open the article; -1 if there is none."""
    if texts and n_words[0] >= LEAD_WORDS and not (_says_nothing(texts[0]) or announces(texts[0])):
        return 0
    barred = set(unfit)
    return next((row for row in range(len(texts)) if row not in barred), -1)


def _is_heading(text: str, n_words: int) -> bool:
    """Whether a short line without an end mark, where most paragraphs have one, is no sentence."""
    # No heading begins with "and"; a shorter line that does is a sentence cut off.
    return (
        n_words < LEAD_WORDS
        or not _begins_with_and(find_first_words(text, 1)[0])
        or _says_nothing(text)
        or _is_fragment(text, n_words)
    )


def _is_unfit(text: str, n_words: int, *, ended: bool) -> bool:
    """Whether a line is a fragment, or a sentence that says nothing; ``ended``: it has an end mark."""
    return (
        n_words < MIN_WORDS
        or (_is_signed(text) and (_says_nothing(text) or _is_fragment(text, n_words)))
        or (n_words <= LONGEST_FORMULA and _is_formula(text, ended=ended))
    )


def _is_signed(text: str) -> bool:
    """Whether a text may ask, announce or go on at its end; few do, and two looks say so of most others."""
    if text.endswith(".") and not text.endswith(_ASKING_ENDS):
        return False
    return not _SIGNS.isdisjoint(text[-_TAIL:])


def _is_fragment(text: str, n_words: int) -> bool:
    """Whether a short line ends in a comma."""
    return n_words < LONGEST_FRAGMENT and bool(_GOES_ON.search(text[-_TAIL:]))


def _says_nothing(text: str) -> bool:
    """Whether a sentence asks, or announces what comes after it."""
    if not _is_signed(text):
        return False
    tail = text[-_TAIL:]
    return bool(_ANNOUNCES.search(tail)) or (
        bool(_ASKS.search(tail)) and len(text.split()) <= LONGEST_QUESTION
    )


def _is_formula(text: str, *, ended: bool) -> bool:
    """Whether a short line is a signature, a blessing, a dateline or asks to share or read on."""
    # "Share" and "follow" are also what somebody did.
    if _read_start(find_first_words(text, 1)[0]) and (not ended or _holds(text, _PLATFORMS)):
        return True
    if not ended and _DATELINE.match(text):
        return True
    return any(map(_HINTS.__getitem__, text.split())) and _holds(text, _FORMULAS)


def _holds(text: str, phrases: Iterable[str]) -> bool:
    """Whether any of the phrases stands in a text, folded."""
    plain = " ".join(tokenize(text))
    return any(map(plain.__contains__, phrases))


def _may_be_of_formula(part: str) -> bool:
    plain = " ".join(tokenize(part))
    return any(max(formula.split(), key=len) in plain for formula in _FORMULAS)


# Words between blanks that hold the longest word of a formula: without one a line is not folded and read.
_HINTS = FormCache(_may_be_of_formula)


def _ends_paragraphs(texts: Sequence[str], blocks: Sequence[int], n_words: Sequence[int]) -> bool:
    """Whether most long lines of an article end with an end mark."""
    last = [row for row, (one, other) in enumerate(pairwise(blocks)) if one != other]
    last.append(len(texts) - 1)
    ends = [has_end_mark(texts[row]) for row in last if n_words[row] > PARAGRAPH_WORDS]
    return bool(ends) and sum(ends) >= MOSTLY * len(ends)


def _begins_with_and(form: str) -> bool:
    word = fold_first(form)
    return word.startswith("و") and len(word) > 3 and word not in WAW_WORDS


@lru_cache(N_FORMS)
def _read_start(form: str) -> bool:
    """Whether a word as written begins signatures and share texts."""
    return fold_first(form) in _STARTS
