"""The story of a page: describe its lines, find repeats, divide it into regions, label, assemble, add fields.

Each step is one file of `page/`. A page of HTML is first made into lines by `html/`; what its markup says of
them decides then, by the files of `page/markup/`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.html.decode import is_markup
from summarizer.page.articles.absence import explain_absence
from summarizer.page.articles.assembly import assemble, assemble_first
from summarizer.page.articles.labels import label
from summarizer.page.furniture import Furniture, name_host, take_out
from summarizer.page.lines.forms import describe_lines
from summarizer.page.lines.repeats import find_previous, find_repeats
from summarizer.page.lines.running_lines import drop_running_lines, find_running_lines
from summarizer.page.records import Line, Reading
from summarizer.page.regions.walk import divide
from summarizer.records import Article, Block, Markup, Page, Passage, Removed, Span
from summarizer.text.sentences.hard_wraps import join_wrapped
from summarizer.text.sentences.segmenting import find_blocks
from summarizer.text.validation import check, check_size

if TYPE_CHECKING:
    from summarizer.html.reading import HtmlLines
    from summarizer.page.markup.records import MarkedPage

# What reads HTML, or the lines around an article, is imported by the first page that needs it: a first
# summary of a text has an eighth less to wait.


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page, and the lines it was made of as they were read; `explaining` tells of them."""

    page: Page
    lines: "Reading | MarkedPage"  # without those of ``taken``
    taken: tuple[Removed, ...]  # the furniture, and the heads and numbers of printed pages


def parse(text: str, *, furniture: Furniture | None = None) -> Page:
    """The articles of a raw page, and everything that does not belong to them.

    A text that is one clean article gives that article, unchanged. Spans count the characters of ``text``.
    A text that is HTML is read as `parse_html` reads it. ``furniture`` holds the lines that its site repeats.

    Raises ``TextError`` if ``text`` is not a text or has over 50,000 lines, ``HtmlError`` if it is HTML and
    cannot be read here.
    """
    return _read(check(text), None, furniture).page


def parse_html(html: str | bytes, url: str | None = None, *, furniture: Furniture | None = None) -> Page:
    """The articles of a page of HTML, and everything that does not belong to them.

    html     the page; bytes may have any encoding of Arabic pages, whatever the page says it has
    url      its address, for its metadata and the rows of its host; nothing is fetched
    returns  the page; its spans count the characters of its ``text``, the lines that a browser shows

    Raises ``TextError`` for what is no HTML and for over 20 MB, 250,000 tags, 50,000 lines or 20,000
    attributes in tags of over 1,000, ``HtmlError`` without the extra ``html``.
    """
    return _read_marked_page(html, url, furniture).page


def read_page(source: str | bytes, url: str | None = None, *, furniture: Furniture | None = None) -> ReadPage:
    """What `parse` and `parse_html` give, with the lines it was made of. Raises what they raise."""
    return _read(source if isinstance(source, bytes) else check(source), url, furniture)


def _read(source: str | bytes, url: str | None, furniture: Furniture | None) -> ReadPage:
    from summarizer.page.fields.facts import add_fields

    if isinstance(source, bytes) or is_markup(source):
        return _read_marked_page(source, url, furniture)
    running, blocks = _split_blocks(check_size(source))
    taken = take_out(blocks, furniture, name_host(url))
    page, lines = _read_lines([block for row, block in enumerate(blocks) if row not in taken])
    removed = (*running, *taken.values())
    return _finish(add_fields(_add_removed(page, removed)), lines, removed)


def _split_blocks(text: str) -> tuple[tuple[Removed, ...], tuple[Block, ...]]:
    """The heads and numbers of printed pages, and the paragraphs between them."""
    blocks = find_blocks(text)
    running = find_running_lines(blocks)
    return running, join_wrapped(text, drop_running_lines(blocks, running))


def _read_marked_page(html: str | bytes, url: str | None, furniture: Furniture | None) -> ReadPage:
    from summarizer.html.reading import read_html
    from summarizer.page.fields.facts import add_fields
    from summarizer.page.markup.kinds import build_hidden

    given = read_html(html, url)
    taken = take_out(given.blocks, furniture, name_host(url))
    rows = [row for row in range(len(given.blocks)) if row not in taken]
    blocks, markups = [given.blocks[row] for row in rows], [given.markups[row] for row in rows]
    page, lines = _read_marked_lines(blocks, markups, given)
    whole = _add_removed(page, (*taken.values(), *map(build_hidden, given.hidden)))
    whole = add_fields(replace(whole, text=given.text, metadata=given.metadata))
    return _finish(whole, lines, taken.values())


def _finish(page: Page, lines: "Reading | MarkedPage", taken: Collection[Removed]) -> ReadPage:
    if not page.articles:
        page = replace(page, no_article=explain_absence(lines.lines))
    return ReadPage(page, lines, tuple(taken))


def _read_marked_lines(
    blocks: Sequence[Block], markups: Sequence[Markup], given: "HtmlLines"
) -> "tuple[Page, Reading | MarkedPage]":
    """By the markup, or by the words alone where the markup says nothing or shows no article."""
    from summarizer.page.markup.articles import assemble_marked
    from summarizer.page.markup.labels.labelling import describe_marked
    from summarizer.page.markup.plain import has_headline, set_apart

    if given.is_plain:
        page, lines = _read_described(set_apart(describe_lines(blocks), markups))
        if has_headline(page, blocks, markups):
            return page, lines
    marked = describe_marked(blocks, markups, given.metadata.title)
    page = assemble_marked(marked)
    return (page, marked) if page.articles else _read_lines(blocks)


def _add_removed(page: Page, more: Collection[Removed]) -> Page:
    """The page with more lines left out, all in their order."""
    if not more:
        return page
    return replace(page, removed=tuple(sorted((*page.removed, *more), key=lambda one: one.span.start)))


def _read_lines(blocks: Sequence[Block]) -> tuple[Page, Reading]:
    return _read_described(describe_lines(blocks))


def _read_described(lines: tuple[Line, ...]) -> tuple[Page, Reading]:
    reading = _divide_lines(lines)
    return assemble(reading, label(reading)), reading


def _divide_lines(lines: tuple[Line, ...]) -> Reading:
    repeats = find_repeats(lines)
    return Reading(lines, repeats, find_previous(repeats), divide(lines, repeats))


def open_article(source: str | Article, title: str | None = None) -> Article:
    """The given article, or the first one of a text (empty if it has none), with ``title`` if one is given.

    Of a plain text it has its own text alone: no summary reads byline, dates, section or tags. Raises
    ``TextError`` if ``source`` is neither.
    """
    if isinstance(source, Article):
        return name_article(source, title)
    if is_markup(check(source)):
        articles = _read_marked_page(source, None, None).page.articles
        return name_article(next(iter(articles), Article()), title)
    reading = _divide_lines(describe_lines(_split_blocks(check_size(source))[1]))
    return name_article(assemble_first(reading, label(reading)), title)


def name_article(article: Article, title: str | None) -> Article:
    """The article with another title, if one is given. Its span is empty, because it stands in no text."""
    if title is None:
        return article
    return replace(article, title=Passage(check(title, "title"), Span(0, 0)))


def match_captions(captions: Sequence[str]) -> tuple[int, ...]:
    """For each caption of one article the index of the first one that says the same, or its own index.

    Credits, openings ("a photo of") and endings may differ; captions of a series, which differ in a name, are
    not the same. Raises ``TextError``.
    """
    from summarizer.page.lines.captions import match_texts
    from summarizer.page.lines.credits import strip_credit

    texts = [
        " ".join(check(text, f"caption {place} (from 1)").split()) for place, text in enumerate(captions, 1)
    ]
    lines = describe_lines([Block(text, Span(0, len(text)), 0) for text in texts])
    return match_texts(texts, [strip_credit(line) for line in lines])
