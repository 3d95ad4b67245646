"""The lines of a page of HTML, each with its form and its label; `articles` builds its articles from them."""

from collections.abc import Sequence

from summarizer.page.forms import describe_lines
from summarizer.page.markup.articles import MarkedPage
from summarizer.page.markup.labels import label_lines
from summarizer.records import Block, Markup


def describe_marked(blocks: Sequence[Block], markups: Sequence[Markup], title: str | None) -> MarkedPage:
    """The lines with their labels; ``title`` as the metadata gives it."""
    lines = describe_lines(blocks)
    return MarkedPage(lines, tuple(markups), label_lines(lines, markups, title), title)
