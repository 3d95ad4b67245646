"""Damaged pages, as text and as HTML: each is a page with true spans, or a clear error."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer import SummarizerError, parse, parse_html, summarize_page
from summarizer.explaining import explain_page
from summarizer.records import Page
from tests.html.pages import build_page
from tests.page.places import find_lost, list_pieces, list_spans

ROOT = Path(__file__).parents[1]
TEXTS = [path.read_bytes().decode() for path in sorted((ROOT / "tests" / "pages").glob("*.txt"))]
HTML = [build_page(), (ROOT / "samples" / "page.html").read_text(encoding="utf-8")]
# Digests, whose entries stand near each other, go through paths that other pages do not.
HTML.append(
    f"<ul>{'<li><h3>عنوان طويل هنا</h3><figcaption>صورة</figcaption><p>جرى هذا أمس في الوادي.</p></li>' * 9}</ul>"
)
PIECES = [
    *(
        "\u202e",
        "\u200f",
        "\u064b" * 40,
        "\ufeff",
        "\n",
        "\n\n",
        ".",
        "؟",
        "«",
        "»",
        '"',
        "(",
        " " * 5,
        "\t",
        "\x0b",
    ),
    *(
        "• ",
        "1. ",
        "٣",
        "9" * 12,
        "|",
        "ـ" * 30,
        "https://a.example/",
        "@",
        "#",
        "\u2028",
        "🙂",
        "ﷲ",
        "**",
        "> ",
    ),
    *("الرئيسية", "قد يعجبك أيضا", "المصدر: ", "12 مايو 2031", "تابعونا", "نهاية.", "و", "؛", "\x00"),
]
TAGS = [
    *(
        "<div>",
        "</p>",
        "<!--",
        "<table>",
        "&#0;",
        "<script>",
        "</body>",
        "<b>" * 50,
        "<![CDATA[",
        "<br>" * 30,
    ),
    *(
        "<template>",
        "<plaintext>",
        "<select>",
        "<p hidden>",
        "<frameset>",
        "<style>",
        "&#1114112;",
        "&#xD800;",
    ),
    *(
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        "<meta charset=utf-16>",
        '<a href="http://[">',
        "<li>" * 40,
        "<math>",
    ),
    *('<time datetime="9999-99-99">', "</article>", "<article>", "<h1>", "<figcaption>", "<nav>", "<footer>"),
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":[',
]
# Where, how much, what stands there instead, and how often.
EDIT = st.tuples(
    st.floats(0, 1), st.integers(0, 400), st.sampled_from(("", "again", *PIECES, *TAGS)), st.integers(1, 20)
)


def damage(page: str, edits: list[tuple[float, int, str, int]]) -> str:
    """The page after every edit."""
    for place, length, piece, times in edits:
        start = int(place * len(page))
        cut = page[start : start + length]
        page = (
            page[:start] + (cut if piece == "again" else piece) * times + page[start + length * (not piece) :]
        )
    return page


def check_places(page: Page, text: str) -> None:
    """Every piece stands at its place, no two places overlap, and no line is lost."""
    assert all(span.of(text) == piece for piece, span in list_pieces(page))
    assert all(one.end <= other.start for one, other in pairwise(list_spans(page)))
    assert find_lost(page, text) == []


def check_page(given_page: str | bytes) -> None:
    """What is read is true; the summary and the explanation of it too."""
    try:
        page = parse_html(given_page) if isinstance(given_page, bytes) else parse(given_page)
    except SummarizerError:
        return
    text = page.text if page.text is not None else given_page
    assert isinstance(text, str)
    check_places(page, text)
    assert all(line.span.of(text) == line.text for line in explain_page(given_page))
    if isinstance(given_page, str):
        chosen = [row for item in summarize_page(given_page).articles for row in item.summary.sentences]
        assert all(sentence.span.of(text) == sentence.text for sentence in chosen)


def damaged(pages: list[str]) -> st.SearchStrategy[str]:
    """One of the pages after some edits."""
    return st.builds(damage, st.sampled_from(pages), st.lists(EDIT, max_size=12))


@settings(max_examples=30)
@given(damaged(TEXTS))
def test_a_damaged_text_is_a_page_or_a_clear_error(text: str) -> None:
    """Cut, doubled, and with pieces that no page has."""
    check_page(text)


@settings(max_examples=30)
@given(damaged(HTML), st.sampled_from(("utf-8", "cp1256", "utf-16")))
def test_damaged_html_is_a_page_or_a_clear_error(html: str, encoding: str) -> None:
    """In encodings of Arabic pages, whatever it says of itself."""
    check_page(html.encode(encoding, errors="replace"))


@pytest.mark.slow
@settings(max_examples=1_500, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(damaged([*TEXTS, *HTML]), st.booleans())
def test_many_damaged_pages(page: str, as_bytes: bool) -> None:  # noqa: FBT001  drawn
    """A longer run of the same."""
    check_page(page.encode(errors="replace") if as_bytes else page)
