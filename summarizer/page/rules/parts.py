"""Parts and lists with which a text goes on below its last line, for `continuing`: entries, recipes, laws.

Each function finds the last row of one kind of text, or -1.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from summarizer.page.lines.notices import addresses_customers, is_consent, offers_help
from summarizer.page.phrases.matching import find_bullet
from summarizer.page.records import Form, Line, Region
from summarizer.page.rules.stretches import HEADLINES_AND_CAPTIONS, find_end_of_sentences, is_sentence
from summarizer.records import RemovedKind
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize

# Parts, and characters of a sentence behind a list.
SEVERAL, SENTENCE_LENGTH = 3, 60
_HEADINGS = (Form.SHORT, Form.WORD, Form.OPEN)
# Words of the heading of a part; headlines above teasers have more.
HEADING_WORDS = 3
# Lines of a list under a heading; characters of the sentences behind such lists.
LEAST_LISTED, SAID_BEHIND = 2, 80
# Lines above a heading in which the headings that it goes on counting stand.
FAR_ABOVE = 200
# Turns of a speaker in a conversation; characters of a name.
FEWEST_TURNS, LONGEST_SPEAKER = 2, 40
# Items of a list at the end of a text. Two may be a date and a counter.
LEAST_ITEMS = 3
_PHOTO_NUMBER = compile_late(r"(\d{1,3}) ?(?:/|من) ?(\d{1,3})")
_SUBHEADING = compile_late(r"#{2,6} ")
_ITEM_NUMBER = compile_late(r"\(?(?P<number>\d{1,2})[.)–-]")
_QUESTIONS = compile_late(
    normalize(r"(?:ال)?(?:أسئلة|سؤال) .*|(?:ال)?(?:سؤال|أسئلة) و(?:ال)?(?:جواب|أجوبة)|faq.*|frequently.*")
)
_ASKS = compile_late(r".*[؟?][ +»\"]*")


def find_last_part(rows: range, regions: Sequence[Region], lines: Sequence[Line]) -> int:
    """The last sentence of an entry: several parts, each a heading of a few words and a sentence or two.

    The parts with which the text above ends count too.
    """
    row, n_parts = rows.start, _count_parts_above(rows.start, regions, lines)
    while row + 1 < rows.stop and _heads_part(row, lines) and not _is_of_site(lines[row + 1]):
        row = find_end_of_sentences(range(row + 1, rows.stop), lines)
        n_parts += 1
    return row - 1 if row > rows.start and n_parts >= SEVERAL else -1


def _is_of_site(line: Line) -> bool:
    return is_consent(line.block.text) or offers_help(line)


def _count_parts_above(stop: int, regions: Sequence[Region], lines: Sequence[Line]) -> int:
    """How many parts of a heading and one or two sentences stand right above a row in its text."""
    n_parts, row = 0, stop - 1
    while row > 0 and regions[row] is Region.BODY and is_sentence(lines[row]):
        heading = row - 1 if not is_sentence(lines[row - 1]) else row - 2
        if heading < 0 or regions[heading] is not Region.BODY or not _heads_part(heading, lines):
            break
        n_parts, row = n_parts + 1, heading - 1
    return n_parts


def find_last_list(rows: range, lines: Sequence[Line]) -> int:
    """The last sentence behind several lists, each under a heading of a few words; -1 for none.

    A recipe or a review ends so. Other pages list links there, without a sentence behind them.
    """
    row, n_lists, last, said = rows.start, 0, -1, 0
    while row + 1 < rows.stop and _heads_list(row, lines):
        stop = row + 1
        while stop < rows.stop and _is_listed(lines[stop]) and (stop == row + 1 or not lines[stop].block.gap):
            stop += 1
        n_lists += stop - row > LEAST_LISTED
        if ended := [other for other in range(row + 1, stop) if lines[other].folded.endswith(".")]:
            last = ended[-1]
            said += sum(len(lines[other].block.text) for other in ended)
        while stop < rows.stop and is_sentence(lines[stop]):
            last, stop = stop, stop + 1
            said += len(lines[last].block.text)
        if stop == row + 1:
            break
        row = stop
    return last if n_lists and said >= SAID_BEHIND else -1


def find_last_marked(rows: range, lines: Sequence[Line]) -> int:
    """The last sentence below the subheadings of Markdown with which a stretch begins; -1 for none."""
    row = rows.start
    while row + 1 < rows.stop and _SUBHEADING.match(lines[row].block.text) and is_sentence(lines[row + 1]):
        row = find_end_of_sentences(range(row + 1, rows.stop), lines)
    return row - 1 if row > rows.start else -1


def find_behind_items(rows: range, lines: Sequence[Line]) -> int:
    """The sentence behind a numbered list with which a stretch begins; a list of headlines has none."""
    last = -1
    row = rows.start + sum(1 for _ in _count_items(rows, lines))
    if row - rows.start < LEAST_ITEMS:
        return last
    while row < rows.stop and (is_sentence(lines[row]) or ". " in lines[row].folded):
        last, row = row, row + 1
    return last if last >= 0 and len(lines[last].block.text) >= SENTENCE_LENGTH else -1


def _heads_list(row: int, lines: Sequence[Line]) -> bool:
    line = lines[row]
    is_heading = line.form in (Form.SHORT, Form.WORD) and line.folded.count(" ") < HEADING_WORDS
    return is_heading and line.block.gap > 0 and lines[row + 1].block.gap > 0


def _is_listed(line: Line) -> bool:
    is_short = line.form in (Form.SHORT, Form.WORD, Form.NUMBER, Form.OPEN)
    return is_short or find_bullet(line.folded) > 0


def find_last_like(rows: range, regions: Sequence[Region], lines: Sequence[Line]) -> int:
    """The last sentence below headings that go on counting those in the text, such as "article 5"; or -1."""
    if not any(map(str.isdigit, lines[rows.start].folded)):
        return -1
    above = range(max(0, rows.start - FAR_ABOVE), rows.start)
    counted = {
        _count_off(lines[row]) for row in above if regions[row] is Region.BODY and _is_counted(lines[row])
    }
    row = rows.start
    while row + 1 < rows.stop and _is_counted(lines[row]) and _count_off(lines[row]) in counted:
        stop = find_end_of_sentences(range(row + 1, rows.stop), lines)
        if stop == row + 1:
            break
        row = stop
    return row - 1 if row > rows.start else -1


def _is_counted(line: Line) -> bool:
    is_short = line.folded.count(" ") < HEADING_WORDS
    return line.form in (Form.SHORT, Form.ITEM) and is_short and any(map(str.isdigit, line.folded))


def _count_off(line: Line) -> str:
    """A heading without its number."""
    return "".join(sign for sign in line.folded if not sign.isdigit())


def _heads_part(row: int, lines: Sequence[Line]) -> bool:
    is_heading = lines[row].form in (*_HEADINGS, RemovedKind.NAVIGATION)
    is_short = lines[row].folded.count(" ") < HEADING_WORDS
    return is_heading and is_short and is_sentence(lines[row + 1])


def find_last_item(rows: range, lines: Sequence[Line]) -> int:
    """The last item of a numbered list that a line with a colon announces, perhaps under a heading."""
    first = rows.start + (lines[rows.start].form in _HEADINGS)
    if first >= rows.stop or lines[first].form is not Form.PARAGRAPH or not lines[first].folded.endswith(":"):
        return -1
    n_items = sum(1 for _ in _count_items(range(first + 1, rows.stop), lines))
    return first + n_items if n_items >= LEAST_ITEMS else -1


def _count_items(rows: range, lines: Sequence[Line]) -> Iterator[int]:
    """1, 2, 3 and on, as long as the lines have these numbers."""
    for number, row in enumerate(rows, start=1):
        item = _ITEM_NUMBER.match(lines[row].folded)
        if item is None or int(item["number"]) != number:
            return
        yield number


def find_last_announced(rows: range, lines: Sequence[Line]) -> int:
    """The last row right below a line that ends a text with a colon, up to a blank line; -1 for none.

    Where the page has no blank lines, nothing says where such a list ends.
    """
    above = lines[rows.start - 1]
    if above.form is not Form.PARAGRAPH or not above.folded.endswith(":") or not above.block.gap:
        return -1
    last = rows.start
    while last < rows.stop and not lines[last].block.gap and _may_be_row(lines[last]):
        last += 1
    return last - 1 if last > rows.start and (last == rows.stop or lines[last].block.gap) else -1


def _may_be_row(line: Line) -> bool:
    """Whether a line may be a row of a list or table: of a timetable it looks like a date."""
    return isinstance(line.form, Form) or line.form is RemovedKind.DATE


def find_last_answer(rows: range, lines: Sequence[Line]) -> int:
    """The last answer of a list of questions: several of them, or some under a heading that says so."""
    is_headed = _QUESTIONS.fullmatch(lines[rows.start].folded) is not None
    first, last = rows.start + is_headed, -1
    for row in range(first, rows.stop - 1, 2):
        is_asked = _ASKS.fullmatch(lines[row].folded) and is_sentence(lines[row + 1])
        if not is_asked or addresses_customers(lines[row + 1]):
            break
        last = row + 1
    return last if is_headed or last + 1 - first >= 2 * SEVERAL else -1


def find_last_photo(rows: range, lines: Sequence[Line]) -> int:
    """The last caption of a series of photos, each behind its number: "1 / 5"."""
    last = -1
    for number, row in enumerate(range(rows.start, rows.stop - 1, 2), start=1):
        counted = _PHOTO_NUMBER.fullmatch(lines[row].folded)
        is_next = counted is not None and int(counted[1]) == number <= int(counted[2])
        if not is_next or lines[row + 1].form not in HEADLINES_AND_CAPTIONS:
            break
        last = row + 1
    return last


def find_last_turn(rows: range, regions: Sequence[Region], lines: Sequence[Line]) -> int:
    """The last line of a conversation that begins with the name of one who spoke above; -1 for none."""
    named = [row for row in rows if ":" in lines[row].block.text[:LONGEST_SPEAKER]]
    if not named:
        return -1
    above = range(max(0, rows.start - FAR_ABOVE), rows.start)
    names = Counter(_name_speaker(lines[row]) for row in above if regions[row] is Region.BODY)
    return max((row for row in named if names[_name_speaker(lines[row])] >= FEWEST_TURNS), default=-1)


def _name_speaker(line: Line) -> str:
    """What stands before the first colon of a line; the line itself where there is none."""
    return line.block.text[:LONGEST_SPEAKER].partition(":")[0]
