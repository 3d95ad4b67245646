"""Raw pages in the style of many outlets, parsed and compared with what an editor finds in them."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from summarizer.parsing import parse
from summarizer.records import Article, Passage, RelatedItem

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.txt"))
ITEM_PARTS = ("headline", "section", "caption", "teaser", "source", "city")

each_page = pytest.mark.parametrize("name", NAMES)


@each_page
def test_articles_are_those_that_an_editor_finds(name: str) -> None:
    """Titles, standfirsts, captions, subheadings, paragraphs and related items: all of them, in order."""
    articles = parse(_read(name)).articles
    assert [_render_article(article) for article in articles] == _load(name)["articles"]


@each_page
def test_removed_lines_are_those_that_an_editor_removes(name: str) -> None:
    """Lines left out are listed in page order with their kinds, and so are the repeats of captions."""
    assert _list_struck(_read(name)) == _load(name)["removed"]


@each_page
def test_expectation_accounts_for_every_line_once(name: str) -> None:
    """The expected JSON has every line of the page exactly once."""
    lines = Counter(line.strip() for line in _read(name).split("\n") if line.strip())
    pieces = Counter(_list_pieces(_load(name)))
    cut, unknown = lines - pieces, pieces - lines
    remainder = "\n".join(cut.elements())
    for piece in sorted(unknown.elements(), key=len, reverse=True):
        assert piece in remainder
        remainder = remainder.replace(piece, "", 1)
    assert not re.sub(r"[\s()•-]", "", remainder)


def _read(name: str) -> str:
    # As bytes: reading as text would turn Windows line ends into plain ones.
    return (PAGES / f"{name}.txt").read_bytes().decode()


def _load(name: str) -> Any:
    return json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))


def _list_struck(text: str) -> list[list[str]]:
    page = parse(text)
    struck = {line.span.start: [line.text, str(line.kind)] for line in page.removed}
    captions = [caption for article in page.articles for caption in article.captions]
    # A caption keeps its own repeats, whether or not the page lists them once more.
    for span in (span for caption in captions for span in caption.repeats):
        struck.setdefault(span.start, [span.of(text), "repeat"])
    return [struck[start] for start in sorted(struck)]


def _list_pieces(expected: Any) -> list[str]:
    pieces = [text for text, _ in expected["removed"]]
    for article in expected["articles"]:
        pieces += [text for text in (article["title"], article["standfirst"]) if text]
        pieces += article["captions"] + article["subheadings"] + article["body"]
        pieces += [part for item in article["related"] for part in item.values() if part]
    return pieces


def _render_article(article: Article) -> dict[str, object]:
    return {
        "title": _render(article.title),
        "standfirst": _render(article.standfirst),
        "captions": [caption.text for caption in article.captions],
        "subheadings": [passage.text for passage in article.subheadings],
        "body": [passage.text for passage in article.body],
        "related": [_render_item(item) for item in article.related],
    }


def _render_item(item: RelatedItem) -> dict[str, str | None]:
    return {part: _render(getattr(item, part)) for part in ITEM_PARTS}


def _render(passage: Passage | None) -> str | None:
    return passage.text if passage else None
