"""Whether the text under a heading continues the text above."""

from summarizer.page.regions.cohesion import weigh_cohesion
from summarizer.page.regions.costs import TITLE as TITLE_REGION
from tests.page.pages import PARAGRAPHS, read

OTHER = [
    "فاز فريق الميناء مساء الجمعة بكأس البطولة للمرة الأولى بعد مباراة طويلة انتهت بركلات الترجيح.",
    "وسجل المهاجم هدف التعادل قبل صافرة الحكم بدقيقة واحدة وسط فرحة الجماهير التي ملأت المدرجات.",
]
SAME = [
    "وقال مدير المتحف إن القاعة الجديدة والمكتبة والحديقة ستفتح أبوابها للزوار والعائلات في الشهر الأول.",
    "ويضم المتحف قطعة نادرة جمعت خلال عشرين عاما من المدينة القديمة ومن قاعة المحاضرات خلف السور.",
]


def weigh(*lines: str) -> list[tuple[int, float]]:
    """What is added to the cost of a title, by row."""
    added = list(weigh_cohesion(read(*lines)))
    assert all(region == TITLE_REGION for _, region, _ in added)
    return [(row, cost) for row, _, cost in added]


def test_a_heading_inside_a_text_is_no_title() -> None:
    """The same words stand above and below."""
    assert weigh(*PARAGRAPHS, "شارك", "بداية القصة", *SAME) == [(4, 0.8)]


def test_a_heading_between_two_texts_is_a_title() -> None:
    """If boilerplate stands between them."""
    assert weigh(*PARAGRAPHS, "شارك", "كأس للميناء", *OTHER) == [(4, -0.8)]


def test_without_boilerplate_before_it_the_cost_of_a_heading_is_unchanged() -> None:
    """A text may change its subject under a subheading."""
    assert weigh(*PARAGRAPHS, "بداية القصة", *OTHER, "شارك") == [(3, 0.0)]


def test_a_page_without_boilerplate_is_not_compared() -> None:
    """It holds one article."""
    assert weigh(*PARAGRAPHS, "بداية القصة", *SAME) == []
