"""What an explanation of a page says of each line."""

import re
from itertools import pairwise

import pytest
from hypothesis import given

from summarizer.errors import TextError
from summarizer.explaining import explain_page
from summarizer.page.furniture import Furniture, read_rows
from summarizer.page.markup.labels.meanings import say_plainly
from summarizer.page.markup.labels.measures import measure_markup_lines
from summarizer.page.reasons import SPOKE
from summarizer.page.records import Form, Line
from summarizer.parsing import parse, parse_html
from summarizer.records import Block, Markup, Span
from tests.html.pages import build_page
from tests.page.pages import PARAGRAPHS, TITLE
from tests.strategies import ARABIC_TEXT

PAGE = "\n".join(
    ["الرئيسية", "أخبار", TITLE, "12 مايو 2031", *PARAGRAPHS, "مقالات ذات صلة", "حارس الفنار يطفئ المصباح"]
)


def test_each_line_of_a_text_has_its_region_and_what_spoke() -> None:
    """A menu before the title, the body, the related items; a paragraph is body because it is a sentence."""
    found = explain_page(PAGE)
    assert [line.label for line in found] == [
        "front",
        "front",
        "title",
        "head",
        *["body"] * 3,
        *["related"] * 2,
    ]
    assert all(line.speaks_for and line.instead not in (None, line.label) for line in found)
    assert "is paragraph" in [one.meaning for one in found[4].speaks_for]
    assert "is date" in [one.meaning for one in found[3].speaks_for]


@given(ARABIC_TEXT)
def test_every_line_of_any_text_is_explained(text: str) -> None:
    """In order, at its true span; evidence is sorted, and on the side where it belongs."""
    found = explain_page(text)
    assert all(line.span.of(text) == line.text for line in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    for line in found:
        for_it, against = ([one.weight for one in side] for side in (line.speaks_for, line.speaks_against))
        assert for_it == sorted(for_it, reverse=True)
        assert against == sorted(against)
        assert min(for_it, default=1) > 0 > max(against, default=-1)


def test_the_lines_of_html_have_the_labels_of_its_articles() -> None:
    """Each paragraph of the article is explained as body, in words and not by names of measures."""
    html = build_page()
    body = {passage.text for passage in parse_html(html).articles[0].body}
    found = explain_page(html)
    assert {line.text for line in found if line.label == "body"} >= body
    said = {one.meaning for line in found for one in (*line.speaks_for, *line.speaks_against)}
    assert said
    assert not any("_" in meaning for meaning in said)


def test_every_measure_of_the_markup_has_plain_words() -> None:
    """High and low, each its own; so a new measure needs its words."""
    line = Line(Block("-", Span(0, 1), 0), 1, Form.WORD, "-")
    _, names = measure_markup_lines([line], [Markup("p", "p", 0, 0)], None)
    said = [say_plainly(name, is_high=is_high) for name in names for is_high in (True, False)]
    assert len(set(said)) == 2 * len(names)
    assert not [words for words in said if re.search("[_@]", words)]


def test_the_reason_for_a_left_out_line_of_html_is_in_plain_words() -> None:
    """What it is, and what speaks for it as `explain_page` says it: no names of measures."""
    removed = parse_html(build_page()).removed
    assert removed
    said = {words for row in removed for words in row.reason.partition(SPOKE)[2].split(", ") if words}
    line = Line(Block("-", Span(0, 1), 0), 1, Form.WORD, "-")
    _, names = measure_markup_lines([line], [Markup("p", "p", 0, 0)], None)
    assert said
    assert said <= {say_plainly(name, is_high=is_high) for name in names for is_high in (True, False)}


def test_what_speaks_follows_the_value_of_a_measure() -> None:
    """A short line has few words, and a line without links few links."""
    html = build_page()
    long, *_ = [line for line in explain_page(html) if line.label == "body"]
    said = {one.meaning for one in (*long.speaks_for, *long.speaks_against)}
    assert "few words" not in said
    assert say_plainly("log_words@-2", is_high=True) == "two lines above: many words"
    assert say_plainly("path links", is_high=False) == "lines of its kind: few links"


def test_a_single_line_has_no_rival() -> None:
    """It is a text, unless a phrase says what it is."""
    (line,) = explain_page(PARAGRAPHS[0])
    assert (line.label, line.instead, line.speaks_for) == ("body", None, ())
    assert explain_page("") == ()


def test_what_parse_refuses_is_refused() -> None:
    """By the same error."""
    for wrong in (None, 3, "ا\ud800"):
        with pytest.raises(TextError):
            explain_page(wrong)  # type: ignore[arg-type]
        with pytest.raises(TextError):
            parse(wrong)  # type: ignore[arg-type]


def make_rows(line: str) -> Furniture:
    """A file with one row."""
    return read_rows(f'[[row]]\nhost = "nour.example"\nline = "{line}"\nseen = 40\nlabel = "footer"\n')


@pytest.mark.parametrize("source", [PAGE, build_page()], ids=["text", "html"])
def test_lines_of_furniture_are_explained_by_their_rows(source: str) -> None:
    """In their place of the page; the lines around them as `parse` reads the page without them."""
    line = parse(source).articles[0].body[1].text
    rows = make_rows(line)
    found = explain_page(source, furniture=rows)
    body = {one.text for one in parse(source, furniture=rows).articles[0].body}
    [row] = [one for one in found if one.reason]
    assert (row.text, row.label, row.instead, row.speaks_for) == (line, "furniture", None, ())
    assert "nour.example" in row.reason
    assert [one.text for one in found] == [one.text for one in explain_page(source)]
    assert line not in body
    assert body <= {one.text for one in found if one.label == "body"}


def test_a_row_of_another_host_explains_nothing() -> None:
    """The address decides which rows count, of a text too."""
    found = explain_page(PAGE, "https://other.example/1", furniture=make_rows(PARAGRAPHS[1]))
    assert found == explain_page(PAGE)
