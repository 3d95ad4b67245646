"""Dates: the words of month and day names, and the time that a document's ISO 8601 date stands for.

Plain spelling; each user folds the names. They mark date lines in `page/phrases`, figures of a text in
`duplicates/shingle_sorting`, and words that are no key phrase in `summary/key_phrases/no_topic_words`.
"""

import math
from datetime import UTC, datetime

from summarizer.errors import DocumentError
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize
from summarizer.text.written_dates import find_dates

DAYS = "الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت"
DAYS_WITHOUT_ARTICLE = " ".join(day.removeprefix("ال") for day in DAYS.split())
# Of a name of two words the first one; the others are ``SECOND_WORDS``.
MONTHS = (
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
    " كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين"  # the Levant and Iraq
    " جانفي فيفري أفريل ماي جوان جويلية أوت"  # Algeria and Tunisia
)
# Not among ``MONTHS``: the near-duplicate rule was trained without them.
MOROCCAN_MONTHS = "غشت شتنبر نونبر دجنبر يوليوز"
HIJRI_MONTHS = "محرم صفر ربيع جمادى رجب شعبان رمضان شوال"
SECOND_WORDS = "الأول الثاني الآخر الأولى الآخرة ذو القعدة ذي الحجة"
ENGLISH_NAMES = (
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep oct nov dec monday tuesday wednesday thursday friday saturday sunday"
)


# Seconds since 1970 from 1973 on; more digits are milliseconds.
_EPOCH = compile_late(r"-?\d{9,11}(?:\.\d+)?|\d{12,14}")


# A date in digits alone, 20240501103000 say, which as milliseconds since 1970 would be of another century;
# a month or a year, which count from their first day.
_COMPACT = compile_late(r"((?:19|20)\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")
_MONTH = compile_late(r"((?:19|20)\d\d)(?:-(\d\d))?")


def read_date(date: str, place: int) -> float:
    """Seconds since 1970. A date without a zone counts as UTC, an empty one as earlier than any other.

    Read are the forms that feeds have: ISO 8601, day/month/year and year/month/day, RFC 822, seconds or
    milliseconds since 1970, and dates with the name of their month; in any digits. Raises ``DocumentError``
    for the document at ``place``, from 0, whose date is none of them.
    """
    plain = normalize(date).strip() if isinstance(date, str) else ""
    if isinstance(date, str) and not plain:
        return -math.inf
    if _EPOCH.fullmatch(plain) and not _COMPACT.fullmatch(plain):
        seconds = float(plain)
        return seconds / 1000 if seconds >= 1e11 else seconds
    # ISO 8601 as it stands first: folding removes the point before a fraction of a second.
    ways = (
        (datetime.fromisoformat, date),
        (datetime.fromisoformat, plain.upper()),
        (_read_mail, plain),
        (_read_digits, plain),
        (_read_written, plain),
    )
    for read, written in ways:
        try:
            found = read(written)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
        except (TypeError, ValueError, IndexError, OverflowError):
            continue
    raise DocumentError(place + 1, f"the date {date!r}", "an ISO 8601 date or another usual one, or none")


def _read_mail(date: str) -> datetime:
    """A date as mails and feeds have it. Raises ``ValueError``."""
    # Imported here: with it come fifty modules that no summary needs.
    from email.utils import parsedate_to_datetime

    return parsedate_to_datetime(date)


def _read_digits(date: str) -> datetime:
    """A date in digits alone, a month or a year. Raises ``ValueError``."""
    found = _COMPACT.fullmatch(date) or _MONTH.fullmatch(date)
    if found is None:
        raise ValueError(date)
    year, *rest = [int(part) for part in found.groups() if part]
    month, day, hour, minute, second = [*rest, *(1, 1, 0, 0, 0)[len(rest) :]]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def _read_written(date: str) -> datetime:
    """The one date of a text, as pages write it. Raises ``ValueError`` where there is none or another."""
    found = [written for written in find_dates(date) if written.iso]
    if len(found) != 1:
        raise ValueError(date)
    iso = found[0].iso or ""
    return datetime.fromisoformat(f"{iso}-01" if len(iso) == len("2024-05") else iso)
