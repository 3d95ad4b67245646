"""Which lines a page has, and what its markup says of them."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import TextError
from summarizer.html import reading
from summarizer.html.lines import Rendering, read_lines
from summarizer.html.reading import MOST_ELEMENTS, read_html
from summarizer.html.tree import DEEPEST, LARGEST_PAGE, MOST_ATTRIBUTES, MOST_TAGS, build_tree
from summarizer.text import validation
from tests.html.pages import BODY, CAPTION, MENU, build_page
from tests.measuring import measure_seconds

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def render(html: str) -> Rendering:
    """The lines of a page that has some."""
    tree = build_tree(html)
    assert tree is not None
    return read_lines(tree)


def list_texts(html: str) -> list[str]:
    """The texts of the lines that are shown."""
    rendering = render(html)
    return [block.text for row, block in enumerate(rendering.blocks) if row not in rendering.hidden]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>سطر أول<br>سطر ثان</p>", ["سطر أول", "سطر ثان"]),
        ("<div>قبل<p>داخل</p>بعد</div>", ["قبل", "داخل", "بعد"]),
        ("<p>كلمة <b>غليظة</b>\n   ثم <a href=x>رابط</a>، نهاية</p>", ["كلمة غليظة ثم رابط، نهاية"]),
        ("<p><a>أول</a><a>ثان</a></p>", ["أول ثان"]),
        ("<p>(<a>رابط</a>)</p>", ["(رابط)"]),
        (
            "<div><span class='by'>هدى</span><time>9 مارس</time><span>4 دقائق</span></div>",
            ["هدى 9 مارس 4 دقائق"],
        ),
        ("<div><strong>هدى</strong><span>9 مارس</span></div>", ["هدى 9 مارس"]),
        ("<p><span>كل</span><span class='x'>مة</span><b>:</b></p>", ["كلمة:"]),
        (
            "<div><span style='display:block'>فقرة</span><span style='display: block;'>أخرى</span></div>",
            ["فقرة", "أخرى"],
        ),
        ("<p>قبل <span style='display:inline-block'>داخل</span> بعد</p>", ["قبل داخل بعد"]),
        ("<div>قبل<iframe style='display:block'>لا</iframe>بعد<p>آخر</p></div>", ["قبلبعد", "آخر"]),
        ("<ul><li>بند</li><li>بند آخر</li></ul>", ["بند", "بند آخر"]),
        (
            "<table><tr><td>سنة</td><td>عدد</td></tr><tr><td>1</td><td>2</td></tr></table>",
            ["سنة\tعدد", "1\t2"],
        ),
        ("<pre>سطر\n  سطر ثان</pre>", ["سطر", "سطر ثان"]),
        ("<p>قال &laquo;نعم&raquo;&nbsp;ومضى &amp; عاد</p>", ["قال «نعم»\u00a0ومضى & عاد"]),
        ("<script>var x = '<p>لا</p>'</script><style>p{}</style><p>نعم</p>", ["نعم"]),
        ("<p>\u200f\u202b</p><p>&nbsp;</p><p>نص</p>", ["نص"]),
        ("<p>قبل <span hidden>سر</span>بعد</p><div style='display: none'>سر</div>", ["قبل بعد"]),
        ("<p>سطر بلا نهاية", ["سطر بلا نهاية"]),
    ],
)
def test_lines_are_those_that_a_browser_shows(html: str, lines: list[str]) -> None:
    """Line ends by elements and <br>, blanks joined, entities read, what is hidden apart."""
    assert list_texts(html) == lines


def test_spans_count_in_the_text_of_the_rendering() -> None:
    """Hidden lines too; empty paragraphs and a second <br> are blank lines."""
    rendering = render(build_page("<p>أ ب</p><p></p><p>ج د<br><br>ه و</p><p hidden>سر</p>"))
    assert all(block.span.of(rendering.text) == block.text for block in rendering.blocks)
    assert [block.gap for block in rendering.blocks if block.text in ("أ ب", "ج د", "ه و")] == [0, 1, 1]
    assert [rendering.blocks[row].text for row in rendering.hidden] == ["سر"]


def test_the_markup_of_a_line_says_where_it_stands() -> None:
    """Element, areas, level, links, names."""
    rendering = render(build_page())
    markups = [rendering.describe(row) for row in range(len(rendering.blocks))]
    by_text = {block.text: markup for block, markup in zip(rendering.blocks, markups, strict=True)}
    menu, text, caption = by_text[MENU[0]], by_text[BODY[0]], by_text[CAPTION]
    assert menu.link_density == 1.0
    assert {"nav", "header", "ul", "li"} <= menu.areas
    assert "menu" in menu.outer_words
    assert (text.tag, text.link_density, text.level) == ("p", 0.0, 0)
    assert text.size == sum(map(len, BODY))
    assert text.container == by_text[BODY[1]].container
    assert "figcaption" in caption.areas
    assert [markup.level for markup in markups if markup.level] == [1, 3]


def test_a_page_nested_out_of_all_measure_keeps_its_lines() -> None:
    """Up to 2,000 elements deep as it is, deeper ones flattened."""
    for depth in (300, DEEPEST + 100, 20_000):
        html = f"<html><body>{'<div>' * depth}<p>في العمق</p>{'</div>' * depth}<p>بعد ذلك</p></body></html>"
        assert list_texts(html) == ["في العمق", "بعد ذلك"]


def test_no_entity_of_the_page_is_expanded_and_nothing_is_fetched() -> None:
    """Neither entities that multiply nor files of this machine."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    html = (
        f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<p>قبل &l8; &f; بعد</p>"
    )
    text = " ".join(list_texts(html))
    assert "root:" not in text
    assert len(text) < 2_000


def test_a_page_that_is_too_large_is_refused() -> None:
    """The error says how large it is and may be."""
    with pytest.raises(TextError, match=f"at most {LARGEST_PAGE:,}"):
        build_tree("x" * (LARGEST_PAGE + 1))


@given(st.text(st.sampled_from("<>/&;=\"' pdivbrtal#x01 نص\n"), max_size=300))
def test_any_text_has_lines(html: str) -> None:
    """Spans are true, no line is blank or holds a line end."""
    tree = build_tree(html)
    if tree is None:
        return
    rendering = read_lines(tree)
    for block in rendering.blocks:
        assert block.span.of(rendering.text) == block.text
        assert block.text.splitlines() == [block.text]
        assert block.text.strip() == block.text


def test_a_page_of_too_many_tags_is_refused_before_a_tree_is_built() -> None:
    """A tree takes a kilobyte for each; the error says how many there are and may be."""
    with pytest.raises(TextError, match=f"{MOST_TAGS + 1:,} tags, wanted at most {MOST_TAGS:,}"):
        build_tree("<b>" * (MOST_TAGS + 1))


@pytest.mark.parametrize(
    "page",
    [
        "<p {}>",
        "<p\f{}>",
        '<p a=">" {}>',
        "<p a='\">' b=\"'\" {}>",
        '<p a" b=c" {}>',
        '<!-- <p a=" --><p {}>"',
        """<!-- <p a=" <p b=' --><p {}>' \"""",
        '<script>a<b c="</script><p {}>"',
        "<p {}",
    ],
)
def test_tags_of_too_many_attributes_are_refused(page: str) -> None:
    """The parser looks through those of a tag for each new one: 40,000 took three seconds."""
    names = " ".join(f"a{number}" for number in range(MOST_ATTRIBUTES + 1))
    with pytest.raises(TextError, match=f"attributes in long tags, wanted at most {MOST_ATTRIBUTES:,}"):
        build_tree(page.format(names))


def test_long_attributes_and_long_scripts_are_read() -> None:
    """Words in quotes, and in a script, are no attributes."""
    words = "كلمة " * (MOST_ATTRIBUTES + 1)
    page = f"<p data-text='{words}' title=\"{words}\">سطر</p><script>if (a < b) {words}</script><p>آخر</p>"
    assert list_texts(page) == ["سطر", "آخر"]


def test_a_page_of_too_many_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few tags it has; the limit is a lower one here, which takes less time to pass."""
    monkeypatch.setattr(validation, "MOST_LINES", 1000)
    with pytest.raises(TextError, match="at most 1,000"):
        read_html("<pre>" + "سطر\n" * 1001)


def test_trafilatura_is_not_asked_about_a_huge_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes seconds for a page of 60,000 elements, or of 2,000 in hundreds of others: they go without."""
    asked: list[int] = []

    def ask(*given: Sequence[object]) -> tuple[bool, ...]:
        asked.append(len(given[1]))
        return (False,) * len(given[1])

    monkeypatch.setattr(reading, "find_extracted", ask)
    for n in (10, MOST_ELEMENTS + 1):
        read_html("<p>نص <i>قصير</i></p>" + "<b></b>" * n)
    for n in (10, 2_100):
        read_html("<div>" * 200 + "<p>نص</p>" + "<b></b>" * n)
    assert asked == [1, 1]


def test_many_attributes_take_linear_time() -> None:
    """Of one element, in which no other thread would run; the first hundred are read."""
    small, large = (measure_seconds(partial(read_lines, _build_paragraph(n))) for n in (1_000, 8_000))
    assert large < 24 * small + 0.02
    names = " ".join(f"a{number}=b" for number in range(200))
    assert list_texts(f"<p>سطر</p><p hidden {names}>آخر</p>") == ["سطر"]


def _build_paragraph(n_attributes: int) -> "HtmlElement":
    names = " ".join(f"a{number}=b" for number in range(n_attributes))
    tree = build_tree(f"<p {names}>سطر</p>")
    assert tree is not None
    return tree
