"""What `parse_html` promises: the articles of a page of HTML, and a reason for every line left out."""

import html as entities
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer import TextError, find_key_phrases, parse, parse_html, summarize, summarize_page
from summarizer.records import Article, Caption, Page, Passage, Removed, RemovedKind
from tests.html.pages import BODY, CAPTION, MENU, RELATED, TITLE, build_page

# In a paragraph of HTML a tab between cells is a blank.
PAGES = [
    path
    for path in sorted((Path(__file__).parent.parent / "benchmarks" / "pages").glob("*.txt"))
    if b"\t" not in path.read_bytes()
]


def get_article(page: Page) -> Article:
    """The one article of a page."""
    assert len(page.articles) == 1
    return page.articles[0]


def test_an_article_has_its_parts() -> None:
    """Title, caption, body and related articles; menu, byline, date and footer are left out with a kind."""
    page = parse_html(build_page())
    article = get_article(page)
    assert article.title is not None
    assert article.title.text == TITLE
    assert [paragraph.text for paragraph in article.body] == list(BODY)
    assert [caption.text for caption in article.captions] == [CAPTION]
    assert [item.headline and item.headline.text for item in article.related] == list(RELATED)
    kinds = {removed.text: removed.kind for removed in page.removed}
    assert {kinds[name] for name in MENU[:4]} == {RemovedKind.NAVIGATION}
    assert kinds["هدى السالمي"] is RemovedKind.BYLINE
    assert kinds["9 مارس 2031"] is RemovedKind.DATE
    assert all(removed.reason for removed in page.removed)


def list_spans(page: Page) -> list[tuple[int, int]]:
    """The spans of all that a page holds; each is checked against the text."""
    assert page.text is not None
    parts: list[Removed | Passage | Caption] = [*page.removed]
    for article in page.articles:
        parts += [part for part in (article.title, article.standfirst) if part]
        parts += [*article.captions, *article.subheadings, *article.body]
    for article in page.articles:
        for item in article.related:
            parts += [part for part in (item.headline, item.caption, item.teaser, item.section) if part]
    for part in parts:
        assert part.span.of(page.text) == part.text
    return [(part.span.start, part.span.end) for part in parts]


def test_no_line_is_lost_and_none_given_twice() -> None:
    """Every line of the text is a part of an article, or is left out with a reason."""
    page = parse_html(build_page())
    assert page.text is not None
    spans = list_spans(page)
    covered = {place for start, end in spans for place in range(start, end)}
    assert sum(end - start for start, end in spans) == len(covered)
    assert {char for place, char in enumerate(page.text) if place not in covered} <= {"\n"}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_in_plain_html_has_the_articles_of_its_text(path: Path) -> None:
    """A paragraph a line, an empty one for a blank line: the markup says nothing more."""
    text = path.read_text(encoding="utf-8")
    paragraphs = "\n".join(f"<p>{entities.escape(line)}</p>" for line in text.split("\n"))
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{paragraphs}</body></html>'
    assert [list_texts(article) for article in parse_html(page.encode()).articles] == [
        list_texts(article) for article in parse(text).articles
    ]


def list_texts(article: Article) -> list[list[str]]:
    """The texts of an article; HTML shows several blanks as one."""
    heads = [part.text for part in (article.title, article.standfirst) if part]
    lists = [
        heads,
        *([part.text for part in parts] for parts in (article.captions, article.subheadings, article.body)),
    ]
    return [[" ".join(text.split(" ")) for text in texts] for texts in lists]


def test_markup_given_as_text_is_read_as_html() -> None:
    """By `parse`, summaries and key phrases: no tag, no entity, no word of the menu."""
    page = build_page()
    assert parse(page) == parse_html(page)
    summaries = [summarize(page), *(one.summary for one in summarize_page(page).articles)]
    said = [sentence.text for summary in summaries for sentence in summary.sentences]
    said += [phrase.text for phrase in find_key_phrases(page)]
    assert said
    assert not any(sign in text for text in said for sign in ("<", ">", "href", MENU[1]))


def test_several_articles_in_one_page_stay_apart() -> None:
    """A digest: each headline with its text."""
    stories = [
        ("افتتاح سوق السمك الجديد في المرفأ", BODY[0]),
        ("سباق الدراجات يعبر القرى الجبلية", BODY[1]),
        ("معرض للخط العربي في متحف المدينة", BODY[2]),
        ("حملة لغرس عشرة آلاف شجرة لوز", BODY[0].replace("مكتبتها", "حديقتها")),
    ]
    items = "".join(
        f'<article class="story"><h2 class="title"><a href="/{n}">{title}</a></h2><p>{text}</p></article>'
        for n, (title, text) in enumerate(stories)
    )
    page = parse_html(f'<html><body><div class="list">{items}</div></body></html>')
    found = [(one.title and one.title.text, [part.text for part in one.body]) for one in page.articles]
    assert found == [(title, [text]) for title, text in stories]


def test_what_is_hidden_is_left_out_with_the_reason() -> None:
    """A hidden paragraph is in no article."""
    page = parse_html(
        build_page("".join(f"<p>{text}</p>" for text in BODY) + "<p hidden>اشترك الآن لتقرأ المزيد.</p>")
    )
    hidden = [removed.text for removed in page.removed if removed.kind is RemovedKind.HIDDEN]
    assert hidden == ["اشترك الآن لتقرأ المزيد."]
    assert [paragraph.text for paragraph in get_article(page).body] == list(BODY)


@pytest.mark.parametrize(
    "given_page", ["", "   ", "<html></html>", "<!-- x -->", "<html><body><p></p></body></html>"]
)
def test_an_empty_page_has_no_articles(given_page: str) -> None:
    """And nothing left out."""
    page = parse_html(given_page)
    assert (page.articles, page.removed, page.text) == ((), (), "")


def test_a_page_of_another_type_is_refused() -> None:
    """Neither text nor bytes."""
    with pytest.raises(TextError, match="page: found int, wanted a string"):
        parse_html(7)  # type: ignore[arg-type]


def test_without_the_extra_the_error_says_what_to_install() -> None:
    """One line that names the extra, for HTML given as text too."""
    code = (
        "import sys; sys.modules['lxml'] = None; from summarizer import parse, SummarizerError\n"
        "try: parse('<p>خبر</p>')\nexcept SummarizerError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'khulasa[html]'" in done.stdout


TAGS = [
    "p",
    "div",
    "a",
    "li",
    "table",
    "td",
    "h1",
    "article",
    "nav",
    "br",
    "script",
    "b",
    "figure",
    "zz",
    "svg",
    "p hidden",
]
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        [
            *BODY,
            TITLE,
            "&amp;",
            "&#0;",
            "&#x110000;",
            "<!--",
            "-->",
            "<![CDATA[",
            "\u202e",
            "\x00",
            "\ud7ff",
            "<",
        ]
    ),
    st.text(max_size=8),
)


@given(st.lists(PIECES, max_size=60), st.integers(0, 40), st.integers(0, 3000))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_mutated_page_is_a_page_or_a_clear_error(pieces: list[str], n_pages: int, cut: int) -> None:
    """Pieces of markup before, within and after a page; spans stay true."""
    whole = build_page() if n_pages % 2 else ""
    mutated = whole[:cut] + "".join(pieces) + whole[cut:]
    try:
        page = parse_html(mutated)
    except TextError:
        return
    list_spans(page)
