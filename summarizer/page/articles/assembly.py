"""Builds the articles from labelled lines, and a record with a reason for every line left out.

The last stage of `parsing`.
"""

from collections.abc import Iterator, Sequence

from summarizer.page.articles.labels import find_named_title
from summarizer.page.articles.related_items import split_items
from summarizer.page.reasons import REASONS
from summarizer.page.records import Form, Label, Line, Part, Reading, Region
from summarizer.records import Article, Caption, Page, Passage, Removed, RemovedKind, Span
from summarizer.text.late_patterns import compile_late

# The reason given for a line that is left out because of its region alone.
_BY_REGION = {
    Region.FRONT: "a short line before the title",
    Region.HEAD: "a short line between the title and the text",
    Region.BODY: "a line inside the text that is not part of it",
    Region.END: "a line after the end of the text",
    Region.RELATED: "a line among related articles",
    Region.ASIDE: "a line inside an article that is not part of it",
}
# Looked at for each line. In Python 3.11 an access to a member takes as long as three to a name.
_FRONT, _TITLE = Region.FRONT, Region.TITLE
_EMPTY, _PARTS = Article(), tuple(Part)
# The marks that converters write before list items.
_BULLET = compile_late(r"[*•▪■●◆·]\s+(?=\S)")


def assemble(reading: Reading, labels: Sequence[Label]) -> Page:
    """The articles in order, each part verbatim, and the lines left out in order."""
    removed = [
        _build_removed(row, reading, label)
        for row, label in enumerate(labels)
        if isinstance(label, RemovedKind)
    ]
    articles = []
    for rows in _group_rows(reading.regions):
        article, widgets = _build_article(rows, reading, labels)
        articles.append(article)
        removed += widgets
    found = tuple(article for article in articles if article != _EMPTY)
    return Page(found, tuple(sorted(removed, key=lambda one: one.span.start)))


def assemble_first(reading: Reading, labels: Sequence[Label]) -> Article:
    """The first article alone, empty if there is none: a summary of a text needs no more."""
    articles = (_build_article(rows, reading, labels)[0] for rows in _group_rows(reading.regions))
    return next((article for article in articles if article != _EMPTY), _EMPTY)


def _group_rows(regions: Sequence[Region]) -> Iterator[list[int]]:
    """The rows of each article: a title begins one, and so does a text after a menu."""
    rows: list[int] = []
    before = None
    for row, region in enumerate(regions):
        if region is not _FRONT:
            if (region is _TITLE or before is _FRONT) and rows:
                yield rows
                rows = []
            rows.append(row)
        before = region
    if rows:
        yield rows


def _build_article(
    rows: Sequence[int], reading: Reading, labels: Sequence[Label]
) -> tuple[Article, tuple[Removed, ...]]:
    lines = reading.lines
    by_part: dict[Label, list[int]] = {part: [] for part in _PARTS}
    for row in rows:
        if isinstance(part := labels[row], Part):
            by_part[part].append(row)
    entries = [lines[row] for row in by_part[Part.RELATED]]
    related, widgets = split_items(entries) if entries else ((), ())
    titles, standfirsts = by_part[Part.TITLE], by_part[Part.STANDFIRST]
    article = Article(
        title=_pass_title(lines[titles[0]]) if titles else None,
        standfirst=_pass(lines[standfirsts[0]]) if standfirsts else None,
        captions=tuple(_join_captions(by_part[Part.CAPTION], reading)),
        subheadings=tuple([_pass(lines[row]) for row in by_part[Part.SUBHEADING]]),
        body=tuple([_pass(lines[row]) for row in by_part[Part.BODY]]),
        related=related,
    )
    return article, widgets


def _pass(line: Line) -> Passage:
    return Passage(line.block.text, line.block.span)


def _pass_title(line: Line) -> Passage:
    """A title without the bullet that a converter writes before the only heading of a list."""
    bullet = _BULLET.match(line.block.text)
    if bullet is None:
        return _pass(line)
    text, span = line.block.text[bullet.end() :], line.block.span
    return Passage(text, Span(span.start + bullet.end(), span.end))


def _join_captions(rows: Sequence[int], reading: Reading) -> Iterator[Caption]:
    """Each caption once, with every place of its article where it is repeated."""
    places: dict[int, list[int]] = {}
    for row in rows:
        places.setdefault(reading.repeats[row], []).append(row)
    for first, *again in places.values():
        block = reading.lines[first].block
        yield Caption(block.text, block.span, tuple(reading.lines[row].block.span for row in again))


def _build_removed(row: int, reading: Reading, kind: RemovedKind) -> Removed:
    line = reading.lines[row]
    if kind is RemovedKind.REPEAT and (before := _find_repeated(row, reading)) is not None:
        said = "title" if reading.regions[before] is Region.TITLE else "line"
        reason = f"repeats the {said} at line {reading.lines[before].number}"
        return Removed(line.block.text, line.block.span, kind, reason, reading.lines[before].block.span)
    region = reading.regions[row]
    reason = REASONS[kind] if line.form is kind else _BY_REGION[region]
    if line.form is Form.PARAGRAPH and region is Region.FRONT:
        reason = "a sentence outside every article"
    return Removed(line.block.text, line.block.span, kind, reason)


def _find_repeated(row: int, reading: Reading) -> int | None:
    """The row that a line repeats, or of the title that it names."""
    before = reading.previous[row]
    return find_named_title(row, reading) if before is None else before
