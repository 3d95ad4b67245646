"""Lines wrapped at a fixed width are joined; all other line ends stay what they are."""

from textwrap import fill, wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import parse, split_sentences
from summarizer.records import Passage, Span
from summarizer.text.sentences.hard_wraps import has_end_mark
from summarizer.text.sentences.segmenting import find_blocks, find_paragraphs, segment_passages
from tests.strategies import ARABIC_TEXT

PARAGRAPHS = (
    "أعادت جمعية الصيادين في خليج النوارس فتح سوق السمك بعد ترميم استمر ثمانية أشهر، وعاد إليه تسعون بائعاً في يومه الأول.",
    "وقال رئيس الجمعية مروان الحلبي إن السقف الجديد يحفظ السمك من الشمس، وإن الأرضية تغسل ثلاث مرات في اليوم بماء البحر.",
    "وستبيع الجمعية الثلج للقوارب الصغيرة بنصف ثمنه حتى نهاية الموسم، ثم تدرس مع البلدية بناء مخزن تبريد قرب المرسى.",
    "ويطالب أصحاب القوارب بتوسيع الرصيف الشرقي الذي لا يتسع في الصباح لأكثر من عشرين قارباً في وقت واحد.",
)


@pytest.mark.parametrize("width", [38, 50, 64, 72, 90])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_wrapped_paragraphs_are_joined(width: int, gap: str) -> None:
    """At any usual width, with blank lines between the paragraphs or without."""
    text = gap.join(fill(paragraph, width) for paragraph in PARAGRAPHS)
    found = [" ".join(sentence.text.split()) for sentence in split_sentences(text)]
    assert found == list(PARAGRAPHS)


def test_a_page_of_wrapped_lines_has_whole_paragraphs() -> None:
    """The parser sees the paragraphs, not their lines; a title of its own line stays one."""
    text = "سوق السمك يفتح من جديد\n\n" + "\n\n".join(fill(paragraph, 60) for paragraph in PARAGRAPHS)
    (article,) = parse(text).articles
    assert article.title is not None
    assert article.title.text == "سوق السمك يفتح من جديد"
    assert [" ".join(passage.text.split()) for passage in article.body] == list(PARAGRAPHS)
    assert all(passage.span.of(text) == passage.text for passage in article.body)


@pytest.mark.parametrize("n", [2, 3])
def test_a_short_report_in_wrapped_lines_has_whole_paragraphs(n: int) -> None:
    """Two paragraphs of two lines each are enough, if each of them ends as a sentence does."""
    text = "سوق السمك يفتح من جديد\n\n" + "\n\n".join(fill(paragraph, 70) for paragraph in PARAGRAPHS[:n])
    (article,) = parse(text).articles
    assert [" ".join(passage.text.split()) for passage in article.body] == list(PARAGRAPHS[:n])


@pytest.mark.parametrize("width", [70, 76, 84])
def test_paragraphs_of_two_lines_are_joined(width: int) -> None:
    """Half of their lines are short and end as sentences do: there are fewer full lines than others."""
    text = "سوق السمك يفتح من جديد\n\n" + "\n\n".join(fill(paragraph, width) for paragraph in PARAGRAPHS)
    (article,) = parse(text).articles
    assert [" ".join(passage.text.split()) for passage in article.body] == list(PARAGRAPHS)


def test_space_below_the_title_alone_divides_no_paragraphs() -> None:
    """They end where a line does not reach the full width."""
    text = "سوق السمك يفتح من جديد\n\n" + "\n".join(fill(paragraph, 60) for paragraph in PARAGRAPHS)
    (article,) = parse(text).articles
    assert [" ".join(passage.text.split()) for passage in article.body] == list(PARAGRAPHS)


def test_couplets_are_not_joined() -> None:
    """Verses have equal lengths, and blank lines between couplets, but no end marks."""
    verses = [paragraph[:44].rsplit(" ", 1)[0] for paragraph in PARAGRAPHS] + [
        "حين يعود السمك إلى سوقنا الصغير مساء"
    ] * 2
    text = "\n\n".join("\n".join(verses[place : place + 2]) for place in (0, 2, 4))
    assert len(find_paragraphs(text)) == len(verses)


def test_headlines_under_each_other_are_not_joined() -> None:
    """Lines without end marks whose lengths differ are a list."""
    lines = [
        " ".join(paragraph.split()[: 6 + 3 * (place % 4)]) for place, paragraph in enumerate(PARAGRAPHS * 3)
    ]
    assert len(find_paragraphs("\n".join(lines))) == len(lines)


def test_paragraphs_on_lines_of_their_own_are_not_joined() -> None:
    """A line longer than any wrapping shows that nothing was wrapped."""
    text = "\n".join(f"{one} {other}" for one in PARAGRAPHS for other in PARAGRAPHS)
    assert find_paragraphs(text) == find_blocks(text)


@given(ARABIC_TEXT)
def test_paragraphs_are_runs_of_blocks(text: str) -> None:
    """Joining only moves the bounds of blocks: nothing is lost, and every paragraph stands at its span."""
    starts = {block.span.start for block in find_blocks(text)}
    ends = {block.span.end for block in find_blocks(text)}
    paragraphs = find_paragraphs(text)
    assert all(one.span.of(text) == one.text for one in paragraphs)
    assert {one.span.start for one in paragraphs} <= starts
    assert {one.span.end for one in paragraphs} <= ends
    assert bool(paragraphs) == bool(starts)


@given(st.integers(38, 90))
def test_a_joined_passage_is_cut_as_its_text(width: int) -> None:
    """The passages of a parsed page give the sentences of the whole text."""
    text = "\n\n".join(fill(paragraph, width) for paragraph in PARAGRAPHS)
    passages = [Passage(block.text, block.span) for block in find_paragraphs(text)]
    assert segment_passages(passages) == split_sentences(text)


def test_lines_of_a_passage_that_were_not_wrapped_stay_lines() -> None:
    """Short lines of one passage are cut at their ends."""
    passage = Passage("عنوان أول\nعنوان ثان طويل قليلا", Span(0, 32))
    assert len(segment_passages([passage])) == 2


@pytest.mark.parametrize(
    ("line", "ended"),
    [
        ("وصل الوفد.", True),
        ("«وصل الوفد.»", True),
        ("وصل الوفد.[3]", True),
        ("هل وصل؟ ", True),
        ("وصل الوفد", False),
    ],
)
def test_an_end_mark_may_have_quotes_and_references_behind_it(line: str, *, ended: bool) -> None:
    """Whatever closes behind the mark, it ends the line."""
    assert has_end_mark(line) is ended


def test_the_wrapping_of_the_tests_is_real() -> None:
    """The paragraphs are long enough to be wrapped at every width tried."""
    assert all(len(wrap(paragraph, 90)) > 1 for paragraph in PARAGRAPHS)
