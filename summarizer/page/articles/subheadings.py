"""Subheadings: short lines of a text that head what stands under them."""

from collections.abc import Sequence

from summarizer.page.phrases.matching import begins_like_sentence, find_bullet
from summarizer.page.records import TEXT, WITHIN_HEAD, Form, Line, Reading, Region
from summarizer.page.regions.measures.single_lines import count_cells

# Words. None of 358 subheadings in pages of eight styles has more than 5.
LONGEST_SUBHEADING = 6
# Words of a verse: a subheading above a list has fewer.
VERSE_WORDS = 4


def is_subheading(row: int, reading: Reading) -> bool:
    """Whether a line is a few words before a paragraph, after one that has ended."""
    lines, line = reading.lines, reading.lines[row]
    if (
        line.form in TEXT
        or line.folded.count(" ") >= LONGEST_SUBHEADING
        or row + 1 == len(lines)
        or reading.regions[row + 1] is not Region.BODY
        or _is_row(line, lines[row + 1])
        or _is_verse(row, lines)
        or (line.form is not Form.WORD and begins_like_sentence(line.folded))
    ):
        return False
    # The line under a title, or under a list of contents, goes on from neither.
    rows = range(row - 1, max(row - 1 - WITHIN_HEAD, -1), -1)
    regions, in_text = reading.regions, Region.BODY
    above = [lines[other] for other in rows if regions[other] is in_text]
    if above and above[0].folded.endswith(":"):
        return False
    if above and isinstance(line.form, Form) and (above[0].form is Form.NUMBER or _is_listed(above[0])):
        return False
    before = next((other for other in above if other.form in TEXT), None)
    return before is None or before.form is not Form.OPEN


def find_questions(reading: Reading, body: Sequence[int]) -> frozenset[int]:
    """The rows of short questions above their answers, where half of the paragraphs stand under a heading.

    Behind a bullet a question is asked in an interview, and is text.
    """
    lines = reading.lines
    heads, paragraph = (Form.SHORT, Form.WORD, Form.QUESTION), Form.PARAGRAPH
    headings = [row for row in body[:-1] if lines[row].form in heads and lines[row + 1].form is paragraph]
    if len(headings) < 2:
        return frozenset()
    if 2 * len(headings) < sum(lines[row].form is paragraph for row in body):
        return frozenset()
    return frozenset(row for row in headings if _is_short_question(row, reading))


def _is_short_question(row: int, reading: Reading) -> bool:
    line = reading.lines[row]
    is_short = line.folded.count(" ") < LONGEST_SUBHEADING and not find_bullet(line.folded)
    return line.form is Form.QUESTION and is_short and reading.regions[row + 1] is Region.BODY


def _is_row(line: Line, below: Line) -> bool:
    """Whether a line and the short one right below it are rows of a table: both have a figure or a colon."""
    if below.block.gap or below.form not in (Form.SHORT, Form.WORD):
        return False
    if ":" in line.folded and ":" in below.folded:
        return True
    return _has_figure(line.folded) and _has_figure(below.folded)


def _has_figure(folded: str) -> bool:
    # Most lines are letters and blanks, and one look says so.
    return not folded.replace(" ", "").isalpha() and any(map(str.isdigit, folded))


def _is_verse(row: int, lines: Sequence[Line]) -> bool:
    """Whether a line and those around it are as short as verses, and none of them ends as a sentence does."""
    below, around = lines[row + 1], (*lines[row + 2 : row + 3], *lines[row - 1 : row])
    return _may_be_verse(lines[row]) and _may_be_verse(below) and any(map(_may_be_verse, around))


def _may_be_verse(line: Line) -> bool:
    return line.form is Form.SHORT and line.folded.count(" ") + 1 >= VERSE_WORDS


def _is_listed(line: Line) -> bool:
    """Whether a short line is not a sentence: the short line after it is then part of the same list.

    Below a row of a table it heads what follows.
    """
    if line.form not in (Form.SHORT, Form.WORD) or begins_like_sentence(line.folded):
        return False
    return count_cells(line.block.text) <= 1
