"""Rates: so many requests in so long, as 600/minute; read by `settings`, counted by `http.rate_limits`."""

import re
from dataclasses import dataclass
from functools import lru_cache

# Sizes of a unit in seconds; a month has 30 days and a year 12 of these months.
_UNITS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "month": 30 * 86400,
    "year": 360 * 86400,
}
_RATE = re.compile(rf"([1-9][0-9]{{0,8}}) *(?:/| per ) *([1-9][0-9]{{0,3}})? *({'|'.join(_UNITS)})s?")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in a window of so many seconds."""

    amount: int
    seconds: int


@lru_cache(maxsize=256)
def parse_rate(text: str) -> Rate:
    """The rate that 600/minute, 20/second or 100 per 2 hours says. Raises ``ValueError``."""
    found = _RATE.fullmatch(text.strip().lower())
    if found is None:
        raise ValueError("a rate such as 600/minute or 20/second")
    amount, times, unit = found.groups()
    return Rate(int(amount), int(times or 1) * _UNITS[unit])


def check_rate(value: str) -> str:
    """The rate itself. Raises ``ValueError`` if it is not a rate."""
    parse_rate(value)
    return value
