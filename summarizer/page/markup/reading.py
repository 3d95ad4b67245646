"""The story of a page of HTML after its lines are read: forms, labels, articles."""

from collections.abc import Sequence

from summarizer.page.forms import describe_lines
from summarizer.page.markup.articles import MarkedPage, assemble_marked
from summarizer.page.markup.labels import label_lines
from summarizer.records import Block, Markup, Page


def read_marked(blocks: Sequence[Block], markups: Sequence[Markup], title: str | None) -> Page:
    """The articles of lines with markup, and the lines left out; ``title`` as the metadata gives it."""
    lines = describe_lines(blocks)
    labels = label_lines(lines, markups, title)
    return assemble_marked(MarkedPage(lines, tuple(markups), labels, title))
