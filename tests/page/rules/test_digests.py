"""Which headlines begin a further article."""

from summarizer.page.records import Region
from tests.page.pages import PARAGRAPHS, TITLE
from tests.page.rules.pages import GLASS, HEADLINES, OTHER, SECOND, correct

T, H, B, E = Region.TITLE, Region.HEAD, Region.BODY, Region.END
LIGHT = (
    "أطفأ حارس الفنار الأخير المصباح مساء أمس بعد أربعين سنة من العمل فوق الصخور.",
    "وقال إنه سيشتاق إلى صوت البحر أكثر من ضوء المصباح.",
)


def test_a_summary_between_two_articles_of_a_digest_is_kept() -> None:
    """With its headline."""
    lines = (TITLE, PARAGRAPHS[0], HEADLINES[0], OTHER, HEADLINES[1], PARAGRAPHS[0])
    assert correct([T, B, E, E, T, B], *lines) == [T, B, T, B, T, B]


def test_articles_below_one_another_have_their_titles() -> None:
    """Each headline says what its first sentence says."""
    lines = (HEADLINES[0], *LIGHT, SECOND, *GLASS)
    for walk in ([T, B, B, B, B, B], [T, B, B, T, B, B]):
        assert correct(walk, *lines) == [T, B, B, T, B, B]


def test_subheadings_of_one_text_are_no_titles() -> None:
    """They name a part of what the text is about; one that is no headline speaks for the others too."""
    walk = [T, B, B, B, B, B]
    assert correct(walk, HEADLINES[0], *LIGHT, "مصباح الفنار وصوت البحر والصخور", *GLASS) == walk
    longer = [*walk, B, B, B]
    assert correct(longer, HEADLINES[0], *LIGHT, SECOND, *GLASS, "بداية القصة", *PARAGRAPHS[:2]) == longer


def test_parts_of_a_feature_are_no_articles() -> None:
    """Each heading says what its first sentence says, and each part names the subject of the title."""
    parts = (
        "الحصار الطويل في شتاء المجاعة",
        "دام الحصار الطويل شتاء كاملا، وأغلق حراس القلعة أبوابها على أربعين عائلة.",
        "ولم تفتح الأبواب إلا بعد صلح.",
        "حكاية البئر السرية تحت الدرج",
        "تحت الدرج بئر سرية شرب منها أهل القلعة أيام الصقر الأول.",
        "وقد نزل إليها الأثريون العام الماضي.",
    )
    lead = ("قلعة الصقر أقدم حجارة في المدينة، وهي تحكي ستة قرون.", "زرناها مع دليلها العجوز.")
    walk = [T, *[B] * 8]
    assert correct(walk, "قلعة الصقر حجارة تحكي ستة قرون", *lead, *parts) == walk


def test_headlines_with_a_summary_and_a_link_are_articles() -> None:
    """If the page has no other text; under an article they lead elsewhere."""
    entries = [line for head in HEADLINES for line in (head, "قبل 3 ساعات", OTHER, "اقرأ المزيد")]
    assert correct([T, H, B, E, *[Region.RELATED] * 8], *entries) == [T, H, B, E] * 3
    walk = [T, B, B, B, *[Region.RELATED] * 12]
    assert correct(walk, TITLE, *PARAGRAPHS, *entries) == walk


def test_a_headline_in_a_digest_is_a_title() -> None:
    """If its summary says the same; on a page of one article it may be a subheading."""
    lake = "بحيرة الوادي تغير لونها، وصارت حمراء هذا الأسبوع كما تفعل كل عشر سنوات."
    news = (TITLE, PARAGRAPHS[0], HEADLINES[0], OTHER, SECOND, GLASS[0], HEADLINES[1], lake)
    walk = [T, B, T, B, B, B, T, B]
    assert correct(walk, *news) == [T, B] * 4
    one = [T, B, B, B, B, B]
    assert correct(one, TITLE, *PARAGRAPHS, SECOND, GLASS[0]) == one


def test_headlines_above_summaries_and_one_link_again_and_again_are_articles() -> None:
    """Whatever the link says."""
    entries = [line for head in HEADLINES for line in (head, OTHER, "التفاصيل")]
    walk = [T, Region.ASIDE, *[Region.RELATED] * 7]
    assert correct(walk, *entries) == [T, B, E] * 3


def test_a_letter_above_the_entries_is_no_text() -> None:
    """A greeting; a longer text is an article with others below it."""
    entries = [line for head in HEADLINES for line in (head, OTHER, "اقرأ المزيد")]
    F = Region.FRONT  # noqa: N806
    walk = [T, B, B, B, B, E, *[Region.RELATED] * 7]
    lines = (
        "من: نشرة المساء",
        "مساء الخير،",
        "هذا أهم ما كتبناه.",
        *entries,
        "وصلتك هذه الرسالة لأنك مشترك.",
    )
    assert correct(walk, *lines) == [F, F, F, *[T, B, E] * 3, E]


def test_reports_with_the_same_closing_are_articles() -> None:
    """Each with its headline, behind its number; where one has none, nothing is changed."""
    closing = "انتهى /س ن/ 11:20"
    reports = [line for head in HEADLINES for line in ("رقم: 7", head, OTHER, closing)]
    walk = [Region.FRONT, T, B, E, *[B] * 7, E]
    assert correct(walk, *reports) == [Region.FRONT, T, B, E, E, T, B, E, E, T, B, E]
    assert correct([T, B, E, E, B, E], HEADLINES[0], OTHER, closing, "رقم: 7", OTHER, closing)[3] is not T
