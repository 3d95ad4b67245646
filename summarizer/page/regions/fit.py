"""How badly each line fits each region of a page; used by `walk`.

The cost begins with the form. Repeats, the words of the line and the lines around it raise or lower it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from summarizer.page.phrases.matching import opens_clause
from summarizer.page.records import Form, Line
from summarizer.page.regions.cohesion import weigh_cohesion
from summarizer.page.regions.costs import BODY, COSTS, END, FRONT, HEAD, NEVER, RELATED, TITLE
from summarizer.page.regions.neighbours import HEADINGS, Added, share_words, weigh_surroundings
from summarizer.page.repeats import find_previous
from summarizer.records import RemovedKind

# A heading that is repeated within so many lines is a title. Inside a body, headings are not repeated.
NEAR = 12
N_STANDFIRSTS = 1
# Characters. Two such sentences in a row stand in a body and nowhere else.
SENTENCE_LENGTH = 60
REPEATED_TITLE = -2.0
REPEATED_HEADING = 1.5
REPEATED_CAPTION = 1.0
# A line of several sentences, or of so many words, is not a title.
LONG_TITLE = 2.0
TITLE_WORDS = 20
# A title shares words with the text under it, a menu does not. Characters of a paragraph, more paragraphs.
KIN_TITLE = -0.5
FOREIGN_TITLE = 0.5
KIN_IN_FRONT = 1.0
KIN_LENGTH = 500
KIN_PARAGRAPHS = 2
# The line under a breadcrumb or under the name of the page is the title if the upper line contains it.
TITLE_OF_PATH = -1.5
NAME_OF_PAGE = 1.5
# A line that continues the one before stands in a body, and hardly ever elsewhere.
CLAUSE = {FRONT: 1.5, TITLE: 1.0, END: 1.0, RELATED: 1.5}
CLAUSE_LENGTH = 40

_CLAUSED = (Form.PARAGRAPH, Form.OPEN, Form.SHORT)
_NAMING = (RemovedKind.NAVIGATION, Form.OPEN, Form.SHORT)
_SENTENCES = re.compile(r"[.!؟?] ?[^ .!؟?»\"”)]")
_AFTER_NAME = re.compile(r" ?[|–—-] ?[^|–—-]{2,40}")

Fit = list[float]


def fit_regions(lines: Sequence[Line], repeats: Sequence[int]) -> list[Fit]:
    """The cost of each region for each line, in the order of ``Region``."""
    fits = [list(COSTS[line.form]) for line in lines]
    added = chain(
        _weigh_repeats(lines, repeats),
        _weigh_names(lines),
        _weigh_words(lines),
        _weigh_kinship(lines),
        weigh_cohesion(lines),
        weigh_surroundings(lines),
    )
    for row, region, cost in added:
        fits[row][region] += cost
    return fits


def find_sentences(lines: Sequence[Line]) -> list[bool]:
    """Whether each line is a sentence long enough to stand in a body if the line before it is one too."""
    return [line.form is Form.PARAGRAPH and len(line.block.text) > SENTENCE_LENGTH for line in lines]


def _weigh_repeats(lines: Sequence[Line], repeats: Sequence[int]) -> Iterator[Added]:
    """A line repeated soon is a title or a caption of a head; a line repeated later is boilerplate."""
    for row, before in enumerate(find_previous(repeats)):
        form = lines[row].form
        if before is None:
            continue
        if form is Form.CAPTION:
            yield row, BODY, REPEATED_CAPTION
            yield row, FRONT, -COSTS[form][FRONT]
        elif form in HEADINGS:
            yield row, BODY, REPEATED_HEADING
            if row - before <= NEAR and _could_be_head(lines[before:row]):
                yield row, HEAD, -COSTS[form][HEAD]
                yield before, TITLE, REPEATED_TITLE if row - before > 1 or form is Form.OPEN else 0.0


def _could_be_head(lines: Sequence[Line]) -> bool:
    """Whether a title and the lines after it could be one head: at most one of them may be a standfirst."""
    if lines[0].form is Form.ITEM:
        return False
    return sum(line.form in HEADINGS or line.form is Form.PARAGRAPH for line in lines) <= 1 + N_STANDFIRSTS


def _weigh_names(lines: Sequence[Line]) -> Iterator[Added]:
    """A breadcrumb ends with the title, the name of a page begins with it; neither is the title."""
    above, name = 0, ""
    for row, line in enumerate(lines):
        if name and line.folded and name != line.folded:
            if name.endswith(line.folded):
                yield row, TITLE, TITLE_OF_PATH
            elif name.startswith(line.folded) and _AFTER_NAME.fullmatch(name, len(line.folded)):
                yield row, TITLE, TITLE_OF_PATH
                yield above, TITLE, NAME_OF_PAGE
                yield above, FRONT, -COSTS[lines[above].form][FRONT]
        if line.form in _NAMING and line.folded.count(" ") > 2:
            above, name = row, line.folded


def _weigh_words(lines: Sequence[Line]) -> Iterator[Added]:
    """By its own words a line continues the line before, or is too long for a title."""
    is_sentence = find_sentences(lines)
    for row, line in enumerate(lines):
        if row and is_sentence[row - 1] and is_sentence[row]:
            continue
        if line.form in _CLAUSED and opens_clause(line.folded or line.block.text[:CLAUSE_LENGTH]):
            for region, cost in CLAUSE.items():
                yield row, region, cost
        if not line.folded:
            yield row, TITLE, NEVER
        elif _is_too_long(line):
            yield row, TITLE, LONG_TITLE


def _is_too_long(line: Line) -> bool:
    several = line.form is Form.QUESTION and _SENTENCES.search(line.folded) is not None
    return several or line.folded.count(" ") >= TITLE_WORDS


def _weigh_kinship(lines: Sequence[Line]) -> Iterator[Added]:
    """A heading that shares words with the text under it is a title, otherwise part of a menu."""
    following: list[str] = []
    for row in range(len(lines) - 1, -1, -1):
        line = lines[row]
        kin = share_words(line, " ".join(following)) if line.form in HEADINGS and following else None
        if kin is not None:
            yield row, FRONT, KIN_IN_FRONT if kin else 0.0
            yield row, TITLE, KIN_TITLE if kin else FOREIGN_TITLE
        if line.form is Form.PARAGRAPH:
            following = [line.block.text[:KIN_LENGTH], *following[:KIN_PARAGRAPHS]]
