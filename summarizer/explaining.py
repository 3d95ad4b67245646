"""The story of an explanation: for each line of a page what spoke for its label and what against."""

from summarizer.page.furniture import Furniture
from summarizer.page.markup.labels.explanations import explain_labels
from summarizer.page.records import Reading
from summarizer.page.regions.explanations import explain_regions
from summarizer.parsing import ReadPage, read_page
from summarizer.records import LineExplanation, Removed

# The label of a line that a row of furniture names.
FURNITURE = "furniture"


def explain_page(
    source: str | bytes, url: str | None = None, *, furniture: Furniture | None = None
) -> tuple[LineExplanation, ...]:
    """Why `parse` and `parse_html` read each line of a page as they do.

    source     a text, or HTML as text or bytes
    url        its address, as for `parse_html`
    furniture  the lines that its site repeats, as for `parse`; they are explained by their rows
    returns    the lines that a page shows, in order; spans count as those of `parse` and `parse_html` do

    Raises ``TextError`` and ``HtmlError`` as those do.
    """
    return explain_lines(read_page(source, url, furniture=furniture))


def explain_lines(read: ReadPage) -> tuple[LineExplanation, ...]:
    """What `explain_page` says of a page that is read already."""
    lines = explain_regions(read.lines) if isinstance(read.lines, Reading) else explain_labels(read.lines)
    rows = map(_explain_furniture, read.taken)
    return tuple(sorted((*lines, *rows), key=lambda line: line.span.start))


def _explain_furniture(row: Removed) -> LineExplanation:
    return LineExplanation(row.text, row.span, FURNITURE, None, reason=row.reason)
