"""Texts that end too late: what stands right under a text and is none of it.

Headlines of other articles, the next article, sources, tags, a sentence about the writer. Such a sentence
looks like one more paragraph; it names a person and an occupation without a verb before it, where a report
begins with a verb or says what the person did.
"""

from collections.abc import Sequence

from summarizer.page.lines.forms import LONGEST_NOTICE
from summarizer.page.lines.notices import is_consent, is_contact, names_files
from summarizer.page.phrases.matching import find_bullet, strip_bullet
from summarizer.page.phrases.vocabulary import OCCUPATION, OCCUPATIONS, PROFESSION
from summarizer.page.records import HEADLINES, Form, Line, Region
from summarizer.page.rules.sources import drop_sources
from summarizer.page.rules.stretches import (
    HEADLINES_AND_CAPTIONS,
    find_rows,
    find_stretches,
    fold_text,
    is_sentence,
)
from summarizer.records import RemovedKind
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize, normalize_blanks

# One line in so many is a sentence, in a text that goes on under other articles.
LINES_PER_SENTENCE = 4
# Lines behind a notice at the end of a text, none of them a sentence or an item, are headlines.
LEAST_HEADLINES = 3
_CLOSING = (RemovedKind.SHARE, RemovedKind.NEWSLETTER, RemovedKind.APP, RemovedKind.FOOTER, RemovedKind.TAGS)
# Sentences that may be about the writer.
WITHIN = 2
# Sentences under a title and a date; a teaser has one. Letters of a word that a title shares with its text.
FEWEST_SENTENCES, LONG_WORD = 2, 4
_UNDER_TITLES = (RemovedKind.DATE, RemovedKind.BYLINE, RemovedKind.DATELINE)
# Lines of the site at the end of a text: rights, links to the next page.
_RIGHTS = compile_late(normalize(r".*(?:©|\(c\)).*|(?:جميع |كافة |كل )?(?:ال)?حقوق .{0,40}محفوظة.*"))
_ARROWS = ("←", "→", "⇐", "⇢", "⇠", "⟵", "⟶", "»»", "««")
_WRITER = compile_late(
    normalize(
        rf"(?:ا\. ?|د\. ?)?(?:[^ ]+ ){{2,4}}(?:هو |هي )?(?<!مؤتمر )(?<!بيان ){OCCUPATION} .*"
        r"(?: و?[يت](?:كتب|هتم|غطي|عمل|درس|نشر|تابع)| عمل(?:ت)? | صدر(?:ت)? | (?:و?له|و?لها) "
        r"|تابعو|(?:ال)?منصات|(?:ال)?جريدة|(?:ال)?صحيفة|(?:ال)?موقع|@).*"
        r"|(?:كتب|كتبت|كاتب|كاتبة|معد|معدة|اعد|اعدت|شارك في اعداد) (?:هذا |هذه )?"
        r"(?:ال)?(?:تقرير|مقال|مقالة|مادة|تحقيق)[ :].*"
        rf"|{OCCUPATION}(?: و{OCCUPATION})? من [^ ]+ .*"
        rf"|\* ?(?:ال)?{OCCUPATION}(?: |،).*"
        r"|(?:عن|حول|نبذة عن) (?:ال)?(?:كاتب|مؤلف|محرر)(?:ة)?(?: (?:ال)?(?:مقال|مقالة|نص|تقرير))? ?:.*"
    )
)
# Without one of them and such a beginning no line matches ``_WRITER``, which tries every way to cut a line.
_WRITERS = tuple(map(normalize, OCCUPATIONS))
_PROFESSIONAL = compile_late(normalize(rf"(?!و)(?:[^ ]+ ){{2,3}}(?:هو |هي )?{PROFESSION} .* و?[يت]كتب .*"))
_ABOUT_WRITERS = tuple(normalize("كتب اعد شارك عن حول نبذة").split())
# An occupation, with an adjective or a place, but no verb before it.
_OFFICE = compile_late(normalize(rf"(?:ال)?{OCCUPATION}(?: |،)"))
# Words of a name that stands alone.
LONGEST_NAME = 4

# Words of one letter in a line of initials, words of such a line, and letters of the name of an agency.
FEWEST_INITIALS, MOST_INITIALS, LONGEST_INITIALS = 2, 8, 4

# Tags in a row, and words of each.
FEWEST_TAGS, TAG_WORDS = 3, 3
# The name of a section behind a bullet has the form of a menu.
_NAMING = (*HEADLINES, Form.ITEM, RemovedKind.NAVIGATION)
_BETWEEN_NAMES = compile_late(r"[،|]")
# Names of a list that are looked for in the text.
MOST_TAGS = 100
# Lines of a text; a text with more lines about such files is about them.
MOST_NOTICES = 2


def end_texts(regions: list[Region], lines: Sequence[Line]) -> None:
    """Sentences about the writer leave the text that they close; headlines under a heading are related."""
    _drop_notices(regions, lines)
    end, body = Region.END, Region.BODY
    for row in range(len(regions)):
        if regions[row] is end and lines[row].form in HEADLINES:
            _begin_article(row, regions, lines)
        if regions[row] is body and (row + 1 == len(regions) or regions[row + 1] is not body):
            _drop_writer(row, regions, lines)
            drop_sources(row, regions, lines)
            _drop_furniture(row, regions, lines)
            _drop_tags(row, regions, lines)
        if regions[row] is end and lines[row].form is RemovedKind.RELATED_HEADING:
            _relate_headlines(row, regions, lines)


def _drop_notices(regions: list[Region], lines: Sequence[Line]) -> None:
    """A sentence or two about the files that a site keeps are a notice, with the button under them."""
    body = find_rows(regions, Region.BODY)
    # Most pages name no such file, and one search says so.
    if not names_files("\n".join([lines[row].block.text for row in body])):
        return
    notices = [row for row in body if is_consent(lines[row].block.text)]
    if not notices or len(notices) > MOST_NOTICES or len(body) <= 2 * len(notices):
        return
    for row in notices:
        place = Region.ASIDE if row < body[-1] else Region.END
        regions[row] = place
        if row + 1 < len(regions) and regions[row + 1] is Region.BODY and lines[row + 1].form is Form.WORD:
            regions[row + 1] = place


def _begin_article(title: int, regions: list[Region], lines: Sequence[Line]) -> None:
    """A line, its date or writer, and sentences that begin with its words are an article."""
    first = title + 1
    while first < len(lines) and lines[first].form in _UNDER_TITLES:
        first += 1
    last = first
    while last < len(lines) and regions[last] is Region.END and lines[last].form is Form.PARAGRAPH:
        last += 1
    if title + 1 < first <= last - FEWEST_SENTENCES and _repeats_words(lines[title], lines[first]):
        regions[title:last] = [
            Region.TITLE,
            *[Region.HEAD] * (first - title - 1),
            *[Region.BODY] * (last - first),
        ]


def _repeats_words(title: Line, sentence: Line) -> bool:
    words = [word for word in title.folded.split() if len(word) >= LONG_WORD]
    text = normalize(sentence.block.text)
    return len(words) > 1 and 2 * sum(word in text for word in words) >= len(words)


def _drop_writer(last: int, regions: list[Region], lines: Sequence[Line]) -> None:
    """The last sentences of a text are no part of it if they say who wrote it."""
    for row in range(last, max(last - WITHIN, 1), -1):
        if regions[row - 1] is not Region.BODY or len(lines[row].block.text) > LONGEST_NOTICE:
            return
        has_name = _says_who(row, lines)
        if has_name or is_about_writer(fold_text(lines[row])):
            is_name = has_name and regions[row - 2] is Region.BODY
            first = row - 1 if is_name or lines[row - 1].form is RemovedKind.FOOTER else row
            regions[first : last + 1] = [Region.END] * (last + 1 - first)
            return


def is_about_writer(plain: str) -> bool:
    """Whether a folded sentence is about who wrote the text."""
    if plain.startswith(_ABOUT_WRITERS) or any(map(plain.__contains__, _WRITERS)):
        return _WRITER.fullmatch(plain) is not None
    return plain.endswith(".") and "كتب" in plain and _PROFESSIONAL.fullmatch(plain) is not None


def _says_who(row: int, lines: Sequence[Line]) -> bool:
    """Whether a line begins with an occupation, under a name that stands alone."""
    name = lines[row - 1]
    n_words = name.folded.count(" ") + 1
    is_name = name.form is Form.SHORT and n_words <= LONGEST_NAME and name.block.gap > 0
    return is_name and _OFFICE.match(fold_text(lines[row])) is not None


def _drop_furniture(last: int, regions: list[Region], lines: Sequence[Line]) -> None:
    """The last lines of a text that state rights, ask to call or lead on behind an arrow are of the site."""
    row = last
    while row > 1 and regions[row - 1] is Region.BODY and _is_furniture(lines[row]):
        regions[row] = Region.END
        row -= 1


def _is_furniture(line: Line) -> bool:
    text = line.block.text
    if len(text) > LONGEST_NOTICE:
        return False
    if (
        is_contact(line.folded)
        or signs_off(line)
        or (text.startswith(_ARROWS) and line.form is not Form.PARAGRAPH)
    ):
        return True
    return ("محفوظ" in text or "©" in text) and _RIGHTS.fullmatch(fold_text(line)) is not None


def signs_off(line: Line) -> bool:
    """Whether a line is a word or name in brackets, such as "(AFP)", "(ends)", or the initials of editors."""
    folded = line.folded
    is_bracketed = folded.startswith("(") and folded.find(")") == len(folded) - 1 > 1
    return (is_bracketed and folded.count(" ") < LONGEST_NAME) or _are_initials(line)


def _are_initials(line: Line) -> bool:
    """Initials may stand behind those of their agency: "wag / n k / m r"."""
    if "/" not in line.folded or line.form is Form.PARAGRAPH:
        return False
    letters = line.folded.replace("/", " ").split()
    is_short = len(letters) <= MOST_INITIALS and all(len(one) <= LONGEST_INITIALS for one in letters)
    return is_short and sum(len(one) == 1 for one in letters) >= FEWEST_INITIALS


def _drop_tags(last: int, regions: list[Region], lines: Sequence[Line]) -> None:
    """Names that close a text, behind bullets or between commas or bars, are tags: the text says them too."""
    first = last + 1
    while first > 1 and regions[first - 1] is Region.BODY and _list_names(lines[first - 1]):
        first -= 1
    names = [name for row in range(first, last + 1) for name in _list_names(lines[row])]
    if (
        len(names) < FEWEST_TAGS
        or regions[first - 1] is not Region.BODY
        or lines[first - 1].folded.endswith(":")
    ):
        return
    title = first - 1
    while title and regions[title] is Region.BODY:
        title -= 1
    text = normalize_blanks(" ".join(line.block.text for line in lines[title:first]))
    looked_for = names[:MOST_TAGS]
    if 2 * sum(name in text for name in looked_for) >= len(looked_for):
        regions[first : last + 1] = [Region.END] * (last + 1 - first)


def _list_names(line: Line) -> list[str]:
    """The parts of a line that has no end, if they are names behind a bullet, or between commas or bars."""
    if line.form not in _NAMING:
        return []
    parts = [part.strip() for part in _BETWEEN_NAMES.split(strip_bullet(line.folded))]
    is_item = line.form not in HEADLINES and find_bullet(line.folded) > 0
    is_row = is_item or (line.form in HEADLINES and len(parts) >= FEWEST_TAGS)
    are_names = all(part and part.count(" ") < TAG_WORDS for part in parts)
    return parts if is_row and are_names else []


def _relate_headlines(heading: int, regions: list[Region], lines: Sequence[Line]) -> None:
    row = heading + 1
    while row < len(regions) and regions[row] is Region.END and _may_be_headline(lines[row]):
        row += 1
    if row > heading + 1:
        regions[heading:row] = [Region.RELATED] * (row - heading)


def _may_be_headline(line: Line) -> bool:
    return line.form in (*HEADLINES, Form.ITEM, RemovedKind.DATE)


def drop_headlines(regions: list[Region], lines: Sequence[Line]) -> None:
    """Lines under other articles are text again only if enough of them are sentences."""
    for rows in find_stretches(regions, Region.BODY):
        before = regions[rows.start - 1] if rows.start else Region.FRONT
        if before is Region.RELATED and LINES_PER_SENTENCE * _count_sentences(rows, lines) < len(rows):
            regions[rows.start : rows.stop] = [before] * len(rows)
        elif _ends_text(rows, regions):
            _cut_headlines(rows, regions, lines)


def _count_sentences(rows: range, lines: Sequence[Line]) -> int:
    return sum(is_sentence(lines[row]) for row in rows)


def _ends_text(rows: range, regions: Sequence[Region]) -> bool:
    below = (regions[row] for row in range(rows.stop, len(regions)))
    return next((region for region in below if region is not Region.ASIDE), Region.END) is not Region.BODY


def _cut_headlines(rows: range, regions: list[Region], lines: Sequence[Line]) -> None:
    """Behind the last notice in a text, lines that are neither sentences nor items are headlines."""
    first = rows.stop
    while first > rows.start and lines[first - 1].form in HEADLINES_AND_CAPTIONS:
        first -= 1
    notice = first - 1
    is_behind_notice = notice > 0 and (lines[notice].form in _CLOSING or regions[notice] is Region.ASIDE)
    if rows.stop - first < LEAST_HEADLINES or not is_behind_notice:
        return
    if any(regions[row] is Region.BODY for row in range(notice)):
        start = notice if notice >= rows.start else first
        regions[start : rows.stop] = [Region.END] * (rows.stop - start)
