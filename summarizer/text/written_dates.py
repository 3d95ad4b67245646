"""Dates as pages write them, in figures and in words, with their places and their ISO 8601 form.

Read here: "24 نيسان / أبريل 2020 09:22 مساءً", "يونيو 9, 2024", "06/04/2026", "2026-01-08 | 12:42", a month
with its year, and days of the Hijri calendar, which are kept as written: its months begin a day earlier or
later by country.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from summarizer.records import Passage, Span
from summarizer.text.folded_lines import fold_line
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize

_MONTHS = (
    "يناير جانفي كانون_الثاني january jan",
    "فبراير فيفري شباط february feb",
    "مارس آذار march mar",
    "أبريل إبريل أفريل نيسان april apr",
    "مايو ماي أيار may",
    "يونيو جوان حزيران june jun",
    "يوليو يوليوز جويلية تموز july jul",
    "أغسطس غشت أوت آب august aug",
    "سبتمبر شتنبر أيلول september sep sept",
    "أكتوبر تشرين_الأول october oct",
    "نوفمبر نونبر تشرين_الثاني november nov",
    "ديسمبر دجنبر كانون_الأول december dec",
)
# From the folded name of a month to its number.
MONTH_NUMBERS = {
    normalize(name).replace("_", " "): number
    for number, names in enumerate(_MONTHS, 1)
    for name in names.split()
}
_HIJRI_MONTHS = normalize(
    "محرم|صفر|ربيع (?:ال)?(?:أول|آخر|ثاني)|جمادى (?:ال)?(?:أولى|آخرة|ثانية|أول|آخر)|رجب|شعبان|رمضان|شوال"
    "|ذ[وي] القعدة|ذ[وي] الحجة"
)
_MONTH = "|".join(sorted(map(re.escape, MONTH_NUMBERS), key=len, reverse=True))
# What may stand between the parts of a date: blanks, a comma, a dash; the month may be named twice.
_GAP = r"[ ،,.]{0,3}(?:من )?"
_NAMED = rf"(?P<{{0}}>{_MONTH})(?: ?[/(–-] ?(?:{_MONTH})\)?)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)(?!\d)"
_DAYS = normalize("الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت")
_WEEKDAY = rf"(?:(?:{_DAYS}) ?[،,:-]? ?)?"
_DATE = compile_late(
    rf"{_WEEKDAY}(?:"
    # 24 April 2020
    rf"(?<![\d/.-])(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[ -]?{_GAP}{_NAMED.format('m1')}[ -]?{_GAP}"
    rf"{_YEAR.format('y1')}"
    # April 24, 2020
    rf"|(?<![^\W\d_]){_NAMED.format('m2')} (?P<d2>\d{{1,2}}){_GAP}{_YEAR.format('y2')}"
    # 2020-04-24
    r"|(?<!\d)(?P<y3>(?:19|20)\d\d) ?(?P<s3>[-/.]) ?(?P<m3>\d{1,2}) ?(?P=s3) ?(?P<d3>\d{1,2})(?!\d)"
    # 24/04/2020
    rf"|(?<![\d/.-])(?P<d4>\d{{1,2}}) ?(?P<s4>[-/.]) ?(?P<m4>\d{{1,2}}) ?(?P=s4) ?{_YEAR.format('y4')}"
    # April 2020
    rf"|(?<![^\W\d_])(?<!\d ){_NAMED.format('m5')}{_GAP}{_YEAR.format('y5')})"
)
_HIJRI = compile_late(
    rf"{_WEEKDAY}(?<!\d)\d{{1,2}}{_GAP}(?:{_HIJRI_MONTHS}){_GAP}1[34]\d\d(?!\d)(?: ?ه(?![^\W\d_])\.?)?"
    r"|(?<![\d/.-])(?:\d{1,2} ?[/-] ?\d{1,2} ?[/-] ?1[34]\d\d|1[34]\d\d ?[/-] ?\d{1,2} ?[/-] ?\d{1,2})"
    r" ?ه(?![^\W\d_])"
)
_YEAR_SHOWN = compile_late(r"\d{4}")
_TIME = compile_late(
    r"(?<![\d:./-])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?!\d)(?P<second>:[0-5]\d)?"
    r"(?: ?(?P<half>am|pm|صباحا|مساء|ظهرا|ص(?![^\W\d_])|م(?![^\W\d_])))?"
    r"(?: ?\(?(?P<zone>(?:بتوقيت )?(?:غرينتش|جرينتش|مكه المكرمه|مكه)|(?:gmt|utc)|z(?![^\W\d_])))?"
    r"(?: ?\(?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)\)?(?![\d:]))?"
)
_EVENING = ("pm", "م", "مساء", "ظهرا")
_MORNING = ("am", "ص", "صباحا")
# Characters between a date and its time: "2025 - 6:37", "2026-01-08 | 12:42", "الساعة".
_NEAR = 16
_AROUND_TIME = compile_late(normalize(r"[ |،,:/()–—.م-]*(?:(?:الساعة|في|على|عند|at|بتاريخ|t)[ :]*)*[ |،,-]*"))


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date of a text: its words with their place, and its ISO 8601 form; none for the Hijri calendar."""

    passage: Passage
    iso: str | None


def find_dates(text: str, start: int = 0) -> tuple[WrittenDate, ...]:
    """The dates that a short text gives, in order; ``start`` is added to their places.

    A date that no calendar has is left out. A time beside a date belongs to it, with its zone where one is
    given; a day before a month, in figures, as Arabic pages write them.
    """
    if not _YEAR_SHOWN.search(text):
        return ()
    return tuple(
        WrittenDate(Passage(text[first:last], Span(start + first, start + last)), iso)
        for first, last, iso in _locate(text)
    )


@lru_cache(maxsize=1024)
def _locate(text: str) -> tuple[tuple[int, int, str | None], ...]:
    line = fold_line(text)
    folded = line.text
    found: list[tuple[int, int, str | None]] = [(*match.span(), None) for match in _HIJRI.finditer(folded)]
    matches = list(_DATE.finditer(folded))
    for place, match in enumerate(matches):
        before = matches[place - 1].end() if place else 0
        after = matches[place + 1].start() if place + 1 < len(matches) else len(folded)
        first, last, iso = _complete(folded, match, before, after)
        if iso is not None:
            found.append((first, last, iso))
    found.sort(key=lambda one: one[:2])
    return tuple((*line.locate(first, last), iso) for first, last, iso in found)


def _complete(folded: str, match: re.Match[str], before: int, after: int) -> tuple[int, int, str | None]:
    """A date with the time beside it: its start, its end, and its ISO form."""
    day = _read_day(match)
    first, last = match.span()
    if day is None or len(day) < len("2020-01-01"):
        return first, last, day
    behind = _TIME.search(folded, last, min(after, last + _NEAR + 24))
    if behind and _AROUND_TIME.fullmatch(folded, last, behind.start()):
        clock = _read_time(behind)
        return first, behind.end() if clock else last, day + clock
    for ahead in _TIME.finditer(folded, max(before, first - _NEAR - 24), first):
        if _AROUND_TIME.fullmatch(folded, ahead.end(), first) and (clock := _read_time(ahead)):
            return ahead.start(), last, day + clock
    return first, last, day


def _read_day(match: re.Match[str]) -> str | None:
    """The ISO form of a day, or of a month without a day; ``None`` if there is no such day."""
    parts = {name[0]: value for name, value in match.groupdict().items() if value}
    month = MONTH_NUMBERS.get(parts["m"]) or int(parts["m"])
    day = int(parts.get("d", 1))
    # In figures the day is first, but for the American order where nothing else is a date.
    if match["s4"] and month > 12 >= day:
        day, month = month, day
    try:
        found = datetime(int(parts["y"]), month, day)  # noqa: DTZ001  the zone comes with the time
    except ValueError:
        return None
    return found.date().isoformat() if "d" in parts else f"{found:%Y-%m}"


def _read_time(match: re.Match[str]) -> str:
    """The time of a day as it follows an ISO date, with its zone if one is given; empty for no such time."""
    hour, minute, half = int(match["hour"]), int(match["minute"]), match["half"]
    if half in _EVENING and hour < 12:
        hour += 12
    elif half in _MORNING and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return ""
    zone = _read_zone(match["zone"] or "", match["offset"] or "")
    return f"T{hour:02}:{minute:02}{match['second'] or ''}{zone}"


def _read_zone(zone: str, offset: str) -> str:
    if offset:
        digits = offset[1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
        return f"{offset[0]}{int(hours):02}:{minutes}" if int(hours) <= 14 and int(minutes) <= 59 else ""
    if "مكه" in zone:
        return "+03:00"
    return "+00:00" if zone else ""
