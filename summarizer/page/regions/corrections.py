"""Hand-set rules for what the learned weights get wrong; used by `walk`.

Each was added because a test of its kind failed without it. How often each speaks was not measured.
"""

from collections.abc import Sequence

from summarizer.page.head_labels import WITHIN_HEAD, is_beside_credit
from summarizer.page.records import Form, Line, Region

_TEXT = (Form.PARAGRAPH, Form.OPEN, Form.QUESTION, Form.ITEM, Form.CAPTION)
# Characters; notices of cookies, rules and rights are mostly shorter.
LONG_PARAGRAPH = 100
_HEADLESS = (Region.TITLE, Region.HEAD, Region.ASIDE)


def correct_walk(walk: Sequence[Region], lines: Sequence[Line]) -> tuple[Region, ...]:
    """The regions after all rules."""
    regions = list(walk)
    _return_captions(regions, lines)
    _move_titles(regions, lines)
    _drop_empty_articles(regions, lines)
    if Region.BODY not in regions and all(line.form in _TEXT for line in lines):
        # A page of items or open lines, without a menu or a notice, has no other text.
        return (Region.BODY,) * len(lines)
    if Region.BODY not in regions:
        _keep_long_paragraphs(regions, lines)
    return tuple(regions)


def _return_captions(regions: list[Region], lines: Sequence[Line]) -> None:
    """A line beside a photo credit in mid-text is a caption, though it looks like the next title."""
    for row in range(1, len(regions) - 1):
        if regions[row] is not Region.TITLE or not is_beside_credit(row, lines):
            continue
        first = row - 1 if regions[row - 1] in (Region.END, Region.ASIDE) else row
        if first and regions[first - 1] is Region.BODY:
            last = row
            while last + 1 < len(regions) and regions[last + 1] in _HEADLESS:
                last += 1
            regions[first : last + 1] = [Region.BODY] * (last + 1 - first)


def _move_titles(regions: list[Region], lines: Sequence[Line]) -> None:
    """Of "title | outlet" and the title alone, the second is the title."""
    for row, region in enumerate(regions):
        name = lines[row].folded
        if region is not Region.TITLE or not name:
            continue
        for other in range(row + 1, min(row + WITHIN_HEAD, len(lines))):
            if regions[other] is not Region.HEAD:
                break
            title = lines[other].folded
            if title.count(" ") > 1 and name.startswith(f"{title} ") and name[len(title) + 1] in "|-–—":
                regions[row:other] = [Region.FRONT] * (other - row)
                regions[other] = Region.TITLE
                break


def _drop_empty_articles(regions: list[Region], lines: Sequence[Line]) -> None:
    """An article needs a sentence, if any article of the page has one; what has none is a menu."""
    starts = [row for row, region in enumerate(regions) if region is Region.TITLE or row == 0]
    spans = [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(regions)], strict=True)]
    for rows in spans:
        if Region.BODY not in regions[rows.start : rows.stop]:
            # What looked like a standfirst under a repeated title is all the text there is.
            heads = [row for row in rows if regions[row] is Region.HEAD and lines[row].form is Form.PARAGRAPH]
            for row in heads:
                regions[row] = Region.BODY
    texts = [[lines[row] for row in rows if regions[row] is Region.BODY] for rows in spans]
    any_sentence = any(map(_has_sentence, texts))
    for rows, text in zip(spans, texts, strict=True):
        n_lines = sum(isinstance(line.form, Form) for line in text)
        if not n_lines or (any_sentence and not _has_sentence(text)):
            regions[rows.start : rows.stop] = [Region.FRONT] * len(rows)


def _keep_long_paragraphs(regions: list[Region], lines: Sequence[Line]) -> None:
    """A page with long paragraphs has a text: "News" above one report looks like a menu and a notice."""
    for row, line in enumerate(lines):
        if line.form is Form.PARAGRAPH and len(line.block.text) >= LONG_PARAGRAPH:
            regions[row] = Region.BODY


def _has_sentence(lines: Sequence[Line]) -> bool:
    return any(line.form in (Form.PARAGRAPH, Form.OPEN) for line in lines)
