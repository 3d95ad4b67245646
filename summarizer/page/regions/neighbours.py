"""What the lines around a line say about its region; used by `fit`.

A headline has its teaser under it, a most-read list has a heading, hard-wrapped lines have the same width,
and after the last sentence of a page there is no text. No table of words is needed.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, pairwise

from summarizer.page.records import Form, Line
from summarizer.page.regions.costs import BODY, COSTS, END, FRONT, HEAD, RELATED, TITLE
from summarizer.records import RemovedKind

# Two sentences in a row are not a teaser; one without words of the line above, or a long one, seldom is.
SECOND_TEASER = 3.0
STRANGE_TEASER = 0.1
LONG_TEASER = 0.4
# Characters of a teaser that are compared.
TEASER_LENGTH = 500
# Among hard-wrapped lines one without an end mark is usual, and a full one is not a title. Lines compared on
# each side, how many of them must lack an end mark, how much widths may differ, for what share of the lines.
WRAPPED = {Form.OPEN: 0.0, Form.SHORT: 0.3, Form.WORD: 0.5}
WRAPPED_TITLE = 1.5
WRAPPED_AROUND = 4
WRAPPED_LEAST = 3
WRAPPED_WIDTH, WRAPPED_SHARE = 0.15, 0.7
# A line under a heading of other articles is not this article's text.
BEHIND_HEADING = 2.0
# In a list of short lines each further one is expected; under the heading of a most-read list every one is.
LISTED = 0.35
HEADED = 0.1
# Lines with an end mark, and so many for each line without: then a text ends its lines, and a run of so many
# lines without an end mark is not part of it.
PUNCTUATED, PUNCTUATED_SHARE = 3, 1.5
RUN = 6
IN_A_RUN = 0.7
# A headline has more words than a subheading; two headlines, each with a teaser under it, are not a text.
HEADLINE_WORDS = 5
IN_A_PAIR = 0.6
# Short lines after the last sentence of a page belong to its end: no text follows for a subheading.
TRAILING = {BODY: 0.7, END: -0.6}
# On a page without a sentence, short lines are the text if they are more than this share, otherwise a menu.
POEM_SHARE = 0.7
POEM = 1.0

# What may stand at the edges of a word.
PUNCTUATION = "«»\"'“”.,:؛،()[]؟!"

HEADINGS = (Form.OPEN, Form.SHORT, Form.WORD, Form.QUESTION, Form.ITEM)
_LISTED = (Form.SHORT, Form.WORD)
_UNENDED = (Form.OPEN, Form.SHORT, Form.QUESTION)
_TEXT = (Form.PARAGRAPH, Form.OPEN, Form.QUESTION, Form.ITEM)
_UNDER_HEADLINE = (RemovedKind.DATE, Form.CAPTION, RemovedKind.CREDIT)
_STOP_INSIDE = re.compile(r"[^ .]{2,} ?\. [^ .]")

# A row, a region, and what is added to the cost of the one in the other.
Added = tuple[int, int, float]


def weigh_surroundings(lines: Sequence[Line]) -> Iterator[Added]:
    """What the lines around each line add to its costs, or take from them."""
    wrapped = _find_wrapped(lines)
    return chain(
        _weigh_wrapped(lines, wrapped),
        _weigh_neighbours(lines, wrapped),
        _weigh_teasers(lines),
        _weigh_runs(lines, wrapped),
        _weigh_last_lines(lines),
    )


def share_words(line: Line, text: str) -> bool | None:
    """Whether a line shares half of its longer words with a text; ``None`` if it has no longer words."""
    words = [word.strip(PUNCTUATION).removeprefix("ال") for word in line.block.text.split()]
    longer = [word for word in words if len(word) > 2]
    return 2 * sum(word in text for word in longer) >= len(longer) if longer else None


def _find_wrapped(lines: Sequence[Line]) -> frozenset[int]:
    """Hard-wrapped lines: no long line is near, some sentences end, most lines do not and have one width."""
    widths = [len(line.folded) if line.form is Form.OPEN else 0 for line in lines]
    is_long = [not line.folded for line in lines]
    stops = [line.form is Form.PARAGRAPH or _STOP_INSIDE.search(line.folded) is not None for line in lines]
    found = []
    for row, line in enumerate(lines):
        around = slice(max(0, row - WRAPPED_AROUND), row + WRAPPED_AROUND + 1)
        if line.form in WRAPPED and not any(is_long[around]) and any(stops[around]) and _fill(widths[around]):
            found.append(row)
    return frozenset(found)


def _fill(widths: Sequence[int]) -> bool:
    """Whether at least half of the lines lack an end mark (width 0: has one), most of them of one width."""
    unended = sorted(width for width in widths if width)
    if len(unended) < max(WRAPPED_LEAST, len(widths) / 2):
        return False
    usual = unended[len(unended) // 2]
    n_usual = sum(abs(width - usual) <= WRAPPED_WIDTH * usual for width in unended)
    return n_usual >= WRAPPED_SHARE * len(unended)


def _weigh_wrapped(lines: Sequence[Line], wrapped: frozenset[int]) -> Iterator[Added]:
    for row in wrapped:
        form = lines[row].form
        yield row, BODY, WRAPPED[Form(form)] - COSTS[form][BODY]
        if form is Form.OPEN:
            yield row, TITLE, WRAPPED_TITLE


def _weigh_neighbours(lines: Sequence[Line], wrapped: frozenset[int]) -> Iterator[Added]:
    """Lines in a row: a heading and what it announces, short lines, items."""
    headed = False
    for row, (before, line) in enumerate(pairwise(lines), start=1):
        if before.form is RemovedKind.RELATED_HEADING:
            yield row, BODY, BEHIND_HEADING
        # The first line of a page is more likely its title than the first of a list.
        if line.form in _LISTED and before.form in _LISTED and row > 1 and row not in wrapped:
            yield row, BODY, LISTED - COSTS[line.form][BODY]
        is_under_list = before.form is RemovedKind.TICKER or (headed and before.form is Form.ITEM)
        headed = line.form is Form.ITEM and is_under_list
        if headed:
            yield row, END, HEADED - COSTS[line.form][END]


def _weigh_teasers(lines: Sequence[Line]) -> Iterator[Added]:
    """A teaser stands under its headline and uses its words; two such pairs in a row are not a text."""
    headline: Line | None = None
    pairs: list[int] = []
    for row, (before, line) in enumerate(pairwise(lines), start=1):
        headline = before if before.form in HEADINGS else headline if before.form in _UNDER_HEADLINE else None
        if line.form is not Form.PARAGRAPH:
            continue
        is_teaser = headline is not None and share_words(headline, line.block.text[:TEASER_LENGTH]) is True
        yield row, RELATED, _weigh_teaser(before, line, is_teaser=is_teaser)
        if is_teaser and before.form in _UNENDED and before.folded.count(" ") >= HEADLINE_WORDS:
            pairs.append(row)
    for one, other in pairwise(pairs):
        if other == one + 2:
            yield from ((row, BODY, IN_A_PAIR) for row in range(one - 1, other + 1))


def _weigh_teaser(before: Line, line: Line, *, is_teaser: bool) -> float:
    if before.form is Form.PARAGRAPH:
        return SECOND_TEASER
    if is_teaser:
        return 0.0
    return STRANGE_TEASER if line.folded else LONG_TEASER


def _weigh_runs(lines: Sequence[Line], wrapped: frozenset[int]) -> Iterator[Added]:
    """Where most lines end with a stop, a long run of lines without one is a list of headlines."""
    n_ended = n_unended = 0
    for is_unended, run in groupby(range(len(lines)), key=lambda row: lines[row].form in _UNENDED):
        rows = list(run)
        if not is_unended:
            n_ended += sum(lines[row].form is Form.PARAGRAPH for row in rows)
            continue
        n_headlines = sum(lines[row].form is not Form.SHORT for row in rows)
        if n_headlines >= RUN and n_ended >= max(PUNCTUATED, PUNCTUATED_SHARE * n_unended):
            yield from ((row, BODY, IN_A_RUN) for row in rows if row not in wrapped)
        n_unended += len(rows) if n_ended else 0


def _weigh_last_lines(lines: Sequence[Line]) -> Iterator[Added]:
    """Short lines after the last sentence end a page; without any sentence they are its text: a poem."""
    last = max((row for row, line in enumerate(lines) if line.form in _TEXT), default=-1)
    short = [row for row, line in enumerate(lines) if line.form in _LISTED]
    if last >= 0:
        for row in range(last + 1, len(lines)):
            if lines[row].form in (*_LISTED, RemovedKind.NAVIGATION):
                yield from ((row, region, cost) for region, cost in TRAILING.items())
    elif len(short) > POEM_SHARE * len(lines):
        yield from ((row, region, POEM) for row in short for region in (FRONT, HEAD))
