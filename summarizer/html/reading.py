"""A page of HTML as lines with what the markup says of them: the story of this folder."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.html.decode import decode_html, repair_misread
from summarizer.html.extraction import find_extracted
from summarizer.html.lines import Rendering, read_lines
from summarizer.html.metadata import read_metadata
from summarizer.html.tables import lie_deep, separate_cells
from summarizer.html.tree import build_tree
from summarizer.records import Block, Markup, Metadata
from summarizer.text.validation import check

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements. trafilatura takes over a minute for a page of half a million and 5 s for 60,000. A larger page is
# labelled without it; the largest of 37 real pages has 2,400.
MOST_ELEMENTS = 20_000
# Elements that an element lies in, summed over all. It reads links again for each element around them:
# 1.5 s for 2,000 links in 200 elements, which is this sum. Of 36 real pages none has more than 45,000.
MOST_ABOVE = 400_000
# Tables within tables. It lists the elements of a table again for each two tables around them: 2 s for 700
# tables in each other, .3 s for the most elements in so many.
DEEPEST_TABLES = 20
_PLAIN = frozenset(("li", "ol", "table", "ul"))


@dataclass(frozen=True, slots=True)
class HtmlLines:
    """The lines of a page that a browser shows, those that it does not show, and the metadata."""

    text: str  # all lines; spans count in it
    blocks: tuple[Block, ...]
    markups: tuple[Markup, ...]  # one for each block
    hidden: tuple[Block, ...]
    metadata: Metadata

    @property
    def is_plain(self) -> bool:
        """Whether the markup says nothing but where lines end and which are headings, items and cells."""
        return not any(
            markup.link_density or markup.own_words or markup.outer_words or not markup.areas <= _PLAIN
            for markup in self.markups
        )


def read_html(html: str | bytes, url: str | None = None) -> HtmlLines:
    """The lines of a page. Raises ``TextError`` and ``HtmlError``."""
    text = decode_html(html) if isinstance(html, bytes) else repair_misread(check(html, "page"))
    tree = build_tree(text)
    if tree is None:
        return HtmlLines("", (), (), (), Metadata())
    separate_cells(tree)
    rendering, metadata = read_lines(tree), read_metadata(tree, url)
    shown = [row for row in range(len(rendering.blocks)) if row not in rendering.hidden]
    blocks = tuple(rendering.blocks[row] for row in shown)
    # Last, because trafilatura may change the tree.
    taken = find_extracted(tree, blocks, url) if _is_usual(tree, rendering) else (False,) * len(blocks)
    return HtmlLines(
        rendering.text,
        blocks,
        tuple([rendering.describe(row, is_extracted=one) for row, one in zip(shown, taken, strict=True)]),
        tuple(rendering.blocks[row] for row in sorted(rendering.hidden)),
        metadata,
    )


def _is_usual(tree: "HtmlElement", rendering: Rendering) -> bool:
    """Whether trafilatura reads the page in a time that its size explains."""
    return (
        rendering.n_elements <= MOST_ELEMENTS
        and rendering.n_above <= MOST_ABOVE
        and not lie_deep(tree, DEEPEST_TABLES)
    )
