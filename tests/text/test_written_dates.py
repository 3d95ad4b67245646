"""Dates as pages write them: what they are in ISO 8601, and where they stand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.folded_lines import fold_line
from summarizer.text.normalizing import normalize
from summarizer.text.written_dates import find_dates
from tests.strategies import ARABIC_TEXT


def split_names(names: str) -> list[str]:
    """Names with blanks between; a name of two words is written with an underscore."""
    return [name.replace("_", " ") for name in names.split()]


_MONTHS = split_names("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر")
_LEVANTINE = split_names(
    "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول"
)
_TUNISIAN = split_names("جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر")
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.sampled_from([_MONTHS, _LEVANTINE, _TUNISIAN]),
    st.sampled_from(["{d} {m} {y}", "{d:02} {m}، {y}", "{d} من {m} {y}م", "{m} {d}, {y}", "{d} {m}/{m} {y}"]),
    st.sampled_from([{}, _EASTERN]),
)
def test_a_day_is_read_under_any_name_of_its_month(
    day: date, names: list[str], shape: str, digits: dict[int, int]
) -> None:
    """Of Egypt, the Levant and Tunisia, in either digits, among other words."""
    written = shape.format(d=day.day, m=names[day.month - 1], y=day.year)
    (found,) = find_dates(f"نشر في {written.translate(digits)} بقلم المحرر")
    assert found.iso == day.isoformat()


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.sampled_from("/-."))
def test_a_day_in_figures_is_before_its_month(day: date, sign: str) -> None:
    """Or the year is first."""
    assert find_dates(f"{day.day:02}{sign}{day.month:02}{sign}{day.year}")[0].iso == day.isoformat()
    assert find_dates(f"{day.year}{sign}{day.month:02}{sign}{day.day:02}")[0].iso == day.isoformat()


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("الأحد 3 آذار / مارس 2030 09:22 مساءً", "2030-03-03T21:22"),
        ("07:05 ص الأحد 3 مارس 2030", "2030-03-03T07:05"),
        ("3 مارس 2030 - 12:10 ص", "2030-03-03T00:10"),
        ("2030-03-03 | 18:40", "2030-03-03T18:40"),
        ("2030-03-03T18:40:59+02:00", "2030-03-03T18:40:59+02:00"),
        ("3 مارس 2030 الساعة 18:40 بتوقيت غرينتش", "2030-03-03T18:40+00:00"),
        ("3 مارس 2030 - 6:40 م (GMT+3)", "2030-03-03T18:40+03:00"),
        ("3 مارس 2030، 18:40 بتوقيت مكة المكرمة", "2030-03-03T18:40+03:00"),
        ("03\u200f/03\u200f/2030", "2030-03-03"),
        ("3 مارس 2030 رحلة رقم 18:400", "2030-03-03"),
        ("March 3rd, 2030", None),
        ("Mar 3, 2030", "2030-03-03"),
        ("مارس 2030", "2030-03"),
    ],
)
def test_a_time_beside_a_day_belongs_to_it(written: str, iso: str | None) -> None:
    """With its zone where one is given, and none where it is not."""
    assert [found.iso for found in find_dates(written)] == ([iso] if iso else [])


def test_two_dates_of_a_line_are_two() -> None:
    """Each with its own time."""
    line = "نشر: 3 مارس 2030 - 6:37 م | تحديث: 4 مارس 2030 - 7:00 ص"
    assert [found.iso for found in find_dates(line)] == ["2030-03-03T18:37", "2030-03-04T07:00"]


@pytest.mark.parametrize("written", ["12 رمضان 1445 هـ", "الجمعة 12 رمضان 1445هـ", "12/09/1445 هـ"])
def test_a_hijri_day_is_kept_as_written(written: str) -> None:
    """Countries begin its months on different days."""
    (found,) = find_dates(f"نشر {written} بعد الظهر")
    assert (found.passage.text, found.iso) == (written, None)


@pytest.mark.parametrize("words", ["31/02/2030", "منذ ساعتين", "العام 2030", "2030", "في الصفحة 12", "12:30"])
def test_what_is_no_day_gives_none(words: str) -> None:
    """A day that no calendar has, a year, a time, an age."""
    assert find_dates(words) == ()


@given(ARABIC_TEXT, st.integers(0, 9))
def test_dates_are_verbatim_where_they_say(text: str, start: int) -> None:
    """In any text; they come in order and never overlap."""
    found = find_dates(f"{text} 5 مايو 2031 {text}", start)
    for one in found:
        place = one.passage.span
        assert f"{text} 5 مايو 2031 {text}"[place.start - start : place.end - start] == one.passage.text


@given(ARABIC_TEXT)
def test_a_folded_line_is_the_normal_form_with_single_blanks(text: str) -> None:
    """The slow way to the same: fold, then squeeze."""
    line = fold_line(text)
    assert line.text.split() == normalize(text).split()
    assert "  " not in line.text
    assert len(line.places) == len(line.text)
