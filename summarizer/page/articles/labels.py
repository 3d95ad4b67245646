"""The label of each line, by its form and region: a part of its article, or a kind of boilerplate.

The stage of `parsing` after the regions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.page.articles.echoes import find_echoes
from summarizer.page.articles.head_labels import label_head_line, label_number, names_source, names_writer
from summarizer.page.articles.subheadings import find_questions, is_subheading
from summarizer.page.lines.credits import is_beside_credit, may_be_caption
from summarizer.page.records import TEXT, WITHIN_HEAD, Form, Label, Line, Part, Reading, Region
from summarizer.page.regions.measures.single_lines import count_cells
from summarizer.records import RemovedKind
from summarizer.text.late_patterns import compile_late

# Words. A notice inside a text is shorter, unless it names another article or a service.
NOTICE_WORDS = 9
_LONGER = (RemovedKind.READ_MORE, RemovedKind.NEWSLETTER, RemovedKind.APP)
# A name, and not "according to".
_SOURCE = compile_late(r" \((?!ب|حسب|وفق|نقل|اي |في |من )[^ ()0-9]+(?: [^ ()0-9]+){0,2} ?\)$")
# Numbers that one line announces.
MOST_NUMBERS = 40
# Lines. A related item has at most a headline, a caption, the headline again, a teaser and a source.
WITHIN_ITEM = 4

_PLAIN = (*TEXT, Form.SHORT, Form.WORD)
# Phrases that are boilerplate everywhere. The others are boilerplate only outside the body: a subheading may
# be "فيديو" or name a date.
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
_NOTE = "ملاحظه"
# At the end of a page, a heading of these kinds gives the lines under it their kind.
_LISTS = (RemovedKind.TAGS, RemovedKind.TICKER)


@dataclass(frozen=True, slots=True)
class BodyMarks:
    """Rows of texts, found once a page: lines that say a paragraph again, questions above their answers."""

    echoes: frozenset[int]
    questions: frozenset[int]


def label(reading: Reading) -> tuple[Label, ...]:
    """The label of each line: a part of its article, or its kind of boilerplate."""
    labels: list[Label] = []
    title, standfirst = 0, -1
    # In Python 3.11 an access to a member takes as long as three to a name.
    in_text, paragraph, as_body = Region.BODY, Form.PARAGRAPH, Part.BODY
    body = [row for row, region in enumerate(reading.regions) if region is in_text]
    marks = BodyMarks(find_echoes(reading.lines, body), find_questions(reading, body))
    for row, region in enumerate(reading.regions):
        if region is in_text and reading.lines[row].form is paragraph:
            labels.append(as_body)
        elif region is Region.TITLE:
            title = row
            labels.append(Part.TITLE)
        elif region is Region.HEAD:
            found = label_head_line(row, title, reading, labels)
            # An article has one standfirst. Of a long head `label_head_line` sees the last lines only.
            if found is Part.STANDFIRST and standfirst >= title:
                found = Part.BODY
            standfirst = row if found is Part.STANDFIRST else standfirst
            labels.append(found)
        elif region is Region.BODY:
            labels.append(_label_body(row, reading, marks, labels))
        elif region is Region.RELATED:
            labels.append(_label_related(row, reading))
        else:
            labels.append(_label_outside(row, reading, labels[-1] if labels else None))
    return tuple(labels if Part.BODY in labels else map(_keep_as_text, labels))


def find_named_title(row: int, reading: Reading) -> int | None:
    """The row of the title that an earlier line names as "title | outlet", or ``None``."""
    below = reading.regions[row + 1 : row + WITHIN_HEAD]
    if Region.TITLE not in below:
        return None
    title = row + 1 + below.index(Region.TITLE)
    if not reading.lines[title].folded:
        return None
    return title if reading.lines[row].folded.startswith(f"{reading.lines[title].folded} ") else None


def _keep_as_text(label: Label) -> Label:
    """Captions are the text of a page that has no other text."""
    return Part.BODY if label is Part.CAPTION else label


def _label_body(row: int, reading: Reading, marks: BodyMarks, labels: Sequence[Label]) -> Label:
    """Inside a text, of what is no paragraph: subheadings, captions, and what is boilerplate everywhere."""
    line = reading.lines[row]
    # The learned regions say that these words are text: a note may open as a notice does.
    if _is_note(row, reading):
        return Part.BODY
    if line.form in _ALWAYS and (line.form in _LONGER or line.folded.count(" ") < NOTICE_WORDS):
        return RemovedKind(line.form)
    if count_cells(line.block.text) > 1:
        return Part.BODY
    if names_writer(line):
        return RemovedKind.BYLINE
    if line.form is Form.NUMBER:
        return Part.BODY if _is_announced(row, reading) else label_number(line)
    is_caption = line.form is Form.CAPTION or is_beside_credit(row, reading.lines)
    if is_caption or _is_credited(row, reading.lines):
        return Part.CAPTION
    if _is_source(row, reading):
        return RemovedKind.BYLINE
    # The second of two headings in a row is a line of the text without an end mark.
    is_heading = row in marks.questions or is_subheading(row, reading)
    if is_heading and not (labels and labels[-1] is Part.SUBHEADING):
        return Part.SUBHEADING
    return Part.CAPTION if row in marks.echoes else Part.BODY


def _is_note(row: int, reading: Reading) -> bool:
    """Whether a line begins as a notice about rights may, but the text goes on under it: "note: …"."""
    line = reading.lines[row]
    if line.form is not RemovedKind.DISCLAIMER or not line.folded.startswith(_NOTE):
        return False
    return reading.regions[row + 1 : row + 2] == (Region.BODY,) and reading.lines[row + 1].form in TEXT


def _is_credited(row: int, lines: Sequence[Line]) -> bool:
    """Whether a line between two paragraphs ends with a source in brackets, known or not."""
    line = lines[row]
    is_open = line.form in (Form.SHORT, Form.OPEN) and line.folded.endswith(")")
    source = _SOURCE.search(line.folded) if is_open else None
    if source is None or not may_be_caption(line.folded[: source.start()]):
        return False
    beside = (*lines[row - 1 : row], *lines[row + 1 : row + 2])
    return len(beside) == 2 and all(_ends(other) for other in beside)


def _ends(line: Line) -> bool:
    return line.form is Form.PARAGRAPH and not line.folded.endswith(":")


def _is_announced(row: int, reading: Reading) -> bool:
    """Whether a number, with others above it, stands below a colon: "the sets went as follows"."""
    above = range(row, max(-1, row - MOST_NUMBERS), -1)
    first = next((other for other in above if reading.lines[other].form is not Form.NUMBER), row)
    return reading.regions[first] is Region.BODY and reading.lines[first].folded.endswith(":")


def _is_source(row: int, reading: Reading) -> bool:
    """Whether a place and a name stand right above the first sentence of a text, under its head."""
    line, regions = reading.lines[row], reading.regions
    is_first = row > 0 and regions[row - 1] in (Region.HEAD, Region.TITLE) and line.form is Form.SHORT
    below = reading.lines[row + 1 : row + 2]
    return is_first and names_source(line) and all(other.form is Form.PARAGRAPH for other in below)


def _label_related(row: int, reading: Reading) -> Label:
    """Among related articles: their parts; a headline that an item gives twice is kept once."""
    line, before = reading.lines[row], reading.previous[row]
    if isinstance(line.form, RemovedKind):
        return line.form
    if before is None or row - before > WITHIN_ITEM or line.form not in _PLAIN:
        return Part.RELATED
    return RemovedKind.REPEAT if reading.regions[before] is Region.RELATED else Part.RELATED


def _label_outside(row: int, reading: Reading, before: Label | None) -> Label:
    """Before and after the articles: the kind of the phrase, or of the list in which the line stands."""
    line, region = reading.lines[row], reading.regions[row]
    if region is Region.FRONT and find_named_title(row, reading) is not None:
        return RemovedKind.REPEAT
    if isinstance(line.form, RemovedKind) and (region, line.form) != (Region.END, RemovedKind.NAVIGATION):
        return line.form
    if line.form is Form.NUMBER:
        return label_number(line)
    if region is Region.FRONT:
        return RemovedKind.NAVIGATION
    return before if isinstance(before, RemovedKind) and before in _LISTS else RemovedKind.FOOTER
