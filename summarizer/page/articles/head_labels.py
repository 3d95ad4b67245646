"""Labels of the lines between a title and its text; used by `labels`.

They repeat the title, belong to photos, match a phrase of the table, or are names, and one may be a
standfirst. The order decides: a standfirst stands next to the title, a photo after date and name.
"""

from collections.abc import Sequence

from summarizer.page.lines.credits import is_beside_credit
from summarizer.page.lines.forms import LONGEST_NOTICE
from summarizer.page.records import UNENDED, WITHIN_HEAD, Form, Label, Line, Part, Reading
from summarizer.records import RemovedKind
from summarizer.text.late_patterns import compile_late
from summarizer.text.written_dates import find_dates

# Words. A name under a title has two to four, with an office up to six, a standfirst more.
LONGEST_NAME = 4
LONGEST_OFFICE = 6
LONGEST_CAPTION = 12
# Words beside the date in a line with a name and a date.
MOST_BESIDE_DATE = 7
_DIGIT = compile_late(r"\d")
# A place and a name.
_NAMES = compile_late(r"[^ –/-]+(?: [^ –/-]+){0,2} ?[–/-] ?[^ –/-]+(?: [^ –/-]+){0,2}")
# Lines that stand between a standfirst and the photo.
_BETWEEN = (RemovedKind.BYLINE, RemovedKind.DATE, RemovedKind.DATELINE)


def label_head_line(row: int, title: int, reading: Reading, labels: Sequence[Label]) -> Label:
    """The label of a line under the title at another row; ``labels`` are those of the lines before."""
    line, before = reading.lines[row], reading.previous[row]
    if line.form is not Form.CAPTION and reading.repeats[row] == reading.repeats[title]:
        return RemovedKind.REPEAT
    if line.form is Form.CAPTION or (before is not None and labels[before] is Part.CAPTION):
        return Part.CAPTION
    if isinstance(line.form, RemovedKind):
        return line.form
    if line.form is Form.NUMBER:
        return label_number(line)
    if names_source(line) or is_signed(line):
        return RemovedKind.BYLINE
    if _comes_again(row, reading) or is_beside_credit(row, reading.lines):
        return Part.CAPTION
    return _label_plain_line(line, labels[max(title, row - WITHIN_HEAD) :])


def names_source(line: Line) -> bool:
    """Whether a line is a place and a name, or a section and an outlet, with a dash between them."""
    return line.form in UNENDED and _NAMES.fullmatch(line.folded) is not None


def is_signed(line: Line) -> bool:
    """Whether a line has no end and a date beside a few words; a day that opens it looks like a bullet."""
    return line.form in (*UNENDED, Form.ITEM) and is_dated(line)


def is_dated(line: Line) -> bool:
    """Whether a few words stand beside a whole date: a name, or "read in four minutes"."""
    if not _DIGIT.search(line.folded):
        return False
    dates = [date.passage.text for date in find_dates(line.block.text) if date.iso]
    return bool(dates) and line.folded.count(" ") - dates[0].count(" ") <= MOST_BESIDE_DATE


def names_writer(line: Line) -> bool:
    """Whether a line has a label and a name: "interview: …" stands between the opening lines of a text."""
    return line.form is RemovedKind.BYLINE and any(sign in line.folded for sign in ":/")


def label_number(line: Line) -> Label:
    """A time of day is a date; other numbers are counters."""
    return RemovedKind.DATE if is_time(line) else RemovedKind.WIDGET


def is_time(line: Line) -> bool:
    """Whether a line is a time of day."""
    return line.form is Form.NUMBER and ":" in line.folded


def _comes_again(row: int, reading: Reading) -> bool:
    """Whether a line of a head is repeated there in the same form: captions are, standfirsts are not."""
    rows = range(row + 1, min(row + WITHIN_HEAD, len(reading.lines)))
    again = (reading.lines[other] for other in rows if reading.previous[other] == row)
    return any(line.form is reading.lines[row].form for line in again)


def _label_plain_line(line: Line, head: Sequence[Label]) -> Label:
    """A name, a standfirst next to the title, or a caption after date and name."""
    n_words = line.folded.count(" ") + 1 if line.folded else LONGEST_NOTICE
    behind_name = head[-1] is RemovedKind.BYLINE and n_words <= LONGEST_OFFICE
    if line.form in UNENDED and (n_words <= LONGEST_NAME or behind_name):
        return RemovedKind.BYLINE
    has_standfirst = Part.STANDFIRST in head
    # Behind a standfirst a line as long as a sentence may open the text.
    is_short = line.form in UNENDED and (not has_standfirst or n_words <= LONGEST_CAPTION)
    is_apart = any(label in _BETWEEN for label in head) and is_short
    if is_apart and Part.CAPTION not in head:
        return Part.CAPTION
    return Part.BODY if has_standfirst else Part.STANDFIRST
