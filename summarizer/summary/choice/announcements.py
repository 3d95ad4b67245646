"""Sentences that only announce or ask, although they end in a full stop; used by `candidates`.

"Here are five tips.", "In this report we show ...", "Will it succeed."
"""

from collections.abc import Sequence

from summarizer.text.late_patterns import compile_late

# Longer sentences that begin so mostly tell something too.
LONGEST = 20
_SHOW = "ن(?:ست)?عرض|نستعرض|نورد|نقدم|نرصد|ننشر|نسلط|نروي|نتعرف|نستكشف|نجيب"
# As the first words.
_OPENING = compile_late(
    "[وف]?(?:"
    "(?P<asks>(?:هل|لماذا|ماذا|متى|أين|كيف) )"
    "|[إا]ليكم? "
    f"|(?:{_SHOW}) (?:لكم|معكم) "
    "|(?:في|عبر|خلال|ضمن) (?:ال(?:سطور|أسطر|فقرات|نقاط (?:الآتية|التالية)) "
    f"|هذ[اه] ال(?:تقرير|مقال|مقالة|موضوع|حلقة|فقرة) (?:{_SHOW}))"
    "|(?:هذ[اه]|هنا) (?:قائمة ب|نص ال|نبذة |أ(?:برز|هم) (?:ما |ال))"
    "|ل(?:معرفة|لاطلاع على|مشاهدة|قراءة) (?:ال)?(?:مزيد|تفاصيل) )"
)
# The first words of these, and the first three letters of a sentence that may begin so, perhaps behind "and".
_FIRST_WORDS = (
    *("هل ", "لماذا", "ماذا", "متى", "أين", "كيف", "إليك", "اليك", "نعرض", "نستعرض", "نورد", "نقدم", "نرصد"),
    *("ننشر", "نسلط", "نروي", "نتعرف", "نستكشف", "نجيب", "في ", "عبر", "خلال", "ضمن", "هذا", "هذه", "هنا"),
    *("لمعرفة", "للاطلاع", "لمشاهدة", "لقراءة"),
)
BEGINNINGS = frozenset(f"{before}{word}"[:3] for before in ("", "و", "ف") for word in _FIRST_WORDS)
# Within the first letters. `فيما يأتي` is "while there comes" too, but not behind "we show".
_COMES = compile_late(f"في ?ما يلي |(?:{_SHOW}) (?:لكم )?في ?ما يأتي ")
_WHAT, _HEAD = "ما ي", 44
# As the main clause of a short sentence: "if you think so, here are five series".
_COMES_LATE = compile_late("[،,] ?[وف]?في ?ما يلي ")
# As the last words.
_ANNOUNCES_AT_END = compile_late(
    " (?:ما ي(?:لي|أتي)|كالتالي|كالآتي|(?:النحو|الشكل|الوجه) (?:التالي|الآتي)"
    "|ال(?:نقاط|خطوات|أسباب|بنود|قائمة|جدول|سطور|محاور|أسئلة|أمثلة|نصائح) (?:التالي|الآتي)ة?)\\.$"
)
_LONGEST_END, _LAST_LETTERS = 24, ("لي.", "تي.", "لية.", "تية.")


def find_announcing(texts: Sequence[str]) -> list[bool]:
    """Which sentences of an article do what `announces` says; for most of them a few letters tell that."""
    return [
        (text[:3] in BEGINNINGS or text.endswith(_LAST_LETTERS) or _WHAT in text) and announces(text)
        for text in texts
    ]


def announces(text: str) -> bool:
    """Whether a sentence says that a list or an article follows, or asks without a question mark."""
    opening = _OPENING.match(text)
    if opening is not None and (opening["asks"] is None or len(text.split()) <= LONGEST):
        return True
    place = text.find(_WHAT)
    if 0 <= place < _HEAD and _COMES.search(text, 0, _HEAD) is not None:
        return True
    if place >= 0 and _COMES_LATE.search(text) is not None and len(text.split()) <= LONGEST:
        return True
    return (
        text.endswith(_LAST_LETTERS)
        and _ANNOUNCES_AT_END.search(text, max(0, len(text) - _LONGEST_END)) is not None
    )
