"""Whole pages of HTML in many layouts, and what an editor finds in them."""

import json
from pathlib import Path

import pytest

from summarizer import parse_html

PAGES = Path(__file__).parent / "whole"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_the_article_is_the_one_that_an_editor_finds(name: str) -> None:
    """Title, standfirst, captions, subheadings and paragraphs, in order."""
    (article,) = parse_html((PAGES / f"{name}.html").read_bytes()).articles
    found = {
        "title": article.title and article.title.text,
        "standfirst": article.standfirst and article.standfirst.text,
        "captions": [caption.text for caption in article.captions],
        "subheadings": [heading.text for heading in article.subheadings],
        "body": [paragraph.text for paragraph in article.body],
    }
    assert found == json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
