"""What each line is in its article, once one title, one standfirst and the text have their places.

The labels judge each line by itself and by the lines beside it. Here the whole article decides: which of
several titles is its own, what under a title is no standfirst, which lines belong to its photos.
"""

from collections.abc import Iterator, Mapping, Sequence

from summarizer.page.articles.head_labels import is_time, names_writer
from summarizer.page.markup.bodies import (
    find_main_text,
    find_missed_headings,
    find_missed_lists,
    find_missed_opening,
    find_missed_text,
    find_note,
    find_offers,
    find_other_texts,
    find_sources,
)
from summarizer.page.markup.boxes import (
    find_buttons,
    find_form_lines,
    find_related,
    find_repeated_quotes,
    is_box_heading,
)
from summarizer.page.markup.element_names import split_path
from summarizer.page.markup.heads import find_head_lines, find_opening_title, is_standfirst
from summarizer.page.markup.kinds import is_byline
from summarizer.page.markup.records import PARTS, HtmlLabel, MarkedPage, Story
from summarizer.page.markup.titles import find_title
from summarizer.records import Markup, RemovedKind

# Sentences, among which the date of an article may stand.
OPENING = 3
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
_HEADINGS = (HtmlLabel.SUBHEADING, HtmlLabel.STANDFIRST)
_MAY_HEAD_BOX = (HtmlLabel.SUBHEADING, HtmlLabel.RELATED)
_MAY_BE_CAPTION = (HtmlLabel.BODY, HtmlLabel.FURNITURE, HtmlLabel.SUBHEADING, HtmlLabel.STANDFIRST)
_MAY_STAND_AT_PHOTO = (HtmlLabel.FURNITURE, HtmlLabel.SUBHEADING)
Roles = dict[int, HtmlLabel]


def settle_roles(story: Story) -> Roles:
    """The role of each line, by its row."""
    page = story.page
    roles = {row: page.labels[row].label for row in story.rows}
    body = _list_body(roles)
    if not body and story.is_only:
        body = find_main_text(story.rows, page.lines, page.markups)
        roles |= dict.fromkeys(body, HtmlLabel.BODY)
    roles |= _correct_text(body, roles, story)
    roles |= _complete_text(_list_body(roles), roles, story)
    body = _list_body(roles)
    if not body:
        return {row: HtmlLabel.FURNITURE if role in PARTS else role for row, role in roles.items()}
    title = find_title(page.lines, page.markups, roles, page.title if story.is_only else None)
    place = find_opening_title(body, page.lines, page.markups) if title is None else None
    if place is not None:
        title = body[place]
        roles |= dict.fromkeys(body[:place], HtmlLabel.FURNITURE)
        body = body[place + 1 :]
    for row, role in roles.items():
        roles[row] = _settle_head(row, role, page, body) or _settle_row(row, role, title, body)
    if title is not None:
        roles[title] = HtmlLabel.TITLE
    roles |= dict.fromkeys(_find_captions(story, roles, title), HtmlLabel.CAPTION)
    standfirsts = [row for row, role in roles.items() if role is HtmlLabel.STANDFIRST]
    return roles | dict.fromkeys(standfirsts[1:], HtmlLabel.BODY)


def _settle_head(row: int, role: HtmlLabel, page: MarkedPage, body: Sequence[int]) -> HtmlLabel | None:
    """What a line above a text is by its words or its element; ``None`` where they do not say."""
    line, markup = page.lines[row], page.markups[row]
    is_above = row < body[0] and role in _MAY_BE_BYLINE
    # A name in an element "posted-by" is taken for a date, which has figures.
    is_name = row < body[0] and role is HtmlLabel.DATE and not any(map(str.isdigit, line.folded))
    if (is_above or is_name) and _is_byline(row, page):
        return HtmlLabel.BYLINE
    if is_above and role is HtmlLabel.SUBHEADING and is_standfirst(line, markup):
        return HtmlLabel.STANDFIRST
    if role in _MAY_HEAD_BOX and is_box_heading(line, markup, page.markups[body[0]]):
        return HtmlLabel.FURNITURE
    is_early = row < body[min(OPENING, len(body)) - 1] and role in _HEADINGS
    return HtmlLabel.DATE if is_early and line.form is RemovedKind.DATE else None


def _correct_text(body: Sequence[int], roles: Roles, story: Story) -> Roles:
    """The lines of which the text of the article says more than their labels do, with their roles."""
    if not body:
        return {}
    lines, markups = story.page.lines, story.page.markups
    changed = {row: HtmlLabel.DATE for row in story.rows if is_time(lines[row])}
    changed |= {row: HtmlLabel.BYLINE for row in body[1:] if names_writer(lines[row])}
    body = [row for row in body if row not in changed]
    headings = [row for row in body if lines[row].form is RemovedKind.RELATED_HEADING]
    changed |= dict.fromkeys(find_other_texts(body, lines, markups), HtmlLabel.RELATED)
    changed |= dict.fromkeys((*headings, *find_offers(body, lines, markups)), HtmlLabel.FURNITURE)
    missed = find_missed_text(story.rows, roles | changed, lines, markups)
    return changed | dict.fromkeys(missed, HtmlLabel.BODY)


def _complete_text(body: Sequence[int], roles: Roles, story: Story) -> Roles:
    """Sentences, lists and rows that belong to the text, and lines of it that do not, with their roles."""
    if not body:
        return {}
    lines, markups = story.page.lines, story.page.markups
    changed = dict(find_head_lines(body, lines, markups)) if len(body) > 1 else {}
    body = [row for row in body if row not in changed]
    if not body:
        return {}
    changed |= dict.fromkeys(find_missed_opening(body, roles, lines, markups), HtmlLabel.BODY)
    changed |= dict(find_missed_lists(body, roles, lines, markups))
    changed |= dict.fromkeys(find_missed_headings(body, roles, lines, markups), HtmlLabel.SUBHEADING)
    changed |= dict.fromkeys(find_sources(body, lines, markups), HtmlLabel.FURNITURE)
    left_out = {
        *find_buttons(body, lines, markups),
        *find_form_lines(body, story.rows, markups),
        *find_repeated_quotes(body, lines, markups),
    }
    note = find_note([row for row in body if row not in left_out], lines)
    changed |= dict.fromkeys((*left_out, *note), HtmlLabel.FURNITURE)
    return changed | dict.fromkeys(
        find_related(story.rows, roles | changed, lines, markups), HtmlLabel.RELATED
    )


def _list_body(roles: Mapping[int, HtmlLabel]) -> list[int]:
    return [row for row, role in roles.items() if role is HtmlLabel.BODY]


def _is_byline(row: int, page: MarkedPage) -> bool:
    return page.lines[row].form is RemovedKind.BYLINE or is_byline(page.lines[row], page.markups[row])


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


def _find_captions(story: Story, roles: Mapping[int, HtmlLabel], title: int | None) -> Iterator[int]:
    """Lines that stand under a photo of the article, by the element or by the names of those around them."""
    body = _list_body(roles)
    begin = max(story.rows.start, body[0] - NEAR, title + 1 if title is not None else 0)
    for row in range(begin, min(body[-1] + 2, story.rows.stop)):
        markup, role = story.page.markups[row], roles[row]
        if "figcaption" in markup.areas or not CAPTION_WORDS.isdisjoint(markup.own_words):
            may_be = role in _MAY_BE_CAPTION or _is_own_photo(role, markup)
            if may_be and len(body) > 1 and markup.size < LONGEST_CAPTION:
                yield row
        elif row < body[0] and role in _MAY_STAND_AT_PHOTO and _stands_at_photo(row, story):
            yield row


def _stands_at_photo(row: int, story: Story) -> bool:
    """Whether the elements around a line of several words hold no other line and are named after a photo."""
    markup, line = story.page.markups[row], story.page.lines[row]
    if " " not in line.block.text or isinstance(line.form, RemovedKind) or markup.link_density >= 0.5:
        return False
    # The two elements around the line; those further out hold the whole article.
    return markup.path in story.single_paths and not PHOTO_WORDS.isdisjoint(split_path(markup))


def _is_own_photo(role: HtmlLabel, markup: Markup) -> bool:
    """Whether what is labelled as related is the caption of a photo of the article: it leads nowhere."""
    return role is HtmlLabel.RELATED and not markup.link_density and markup.areas.isdisjoint(_OTHER_AREAS)
