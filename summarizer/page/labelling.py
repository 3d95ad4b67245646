"""Labelling: what is each line to its article, now that its form and its region are known?"""

from collections.abc import Sequence

from summarizer.page.describing import is_labelled
from summarizer.page.echoing import find_echoes
from summarizer.records import Form, Line, Part, Region, RemovedKind

Label = Part | RemovedKind

# Words. Of 250 subheadings of five outlets the longest has 7; sentences without their end begin at 4.
LONGEST_SUBHEADING = 6
# A name under a title has two to four words, a standfirst more.
LONGEST_NAME = 4
# Lines. An item of related articles has at most a headline, a caption, the headline again, a teaser and a source.
WITHIN_ITEM = 4

_PLAIN = {Form.PARAGRAPH, Form.OPEN, Form.SHORT, Form.WORD, Form.QUESTION, Form.ITEM}
_UNENDED = {Form.OPEN, Form.SHORT, Form.WORD}
_TEXT = {Form.PARAGRAPH, Form.OPEN, Form.QUESTION, Form.ITEM}
# Phrases that are furniture wherever they stand. The others are that only outside the body: a subheading may say
# "فيديو" or name a date.
_ALWAYS = {
    RemovedKind.SHARE,
    RemovedKind.NEWSLETTER,
    RemovedKind.APP,
    RemovedKind.ADVERTISEMENT,
    RemovedKind.READ_MORE,
    RemovedKind.WIDGET,
    RemovedKind.SEPARATOR,
    RemovedKind.FOOTER,
    RemovedKind.DISCLAIMER,
    RemovedKind.RELATED_HEADING,
    RemovedKind.TAGS,
    RemovedKind.CREDIT,
}
# A heading of these in the end of a page says what the lines under it are.
_LISTS = {RemovedKind.TAGS, RemovedKind.TICKER, RemovedKind.NAVIGATION}
# Sentences begin so, headings do not.
_CLAUSES = (
    "وق",
    "وا",
    "وي",
    "وت",
    "وس",
    "ون",
    "ول",
    "وك",
    "وه",
    "فق",
    "قال ",
    "قالت ",
    "اكد ",
    "اضاف ",
    "كما ",
    "لكن ",
)


def label(lines: Sequence[Line], regions: Sequence[Region], repeats: Sequence[int]) -> tuple[Label, ...]:
    """The label of each line: a part of its article, or the kind of furniture it is."""
    labels: list[Label] = []
    echoes = find_echoes(lines, [row for row, region in enumerate(regions) if region is Region.BODY])
    for row, (line, region) in enumerate(zip(lines, regions, strict=True)):
        if region is Region.TITLE:
            labels.append(Part.TITLE)
        elif region is Region.HEAD:
            labels.append(_label_head(row, lines, regions, repeats, labels))
        elif region is Region.BODY:
            found = _label_body(row, lines, regions, echoes)
            # Two headings in a row: the second is a line of the text that lacks its end.
            again = found is Part.SUBHEADING and labels and labels[-1] is Part.SUBHEADING
            labels.append(Part.BODY if again else found)
        elif region is Region.RELATED:
            labels.append(_label_related(row, lines, regions, repeats))
        else:
            labels.append(_label_outside(line, region, labels[-1] if labels else None))
    return tuple(labels)


def _label_head(
    row: int,
    lines: Sequence[Line],
    regions: Sequence[Region],
    repeats: Sequence[int],
    labels: Sequence[Label],
) -> Label:
    """Under a title: its repeat, captions, whatever the table knows, and at most one standfirst."""
    line, first = lines[row], repeats[row]
    if first != row and labels[first] in (Part.TITLE, Part.CAPTION):
        return RemovedKind.REPEAT if labels[first] is Part.TITLE else Part.CAPTION
    if isinstance(line.form, RemovedKind):
        return line.form
    if line.form is Form.CAPTION or _is_beside_credit(row, lines) or row in repeats[row + 1 :]:
        return Part.CAPTION
    if line.form not in _PLAIN:
        return RemovedKind.WIDGET if line.form is Form.NUMBER else RemovedKind.BYLINE
    has_standfirst = Part.STANDFIRST in labels[_find_title(row, regions) :]
    if line.folded.count(" ") < LONGEST_NAME and (has_standfirst or line.form is not Form.PARAGRAPH):
        return RemovedKind.BYLINE
    return Part.BODY if has_standfirst else Part.STANDFIRST


def _find_title(row: int, regions: Sequence[Region]) -> int:
    while row and regions[row] is not Region.TITLE:
        row -= 1
    return row


def _is_beside_credit(row: int, lines: Sequence[Line]) -> bool:
    """Whether the credit next to a line is this line's: a bare name stands under its caption, a labelled one above."""
    if lines[row].form not in _UNENDED:
        return False
    above = lines[row - 1] if row else None
    below = lines[row + 1] if row + 1 < len(lines) else None
    if below is not None and below.form is RemovedKind.CREDIT and not is_labelled(below.folded):
        return True
    return above is not None and above.form is RemovedKind.CREDIT and is_labelled(above.folded)


def _label_body(row: int, lines: Sequence[Line], regions: Sequence[Region], echoes: frozenset[int]) -> Label:
    line = lines[row]
    if line.form is Form.PARAGRAPH:
        return Part.BODY
    if line.form in _ALWAYS:
        return RemovedKind(line.form)
    if line.form is RemovedKind.BYLINE and any(sign in line.folded for sign in ":/"):
        return RemovedKind.BYLINE
    if line.form is Form.CAPTION or _is_beside_credit(row, lines):
        return Part.CAPTION
    if line.form is Form.NUMBER:
        return RemovedKind.WIDGET
    if _is_subheading(row, lines, regions):
        return Part.SUBHEADING
    return Part.CAPTION if row in echoes else Part.BODY


def _is_subheading(row: int, lines: Sequence[Line], regions: Sequence[Region]) -> bool:
    """A few words that open a paragraph, after one that has ended."""
    line = lines[row]
    if line.form in _TEXT or line.folded.count(" ") >= LONGEST_SUBHEADING or line.folded.startswith(_CLAUSES):
        return False
    before = next((lines[other] for other in range(row - 1, -1, -1) if lines[other].form in _TEXT), None)
    if before is not None and before.form is Form.OPEN:
        return False
    return row + 1 < len(lines) and regions[row + 1] is Region.BODY


def _label_related(
    row: int, lines: Sequence[Line], regions: Sequence[Region], repeats: Sequence[int]
) -> Label:
    """Among related articles: their parts, but a headline that an item gives twice only once."""
    line, first = lines[row], repeats[row]
    if isinstance(line.form, RemovedKind):
        return line.form
    again = row - WITHIN_ITEM <= first < row and regions[first] is Region.RELATED and line.form in _PLAIN
    return RemovedKind.REPEAT if again else Part.RELATED


def _label_outside(line: Line, region: Region, before: Label | None) -> Label:
    """Menus and endings: the table's kind, or that of the list the line stands in."""
    if isinstance(line.form, RemovedKind):
        return line.form
    if region is Region.FRONT:
        return RemovedKind.NAVIGATION
    return before if isinstance(before, RemovedKind) and before in _LISTS else RemovedKind.FOOTER
