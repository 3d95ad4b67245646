"""Lines of HTML that lead away from a text: what its labels take for text, and what is related to it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from summarizer.page.markup.element_names import list_names
from summarizer.page.markup.letters import read_letters
from summarizer.page.markup.records import HtmlLabel
from summarizer.page.markup.titles import LINKED
from summarizer.page.records import Form, Line
from summarizer.records import Markup, RemovedKind

# Words of a button or an entry of a tool bar, and of a headline.
LONGEST_BUTTON, FEWEST_WORDS = 8, 3
# The share of the characters of a line in a link, where the words before the link are its label.
HALF_LINKED = 0.5
_MAY_BE_RELATED = (HtmlLabel.FURNITURE, HtmlLabel.SUBHEADING, HtmlLabel.BODY)
_BUTTONS = (
    RemovedKind.WIDGET,
    RemovedKind.SHARE,
    RemovedKind.NEWSLETTER,
    RemovedKind.APP,
    RemovedKind.ADVERTISEMENT,
)
# Names that networks give to a post of theirs in a page.
EMBED_WORDS = frozenset(("tweet", "twitter", "instagram", "tiktok", "fb", "bluesky", "telegram"))
# Roles of a heading that a list of contents names.
_MAY_BE_LISTED = (HtmlLabel.SUBHEADING, HtmlLabel.TITLE, HtmlLabel.BODY)
# Entries of a list of contents.
FEWEST_CONTENTS = 2
# Names that templates give to tool bars, and to boxes of other articles.
TOOL_WORDS = frozenset(("actions", "toolbar", "tools", "indicators"))
LONGEST_TOOL = 3
# Characters of a box with a form; a longer element holds the text as well.
LONGEST_FORM_BOX = 400
# Characters of a quotation that repeats a part of the text.
SHORTEST_QUOTE = 20
BOX_WORDS = frozenset(("related", "more", "read", "also", "recommended", "similar", "relatedposts"))


def find_buttons(body: Sequence[int], lines: Sequence[Line], markups: Sequence[Markup]) -> list[int]:
    """Lines of a text that are buttons, entries of a tool bar, or a link to another article."""
    return [row for row in body if _is_button(lines[row], markups[row])]


def _is_button(line: Line, markup: Markup) -> bool:
    n_words = line.block.text.count(" ") + 1
    if line.form is RemovedKind.READ_MORE:
        return markup.link_density > LINKED
    if line.form in _BUTTONS:
        return n_words <= LONGEST_BUTTON
    if line.form is Form.PARAGRAPH:
        return False
    names = list_names(markup)
    is_offer = n_words <= LONGEST_BUTTON and "newsletter" in names
    return is_offer or (n_words <= LONGEST_TOOL and not TOOL_WORDS.isdisjoint(names))


def is_box_heading(line: Line, markup: Markup, text: Markup) -> bool:
    """Whether what looks like a subheading is a label of an advert, a line of a form, or a counter.

    text  the markup of the first line of the text, which may be in a form itself
    """
    if line.form in _BUTTONS or ("form" in markup.areas and "form" not in text.areas):
        return True
    label, colon, number = line.folded.partition(":")
    return bool(colon) and not any(map(str.isdigit, label)) and number.strip(" ,.").isdigit()


def leads_away(markup: Markup) -> bool:
    """Whether what looks like a subheading is a link behind its label: an advert, or another article."""
    if markup.level:
        return False
    return markup.link_density > HALF_LINKED


def find_form_lines(body: Sequence[int], rows: range, markups: Sequence[Markup]) -> list[int]:
    """Lines of a text in a form, and those beside one in a small box: an offer of a newsletter.

    The pages of some systems are one form.
    """
    in_form = [row for row in rows if "form" in markups[row].areas]
    if not in_form or any("form" in markups[row].areas for row in (body[0], body[-1])):
        return []
    main, _ = Counter(markups[row].container for row in body).most_common(1)[0]
    beside = {
        markups[row].container
        for form in in_form
        for row in (form - 1, form + 1)
        if row in rows and markups[row].size <= LONGEST_FORM_BOX
    }
    boxes = beside - {main}
    return [row for row in body if "form" in markups[row].areas or markups[row].container in boxes]


def find_repeated_quotes(body: Sequence[int], lines: Sequence[Line], markups: Sequence[Markup]) -> list[int]:
    """Quotations set apart that say again what a paragraph of the text says."""
    quotes = {row for row in body if "blockquote" in markups[row].areas}
    if not quotes or len(quotes) == len(body):
        return []
    letters = {row: read_letters(lines[row].block.text) for row in body}
    said = "\n".join([letters[row] for row in body if row not in quotes])
    return [row for row in sorted(quotes) if len(letters[row]) >= SHORTEST_QUOTE and letters[row] in said]


def find_embeds(body: Sequence[int], markups: Sequence[Markup]) -> list[int]:
    """Posts of a network between the paragraphs of a text: the words, the name and the date of others."""
    posts = [row for row in body if _is_embed(markups[row])]
    return posts if len(posts) < len(body) else []


def _is_embed(markup: Markup) -> bool:
    return "blockquote" in markup.areas and not EMBED_WORDS.isdisjoint(list_names(markup))


def find_asides(body: Sequence[int], markups: Sequence[Markup]) -> list[int]:
    """Lines in an <aside> of a text most of which stands in none: facts, a summary, who the writer is."""
    asides = [row for row in body if "aside" in markups[row].areas]
    return asides if 2 * len(asides) < len(body) else []


def find_contents(
    body: Sequence[int], roles: Mapping[int, HtmlLabel], lines: Sequence[Line], markups: Sequence[Markup]
) -> list[int]:
    """Links of a text to the headings below them, with the heading of such a list."""
    links = [row for row in body if markups[row].link_density > LINKED]
    if len(links) < FEWEST_CONTENTS:
        return []
    headings = {
        read_letters(lines[row].block.text)
        for row, role in roles.items()
        if row > links[0] and role in _MAY_BE_LISTED and markups[row].level
    }
    listed = [row for row in links if read_letters(lines[row].block.text) in headings]
    if len(listed) < FEWEST_CONTENTS:
        return []
    above = listed[0] - 1
    return [above, *listed] if roles.get(above) is HtmlLabel.SUBHEADING else listed


def find_related(
    rows: range, roles: Mapping[int, HtmlLabel], lines: Sequence[Line], markups: Sequence[Markup]
) -> Iterator[int]:
    """Links under a heading of other articles, and links in a box that its template names so."""
    is_headed = False
    for row in rows:
        markup, form, role = markups[row], lines[row].form, roles[row]
        may_be = role in _MAY_BE_RELATED and _is_headline(lines[row])
        is_linked = may_be and markup.link_density > LINKED
        is_link = is_linked and role is HtmlLabel.FURNITURE
        # In a text the entries of any such list are none of it.
        is_listed = is_linked and role is HtmlLabel.BODY and "li" in markup.areas
        goes_on = is_link or is_listed or role is HtmlLabel.RELATED
        is_text = role in (HtmlLabel.BODY, HtmlLabel.SUBHEADING)
        is_head = form is RemovedKind.RELATED_HEADING or (form is RemovedKind.TICKER and is_text)
        is_headed = is_head or (is_headed and goes_on)
        is_in_box = "nav" not in markup.areas and not BOX_WORDS.isdisjoint(list_names(markup))
        in_box = may_be and is_in_box and markup.link_density > HALF_LINKED
        if (is_headed and (is_link or is_listed)) or in_box:
            yield row


def _is_headline(line: Line) -> bool:
    return line.block.text.count(" ") + 1 >= FEWEST_WORDS and isinstance(line.form, Form)
