"""Hand-set rules about titles: which lines that the learned weights call titles are none, and which are; used
by `corrections`.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from summarizer.page.head_labels import WITHIN_HEAD, is_beside_credit
from summarizer.page.phrases.matching import opens_clause
from summarizer.page.records import Form, Line, Region
from summarizer.page.regions.continuity import OPENING
from summarizer.page.regions.gaps import find_usual_gap
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize

LONG_FORMS = (Form.PARAGRAPH, Form.OPEN)
# Characters; notices of cookies, rules and rights are mostly shorter.
LONG_PARAGRAPH = 100
_HEADLESS = (Region.TITLE, Region.HEAD, Region.ASIDE)
# Lines. A shorter page may be one sentence in two lines.
FEWEST_LINES = 3
# Lines. A teaser has one or two.
LONGEST_TEASER = 2
# Characters. The longest of 164 titles on real pages has 176.
LONGEST_TITLE = 200
# Words of a title above a text, where a menu stands above both.
TITLE_WORDS = 4
# Lines above a title in which a breadcrumb stands. Characters of the beginning of a text.
ABOVE, SHORTEST_EXCERPT = 4, 40
_CRUMBS = compile_late(" ?[/>»›] ?")
# Sentences. The articles of a digest have fewer; a longer text above a bare title goes on under it.
LONGER_TEXT = 3


def name_text(regions: list[Region], lines: Sequence[Line]) -> None:
    """A page without a title has it in the words right above a blank line and its text."""
    if Region.TITLE in regions or len(lines) < FEWEST_LINES:
        return
    if regions[:2] != [Region.BODY] * 2:
        _name_below_menu(regions, lines)
    elif lines[0].form is Form.SHORT and lines[1].form in LONG_FORMS and lines[1].block.gap:
        regions[0] = Region.TITLE


def _name_below_menu(regions: list[Region], lines: Sequence[Line]) -> None:
    first = next((row for row, region in enumerate(regions) if region is Region.BODY), 0)
    if not first or regions[first - 1] is not Region.FRONT:
        return
    title, text = lines[first - 1], lines[first : first + 2]
    is_title = title.form in (Form.SHORT, Form.OPEN) and title.folded.count(" ") + 1 >= TITLE_WORDS
    if is_title and text[0].block.gap and all(line.form is Form.PARAGRAPH for line in text):
        regions[first - 1] = Region.TITLE


def continue_texts(regions: list[Region], lines: Sequence[Line]) -> None:
    """A bare line in a text is no title if the text goes on under it; nor is a line that cannot be one."""
    n_sentences = 0
    body, paragraph = Region.BODY, Form.PARAGRAPH
    for row, region in enumerate(regions[:-1]):
        if region is body:
            n_sentences += lines[row].form is paragraph
        elif region is Region.TITLE:
            start = row
            while start and regions[start - 1] is Region.END:
                start -= 1
            in_text = start > 0 and regions[start - 1] is regions[row + 1] is Region.BODY
            is_long = n_sentences >= LONGER_TEXT and not _stands_apart(row, regions, lines)
            is_bare = start == row and (is_long or _goes_on(lines[row + 1]))
            if in_text and (is_bare or _is_no_title(lines[row])):
                regions[start : row + 1] = [Region.BODY] * (row + 1 - start)
            else:
                n_sentences = 0


def _stands_apart(title: int, regions: Sequence[Region], lines: Sequence[Line]) -> bool:
    """Whether the space above a title is wider than any above a line that is no title."""
    gap = lines[title].block.gap
    n_wide = sum(line.block.gap >= gap for line in lines[1:])
    return gap > find_usual_gap(lines) and n_wide < regions.count(Region.TITLE)


def _is_no_title(line: Line) -> bool:
    """A line that announces what follows, and a paragraph, are no titles."""
    length = len(line.block.text)
    is_sentence = length >= LONG_PARAGRAPH and line.block.text.endswith(".")
    return line.folded.endswith(":") or is_sentence or length >= LONGEST_TITLE


def _goes_on(line: Line) -> bool:
    return line.form is Form.PARAGRAPH and opens_clause(normalize(line.block.text[:OPENING]))


def relate_teasers(regions: list[Region], lines: Sequence[Line]) -> None:
    """Behind a longer text, a title with one sentence leads to another article."""
    titles = [row for row, region in enumerate(regions) if region is Region.TITLE]
    if not titles or _count_in(range(titles[1] if len(titles) > 1 else 0), regions, lines) < LONGER_TEXT:
        return
    for start, stop in pairwise([*titles[1:], len(regions)]):
        body = [row for row in range(start, stop) if regions[row] is Region.BODY]
        is_bare = 0 < len(body) <= LONGEST_TEASER and body[0] == start + 1
        if is_bare and regions[start - 1] is not Region.FRONT and _count_in(body, regions, lines) < 2:
            place = Region.END if lines[start].form is Form.WORD else Region.RELATED
            regions[start : body[-1] + 1] = [place] * (body[-1] + 1 - start)


def _count_in(rows: Iterable[int], regions: Sequence[Region], lines: Sequence[Line]) -> int:
    return sum(regions[row] is Region.BODY and lines[row].form is Form.PARAGRAPH for row in rows)


def return_captions(regions: list[Region], lines: Sequence[Line]) -> None:
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


def move_titles(regions: list[Region], lines: Sequence[Line]) -> None:
    """The title is a line under "title | outlet", one that a breadcrumb names, or one above an excerpt."""
    for row, region in enumerate(regions):
        if region is not Region.TITLE or not lines[row].folded:
            continue
        head = _list_head(row, regions)
        below = _find_named(lines[row].folded, head, lines) or _find_crumb(row, head, lines)
        if below is not None:
            regions[row:below] = [Region.FRONT] * (below - row)
            regions[below] = Region.TITLE
        elif _is_excerpt(row, head, regions, lines):
            regions[row - 1], regions[row] = Region.TITLE, Region.HEAD


def _list_head(title: int, regions: Sequence[Region]) -> list[int]:
    """The rows between a title and its text."""
    rows = range(title + 1, min(title + WITHIN_HEAD, len(regions)))
    return list(takewhile(lambda row: regions[row] is Region.HEAD, rows))


def _find_named(name: str, head: Sequence[int], lines: Sequence[Line]) -> int | None:
    """The line that a title names with the outlet behind it."""
    for row in head:
        title = lines[row].folded
        if title.count(" ") > 1 and name.startswith(f"{title} ") and name[len(title) + 1] in "|-–—":
            return row
    return None


def _find_crumb(title: int, head: Sequence[int], lines: Sequence[Line]) -> int | None:
    """The line under a title, mostly a section, that the last part of a breadcrumb above names."""
    above = (lines[row] for row in range(max(0, title - ABOVE), title))
    crumbs = [_CRUMBS.split(line.folded)[-1].rstrip(" .…") for line in above if _CRUMBS.search(line.folded)]
    crumbs = [crumb for crumb in crumbs if crumb.count(" ") > 1]
    if not crumbs or any(lines[title].folded.startswith(crumb) for crumb in crumbs):
        return None
    return next((row for row in head if any(map(lines[row].folded.startswith, crumbs))), None)


def _is_excerpt(title: int, head: Sequence[int], regions: Sequence[Region], lines: Sequence[Line]) -> bool:
    """Whether a title is the beginning of its text, under a line that may be the title."""
    text = head[-1] + 1 if head else title + 1
    if not title or regions[title - 1] is not Region.FRONT or regions[text : text + 1] != [Region.BODY]:
        return False
    start = lines[title].block.text.rstrip(" .…")
    is_start = len(start) >= SHORTEST_EXCERPT and lines[text].block.text.startswith(start)
    return is_start and lines[title - 1].form in (Form.SHORT, Form.OPEN, Form.QUESTION)
