"""A text goes on where the learned weights end it too early."""

from summarizer.page.records import Region
from summarizer.page.rules.parts import FAR_ABOVE, find_last_like
from tests.page.pages import PARAGRAPHS, TITLE, read
from tests.page.rules.pages import HEADLINES, OTHER, correct

T, H, B, E = Region.TITLE, Region.HEAD, Region.BODY, Region.END


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


def test_a_line_with_a_colon_is_no_title() -> None:
    """It announces what follows, and what stands before it is text."""
    lines = (TITLE, PARAGRAPHS[0], "تويتر", "نصائح للزوار الجدد:", OTHER)
    assert correct([T, B, E, T, B], *lines) == [T, B, B, B, B]


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


def test_commands_between_the_steps_of_a_guide_are_text() -> None:
    """Each step announces its command; the text goes on below."""
    steps = ("* لتشغيل البرنامج اكتب في الطرفية:", "fanar --run", "* لإيقافه اكتب:", "fanar --stop")
    walk = [T, B, E, E, E, E, B]
    assert correct(walk, TITLE, PARAGRAPHS[0], *steps, PARAGRAPHS[1]) == [T, *[B] * 6]


def test_short_lines_and_notices_between_two_texts_are_none() -> None:
    """Nothing of them is said."""
    for lines in ((HEADLINES[0], HEADLINES[1]), (OTHER, "جميع الحقوق محفوظة")):
        walk = [T, B, E, E, B]
        assert correct(walk, TITLE, PARAGRAPHS[0], *lines, PARAGRAPHS[1]) == walk


def test_a_numbered_list_at_the_end_belongs_to_the_text() -> None:
    """A line with a colon announces it, under a heading of its own."""
    items = ("1. غسل العدسات بالماء العذب", "2. تزييت الباب", "3. كتابة التقرير اليومي")
    lines = (TITLE, *PARAGRAPHS, "الخلاصة", "يطلب الحارس من خلفه ثلاثة أمور كل يوم:", *items, "روابط")
    assert correct([T, B, B, B, *[E] * 6], *lines) == [T, *[B] * 8, E]
    # The numbers of a list begin with 1 and go on.
    others = (*lines[:6], "4. غسل العدسات بالماء العذب", *items[1:], "روابط")
    assert correct([T, B, B, B, *[E] * 6], *others) == [T, B, B, B, *[E] * 6]


def test_questions_with_answers_at_the_end_belong_to_the_text() -> None:
    """Under a heading that says so, up to the last answer."""
    lines = (TITLE, *PARAGRAPHS, "أسئلة متكررة", "متى يفتح الفنار للزوار؟", OTHER, "صفحات أخرى")
    assert correct([T, B, B, B, E, E, E, E], *lines) == [T, *[B] * 6, E]


def test_parts_of_an_entry_belong_to_it() -> None:
    """Each is a heading of a few words and a sentence; headlines with teasers have more words."""
    said = (
        "وصل الفنار بالبر جسر من الخشب.",
        "ويعيش حوله صيادون وطيور بحر كثيرة.",
        "ويزوره الناس في الصيف وحده.",
    )
    entry = [line for part in zip(("الجسر", "بيئة", "السياحة"), said, strict=True) for line in part]
    assert correct([T, B, *[E] * 6, E], TITLE, OTHER, *entry, "اتصل بنا") == [T, *[B] * 7, E]
    teasers = [line for part in zip(HEADLINES, said, strict=True) for line in part]
    walk = [T, B, *[E] * 6, E]
    assert correct(walk, TITLE, OTHER, *teasers, "اتصل بنا") == walk


def test_lists_under_headings_go_on_to_the_sentence_behind_them() -> None:
    """As in a recipe or a review; lists of links have no sentence behind them."""
    lists = (
        "",
        "المزايا",
        "",
        "إضاءة جيدة",
        "مدخل واسع",
        "",
        "العيوب",
        "",
        "مقاعد قليلة",
        "ضجيج",
        "",
        "الخلاصة",
        "",
    )
    walk = [T, B, B, *[E] * 8]
    assert correct(walk, TITLE, *PARAGRAPHS[:2], *lists, PARAGRAPHS[2]) == [T, B, B, *[B] * 8]
    assert correct(walk[:-1], TITLE, *PARAGRAPHS[:2], *lists) == walk[:-1]


def test_headings_that_go_on_counting_head_more_text() -> None:
    """A law has one part more than the walk finds."""
    law = (
        "المادة 1",
        PARAGRAPHS[0],
        "المادة 2",
        PARAGRAPHS[1],
        "المادة 3",
        "الوزراء مكلفون بتنفيذ أحكام هذا النظام جميعها.",
    )
    assert correct([T, B, B, B, B, E, E, E], TITLE, *law, "طباعة") == [T, *[B] * 6, E]


def test_headings_are_compared_with_those_near_above_them() -> None:
    """A page of thousands of numbered lines compared each with all lines above it."""
    lines = read("المادة 1", PARAGRAPHS[0], *PARAGRAPHS[2:] * FAR_ABOVE, "المادة 2", PARAGRAPHS[1])
    for n, found in ((FAR_ABOVE - 2, FAR_ABOVE + 1), (FAR_ABOVE - 1, -1)):
        near = (*lines[: n + 2], *lines[-2:])
        rows = range(n + 2, n + 4)
        assert find_last_like(rows, [B] * (n + 2) + [E] * 2, near) == found


def test_the_sentence_behind_a_numbered_list_is_text() -> None:
    """With the list; headlines that a site numbers have none."""
    items = ("1. معجم طبي", "2. خريطة للنجوم", "3. دفتر رسم")
    walk = [T, B, B, E, E, E, E]
    assert correct(walk, TITLE, *PARAGRAPHS[:2], *items, PARAGRAPHS[2]) == [T, *[B] * 6]
    assert correct(walk[:-1], TITLE, *PARAGRAPHS[:2], *items) == walk[:-1]


def test_subheadings_of_markdown_head_more_text() -> None:
    """As long as sentences stand below them."""
    lines = (
        TITLE,
        PARAGRAPHS[0],
        "### بداية القصة",
        PARAGRAPHS[1],
        "### من الأرشيف",
        PARAGRAPHS[2],
        "* [راسلنا](mailto:n)",
    )
    assert correct([T, B, E, E, E, E, E], *lines) == [T, *[B] * 5, E]


def test_questions_and_answers_under_a_text_are_text() -> None:
    """Three of them; two may be of a box. What comes after them is not."""
    asked = ("من يصون الفنار الجديد؟", "متى يفتح السلم للزوار؟", "كم درجة في سلم الفنار؟")
    pairs = [line for question in asked for line in (question, OTHER)]
    walk = [T, B, *[E] * 7]
    assert correct(walk, TITLE, PARAGRAPHS[0], *pairs, "شارك")[2:] == [B] * 6 + [E]
    walk = [T, B, *[E] * 4]
    assert correct(walk, TITLE, PARAGRAPHS[0], *pairs[:4])[2:] == [E] * 4


def test_captions_behind_their_numbers_under_a_text_belong_to_it() -> None:
    """Those of a gallery; a number out of order ends them."""
    photos = ("1 / 3", HEADLINES[0], "2 / 3", HEADLINES[1], "4 / 3", HEADLINES[2])
    walk = [T, B, *[E] * 6]
    assert correct(walk, TITLE, PARAGRAPHS[0], *photos)[2:] == [B] * 4 + [E] * 2


def test_a_conversation_goes_on_with_those_who_spoke() -> None:
    """Behind a break; a headline with a colon below has another name."""
    turns = ["سلمى: كيف بدأت؟", "نزار: بدأت في الورشة مع أبي.", "سلمى: وهل ندمت؟", "نزار: لم أندم يوما."]
    lines = (TITLE, *turns, "[فاصل]", "سلمى: شكرا لك.", "الوزيرة: لن نغلق الورشات")
    assert correct([T, B, B, B, B, E, E, E], *lines) == [T, B, B, B, B, B, B, E]
