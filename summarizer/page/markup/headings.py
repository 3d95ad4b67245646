"""Subheadings of a text of HTML that the labels miss."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from summarizer.page.markup.bodies import find_apart, list_entries
from summarizer.page.markup.records import HtmlLabel
from summarizer.page.records import Form, Line
from summarizer.records import Markup

# Forms of a subheading; blanks between the words of one that has no element for it.
HEADINGS, LONGEST_HEADING = (Form.SHORT, Form.WORD, Form.QUESTION), 5


def find_missed_headings(
    body: Sequence[int], roles: Mapping[int, HtmlLabel], lines: Sequence[Line], markups: Sequence[Markup]
) -> Iterator[int]:
    """Headings right above a paragraph: beside it, at the path of others, or a few words between two."""
    entries = list_entries(body, (), markups)
    paths = {markups[row].path for row, role in roles.items() if role is HtmlLabel.SUBHEADING}
    apart = find_apart(body, markups)
    for row, below in pairwise(body):
        is_heading = markups[row].level > 0 and markups[row].path in paths
        if is_heading and lines[row].form in HEADINGS and lines[below].form is Form.PARAGRAPH:
            yield row
    for row in body:
        above = row - 1
        if roles.get(above) is not HtmlLabel.FURNITURE or not isinstance(lines[above].form, Form):
            continue
        is_beside = markups[row].path in entries and markups[above].container == markups[row].container
        is_placed = is_beside or (apart is not None and markups[above].path in paths)
        if (is_placed and markups[above].level > 0) or (
            roles.get(above - 1) is HtmlLabel.BODY and _stands_between(above, lines, markups)
        ):
            yield above


def _stands_between(row: int, lines: Sequence[Line], markups: Sequence[Markup]) -> bool:
    """Whether a few words stand alone between two paragraphs, beside both of them."""
    line, markup = lines[row], markups[row]
    is_short = line.form is Form.SHORT and line.folded.count(" ") < LONGEST_HEADING
    if not is_short or markup.link_density or not markup.areas.isdisjoint(("li", "table")):
        return False
    return all(
        markups[other].container == markup.container and lines[other].form is Form.PARAGRAPH
        for other in (row - 1, row + 1)
    )
