"""Small pages for the tests of rules: lines as input, the regions after all rules as output."""

from summarizer.page.lines.repeats import find_repeats
from summarizer.page.records import Region
from summarizer.page.rules.corrections import correct_walk
from tests.page.pages import read

HEADLINES = [
    "حارس الفنار الأخير يطفئ المصباح بعد أربعين سنة من العمل",
    "بحيرة الوادي تغير لونها كل عشر سنوات ولا أحد يعرف السبب",
    "سائق القطار الذي لا يسافر يحكي قصته مع المحطة القديمة",
]
OTHER = "أطفأ الحارس المصباح للمرة الأخيرة مساء أمس، وسلم مفتاح الفنار إلى بلدية المدينة."
SECOND = "مصنع الزجاج القديم يفتح أبوابه للزوار"
GLASS = (
    "فتح مصنع الزجاج القديم أبوابه للزوار أمس بعد أن توقفت أفرانه عشرين عاما.",
    "ويشرح العمال للزوار كيف كانت القوارير تنفخ واحدة بعد واحدة.",
)


def correct(walk: list[Region], *lines: str) -> list[Region]:
    """The regions of lines after all rules."""
    described = read(*lines)
    return list(correct_walk(walk, described, find_repeats(described)))
