"""The outlet and the section of an article, from the lines above and under its title; used by `facts`."""

from collections.abc import Sequence

from summarizer.page.fields.around import Around
from summarizer.page.fields.quotes import quote, quote_part
from summarizer.page.phrases.matching import is_section
from summarizer.records import Article, Fact, Passage, Removed, RemovedKind
from summarizer.text.folded_lines import fold_line
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize, normalize_lines

_BETWEEN_CRUMBS = compile_late(r"[/>»›|\\←]")
_HOME = frozenset(normalize("الرئيسية رئيسية home").split())
_FIRST_PAGE = normalize("الصفحة ")
_LABEL = compile_late(normalize(r"(?:ال)?(?:قسم|تصنيف|تبويب|مجموعة) ?: ?"))
# Characters. A longer line with such a label is a list.
LONGEST_LABELLED = 40
_BESIDE_OUTLET = " |–—-:»•·\u200f\u200e"


def find_outlet(article: Article, above: Sequence[Removed]) -> Fact | None:
    """The name behind the title in a line "title | outlet" above it."""
    if article.title is None:
        return None
    title = article.title.text
    for row in above:
        if row.repeats == article.title.span and row.text.startswith(title):
            name = row.text[len(title) :].strip(_BESIDE_OUTLET)
            if name and len(name) < len(title):
                return quote_part(row, name)
    return None


def find_section(article: Article, around: Around) -> Fact | None:
    """The last part of a breadcrumb, or a section that stands alone above the title or under it."""
    for row in (*around.head, *around.above[::-1]):
        if row.kind is not RemovedKind.NAVIGATION:
            continue
        crumbs = [part.strip() for part in _BETWEEN_CRUMBS.split(row.text)]
        if len(crumbs) > 1 and _is_home(crumbs[0]):
            own = [crumb for crumb in crumbs[1:] if crumb and not _is_title(crumb, article)]
            if own:
                return quote_part(row, own[-1])
    short = [row for row in around.head if len(row.text) <= LONGEST_LABELLED]
    for row, plain in zip(short, normalize_lines([row.text for row in short]), strict=True):
        if label := _LABEL.match(plain):
            line = fold_line(row.text)
            if label.end() < len(line.text):
                first, last = line.locate(label.end(), len(line.text))
                return quote_part(row, row.text[first:last])
    alone = [row for row in around.head if _names_section(row)]
    nearest, *others = [*around.above[::-1], None]
    if not alone and nearest and _names_section(nearest) and not any(map(_names_section, others[:1])):
        alone = [nearest]
    return quote(Passage(alone[0].text, alone[0].span)) if alone else None


def _names_section(row: Removed | None) -> bool:
    return row is not None and row.kind is RemovedKind.NAVIGATION and is_section(normalize(row.text))


def _is_home(crumb: str) -> bool:
    words = normalize(crumb)
    return words.startswith(_FIRST_PAGE) or not _HOME.isdisjoint(words.split())


def _is_title(crumb: str, article: Article) -> bool:
    return article.title is not None and normalize(article.title.text).startswith(
        normalize(crumb).rstrip(".…")
    )
