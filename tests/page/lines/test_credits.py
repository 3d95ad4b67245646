"""Which lines are photo captions, by their credits and openings."""

import pytest

from summarizer.page.records import Form
from tests.page.pages import read


@pytest.mark.parametrize(
    "line",
    [
        "زوار في قاعة المتحف الكبرى (رويترز)",
        "زوار في قاعة المتحف الكبرى (أ. ف. ب)",
        "زوار في قاعة المتحف الكبرى (غيتي - أرشيفية)",
        "زوار في قاعة المتحف الكبرى (صحيفة الضفاف)",
        "زوار في قاعة المتحف الكبرى - أ ف ب",
        "زوار في قاعة المتحف الكبرى © وكالة السواحل",
        "زوار في قاعة المتحف الكبرى - تصوير سالم الغيثي",
        "التعليق على الصورة، زوار في قاعة المتحف",
        "صورة أرشيفية: زوار في قاعة المتحف",
        "جانب من حفل افتتاح المتحف",
    ],
)
def test_a_credit_or_an_opening_makes_a_caption(line: str) -> None:
    """In brackets, after a dash or a sign, of a known agency or an unknown name."""
    assert read(line)[0].form is Form.CAPTION


@pytest.mark.parametrize(
    "line",
    [
        "ارتفعت أسعار النفط في الأسواق الآسيوية صباح اليوم (حسب التوقيت المحلي)",
        "وقال إن الاجتماع سيعقد في موعده المقرر (كما ورد في البيان)",
        "وبلغ عدد الزوار ستة آلاف في اليوم الأول من الافتتاح (2031)",
        "شرح الطبيب أعراض ما يعرف باسم اضطراب ما بعد الصدمة (PTSD)",
        "نفت الوزارة ما نقلته وكالة الأنباء الرسمية (وام)",
        "وصف المدير العلاقة بين المتحف والمدينة (القديمة).",
        "- يوم الافتتاح الرسمي للمتحف الكبير (يوم الجمعة)",
    ],
)
def test_a_bracket_at_the_end_makes_no_caption(line: str) -> None:
    """An explanation, a date or a number is not a credit, and a sentence may end in a bracket."""
    assert read(line)[0].form is not Form.CAPTION
