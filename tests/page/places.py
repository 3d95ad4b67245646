"""Where the pieces of a page stand: every piece, every place, and the characters that are in none."""

from collections.abc import Iterator

from summarizer.records import Article, Caption, Page, Passage, Span
from summarizer.text.sentences.segmenting import find_blocks


def list_pieces(page: Page) -> Iterator[tuple[str, Span]]:
    """Every piece of a page with its place: parts of articles, and what was left out."""
    for article in page.articles:
        yield from ((part.text, part.span) for part in _list_parts(article))
    yield from ((line.text, line.span) for line in page.removed)


def _list_parts(article: Article) -> Iterator[Passage | Caption]:
    yield from (part for part in (article.title, article.standfirst) if part)
    yield from (*article.subheadings, *article.body)
    yield from article.captions
    for item in article.related:
        parts = (item.headline, item.section, item.caption, item.teaser, item.source, item.city)
        yield from (part for part in parts if part)


def list_spans(page: Page) -> list[Span]:
    """The places of all pieces, repeats of captions among them, in order."""
    repeats = [span for article in page.articles for caption in article.captions for span in caption.repeats]
    return sorted([*repeats, *(span for _, span in list_pieces(page))], key=lambda span: span.start)


def find_lost(page: Page, text: str) -> list[int]:
    """The places of letters and digits that no piece holds.

    Between the pieces of a line there are only blanks, bullets or the brackets of a city.
    """
    rest = list(text)
    for span in list_spans(page):
        rest[span.start : span.end] = " " * (span.end - span.start)
    shown = (index for block in find_blocks(text) for index in range(block.span.start, block.span.end))
    return [index for index in shown if rest[index].isalnum()]
