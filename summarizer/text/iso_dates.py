"""ISO 8601 dates of requests, read without numpy for the client; `dates` reads other forms."""

import math
from datetime import UTC, datetime

from summarizer.errors import DocumentError


def read_iso_date(date: str, place: int) -> float:
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
