"""Fitting: how badly does each line fit each region of a page? By its form first, then by what stands around it.

The numbers are small and round on purpose: they order the cases, they are not fitted.
"""

import re
from collections.abc import Iterator, Sequence

from summarizer.page.recognizing import opens_clause
from summarizer.page.repeating import find_previous
from summarizer.records import Form, Line, RemovedKind
from summarizer.text.normalizing import normalize

# Far more than any walk can save: such a fit or step is never taken.
NEVER = 1000.0
FRONT, TITLE, HEAD, BODY, END, RELATED = range(6)

# How badly a form fits a region. 0: at home; 1: seen now and then; 3 and more: hardly ever.
COSTS: dict[Form | RemovedKind, tuple[float, float, float, float, float, float]] = {
    #                            front title  head  body   end  related
    Form.PARAGRAPH:              (5.0, 1.5, 2.0, 0.0, 4.0, 0.0),
    Form.OPEN:                   (2.0, 0.0, 0.7, 0.3, 2.0, 0.3),
    Form.SHORT:                  (0.3, 0.0, 0.6, 1.0, 1.0, 0.3),
    Form.WORD:                   (0.2, 0.4, 1.0, 1.5, 0.5, 0.5),
    Form.QUESTION:               (1.0, 0.2, 1.2, 0.3, 2.0, 0.2),
    Form.ITEM:                   (1.0, 1.5, 1.5, 0.3, 0.8, 0.3),
    Form.CAPTION:                (1.0, 2.5, 0.0, 0.7, 2.5, 0.3),
    Form.SOURCE:                 (2.0, 3.0, 1.0, 2.5, 2.0, 0.0),
    Form.NUMBER:                 (0.3, 3.0, 0.2, 0.7, 0.3, 0.5),
    RemovedKind.CREDIT:          (2.0, 3.0, 0.0, 0.5, 2.0, 1.0),
    RemovedKind.DATE:            (0.3, 3.0, 0.0, 3.0, 1.0, 0.2),
    RemovedKind.DATELINE:        (1.0, 2.0, 0.0, 2.0, 1.0, 1.5),
    RemovedKind.NAVIGATION:      (0.0, 1.5, 1.0, 1.0, 0.3, 1.0),
    RemovedKind.SHARE:           (0.3, 2.5, 0.0, 0.8, 0.0, 1.0),
    RemovedKind.NEWSLETTER:      (0.5, 3.0, 0.5, 0.7, 0.0, 1.0),
    RemovedKind.APP:             (0.5, 3.0, 0.5, 0.7, 0.0, 1.0),
    RemovedKind.ADVERTISEMENT:   (0.3, 3.0, 0.3, 0.3, 0.3, 0.3),
    RemovedKind.TAGS:            (1.0, 3.0, 0.7, 2.0, 0.0, 1.0),
    RemovedKind.RELATED_HEADING: (1.5, 3.0, 2.0, 3.5, 1.0, 0.0),
    RemovedKind.TICKER:          (0.2, 3.0, 2.0, 2.5, 0.0, 1.0),
    RemovedKind.READ_MORE:       (2.0, 3.0, 1.5, 0.3, 0.3, 0.3),
    RemovedKind.FOOTER:          (0.7, 2.5, 1.0, 1.5, 0.0, 1.0),
    RemovedKind.DISCLAIMER:      (1.0, 3.0, 1.0, 1.0, 0.0, 1.0),
    RemovedKind.WIDGET:          (0.3, 3.0, 0.0, 0.8, 0.3, 0.3),
    RemovedKind.BYLINE:          (1.0, 2.5, 0.0, 0.7, 0.5, 1.0),
    RemovedKind.SEPARATOR:       (0.5, 3.0, 0.5, 0.5, 0.3, 0.3),
}  # fmt: skip

# A heading that comes again within as many lines is a title; elsewhere in a body, headings do not come again.
NEAR = 12
N_STANDFIRSTS = 1
REPEATED_TITLE = 2.0
REPEATED_HEADING = 1.5
REPEATED_CAPTION = 1.0
# Two sentences in a row are no teaser; one that is foreign to the line above it, or long, seldom is.
SECOND_TEASER = 3.0
STRANGE_TEASER = 0.1
LONG_TEASER = 0.4
# Nor is a line of several sentences a title, or one of so many words.
LONG_TITLE = 2.0
TITLE_WORDS = 20
QUESTION_WORDS = 12
# A title shares words with the text under it, a menu does not.
KIN_TITLE = 0.5
FOREIGN_TITLE = 0.5
KIN_IN_FRONT = 1.0
KIN_LENGTH = 500
KIN_PARAGRAPHS = 2
# The line under a path through the site, or under the name of the page, is the title if the other holds it.
TITLE_OF_PATH = 1.5
# Among hard-wrapped lines a line without an end is nothing special, and a full one is no title.
WRAPPED = {Form.OPEN: 0.0, Form.SHORT: 0.3, Form.WORD: 0.5}
WRAPPED_TITLE = 1.5
WRAPPED_AROUND = 4
WRAPPED_LEAST = 3
WRAPPED_WIDTH, WRAPPED_SHARE = 0.15, 0.7
# A line that goes on from the one before stands in a body; elsewhere it is a surprise.
CLAUSE = {FRONT: 1.5, TITLE: 1.0, END: 1.0, RELATED: 1.5}
# What a heading of other articles announces is not this article's text.
BEHIND_HEADING = 2.0
# In a list of short lines each further one is less of a surprise.
LISTED = 0.4
# Under the heading of a most-read list, its items end a page.
HEADED = 0.1
# Short lines behind the last sentence of a page end it: a subheading without a text is none.
TRAILING = {BODY: 0.7, END: -0.6}

_HEADINGS = (Form.OPEN, Form.SHORT, Form.WORD, Form.QUESTION, Form.ITEM)
_CLAUSED = (Form.PARAGRAPH, Form.OPEN, Form.SHORT)
_LISTED = (Form.SHORT, Form.WORD)
_TEXT = (Form.PARAGRAPH, Form.OPEN, Form.QUESTION, Form.ITEM)
_UNDER_HEADLINE = (RemovedKind.DATE, Form.CAPTION, RemovedKind.CREDIT)
_SENTENCES = re.compile(r"[.!؟?] ?[^ .!؟?»\"”)]")
_AFTER_NAME = re.compile(r" ?[|–—-] ?[^|–—-]{2,40}")

Fit = list[float]


def fit_regions(lines: Sequence[Line], repeats: Sequence[int]) -> list[Fit]:
    """How badly each line fits each region, in the order of ``Region``."""
    fits = [list(COSTS[line.form]) for line in lines]
    _mind_repeats(fits, lines, repeats)
    _mind_wrapping(fits, lines)
    _mind_names_of_pages(fits, lines)
    _mind_lists(fits, lines)
    _mind_words(fits, lines)
    for fit, kin in zip(fits, _find_kinship(lines), strict=True):
        if kin is not None:
            fit[FRONT] += KIN_IN_FRONT if kin else 0.0
            fit[TITLE] += -KIN_TITLE if kin else FOREIGN_TITLE
    return fits


def _mind_repeats(fits: list[Fit], lines: Sequence[Line], repeats: Sequence[int]) -> None:
    """What comes again soon is a title or a caption of a head; what comes again late is furniture."""
    for row, before in enumerate(find_previous(repeats)):
        if before is None:
            continue
        fit, form = fits[row], lines[row].form
        if form is Form.CAPTION:
            fit[BODY] += REPEATED_CAPTION
            fit[HEAD] = fit[FRONT] = 0.0
        elif form in _HEADINGS:
            fit[BODY] += REPEATED_HEADING
            if row - before <= NEAR and _is_within_head(lines[before:row]):
                fit[HEAD] = 0.0
                fits[before][TITLE] -= REPEATED_TITLE if row - before > 1 or form is Form.OPEN else 0.0


def _is_within_head(lines: Sequence[Line]) -> bool:
    """Whether a title and what follows it could be one head: besides them a standfirst at most."""
    if lines[0].form is Form.ITEM:
        return False
    return sum(line.form in _HEADINGS or line.form is Form.PARAGRAPH for line in lines) <= 1 + N_STANDFIRSTS


def _mind_wrapping(fits: list[Fit], lines: Sequence[Line]) -> None:
    """Hard-wrapped text: no long line about, and most lines without an end, all as wide as the column."""
    widths = [len(line.folded) if line.form is Form.OPEN else 0 for line in lines]
    is_long = [not line.folded for line in lines]
    for row, line in enumerate(lines):
        if line.form in WRAPPED:
            around = slice(max(0, row - WRAPPED_AROUND), row + WRAPPED_AROUND + 1)
            if not any(is_long[around]) and _fill_column(widths[around]):
                fits[row][BODY] = min(fits[row][BODY], WRAPPED[line.form])
                fits[row][TITLE] += WRAPPED_TITLE if widths[row] else 0.0


def _fill_column(widths: Sequence[int]) -> bool:
    """Whether at least half of the lines lack their end, and most of those are alike in width; 0: has its end."""
    unended = sorted(width for width in widths if width)
    if len(unended) < max(WRAPPED_LEAST, len(widths) / 2):
        return False
    usual = unended[len(unended) // 2]
    return sum(abs(width - usual) <= WRAPPED_WIDTH * usual for width in unended) >= WRAPPED_SHARE * len(unended)


def _mind_names_of_pages(fits: list[Fit], lines: Sequence[Line]) -> None:
    """A path through the site ends in the title, the name of the page begins with it; neither is the title."""
    above: tuple[Fit, str] | None = None
    for line, fit in zip(lines, fits, strict=True):
        if above and line.folded and above[1] != line.folded:
            if above[1].endswith(line.folded):
                fit[TITLE] -= TITLE_OF_PATH
            elif above[1].startswith(line.folded) and _AFTER_NAME.fullmatch(above[1], len(line.folded)):
                fit[TITLE] -= TITLE_OF_PATH
                above[0][TITLE] += TITLE_OF_PATH
                above[0][FRONT] = 0.0
        if line.form in (RemovedKind.NAVIGATION, Form.OPEN, Form.SHORT) and line.folded.count(" ") > 2:
            above = (fit, line.folded)


def _mind_lists(fits: list[Fit], lines: Sequence[Line]) -> None:
    """Neighbours: sentences in a row, short lines in a row, short lines with no sentence to come."""
    headline, headed = None, False
    for before, line, fit in zip(lines, lines[1:], fits[1:], strict=False):
        headline = before if before.form in _HEADINGS else headline if before.form in _UNDER_HEADLINE else None
        if line.form is Form.PARAGRAPH:
            fit[RELATED] += _find_teaser_cost(headline, before, line)
        if before.form is RemovedKind.RELATED_HEADING:
            fit[BODY] += BEHIND_HEADING
        if line.form in _LISTED and before.form in _LISTED:
            fit[BODY] = min(fit[BODY], LISTED)
        headed = line.form is Form.ITEM and (before.form is RemovedKind.TICKER or (headed and before.form is Form.ITEM))
        if headed:
            fit[END] = HEADED
    last = max((row for row, line in enumerate(lines) if line.form in _TEXT), default=len(lines))
    for line, fit in zip(lines[last + 1 :], fits[last + 1 :], strict=True):
        if line.form in _LISTED or line.form is RemovedKind.NAVIGATION:
            fit[BODY] += TRAILING[BODY]
            fit[END] += TRAILING[END]


def _find_teaser_cost(headline: Line | None, before: Line, line: Line) -> float:
    """A teaser stands under its headline and takes up its words; a text goes on for more than a sentence."""
    if before.form is Form.PARAGRAPH:
        return SECOND_TEASER
    if headline and _shares_words(headline, line.block.text[:KIN_LENGTH]):
        return 0.0
    return STRANGE_TEASER if line.folded else LONG_TEASER


def _mind_words(fits: list[Fit], lines: Sequence[Line]) -> None:
    """What a line's own words say: it goes on from the line before, or is too long for a title or a teaser."""
    for line, fit in zip(lines, fits, strict=True):
        if line.form in _CLAUSED and opens_clause(line.folded or normalize(line.block.text[:40])):
            for region, cost in CLAUSE.items():
                fit[region] += cost
        if not line.folded:
            fit[TITLE] = NEVER
        elif _is_too_long_for_title(line):
            fit[TITLE] += LONG_TITLE


def _is_too_long_for_title(line: Line) -> bool:
    if line.form is Form.QUESTION:
        return line.folded.count(" ") >= QUESTION_WORDS or _SENTENCES.search(line.folded) is not None
    return line.folded.count(" ") >= TITLE_WORDS


def _find_kinship(lines: Sequence[Line]) -> Iterator[bool | None]:
    """Whether a heading shares half of its longer words with the text that follows; ``None``: cannot tell."""
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
