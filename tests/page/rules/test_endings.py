"""What stands right under a text is none of it."""

from typing import Any

import pytest

from summarizer.page.records import Region
from summarizer.page.rules.endings import drop_headlines
from tests.page.pages import PARAGRAPHS, TITLE, read
from tests.page.rules.pages import HEADLINES, OTHER, correct

T, H, B, E, R = Region.TITLE, Region.HEAD, Region.BODY, Region.END, Region.RELATED


def test_headlines_under_other_articles_are_no_text() -> None:
    """None of them is a sentence."""
    lines = (TITLE, *PARAGRAPHS, "اقرأ أيضا", HEADLINES[0], *HEADLINES[1:], "اتصل بنا")
    walk = [T, B, B, B, R, R, B, B, E]
    assert correct(walk, *lines) == [T, B, B, B, R, R, R, R, E]


def test_a_text_goes_on_under_other_articles_with_sentences() -> None:
    """Its paragraphs stay."""
    walk = [T, B, R, R, B, B]
    assert correct(walk, TITLE, PARAGRAPHS[0], "اقرأ أيضا", HEADLINES[0], *PARAGRAPHS[1:]) == walk


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


def test_a_sentence_about_the_files_of_a_site_is_no_text() -> None:
    """With the button under it."""
    notice = "يحفظ هذا الموقع ملفات الارتباط في جهازك، ولك أن تمحوها."
    walk = [T, B, B, B, B, B]
    lines = (TITLE, PARAGRAPHS[0], notice, "موافق", *PARAGRAPHS[1:])
    assert correct(walk, *lines) == [T, B, Region.ASIDE, Region.ASIDE, B, B]


@pytest.mark.parametrize(
    "tags", [("• متحف", "• المدينة القديمة", "• ثقافة"), ("متحف، المدينة القديمة، ثقافة",)]
)
def test_names_that_close_a_text_are_tags(tags: tuple[str, ...]) -> None:
    """The text says most of them too; what a colon announces is text."""
    n = len(tags)
    assert correct([T, B, B, B, *[B] * n], TITLE, *PARAGRAPHS, *tags) == [T, B, B, B, *[E] * n]
    announced = (TITLE, *PARAGRAPHS[:2], "ويضم الدليل ثلاثة أبواب عن:", *tags)
    assert correct([T, B, B, B, *[B] * n], *announced) == [T, B, B, B, *[B] * n]
    others = [f"{tag} أخرى"[-8:] for tag in ("• كرسي", "• خزانة", "• طاولة")]
    assert correct([T, *[B] * 6], TITLE, *PARAGRAPHS, *others) == [T, *[B] * 6]


class Counted(list[Region]):
    """Regions that count how many of them are read."""

    n_read = 0

    def __getitem__(self, key: Any) -> Any:
        """One region, or a copy of some."""
        found = super().__getitem__(key)
        self.n_read += len(found) if isinstance(key, slice) else 1
        return found


def test_no_text_of_many_reads_the_whole_rest_of_the_page() -> None:
    """Each text copied all regions below it, to see what the next one is."""
    n = 200
    lines = read(*[PARAGRAPHS[0], *HEADLINES, "شارك هذا الخبر", *HEADLINES] * n)
    regions = Counted([B, E, E, E, E, B, B, B] * n)
    drop_headlines(regions, lines)
    assert regions.n_read < 20 * len(regions)


@pytest.mark.parametrize(
    "line", ["للحجز والاستفسار: 555-0142", "للتواصل مع إدارة المعرض: info@fair.example", "واج / ن ك / م ر"]
)
def test_a_number_to_call_closes_no_text(line: str) -> None:
    """Nor an address, nor the initials of editors; between paragraphs they are of the text."""
    assert correct([T, B, B, B, B], TITLE, *PARAGRAPHS, line) == [T, B, B, B, E]
    assert correct([T, B, B, B, B], TITLE, PARAGRAPHS[0], line, *PARAGRAPHS[1:]) == [T, B, B, B, B]
