"""Summaries of whole pages: how many of their words stand outside the body, on pages read right and on all.

A sentence of a summary is from outside if it stands neither in the body nor in lines that may be body or not:
subheadings, standfirsts. A page is read right if its articles have the labelled body lines and no other line.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer import SummarySettings, parse_html
from summarizer.parsing import parse
from summarizer.records import Article, Page
from summarizer.summarizing import summarize
from summarizer.text.tokenizing import find_words

# Sentences of a summary; the default of the command.
SUMMARY = SummarySettings()
# Kinds of lines that are not scored, as body or as anything else.
_NEUTRAL = ("title", "title_dup", "standfirst", "subheading", "neutral")
_BLANKS = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


@dataclass(frozen=True, slots=True)
class LabelledBody:
    """A page with the lines of its body, and those that may be body or not: titles, subheadings."""

    source: str | bytes
    url: str | None
    body: tuple[str, ...]
    neutral: frozenset[str] = frozenset()


def measure_page_summaries(pages: Iterable[LabelledBody]) -> dict[str, dict[str, float]]:
    """Words of summaries, how many stand outside the body, and the share that does not."""
    counted = [_count(page) for page in pages]
    return {
        "pages read right": _describe([words for is_right, words in counted if is_right]),
        "all pages": _describe([words for _, words in counted]),
    }


def _describe(counted: Sequence[tuple[int, int]]) -> dict[str, float]:
    words, outside = (sum(one[place] for one in counted) for place in (0, 1))
    return {
        "pages": len(counted),
        "words": words,
        "outside": outside,
        "from_body": round(1 - outside / words, 4) if words else 1.0,
    }


def _count(page: LabelledBody) -> tuple[bool, tuple[int, int]]:
    """Whether a page is read right; the words of its summaries, and those from outside the body."""
    articles = _read(page).articles
    text = "\n".join(map(_squeeze, page.body))
    may_be = "\n".join((text, *map(_squeeze, page.neutral)))
    found = [_squeeze(line) for one in articles for part in one.body for line in part.text.split("\n")]
    # As one text, since a paragraph may be several lines of the page, and a line several paragraphs.
    is_right = all(line in may_be for line in found) and len("".join(found)) >= len(text.replace("\n", ""))
    # A sentence may go over the end of a line.
    whole = may_be.replace("\n", "")
    n_words = n_outside = 0
    for sentence in _summarize(articles):
        size = len(find_words(sentence))
        n_words += size
        n_outside += size if _squeeze(sentence) not in whole else 0
    return is_right, (n_words, n_outside)


def _read(page: LabelledBody) -> Page:
    return parse(page.source) if isinstance(page.source, str) else parse_html(page.source, page.url)


def _summarize(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        yield from (sentence.text for sentence in summarize(article, SUMMARY).sentences)


def _squeeze(text: str) -> str:
    """A line without blanks and marks that do not show, in which texts and pages differ."""
    return _BLANKS.sub("", text)


def read_own_bodies(paths: Iterable[Path]) -> Iterator[LabelledBody]:
    """Our own pages: text, with the expected articles beside it."""
    for path in paths:
        articles = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["articles"]
        body = tuple(line for article in articles for line in article["body"])
        yield LabelledBody(path.read_bytes().decode(), None, body)


def read_real_bodies(folder: Path, method: str | None) -> Iterator[LabelledBody]:
    """Labelled real pages; as the text that ``method`` makes of them, or as HTML for ``None``."""
    labelled = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for key, page in labelled.items():
        way = _choose_way(page, method)
        if way is None or (method is None and not page["page"]):
            continue
        text = (folder / "text" / f"{key}.{way}.txt").read_text(encoding="utf-8")
        body, neutral = _read_lines(page["texts"][way], text)
        source = text if method else (folder / page["page"]).read_bytes()
        yield LabelledBody(source, page["url"], body, neutral)


def _choose_way(page: dict[str, Any], method: str | None) -> str | None:
    return next((way for way in (method or "inner", "text") if way in page["texts"]), None)


def _read_lines(labels: dict[str, Any], text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    lines, numbers = text.split("\n"), labels["lines"]
    neutral = [number for kind in _NEUTRAL for number in numbers.get(kind, [])]
    return tuple(lines[n - 1] for n in numbers.get("body", [])), frozenset(lines[n - 1] for n in neutral)
