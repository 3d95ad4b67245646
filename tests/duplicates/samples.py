"""Arabic news made for the tests: stories, their edited copies, bulletins of one template."""

import random

_WORDS = [
    "المجلس",
    "الوزير",
    "المدينة",
    "المشروع",
    "السكان",
    "الطريق",
    "الميناء",
    "الجامعة",
    "المستشفى",
    "القرية",
    "المزارعون",
    "الصيادون",
    "المعرض",
    "الكتاب",
    "المتحف",
    "الحديقة",
    "القطار",
    "الجسر",
    "البحيرة",
    "الجبل",
    "الوادي",
    "السوق",
    "المصنع",
    "العمال",
    "الطلاب",
    "المعلمون",
    "الأطباء",
    "المهندسون",
    "الرياضيون",
    "أعلن",
    "أكد",
    "افتتح",
    "وصل",
    "بدأ",
    "انتهى",
    "وقع",
    "ناقش",
    "درس",
    "زار",
    "استقبل",
    "أطلق",
    "دعا",
    "قرر",
    "وافق",
    "رفض",
    "أنجز",
    "شارك",
    "جديد",
    "كبير",
    "مهم",
    "قديم",
    "حديث",
    "طويل",
    "واسع",
    "سريع",
    "مشترك",
    "محلي",
    "دولي",
    "سنوي",
    "شمالي",
    "جنوبي",
    "شرقي",
    "غربي",
    "في",
    "على",
    "من",
    "إلى",
    "عن",
    "مع",
    "بعد",
    "قبل",
    "خلال",
    "منذ",
    "حول",
    "بين",
]

# Letters that Arabic writes together with the next word.
_ATTACHED = ("", "و", "ب", "ل")


def write_story(seed: int, n_words: int = 120) -> str:
    """A different story for each seed: sentences of common words and of names that no other story has.

    As in news, four words in ten stand in few other reports, and two leads share a twentieth of their words.
    """
    chance = random.Random(seed)  # noqa: S311
    names = [
        f"{chance.choice('بتثجحخدرز')}{''.join(chance.choices('ابتدرسعفقكلمنهوي', k=6))}" for _ in range(30)
    ]
    words = [
        chance.choice(names)
        if chance.random() < 0.4
        else f"{chance.choice(_ATTACHED)}{chance.choice(_WORDS)}"
        for _ in range(n_words)
    ]
    return " ".join(f"{word}." if place % 17 == 16 else word for place, word in enumerate(words))


def edit_lightly(text: str, seed: int) -> str:
    """The same story as another newspaper edits it: hamzas, a mark, a dateline and a credit."""
    chance = random.Random(seed)  # noqa: S311
    words = text.replace("أ", "ا").replace("ة", "ه").split()
    place = chance.randrange(20, len(words))
    words[place] = f"{words[place][:1]}\u064e{words[place][1:]}"
    return "القاهرة - " + " ".join(words) + " (وكالات)"


def write_bulletin(day: str, low: str, high: str) -> str:
    """A currency bulletin: the same words every day, with the figures of one day."""
    return (
        f"استقر سعر الصرف اليوم {day} عند {low} جنيه للشراء و{high} جنيه للبيع في البنوك العاملة بالبلاد، "
        f"فيما بلغ سعر البيع في السوق {high} جنيه، وأوضح التقرير اليومي أن التعاملات جرت في هدوء بعد افتتاح السوق "
        f"عند {low} جنيه، وأن المصارف توقعت أن يبقى السعر بين {low} و{high} جنيه حتى نهاية الأسبوع الجاري."
    )


def write_related(seed: int, n_texts: int) -> list[str]:
    """Texts of a few stories: whole, cut down, gathered, edited, and others that share their ends."""
    chance = random.Random(seed)  # noqa: S311
    texts = []
    for _ in range(n_texts):
        a, b = write_story(chance.randint(0, 5), 80).split(), write_story(chance.randint(0, 40), 80).split()
        start, end = chance.randint(0, 50), chance.randint(20, 80)
        words = chance.choice(
            (
                a,
                a[start : start + end],
                a[:end] + b[start:],
                [*a[:start], "واحدة", *a[start + 1 :]],
                b,
                b[:start] + a[40:],
            )
        )
        texts.append(" ".join(words))
    return texts
