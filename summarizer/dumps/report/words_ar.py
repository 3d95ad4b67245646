"""The Arabic words of the report: counted nouns, and names of kinds, phases and reasons."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Noun:
    """The forms of a noun after a number, by the plural categories of Arabic in CLDR.

    few: 3 to 10, the plural; many: 11 to 99, the accusative; other: whole hundreds, the genitive.
    """

    one: str
    two: str
    few: str
    many: str
    other: str


DOCUMENT = Noun("وثيقة واحدة", "وثيقتان", "وثائق", "وثيقة", "وثيقة")
COPY = Noun("نسخة واحدة", "نسختان", "نسخ", "نسخة", "نسخة")
CLUSTER = Noun("مجموعة واحدة", "مجموعتان", "مجموعات", "مجموعة", "مجموعة")
RECORD = Noun("سجل واحد", "سجلان", "سجلات", "سجلاً", "سجل")
BLOCK = Noun("كتلة واحدة", "كتلتان", "كتل", "كتلة", "كتلة")
PAIR = Noun("زوج واحد", "زوجان", "أزواج", "زوجاً", "زوج")

KINDS = {
    "exact": ("نسخة مطابقة", "الكلمات نفسها بالترتيب نفسه، ولا يختلف إلا التشكيل والترقيم والمسافات."),
    "near": ("نسخة معدّلة", "النص نفسه بعد تحرير: كلمات مبدّلة أو سطر مضاف أو محذوف."),
    "contained": ("نسخة مختصرة", "كل ما فيها تقريباً موجود في نص أطول منها."),
}
REFUSALS = {
    "broken": "سجل تالف البنية",
    "encoding": "حروف ليست UTF-8",
    "no_text": "سجل بلا نص",
    "not_a_string": "حقل ليس نصاً",
    "no_id": "سجل بلا معرّف",
    "duplicate_id": "معرّف تكرر",
}
PHASES = {
    "read": "القراءة",
    "gather": "جمع الوثائق",
    "collapse": "ضمّ المتطابق",
    "count": "العدّ",
    "sketch": "البصمات",
    "pair": "البحث عن المرشحين",
    "measure": "القياس",
    "curve": "منحنى الحدود",
    "cluster": "التجميع",
    "elect": "اختيار الباقي",
    "again": "مقارنة الباقي ثانيةً",
    "block": "الكتل المتكررة",
    "archive": "الأرشيف",
    "write": "الكتابة",
}
PLACES = {"head": "أول الصفحة", "body": "وسط النص", "tail": "آخر الصفحة"}
# The unit of a second, behind its number.
SECOND = "ث"
KEEPS = {"first": "الأسبق وروداً", "longest": "الأطول", "newest": "الأحدث", "source": "المصدر المفضّل"}


def count(number: int, noun: Noun) -> str:
    """A number and its noun by Arabic grammar: 3 وثائق, 11 وثيقة, 100 وثيقة; thousands are grouped."""
    rest = number % 100
    if number == 1:
        return noun.one
    if number == 2:
        return noun.two
    form = noun.few if 3 <= rest <= 10 else noun.many if rest >= 11 else noun.other
    return f"{number:,} {form}"
