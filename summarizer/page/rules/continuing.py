"""Texts that end too early: what stands under a text, or between two parts of it, is text if the text goes
on there.
"""

from bisect import bisect_left
from collections.abc import Sequence

from summarizer.page.lines.gaps import find_usual_gap
from summarizer.page.phrases.matching import opens_clause
from summarizer.page.records import Form, Line, Region
from summarizer.page.rules.missing_texts import LONG_PARAGRAPH
from summarizer.page.rules.parts import (
    find_behind_items,
    find_last_announced,
    find_last_answer,
    find_last_item,
    find_last_like,
    find_last_list,
    find_last_marked,
    find_last_part,
    find_last_photo,
    find_last_turn,
)
from summarizer.page.rules.stretches import find_stretches, is_sentence
from summarizer.records import RemovedKind

# So many sentences of so many characters after a text are more of it. With sites left out, 3 raised recall on
# real pages from .942 to .965, and precision stayed; 2 cost .006 of precision.
SEVERAL, SENTENCE_LENGTH = 3, 60
# Sentences. The articles of a digest have fewer; a longer text above a bare title goes on under it.
LONGER_TEXT = 3
# Characters. The longest of 164 titles on real pages has 176.
LONGEST_TITLE = 200
# Notices that stand inside texts too.
_HARMLESS = (RemovedKind.SEPARATOR, RemovedKind.DATELINE, RemovedKind.DISCLAIMER)
_SAID = (Form.PARAGRAPH, Form.ITEM)


def extend_texts(regions: list[Region], lines: Sequence[Line]) -> None:
    """Text again: what stands between two parts of a text, and what goes on right after it."""
    for rows in find_stretches(regions, Region.END):
        if not rows.start or regions[rows.start - 1] is not Region.BODY:
            continue
        last = _find_last(rows, regions, lines)
        regions[rows.start : last + 1] = [Region.BODY] * (last + 1 - rows.start)


def _find_last(rows: range, regions: Sequence[Region], lines: Sequence[Line]) -> int:
    """The last row of a stretch under a text to which the text goes on; -1 for none."""
    is_between = regions[rows.stop : rows.stop + 1] == [Region.BODY]
    last = max(
        rows.stop - 1 if is_between and _is_said(rows, lines) else -1,
        find_last_announced(rows, lines),
        find_last_list(rows, lines),
        find_behind_items(rows, lines),
        find_last_photo(rows, lines),
        find_last_turn(rows, regions, lines),
    )
    # Most pages end in links and notices, and the other ways to go on need a sentence.
    if Form.PARAGRAPH not in [lines[row].form for row in rows]:
        return last
    return max(
        last,
        _find_last_sentence(rows, lines),
        find_last_item(rows, lines),
        find_last_answer(rows, lines),
        find_last_part(rows, regions, lines),
        find_last_marked(rows, lines),
        find_last_like(rows, regions, lines),
    )


def leave_related(regions: list[Region], lines: Sequence[Line]) -> None:
    """Text again: sentences that go on behind a box of links in a text, apart from it and from each other."""
    for rows in find_stretches(regions, Region.RELATED):
        if not rows.start or regions[rows.start - 1] is not Region.BODY:
            continue
        first = next((row for row in rows[1:] if lines[row].block.gap), rows.stop)
        last = first
        while last < rows.stop and lines[last].block.gap and is_sentence(lines[last]):
            last += 1
        if first < last and len(lines[first].block.text) >= SENTENCE_LENGTH and _goes_on(lines[first]):
            regions[first:last] = [Region.BODY] * (last - first)


def _is_said(rows: range, lines: Sequence[Line]) -> bool:
    """Whether half of some lines are sentences, items or announced by a colon, and none is a notice."""
    n_said = sum(lines[row].form in _SAID or lines[row - 1].folded.endswith(":") for row in rows)
    return 2 * n_said >= len(rows) and not any(_is_notice_line(lines[row]) for row in rows)


def _is_notice_line(line: Line) -> bool:
    return isinstance(line.form, RemovedKind) and line.form not in _HARMLESS


def _find_last_sentence(rows: range, lines: Sequence[Line]) -> int:
    """The last of several long sentences, if no notice stands before them; -1 for none."""
    sentences = []
    for row in rows:
        if _is_notice_line(lines[row]) and not _heads_sentence(row, rows, lines):
            break
        if is_sentence(lines[row]) and len(lines[row].block.text) >= SENTENCE_LENGTH:
            sentences.append(row)
    return sentences[-1] if len(sentences) >= SEVERAL else -1


def _heads_sentence(row: int, rows: range, lines: Sequence[Line]) -> bool:
    """Whether a line that could be of a menu ("Climate") stands above a sentence."""
    return lines[row].form is RemovedKind.NAVIGATION and row + 1 in rows and is_sentence(lines[row + 1])


def continue_texts(regions: list[Region], lines: Sequence[Line]) -> None:
    """A bare line in a text is no title if the text goes on under it; nor is a line that cannot be one."""
    if Region.TITLE not in regions[1:-1]:
        return
    n_sentences, n_titles = 0, regions.count(Region.TITLE)
    gaps, usual = sorted(line.block.gap for line in lines[1:]), find_usual_gap(lines)
    body, paragraph = Region.BODY, Form.PARAGRAPH
    for row, region in enumerate(regions[:-1]):
        if region is body:
            n_sentences += lines[row].form is paragraph
        elif region is Region.TITLE:
            start = row
            while start and regions[start - 1] is Region.END:
                start -= 1
            in_text = start > 0 and regions[start - 1] is regions[row + 1] is Region.BODY
            # A title may stand further apart than any line that is none.
            gap = lines[row].block.gap
            stands_apart = gap > usual and len(gaps) - bisect_left(gaps, gap) < n_titles
            is_long = n_sentences >= LONGER_TEXT and not stands_apart
            is_bare = start == row and (is_long or _goes_on(lines[row + 1]))
            if in_text and (is_bare or _is_no_title(lines[row])):
                regions[start : row + 1] = [Region.BODY] * (row + 1 - start)
                n_titles -= 1
            else:
                n_sentences = 0


def _is_no_title(line: Line) -> bool:
    """A line that announces what follows, and a paragraph, are no titles."""
    length = len(line.block.text)
    is_ended = line.block.text.endswith(".") or ". " in line.block.text
    return line.folded.endswith(":") or (length >= LONG_PARAGRAPH and is_ended) or length >= LONGEST_TITLE


def _goes_on(line: Line) -> bool:
    return line.form is Form.PARAGRAPH and opens_clause(line.opening)
