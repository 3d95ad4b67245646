"""The lines of a page, as a browser would show them, with what the markup says of each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.html.walk import FoundLine, Walk
from summarizer.records import Block, Markup, Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Rendering:
    """A page as text: its lines, one below the other, and what the markup says of each."""

    text: str
    blocks: tuple[Block, ...]
    hidden: frozenset[int]  # the rows that a browser would not show
    n_elements: int  # of the page
    n_above: int  # depth of each element, summed over all
    found: tuple[FoundLine, ...]  # the lines as found; `describe` reads their markup
    sizes: dict[int, int]  # characters in each container, by its number

    def describe(self, row: int, *, is_extracted: bool = False) -> Markup:
        """The markup of one line, which trafilatura may take for the text of the article."""
        line = self.found[row]
        return Markup(**line.markup, size=self.sizes[line.container], is_extracted=is_extracted)


def read_lines(tree: "HtmlElement") -> Rendering:
    """The lines of a page, hidden ones too; spans count in the text of the rendering.

    Raises ``TextError`` for more lines than any page has.
    """
    walk = Walk()
    walk.run(tree)
    sizes: dict[int, int] = {}
    pieces: list[str] = []
    blocks: list[Block] = []
    start = 0
    for line in walk.lines:
        sizes[line.container] = sizes.get(line.container, 0) + len(line.text)
        gap = line.gap if blocks else 0
        start += gap
        pieces.append("\n" * gap + line.text)
        blocks.append(Block(line.text, Span(start, start + len(line.text)), gap))
        start += len(line.text) + 1
    hidden = frozenset(row for row, line in enumerate(walk.lines) if line.is_hidden)
    return Rendering(
        "\n".join(pieces), tuple(blocks), hidden, walk.number, walk.n_above, tuple(walk.lines), sizes
    )
