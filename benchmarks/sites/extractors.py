"""Other extractors and a plain rule, in the shape of ours: HTML or text in, articles as dicts out."""

import re
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from summarizer.html.decode import decode_html

Extractor = Callable[[Any, str | None], list[dict[str, Any]]]

_LONG_LINE = 80
_FULL_STOP = re.compile(r"[.!؟…][»\"”')]?\s*$")


def list_extractors() -> dict[str, Extractor]:
    """The extractors of HTML that are installed, by name."""
    known = {
        "trafilatura": ("trafilatura", read_by_trafilatura),
        "newspaper4k": ("newspaper", read_by_newspaper),
    }
    return {name: read for name, (module, read) in known.items() if find_spec(module) is not None}


def read_by_trafilatura(page: bytes, url: str | None) -> list[dict[str, Any]]:
    """As its documents advise where wrong lines cost most, without readers' comments."""
    from trafilatura import extract, extract_metadata

    text = extract(page, url=url, include_comments=False, favor_precision=True) or ""
    about = extract_metadata(page, default_url=url)
    title, author, date = (about.title, about.author, about.date) if about else (None, None, None)
    return [_make_article(text, title) | {"byline": author, "date": date}]


def read_by_newspaper(page: bytes, url: str | None) -> list[dict[str, Any]]:
    """newspaper4k, told that the page is Arabic; it is given the page and fetches nothing."""
    from newspaper import Article

    article = Article(url or "https://site.example/article", language="ar")
    article.download(input_html=decode_html(page))
    article.parse()
    day = article.publish_date.strftime("%Y-%m-%d") if article.publish_date else None
    return [_make_article(article.text, article.title) | {"byline": list(article.authors), "date": day}]


def read_long_lines(text: str, url: str | None) -> list[dict[str, Any]]:  # noqa: ARG001
    """Lines of 80 characters or more that end in a full stop."""
    kept = [
        line
        for line in text.split("\n")
        if len(line.strip()) >= _LONG_LINE and _FULL_STOP.search(line.strip())
    ]
    return [_make_article("\n".join(kept), None)]


def _make_article(text: str, title: str | None) -> dict[str, Any]:
    return {"title": title, "body_paragraphs": text.split("\n")}
