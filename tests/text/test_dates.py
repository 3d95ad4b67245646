"""The names of days and months, and the times of ISO 8601 dates."""

import math

import pytest

from summarizer.errors import DocumentError
from summarizer.text.dates import DAYS, DAYS_WITHOUT_ARTICLE, HIJRI_MONTHS, MONTHS, read_date


def test_every_day_has_a_form_without_the_article() -> None:
    """Seven days, each the same word with and without the article."""
    pairs = list(zip(DAYS.split(), DAYS_WITHOUT_ARTICLE.split(), strict=True))
    assert len(pairs) == 7
    assert all(day == f"ال{bare}" for day, bare in pairs)


def test_a_name_stands_in_one_table_only() -> None:
    """No word is listed twice."""
    names = [*DAYS.split(), *MONTHS.split(), *HIJRI_MONTHS.split()]
    assert len(names) == len(set(names))


def test_a_date_without_a_zone_counts_as_utc() -> None:
    """The same moment, with the zone written or left out; an empty date is earlier than any other."""
    assert read_date("2024-03-05T10:00", 0) == read_date("2024-03-05T13:00+03:00", 0)
    assert read_date("", 0) == -math.inf


@pytest.mark.parametrize(
    "date",
    [
        "2024-03-05",
        "٢٠٢٤-٠٣-٠٥",
        "05/03/2024",
        "5-3-2024",
        "2024/03/05",
        "20240305",
        "Tue, 05 Mar 2024 00:00:00 GMT",
        "5 مارس 2024",
        "الثلاثاء 5 آذار 2024",
        "1709596800",
        "1709596800000",
    ],
)
def test_dates_are_read_as_feeds_have_them(date: str) -> None:
    """One day in many forms; the day stands before the month."""
    assert read_date(date, 0) == read_date("2024-03-05T00:00Z", 0)


@pytest.mark.parametrize("date", ["أمس", "2024-13-01", "5", "[1]", "99/99/9999"])
def test_what_is_no_date_is_never_guessed(date: str) -> None:
    """Refused, so that it can be named."""
    with pytest.raises(DocumentError):
        read_date(date, 0)


def test_what_is_no_date_is_refused_with_the_place_of_its_document() -> None:
    """Places count from 0 inside the library and from 1 in the message."""
    with pytest.raises(DocumentError, match=r"document 3 \(from 1\): found the date '5 مارس'"):
        read_date("5 مارس", 2)


def test_a_fraction_of_a_second_counts() -> None:
    """The point before it is not lost in folding."""
    assert read_date("2026-02-19T06:56:15.8735Z", 0) == read_date("2026-02-19T06:56:15Z", 0) + 0.8735
    assert read_date("0553-02-19T06:56:15.8735Z", 0) < read_date("0553-02-20", 0)


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("20240305083000", "2024-03-05T08:30"),
        ("٢٠٢٤٠٣٠٥٠٨٣٠", "2024-03-05T08:30"),
        ("1709596800000", "2024-03-05"),
        ("2024-03", "2024-03-01"),
        ("مارس 2024", "2024-03-01"),
        ("2024", "2024-01-01"),
    ],
)
def test_digits_alone_are_a_date_before_they_are_seconds(date: str, iso: str) -> None:
    """As milliseconds since 1970 some would be of another century; a month counts from its first day."""
    assert read_date(date, 0) == read_date(iso, 0)


@pytest.mark.parametrize("date", ["20241301103000", "2024-13", "05/2024", "19"])
def test_digits_that_no_calendar_has_are_refused(date: str) -> None:
    """They are named, not taken for another date."""
    with pytest.raises(DocumentError):
        read_date(date, 0)
