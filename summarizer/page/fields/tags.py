"""The tags of an article, each without the label of its line; used by `facts`."""

from collections.abc import Iterator, Sequence

from summarizer.page.fields.quotes import quote
from summarizer.records import Fact, Passage, Removed, RemovedKind, Span
from summarizer.text.folded_lines import fold_line
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize

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


def find_tags(rows: Sequence[Removed]) -> Iterator[Fact]:
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
                yield quote(Passage(name, Span(place, place + len(name))))
