"""Articles without a text, and pages that would be left without an article.

An article needs a sentence. A page of which nothing is left keeps what looks most like a text; a text in
which the site speaks to its reader is none.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from summarizer.page.lines.notices import is_consent, speaks_to_reader
from summarizer.page.records import LONG, Form, Line, Region
from summarizer.page.rules.stretches import find_rows, find_stretches, is_sentence
from summarizer.records import RemovedKind

# Characters; notices of cookies, rules and rights are mostly shorter.
LONG_PARAGRAPH = 100
# Characters of a sentence under a title. Lines of a text above the one with which the walk begins it.
SENTENCE_LENGTH, LATE_LINES = 60, 3
# Lines: a title, a standfirst and a sentence or two.
SMALL_PAGE = 4
# Blanks between the words of a caption. What stands above it.
FEWEST_BLANKS = 2
_OF_HEADS = (
    RemovedKind.DATE,
    RemovedKind.BYLINE,
    RemovedKind.SHARE,
    RemovedKind.WIDGET,
    RemovedKind.NEWSLETTER,
    Form.NUMBER,
)
_HEADINGS = (Form.SHORT, Form.WORD)
_LONG = frozenset(LONG)
_TEXT = (*LONG, Form.QUESTION, Form.ITEM, Form.CAPTION)


def drop_notices(regions: Sequence[Region], lines: Sequence[Line]) -> tuple[Region, ...]:
    """A text in which the site speaks to its reader, such as "log in to read on", is no article."""
    kept, body = list(regions), Region.BODY
    for rows in _split_by_titles(regions):
        texts = [lines[row].block.text for row in rows if regions[row] is body]
        is_titled = regions[rows.start] in (Region.TITLE, Region.FRONT)
        title = lines[rows.start].block.text if is_titled else ""
        if speaks_to_reader(title, texts):
            kept[rows.start : rows.stop] = [Region.FRONT] * len(rows)
    return tuple(kept)


def _split_by_titles(regions: Sequence[Region]) -> list[range]:
    """The rows of a page up to its first title, if any, and from each title up to the next one."""
    titles = find_rows(regions, Region.TITLE)
    starts = titles if not regions or titles[:1] == [0] else [0, *titles]
    return [range(start, stop) for start, stop in pairwise([*starts, len(regions)])]


def begin_texts(regions: list[Region], lines: Sequence[Line]) -> None:
    """A long sentence right above a text, behind what stands between title and text, is its first.

    So is one right under the title, above a box of other articles or another box.
    """
    for rows in (*find_stretches(regions, Region.RELATED), *find_stretches(regions, Region.ASIDE)):
        is_between = rows.start > 0 and regions[rows.start - 1] in (Region.TITLE, Region.HEAD)
        after = (
            region for region in regions[rows.stop : rows.stop + LATE_LINES] if region is not Region.ASIDE
        )
        if is_between and next(after, None) is Region.BODY:
            if regions[rows.start] is Region.ASIDE and _split_head(rows, regions, lines):
                continue
            for row in takewhile(lambda row: _opens_text(lines[row]), rows):
                regions[row] = Region.BODY
    for rows in find_stretches(regions, Region.ASIDE):
        if regions[rows.stop : rows.stop + 1] != [Region.BODY]:
            continue
        if rows.start and lines[rows[0] - 1].folded.endswith(":") and _are_numbers(rows, lines):
            regions[rows.start : rows.stop] = [Region.BODY] * len(rows)
            continue
        for row in range(max(rows.start, rows.stop - LATE_LINES), rows.stop):
            text = lines[row].block.text
            if is_sentence(lines[row]) and len(text) >= LONG_PARAGRAPH and not is_consent(text):
                regions[row : rows.stop] = [Region.BODY] * (rows.stop - row)
                break


def _are_numbers(rows: range, lines: Sequence[Line]) -> bool:
    """Whether some lines are scores or sums that the sentence above announces."""
    return all(lines[row].form is Form.NUMBER for row in rows)


def _opens_text(line: Line) -> bool:
    text = line.block.text
    return is_sentence(line) and len(text) >= SENTENCE_LENGTH and not is_consent(text)


def _split_head(rows: range, regions: list[Region], lines: Sequence[Line]) -> bool:
    """Part what stands right above a text into the rest of its head and its first sentences.

    A box has several lines, or a heading. Here at most one line, what the photo shows, stands below date and
    writer, and the sentences below it end in no more than a heading.
    """
    if regions[rows.stop : rows.stop + 1] != [Region.BODY]:
        return False
    heading = rows.stop - (lines[rows[-1]].form in _HEADINGS)
    first = next((row for row in rows if _opens_text(lines[row])), rows.stop)
    plain = [row for row in range(rows.start, first) if lines[row].form not in _OF_HEADS]
    is_head = len(plain) < 2 and all(_may_be_caption(lines[row]) for row in plain)
    if not is_head or not all(is_sentence(lines[row]) for row in range(first, max(first, heading))):
        return False
    regions[rows.start : first] = [Region.HEAD] * (first - rows.start)
    regions[first : rows.stop] = [Region.BODY] * (rows.stop - first)
    return True


def _may_be_caption(line: Line) -> bool:
    return line.form is Form.SHORT and line.folded.count(" ") >= FEWEST_BLANKS


def drop_empty_articles(regions: list[Region], lines: Sequence[Line]) -> None:
    """An article needs a sentence, if any article of the page has one; what has none is a menu."""
    body, spans = Region.BODY, _split_by_titles(regions)
    for rows in spans:
        if Region.BODY not in regions[rows.start : rows.stop]:
            # What looked like a standfirst under a repeated title is all the text there is.
            heads = [row for row in rows if regions[row] is Region.HEAD and lines[row].form is Form.PARAGRAPH]
            for row in heads:
                regions[row] = Region.BODY
    texts = [[lines[row].form for row in rows if regions[row] is body] for rows in spans]
    have_sentence = [not _LONG.isdisjoint(forms) for forms in texts]
    any_sentence = any(have_sentence)
    for rows, forms, has_sentence in zip(spans, texts, have_sentence, strict=True):
        if not has_sentence and (any_sentence or not any(isinstance(form, Form) for form in forms)):
            regions[rows.start : rows.stop] = [Region.FRONT] * len(rows)


def keep_some_text(regions: list[Region], lines: Sequence[Line]) -> None:
    """A page without a text keeps its lines, its long paragraphs or its sentences, the first that it has."""
    if Region.BODY not in regions and all(line.form in _TEXT for line in lines):
        # A page of items or open lines, without a menu or a notice, has no other text.
        regions[:] = [Region.BODY] * len(lines)
    if Region.BODY not in regions:
        _keep_long_paragraphs(regions, lines)
    if Region.BODY not in regions and len(lines) <= SMALL_PAGE:
        _keep_sentences(regions, lines)


def _keep_long_paragraphs(regions: list[Region], lines: Sequence[Line]) -> None:
    """A page with long paragraphs has a text: "News" above one report looks like a menu and a notice."""
    for row, line in enumerate(lines):
        if line.form is Form.PARAGRAPH and len(line.block.text) >= LONG_PARAGRAPH:
            regions[row] = Region.BODY


def _keep_sentences(regions: list[Region], lines: Sequence[Line]) -> None:
    """A page of a few lines with a sentence is a report: it has no menu to be told from."""
    sentences = [row for row, line in enumerate(lines) if is_sentence(line)]
    for row in sentences:
        regions[row] = Region.BODY
    if sentences and sentences[0] and lines[sentences[0] - 1].form is Form.SHORT:
        regions[sentences[0] - 1] = Region.TITLE


def keep_whole_text(regions: list[Region], lines: Sequence[Line]) -> None:
    """Without a short line there is no menu: what stands before the text is text."""
    if _LONG.issuperset([line.form for line in lines]) and not _is_notice_above(regions, lines):
        regions[:] = [Region.BODY] * len(lines)


def _is_notice_above(regions: Sequence[Region], lines: Sequence[Line]) -> bool:
    """Whether nothing but notices stands before the text."""
    fronts = [line for line, region in zip(lines, regions, strict=True) if region is Region.FRONT]
    return all(is_consent(line.block.text) for line in fronts)
