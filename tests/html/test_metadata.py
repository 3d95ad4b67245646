"""What a page says of its article for machines."""

import pytest

from summarizer.html.metadata import find_iso_date, read_metadata
from summarizer.html.tree import build_tree
from summarizer.records import Metadata
from tests.html.pages import DATE, TITLE, build_page


def read(head: str, url: str | None = None) -> Metadata:
    """The metadata of a page with such a head."""
    tree = build_tree(f"<html><head>{head}</head><body><p>نص</p></body></html>")
    assert tree is not None
    return read_metadata(tree, url)


def test_json_ld_is_read_in_a_graph() -> None:
    """Title, authors, date, outlet and tags of the object that is an article."""
    tree = build_tree(build_page())
    assert tree is not None
    found = read_metadata(tree)
    assert found.title == TITLE
    assert found.authors == ("هدى السالمي",)
    assert found.published == DATE
    assert found.outlet == "صحيفة الوادي"
    assert found.tags == ("مكتبات", "كتب")
    assert found.language == "ar"


def test_opengraph_and_meta_elements_are_read() -> None:
    """Where there is no JSON-LD; addresses of profiles are no authors."""
    found = read(
        '<meta property="og:title" content="عنوان &amp;quot;الخبر&amp;quot;"><meta name="author" content="سمير العلي">'
        '<meta property="article:author" content="https://site.example/samir">'
        '<meta property="article:published_time" content="2031-03-09 08:30:00"><meta property="og:locale" content="ar_EG">'
        '<meta property="article:tag" content="كتب"><meta property="article:tag" content="قراءة">'
        '<link rel="canonical" href="/news/1">',
        "https://site.example/news/1?from=x",
    )
    assert found == Metadata(
        title='عنوان "الخبر"',
        authors=("سمير العلي",),
        published="2031-03-09T08:30:00",
        tags=("كتب", "قراءة"),
        url="https://site.example/news/1",
        language="ar-EG",
    )


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "[[[[",
        "null",
        '"x"',
        "[" * 100_000,
        '{"@type": 3, "@graph": {"@graph": [1]}}',
        '{"@type": ["Article"], "author": 7}',
        f'{{"@type": {"[" * 900}{"]" * 900}}}',
    ],
)
def test_broken_json_ld_says_nothing(script: str) -> None:
    """And is no error."""
    assert read(f'<script type="application/ld+json">{script}</script>') == Metadata()


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2031-03-09", "2031-03-09"),
        ("2031-03-09T08:30Z", "2031-03-09T08:30Z"),
        ("2031-03-09 08:30:00.123 +0300", "2031-03-09T08:30:00+0300"),
        ("Sun, 09 Mar 2031 08:30:00 GMT", "2031-03-09T08:30:00+00:00"),
        ("2031-13-45", None),
        ("أمس", None),
        ("", None),
    ],
)
def test_dates_are_iso_8601_or_nothing(said: str, date: str | None) -> None:
    """With the zone where one is given."""
    assert find_iso_date(said) == date


def test_json_ld_is_searched_in_its_order() -> None:
    """An object before what it holds, a graph before the main entity, both before the next object."""
    script = (
        '[{"@graph": [{"@type": "Thing"}, {"@graph": [{"@type": "Article", "headline": "أول"}]}],'
        ' "mainEntity": {"@type": "Article", "headline": "ثان"}}, {"@type": "Article", "headline": "ثالث"}]'
    )
    assert read(f'<script type="application/ld+json">{script}</script>').title == "أول"


def test_of_a_property_in_each_of_many_elements_the_beginning_is_read() -> None:
    """As of any value; three hundred names are more than any article has."""
    head = "".join(
        f'<meta name="author" content="كاتب {n}"><meta property="article:tag" content="{n}">'
        for n in range(300)
    )
    found = read(head)
    assert (len(found.authors), len(found.tags)) == (300, 300)
    tree = build_tree('<div itemprop="author">' * 200 + "نص " * 1_000)
    assert tree is not None
    assert len(read_metadata(tree).authors) <= 1
