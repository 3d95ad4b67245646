"""What the markup of a page says of its article, checked against what the page shows; used by `facts`.

Templates state wrong authors and dates: what an article's own lines say stands where the two differ.
"""

import re
from dataclasses import replace
from datetime import date

from summarizer.records import Article, Fact, FactSource, Metadata, Page, Passage, Span
from summarizer.text.normalizing import normalize

# ISO 8601 wants a colon in the zone of a time that has one.
_BARE_ZONE = re.compile(r"([+-]\d{2})(\d{2})$")
# Days. The markup counts in another zone than the line that a reader sees.
NEAR_DAYS = 1
# Accounts that publish for everybody.
_NO_AUTHORS = frozenset(
    {"admin", "administrator", "editor", "webmaster", "author", "ادمن", "المحرر", "مدير الموقع"}
)


def add_metadata(page: Page) -> Page:
    """The page with the facts of its markup: of its only article, or of the one that has their title."""
    if page.metadata is None:
        return page
    place = _find_article(page)
    if place is None:
        return page
    articles = list(page.articles)
    articles[place] = _merge(articles[place], page.metadata, page.text or "")
    return replace(page, articles=tuple(articles))


def _find_article(page: Page) -> int | None:
    if len(page.articles) == 1:
        return 0
    title = normalize((page.metadata and page.metadata.title) or "")
    named = (
        place
        for place, article in enumerate(page.articles)
        if article.title and title.startswith(normalize(article.title.text))
    )
    return next(named, None)


def _merge(article: Article, given: Metadata, text: str) -> Article:
    caption = _state(given.image_caption, text)
    return replace(
        article,
        byline=_check_byline(article.byline, given, text),
        published=_check_date(article.published, given.published),
        updated=_check_date(article.updated, given.modified),
        outlet=_state(given.outlet, text) or article.outlet,
        section=_state(given.section, text) or article.section,
        tags=tuple(fact for tag in given.tags if (fact := _state(tag, text))) or article.tags,
        lead_caption=article.lead_caption or caption,
        url=given.url,
        language=given.language,
    )


def _state(value: str | None, text: str) -> Fact | None:
    """A fact of the markup, with the first place where the page shows the same words."""
    if not value:
        return None
    place = text.find(value)
    passage = Passage(value, Span(place, place + len(value))) if place >= 0 else None
    return Fact(value, FactSource.MARKUP, passage)


def _check_byline(shown: Fact | None, given: Metadata, text: str) -> Fact | None:
    """The authors of the markup where the byline names one of them or there is none; else the byline."""
    outlet = normalize(given.outlet or "")
    names = [
        name for name in given.authors if normalize(name) not in _NO_AUTHORS and normalize(name) != outlet
    ]
    stated = _state("، ".join(names), text)
    if shown is None or stated is None:
        return shown or stated
    line = normalize(shown.value)
    same = any(normalize(name) in line or line in normalize(name) for name in names)
    return replace(stated, passage=shown.passage) if same else shown


def _check_date(shown: Fact | None, given: str | None) -> Fact | None:
    """The date of the markup, which has time and zone, where the page shows no other day."""
    if given is None:
        return shown
    given = _BARE_ZONE.sub(r"\1:\2", given)
    if shown is None:
        return Fact(given, FactSource.MARKUP)
    # A month without a day is shown: any of its days agrees.
    if len(shown.value) == len("2031-05"):
        is_near = given.startswith(shown.value)
    else:
        days = (date.fromisoformat(value[:10]) for value in (shown.value, given))
        is_near = abs((next(days) - next(days)).days) <= NEAR_DAYS
    return Fact(given, FactSource.MARKUP, shown.passage) if is_near else shown
