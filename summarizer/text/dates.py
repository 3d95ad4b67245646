"""Dating: when was a document published?"""

import math
from datetime import UTC, datetime

from summarizer.errors import DocumentError


def read_date(date: str, place: int) -> float:
    """Seconds since 1970; a date without a zone is taken as UTC, no date as the beginning of time.

    Raises ``DocumentError`` for the document at ``place``, from 0, where its date is no ISO 8601.
    """
    if not date:
        return -math.inf
    try:
        found = datetime.fromisoformat(date)
    except (TypeError, ValueError):
        raise DocumentError(place + 1, f"the date {date!r}", "an ISO 8601 date or none") from None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
