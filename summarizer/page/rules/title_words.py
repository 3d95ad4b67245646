"""Titles by their words: a text says again what its title says, and nothing of what a menu says.

The learned weights take a line of a menu, a breaking headline or the name of the site for a title where a
page has no date or photo between its menu and its text.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from summarizer.page.phrases.matching import strip_bullet
from summarizer.page.records import HEADLINES, LONG, UNENDED, Form, Line, Region
from summarizer.page.rules.stretches import LONG_WORD, find_rows, is_headline, is_worded, list_stems
from summarizer.records import RemovedKind
from summarizer.text.normalizing import normalize, normalize_blanks

# Words of an entry of a menu or the name of a site. Characters of a sentence; sentences that are looked at.
MENU_WORDS, SENTENCE_LENGTH, LOOKED_AT = 3, 40, 8
# The share of the words of a title that its text says again, and the least number of such words.
SAID, FEWEST_SAID = 0.5, 2
# Lines right above a text, where the walk found no title.
ABOVE = 2
# Lines above a label in which its title may stand, and entries of a menu below a line that is one of them.
FAR_ABOVE, FEWEST_ENTRIES = 16, 3
_URGENT = ("عاجل", "اخر الاخبار", "اهم العناوين")
_TITLES = (*HEADLINES, Form.ITEM)
_ABOVE_TITLES = (Region.HEAD, Region.ASIDE, Region.BODY)


def choose_titles(regions: list[Region], lines: Sequence[Line]) -> None:
    """A line above a text that it says again is its title, if the one that was found says nothing of it."""
    titles = find_rows(regions, Region.TITLE)
    for title, stop in pairwise([*titles, len(regions)]):
        _choose_below(title, stop, regions, lines)
    if not titles:
        _choose_above_text(regions, lines)
    for title in titles:
        _head_menu(title + 1, regions, lines)


def _head_menu(row: int, regions: list[Region], lines: Sequence[Line]) -> None:
    """Entries of a menu right under a title, perhaps behind the name of the site, are no text."""
    first = row
    while row < len(lines) and regions[row] is Region.BODY and _is_entry(lines[row]):
        row += 1
    if any(lines[other].form is RemovedKind.NAVIGATION for other in range(first, row)):
        regions[first:row] = [Region.HEAD] * (row - first)


def _choose_below(title: int, stop: int, regions: list[Region], lines: Sequence[Line]) -> None:
    first = _find_text(title + 1, stop, regions, lines)
    if first is None or (title and regions[title - 1] is not Region.FRONT):
        return
    if _is_label(lines[title]):
        _choose_above(title, first, regions, lines)
        return
    if title and first == title + 1 and _is_writer(title, stop, regions, lines):
        regions[title - 1 : title + 1] = [Region.TITLE, Region.HEAD]
        return
    rows = takewhile(lambda row: regions[row] in _ABOVE_TITLES, range(title + 1, first))
    spoken = _find_spoken(rows, first, regions, lines)
    if spoken is None or _is_listed(lines[spoken], lines[title:stop]):
        return
    if _is_no_title(title, spoken, regions[title:stop], lines):
        regions[title:spoken] = [Region.FRONT] * (spoken - title)
        regions[spoken] = Region.TITLE


def _is_writer(title: int, stop: int, regions: Sequence[Region], lines: Sequence[Line]) -> bool:
    """Whether what was found as title is a name that the text never says, under a line of more words."""
    above, name = lines[title - 1], lines[title]
    is_name = name.form is Form.SHORT and name.folded.count(" ") < MENU_WORDS
    if not is_name or not is_headline(above):
        return False
    sentences = [lines[row].block.text for row in _list_sentences(title, stop, regions, lines)]
    return set(name.folded.split()).isdisjoint(normalize_blanks(" ".join(sentences)).split())


def _is_listed(line: Line, others: Sequence[Line]) -> bool:
    """Whether one of some lines says the same: a list of contents names a subheading."""
    heading = _read_words(line)
    same = (other for other in others if other.form is not Form.PARAGRAPH and other is not line)
    return any(_read_words(other) == heading for other in same)


def _read_words(line: Line) -> str:
    return strip_bullet(line.folded).strip()


def _is_label(line: Line) -> bool:
    """Whether a line announces what stands below it, such as "source:"."""
    return line.folded.endswith(":") and line.folded.count(" ") < MENU_WORDS


def _choose_above(label: int, first: int, regions: list[Region], lines: Sequence[Line]) -> None:
    """The title stands above a box of the site, and a label between the box and the text."""
    rows = range(label - 1, max(-1, label - FAR_ABOVE), -1)
    spoken = _find_spoken(filter(lambda row: is_worded(lines[row]), rows), first, regions, lines)
    if spoken is not None:
        regions[spoken] = Region.TITLE
        regions[spoken + 1 : label] = [Region.ASIDE] * (label - spoken - 1)
        regions[label] = Region.HEAD


def _choose_above_text(regions: list[Region], lines: Sequence[Line]) -> None:
    first = _find_text(0, len(regions), regions, lines)
    if first is None:
        return
    start = first
    while start and regions[start - 1] is Region.BODY:
        start -= 1
    rows = [row for row in range(max(0, start - ABOVE), first) if row >= start or is_worded(lines[row])]
    spoken = _find_spoken(rows, first, regions, lines)
    if spoken is not None:
        regions[spoken] = Region.TITLE
        for row in range(spoken + 1, first):
            is_head = lines[row].form in UNENDED or isinstance(lines[row].form, RemovedKind)
            regions[row] = Region.HEAD if is_head else regions[row]


def _find_text(start: int, stop: int, regions: Sequence[Region], lines: Sequence[Line]) -> int | None:
    """The first sentence of a text within some rows of a title."""
    return next(_list_sentences(start, stop, regions, lines), None)


def _list_sentences(start: int, stop: int, regions: Sequence[Region], lines: Sequence[Line]) -> Iterator[int]:
    for row in range(start, stop):
        is_long = lines[row].form in LONG and len(lines[row].block.text) >= SENTENCE_LENGTH
        if regions[row] is Region.BODY and is_long:
            yield row


def _find_spoken(
    rows: Iterable[int], first: int, regions: Sequence[Region], lines: Sequence[Line]
) -> int | None:
    """The first of some rows that may be a title and that the sentences from another row on say again."""
    near = [row for row in rows if first - row <= FAR_ABOVE and _may_be_title(lines[row])]
    if not near:
        return None
    sentences = [first, *_list_sentences(first + 1, min(first + 2 * LOOKED_AT, len(lines)), regions, lines)]
    text = normalize("\n".join([lines[row].block.text for row in sentences[:LOOKED_AT]]))
    return next((row for row in near if _is_said(lines[row], text)), None)


def _may_be_title(line: Line) -> bool:
    is_headed = line.form is RemovedKind.NAVIGATION and is_worded(line)
    return (is_headed or line.form in _TITLES) and not line.folded.endswith(":")


def _is_said(line: Line, text: str) -> bool:
    stems = [stem for stem in list_stems(line) if stem not in _URGENT]
    n_said = sum(stem in text for stem in stems)
    return FEWEST_SAID <= n_said >= SAID * len(stems)


def _is_no_title(title: int, spoken: int, regions: Sequence[Region], lines: Sequence[Line]) -> bool:
    """Whether a line called a title is of a menu: it is short, or above other lines of one.

    regions  those from the title on, of its article
    """
    line, below = lines[title], lines[title + 1 : spoken]
    if _is_name_of_site(line, lines[spoken]) or _is_section(line, below, lines[spoken]):
        return True
    entries = [other for other in below if _is_entry(other)]
    in_menu = title > 0 and not line.block.gap
    if len(entries) >= FEWEST_ENTRIES or (in_menu and entries and line.form is Form.WORD):
        return True
    body = [lines[title + row].block.text for row, region in enumerate(regions) if region is Region.BODY]
    share = _measure_said(line, normalize("\n".join(body)))
    if in_menu and (entries or line.folded.count(" ") < MENU_WORDS) and not share:
        return True
    is_named = any(isinstance(entry.form, RemovedKind) for entry in entries) or line.folded.startswith(
        _URGENT
    )
    return bool(entries) and share < SAID and (is_named or (in_menu and len(entries) > 1))


def _is_name_of_site(line: Line, below: Line) -> bool:
    """Whether a title begins with the few words of the line above it."""
    is_short = line.folded.count(" ") < MENU_WORDS
    return is_short and is_worded(below) and below.folded.startswith(_read_words(line) + " ")


def _is_section(line: Line, between: Sequence[Line], below: Line) -> bool:
    """Whether one word stands above a date, and a title under it."""
    is_dated = any(other.form is RemovedKind.DATE for other in between)
    return line.form is Form.WORD and is_dated and is_worded(below)


def _measure_said(line: Line, text: str) -> float:
    """The share of the words of a line that a text says; short words stand in others by chance."""
    stems = list_stems(line)
    stems = [stem for stem in stems if len(stem) > LONG_WORD] or stems
    return sum(stem in text for stem in stems) / max(1, len(stems))


def _is_entry(line: Line) -> bool:
    """Whether a line between a title and its text could be of a menu."""
    is_short = line.form in (Form.SHORT, Form.WORD) and line.folded.count(" ") <= MENU_WORDS
    return is_short or line.form is RemovedKind.NAVIGATION
