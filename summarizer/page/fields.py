"""What an article has besides its text: byline, dates, outlet, section, tags, from the lines left out of it.

The last step of `parsing`. The lines stay in ``removed``: a fact quotes a part of a line and moves nothing.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from summarizer.page.bylines import find_byline
from summarizer.page.metadata_facts import add_metadata
from summarizer.page.phrases.matching import is_section
from summarizer.records import (
    Article,
    Fact,
    FactSource,
    Page,
    Passage,
    RelatedItem,
    Removed,
    RemovedKind,
    Span,
)
from summarizer.text.folded_lines import fold_line
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize
from summarizer.text.written_dates import WrittenDate, find_dates

# Lines above a title that may belong to its article, and lines below its text.
ABOVE, BELOW = 3, 16
# Paragraphs. A photo's words or a summary above byline and date may have been read as the first of them.
OPENING = 3
# Characters. A longer line says more than a date.
LONGEST_DATED = 200
_LISTS = (RemovedKind.RELATED_HEADING, RemovedKind.TICKER)
_UPDATED = compile_late(normalize("تحديث|تعديل|محدث|updated|modified|edited"))
_TAG_LABEL = compile_late(
    normalize(
        r"(?:(?:ال)?(?:وسوم|وسم|أوسمة|تاغات|تاجات|هاشتاغات|هاشتاج|هاشتاغ|تصنيفات|تصنيف|علامات|دلالات"
        r"|(?:مواضيع|موضوعات|موضوع)(?= ?:)|كلمات (?:ال)?(?:دلالية|دالة|مفتاحية|بحث))"
        r"|tags?|keywords)(?: ?[:|-]|$| )"
        r"|سمات "
    )
)
_TAG = compile_late(r"(?:(?! [/–-] )[^،,|·•;؛#])+")
_BESIDE_TAG = " :-–/\t"
_BETWEEN_CRUMBS = compile_late(r"[/>»›|\\←]")
_HOME = frozenset(normalize("الرئيسية رئيسية home الصفحة_الرئيسية").replace("_", " ").split())
_BESIDE_OUTLET = " |–—-:»•·\u200f\u200e"


@dataclass(frozen=True, slots=True)
class _Around:
    """The removed lines around the text of one article, in page order."""

    above: tuple[Removed, ...]  # the last ones before the title
    head: tuple[Removed, ...]  # between title and text, and among its opening lines
    below: tuple[Removed, ...]  # after the text, up to a list of other articles


def add_fields(page: Page) -> Page:
    """The page with the facts of its articles: from their lines, and from the markup of an HTML page."""
    if not page.removed and not any(article.captions for article in page.articles):
        return add_metadata(page)  # A clean text: no line around it says anything.
    starts = [row.span.start for row in page.removed]
    extents = [_measure_extent(article) for article in page.articles]
    before = [0, *(end for _, end in extents)]
    after = [*(start for start, _ in extents[1:]), None]
    articles = []
    for article, end, limit in zip(page.articles, before, after, strict=False):
        around = _gather(article, page.removed, starts, (end, limit))
        articles.append(_add_facts(article, around))
    return add_metadata(replace(page, articles=tuple(articles)))


def _add_facts(article: Article, around: _Around) -> Article:
    """The article with what the lines around it say."""
    published, updated, hijri = _choose_dates(around)
    text = article.body[0].span.start if article.body else 0
    caption = next((one for one in article.captions if one.span.start < text), None)
    return replace(
        article,
        byline=find_byline(around.head, around.above + around.below),
        published=published,
        updated=updated,
        hijri=hijri,
        outlet=_find_outlet(article, around.above),
        section=_find_section(article, around),
        tags=tuple(_find_tags(around.head + around.below)),
        lead_caption=_quote(Passage(caption.text, caption.span)) if caption else None,
    )


def _measure_extent(article: Article) -> tuple[int, int]:
    """The start of the first part of an article's own text, and the end of the last one."""
    parts = [part.span for part in (article.title, article.standfirst, *article.captions) if part]
    parts += [part.span for part in (*article.subheadings, *article.body)]
    related = [span for item in article.related for span in _list_spans(item)]
    spans = parts or related
    return min([span.start for span in spans], default=0), max([span.end for span in spans], default=0)


def _list_spans(item: RelatedItem) -> list[Span]:
    parts = (item.headline, item.section, item.caption, item.teaser, item.source, item.city)
    return [part.span for part in parts if part]


def _gather(
    article: Article, removed: Sequence[Removed], starts: Sequence[int], limits: tuple[int, int | None]
) -> _Around:
    """The removed lines around an article, after the text before it and up to the next title."""
    start, end = _measure_extent(article)
    text = article.body[min(OPENING, len(article.body)) - 1].span.start if article.body else end
    first, title, body, tail = (bisect_left(starts, place) for place in (limits[0], start, text, end))
    last = len(starts) if limits[1] is None else bisect_left(starts, limits[1])
    # A box between two paragraphs does not end what belongs to the article.
    others = (span.start for item in article.related for span in _list_spans(item))
    related = min((start for start in others if start >= end), default=None)
    below = takewhile(
        lambda row: row.kind not in _LISTS and (related is None or row.span.start < related),
        removed[tail : min(last, tail + BELOW)],
    )
    return _Around(
        tuple(removed[max(first, title - ABOVE) : title]), tuple(removed[title:body]), tuple(below)
    )


def _quote(passage: Passage) -> Fact:
    return Fact(passage.text, FactSource.TEXT, passage)


def _choose_dates(around: _Around) -> tuple[Fact | None, Fact | None, Fact | None]:
    """When an article was published and updated, and its Hijri date; the lines nearest to its title first."""
    published = updated = hijri = None
    for rows in (around.head, around.above[::-1], around.below):
        for date, is_update in _read_dates(rows):
            if date.iso is None:
                hijri = hijri or _quote(date.passage)
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


def _find_outlet(article: Article, above: Sequence[Removed]) -> Fact | None:
    """The name behind the title in a line "title | outlet" above it."""
    if article.title is None:
        return None
    title = article.title.text
    for row in above:
        if row.repeats == article.title.span and row.text.startswith(title):
            name = row.text[len(title) :].strip(_BESIDE_OUTLET)
            if name and len(name) < len(title):
                return _quote(_cut(row, name))
    return None


def _find_section(article: Article, around: _Around) -> Fact | None:
    """The last part of a breadcrumb, or a section that stands alone above the title or under it."""
    for row in (*around.head, *around.above[::-1]):
        crumbs = [part.strip() for part in _BETWEEN_CRUMBS.split(row.text)]
        if row.kind is RemovedKind.NAVIGATION and len(crumbs) > 1 and _is_home(crumbs[0]):
            own = [crumb for crumb in crumbs[1:] if crumb and not _is_title(crumb, article)]
            if own:
                return _quote(_cut(row, own[-1]))
    alone = [row for row in around.head if _names_section(row)]
    nearest, *others = [*around.above[::-1], None]
    if not alone and nearest and _names_section(nearest) and not any(map(_names_section, others[:1])):
        alone = [nearest]
    return _quote(Passage(alone[0].text, alone[0].span)) if alone else None


def _names_section(row: Removed | None) -> bool:
    return row is not None and row.kind is RemovedKind.NAVIGATION and is_section(normalize(row.text))


def _is_home(crumb: str) -> bool:
    return not _HOME.isdisjoint(normalize(crumb).split())


def _is_title(crumb: str, article: Article) -> bool:
    return article.title is not None and normalize(article.title.text).startswith(
        normalize(crumb).rstrip(".…")
    )


def _find_tags(rows: Sequence[Removed]) -> Iterator[Fact]:
    """The tags of lines of tags, each once, without the label before them."""
    seen: set[str] = set()
    for row in rows:
        if row.kind is not RemovedKind.TAGS:
            continue
        line = fold_line(row.text)
        label = _TAG_LABEL.match(line.text)
        start = line.locate(label.start(), label.end())[1] if label else 0
        for piece in _TAG.finditer(row.text, start):
            name = piece[0].strip(_BESIDE_TAG)
            if name and normalize(name) not in seen:
                seen.add(normalize(name))
                place = row.span.start + row.text.index(name, piece.start())
                yield _quote(Passage(name, Span(place, place + len(name))))


def _cut(row: Removed, part: str) -> Passage:
    """A part of a line with its place: the last one, of several that say the same."""
    place = row.span.start + row.text.rindex(part)
    return Passage(part, Span(place, place + len(part)))
