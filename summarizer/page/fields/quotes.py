"""Facts that quote a part of a line, with its place; used by the files of this folder."""

from summarizer.records import Fact, FactSource, Passage, Removed, Span


def quote(passage: Passage) -> Fact:
    """A fact in the words of the page."""
    return Fact(passage.text, FactSource.TEXT, passage)


def cut(row: Removed, part: str) -> Passage:
    """A part of a line with its place: the last one, of several that say the same."""
    place = row.span.start + row.text.rindex(part)
    return Passage(part, Span(place, place + len(part)))
