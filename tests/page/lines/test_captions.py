"""Which captions of a page repeat each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import match_captions
from summarizer.page.lines.captions import match_texts

LEAD = "وزير النقل يفتتح الجسر الجديد فوق الوادي الكبير شمالي المدينة"


@pytest.mark.parametrize(
    "again",
    [
        LEAD,
        f"صورة جوية {LEAD}",
        f"{LEAD} خلال حفل أمس",
        "وزير النقل يفتتح الجسر الجديد فوق الوادي",
        LEAD.replace("الجديد", "الجـديد").replace("ا", "\u0627\u064b"),
    ],
)
def test_a_caption_with_another_prefix_or_tail_repeats(again: str) -> None:
    """Longer, shorter or spelled in another way, it is the same caption."""
    assert match_texts(
        [LEAD, "لقطة من معرض الكتاب السنوي", again], [LEAD, "لقطة من معرض الكتاب السنوي", again]
    ) == (0, 1, 0)


def test_captions_of_a_series_are_captions_of_their_own() -> None:
    """One sentence with another name each time."""
    series = [f"مدرب {name} يوجه لاعبيه خلال المباراة" for name in ("النجوم", "الأمواج", "السهول")]
    assert match_texts(series, series) == (0, 1, 2)


def test_a_caption_cut_from_a_paragraph_does_not_repeat_it() -> None:
    """The paragraph is a whole sentence, the caption is not."""
    texts = [f"{LEAD} بحضور سكان القرى.", LEAD]
    assert match_texts(texts, texts) == (0, 1)


@given(st.lists(st.text(alphabet="ابتث جحخ.…", max_size=20), max_size=12))
def test_every_text_repeats_itself_or_an_earlier_first(texts: list[str]) -> None:
    """The text that it repeats comes before it and repeats no other."""
    firsts = match_texts(texts, texts)
    assert all(first <= row and firsts[first] == first for row, first in enumerate(firsts))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الجسر قبل الفيضان", "الجسر بعد الفيضان"),
        ("أطفال داخل الخيمة الزرقاء", "أطفال خارج الخيمة الزرقاء"),
        ("الكعكة مع الشموع", "الكعكة من دون الشموع"),
        ("الحافلة القادمة من المرفأ القديم", "الحافلة القادمة إلى المرفأ القديم"),
        ("الفرقة أمام الستارة الحمراء", "الفرقة خلف الستارة الحمراء"),
        ("صورة للوادي فوق الغيوم البيضاء", "صورة للوادي تحت الغيوم البيضاء"),
    ],
)
def test_captions_with_opposite_function_words_are_two(one: str, other: str) -> None:
    """Before and after show two pictures; a credit still changes nothing."""
    assert match_captions([one, other, f"{one} (أرشيف)"]) == (0, 1, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("المحافظ يكرم فريق النوارس في قاعة البلدية", "المحافظ يكرم فريق الجوارح في قاعة البلدية"),
        ("حارس النوارس يبعد الكرة خلال مباراة الجوارح", "حارس الجوارح يبعد الكرة خلال مباراة النوارس"),
        ("زوار المعرض في ساحة القلعة يوم الخميس", "زوار المعرض في ساحة القلعة يوم السبت"),
    ],
)
def test_captions_of_a_series_name_others(one: str, other: str) -> None:
    """The same sentence about another team, or another day."""
    assert match_captions([one, other, f"{one} (أرشيف)"]) == (0, 1, 0)


def test_a_caption_in_another_spelling_is_the_same() -> None:
    """A letter more or less is no other name."""
    texts = ["المحافظ يكرم فريق الاسبانيين في قاعة البلدية", "المحافظ يكرم فريق الإسبانيّين في قاعه البلدية"]
    assert match_captions(texts) == (0, 0)
