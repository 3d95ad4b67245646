"""What each line is in its article, once one title, one standfirst and the text have their places.

The labels judge each line by itself and by the lines beside it. Here the whole article decides: which of
several titles is its own, what under a title is no standfirst, which lines belong to its photos.
"""

from collections.abc import Mapping, Sequence

from summarizer.page.articles.head_labels import is_signed, is_time, names_writer
from summarizer.page.markup.bodies import (
    POINT_WORDS,
    find_key_points,
    find_main_text,
    find_missed_opening,
    find_missed_text,
    find_other_texts,
)
from summarizer.page.markup.boxes import (
    find_asides,
    find_buttons,
    find_contents,
    find_embeds,
    find_form_lines,
    find_related,
    find_repeated_quotes,
    is_box_heading,
    leads_away,
)
from summarizer.page.markup.captions import NEAR, find_captions
from summarizer.page.markup.element_names import list_names
from summarizer.page.markup.endings import find_appeals, find_closing, find_note, find_offers, find_sources
from summarizer.page.markup.headings import find_missed_headings
from summarizer.page.markup.heads import find_head_lines, find_opening_title, is_source, is_standfirst
from summarizer.page.markup.kinds import is_byline
from summarizer.page.markup.lists import find_missed_lists, find_opening_lists
from summarizer.page.markup.records import PARTS, HtmlLabel, MarkedPage, Story
from summarizer.page.markup.titles import LINKED, find_title
from summarizer.page.records import Form, Line
from summarizer.records import RemovedKind

# Sentences, among which the date of an article may stand.
OPENING = 3
_MAY_BE_BYLINE = (HtmlLabel.FURNITURE, HtmlLabel.SUBHEADING, HtmlLabel.STANDFIRST)
_HEADINGS = (HtmlLabel.SUBHEADING, HtmlLabel.STANDFIRST)
# Names of an offer of letters and of the key points above a text, whose headings are none of the text.
BOX_HEADS = POINT_WORDS | {"newsletter"}
_HEADS_BOX = (RemovedKind.RELATED_HEADING, RemovedKind.TICKER)
_MAY_HEAD_BOX = (HtmlLabel.SUBHEADING, HtmlLabel.RELATED)
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
    roles |= dict.fromkeys(find_captions(story, roles, title), HtmlLabel.CAPTION)
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
    is_early = row < body[min(OPENING, len(body)) - 1] and role in _HEADINGS
    is_plain = markup.level in (0, page.markups[body[0]].level)
    if is_early and is_plain and _names_source(line):
        return HtmlLabel.BYLINE
    if is_above and role is HtmlLabel.SUBHEADING and is_standfirst(line, markup):
        return HtmlLabel.STANDFIRST
    if role is HtmlLabel.SUBHEADING and _is_no_heading(row, page, body):
        return HtmlLabel.FURNITURE
    if role in _MAY_HEAD_BOX and is_box_heading(line, markup, page.markups[body[0]]):
        return HtmlLabel.FURNITURE
    return HtmlLabel.DATE if is_early and line.form is RemovedKind.DATE else None


def _is_no_heading(row: int, page: MarkedPage, body: Sequence[int]) -> bool:
    """Whether a line leads away, heads or stands in a box, or is a bare word above the text: a place."""
    line, markup, below = page.lines[row], page.markups[row], page.markups[row + 1 : row + 2]
    if line.form in _HEADS_BOX and any(one.link_density > LINKED for one in below):
        return True
    is_aside = "aside" in markup.areas and "aside" not in page.markups[body[0]].areas
    is_offer = not BOX_HEADS.isdisjoint(list_names(markup))
    is_bare = line.form is Form.WORD and not markup.level and not markup.bold_density
    return is_aside or is_offer or (row < body[0] and is_bare) or leads_away(markup)


def _names_source(line: Line) -> bool:
    """Whether a line above a text is names with a dash between them, or has a date beside a few words."""
    return is_source(line) or is_signed(line)


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
    changed |= dict.fromkeys(find_key_points(body, roles, lines, markups), HtmlLabel.BODY)
    changed |= dict.fromkeys(find_missed_opening(body, roles, lines, markups), HtmlLabel.BODY)
    changed |= dict(find_missed_lists(body, roles, lines, markups))
    changed |= dict(find_opening_lists(body, roles, lines, markups))
    changed |= dict.fromkeys(find_missed_headings(body, roles, lines, markups), HtmlLabel.SUBHEADING)
    changed |= dict.fromkeys(find_sources(body, lines, markups), HtmlLabel.FURNITURE)
    left_out = {
        *find_buttons(body, lines, markups),
        *find_embeds(body, markups),
        *find_asides(body, markups),
        *find_contents(body, roles | changed, lines, markups),
        *find_form_lines(body, story.rows, markups),
        *find_repeated_quotes(body, lines, markups),
        *find_closing(body, lines, markups),
        *find_appeals(body, lines, markups),
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
