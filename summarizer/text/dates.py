"""Dates: the words of month and day names, and the time that a document's ISO 8601 date stands for.

Plain spelling; each user folds the names. They mark date lines in `page/phrases`, figures of a text in
`duplicates/shingles`, and words that are no key phrase in `summary/no_topic_words`.
"""

import math
from datetime import UTC, datetime

from summarizer.errors import DocumentError

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


def read_date(date: str, place: int) -> float:
    """Seconds since 1970. A date without a zone counts as UTC, an empty one as earlier than any other.

    Raises ``DocumentError`` for the document at ``place``, from 0, whose date is not ISO 8601.
    """
    if not date:
        return -math.inf
    try:
        found = datetime.fromisoformat(date)
    except (TypeError, ValueError):
        raise DocumentError(place + 1, f"the date {date!r}", "an ISO 8601 date or none") from None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
