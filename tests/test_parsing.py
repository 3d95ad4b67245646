"""What holds for a parsed page of any text."""

import tracemalloc
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import TextError
from summarizer.page.regions.walk import STRETCH
from summarizer.parsing import match_captions, open_article, parse
from summarizer.records import Article, RemovedKind, Span
from summarizer.text.validation import MOST_LINES
from tests.measuring import measure_seconds
from tests.page.pages import PARAGRAPHS, TITLE
from tests.page.places import find_lost, list_pieces, list_spans
from tests.strategies import ARABIC_TEXT

CAPTION = "زوار في قاعة المتحف الكبرى (رويترز)"
LINES = st.sampled_from(
    [
        TITLE,
        CAPTION,
        *PARAGRAPHS,
        "صورة أرشيفية: زوار في قاعة المتحف الكبرى (أ.ب)",
        "الرئيسية / ثقافة",
        "12 مايو 2031",
        "سلمى الناصر",
        "TT",
        "شارك هذا الخبر",
        "مقالات ذات صلة",
        "حارس الفنار الأخير يطفئ المصباح",
        "العالم منظر جوي للفنار القديم (رويترز) play-circle",
        "«الضفاف» (وادي السدر)",
        "الأكثر قراءة",
        "1. سائق القطار الذي لا يسافر",
        "بداية القصة",
        "من دفع الكلفة؟",
        "--------",
        "",
        "",
    ]
)
PAGES = st.lists(LINES, max_size=25).map("\n".join)


@given(st.one_of(ARABIC_TEXT, PAGES))
def test_every_piece_is_verbatim(text: str) -> None:
    """Its span cuts it out of the text."""
    assert all(span.of(text) == piece for piece, span in list_pieces(parse(text)))


@given(st.one_of(ARABIC_TEXT, PAGES))
def test_no_character_is_in_two_places(text: str) -> None:
    """Pieces never overlap."""
    assert all(one.end <= other.start for one, other in pairwise(list_spans(parse(text))))


@given(st.one_of(ARABIC_TEXT, PAGES))
def test_every_letter_and_digit_is_in_one_place(text: str) -> None:
    """No line is lost."""
    assert find_lost(parse(text), text) == []


@given(st.text())
def test_any_text_parses_or_is_refused(text: str) -> None:
    """Only texts with half a character (a lone surrogate) are refused."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        with pytest.raises(TextError):
            parse(text)
    else:
        parse(text)


@given(PAGES)
def test_bodies_stand_in_reading_order(text: str) -> None:
    """Within an article, and one article after the other."""
    starts = [part.span.start for article in parse(text).articles for part in article.body]
    assert starts == sorted(starts)


@given(PAGES)
def test_an_article_that_is_opened_is_the_first_of_its_page(text: str) -> None:
    """Without the facts that stand around it, and without reading the others."""
    first = next(iter(parse(text).articles), Article())
    opened = open_article(text)
    assert (opened.title, opened.standfirst, opened.captions, opened.subheadings, opened.body) == (
        first.title,
        first.standfirst,
        first.captions,
        first.subheadings,
        first.body,
    )


@given(PAGES)
def test_what_is_left_out_says_why(text: str) -> None:
    """Each line has a kind and a reason, in the order of the page; repeats name what they repeat."""
    removed = parse(text).removed
    assert [line.span.start for line in removed] == sorted(line.span.start for line in removed)
    assert all(line.reason for line in removed)
    assert all((line.repeats is not None) == (line.kind is RemovedKind.REPEAT) for line in removed)


@given(st.permutations(PARAGRAPHS), st.sampled_from(["\n", "\n\n", "\r\n", "\n \n\n"]))
def test_a_clean_article_parses_to_itself(paragraphs: list[str], gap: str) -> None:
    """Paragraphs alone, in any order and at any distance, are the body; nothing is left out."""
    page = parse(gap.join(paragraphs))
    assert [[part.text for part in article.body] for article in page.articles] == [paragraphs]
    assert (page.articles[0].title, page.removed) == (None, ())


@given(st.sampled_from(["\n", "\n\n", "\n\n\n"]))
def test_a_clean_article_with_its_title_parses_to_both(gap: str) -> None:
    """The line in front is the title."""
    page = parse(gap.join([TITLE, *PARAGRAPHS]))
    assert [article.title and article.title.text for article in page.articles] == [TITLE]
    assert [part.text for part in page.articles[0].body] == PARAGRAPHS
    assert page.removed == ()


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200f\n\u200b"])
def test_a_text_that_shows_nothing_has_no_articles(text: str) -> None:
    """And nothing is left out."""
    page = parse(text)
    assert not page.articles
    assert not page.removed


@pytest.mark.parametrize("text", ["ارتفع سعر الذهب", "ارتفع سعر الذهب.", "هل ارتفع سعر الذهب؟", "ذهب"])
def test_a_single_line_is_a_body(text: str) -> None:
    """With or without an end mark."""
    assert [[part.text for part in article.body] for article in parse(text).articles] == [[text]]


def test_a_caption_is_given_once_with_its_other_places() -> None:
    """It stands four times on the page, with different credits."""
    text = "\n".join([TITLE, CAPTION, CAPTION, TITLE, CAPTION, CAPTION.replace("رويترز", "أ.ب"), *PARAGRAPHS])
    (caption,) = parse(text).articles[0].captions
    assert (caption.text, len(caption.repeats)) == (CAPTION, 3)


def test_a_repeat_names_the_line_it_repeats() -> None:
    """By its number and by its place."""
    text = "\n".join([TITLE, CAPTION, "TT", TITLE, *PARAGRAPHS])
    repeat = next(line for line in parse(text).removed if line.kind is RemovedKind.REPEAT)
    assert (repeat.reason, repeat.repeats) == ("repeats the title at line 1", Span(0, len(TITLE)))


def test_stacked_articles_come_apart() -> None:
    """Each with its own title and text."""
    other = "فريق الميناء يفوز بكأس المدينة للمرة الأولى"
    text = "فاز فريق الميناء مساء أمس بكأس المدينة للمرة الأولى في تاريخه بعد مباراة انتهت بركلات الترجيح."
    page = parse(
        "\n\n".join([TITLE, *PARAGRAPHS, "", other, "12 مايو 2031", text, text.replace("أمس", "اليوم")])
    )
    assert [article.title and article.title.text for article in page.articles] == [TITLE, other]
    assert [len(article.body) for article in page.articles] == [3, 2]


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "\n" * n,
        lambda n: "\n".join([PARAGRAPHS[0]] * n),
        lambda n: "\n".join([CAPTION] * n),
        lambda n: "\n".join(f"زوار في قاعة المتحف رقم {count} يوم الافتتاح (رويترز)" for count in range(n)),
        lambda n: "\n".join([TITLE, "12 مايو 2031", PARAGRAPHS[0]] * (n // 3)),
        lambda n: "\n".join(f"حكاية البيت رقم {count}" for count in range(n)),
        lambda n: "المتحف " * (20 * n),
        lambda n: "\n".join(["(" * 239] * n),
        lambda n: "\n".join([" - ".join("ابتثجح" * 6)] * n),
    ],
    ids=["empty", "equal", "captions", "series", "articles", "short", "one line", "brackets", "dashes"],
)
def test_time_grows_with_the_text_and_no_faster(make: object) -> None:
    """Eight times the text takes far less than 64 times the time, which quadratic time would take."""
    small, large = (measure_seconds(partial(parse, make(n))) for n in (500, 4_000))  # type: ignore[operator]
    assert large < 24 * small + 0.05


def test_captions_are_matched_across_credits_and_openings() -> None:
    """The same caption with another credit repeats the first; another photo of the series does not."""
    captions = [
        "عمال يثبتون ألواح السقف في محطة القطار الجديدة (رويترز)",
        "صورة أرشيفية: عمال يثبتون ألواح السقف في محطة القطار الجديدة (أ.ف.ب)",
        "ركاب ينتظرون أول رحلة في محطة القطار الجديدة (رويترز)",
    ]
    assert match_captions(captions) == (0, 0, 2)
    assert match_captions([]) == ()


def test_a_text_of_more_lines_than_any_page_is_refused() -> None:
    """Each line of a page is measured, so a list or an attack is named before that; blank lines do not count."""
    with pytest.raises(TextError, match=f"found {MOST_LINES + 1:,} lines, wanted at most {MOST_LINES:,}"):
        parse("ا\n" * (MOST_LINES + 1))
    assert parse("\n" * 4 * MOST_LINES + PARAGRAPHS[0]).articles


@pytest.mark.slow
def test_a_long_page_takes_little_memory() -> None:
    """The measures of a line take 3 KB, so those of a long list are not held all at once."""
    text = "".join(f"خبر {number % 700} من المدينة\n" for number in range(3 * STRETCH))
    tracemalloc.start()
    try:
        parse(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 60_000_000


@pytest.mark.parametrize(
    "text",
    [
        "افتتاح مكتبة\n\nافتتحت البلدة مكتبتها الأولى صباح السبت.",
        "افتتاح مكتبة\nافتتحت البلدة مكتبتها الأولى صباح السبت.\nوقالت المديرة إن الدخول مجاني.",
    ],
)
def test_a_page_of_a_few_lines_is_a_report(text: str) -> None:
    """A short title and a sentence: nothing around them says that they are a menu, and they must not be lost."""
    title, *body = [line for line in text.split("\n") if line]
    (article,) = parse(text).articles
    assert article.title is not None
    assert article.title.text == title
    assert [passage.text for passage in article.body] == body
