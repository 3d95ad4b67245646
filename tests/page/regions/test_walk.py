"""The region of a page in which each line stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.page.lines.repeats import find_repeats
from summarizer.page.records import Region
from summarizer.page.regions.walk import divide, find_steps, find_walk, score_lines
from summarizer.page.regions.weights import load_weights
from summarizer.parsing import parse
from tests.page.pages import PARAGRAPHS, TITLE, place, read
from tests.page.reference import find_likeliest, measure_walk

FRONT, HEAD, BODY, END, RELATED, ASIDE = (
    Region.FRONT,
    Region.HEAD,
    Region.BODY,
    Region.END,
    Region.RELATED,
    Region.ASIDE,
)
NEXT = "فريق الميناء يفوز بكأس المدينة للمرة الأولى"
NEXT_TEXT = (
    "فاز فريق الميناء مساء أمس بكأس المدينة للمرة الأولى في تاريخه بعد مباراة طويلة انتهت بركلات الترجيح."
)
HEADLINES = ["حارس الفنار الأخير يطفئ المصباح", "بحيرة تغيّر لونها كل عشر سنوات", "سائق القطار الذي لا يسافر"]


def test_a_page_without_lines_has_no_regions() -> None:
    """Nothing to divide."""
    assert divide((), ()) == ()


def test_a_menu_stands_in_front_of_the_title() -> None:
    """Known entries or not."""
    assert (
        place("الرئيسية", "بحث", "مجلة البيت", TITLE, *PARAGRAPHS)
        == [FRONT] * 3 + [Region.TITLE] + [BODY] * 3
    )


def test_dates_and_share_links_stand_under_the_title() -> None:
    """Between it and the text."""
    assert place(TITLE, "12 مايو 2031", "نسخ الرابط", *PARAGRAPHS) == [Region.TITLE, HEAD, HEAD, *[BODY] * 3]


def test_boilerplate_inside_a_text_does_not_end_it() -> None:
    """The text continues after one share link among paragraphs."""
    lines = [PARAGRAPHS[0], "تابعونا على تويتر", PARAGRAPHS[1], "إعلان", PARAGRAPHS[2]]
    assert place(TITLE, *lines) == [Region.TITLE, BODY, ASIDE, BODY, ASIDE, BODY]


def test_boilerplate_after_a_text_ends_it() -> None:
    """Tags, share links, legal lines."""
    lines = ["الوسوم", "متاحف", "ثقافة", "شارك هذا الخبر", "جميع الحقوق محفوظة"]
    assert place(TITLE, *PARAGRAPHS, *lines)[4:] == [END] * 5


def test_a_heading_announces_related_articles() -> None:
    """Headlines with or without teasers."""
    lines = ["مقالات ذات صلة", HEADLINES[0], "أطفأ الحارس المصباح للمرة الأخيرة.", HEADLINES[1]]
    assert place(TITLE, *PARAGRAPHS, *lines)[4:] == [RELATED] * 4


def test_a_text_continues_after_related_articles_in_its_middle() -> None:
    """Its sentences refer to what was said before."""
    regions = place(TITLE, PARAGRAPHS[0], "أخبار ذات صلة", *HEADLINES, *PARAGRAPHS[1:])
    assert regions == [Region.TITLE, BODY, *[RELATED] * 4, BODY, BODY]


def test_a_run_of_headlines_ends_a_text_without_any_heading() -> None:
    """If sentences end with a stop, many lines without one are headlines."""
    tails = [
        "في المدينة",
        "في المدينة القديمة على ضفة النهر",
        "في بلدة بعيدة لا يعرفها أحد من أهل الساحل كله",
    ]
    headlines = [
        f"{line} {tail} {count}" for count in (1, 2, 3) for line, tail in zip(HEADLINES, tails, strict=True)
    ]
    assert set(place(TITLE, *PARAGRAPHS, *headlines)[4:]) <= {RELATED, END}


@pytest.mark.parametrize(
    "head",
    [
        [NEXT, "13 مايو 2031"],
        [NEXT, "لاعبو الميناء يحتفلون (رويترز)", "لاعبو الميناء يحتفلون (رويترز)", "TT", NEXT],
        ["", "", NEXT],
    ],
    ids=["date", "repeats", "gap"],
)
def test_the_next_article_begins_with_its_title(head: list[str]) -> None:
    """It is found by the lines under it, by its repeat, or by the space above."""
    shared = ["شارك هذا الخبر", "طباعة"]
    regions = place(TITLE, *PARAGRAPHS, *shared, *head, NEXT_TEXT, NEXT_TEXT.replace("أمس", "اليوم"))
    assert regions[:7] == [Region.TITLE, *[BODY] * 3, END, END, Region.TITLE]
    assert regions[-2:] == [BODY, BODY]


def test_a_page_of_boilerplate_has_no_article() -> None:
    """Not even one with a menu entry as its title."""
    lines = ["الرئيسية", "بث مباشر", "TT", "شارك هذا الخبر", "اشترك في النشرة البريدية", "اتصل بنا"]
    assert set(place(*lines)) == {FRONT}


def test_a_poem_is_a_text() -> None:
    """Short lines without an end, and nothing else."""
    lines = [
        "يا دار سلمى عند سفح الجبل",
        "هل فيك من يذكر عهدا رحل",
        "كنا نغني للصباح الجميل",
        "والنهر يجري تحت ظل النخل",
    ]
    assert place(*lines)[1:] == [BODY] * 3


def test_hard_wrapped_lines_are_a_text() -> None:
    """The lines of a column, cut where they are full, too few to be joined."""
    words = " ".join(PARAGRAPHS).split()
    lines = [" ".join(words[start : start + 9]) for start in range(0, len(words), 9)]
    assert set(place(*lines)) == {BODY}


LINES = st.sampled_from(
    [
        TITLE,
        "بداية القصة",
        "متحف",
        "12 مايو 2031",
        "شارك",
        "مقالات ذات صلة",
        "المدينة نائمة.",
        "من يدفع؟",
        "TT",
        "",
    ]
)


@settings(max_examples=25)
@given(st.lists(LINES, min_size=1, max_size=4).filter(any))
def test_the_walk_is_the_likeliest_of_all(lines: list[str]) -> None:
    """Nothing speaks more for another walk through the page."""
    described = read(*lines)
    weights, steps = load_weights(), find_steps(described)
    scores = score_lines(described, find_repeats(described), weights)
    found = measure_walk(scores, steps, weights, find_walk(scores, steps, weights))
    assert found == pytest.approx(find_likeliest(scores, steps, weights))


def test_an_only_paragraph_stays_body_though_the_title_comes_again_below() -> None:
    """It is not a standfirst, since there is no other text."""
    regions = place(TITLE, "12 مايو 2031", PARAGRAPHS[0], "شارك هذا الخبر", TITLE, "اتصل بنا")
    assert regions[2] is BODY


def test_a_report_under_the_name_of_a_section_is_a_text() -> None:
    """One short line that a menu may have too, and a report: nothing of the report is lost."""
    report = "افتتحت البلدة مكتبتها الأولى صباح السبت بحضور الأهالي. وقالت المديرة إن الدخول مجاني للجميع طوال الأسبوع."
    (article,) = parse(f"أخبار\n\n{report}").articles
    assert [passage.text for passage in article.body] == [report]
