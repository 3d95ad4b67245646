"""Who wrote an article, from the lines around its text; used by `facts`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from summarizer.page.phrases.matching import is_section
from summarizer.page.phrases.vocabulary import OCCUPATION
from summarizer.records import Fact, FactSource, Passage, Removed, RemovedKind, Span
from summarizer.text.folded_lines import FoldedLine, fold_line
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import ALPHABET
from summarizer.text.normalizing import normalize, normalize_lines
from summarizer.text.written_dates import find_dates

# Words. A name has two to four, several names more.
LONGEST_NAMES = 10
LONGEST_BARE = 6
LONGEST_NAME = 4

# A word that only bylines begin with, then one that needs a sign behind it, as it begins sentences too.
_LABEL = compile_late(
    normalize(
        r"(?:(?:تمت الكتابة |كتب |كتبت |نشر )?بواسطة|بقلم|كتب|كتبت|كتبه|كتبها|كتابة|إعداد|أعده|أعدها|أعدته"
        r"|تحرير|(?:عن )?الكاتب(?:ة)?|المحرر(?:ة)?"
        r"|ترجمة|حاوره|حاورها|حاورته|حاورتها|حاورهم|أجرى الحوار|أجرت الحوار|أجراه|أجرته"
        r"|نشرها|نشره|written by|by|author)"
        r"(?= |[:/|–-]|$)[ :/|–-]*"
        r"|(?:تقديم|تقرير|حوار|تحقيق|متابعة|رصد|مراسل|مراسلة|نص|خاص) ?[:/|–-][ :/|–-]*"
    )
)
# What ends the names: a date, the photographer, another column of the line.
_REST = compile_late(
    normalize(
        r" ?(?:[|•·]| [-–—] ?(?:تصوير|الأحد|\d)| تصوير | نشر(?:ت)?(?= |$)|[-–—،,] ?(?:تاريخ|آخر)| في \d| في$)"
    )
)
_EDGE = compile_late(f"^[^{ALPHABET}(]+|[^{ALPHABET}).]+$")
_NAME = compile_late(f"(?:(?:[أ-ي]\\. ?){{1,3}}|[{ALPHABET}.'’]+)(?:[ -–/،و]+[{ALPHABET}.'’()]+)*")
_DATED = (RemovedKind.DATE, RemovedKind.BYLINE)
# What stands between a date and a name.
_BEHIND_DATE, _FIGURE = " \u00a0-–—|•/،,:", compile_late(r"\d")
# Labels of other things than persons, which a line between title and text may hold.
_NO_NAME = frozenset(
    normalize(
        "استمع شارك مشاركة طباعة حجم الخط عاجل خاص حصري فيديو صور بالصور بالفيديو اخر تحديث نشر تاريخ"
        " وقت القراءة المصدر اقرأ شاهد مباشر الرئيسية منذ قبل الموافق يوم صباح مساء"
        " في من إلى عن مع لم إن التي الذي هذا هذه بنا لنا"
    ).split()
)


# Characters of a line that says what the writer is.
LONGEST_NOTE = 240
_OCCUPIED = compile_late(normalize(rf"(?:ال)?{OCCUPATION}(?: |،|$)"))
# Offices that stand on every page of a newspaper.
_OFFICE = compile_late(
    normalize(
        r"(?:ال)?(?:رئيس|رئيسة|مدير|مديرة|نائب|سكرتير|أمين) (?:ال)?(?:تحرير|مجلس|إدارة|عام|رئيس|مدير)"
        r"|(?:ال)?ناشر"
    )
)


def find_byline(head: Sequence[Removed], around: Sequence[Removed]) -> Fact | None:
    """The byline among the lines between title and text, else among those above and below.

    A line with a label ("by") comes first, then a bare name under the title, then an agency with its city,
    then a name above what the writer is.
    """
    for rows in (head, around):
        if labelled := next(_find_labelled(rows), None):
            return labelled
    bare = (_read_bare(_skip_date(row)) for row in head if row.kind is RemovedKind.BYLINE)
    dated = (_read_dated(row) for row in head if row.kind is RemovedKind.DATE)
    agency = (_read_agency(row) for row in head if row.kind is RemovedKind.DATELINE)
    return next(filter(None, chain(bare, dated, agency, _find_signed(around))), None)


def _find_signed(rows: Sequence[Removed]) -> Iterator[Fact | None]:
    """Names above a line that begins with an occupation."""
    # "The poet A. B.: …" is a headline.
    notes = ["" if len(row.text) > LONGEST_NOTE or ":" in row.text else row.text for row in rows]
    for row, note in zip(rows, normalize_lines(notes)[1:], strict=False):
        if _OCCUPIED.match(note):
            yield _read_bare(row)


def _find_labelled(rows: Sequence[Removed]) -> Iterator[Fact]:
    """The names behind a label; behind one that stands alone, the names are the next line."""
    named = [*map(_skip_date, rows)]
    plain = normalize_lines([row.text for row in named])
    for row, label, after in zip(named, map(_LABEL.match, plain), [*rows[1:], None], strict=False):
        if label is None:
            continue
        line = fold_line(row.text)
        names = _cut_names(row, line, label.end())
        if names is None and label.end() == len(line.text) and after is not None:
            below = fold_line(after.text)
            again = _LABEL.match(below.text)
            names = _cut_names(after, below, again.end() if again else 0)
        if names is not None:
            yield names


def _skip_date(row: Removed) -> Removed:
    """A line that begins with a date, from behind it up to the next figure; any other line as it is."""
    may_be = row.kind in _DATED and _FIGURE.search(row.text)
    dates = find_dates(row.text) if may_be or row.text[:1].isdecimal() else ()
    if not dates or dates[0].passage.span.start:
        return row
    end = dates[0].passage.span.end
    rest = row.text[end:].lstrip(_BEHIND_DATE)
    start = len(row.text) - len(rest)
    text = next(iter(_FIGURE.split(rest, maxsplit=1))).rstrip()
    return replace(row, text=text, span=Span(row.span.start + start, row.span.start + start + len(text)))


def _read_bare(row: Removed) -> Fact | None:
    line = fold_line(row.text)
    if is_section(line.text) or line.text.endswith(":") or _OFFICE.match(line.text):
        return None
    names = _cut_names(row, line, 0)
    if names is None or "/" in names.value:
        return None
    words = normalize(names.value).split()
    return names if 1 < len(words) <= LONGEST_BARE and _NO_NAME.isdisjoint(words) else None


def _read_dated(row: Removed) -> Fact | None:
    """A name with which a line begins that ends with a date, or right behind the date."""
    if not find_dates(row.text):
        return None
    named = _skip_date(row)
    names = _read_bare(named)
    if names is None or not named.text.startswith(names.value):
        return None
    parts = names.value.split(" - ")
    return names if all(len(part.split()) <= LONGEST_NAME for part in parts) else None


def _read_agency(row: Removed) -> Fact | None:
    """A city with an agency or a newspaper: who reported, where no person is named."""
    if find_dates(row.text):
        return None
    return Fact(row.text, FactSource.TEXT, Passage(row.text, row.span))


def _cut_names(row: Removed, line: FoldedLine, start: int) -> Fact | None:
    """The names of a line from a place on, without what stands behind them; ``None`` if they are no names."""
    rest = _REST.search(line.text, start)
    end = rest.start() if rest else len(line.text)
    first, last = line.locate(start, end)
    if dates := find_dates(row.text):
        last = min(last, dates[0].passage.span.start)
    if first >= last:
        return None
    text = row.text[first:last]
    opening, closing = _EDGE.match(text), _EDGE.search(text)
    first += opening.end() if opening and opening.start() == 0 else 0
    last -= len(text) - closing.start() if closing and closing.start() > 0 else 0
    names = row.text[first:last]
    folded = normalize(names)
    if not _NAME.match(folded) or len(folded.split()) > LONGEST_NAMES or any(c.isdigit() for c in names):
        return None
    span = Span(row.span.start + first, row.span.start + last)
    return Fact(names, FactSource.TEXT, Passage(names, span))
