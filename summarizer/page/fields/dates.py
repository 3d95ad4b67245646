"""When an article was published and updated, from the lines around its text; used by `facts`."""

from collections.abc import Iterator, Sequence

from summarizer.page.fields.around import Around
from summarizer.page.fields.quotes import quote
from summarizer.records import Fact, FactSource, Removed
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize
from summarizer.text.written_dates import WrittenDate, find_dates

# Characters. A longer line says more than a date.
LONGEST_DATED = 200
_UPDATED = compile_late(normalize("تحديث|تعديل|محدث|updated|modified|edited"))


def choose_dates(around: Around) -> tuple[Fact | None, Fact | None, Fact | None]:
    """When an article was published and updated, and its Hijri date; the lines nearest to its title first."""
    published = updated = hijri = None
    for rows in (around.head, around.above[::-1], around.below):
        for date, is_update in _read_dates(rows):
            if date.iso is None:
                hijri = hijri or quote(date.passage)
            elif is_update:
                updated = updated or Fact(date.iso, FactSource.TEXT, date.passage)
            else:
                published = published or Fact(date.iso, FactSource.TEXT, date.passage)
        if published or updated:
            break
    return published, updated, hijri


def _read_dates(rows: Sequence[Removed]) -> Iterator[tuple[WrittenDate, bool]]:
    """Each date of some lines, and whether the words before it, or the line above, call it an update."""
    label = ""
    for row in rows:
        if len(row.text) > LONGEST_DATED:
            continue
        end = row.span.start
        for date in find_dates(row.text, row.span.start):
            label += row.text[end - row.span.start : date.passage.span.start - row.span.start]
            yield date, _UPDATED.search(normalize(label)) is not None
            label, end = "", date.passage.span.end
        # A label may stand on the line above its date.
        label = row.text if end == row.span.start else ""
