"""The rules for what the learned weights get wrong."""

from summarizer.page.records import Region
from summarizer.page.repeats import find_repeats
from summarizer.page.rules.corrections import correct_walk
from tests.page.pages import PARAGRAPHS, TITLE, read

T, H, B, E, R = Region.TITLE, Region.HEAD, Region.BODY, Region.END, Region.RELATED
HEADLINES = [
    "حارس الفنار الأخير يطفئ المصباح بعد أربعين سنة من العمل",
    "بحيرة الوادي تغير لونها كل عشر سنوات ولا أحد يعرف السبب",
    "سائق القطار الذي لا يسافر يحكي قصته مع المحطة القديمة",
]
OTHER = "أطفأ الحارس المصباح للمرة الأخيرة مساء أمس، وسلم مفتاح الفنار إلى بلدية المدينة."


def correct(walk: list[Region], *lines: str) -> list[Region]:
    """The regions of lines after all rules."""
    described = read(*lines)
    return list(correct_walk(walk, described, find_repeats(described)))


def test_headlines_under_other_articles_are_no_text() -> None:
    """None of them is a sentence."""
    lines = (TITLE, *PARAGRAPHS, "اقرأ أيضا", HEADLINES[0], *HEADLINES[1:], "اتصل بنا")
    walk = [T, B, B, B, R, R, B, B, E]
    assert correct(walk, *lines) == [T, B, B, B, R, R, R, R, E]


def test_a_text_goes_on_under_other_articles_with_sentences() -> None:
    """Its paragraphs stay."""
    walk = [T, B, R, R, B, B]
    assert correct(walk, TITLE, PARAGRAPHS[0], "اقرأ أيضا", HEADLINES[0], *PARAGRAPHS[1:]) == walk


def test_an_article_that_stands_above_is_an_entry_of_a_list() -> None:
    """Its title and its text have been said."""
    lines = (TITLE, *PARAGRAPHS, "اقرأ أيضا", HEADLINES[0], OTHER, HEADLINES[0], OTHER)
    assert correct([T, B, B, B, R, R, R, T, B], *lines) == [T, B, B, B, R, R, R, R, R]


def test_a_bare_line_in_a_long_text_is_no_title() -> None:
    """The text goes on under it."""
    assert correct([T, B, B, B, T, B], TITLE, *PARAGRAPHS, "بداية القصة", OTHER) == [T, B, B, B, B, B]


def test_a_sentence_that_refers_back_has_no_title() -> None:
    """However short the text above is."""
    assert correct([T, B, T, B], TITLE, PARAGRAPHS[0], "بداية القصة", PARAGRAPHS[1]) == [T, B, B, B]


def test_articles_of_a_digest_keep_their_titles() -> None:
    """Each is short, and none refers back."""
    walk = [T, B, T, B]
    assert correct(walk, TITLE, PARAGRAPHS[0], HEADLINES[0], OTHER) == walk


def test_a_title_with_a_date_begins_an_article() -> None:
    """It is not bare."""
    walk = [T, B, B, B, T, H, B]
    assert correct(walk, TITLE, *PARAGRAPHS, HEADLINES[0], "12 مايو 2031", OTHER) == walk


def test_several_sentences_after_a_text_belong_to_it() -> None:
    """No notice stands before them."""
    walk = [T, B, E, E, E, E, E]
    assert correct(walk, TITLE, PARAGRAPHS[0], "بداية القصة", *PARAGRAPHS[1:], OTHER, "اتصل بنا") == [
        T,
        *[B] * 5,
        E,
    ]


def test_sentences_behind_a_notice_stay_outside() -> None:
    """What follows "share" and "all rights reserved" is the site's."""
    walk = [T, B, E, E, E, E]
    assert correct(walk, TITLE, PARAGRAPHS[0], "جميع الحقوق محفوظة", *PARAGRAPHS[1:], OTHER) == walk


def test_a_line_with_a_colon_is_no_title() -> None:
    """It announces what follows, and what stands before it is text."""
    lines = (TITLE, PARAGRAPHS[0], "تويتر", "نصائح للزوار الجدد:", OTHER)
    assert correct([T, B, E, T, B], *lines) == [T, B, B, B, B]


def test_a_title_with_one_sentence_behind_a_text_is_a_teaser() -> None:
    """The text has three sentences."""
    walk = [T, B, B, B, E, T, B]
    lines = (TITLE, *PARAGRAPHS, "شارك", HEADLINES[0], OTHER)
    assert correct(walk, *lines) == [T, B, B, B, E, R, R]


def test_sources_in_latin_letters_are_no_text() -> None:
    """With the heading above them."""
    sources = [
        f"{n}. J. Marsh, Wells and villages, www.example.org, Retrieved 2-{n}-2020." for n in (1, 2, 3)
    ]
    walk = [T, B, B, B, B, B]
    assert correct(walk, TITLE, PARAGRAPHS[0], "المراجع", *sources) == [T, B, E, E, E, E]


def test_a_sentence_about_the_writer_closes_no_text() -> None:
    """A name and an occupation without a verb."""
    writer = "ربى الصواف صحفية من مدينة الضفة، تكتب عن الأسواق القديمة ولها كتاب عن الحرف."
    assert correct([T, B, B, B, B], TITLE, *PARAGRAPHS, writer) == [T, B, B, B, E]


def test_headlines_under_a_heading_after_a_text_are_related() -> None:
    """The heading says what they are."""
    lines = (TITLE, *PARAGRAPHS, "اقرأ أيضا", *HEADLINES[:2], "اتصل بنا")
    assert correct([T, B, B, B, E, E, E, E], *lines) == [T, B, B, B, R, R, R, E]


def test_a_title_a_date_and_sentences_after_a_text_are_an_article() -> None:
    """The sentences say what the title says."""
    lines = (TITLE, *PARAGRAPHS, "شارك", "الحارس يطفئ مصباح الفنار", "12 مايو 2031", OTHER, PARAGRAPHS[1])
    assert correct([T, B, B, B, E, E, E, E, E], *lines) == [T, B, B, B, E, T, H, B, B]


def test_a_summary_between_two_articles_of_a_digest_is_kept() -> None:
    """With its headline."""
    lines = (TITLE, PARAGRAPHS[0], HEADLINES[0], OTHER, HEADLINES[1], PARAGRAPHS[0])
    assert correct([T, B, E, E, T, B], *lines) == [T, B, T, B, T, B]


def test_a_text_under_a_few_words_and_a_blank_line_has_a_title() -> None:
    """A text without such words has none."""
    assert correct([B, B, B], "متحف جديد في المدينة", "", PARAGRAPHS[0], PARAGRAPHS[1]) == [T, B, B]
    assert correct([B, B, B], *PARAGRAPHS) == [B, B, B]


def test_a_sentence_about_the_files_of_a_site_is_no_text() -> None:
    """With the button under it."""
    notice = "يحفظ هذا الموقع ملفات الارتباط في جهازك، ولك أن تمحوها."
    walk = [T, B, B, B, B, B]
    lines = (TITLE, PARAGRAPHS[0], notice, "موافق", *PARAGRAPHS[1:])
    assert correct(walk, *lines) == [T, B, Region.ASIDE, Region.ASIDE, B, B]
