"""Whether the text goes on over a line, and in which list the line stands; used by `features`.

A title stands before a sentence that begins a text, a subheading before one that may go on ("and he said").
The lines under "read also" are headlines until the next sentence; the lines under a colon are what it
announces.
"""

import re
from collections.abc import Sequence
from itertools import compress

import numpy as np

from summarizer.page.lines.forms import OPENING
from summarizer.page.phrases.matching import open_clauses
from summarizer.page.records import Form, Line
from summarizer.page.regions.measures.arrays import Counts, Flags, Matrix, spread

# Upper limits of the number of sentences before a line, after it, and since a heading of other articles.
COUNTS, SINCE = (0, 1, 2, 4, 8), (0, 1, 2, 4)
CONTINUITY = (
    "is a long line that goes on", "the next sentence goes on", "is a long line in Latin letters",
    *(f"sentences {side}: {n}" for side in ("above", "below") for n in (*COUNTS, "more")),
    *(f"sentences since a heading: {n}" for n in (*SINCE, "more", "no heading")),
    "a colon announces the line",
)  # fmt: skip
# More sentences than any page has: there is no heading above.
NO_HEADING = 10**6
# Of folded letters.
_LATIN = re.compile("[a-z]")
# Lines that a colon can announce.
LONGEST_LIST = 16


def find_openings(lines: Sequence[Line], sentence: Flags) -> Matrix:
    """The first three measures of ``CONTINUITY`` for each line, by the opening words of sentences.

    sentence  which lines are sentences of their own
    """
    found = np.zeros((len(lines), 3))
    said = read_openings(lines)
    start = 0
    for row in np.flatnonzero(sentence).tolist():
        goes_on, is_latin = said.get(row, (False, False))
        if goes_on:
            found[start:row, 1] = 1.0
        if not lines[row].folded:
            found[row, 0], found[row, 2] = goes_on, is_latin
        start = row
    return found


def read_openings(lines: Sequence[Line]) -> dict[int, tuple[bool, bool]]:
    """The rows of paragraphs that go on from the one before or are in Latin letters, and whether each is."""
    paragraph = Form.PARAGRAPH
    rows = [row for row, line in enumerate(lines) if line.form is paragraph]
    openings = [lines[row].opening for row in rows]
    goes_on = set(compress(rows, open_clauses(openings)))
    in_latin = {row for row in rows if _is_latin(lines[row])} if _LATIN.search("".join(openings)) else set()
    return {row: (row in goes_on, row in in_latin) for row in goes_on | in_latin}


def measure_continuity(openings: Matrix, sentence: Flags, heading: Flags, colon: Flags) -> Matrix:
    """The measures of ``CONTINUITY`` for each line.

    openings  (n_lines, 3)  the first of them, by `find_openings`
    sentence  which lines are sentences of their own
    heading   which lines announce other articles
    colon     which lines end with a colon
    """
    n_above: Counts = np.cumsum(sentence) - sentence
    counts = np.stack([n_above, np.count_nonzero(sentence) - n_above - sentence], axis=1)
    since = spread(_count_since(n_above, heading), (*SINCE, NO_HEADING - 1))
    announced = _find_announced(sentence | heading, colon)[:, None]
    return np.concatenate([openings, spread(counts, COUNTS), since, announced], axis=1)


def _is_latin(line: Line) -> bool:
    if not _LATIN.search(line.opening):
        return False
    letters = [sign.isascii() for sign in line.block.text[:OPENING] if sign.isalpha()]
    return 2 * sum(letters) > len(letters)


def _count_since(n_above: Counts, heading: Flags) -> Counts:
    """How many sentences stand between each line and the last heading above it."""
    at_heading = np.maximum.accumulate(np.where(heading, n_above, -1))
    at_heading = np.concatenate([[-1], at_heading[:-1]])
    since: Counts = np.where(at_heading < 0, NO_HEADING, n_above - at_heading)
    return since


def _find_announced(ends_list: Flags, colon: Flags) -> Flags:
    """Which lines stand in the list under a line with a colon, up to the next sentence or heading."""
    rows = np.arange(len(colon))
    last_colon = np.maximum.accumulate(np.where(colon, rows, -LONGEST_LIST - 1))
    last_end = np.maximum.accumulate(np.where(ends_list & ~colon, rows, -1))
    announced: Flags = (last_colon > last_end) & ~colon & (rows - last_colon <= LONGEST_LIST)
    return announced
