"""The story of an explanation: for each line of a page what spoke for its label and what against."""

from summarizer.html.decode import is_markup
from summarizer.html.reading import read_html
from summarizer.page.forms import describe_lines
from summarizer.page.markup.explanations import explain_labels
from summarizer.page.markup.reading import read_marked
from summarizer.page.regions.explanations import explain_regions
from summarizer.records import LineExplanation
from summarizer.text.sentences.segmenting import find_paragraphs
from summarizer.text.validation import check, check_size


def explain_page(source: str | bytes, url: str | None = None) -> tuple[LineExplanation, ...]:
    """Why `parse` and `parse_html` read each line of a page as they do.

    source   a text, or HTML as text or bytes
    returns  the lines that a page shows, in order; spans count as those of `parse` and `parse_html` do

    Raises ``TextError`` and ``HtmlError`` as those do.
    """
    if not isinstance(source, bytes) and not is_markup(check(source)):
        return explain_regions(describe_lines(find_paragraphs(check_size(source))))
    given = read_html(source, url)
    lines = describe_lines(given.blocks)
    if given.is_plain or not read_marked(given.blocks, given.markups, given.metadata.title).articles:
        return explain_regions(lines)
    return explain_labels(lines, given.markups, given.metadata.title)
