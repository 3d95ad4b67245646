"""Boxes: what sites put into a text and under it that leads away from it.

Headlines, teasers and links of other articles, entries of lists, offers, a few words about the site itself.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from summarizer.page.lines.notices import is_consent, offers_help
from summarizer.page.records import HEADLINES, LONG, Form, Line, Region
from summarizer.page.rules.continuing import LONGER_TEXT, SENTENCE_LENGTH
from summarizer.page.rules.stretches import (
    find_rows,
    find_stretches,
    is_cut,
    is_headline,
    is_sentence,
    is_worded,
)
from summarizer.records import RemovedKind
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize

_IN_BOXES = (*HEADLINES, Form.NUMBER, RemovedKind.READ_MORE, RemovedKind.DATE)
_BOX_HEADINGS = (RemovedKind.RELATED_HEADING, RemovedKind.TICKER)
_UNDER_TEXTS = (RemovedKind.FOOTER, RemovedKind.NAVIGATION)
_INSIDE = (Region.ASIDE, Region.BODY)
# Headlines under a heading in a text before they are a box.
FEWEST_HEADLINES = 2
# Characters of a subheading.
LONGEST_HEADING = 30
_ARROWS = (">>", "»", "←", "◄", "►", "▸", "▶", "◀", "⇐")
_LABELS = (RemovedKind.RELATED_HEADING, RemovedKind.READ_MORE)
# Paragraphs of a text for each teaser in it. A page on which every part ends with "read more" is a list.
PER_TEASER = 3
# Lines of a teaser under its title.
LONGEST_TEASER = 2
# Characters of a link to the rest of an article, with its arrow.
LONGEST_MORE = 16
# Lines of an offer under a text: a question or a heading, and what the site offers.
LONGEST_OFFER = 2
_ABOUT = compile_late(normalize(r"(?:معلومات|نبذة|لمحة|تعريف) (?:عنا|بنا|عن )|من نحن"))


def drop_boxes(regions: list[Region], lines: Sequence[Line]) -> None:
    """Teasers between paragraphs are related; offers and words about the site under a text end it."""
    # Most texts hold neither a heading of other articles nor a link to the rest of one.
    forms = {line.form for line in lines}
    if not forms.isdisjoint(_BOX_HEADINGS):
        _close_boxes(regions, lines)
    if not forms.isdisjoint(_LABELS):
        _drop_teasers(regions, lines)
        _relate_attached(regions, lines)
    if not forms.isdisjoint(HEADLINES):
        _drop_links(regions, lines)
    for rows in find_stretches(regions, Region.BODY):
        _relate_cut(rows, regions, lines)
        _drop_about(rows.stop - 1, regions, lines)
        _drop_offer(rows.stop - 1, regions, lines)


def _close_boxes(regions: list[Region], lines: Sequence[Line]) -> None:
    """A box of headlines below a lead begins with its heading and ends with the last headline."""
    for heading in range(1, len(regions) - 1):
        if lines[heading].form not in _BOX_HEADINGS or regions[heading] not in _INSIDE:
            continue
        first = heading
        while regions[first - 1] is Region.ASIDE and _is_lead(lines[first - 1]):
            first -= 1
        if regions[first - 1] in (Region.TITLE, Region.HEAD, Region.BODY):
            regions[first:heading] = [Region.BODY] * (heading - first)
        last = heading
        while last + 1 < len(regions) and lines[last + 1].form in _IN_BOXES:
            last += 1
        is_apart = _stands_apart(range(heading, last + 1), lines)
        goes_on = regions[last + 1 : last + 2] == [Region.BODY] and not is_apart
        if regions[heading] is Region.BODY and not _is_box(lines[heading + 1 : last + 1], goes_on=goes_on):
            continue
        # The last line of the run may be the subheading of the next paragraph.
        last -= goes_on and len(lines[last].folded) <= LONGEST_HEADING
        for row in range(heading, last + 1):
            regions[row] = Region.RELATED if regions[row] is Region.BODY else regions[row]


def _stands_apart(rows: range, lines: Sequence[Line]) -> bool:
    """Whether some lines stand right below each other, and apart from what comes next."""
    is_together = not any(lines[row].block.gap for row in rows[1:])
    return is_together and any(line.block.gap for line in lines[rows.stop : rows.stop + 1])


def _relate_attached(regions: list[Region], lines: Sequence[Line]) -> None:
    """Headlines right below a link to another article, and apart from the text behind, are links too."""
    for row in range(1, len(regions) - 1):
        if lines[row].form is not RemovedKind.READ_MORE or regions[row] not in _INSIDE:
            continue
        last = row
        while last + 1 < len(regions) and regions[last + 1] is Region.BODY and is_headline(lines[last + 1]):
            last += 1
        if last > row and _stands_apart(range(row, last + 1), lines):
            regions[row + 1 : last + 1] = [Region.RELATED] * (last - row)


def _is_box(lines: Sequence[Line], *, goes_on: bool) -> bool:
    """Whether some lines under a heading are headlines; one is enough where no text follows."""
    n_headlines = sum(map(is_worded, lines))
    return n_headlines >= (FEWEST_HEADLINES if goes_on else 1)


def _is_lead(line: Line) -> bool:
    is_long = len(line.block.text) >= SENTENCE_LENGTH
    return is_long and is_sentence(line) and not is_consent(line.block.text)


def _drop_teasers(regions: list[Region], lines: Sequence[Line]) -> None:
    """A headline and a summary below a label of other articles, or above "read more", inside a text."""
    body = find_rows(regions, Region.BODY)
    if not body:
        return
    teasers = [
        rows
        for row in range(body[0] + 1, body[-1])
        if lines[row].form in _LABELS and (rows := _find_teaser(row, lines)) and rows.stop <= body[-1]
    ]
    if not teasers:
        return
    in_teasers = {row for rows in teasers for row in rows}
    n_paragraphs = sum(lines[row].form is Form.PARAGRAPH for row in body if row not in in_teasers)
    if PER_TEASER * len(teasers) > n_paragraphs:
        return
    for rows in teasers:
        if all(regions[row] in (Region.BODY, Region.ASIDE, Region.RELATED) for row in rows):
            regions[rows.start : rows.stop] = [Region.RELATED] * len(rows)


def _drop_links(regions: list[Region], lines: Sequence[Line]) -> None:
    """A headline behind an arrow, between two sentences, leads to another article."""
    for row in range(1, len(regions) - 1):
        if lines[row].form not in HEADLINES or not lines[row].block.text.startswith(_ARROWS):
            continue
        if regions[row - 1] is regions[row] is regions[row + 1] is Region.BODY:
            is_in_list = any(lines[other].block.text.startswith(_ARROWS) for other in (row - 1, row + 1))
            if not is_in_list and lines[row - 1].form is lines[row + 1].form is Form.PARAGRAPH:
                regions[row] = Region.RELATED


def _find_teaser(label: int, lines: Sequence[Line]) -> range:
    """The lines of a teaser with its label; empty if there is none."""
    above, below = lines[max(0, label - 2) : label], lines[label + 1 : label + 3]
    is_pair = len(below) == 2 and below[0].form in HEADLINES and is_cut(below[1])
    if is_pair and not lines[label].folded.endswith(":"):
        return range(label, label + 3)
    is_bare = lines[label].form is RemovedKind.READ_MORE and len(lines[label].folded) <= LONGEST_MORE
    is_closed = len(above) == 2 and above[0].form in HEADLINES and above[1].form in LONG
    return range(label - 2, label + 1) if is_bare and is_closed else range(0)


def _relate_cut(rows: range, regions: list[Region], lines: Sequence[Line]) -> None:
    """In a longer text, a headline right above a summary that is cut short, both apart, lead elsewhere."""
    cut = [row for row in rows[2:] if not lines[row].block.gap and is_cut(lines[row])]
    if not cut or _count_in(rows, regions, lines) < LONGER_TEXT:
        return
    for row in cut:
        is_apart = row + 1 == len(lines) or lines[row + 1].block.gap
        if is_apart and lines[row - 1].block.gap and is_headline(lines[row - 1]):
            regions[row - 1 : row + 1] = [Region.RELATED] * 2


def _drop_about(last: int, regions: list[Region], lines: Sequence[Line]) -> None:
    """The last lines of a text under "about us" are no part of it."""
    for row in range(last, max(last - LONGEST_OFFER, 0), -1):
        if regions[row - 1] is Region.BODY and _is_about(lines[row]):
            regions[row : last + 1] = [Region.END] * (last + 1 - row)
            return


def _is_about(line: Line) -> bool:
    return line.form in _UNDER_TEXTS and bool(_ABOUT.match(line.folded))


def _drop_offer(last: int, regions: list[Region], lines: Sequence[Line]) -> None:
    """A last sentence in which a firm offers its help, with the question or heading above it."""
    first = last
    if first < 2 or not offers_help(lines[last]):
        return
    first -= regions[last - 1] is Region.BODY and lines[last - 1].form in HEADLINES
    if regions[first - 1] is Region.BODY and first > 1:
        regions[first : last + 1] = [Region.END] * (last + 1 - first)


def drop_repeated_articles(regions: list[Region], lines: Sequence[Line], repeats: Sequence[int]) -> None:
    """An article of which title and text stand above already is an entry of a list."""
    titles = find_rows(regions, Region.TITLE)
    for start, stop in pairwise([*titles[1:], len(regions)]):
        last = start
        while last + 1 < stop and regions[last + 1] in (Region.HEAD, Region.BODY):
            last += 1
        said = [row for row in range(start, last + 1) if isinstance(lines[row].form, Form)]
        if len(said) > 1 and all(repeats[row] < start for row in said):
            regions[start : last + 1] = [Region.RELATED] * (last + 1 - start)


def relate_teasers(regions: list[Region], lines: Sequence[Line]) -> None:
    """Behind a longer text, a title with one sentence leads to another article."""
    titles = find_rows(regions, Region.TITLE)
    if len(titles) < 2 or _count_in(range(titles[1]), regions, lines) < LONGER_TEXT:
        return
    for start, stop in pairwise([*titles[1:], len(regions)]):
        body = [row for row in range(start, stop) if regions[row] is Region.BODY]
        is_bare = 0 < len(body) <= LONGEST_TEASER and body[0] == start + 1
        if is_bare and regions[start - 1] is not Region.FRONT and _count_in(body, regions, lines) < 2:
            place = Region.END if lines[start].form is Form.WORD else Region.RELATED
            regions[start : body[-1] + 1] = [place] * (body[-1] + 1 - start)


def _count_in(rows: Iterable[int], regions: Sequence[Region], lines: Sequence[Line]) -> int:
    return sum(regions[row] is Region.BODY and lines[row].form is Form.PARAGRAPH for row in rows)
