"""Lists and rows of a text of HTML that the labels miss, with the headings above them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from summarizer.page.markup.bodies import FEW_LINKS, list_outside
from summarizer.page.markup.records import HtmlLabel
from summarizer.page.records import Form, Line
from summarizer.records import Markup

_MAY_BE_LISTED = (HtmlLabel.FURNITURE, HtmlLabel.RELATED)
_MAY_HEAD = (HtmlLabel.FURNITURE, HtmlLabel.SUBHEADING)


def find_missed_lists(
    body: Sequence[int], roles: Mapping[int, HtmlLabel], lines: Sequence[Line], markups: Sequence[Markup]
) -> Iterator[tuple[int, HtmlLabel]]:
    """Items and rows inside a text under a heading or a colon, with their labels: those of a review.

    A list of links, and one that its template names, is a box.
    """
    paragraphs = [markups[row] for row in body if markups[row].tag == "p"]
    containers = {markup.container for markup in paragraphs}
    around = {_name_around(markup, 2) for markup in paragraphs}
    outside = list_outside(body, markups)
    inside = [row for row in range(body[0] + 1, body[-1]) if markups[row].areas.isdisjoint(outside)]
    items = {row for row in inside if _may_be_item(lines[row], markups[row], around)}
    items = {row for row in items if roles[row] in _MAY_BE_LISTED or _is_row(lines[row], markups[row])}
    for row in range(body[0] + 1, body[-1] + 1):
        above = row - 1
        if above in items or not isinstance(lines[above].form, Form):
            continue
        stop = next(other for other in range(row, body[-1] + 1) if other not in items)
        is_headed = roles[above] in _MAY_HEAD and _heads_list(markups[above], containers)
        is_announced = roles[above] is HtmlLabel.BODY and (
            lines[above].folded.endswith(":") or _is_row(lines[row], markups[row])
        )
        if is_headed and (stop > row or roles[row] is HtmlLabel.BODY):
            yield above, HtmlLabel.SUBHEADING
        if is_headed or is_announced:
            yield from ((item, HtmlLabel.BODY) for item in range(row, stop))


def _heads_list(markup: Markup, containers: Collection[int]) -> bool:
    """Whether a heading stands beside the paragraphs of a text."""
    return markup.level > 0 and markup.container in containers and not markup.link_density


def _may_be_item(line: Line, markup: Markup, around: Collection[str]) -> bool:
    is_listed = markup.tag == "li" and _name_around(markup, 2) in ("ul", "ol")
    is_item = is_listed and _name_around(markup, 3) in around
    is_free = markup.link_density < FEW_LINKS
    # Figures make dates of some rows.
    return is_free and ((is_item and isinstance(line.form, Form)) or _is_row(line, markup))


def _is_row(line: Line, markup: Markup) -> bool:
    """Whether a line is a row of a table with several cells; a table that lays out a page holds links."""
    return markup.tag == "tr" and "\t" in line.block.text


def _name_around(markup: Markup, step: int) -> str:
    """The name of an element around a line, by its place in the path from the line up."""
    names = markup.path.split(">")
    return names[-step] if len(names) >= step else ""


def find_opening_lists(
    body: Sequence[int], roles: Mapping[int, HtmlLabel], lines: Sequence[Line], markups: Sequence[Markup]
) -> Iterator[tuple[int, HtmlLabel]]:
    """Items right above the first heading of a text, below a heading like it: what a recipe needs."""
    head = body[0] - 1
    if roles.get(head) is not HtmlLabel.SUBHEADING or not markups[head].level:
        return
    first = head
    while first - 1 in roles and _may_open(lines[first - 1], markups[first - 1]):
        first -= 1
    above = first - 1
    is_headed = (
        markups[above].path == markups[head].path and markups[above].container == markups[head].container
    )
    if first == head or not is_headed:
        return
    yield above, HtmlLabel.SUBHEADING
    yield from ((row, HtmlLabel.BODY) for row in range(first, head))
    row = above - 1
    while roles.get(row) is HtmlLabel.FURNITURE and markups[row].container == markups[head].container:
        # The sentence that introduces them, perhaps above a row of figures.
        if lines[row].form is Form.PARAGRAPH and markups[row].is_extracted:
            yield row, HtmlLabel.BODY
        row -= 1


def _may_open(line: Line, markup: Markup) -> bool:
    is_listed = markup.tag == "li" and _name_around(markup, 2).partition(".")[0] in ("ul", "ol")
    return is_listed and not markup.link_density and isinstance(line.form, Form)
