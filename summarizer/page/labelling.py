"""Labelling: what is each line to its article, now that its form and its region are known?"""

import re
from collections.abc import Sequence

from summarizer.page.describing import LONGEST_NOTICE, is_labelled
from summarizer.page.echoing import find_echoes
from summarizer.page.recognizing import opens_sentence
from summarizer.page.repeating import find_previous
from summarizer.records import Form, Line, Part, Reading, Region, RemovedKind

Label = Part | RemovedKind

# Words. Of 250 subheadings of five outlets the longest has 7; sentences without their end begin at 4.
LONGEST_SUBHEADING = 6
# A name under a title has two to four words, what its bearer does up to six, a standfirst more.
LONGEST_NAME = 4
LONGEST_OFFICE = 6
# Lines. A head has at most so many; an item of related articles at most a headline, a caption, the headline again,
# a teaser and a source.
WITHIN_HEAD = 12
WITHIN_ITEM = 4

# A place and a name.
_NAMES = re.compile(r"(?:[^ –/-]+ ?){1,3}[–/-] ?(?:[^ –/-]+ ?){1,3}")
# What stands between a standfirst and the photo.
_BETWEEN = (RemovedKind.BYLINE, RemovedKind.DATE, RemovedKind.DATELINE)
_UNENDED = (Form.OPEN, Form.SHORT, Form.WORD)
_TEXT = (Form.PARAGRAPH, Form.OPEN, Form.QUESTION, Form.ITEM)
_PLAIN = (*_UNENDED, Form.PARAGRAPH, Form.QUESTION, Form.ITEM)
# Phrases that are furniture wherever they stand. The others are that only outside the body: a subheading may say
# "فيديو" or name a date.
_ALWAYS = (
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
)
# A heading of these in the end of a page says what the lines under it are.
_LISTS = (RemovedKind.TAGS, RemovedKind.TICKER, RemovedKind.NAVIGATION)
# Sentences begin so, headings do not.
_CLAUSES = ("وق", "وا", "وي", "وت", "وس", "ون", "ول", "وك", "وه", "فق", "قال ", "قالت ", "اكد ", "اضاف ", "كما ", "لكن ")


def label(reading: Reading) -> tuple[Label, ...]:
    """The label of each line: a part of its article, or the kind of furniture it is."""
    labels: list[Label] = []
    previous = find_previous(reading.repeats)
    body = [row for row, region in enumerate(reading.regions) if region is Region.BODY]
    echoes = find_echoes(reading.lines, body)
    for row, region in enumerate(reading.regions):
        if region is Region.TITLE:
            labels.append(Part.TITLE)
        elif region is Region.HEAD:
            labels.append(_label_head(row, reading, previous, labels))
        elif region is Region.BODY:
            labels.append(_label_body(row, reading, echoes, labels))
        elif region is Region.RELATED:
            labels.append(_label_related(row, reading, previous))
        else:
            labels.append(_label_outside(row, reading, labels[-1] if labels else None))
    return tuple(labels)


def _label_head(
    row: int, reading: Reading, previous: Sequence[int | None], labels: Sequence[Label]
) -> Label:
    """Under a title: its repeat, captions, whatever the table knows, and at most one standfirst."""
    line, before = reading.lines[row], previous[row]
    if before is not None and labels[before] in (Part.TITLE, Part.CAPTION, RemovedKind.REPEAT):
        return Part.CAPTION if Part.CAPTION in (labels[before], line.form) else RemovedKind.REPEAT
    if isinstance(line.form, RemovedKind):
        return line.form
    if line.form is Form.NUMBER:
        return _label_number(line)
    comes_again = row in previous[row + 1 : row + WITHIN_HEAD]
    if line.form is Form.CAPTION or comes_again or _is_beside_credit(row, reading.lines):
        return Part.CAPTION
    return _label_under_title(line, labels[_find_title(row, reading.regions) :])


def _label_under_title(line: Line, head: Sequence[Label]) -> Label:
    """A plain line: a name, a standfirst next to the title, or behind date and name a caption without a credit."""
    n_words = line.folded.count(" ") + 1 if line.folded else LONGEST_NOTICE
    behind_name = head[-1] is RemovedKind.BYLINE and n_words <= LONGEST_OFFICE
    if line.form in _UNENDED and (n_words <= LONGEST_NAME or behind_name or _NAMES.fullmatch(line.folded)):
        return RemovedKind.BYLINE
    if Part.STANDFIRST in head:
        return Part.BODY
    is_apart = any(label in _BETWEEN for label in head) and line.form in _UNENDED
    return Part.CAPTION if is_apart and Part.CAPTION not in head else Part.STANDFIRST


def _label_number(line: Line) -> Label:
    return RemovedKind.DATE if ":" in line.folded else RemovedKind.WIDGET


def _find_title(row: int, regions: Sequence[Region]) -> int:
    while row and regions[row] is not Region.TITLE:
        row -= 1
    return row


def _is_beside_credit(row: int, lines: Sequence[Line]) -> bool:
    """Whether the credit next to a line is its own: a bare name stands under its caption, a labelled one above."""
    if lines[row].form not in _UNENDED:
        return False
    above = lines[row - 1] if row else None
    below = lines[row + 1] if row + 1 < len(lines) else None
    if below is not None and below.form is RemovedKind.CREDIT and not is_labelled(below.folded):
        return True
    return above is not None and above.form is RemovedKind.CREDIT and is_labelled(above.folded)


def _label_body(row: int, reading: Reading, echoes: frozenset[int], labels: Sequence[Label]) -> Label:
    """Inside a text: itself, its subheadings and captions, and what is furniture wherever it stands."""
    line = reading.lines[row]
    if line.form is Form.PARAGRAPH:
        return Part.BODY
    if line.form in _ALWAYS:
        return RemovedKind(line.form)
    if line.form is RemovedKind.BYLINE and any(sign in line.folded for sign in ":/"):
        return RemovedKind.BYLINE
    if line.form is Form.NUMBER:
        return _label_number(line)
    if line.form is Form.CAPTION or _is_beside_credit(row, reading.lines):
        return Part.CAPTION
    # Of two headings in a row the second is a line of the text that lacks its end.
    if _is_subheading(row, reading) and not (labels and labels[-1] is Part.SUBHEADING):
        return Part.SUBHEADING
    return Part.CAPTION if row in echoes else Part.BODY


def _is_subheading(row: int, reading: Reading) -> bool:
    """A few words that open a paragraph, after one that has ended."""
    lines, line = reading.lines, reading.lines[row]
    if line.form in _TEXT or line.folded.count(" ") >= LONGEST_SUBHEADING or opens_sentence(line.folded):
        return False
    if row and isinstance(line.form, Form) and _is_listed(lines[row - 1]):
        return False
    before = next((lines[other] for other in range(row - 1, -1, -1) if lines[other].form in _TEXT), None)
    if before is not None and before.form is Form.OPEN:
        return False
    return row + 1 < len(lines) and reading.regions[row + 1] is Region.BODY


def _is_listed(line: Line) -> bool:
    """Whether a short line is no sentence: after such a one the next is a row of the same list."""
    return line.form in (Form.SHORT, Form.WORD) and not opens_sentence(line.folded)


def _label_related(row: int, reading: Reading, previous: Sequence[int | None]) -> Label:
    """Among related articles: their parts, but a headline that an item gives twice only once."""
    line, before = reading.lines[row], previous[row]
    if isinstance(line.form, RemovedKind):
        return line.form
    if before is None or row - before > WITHIN_ITEM or line.form not in _PLAIN:
        return Part.RELATED
    return RemovedKind.REPEAT if reading.regions[before] is Region.RELATED else Part.RELATED


def _label_outside(row: int, reading: Reading, before: Label | None) -> Label:
    """Menus and endings: the table's kind, or that of the list the line stands in."""
    line, region = reading.lines[row], reading.regions[row]
    if region is Region.FRONT and find_named_title(row, reading) is not None:
        return RemovedKind.REPEAT
    if line.form is RemovedKind.NAVIGATION and region is Region.END:
        return RemovedKind.FOOTER
    if isinstance(line.form, RemovedKind):
        return line.form
    if line.form is Form.NUMBER:
        return _label_number(line)
    if region is Region.FRONT:
        return RemovedKind.NAVIGATION
    return before if isinstance(before, RemovedKind) and before in _LISTS else RemovedKind.FOOTER


def find_named_title(row: int, reading: Reading) -> int | None:
    """The row of the title that a line before it is the page's name of: "title | outlet"."""
    rows = range(row + 1, min(row + WITHIN_HEAD, len(reading.lines)))
    title = next((other for other in rows if reading.regions[other] is Region.TITLE), None)
    if title is None or not reading.lines[title].folded:
        return None
    return title if reading.lines[row].folded.startswith(f"{reading.lines[title].folded} ") else None
