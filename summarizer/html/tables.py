"""Tables that lay out a page: old sites put menu, text and adverts into the cells of one row, and tables into
cells."""

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What a cell of figures or words does not hold. One <br> does stand in such cells.
_BLOCKS = ("table", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "hr", "center", "form")
_MOST_BREAKS = 1


def separate_cells(tree: "HtmlElement") -> None:
    """Make blocks of the cells of each row in which a cell holds blocks, paragraphs or another table."""
    from lxml.etree import iterwalk

    if next(tree.iter("tr"), None) is None:
        return
    open_rows: list[list[int]] = []  # of each row that is open, how many breaks and blocks it holds
    for event, element in iterwalk(tree, events=("start", "end"), tag=("tr", "br", *_BLOCKS)):
        if element.tag == "tr" and event == "start":
            open_rows.append([0, 0])
        elif element.tag == "tr":
            n_breaks, n_blocks = open_rows.pop()
            if n_blocks or n_breaks > _MOST_BREAKS:
                for cell in element.iterchildren("td", "th"):
                    cell.tag = "div"
        elif event == "start" and open_rows:
            open_rows[-1][element.tag != "br"] += 1


def lie_deep(tree: "HtmlElement", limit: int) -> bool:
    """Whether more than so many tables lie within each other."""
    from lxml.etree import iterwalk

    # Few pages have so many tables at all.
    if next(islice(tree.iter("table"), limit, None), None) is None:
        return False
    depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end"), tag="table"):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest > limit
