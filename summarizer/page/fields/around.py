"""The lines left out around the text of an article, in which the other files look for its facts."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from summarizer.records import Article, RelatedItem, Removed, RemovedKind, Span

# Lines above a title that may belong to its article, and lines below its text.
ABOVE, BELOW = 3, 16
# Paragraphs. A photo's words or a summary above byline and date may have been read as the first of them.
OPENING = 3
_LISTS = (RemovedKind.RELATED_HEADING, RemovedKind.TICKER)


@dataclass(frozen=True, slots=True)
class Around:
    """The removed lines around the text of one article, in page order."""

    above: tuple[Removed, ...]  # the last ones before the title
    head: tuple[Removed, ...]  # between title and text, and among its opening lines
    below: tuple[Removed, ...]  # after the text, up to a list of other articles


NOTHING = Around((), (), ())


def gather_around(
    article: Article,
    removed: Sequence[Removed],
    starts: Sequence[int],
    places: tuple[int, int, int, int | None],
) -> Around:
    """The removed lines around an article.

    starts  where the removed lines start
    places  the end of the text before it, its own start and end, and the start of the next article
    """
    before, start, end, after = places
    text = article.body[min(OPENING, len(article.body)) - 1].span.start if article.body else end
    first, title, body, tail = (bisect_left(starts, place) for place in (before, start, text, end))
    last = len(starts) if after is None else bisect_left(starts, after)
    # A box between two paragraphs does not end what belongs to the article.
    others = (span.start for item in article.related for span in _list_spans(item))
    related = min((start for start in others if start >= end), default=None)
    below = takewhile(
        lambda row: row.kind not in _LISTS and (related is None or row.span.start < related),
        removed[tail : min(last, tail + BELOW)],
    )
    return Around(tuple(removed[max(first, title - ABOVE) : title]), tuple(removed[title:body]), tuple(below))


def measure_extent(article: Article) -> tuple[int, int]:
    """The start of the first part of an article's own text, and the end of the last one."""
    parts = [part.span for part in (article.title, article.standfirst, *article.captions) if part]
    for passages in (article.subheadings, article.body):  # In page order.
        parts += [part.span for part in (*passages[:1], *passages[-1:])]
    related = [span for item in article.related for span in _list_spans(item)]
    spans = parts or related
    return min([span.start for span in spans], default=0), max([span.end for span in spans], default=0)


def _list_spans(item: RelatedItem) -> list[Span]:
    parts = (item.headline, item.section, item.caption, item.teaser, item.source, item.city)
    return [part.span for part in parts if part]
