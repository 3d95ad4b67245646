"""Sentences that only announce or ask, although they end in a full stop; used by `candidates`.

"Here are five tips.", "In this report we show ...", "Will it succeed."
"""

from summarizer.text.late_patterns import compile_late

# Longer sentences that begin so mostly tell something too.
LONGEST = 20
_SHOW = "ن(?:ست)?عرض|نستعرض|نورد|نقدم|نرصد|ننشر|نسلط|نروي|نتعرف|نستكشف|نجيب"
# Within the first letters. `فيما يأتي` is "while there comes" too, but not behind "we show".
_ANNOUNCES = compile_late(
    f"في ?ما يلي |(?:{_SHOW}) (?:لكم )?في ?ما يأتي |^و?[إا]ليكم? |^[وف]?(?:{_SHOW}) (?:لكم|معكم) "
    "|^[وف]?(?:في|عبر|خلال|ضمن) (?:ال(?:سطور|أسطر|فقرات) |هذ[اه] ال(?:تقرير|مقال|مقالة|موضوع|حلقة|فقرة) "
    f"(?:{_SHOW}))|^[وف]?(?:هذ[اه]|هنا) (?:قائمة ب|نص ال|نبذة |أ(?:برز|هم) (?:ما |ال))"
    "|^[وف]?ل(?:معرفة|لاطلاع على|مشاهدة|قراءة) (?:ال)?(?:مزيد|تفاصيل) "
)
_HEAD = 44
# As the last words.
_ANNOUNCES_AT_END = compile_late(
    " (?:ما ي(?:لي|أتي)|كالتالي|كالآتي|(?:النحو|الشكل|الوجه) (?:التالي|الآتي)"
    "|ال(?:نقاط|خطوات|أسباب|بنود|قائمة|جدول|سطور|محاور|أسئلة|أمثلة|نصائح) (?:التالي|الآتي)ة?)\\.$"
)
_LONGEST_END, _LAST_LETTERS = 24, ("ي.", "ة.")
_ASKS = compile_late("[وف]?(?:هل|لماذا|ماذا|متى|أين|كيف) ")


def announces(text: str) -> bool:
    """Whether a sentence says that a list or an article follows, or asks without a question mark."""
    return (
        _ANNOUNCES.search(text, 0, _HEAD) is not None
        or (
            text.endswith(_LAST_LETTERS)
            and _ANNOUNCES_AT_END.search(text, max(0, len(text) - _LONGEST_END)) is not None
        )
        or (_ASKS.match(text) is not None and len(text.split()) <= LONGEST)
    )
