"""Facts that quote the page, each with its place; used by the files of this folder."""

from summarizer.records import Fact, FactSource, Passage, Removed, Span


def quote(passage: Passage) -> Fact:
    """A fact in the words of the page."""
    return Fact(passage.text, FactSource.TEXT, passage)


def quote_part(row: Removed, part: str) -> Fact:
    """A fact in some words of a line: the last ones, of several that say the same."""
    place = row.span.start + row.text.rindex(part)
    return quote(Passage(part, Span(place, place + len(part))))
