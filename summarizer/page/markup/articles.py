"""Builds the articles of a page of HTML from labelled lines, and a reason for every line left out."""

from collections import Counter
from collections.abc import Iterator, Sequence

from summarizer.page.articles.related_items import split_items
from summarizer.page.lines.captions import match_texts
from summarizer.page.lines.credits import strip_credit
from summarizer.page.lines.notices import speaks_to_reader
from summarizer.page.markup.bodies import find_missed_text, find_offers, find_other_texts
from summarizer.page.markup.kinds import build_removed, is_byline
from summarizer.page.markup.labels import HtmlLabel, Labelled, MarkedPage
from summarizer.page.markup.titles import find_title, group_stories, is_same_title
from summarizer.page.records import Form, Line
from summarizer.records import Article, Caption, Markup, Page, Passage, Removed, RemovedKind

# Lines. Photos stand so near to the text of their article.
NEAR = 6
# Names that templates give to captions and to what holds a photo.
CAPTION_WORDS = frozenset(("caption", "figcaption"))
PHOTO_WORDS = frozenset(("caption", "image", "img", "photo", "picture", "figure"))
# Characters of an element; a longer one holds the text too.
LONGEST_CAPTION = 600
# Photos of other articles stand in these.
_OTHER_AREAS = frozenset(("nav", "aside", "footer"))
_MAY_BE_BYLINE = (HtmlLabel.FURNITURE, HtmlLabel.SUBHEADING, HtmlLabel.STANDFIRST)
_MAY_BE_CAPTION = (
    HtmlLabel.BODY,
    HtmlLabel.FURNITURE,
    HtmlLabel.SUBHEADING,
    HtmlLabel.STANDFIRST,
)


def assemble_marked(page: MarkedPage) -> Page:
    """The articles of a page in order, and the lines left out in order."""
    labels = [labelled.label for labelled in page.labels]
    articles: list[Article] = []
    removed: list[Removed] = []
    groups = group_stories(page.lines, page.markups, labels)
    for rows in groups:
        roles = _settle(rows, page, labels, is_alone=len(groups) == 1)
        article, left_out = _build_article(rows, page, roles)
        is_text = article.body and not _speaks_to_reader(article)
        articles += [article] if is_text else []
        removed += left_out if is_text else _leave_out(rows, page)
    return Page(tuple(articles), tuple(sorted(removed, key=lambda one: one.span.start)))


def _settle(
    rows: range, page: MarkedPage, labels: Sequence[HtmlLabel], *, is_alone: bool
) -> dict[int, HtmlLabel]:
    """The label of each line where one title, one standfirst and the text have their places."""
    roles = {row: labels[row] for row in rows}
    body = [row for row in rows if roles[row] is HtmlLabel.BODY]
    if not body:
        return {row: HtmlLabel.FURNITURE if role in _PARTS else role for row, role in roles.items()}
    roles |= {row: HtmlLabel.DATE for row in rows if _is_time(page.lines[row])}
    roles |= {row: HtmlLabel.BYLINE for row in body[1:] if _names_writer(page.lines[row])}
    body = [row for row in body if roles[row] is HtmlLabel.BODY]
    headings = [row for row in body if page.lines[row].form is RemovedKind.RELATED_HEADING]
    others = find_other_texts(body, page.lines, page.markups)
    roles |= dict.fromkeys(others, HtmlLabel.RELATED)
    roles |= dict.fromkeys((*headings, *find_offers(body, page.lines, page.markups)), HtmlLabel.FURNITURE)
    roles |= dict.fromkeys(find_missed_text(rows, roles, page.lines, page.markups), HtmlLabel.BODY)
    body = [row for row in body if roles[row] is HtmlLabel.BODY]
    title = find_title(page.lines, page.markups, roles, page.title if is_alone else None)
    for row in rows:
        if row < body[0] and roles[row] in _MAY_BE_BYLINE and _is_byline(row, page):
            roles[row] = HtmlLabel.BYLINE
        roles[row] = _settle_row(row, roles[row], title, body)
    if title is not None:
        roles[title] = HtmlLabel.TITLE
    captions = list(_find_captions(rows, page, roles, title))
    roles |= dict.fromkeys(captions, HtmlLabel.CAPTION)
    standfirsts = [row for row in rows if roles[row] is HtmlLabel.STANDFIRST]
    roles |= dict.fromkeys(standfirsts[1:], HtmlLabel.BODY)
    return roles


def _is_time(line: Line) -> bool:
    return line.form is Form.NUMBER and ":" in line.folded


def _is_byline(row: int, page: MarkedPage) -> bool:
    return page.lines[row].form is RemovedKind.BYLINE or is_byline(page.lines[row], page.markups[row])


def _names_writer(line: Line) -> bool:
    """Whether a line has a label and a name: "interview: …" stands between the opening lines of a text."""
    return line.form is RemovedKind.BYLINE and any(sign in line.folded for sign in ":/")


_PARTS = (
    HtmlLabel.BODY,
    HtmlLabel.SUBHEADING,
    HtmlLabel.TITLE,
    HtmlLabel.STANDFIRST,
    HtmlLabel.CAPTION,
)


def _settle_row(row: int, role: HtmlLabel, title: int | None, body: Sequence[int]) -> HtmlLabel:
    if role is HtmlLabel.TITLE:
        return HtmlLabel.SUBHEADING if body[0] < row < body[-1] else HtmlLabel.FURNITURE
    if role is HtmlLabel.STANDFIRST:
        return HtmlLabel.STANDFIRST if row < body[0] else HtmlLabel.BODY
    if role is HtmlLabel.SUBHEADING:
        is_placed = (title or 0) <= row < body[-1] and row >= body[0] - NEAR
        return role if is_placed else HtmlLabel.FURNITURE
    if role is HtmlLabel.CAPTION:
        return role if body[0] - 2 * NEAR <= row <= body[-1] + NEAR else HtmlLabel.FURNITURE
    return role


def _find_captions(
    rows: range, page: MarkedPage, roles: dict[int, HtmlLabel], title: int | None
) -> Iterator[int]:
    """Lines that stand under a photo of the article, by the element or by the names of those around them."""
    body = [row for row in rows if roles[row] is HtmlLabel.BODY]
    begin = max(rows.start, body[0] - NEAR, title + 1 if title is not None else 0)
    for row in range(begin, min(body[-1] + 2, rows.stop)):
        markup, line = page.markups[row], page.lines[row]
        is_long_enough = line.block.text.count(" ") > 0 and not isinstance(line.form, RemovedKind)
        if "figcaption" in markup.areas or not CAPTION_WORDS.isdisjoint(markup.own_words):
            may_be = roles[row] in _MAY_BE_CAPTION or _is_own_photo(roles[row], markup)
            if may_be and len(body) > 1 and markup.size < LONGEST_CAPTION:
                yield row
        elif roles[row] in (HtmlLabel.FURNITURE, HtmlLabel.SUBHEADING) and is_long_enough and row < body[0]:
            # The two elements around the line; those further out hold the whole article.
            names = frozenset(markup.path.replace(">", ".").split("."))
            is_alone = sum(other.path == markup.path for other in page.markups) == 1
            if is_alone and not PHOTO_WORDS.isdisjoint(names) and markup.link_density < 0.5:
                yield row


def _is_own_photo(role: HtmlLabel, markup: Markup) -> bool:
    """Whether what is labelled as related is the caption of a photo of the article: it leads nowhere."""
    return role is HtmlLabel.RELATED and not markup.link_density and markup.areas.isdisjoint(_OTHER_AREAS)


def _build_article(
    rows: range, page: MarkedPage, roles: dict[int, HtmlLabel]
) -> tuple[Article, tuple[Removed, ...]]:
    by_role: dict[HtmlLabel, list[int]] = {role: [] for role in HtmlLabel}
    for row in rows:
        by_role[roles[row]].append(row)
    lines = page.lines
    related_rows = [row for row in by_role[HtmlLabel.RELATED] if not isinstance(lines[row].form, RemovedKind)]
    items, widgets = split_items([lines[row] for row in related_rows])
    title = next(iter(by_role[HtmlLabel.TITLE]), None)
    body = by_role[HtmlLabel.BODY]
    article = Article(
        title=_pass(lines[title]) if title is not None else None,
        standfirst=next((_pass(lines[row]) for row in by_role[HtmlLabel.STANDFIRST]), None),
        captions=tuple(_join_captions([lines[row] for row in by_role[HtmlLabel.CAPTION]])),
        subheadings=tuple(_pass(lines[row]) for row in by_role[HtmlLabel.SUBHEADING]),
        body=tuple(_pass(lines[row]) for row in body),
        related=items,
    )
    kept = {row for role in _PARTS for row in by_role[role]} | set(related_rows)
    left_out = [
        _remove_line(page, row, roles[row], title, is_before=not body or row < body[0])
        for row in rows
        if row not in kept
    ]
    return article, (*left_out, *widgets)


def _remove_line(
    page: MarkedPage, row: int, role: HtmlLabel, title: int | None, *, is_before: bool
) -> Removed:
    """A line that is no part of its article, whose title is the line ``title``, with the reason."""
    line = page.lines[row]
    if title is None or not is_same_title(line, page.lines[title]):
        return build_removed(
            line, page.markups[row], Labelled(role, page.labels[row].spoke), is_before=is_before
        )
    repeated = page.lines[title]
    return Removed(
        line.block.text,
        line.block.span,
        RemovedKind.REPEAT,
        f"repeats the title at line {repeated.number}",
        repeated.block.span,
    )


def _speaks_to_reader(article: Article) -> bool:
    """Whether the text is what the site says to its reader: to log in, to accept cookies."""
    title = article.title.text if article.title else ""
    has_more = article.captions or article.related
    return not has_more and speaks_to_reader(title, [one.text for one in article.body])


def _leave_out(rows: range, page: MarkedPage) -> tuple[Removed, ...]:
    """All lines of a group, left out."""
    return tuple(
        build_removed(
            page.lines[row],
            page.markups[row],
            Labelled(HtmlLabel.FURNITURE, page.labels[row].spoke),
            is_before=False,
        )
        for row in rows
    )


def _pass(line: Line) -> Passage:
    return Passage(line.block.text, line.block.span)


def _join_captions(lines: Sequence[Line]) -> Iterator[Caption]:
    """Each caption once, with every place of its article where it is repeated."""
    firsts = match_texts([line.block.text for line in lines], [strip_credit(line) for line in lines])
    for first in sorted(Counter(firsts)):
        again = [lines[row].block.span for row, one in enumerate(firsts) if one == first and row != first]
        block = lines[first].block
        yield Caption(block.text, block.span, tuple(again))
