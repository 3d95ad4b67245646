"""Splits a block of related articles into its items, each with the parts that the page gives.

Used by `assembly` and `markup/articles`. An item may be one headline, or a caption with its section, a
headline, a teaser and a source. Only the order of parts counts: a part that the item already has, or that
comes before its last one, begins the next item.
"""

from collections.abc import Container, Iterator, Sequence

from summarizer.page.phrases.matching import is_section
from summarizer.page.records import Form, Line
from summarizer.records import Passage, RelatedItem, Removed, RemovedKind, Span
from summarizer.text.late_patterns import compile_late

_WIDGET = compile_late(r"(?<!\s)\s+(?P<widget>[a-z]+(?:-[a-z]+)+)$")
_BULLET = compile_late(r"(?:[-–—•●▪■◆*·»]\s*)+(?=\S)")
_SOURCE = compile_late(r"^(?P<source>[«\"“][^«»\"“”]+[»\"”])\s*\((?P<city>.+)\)$")


def split_items(lines: Sequence[Line]) -> tuple[tuple[RelatedItem, ...], tuple[Removed, ...]]:
    """The items of one block in reading order, and the words of widgets that stood in their lines."""
    items: list[RelatedItem] = []
    removed: list[Removed] = []
    item: dict[str, Passage] = {}
    for line in lines:
        parts = dict(_cut_line(line, item))
        if widget := parts.pop("widget", None):
            removed.append(
                Removed(widget.text, widget.span, RemovedKind.WIDGET, "a word for a player or button")
            )
        if _begins_next(item, parts):
            items.append(RelatedItem(**item))
            item = {}
        item |= parts
    return (*items, *([RelatedItem(**item)] if item else [])), tuple(removed)


def _cut_line(line: Line, item: Container[str]) -> Iterator[tuple[str, Passage]]:
    """The named pieces of one line, below those that its item has."""
    text = line.block.text
    end = len(text)
    if "a" <= text[-1:] <= "z" and (widget := _WIDGET.search(text)):
        yield "widget", _cut(line, widget.start("widget"), end)
        end = widget.start()
    if line.form is Form.SOURCE and (source := _SOURCE.match(text)):
        yield "source", _cut(line, *source.span("source"))
        yield "city", _cut(line, *source.span("city"))
    elif line.form is Form.CAPTION or end < len(text):
        begin = _find_section(line)
        if begin:
            yield "section", _cut(line, 0, len(text[:begin].rstrip()))
        yield "caption", _cut(line, begin, end)
    elif line.form is Form.PARAGRAPH and "headline" in item and "teaser" not in item:
        yield "teaser", _cut(line, 0, end)
    else:
        bullet = _BULLET.match(text)
        yield "headline", _cut(line, bullet.end() if bullet else 0, end)


def _find_section(line: Line) -> int:
    """Where the caption begins after the name of a section, in characters; 0 without a section."""
    words = line.block.text.split(" ")
    for n_words in (3, 2, 1):
        if is_section(" ".join(line.folded.split(" ")[:n_words])) and len(words) > n_words + 1:
            return len(" ".join(words[:n_words])) + 1
    return 0


def _cut(line: Line, start: int, end: int) -> Passage:
    first = line.block.span.start
    return Passage(line.block.text[start:end], Span(first + start, first + end))


# The parts of an item in the order of pages; only the headline may also stand before the caption.
_ORDER = ("section", "caption", "headline", "teaser", "source", "city")


def _begins_next(item: Container[str], parts: Container[str]) -> bool:
    has = [name for name in _ORDER if name in item]
    first = next(name for name in _ORDER if name in parts)
    if not has:
        return False
    return first in has or (_ORDER.index(first) < _ORDER.index(has[-1]) and has != ["headline"])
