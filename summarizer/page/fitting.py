"""Fitting: how badly does each line fit each place of a page? By its form first, then by what stands around it.

The numbers are small and round on purpose: they order the cases, they are not fitted.
"""

import re
from collections.abc import Iterator, Sequence

from summarizer.page.repeating import find_previous
from summarizer.records import Form, Line, RemovedKind

# Far more than any walk can save: such a fit or step is never taken.
NEVER = 1000.0

# How badly a form fits a region. 0: at home; 1: seen now and then; 3 and more: hardly ever.
COSTS: dict[Form | RemovedKind, tuple[float, float, float, float, float, float]] = {
    #                            front title  head  body   end  related
    Form.PARAGRAPH:              (3.0, 1.5, 2.5, 0.0, 4.0, 0.2),
    Form.OPEN:                   (2.0, 0.0, 0.7, 0.3, 2.0, 0.3),
    Form.SHORT:                  (0.3, 0.0, 0.6, 1.0, 1.0, 0.3),
    Form.WORD:                   (0.2, 0.4, 1.0, 1.5, 0.5, 0.5),
    Form.QUESTION:               (1.0, 0.2, 1.2, 0.3, 2.0, 0.4),
    Form.ITEM:                   (1.0, 0.8, 1.5, 0.3, 1.0, 0.3),
    Form.CAPTION:                (1.0, 2.5, 0.0, 0.7, 2.5, 0.3),
    Form.SOURCE:                 (2.0, 3.0, 1.0, 2.5, 2.0, 0.0),
    Form.NUMBER:                 (0.3, 3.0, 0.2, 1.5, 0.3, 0.5),
    RemovedKind.CREDIT:          (2.0, 3.0, 0.0, 0.5, 2.0, 1.0),
    RemovedKind.DATE:            (0.3, 3.0, 0.0, 3.0, 1.0, 0.2),
    RemovedKind.DATELINE:        (1.0, 2.0, 0.0, 2.0, 1.0, 1.5),
    RemovedKind.NAVIGATION:      (0.0, 1.5, 1.0, 1.5, 0.3, 1.0),
    RemovedKind.SHARE:           (0.3, 2.5, 0.0, 0.8, 0.0, 1.0),
    RemovedKind.NEWSLETTER:      (0.5, 3.0, 0.5, 0.7, 0.0, 1.0),
    RemovedKind.APP:             (0.5, 3.0, 0.5, 0.7, 0.0, 1.0),
    RemovedKind.ADVERTISEMENT:   (0.3, 3.0, 0.3, 0.3, 0.3, 0.3),
    RemovedKind.TAGS:            (1.0, 3.0, 0.7, 2.0, 0.0, 1.0),
    RemovedKind.RELATED_HEADING: (1.5, 3.0, 2.0, 2.0, 1.0, 0.0),
    RemovedKind.TICKER:          (0.2, 3.0, 2.0, 2.5, 0.0, 0.3),
    RemovedKind.READ_MORE:       (2.0, 3.0, 1.5, 0.3, 0.3, 0.3),
    RemovedKind.FOOTER:          (0.7, 2.5, 1.0, 1.5, 0.0, 1.0),
    RemovedKind.DISCLAIMER:      (1.0, 3.0, 1.0, 1.0, 0.0, 1.0),
    RemovedKind.WIDGET:          (0.3, 3.0, 0.0, 0.8, 0.3, 0.3),
    RemovedKind.BYLINE:          (1.0, 2.5, 0.0, 0.7, 0.5, 1.0),
    RemovedKind.SEPARATOR:       (0.5, 3.0, 0.5, 0.5, 0.3, 0.3),
}  # fmt: skip

# A heading that comes again within as many lines is a title; elsewhere in a body, headings do not come again.
NEAR = 12
REPEATED_TITLE = 2.0
REPEATED_HEADING = 1.5
# Two sentences in a row are no teaser, nor is a long paragraph.
SECOND_TEASER = 3.0
LONG_TEASER = 0.7
# Nor is a line of several sentences a title, or one of so many words.
LONG_TITLE = 2.0
TITLE_WORDS = 20
# A title shares words with the text under it, a menu does not.
KIN_TITLE = 0.5
FOREIGN_TITLE = 0.7
# The last entry of a path through the site is the title.
TITLE_OF_PATH = 1.5
KIN_IN_FRONT = 1.0
KIN_LENGTH = 500
KIN_PARAGRAPHS = 2
# Among hard-wrapped lines a line without an end is nothing special, and a full one is no title.
WRAPPED = {Form.OPEN: 0.0, Form.SHORT: 0.3, Form.WORD: 0.5}
WRAPPED_TITLE = 1.5
WRAPPED_AROUND = 4
WRAPPED_LEAST = 3
# In a list of short lines each further one is less of a surprise.
LISTED = 0.5

_SENTENCES = re.compile(r"[.!؟?] ?[^ .!؟?»\"”)]")
_LISTED = (Form.SHORT, Form.WORD)
_HEADINGS = (Form.OPEN, Form.SHORT, Form.WORD, Form.QUESTION, Form.ITEM)


def fit_regions(lines: Sequence[Line], repeats: Sequence[int]) -> list[list[float]]:
    """How badly each line fits each region: by its form, and by what stands around it."""
    fits = [list(COSTS[line.form]) for line in lines]
    _mind_repeats(fits, lines, repeats)
    _mind_wrapping(fits, lines)
    _mind_paths(fits, lines)
    for fit, kin in zip(fits, _find_kinship(lines), strict=True):
        if kin is not None:
            fit[0] += KIN_IN_FRONT if kin else 0.0
            fit[1] += -KIN_TITLE if kin else FOREIGN_TITLE
    for before, line, fit in zip(lines, lines[1:], fits[1:], strict=False):
        if line.form is Form.PARAGRAPH:
            fit[5] += SECOND_TEASER if before.form is Form.PARAGRAPH else 0.0
        if line.form in _LISTED and before.form in _LISTED:
            fit[3] = min(fit[3], LISTED)
    for line, fit in zip(lines, fits, strict=True):
        if line.folded.count(" ") >= TITLE_WORDS or (line.form is Form.QUESTION and _SENTENCES.search(line.folded)):
            fit[1] += LONG_TITLE
        if not line.folded:
            fit[1] = NEVER
            fit[5] += LONG_TEASER
    return fits


def _mind_repeats(fits: list[list[float]], lines: Sequence[Line], repeats: Sequence[int]) -> None:
    """What comes again soon is a title or a caption of a head; what comes again late is furniture."""
    for row, before in enumerate(find_previous(repeats)):
        if before is None:
            continue
        if lines[row].form is Form.CAPTION:
            fits[row][3] += 1.0
            fits[row][2] = fits[row][0] = 0.0
        elif lines[row].form in _HEADINGS:
            fits[row][3] += REPEATED_HEADING
            if row - before <= NEAR and lines[before].form is not Form.ITEM:
                fits[row][2] = 0.0
                fits[before][1] -= REPEATED_TITLE if row - before > 1 or lines[row].form is Form.OPEN else 0.0


def _mind_paths(fits: list[list[float]], lines: Sequence[Line]) -> None:
    """A menu line that ends as a later line says is the path to the article of that title."""
    path = ""
    for line, fit in zip(lines, fits, strict=True):
        if path and line.folded and path.endswith(line.folded) and path != line.folded:
            fit[1] -= TITLE_OF_PATH
        if line.form is RemovedKind.NAVIGATION and line.folded.count(" ") > 2:
            path = line.folded


def _mind_wrapping(fits: list[list[float]], lines: Sequence[Line]) -> None:
    """Hard-wrapped text: no long line about, and most lines as wide as a column without an end."""
    is_open = [line.form is Form.OPEN for line in lines]
    is_long = [not line.folded for line in lines]
    for row, line in enumerate(lines):
        if line.form in WRAPPED:
            around = slice(max(0, row - WRAPPED_AROUND), row + WRAPPED_AROUND + 1)
            n_open = sum(is_open[around])
            if n_open >= max(WRAPPED_LEAST, 0.5 * len(is_open[around])) and not any(is_long[around]):
                fits[row][3] = min(fits[row][3], WRAPPED[line.form])
                fits[row][1] += WRAPPED_TITLE if is_open[row] else 0.0


def _find_kinship(lines: Sequence[Line]) -> Iterator[bool | None]:
    """Whether a heading shares at least half of its longer words with the text that follows; ``None``: cannot tell."""
    following: list[str] = []
    found: list[bool | None] = []
    for line in reversed(lines):
        found.append(
            _shares_words(line, " ".join(following)) if line.form in _HEADINGS and following else None
        )
        if line.form is Form.PARAGRAPH:
            following = [line.block.text[:KIN_LENGTH], *following[:KIN_PARAGRAPHS]]
    return reversed(found)


def _shares_words(line: Line, text: str) -> bool | None:
    words = [word.strip("«»\"'“”.,:؛،()[]؟!").removeprefix("ال") for word in line.block.text.split()]
    longer = [word for word in words if len(word) > 2]
    return 2 * sum(word in text for word in longer) >= len(longer) if longer else None
