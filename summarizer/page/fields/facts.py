"""What an article has besides its text: byline, dates, outlet, section, tags, from the lines left out of it.

The last step of `parsing`. The lines stay in ``removed``: a fact quotes a part of a line and moves nothing.
"""

from dataclasses import replace

from summarizer.page.fields.around import NOTHING, Around, gather_around, measure_extent
from summarizer.page.fields.bylines import find_byline
from summarizer.page.fields.dates import choose_dates
from summarizer.page.fields.metadata import add_metadata
from summarizer.page.fields.quotes import quote
from summarizer.page.fields.sections import find_outlet, find_section
from summarizer.page.fields.tags import find_tags
from summarizer.records import Article, Page, Passage


def add_fields(page: Page) -> Page:
    """The page with the facts of its articles: from their lines, and from the markup of an HTML page."""
    if not page.removed and not any(article.captions for article in page.articles):
        return add_metadata(page)  # A clean text: no line around it says anything.
    starts = [row.span.start for row in page.removed]
    extents = [measure_extent(article) for article in page.articles]
    before = [0, *(end for _, end in extents)]
    after = [*(start for start, _ in extents[1:]), None]
    articles = []
    for article, end, extent, limit in zip(page.articles, before, extents, after, strict=False):
        around = gather_around(article, page.removed, starts, (end, *extent, limit))
        says_nothing = around == NOTHING and not article.captions
        articles.append(article if says_nothing else _add_facts(article, around))
    return add_metadata(replace(page, articles=tuple(articles)))


def _add_facts(article: Article, around: Around) -> Article:
    """The article with what the lines around it say."""
    published, updated, hijri = choose_dates(around)
    text = article.body[0].span.start if article.body else 0
    caption = next((one for one in article.captions if one.span.start < text), None)
    return replace(
        article,
        byline=find_byline(around.head, around.above + around.below),
        published=published,
        updated=updated,
        hijri=hijri,
        outlet=find_outlet(article, around.above),
        section=find_section(article, around),
        tags=tuple(find_tags(around.head + around.below)),
        lead_caption=quote(Passage(caption.text, caption.span)) if caption else None,
    )
